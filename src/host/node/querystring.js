// https://nodejs.org/api/querystring.html

const {
  codes: { ERR_INVALID_URI },
} = require('internal/errors');

let buffer;
const lazyBuffer = () => (buffer ??= require('buffer').Buffer);

const hexOf = (c) =>
  c >= 48 && c <= 57 ? c - 48 : c >= 65 && c <= 70 ? c - 55 : c >= 97 && c <= 102 ? c - 87 : -1;

function unescapeBuffer(s, decodeSpaces) {
  const out = lazyBuffer().allocUnsafe(s.length);
  let length = 0;
  for (let i = 0; i < s.length; i++) {
    let c = StringPrototypeCharCodeAt(s, i);
    if (c === 43 && decodeSpaces) {
      c = 32;
    } else if (c === 37 && i + 2 < s.length) {
      const high = hexOf(StringPrototypeCharCodeAt(s, i + 1));
      const low = hexOf(StringPrototypeCharCodeAt(s, i + 2));
      if (high >= 0 && low >= 0) {
        c = high * 16 + low;
        i += 2;
      }
    }
    out[length++] = c;
  }
  return length === s.length ? out : out.slice(0, length);
}

function qsUnescape(s, decodeSpaces) {
  try {
    return decodeURIComponent(s);
  } catch {
    return QueryString.unescapeBuffer(s, decodeSpaces).toString();
  }
}

function qsEscape(str) {
  if (typeof str !== 'string') str = typeof str === 'object' ? String(str) : str + '';
  try {
    return encodeURIComponent(str);
  } catch {
    return escapeHalves(str);
  }
}

// As in Node: a half of a pair takes whatever comes after it for the other.
function escapeHalves(str) {
  let out = '';
  for (let i = 0; i < str.length; i++) {
    const unit = StringPrototypeCharCodeAt(str, i);
    if (unit < 0xd800 || unit > 0xdfff) {
      out += encodeURIComponent(str[i]);
      continue;
    }
    if (++i >= str.length) throw new ERR_INVALID_URI();
    const low = StringPrototypeCharCodeAt(str, i) & 0x3ff;
    out += encodeURIComponent(StringFromCodePoint(0x10000 + (((unit & 0x3ff) << 10) | low)));
  }
  return out;
}

function stringifyPrimitive(value) {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && NumberIsFinite(value)) return '' + value;
  if (typeof value === 'bigint') return '' + value;
  return typeof value === 'boolean' ? (value ? 'true' : 'false') : '';
}

function stringifyEscaped(value, encode) {
  if (typeof value === 'string') return value.length ? encode(value) : '';
  if (typeof value === 'number' && NumberIsFinite(value)) {
    return MathAbs(value) < 1e21 ? '' + value : encode('' + value);
  }
  if (typeof value === 'bigint') return '' + value;
  return typeof value === 'boolean' ? (value ? 'true' : 'false') : '';
}

const stringifyCustom = (value, encode) => encode(stringifyPrimitive(value));

function stringify(obj, sep, eq, options) {
  sep ||= '&';
  eq ||= '=';
  let encode = QueryString.escape;
  if (options && typeof options.encodeURIComponent === 'function')
    encode = options.encodeURIComponent;
  const convert = encode === qsEscape ? stringifyEscaped : stringifyCustom;
  if (obj === null || typeof obj !== 'object') return '';
  const keys = ObjectKeys(obj);
  let fields = '';
  for (let i = 0; i < keys.length; i++) {
    const value = obj[keys[i]];
    const key = convert(keys[i], encode) + eq;
    if (ArrayIsArray(value)) {
      for (let j = 0; j < value.length; j++) {
        if (fields) fields += sep;
        fields += key + convert(value[j], encode);
      }
    } else {
      if (fields) fields += sep;
      fields += key + convert(value, encode);
    }
  }
  return fields;
}

function decodeStr(text, decode) {
  try {
    return decode(text);
  } catch {
    return QueryString.unescape(text, true);
  }
}

function parse(qs, sep, eq, options) {
  const obj = { __proto__: null };
  if (typeof qs !== 'string' || qs.length === 0) return obj;
  sep = sep ? sep + '' : '&';
  eq = eq ? eq + '' : '=';
  let pairs = 1000;
  if (options && typeof options.maxKeys === 'number')
    pairs = options.maxKeys > 0 ? options.maxKeys : -1;
  let decode = QueryString.unescape;
  if (options && typeof options.decodeURIComponent === 'function')
    decode = options.decodeURIComponent;
  const custom = decode !== qsUnescape;
  const plus = custom ? '%20' : ' ';
  // As in Node: after two encoded bytes in a key, any percent sign in its value counts.
  let keyEncoded = false;
  const decoded = (text, isKey) => {
    if (StringPrototypeIncludes(text, '+')) text = StringPrototypeReplaceAll(text, '+', plus);
    const encoded = custom
      ? text !== ''
      : StringPrototypeIncludes(text, '%') &&
        ((keyEncoded && !isKey) || RegExpPrototypeExec(/%[\da-f]{2}/i, text) !== null);
    if (isKey) keyEncoded = encoded && RegExpPrototypeExec(/(?:%[\da-f]{2}.*){2}/i, text) !== null;
    return encoded ? decodeStr(text, decode) : text;
  };
  for (let start = 0; start <= qs.length;) {
    let end = sep === '' ? -1 : StringPrototypeIndexOf(qs, sep, start);
    if (end === -1) {
      if (start === qs.length) break;
      end = qs.length;
    }
    if (end > start) {
      const at = StringPrototypeIndexOf(qs, eq, start);
      const hasValue = at !== -1 && at + eq.length <= end;
      const key = decoded(StringPrototypeSlice(qs, start, hasValue ? at : end), true);
      const value = hasValue ? decoded(StringPrototypeSlice(qs, at + eq.length, end), false) : '';
      const known = obj[key];
      if (known === undefined) obj[key] = value;
      else if (known.pop) known[known.length] = value;
      else obj[key] = [known, value];
    }
    if (--pairs === 0) break;
    start = end + (sep.length || 1);
  }
  return obj;
}

const QueryString = (module.exports = {
  unescapeBuffer, unescape: qsUnescape, escape: qsEscape, stringify, encode: stringify, parse,
  decode: parse,
});
