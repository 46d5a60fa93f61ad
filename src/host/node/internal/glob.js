// What path.matchesGlob and fs.globSync match with: braces, classes, extended patterns, `**`.
// https://nodejs.org/api/path.html#pathmatchesglobpath-pattern

const { validateString } = require('internal/validators');

const MAX_BRACES = 10000;

// Finds the end of the group that opens at `at`, or -1.
function groupEnd(text, at, open, close) {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') i++;
    else if (c === open) depth++;
    else if (c === close && --depth === 0) return i;
  }
  return -1;
}

function splitAlternatives(text) {
  const parts = [];
  let depth = 0;
  let part = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') {
      part += c + (text[++i] ?? '');
    } else if (c === ',' && depth === 0) {
      ArrayPrototypePush(parts, part);
      part = '';
    } else {
      if (c === '{') depth++;
      else if (c === '}') depth--;
      part += c;
    }
  }
  ArrayPrototypePush(parts, part);
  return parts;
}

// `{1..9..2}` and `{a..e}`.
function sequence(body) {
  const numbers = RegExpPrototypeExec(/^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/, body);
  const letters = RegExpPrototypeExec(/^([a-zA-Z])\.\.([a-zA-Z])(?:\.\.(-?\d+))?$/, body);
  const found = numbers || letters;
  if (found === null) return undefined;
  const value = (s) => (numbers ? +s : StringPrototypeCharCodeAt(s, 0));
  const from = value(found[1]);
  const to = value(found[2]);
  const step = MathMax(MathAbs(+(found[3] ?? 1)), 1);
  const padded =
    (numbers && RegExpPrototypeExec(/^-?0\d/, `${found[1]}`) !== null) ||
    (numbers && RegExpPrototypeExec(/^-?0\d/, `${found[2]}`) !== null);
  const width = MathMax(found[1].length, found[2].length);
  const out = [];
  for (let n = from; from <= to ? n <= to : n >= to; n += from <= to ? step : -step) {
    let text = numbers ? `${n}` : StringFromCharCode(n);
    if (padded) {
      const digits = StringPrototypePadStart(`${MathAbs(n)}`, width - (n < 0 ? 1 : 0), '0');
      text = n < 0 ? `-${digits}` : digits;
    }
    ArrayPrototypePush(out, text);
    if (out.length >= MAX_BRACES) break;
  }
  return out;
}

function expandBraces(pattern) {
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '\\') {
      i++;
    } else if (pattern[i] === '{' && pattern[i - 1] !== '$') {
      const end = groupEnd(pattern, i, '{', '}');
      if (end === -1) continue;
      const body = StringPrototypeSlice(pattern, i + 1, end);
      let alternatives = sequence(body);
      if (alternatives === undefined) {
        alternatives = splitAlternatives(body);
        if (alternatives.length === 1) continue;
      }
      const before = StringPrototypeSlice(pattern, 0, i);
      const after = expandBraces(StringPrototypeSlice(pattern, end + 1));
      const out = [];
      for (let a = 0; a < alternatives.length; a++) {
        const middle = expandBraces(alternatives[a]);
        for (let m = 0; m < middle.length; m++) {
          for (let z = 0; z < after.length; z++) {
            if (out.length >= MAX_BRACES) return out;
            ArrayPrototypePush(out, before + middle[m] + after[z]);
          }
        }
      }
      return out;
    }
  }
  return [pattern];
}

const POSIX_CLASSES = {
  __proto__: null, alnum: '\\p{L}\\p{Nl}\\p{Nd}', alpha: '\\p{L}\\p{Nl}', ascii: '\\x00-\\x7f',
  blank: '\\p{Zs}\\t', cntrl: '\\p{Cc}', digit: '\\p{Nd}', graph: '!-~', lower: '\\p{Ll}',
  print: '\\P{C}', punct: '\\p{P}', space: '\\p{Z}\\t\\r\\n\\v\\f', upper: '\\p{Lu}',
  word: '\\p{L}\\p{Nl}\\p{Nd}\\p{Pc}', xdigit: 'A-Fa-f0-9',
};

const escapeInClass = (c) =>
  c === '\\' || c === ']' || c === '[' || c === '^' || c === '-' ? `\\${c}` : c;
const escapeLiteral = (c) => RegExpPrototypeSymbolReplace(/[\\^$.*+?()[\]{}|/]/g, c, '\\$&');

// The class at `at` as the text of a regular expression and its length; undefined if it never ends.
function characterClass(text, at) {
  let i = at + 1;
  let negated = false;
  let body = '';
  let outside = '';
  if (text[i] === '!' || text[i] === '^') {
    negated = true;
    i++;
  }
  for (let first = true; i < text.length; first = false) {
    let c = text[i];
    if (c === ']' && !first) {
      if (body === '' && outside === '') return { source: '[]', length: i + 1 - at };
      return { source: `[${negated ? '^' : ''}${body}]`, length: i + 1 - at };
    }
    if (c === '[' && text[i + 1] === ':') {
      const end = StringPrototypeIndexOf(text, ':]', i + 2);
      const name = end === -1 ? '' : StringPrototypeSlice(text, i + 2, end);
      if (POSIX_CLASSES[name] !== undefined) {
        body += POSIX_CLASSES[name];
        i = end + 2;
        continue;
      }
    }
    if (c === '\\' && i + 1 < text.length) c = text[++i];
    if (text[i + 1] === '-' && i + 2 < text.length && text[i + 2] !== ']') {
      const last = text[i + 2];
      if (last >= c) body += `${escapeInClass(c)}-${escapeInClass(last)}`;
      else outside = 'empty';
      i += 3;
      continue;
    }
    body += escapeInClass(c);
    i++;
  }
  return undefined;
}

