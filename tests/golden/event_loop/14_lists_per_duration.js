// Timers are kept in a list per duration, and an overdue list runs whole.
setTimeout(() => {
  const out = [];
  const at = (label, ms) => setTimeout(() => out.push(label), ms);
  const wait = (ms) => { const end = Date.now() + ms; while (Date.now() < end); };
  at('100a', 100);
  at('5a', 5);
  at('5b', 5);
  at('200a', 200);
  wait(98);
  at('5c', 5); // due later than 100a, but in the list of 5a
  at('100b', 100);
  wait(210);
  setTimeout(() => console.log(out.join(' ')), 50);
}, 1);
