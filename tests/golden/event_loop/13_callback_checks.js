// args: --clock=virtual
// A callback must be a function; extra arguments are passed on.
for (const f of [setTimeout, setInterval, setImmediate, queueMicrotask, process.nextTick]) {
  for (const bad of [undefined, null, 'code', 5, {}]) {
    try { f(bad, 1); console.log('fine'); } catch (e) { console.log(f.name, e.name, e.code, '|', e.message); }
  }
}
setTimeout((...args) => console.log('timeout', args), 60, 'a', 'b');
setImmediate((...args) => console.log('immediate', args), 'c');
process.nextTick((...args) => console.log('tick', args), 'd', 'e');
queueMicrotask((...args) => console.log('microtask', args), 'f');
