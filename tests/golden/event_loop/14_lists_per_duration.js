// Timers are kept in a list per duration, and an overdue list runs whole.
setTimeout(() => {
  const out = [];
  const at = (label, ms) => setTimeout(() => out.push(label), ms);
  const wait = (ms) => { const end = Date.now() + ms; while (Date.now() < end); };
  at('10a', 10);
  at('5a', 5);
  at('5b', 5);
  at('20a', 20);
  wait(8);
  at('5c', 5); // due later than 10a, but in the list of 5a
  at('10b', 10);
  wait(40);
  setTimeout(() => console.log(out.join(' ')), 50);
}, 1);
