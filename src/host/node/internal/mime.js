// MIMEType and MIMEParams: https://nodejs.org/api/util.html#class-utilmimetype
// Syntax: https://mimesniff.spec.whatwg.org/#parsing-a-mime-type

const {
  codes: { ERR_INVALID_MIME_SYNTAX },
} = require('internal/errors');

const NOT_TOKEN = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const NOT_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
const LEADING = /^[\r\n\t ]+/;
const TRAILING = /[\r\n\t ]+$/;

const lower = (text) =>
  RegExpPrototypeSymbolReplace(/[A-Z]+/g, text, (s) => StringPrototypeToLowerCase(s));
const strip = (pattern, text) => RegExpPrototypeSymbolReplace(pattern, text, '');
const search = (pattern, text) => RegExpPrototypeSymbolSearch(pattern, text);

function checked(what, text, pattern, mayBeEmpty, whole = text) {
  const at = search(pattern, text);
  if ((text === '' && !mayBeEmpty) || at !== -1) throw new ERR_INVALID_MIME_SYNTAX(what, whole, at);
  return text;
}

// Type and subtype, and where the parameters begin.
function parseType(text) {
  let at = 0;
  while (at < text.length && StringPrototypeIncludes('\r\n\t ', text[at])) at++;
  const slash = StringPrototypeIndexOf(text, '/', at);
  const type =
    slash === -1 ? StringPrototypeSlice(text, at) : StringPrototypeSlice(text, at, slash);
  const wrong = search(NOT_TOKEN, type);
  if (type === '' || wrong !== -1 || slash === -1)
    throw new ERR_INVALID_MIME_SYNTAX('type', text, wrong);
  const semicolon = StringPrototypeIndexOf(text, ';', slash);
  const end = semicolon === -1 ? text.length : semicolon;
  const subtype = strip(TRAILING, StringPrototypeSlice(text, slash + 1, end));
  checked('subtype', subtype, NOT_TOKEN, false, text);
  return { type: lower(type), subtype: lower(subtype), end: semicolon === -1 ? end : end + 1 };
}

// A value in quotation marks at `at`, which end at the last one or the text's end.
function quoted(text, at) {
  let value = '';
  for (at++; at < text.length; at++) {
    if (text[at] === '"') return { value, end: at + 1 };
    if (text[at] === '\\' && at + 1 < text.length) at++;
    value += text[at];
  }
  return { value, end: at };
}

let load;

class MIMEParams {
  #data = new Map();
  #text = '';

  static {
    load = (params, text) => {
      params.#text = text;
    };
  }

  // Parameters are read at the first look.
  get #entries() {
    const text = this.#text;
    if (text === '') return this.#data;
    this.#text = '';
    let at = 0;
    while (at < text.length) {
      while (at < text.length && StringPrototypeIncludes('\r\n\t ', text[at])) at++;
      const start = at;
      while (at < text.length && text[at] !== ';' && text[at] !== '=') at++;
      const name = lower(StringPrototypeSlice(text, start, at));
      if (at >= text.length) break;
      if (text[at++] === ';') continue;
      if (at >= text.length) break;
      let value;
      if (text[at] === '"') {
        const found = quoted(text, at);
        value = found.value;
        const semicolon = StringPrototypeIndexOf(text, ';', found.end);
        at = semicolon === -1 ? text.length : semicolon + 1;
      } else {
        const semicolon = StringPrototypeIndexOf(text, ';', at);
        const end = semicolon === -1 ? text.length : semicolon;
        value = strip(TRAILING, StringPrototypeSlice(text, at, end));
        at = end + 1;
        if (value === '') continue;
      }
      if (
        name !== '' &&
        search(NOT_TOKEN, name) === -1 &&
        search(NOT_VALUE, value) === -1 &&
        !MapPrototypeHas(this.#data, name)
      ) {
        MapPrototypeSet(this.#data, name, value);
      }
    }
    return this.#data;
  }

  delete(name) {
    MapPrototypeDelete(this.#entries, name);
  }

  get(name) {
    return MapPrototypeGet(this.#entries, name) ?? null;
  }

  has(name) {
    return MapPrototypeHas(this.#entries, name);
  }

  set(name, value) {
    const entries = this.#entries;
    name = lower(`${name}`);
    value = `${value}`;
    checked('parameter name', name, NOT_TOKEN, false);
    checked('parameter value', value, NOT_VALUE, true);
    MapPrototypeSet(entries, name, value);
  }

  *entries() {
    yield* MapPrototypeEntries(this.#entries);
  }

  *keys() {
    yield* MapPrototypeKeys(this.#entries);
  }

  *values() {
    yield* MapPrototypeValues(this.#entries);
  }

  toString() {
    let text = '';
    MapPrototypeForEach(this.#entries, (value, name) => {
      const shown =
        value !== '' && search(NOT_TOKEN, value) === -1
          ? value
          : `"${RegExpPrototypeSymbolReplace(/["\\]/g, value, '\\$&')}"`;
      text += `${text === '' ? '' : ';'}${name}=${shown}`;
    });
    return text;
  }
}
ObjectDefineProperties(MIMEParams.prototype, {
  [SymbolIterator]: {
    __proto__: null, configurable: true, enumerable: false, writable: true,
    value: MIMEParams.prototype.entries,
  },
  toJSON: {
    __proto__: null, configurable: true, enumerable: false, writable: true,
    value: MIMEParams.prototype.toString,
  },
});

class MIMEType {
  #type;
  #subtype;
  #params;

  constructor(input) {
    input = `${input}`;
    const { type, subtype, end } = parseType(input);
    this.#type = type;
    this.#subtype = subtype;
    this.#params = new MIMEParams();
    load(this.#params, StringPrototypeSlice(input, end));
  }

  get type() {
    return this.#type;
  }

  set type(value) {
    value = `${value}`;
    checked('type', value, NOT_TOKEN, false);
    this.#type = lower(value);
  }

  get subtype() {
    return this.#subtype;
  }

  set subtype(value) {
    value = `${value}`;
    checked('subtype', value, NOT_TOKEN, false);
    this.#subtype = lower(value);
  }

  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }

  get params() {
    return this.#params;
  }

  toString() {
    const params = `${this.#params}`;
    return `${this.essence}${params === '' ? '' : ';'}${params}`;
  }
}
ObjectDefineProperty(MIMEType.prototype, 'toJSON', {
  __proto__: null, configurable: true, enumerable: false, writable: true,
  value: MIMEType.prototype.toString,
});

module.exports = { MIMEParams, MIMEType };
