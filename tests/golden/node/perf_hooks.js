// perf_hooks: what the module has, and histograms.
const hooks = require('perf_hooks');
console.log(Object.keys(hooks).map((name) => `${name} ${typeof hooks[name]}`));
console.log(hooks.performance === performance, hooks.PerformanceObserver === PerformanceObserver);
console.log(hooks.timerify === performance.timerify, Object.keys(hooks.constants).length);

const histogram = hooks.createHistogram();
console.log(histogram.count, histogram.min, histogram.max, histogram.mean, histogram.percentiles);
for (let value = 1; value < 3000; value += 7) histogram.record(value * 3);
histogram.record(12345n);
console.log(histogram.count, histogram.min, histogram.max, histogram.mean, histogram.stddev, histogram.exceeds);
console.log(histogram.percentile(50), histogram.percentile(99.9), histogram.percentileBigInt(1), histogram.percentiles);

const small = hooks.createHistogram({ lowest: 1, highest: 1000, figures: 2 });
for (const value of [2000, 500, 501]) small.record(value);
console.log(small.exceeds, small.min, small.max, small.countBigInt, small.percentilesBigInt);
small.add(histogram);
console.log(small.count, small.exceeds);
small.reset();
console.log(small.count, small.constructor.name, Object.getPrototypeOf(small.constructor).name);
for (const run of [
  () => histogram.record(0), () => histogram.record('x'), () => histogram.record(1.5), () => histogram.percentile(0),
  () => histogram.percentile('a'), () => hooks.createHistogram({ figures: 9 }), () => hooks.createHistogram({ lowest: 0 }),
  () => histogram.add(3), () => hooks.createHistogram(3), () => new histogram.constructor(),
]) {
  try { console.log(run()); } catch (error) { console.log(error.name, error.code, error.message); }
}

const delay = hooks.monitorEventLoopDelay({ resolution: 1 });
console.log(delay.enable(), delay.enable());
setTimeout(() => {
  console.log(delay.count > 0, delay.max >= delay.min, delay.disable(), delay.disable());
}, 60);
