// args: --clock=virtual
// refresh() starts the delay anew, also for a timer that already fired.
let fired = 0;
const t = setTimeout(() => {
  console.log('fired', ++fired);
  if (fired === 1) t.refresh();
}, 200);
setTimeout(() => {
  console.log('refreshed at 100: due at 300, and then at 500');
  t.refresh();
}, 100);
setTimeout(() => console.log('250'), 250);
setTimeout(() => console.log('400'), 400);