// The pattern of a segment as the text of a regular expression. `magic.found` tells whether it is
// more than a literal.
function segmentSource(text, magic, nested) {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (text[i + 1] === '(' && StringPrototypeIncludes('?*+@!', c)) {
      const end = groupEnd(text, i + 1, '(', ')');
      if (end !== -1) {
        magic.found = true;
        out += extended(
          c,
          StringPrototypeSlice(text, i + 2, end),
          magic,
          StringPrototypeSlice(text, end + 1),
        );
        i = end;
        continue;
      }
    }
    if (c === '\\' && i + 1 < text.length) {
      out += escapeLiteral(text[++i]);
    } else if (c === '*') {
      magic.found = true;
      while (text[i + 1] === '*') i++;
      out += !nested && out === '' && i === text.length - 1 ? '[^/]+?' : '[^/]*?';
    } else if (c === '?') {
      magic.found = true;
      out += '[^/]';
    } else if (c === '[') {
      const found = characterClass(text, i);
      if (found === undefined) {
        out += '\\[';
      } else {
        magic.found = true;
        out += found.source;
        i += found.length - 1;
      }
    } else {
      out += escapeLiteral(c);
    }
  }
  return out;
}

function extended(kind, body, magic, rest) {
  const parts = StringPrototypeSplit(body, '|');
  for (let i = 0; i < parts.length; i++) parts[i] = segmentSource(parts[i], magic, true);
  const choice = ArrayPrototypeJoin(parts, '|');
  if (kind === '!') return `(?:(?!(?:${choice})${segmentSource(rest, magic, true)}$)[^/]*?)`;
  return `(?:${choice})${kind === '@' ? '' : kind}`;
}

// A segment as what it matches: GLOBSTAR, a text, or a regular expression.
const GLOBSTAR = Symbol('**');
function compileSegment(text) {
  if (text === '**') return GLOBSTAR;
  const magic = { found: false };
  const source = segmentSource(text, magic, false);
  if (!magic.found) return RegExpPrototypeSymbolReplace(/\\(.)/g, text, '$1');
  // Names that start with a dot match only what starts with one.
  const guard = text[0] === '.' ? '(?!\\.{1,2}$)' : '(?!\\.)';
  try {
    return new RegExp(`^${guard}${source}$`, 'u');
  } catch {
    return text;
  }
}

// The segments of a path or pattern, without '.' and '' between others, and `x/..`.
function segmentsOf(text) {
  const segments = StringPrototypeSplit(text, /\/+/);
  const parts = [];
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i];
    if (segment === '.' && i > 0 && i < segments.length - 1) continue;
    const last = parts[parts.length - 1];
    if (
      segment === '..' &&
      parts.length > 0 &&
      last !== '' &&
      last !== '.' &&
      last !== '..' &&
      last !== '**'
    ) {
      ArrayPrototypePop(parts);
      continue;
    }
    if (segment === '**' && last === '**') continue;
    ArrayPrototypePush(parts, segment);
  }
  if (parts.length === 2 && parts[0] === '.' && (parts[1] === '.' || parts[1] === ''))
    parts.length = 1;
  if (parts.length === 0) ArrayPrototypePush(parts, '');
  return parts;
}

function compile(pattern) {
  const parts = segmentsOf(pattern);
  for (let i = 0; i < parts.length; i++) parts[i] = compileSegment(parts[i]);
  return parts;
}

const isDot = (name) => name === '.' || name === '..' || name[0] === '.';

function matchParts(file, fi, pattern, pi) {
  for (; fi < file.length && pi < pattern.length; fi++, pi++) {
    const part = pattern[pi];
    if (part === GLOBSTAR) {
      if (pi === pattern.length - 1) {
        for (; fi < file.length; fi++) if (isDot(file[fi])) return false;
        return true;
      }
      for (let at = fi; at < file.length; at++) {
        if (matchParts(file, at, pattern, pi + 1)) return true;
        if (isDot(file[at])) return false;
      }
      return false;
    }
    if (
      typeof part === 'string' ? part !== file[fi] : RegExpPrototypeExec(part, file[fi]) === null
    ) {
      return false;
    }
  }
  if (fi === file.length && pi === pattern.length) return true;
  // A path that ends with a separator matches what matches it without.
  return pi === pattern.length && fi === file.length - 1 && file[fi] === '';
}

function matches(path, pattern, windows) {
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  pattern = StringPrototypeReplaceAll(pattern, '\\', '/');
  if (windows) path = StringPrototypeReplaceAll(path, '\\', '/');
  if (pattern === '') return path === '';
  const file = segmentsOf(path);
  const patterns = expandBraces(pattern);
  for (let i = 0; i < patterns.length; i++) {
    if (matchParts(file, 0, compile(patterns[i]), 0)) return true;
  }
  return false;
}

module.exports = { matches, compile, expandBraces, matchParts, GLOBSTAR };
