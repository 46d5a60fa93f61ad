// Timers run by due time, and equal ones in the order in which they were set. 0 means 1.
setTimeout(() => console.log('C: 20 ms'), 20);
setTimeout(() => console.log('A: 1 ms'), 1);
setTimeout(() => console.log('B: 0 ms'), 0);
setImmediate(() => console.log('immediate'));
