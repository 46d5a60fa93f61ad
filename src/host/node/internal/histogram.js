// Histograms of perf_hooks: https://nodejs.org/api/perf_hooks.html#class-histogram
// Counts in buckets whose width grows with the values, so that a number of figures is kept.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_INVALID_THIS },
} = require('internal/errors');
const { validateInteger, validateNumber, validateObject } = require('internal/validators');
const { performance } = internalBinding('performance');

const log2 = (value) => {
  const high = MathFloor(value / 4294967296);
  return high > 0 ? 63 - MathClz32(high) : 31 - MathClz32(value);
};

const identity = (value) => value;

// A power, multiplied out.
const times = (value, power) => {
  let product = value;
  for (let i = 1; i < power; i++) product *= value;
  return product;
};

// The buckets and what was counted in them.
class Counts {
  constructor(lowest, highest, figures) {
    this.lowest = lowest;
    this.highest = highest;
    this.unit = log2(lowest);
    this.half = MathMax(MathCeil(MathLog2(2 * MathPow(10, figures))), 1) - 1;
    this.reset();
  }

  reset() {
    this.buckets = new Map();
    this.total = 0;
    this.exceeds = 0;
    this.min = 9223372036854776000;
    this.max = 0;
    this.last = undefined;
  }

  // The width of the bucket that a value is in, as a power of two.
  shift(value) {
    return MathMax(log2(value) - this.half, this.unit);
  }

  least(value) {
    const width = MathPow(2, this.shift(value));
    return MathFloor(value / width) * width;
  }

  most(value) {
    return this.least(value) + MathPow(2, this.shift(value)) - 1;
  }

  record(value, times) {
    if (value > this.highest) {
      this.exceeds += times;
      return;
    }
    const key = this.least(value);
    MapPrototypeSet(this.buckets, key, (MapPrototypeGet(this.buckets, key) ?? 0) + times);
    this.total += times;
    this.min = MathMin(this.min, value);
    this.max = MathMax(this.max, value);
  }

  // The keys in use, in order.
  keys() {
    const keys = [];
    MapPrototypeForEach(this.buckets, (count, key) => ArrayPrototypePush(keys, key));
    return ArrayPrototypeSort(keys, (a, b) => a - b);
  }

  middle(key) {
    return key + MathFloor(MathPow(2, this.shift(key)) / 2);
  }

  // The mean of what a function makes of the values, summed up in their order.
  average(measure) {
    const keys = this.keys();
    let sum = 0;
    for (let i = 0; i < keys.length; i++) {
      sum += measure(this.middle(keys[i])) * MapPrototypeGet(this.buckets, keys[i]);
    }
    return sum / this.total;
  }

  mean() {
    return this.average(identity);
  }

  // The mean of a power of the distance to the mean.
  moment(power) {
    const mean = this.mean();
    return this.average((value) => times(value - mean, power));
  }

  deviation() {
    return MathSqrt(this.moment(2));
  }

  // Moments in units of the deviation; 0 where nothing deviates.
  skewness() {
    const variance = this.moment(2);
    return variance > 0 ? this.moment(3) / (variance * MathSqrt(variance)) : 0;
  }

  kurtosis() {
    const variance = this.moment(2);
    if (this.total < 4 || !(variance > 0)) return 0;
    return this.moment(4) / (variance * variance) - 3;
  }

  percentile(part) {
    const wanted = MathMax(MathFloor(part / 100 * this.total + 0.5), 1);
    const keys = this.keys();
    let seen = 0;
    for (let i = 0; i < keys.length; i++) {
      seen += MapPrototypeGet(this.buckets, keys[i]);
      if (seen >= wanted) return this.most(keys[i]);
    }
    return this.most(0);
  }

  // How many values are at most one, or in its bucket.
  upTo(value) {
    let sum = 0;
    MapPrototypeForEach(this.buckets, (count, key) => {
      if (key <= value) sum += count;
    });
    return sum;
  }

  // How many values are in each of the ranges that end with `first`, `next(first)` and so on.
  ranges(first, next) {
    const map = new Map();
    let before = 0;
    for (let end = first; before < this.total; end = next(end)) {
      const count = this.upTo(end);
      MapPrototypeSet(map, end, count - before);
      before = count;
    }
    return map;
  }

