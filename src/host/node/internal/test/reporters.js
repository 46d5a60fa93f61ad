// What test events look like as text: https://nodejs.org/api/test.html#test-reporters
//
// A reporter here is an object with `event(event)` and `end()`, both of which give a text.

const inspect = (value, options) => require('util').inspect(value, options);

const SUBTESTS_FAILED = 'subtestsFailed';

const COLORS = {
  __proto__: null, red: 31, green: 32, yellow: 33, blue: 34, gray: 90, white: 39,
};

function shouldColor() {
  const { stdout, env } = require('process');
  return stdout.isTTY === true && env.NO_COLOR === undefined && env.NODE_DISABLE_COLORS !== '1';
}

const indentOf = (nesting) => StringPrototypeRepeat('  ', nesting);
const indentLines = (text, indent) => {
  const lines = StringPrototypeSplit(text, '\n');
  return ArrayPrototypeJoin(lines, `\n${indent}`);
};

class Spec {
  #started = [];
  #parents = [];
  #failed = [];
  #color;

  constructor(color = shouldColor()) {
    this.#color = color;
  }

  #in(color) {
    return this.#color ? `\u001b[${COLORS[color]}m` : '';
  }

  #error(error) {
    if (!error) return '';
    const shown = error.code === 'ERR_TEST_FAILURE' ? error.cause : error;
    const text = inspect(shown, { colors: this.#color, breakLength: Infinity });
    return `\n  ${indentLines(text, '  ')}\n`;
  }

  #result(type, data, isSummary) {
    const { skip, todo, expectFailure } = data;
    let color = 'red';
    let symbol = '\u2716 ';
    if (type === 'test:pass') {
      color = 'green';
      symbol = '\u2714 ';
    }
    if (skip !== undefined) {
      color = 'gray';
      symbol = '\uFE63 ';
    } else if (todo !== undefined && type === 'test:fail') {
      color = 'yellow';
      symbol = '\u26A0 ';
    }
    const ms = data.details?.duration_ms;
    let title = data.name;
    if (ms) title += ` ${this.#in('gray')}(${ms}ms)${this.#in('white')}`;
    const reason = (given, word) => ` # ${typeof given === 'string' && given ? given : word}`;
    if (skip !== undefined) title += reason(skip, 'SKIP');
    else if (todo !== undefined) title += reason(todo, 'TODO');
    else if (expectFailure !== undefined) title += ' # EXPECTED FAILURE';
    const indent = indentOf(data.nesting);
    const error = isSummary ? this.#error(data.details?.error) : '';
    const line = `${this.#in(color)}${symbol}${title}${this.#in('white')}`;
    return `${isSummary ? '' : indent}${line}${error}`;
  }

  summaryOf(data) {
    return this.#result('test:fail', data, true);
  }

  #report(type, data) {
    ArrayPrototypeShift(this.#started);
    let text = '';
    // Those that have begun and are told of only now, outermost first.
    while (this.#started.length > 0) {
      const parent = ArrayPrototypePop(this.#started);
      ArrayPrototypeUnshift(this.#parents, parent);
      text += `${indentOf(parent.nesting)}\u25B6 ${parent.name}\n`;
    }
    const parent = this.#parents[0];
    if (parent && parent.nesting === data.nesting && parent.name === data.name) {
      ArrayPrototypeShift(this.#parents);
    }
    return `${text}${this.#result(type, data, false)}\n`;
  }

  event({ type, data }) {
    switch (type) {
      case 'test:start':
        ArrayPrototypeUnshift(this.#started, data);
        return '';
      case 'test:fail':
        if (data.details?.error?.failureType !== SUBTESTS_FAILED) {
          ArrayPrototypePush(this.#failed, data);
        }
        return this.#report(type, data);
      case 'test:pass':
        return this.#report(type, data);
      case 'test:stderr':
      case 'test:stdout':
        return data.message;
      case 'test:log':
      case 'test:diagnostic': {
        const text = `${indentOf(data.nesting)}\u2139 ${data.message}`;
        return `${this.#in('blue')}${text}${this.#in('white')}\n`;
      }
      default:
        return '';
    }
  }

  end() {
    if (this.#failed.length === 0) return '';
    const { relative } = require('path');
    const cwd = require('process').cwd();
    let text = `\n${this.#in('red')}\u2716 failing tests:${this.#in('white')}\n`;
    for (let i = 0; i < this.#failed.length; i++) {
      const data = this.#failed[i];
      text += '\n';
      if (data.file) text += `test at ${relative(cwd, data.file)}:${data.line}:${data.column}\n`;
      text += this.#result('test:fail', data, true);
    }
    return text;
  }
}

// What failed is what a script threw.
const UNWRAPPED = ['testCodeFailure', 'hookFailed', 'uncaughtException', 'unhandledRejection'];

const isAssertion = (error) => error !== null && typeof error === 'object' &&
  'expected' in error && 'actual' in error && 'operator' in error;

function escapeTap(text) {
  let escaped = '';
  for (let i = 0; i < text.length; i++) {
    const one = text[i];
    const name = StringPrototypeIndexOf('\b\f\t\n\r\v', one);
    if (name >= 0) escaped += `\\\\${'bftnrv'[name]}`;
    else if (one === '\\') escaped += '\\\\';
    else escaped += one === '#' ? '\\#' : one;
  }
  return escaped;
}

function yaml(indent, name, value, seen = new Set()) {
  if (value === null) return `${indent}${name}: ~\n`;
  if (value === undefined) return '';
  if (typeof value !== 'object') {
    if (typeof value === 'string' && StringPrototypeIncludes(value, '\n')) {
      return `${indent}${name}: |-\n${indent}  ${indentLines(value, `${indent}  `)}\n`;
    }
    return `${indent}${name}: ${inspect(value, { colors: false, breakLength: Infinity })}\n`;
  }
  if (SetPrototypeHas(seen, value)) return `${indent}${name}: <Circular>\n`;
  SetPrototypeAdd(seen, value);
  if (ObjectPrototypeToString(value) === '[object Date]') {
    return `${indent}${name}: ${DatePrototypeToISOString(value)}\n`;
  }
  let text = name === undefined ? '' : `${indent}${name}:\n`;
  const isError = value instanceof Error;
  const inner = name === undefined ? indent : `${indent}  `;
  const keys = ObjectKeys(value);
  for (let i = 0; i < keys.length; i++) {
    if (isError && (keys[i] === 'cause' || keys[i] === 'code')) continue;
    text += yaml(inner, keys[i], value[keys[i]], seen);
  }
  return isError ? text + yamlError(inner, value, seen) : text;
}

function yamlError(indent, error, seen) {
  let { code, name, stack } = error;
  let message = error.message ?? '<unknown error>';
  let compared = isAssertion(error) ? error : undefined;
  if (code === 'ERR_TEST_FAILURE' && ArrayPrototypeIncludes(UNWRAPPED, error.failureType)) {
    const { cause } = error;
    stack = cause?.stack ?? stack;
    code = cause?.code ?? code;
    name = cause?.name ?? name;
    message = cause?.message ?? message;
    if (isAssertion(cause)) compared = cause;
  }
  let text = yaml(indent, 'error', message, seen);
  if (code) text += yaml(indent, 'code', code, seen);
  if (name && name !== 'Error') text += yaml(indent, 'name', name, seen);
  if (compared) {
    text += yaml(indent, 'expected', compared.expected, seen);
    text += yaml(indent, 'actual', compared.actual, seen);
    if (compared.operator) text += yaml(indent, 'operator', compared.operator, seen);
  }
  if (typeof stack === 'string') {
    const frames = [];
    const lines = StringPrototypeSplit(stack, '\n');
    for (let i = 0; i < lines.length; i++) {
      const line = StringPrototypeTrimStart(lines[i]);
      if (line !== lines[i] && StringPrototypeStartsWith(line, 'at ')) {
        ArrayPrototypePush(frames, StringPrototypeSlice(line, 3));
      }
    }
    if (frames.length > 0) {
      const between = `\n${indent}  `;
      text += `${indent}stack: |-${between}${ArrayPrototypeJoin(frames, between)}\n`;
    }
  }
  return text;
}

class Tap {
  #begun = false;

  event({ type, data }) {
    const start = this.#begun ? '' : 'TAP version 13\n';
    this.#begun = true;
    return start + this.#event(type, data);
  }

  #event(type, data) {
    const indent = StringPrototypeRepeat('    ', data.nesting ?? 0);
    switch (type) {
      case 'test:pass':
      case 'test:fail': {
        const isPass = type === 'test:pass';
        let line = `${indent}${isPass ? 'ok' : 'not ok'} ${data.testNumber}`;
        if (data.name) line += ` ${escapeTap(`- ${data.name}`)}`;
        const note = (word, given) => {
          const text = typeof given === 'string' && given ? ` ${escapeTap(given)}` : '';
          return given === undefined ? '' : ` # ${word}${text}`;
        };
        if (data.skip !== undefined) line += note('SKIP', data.skip);
        else if (data.todo !== undefined) line += note('TODO', data.todo);
        else line += note('EXPECTED FAILURE', data.expectFailure);
        const { duration_ms: ms, type: kind, error } = data.details;
        const inner = `${indent}  `;
        let text = `${line}\n${inner}---\n${yaml(inner, 'duration_ms', ms)}`;
        if (kind) text += yaml(inner, 'type', kind);
        if (!isPass) {
          const { file, line, column } = data;
          if (file) text += yaml(inner, 'location', `${file}:${line}:${column}`);
          if (error) text += yaml(inner, undefined, error);
        }
        return `${text}${inner}...\n`;
      }
      case 'test:plan':
        return `${indent}1..${data.count}\n`;
      case 'test:start':
        return `${indent}# Subtest: ${escapeTap(data.name)}\n`;
      case 'test:stderr':
      case 'test:stdout': {
        const lines = StringPrototypeSplit(data.message, '\n');
        let text = '';
        for (let i = 0; i < lines.length; i++) {
          if (lines[i] !== '' || i + 1 < lines.length) text += `# ${escapeTap(lines[i])}\n`;
        }
        return text;
      }
      case 'test:log':
      case 'test:diagnostic':
        return `${indent}# ${escapeTap(data.message)}\n`;
      default:
        return '';
    }
  }

  end() {
    return this.#begun ? '' : 'TAP version 13\n';
  }
}

// A character for each test.
class Dot {
  #count = 0;
  #failed = [];

  event({ type, data }) {
    if (type !== 'test:pass' && type !== 'test:fail') return '';
    if (type === 'test:fail') ArrayPrototypePush(this.#failed, data);
    const dot = type === 'test:pass' ? '.' : 'X';
    return ++this.#count % 20 === 0 ? `${dot}\n` : dot;
  }

  end() {
    let text = '\n';
    if (this.#failed.length > 0) {
      text += '\nFailed tests:\n\n';
      const spec = new Spec();
      for (let i = 0; i < this.#failed.length; i++) {
        text += spec.summaryOf(this.#failed[i]);
      }
    }
    return text;
  }
}

const escapeXml = (text) =>
  StringPrototypeReplaceAll(StringPrototypeReplaceAll(text, '&', '&amp;'), '<', '&lt;');
const escapeAttribute = (text) => StringPrototypeReplaceAll(
  escapeXml(StringPrototypeReplaceAll(text, '"', '&quot;')), '\n', '&#10;');

// Elements with `tag`, `attrs` and `children`, comments, and texts.
function xml(node) {
  if (typeof node === 'string') return `${escapeXml(node)}\n`;
  const { tag, attrs, nesting, children, comment } = node;
  const indent = StringPrototypeRepeat('\t', nesting + 1);
  if (comment !== undefined) {
    return `${indent}<!-- ${StringPrototypeReplaceAll(comment, '--', '&#45;&#45;')} -->\n`;
  }
  let text = `${indent}<${tag}`;
  const names = ObjectKeys(attrs);
  for (let i = 0; i < names.length; i++) {
    text += ` ${names[i]}="${escapeAttribute(`${attrs[names[i]]}`)}"`;
  }
  if (children.length === 0) return `${text}/>\n`;
  const inner = ArrayPrototypeJoin(ArrayPrototypeMap(children, xml), '');
  return `${text}>\n${inner}${indent}</${tag}>\n`;
}

const isTag = (tag) => (node) => node.tag === tag;

// XML as JUnit's, told at the end.
class Junit {
  #roots = [];
  #open;

  #start({ name, nesting }) {
    const parent = this.#open;
    this.#open = { attrs: { __proto__: null, name }, nesting, parent, children: [] };
    ArrayPrototypePush(parent === undefined ? this.#roots : parent.children, this.#open);
  }

  event({ type, data }) {
    switch (type) {
      case 'test:start':
        this.#start(data);
        break;
      case 'test:pass':
      case 'test:fail':
        this.#finish(data, type === 'test:fail');
        break;
      case 'test:diagnostic': {
        const list = this.#open === undefined ? this.#roots : this.#open.children;
        ArrayPrototypePush(list, { nesting: data.nesting, comment: data.message });
      }
    }
    return '';
  }

  #finish(data, hasFailed) {
    if (this.#open === undefined) this.#start({ name: 'root', nesting: 0 });
    if (this.#open.attrs.name !== data.name || this.#open.nesting !== data.nesting) {
      this.#start(data);
    }
    const node = this.#open;
    const { attrs, children, nesting } = node;
    this.#open = node.parent;
    attrs.time = NumberPrototypeToFixed(data.details.duration_ms / 1000, 6);
    const inner = ArrayPrototypeFilter(children, (child) => child.comment === undefined);
    if (inner.length > 0) {
      const having = (tag) => ArrayPrototypeFilter(
        inner, (child) => ArrayPrototypeSome(child.children, isTag(tag))).length;
      node.tag = 'testsuite';
      ObjectAssign(attrs, {
        disabled: 0, errors: 0, tests: inner.length, failures: having('failure'),
        skipped: having('skipped'), timestamp: new Date().toISOString(),
        hostname: require('os').hostname(),
      });
      return;
    }
    node.tag = 'testcase';
    attrs.classname = data.classname ?? 'test';
    if (data.file !== undefined) attrs.file = data.file;
    const add = (tag, given, texts) => ArrayPrototypePush(
      children, { tag, nesting: nesting + 1, attrs: given, children: texts });
    if (data.skip !== undefined) add('skipped', { type: 'skipped', message: data.skip }, []);
    if (data.todo !== undefined) add('skipped', { type: 'todo', message: data.todo }, []);
    if (!hasFailed) return;
    const { error } = data.details;
    const message = error?.message ?? '';
    const given = { type: error?.failureType || error?.code, message };
    add('failure', given, [inspect(error, { colors: false, breakLength: Infinity })]);
    attrs.failure = message;
  }

  end() {
    const text = ArrayPrototypeJoin(ArrayPrototypeMap(this.#roots, xml), '');
    return `<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n${text}</testsuites>\n`;
  }
}

module.exports = { Dot, Junit, Spec, Tap };
