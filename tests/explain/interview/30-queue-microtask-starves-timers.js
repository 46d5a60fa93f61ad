let rounds = 3;
function again() {
  console.log('round', rounds);
  if (--rounds > 0) queueMicrotask(again);
}

setTimeout(() => console.log('timer'), 0);
queueMicrotask(again);
