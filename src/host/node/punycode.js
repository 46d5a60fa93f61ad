// Names of hosts in ASCII (RFC 3492): https://nodejs.org/api/punycode.html

// Packages that use it are not the user's to change.
function isWantedByPackage() {
  const lines = StringPrototypeSplit(`${new Error().stack}`, '\n');
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i];
    if (!StringPrototypeIncludes(line, '/') || StringPrototypeIncludes(line, 'node:')) continue;
    return StringPrototypeIncludes(line, '/node_modules/');
  }
  return false;
}

if (!isWantedByPackage()) {
  require('process').emitWarning(
    'The `punycode` module is deprecated. Please use a userland alternative instead.',
    'DeprecationWarning', 'DEP0040');
}

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 128;
const MAX = 0x7FFFFFFF;
const DELIMITER = '-';

const overflow = () => new RangeError('Overflow: input needs wider integers to process');
const invalid = () => new RangeError('Invalid input');

// Code points; a surrogate without its other half is one.
function ucs2decode(string) {
  const points = [];
  const { length } = string;
  for (let i = 0; i < length;) {
    const point = StringPrototypeCodePointAt(string, i);
    ArrayPrototypePush(points, point);
    i += point > 0xFFFF ? 2 : 1;
  }
  return points;
}

const ucs2encode = (codePoints) => StringFromCodePoint(...codePoints);

function digitOf(code) {
  if (code >= 0x30 && code < 0x3A) return 26 + (code - 0x30);
  if (code >= 0x41 && code < 0x5B) return code - 0x41;
  if (code >= 0x61 && code < 0x7B) return code - 0x61;
  return BASE;
}

const characterOf = (digit) => StringFromCharCode(digit < 26 ? digit + 0x61 : digit - 26 + 0x30);

function threshold(k, bias) {
  if (k <= bias) return T_MIN;
  return k >= bias + T_MAX ? T_MAX : k - bias;
}

function adapt(delta, count, isFirst) {
  let k = 0;
  delta = isFirst ? MathFloor(delta / DAMP) : delta >> 1;
  delta += MathFloor(delta / count);
  for (; delta > (BASE - T_MIN) * T_MAX >> 1; k += BASE) delta = MathFloor(delta / (BASE - T_MIN));
  return MathFloor(k + (BASE - T_MIN + 1) * delta / (delta + SKEW));
}

const decode = function(input) {
  const points = [];
  const { length } = input;
  let i = 0;
  let code = FIRST_CODE;
  let bias = FIRST_BIAS;
  const basic = MathMax(StringPrototypeLastIndexOf(input, DELIMITER), 0);
  for (let j = 0; j < basic; j++) {
    if (StringPrototypeCharCodeAt(input, j) >= 0x80) {
      throw new RangeError('Illegal input >= 0x80 (not a basic code point)');
    }
    ArrayPrototypePush(points, StringPrototypeCharCodeAt(input, j));
  }
  for (let at = basic > 0 ? basic + 1 : 0; at < length;) {
    const before = i;
    for (let weight = 1, k = BASE; ; k += BASE) {
      if (at >= length) throw invalid();
      const digit = digitOf(StringPrototypeCharCodeAt(input, at++));
      if (digit >= BASE) throw invalid();
      if (digit > MathFloor((MAX - i) / weight)) throw overflow();
      i += digit * weight;
      const t = threshold(k, bias);
      if (digit < t) break;
      if (weight > MathFloor(MAX / (BASE - t))) throw overflow();
      weight *= BASE - t;
    }
    const count = points.length + 1;
    bias = adapt(i - before, count, before === 0);
    if (MathFloor(i / count) > MAX - code) throw overflow();
    code += MathFloor(i / count);
    i %= count;
    ArrayPrototypeSplice(points, i++, 0, code);
  }
  return StringFromCodePoint(...points);
};

const encode = function(input) {
  const points = ucs2decode(input);
  const { length } = points;
  let output = '';
  for (let i = 0; i < length; i++) {
    if (points[i] < 0x80) output += StringFromCharCode(points[i]);
  }
  const basic = output.length;
  let handled = basic;
  let code = FIRST_CODE;
  let delta = 0;
  let bias = FIRST_BIAS;
  if (basic > 0) output += DELIMITER;
  while (handled < length) {
    let next = MAX;
    for (let i = 0; i < length; i++) if (points[i] >= code && points[i] < next) next = points[i];
    if (next - code > MathFloor((MAX - delta) / (handled + 1))) throw overflow();
    delta += (next - code) * (handled + 1);
    code = next;
    for (let i = 0; i < length; i++) {
      if (points[i] < code && ++delta > MAX) throw overflow();
      if (points[i] !== code) continue;
      let rest = delta;
      for (let k = BASE; ; k += BASE) {
        const t = threshold(k, bias);
        if (rest < t) break;
        output += characterOf(t + (rest - t) % (BASE - t));
        rest = MathFloor((rest - t) / (BASE - t));
      }
      output += characterOf(rest);
      bias = adapt(delta, handled + 1, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    code++;
  }
  return output;
};

// Each label of a domain; what is before an `@` stays.
function mapDomain(domain, change) {
  if (typeof domain !== 'string') throw new TypeError('domain.split is not a function');
  const parts = StringPrototypeSplit(domain, '@');
  let front = '';
  if (parts.length > 1) {
    front = `${parts[0]}@`;
    domain = parts[1];
  }
  let mapped = '';
  let start = 0;
  for (let i = 0; i <= domain.length; i++) {
    const isEnd = i === domain.length;
    if (!isEnd && !ArrayPrototypeIncludes(['.', '\u3002', '\uFF0E', '\uFF61'], domain[i])) continue;
    mapped += change(StringPrototypeSlice(domain, start, i)) + (isEnd ? '' : '.');
    start = i + 1;
  }
  return front + mapped;
}

function isAscii(string) {
  for (let i = 0; i < string.length; i++) {
    if (StringPrototypeCharCodeAt(string, i) > 0x7F) return false;
  }
  return true;
}

const toASCII = function(input) {
  return mapDomain(input, (label) => (isAscii(label) ? label : `xn--${encode(label)}`));
};

const toUnicode = function(input) {
  return mapDomain(input, (label) => (StringPrototypeStartsWith(label, 'xn--') ?
    decode(StringPrototypeToLowerCase(StringPrototypeSlice(label, 4))) : label));
};

module.exports = {
  version: '2.1.0',
  ucs2: {
    decode: ucs2decode,
    encode: ucs2encode,
  },
  decode,
  encode,
  toASCII,
  toUnicode,
};
