// A timer of 0 ms has to wait until no microtask is left, also of those that are added meanwhile.
setTimeout(() => console.log('the timer, at last'), 0);

let rounds = 0;
function again() {
  rounds += 1;
  if (rounds % 10 === 0) console.log(rounds, 'microtasks');
  if (rounds < 30) queueMicrotask(again);
}
queueMicrotask(again);
console.log('the script ends');
