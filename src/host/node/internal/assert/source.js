// The text of the call that an assertion failed in, for its message: as much of it as its line has.
// https://nodejs.org/api/assert.html#assertokvalue-message

const SPACE = /[ \t\v\f\xa0\ufeff]+/y;
const COMMENT = /\/\/.*|\/\*[^]*?\*\//y;
const NAME = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /\.?\d[\w.]*/y;
const STRING = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/y;
const TEMPLATE = /`(?:[^`\\$]|\\.|\$(?!\{))*`/y;
const REGEXP = /\/(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/\w*/y;

const KEYWORDS = {
  __proto__: null, break: 1, case: 1, catch: 1, class: 1, const: 1, continue: 1, debugger: 1,
  default: 1, delete: 1, do: 1, else: 1, export: 1, extends: 1, false: 1, finally: 1, for: 1,
  function: 1, if: 1, import: 1, in: 1, instanceof: 1, new: 1, null: 1, return: 1, super: 1,
  switch: 1, this: 1, throw: 1, true: 1, try: 1, typeof: 1, var: 1, void: 1, while: 1, with: 1,
};

function lengthOf(pattern, text, at) {
  pattern.lastIndex = at;
  return RegExpPrototypeExec(pattern, text)?.[0].length ?? 0;
}

// The end of a template with expressions in it, whose texts may hold parentheses.
function templateEnd(text, at) {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') {
      i++;
    } else if (text[i] === '`') {
      return i + 1;
    } else if (text[i] === '$' && text[i + 1] === '{') {
      let depth = 1;
      for (i += 2; i < text.length && depth > 0; i++) {
        const string = lengthOf(STRING, text, i);
        if (string > 0) i += string - 1;
        else if (text[i] === '`') i = templateEnd(text, i) - 1;
        else if (text[i] === '{') depth++;
        else if (text[i] === '}') depth--;
      }
      i--;
    }
  }
  return text.length;
}

// Splits a line, which needn't be a whole program: [kind, start] each. Kinds are 'name', 'string',
// 'word' for other values and keywords, or the sign.
function tokensOf(text) {
  const tokens = [];
  let afterValue = false;
  for (let at = 0; at < text.length;) {
    const skip = lengthOf(SPACE, text, at) || lengthOf(COMMENT, text, at);
    if (skip > 0) {
      at += skip;
      continue;
    }
    let length = lengthOf(NAME, text, at);
    let kind = 'word';
    if (length > 0) {
      const name = StringPrototypeSlice(text, at, at + length);
      const keyword = KEYWORDS[name] !== undefined;
      if (!keyword) kind = 'name';
      afterValue =
        !keyword ||
        name === 'this' ||
        name === 'null' ||
        name === 'true' ||
        name === 'false' ||
        name === 'super';
    } else {
      length = lengthOf(STRING, text, at);
      if (length > 0) kind = 'string';
      else length = lengthOf(NUMBER, text, at) || lengthOf(TEMPLATE, text, at);
      if (length === 0 && text[at] === '`') length = templateEnd(text, at) - at;
      if (length === 0 && !afterValue && text[at] === '/') length = lengthOf(REGEXP, text, at);
      if (length > 0) {
        afterValue = true;
      } else {
        length = text[at] === '?' && text[at + 1] === '.' ? 2 : 1;
        kind = StringPrototypeSlice(text, at, at + length);
        afterValue = kind === ')' || kind === ']' || kind === '}';
      }
    }
    ArrayPrototypePush(tokens, [kind, at]);
    at += length;
  }
  return tokens;
}

const isAccess = (kind) => kind === '.' || kind === '?.' || kind === '[' || kind === ']';

function escapeControl(c) {
  if (c === '\b') return '\\b';
  if (c === '\f') return '\\f';
  const hex = NumberPrototypeToString(StringPrototypeCharCodeAt(c, 0), 16);
  return `\\u${StringPrototypePadStart(hex, 4, '0')}`;
}

// The call that stands at a column of a line, with the names before it that lead to it.
function expressionAt(line, column) {
  const tokens = tokensOf(line);
  let first;
  let last;
  let depth = 0;
  let end = line.length;
  for (let i = 0; i < tokens.length; i++) {
    const kind = tokens[i][0];
    const start = tokens[i][1];
    if (start < column) {
      if (kind === ';') {
        first = undefined;
      } else {
        if (isAccess(kind)) {
          if (last?.[0] === 'name') first ??= last[1];
        } else if (kind !== 'name' && kind !== 'string') {
          first = undefined;
        }
        last = tokens[i];
      }
    } else if (kind === '(') {
      depth++;
    } else if (kind === ')') {
      if (--depth === 0) {
        end = start + 1;
        break;
      }
    } else if (kind === ';') {
      end = start;
      break;
    }
  }
  return RegExpPrototypeSymbolReplace(
    /[\0-\x08\v\f\x0e-\x1f]/g,
    StringPrototypeSlice(line, first ?? column, end),
    escapeControl,
  );
}

// Of the function that called `fn`; undefined where its text isn't known.
function callText(fn) {
  const site = internalBinding('errors').callSite(fn);
  return site === undefined ? undefined : expressionAt(site[0], site[1]);
}

module.exports = { callText };