  percentiles(convert) {
    const map = new Map();
    const keys = this.keys();
    let seen = 0;
    let next = 0;
    let value = 0;
    for (let i = 0; i < keys.length; i++) {
      seen += MapPrototypeGet(this.buckets, keys[i]);
      value = keys[i];
      const reached = 100 * seen / this.total;
      while (next <= reached && !(seen === this.total && next >= 100)) {
        MapPrototypeSet(map, next, convert(value));
        if (seen === this.total) break;
        const halvings = MathTrunc(MathLog2(100 / (100 - next))) + 1;
        next += 100 / MathPow(2, halvings);
      }
    }
    MapPrototypeSet(map, 100, convert(value));
    return map;
  }
}

const kMake = Symbol('make');
class Histogram {
  #counts;

  constructor(token, counts) {
    if (token !== kMake) {
      const error = new TypeError('Illegal constructor');
      error.code = 'ERR_ILLEGAL_CONSTRUCTOR';
      throw error;
    }
    this.#counts = counts;
  }

  static counts(histogram) {
    if (!(#counts in histogram)) throw new ERR_INVALID_THIS('Histogram');
    return histogram.#counts;
  }

  get count() { return Histogram.counts(this).total; }

  get countBigInt() { return BigInt(Histogram.counts(this).total); }

  ccdf(value) {
    validateNumber(value, 'value');
    const counts = Histogram.counts(this);
    return counts.total === 0 ? 1 : (counts.total - counts.upTo(value)) / counts.total;
  }

  cdf(value) {
    validateNumber(value, 'value');
    const counts = Histogram.counts(this);
    return counts.total === 0 ? 0 : counts.upTo(value) / counts.total;
  }

  countAt(value) {
    validateNumber(value, 'value');
    const counts = Histogram.counts(this);
    return MapPrototypeGet(counts.buckets, counts.least(value)) ?? 0;
  }

  get min() {
    const counts = Histogram.counts(this);
    return counts.total === 0 ? counts.min : counts.least(counts.min);
  }

  get minBigInt() {
    return Histogram.counts(this).total === 0 ? 9223372036854775807n : BigInt(this.min);
  }

  get max() {
    const counts = Histogram.counts(this);
    return counts.total === 0 ? 0 : counts.most(counts.max);
  }

  get maxBigInt() { return BigInt(this.max); }

  get mean() { return Histogram.counts(this).mean(); }

  get exceeds() { return Histogram.counts(this).exceeds; }

  get exceedsBigInt() { return BigInt(Histogram.counts(this).exceeds); }

  linearBuckets(stepSize) {
    validateInteger(stepSize, 'stepSize', 1);
    return Histogram.counts(this).ranges(stepSize, (end) => end + stepSize);
  }

  logBuckets(firstBucket, base) {
    validateInteger(firstBucket, 'firstBucket', 1);
    validateNumber(base, 'base');
    if (!(base > 1)) throw new ERR_OUT_OF_RANGE('base', '> 1', base);
    return Histogram.counts(this).ranges(firstBucket, (end) => end * base);
  }

  get ewmaMean() {
    Histogram.counts(this);
    return 0;
  }

  get ewmaStddev() {
    Histogram.counts(this);
    return 0;
  }

  get ewmaErrorRate() {
    Histogram.counts(this);
    return 0;
  }

  percentilesAt(percentiles) {
    const counts = Histogram.counts(this);
    if (!ArrayIsArray(percentiles)) {
      throw new ERR_INVALID_ARG_TYPE('percentiles', 'Array', percentiles);
    }
    const map = new Map();
    for (let i = 0; i < percentiles.length; i++) {
      const wanted = percentiles[i];
      validateNumber(wanted, `percentiles[${i}]`);
      if (!(wanted > 0 && wanted <= 100)) {
        throw new ERR_OUT_OF_RANGE(`percentiles[${i}]`, '> 0 && <= 100', wanted);
      }
      MapPrototypeSet(map, wanted, counts.total === 0 ? 1 : counts.percentile(wanted));
    }
    return map;
  }

  get stddev() { return Histogram.counts(this).deviation(); }

  get skewness() { return Histogram.counts(this).skewness(); }

  get kurtosis() { return Histogram.counts(this).kurtosis(); }

  percentile(percentile) {
    const counts = Histogram.counts(this);
    validateNumber(percentile, 'percentile');
    if (NumberIsNaN(percentile) || percentile <= 0 || percentile > 100) {
      throw new ERR_OUT_OF_RANGE('percentile', '> 0 && <= 100', percentile);
    }
    return counts.percentile(percentile);
  }

  percentileBigInt(percentile) { return BigInt(this.percentile(percentile)); }

  get percentiles() { return Histogram.counts(this).percentiles(identity); }

  get percentilesBigInt() { return Histogram.counts(this).percentiles((value) => BigInt(value)); }

  reset() { Histogram.counts(this).reset(); }

  toJSON() {
    const percentiles = {};
    MapPrototypeForEach(this.percentiles, (value, key) => { percentiles[key] = value; });
    return {
      count: this.count,
      min: this.min,
      max: this.max,
      mean: this.mean,
      exceeds: this.exceeds,
      stddev: this.stddev,
      skewness: this.skewness,
      kurtosis: this.kurtosis,
      ewmaMean: 0,
      ewmaStddev: 0,
      ewmaErrorRate: 0,
      percentiles,
    };
  }

  [SymbolFor('nodejs.util.inspect.custom')](depth, options, inspect) {
    if (depth < 0) return `[${this.constructor.name}]`;
    return `Histogram ${inspect({
      min: this.min,
      max: this.max,
      mean: this.mean,
      exceeds: this.exceeds,
      stddev: this.stddev,
      skewness: this.skewness,
      kurtosis: this.kurtosis,
      count: this.count,
      percentiles: this.percentiles,
    }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}

class RecordableHistogram extends Histogram {
  record(value) {
    const counts = Histogram.counts(this);
    if (typeof value === 'bigint') {
      value = Number(value);
    } else {
      validateInteger(value, 'val', 1);
    }
    counts.record(value, 1);
  }

  recordDelta() {
    const counts = Histogram.counts(this);
    const now = MathRound(performance.now() * 1e6);
    if (counts.last !== undefined) counts.record(MathMax(now - counts.last, 1), 1);
    counts.last = now;
  }

  add(other) {
    const counts = Histogram.counts(this);
    if (!(other instanceof RecordableHistogram)) {
      throw new ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    }
    const added = Histogram.counts(other);
    MapPrototypeForEach(added.buckets, (count, key) => {
      if (key <= counts.highest) counts.record(key, count);
    });
    counts.exceeds += added.exceeds;
  }
}

class ELDHistogram extends Histogram {
  #timer;
  #resolution;

  constructor(token, counts, resolution) {
    super(token, counts);
    this.#resolution = resolution;
  }

  enable() {
    if (this.#timer !== undefined) return false;
    const { setInterval } = internalBinding('globals');
    const counts = Histogram.counts(this);
    let before = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      counts.record(MathMax(MathRound((now - before) * 1e6), 1), 1);
      before = now;
    }, this.#resolution);
    this.#timer.unref();
    return true;
  }

  disable() {
    if (this.#timer === undefined) return false;
    internalBinding('globals').clearInterval(this.#timer);
    this.#timer = undefined;
    return true;
  }

  [SymbolDispose]() { this.disable(); }
}

const bound = (value, name, least) => {
  if (typeof value === 'bigint') return Number(value);
  validateInteger(value, name, least);
  return value;
};

function createHistogram(options = { __proto__: null }) {
  validateObject(options, 'options');
  let { lowest = 1, highest = NumberMAX_SAFE_INTEGER } = options;
  const { figures = 3 } = options;
  lowest = bound(lowest, 'options.lowest', 1);
  highest = bound(highest, 'options.highest', 2 * lowest);
  if (highest < 2 * lowest) {
    throw new ERR_OUT_OF_RANGE('options.highest', `>= ${2 * lowest}`, options.highest);
  }
  validateInteger(figures, 'options.figures', 1, 5);
  return new RecordableHistogram(kMake, new Counts(lowest, highest, figures));
}

function monitorEventLoopDelay(options = { __proto__: null }) {
  validateObject(options, 'options');
  const { resolution = 10 } = options;
  validateInteger(resolution, 'options.resolution', 1);
  return new ELDHistogram(kMake, new Counts(1000, 3.6e12, 3), resolution);
}

// What records durations in milliseconds, for a histogram that takes values.
function recorder(histogram) {
  if (!(histogram instanceof RecordableHistogram)) return undefined;
  const counts = Histogram.counts(histogram);
  return (ms) => counts.record(MathMax(MathCeil(ms * 1e6), 1), 1);
}

module.exports = { createHistogram, monitorEventLoopDelay, recorder };
