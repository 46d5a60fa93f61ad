// clock: real because it measures
// performance: marks, measures, observers, timerified functions, and what each shows.
const log = (...parts) => console.log(...parts);
const p = performance;
log(p instanceof EventTarget, Object.prototype.toString.call(p), p.timeOrigin > 0, p.now() >= 0);

const mark = p.mark('start', { startTime: 1, detail: { x: [1] } });
log(mark, mark instanceof PerformanceEntry, JSON.stringify(mark));
p.mark('end', { startTime: 5 });
log(p.measure('between', 'start', 'end'));
log(p.measure('options', { start: 2, duration: 3, detail: 'd' }).toJSON());
log(p.measure('to', { end: 'end', duration: 1 }).startTime);
log(p.getEntries().map((entry) => `${entry.entryType} ${entry.name}`));
log(p.getEntriesByName('start').length, p.getEntriesByName('start', 'measure').length, p.getEntriesByType('mark').length);
p.clearMarks('start');
log(p.getEntriesByType('mark').map((entry) => entry.name));
p.clearMarks();
p.clearMeasures();
log(p.getEntries());
log(new PerformanceMark('alone', { startTime: 3 }).name, p.getEntries().length);

function add(a, b) { return a + b; }
const timed = p.timerify(add);
log(timed.name, timed.length, timed(1, 2), p.timerify(() => {}).name);

const observer = new PerformanceObserver((list, self) => {
  log(self === observer, list.getEntries().map(({ entryType, name }) => `${entryType} ${name}`));
  const [call] = list.getEntriesByName('add');
  log(call.detail, call[0], call.duration >= 0, call.constructor.name, list.getEntriesByType('mark').length);
  observer.disconnect();
  const late = new PerformanceObserver((list) => { log('buffered', list.getEntries().length); late.disconnect(); setTimeout(utilization, 5); });
  late.observe({ type: 'mark', buffered: true });
});
log(observer);
observer.observe({ entryTypes: ['mark', 'measure', 'function', 'unknown'] });
timed(3, 4);
p.mark('a', { startTime: 2 });
p.measure('b', { start: 1, end: 2 });
log(observer.takeRecords().length, PerformanceObserver.supportedEntryTypes);
timed(5, 6);
p.mark('c', { startTime: 0 });
log('before');

log(Object.keys(p.toJSON()), Object.keys(p.nodeTiming.toJSON()), p.nodeTiming.loopStart);
log(p.eventLoopUtilization());
for (const run of [
  () => p.mark(), () => p.mark('x', { startTime: -1 }), () => p.mark('x', { startTime: 'y' }), () => p.mark('nodeStart'),
  () => p.measure(), () => p.measure(3), () => p.measure('m', 'nope'), () => p.measure('m', { start: 1, end: 2, duration: 1 }),
  () => p.measure('m', { start: 1 }, 'end'), () => p.getEntriesByName(), () => p.timerify(1), () => new PerformanceEntry(),
  () => new Performance(), () => new PerformanceObserver(), () => observer.observe(), () => observer.observe({ entryTypes: 1 }),
  () => observer.observe({ type: 'mark' }), () => p.now.call({}), () => p.setResourceTimingBufferSize(),
]) {
  try { log(run()); } catch (error) { log(error.name, error.code, error.message); }
}

function utilization() {
  const { idle, active, utilization } = p.eventLoopUtilization();
  log(idle >= 0, active >= 0, utilization >= 0 && utilization <= 1, p.nodeTiming.loopStart >= 0);
}
