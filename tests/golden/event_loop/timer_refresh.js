// args: --clock=virtual
// refresh() starts the delay anew, also for a timer that already fired.
const start = Date.now();
const about = () => Math.round((Date.now() - start) / 100) * 100;
let fired = 0;
const t = setTimeout(() => {
  console.log('fired at about', about());
  if (++fired === 1) t.refresh();
}, 200);
setTimeout(() => { console.log('refresh at about', about()); t.refresh(); }, 100);
