// args: --clock=virtual
// stderr: ignore
// All of these delays become 1 ms and share one list, first in first out.
const delays = [1, 0, undefined, null, NaN, -5, 0.2, 1.7, 2 ** 31, 2 ** 40, Infinity, '1', '0', 'x', {}, [1], true, false];
setTimeout(() => console.log('the longer one comes last'), 100);
for (const d of delays) setTimeout(() => console.log(d), d);
setTimeout(() => console.log('without a delay'));
setTimeout(() => console.log('1, made last'), 1);
