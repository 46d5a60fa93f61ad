// Microtasks and ticks that make more of themselves go before any timer.
let micro = 0, ticks = 0;
setTimeout(() => console.log('timer after', micro, 'microtasks and', ticks, 'ticks'), 0);
(function more() { if (++micro < 1000) queueMicrotask(more); })();
(function more() { if (++ticks < 1000) process.nextTick(more); })();
