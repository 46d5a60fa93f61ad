// AssertionError and its messages: https://nodejs.org/api/assert.html#class-assertassertionerror

const { inspect } = internalBinding('inspect');
const { isError } = require('internal/util');
const colors = require('internal/util/colors');
const { validateObject } = require('internal/validators');

const HEADS = {
  __proto__: null, deepStrictEqual: 'Expected values to be strictly deep-equal:',
  partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

const MAX_SHORT = 12;
const MAX_LONG = 512;

const isObject = (value) => typeof value === 'object' && value !== null;
const showsDiff = (operator) =>
  operator === 'deepStrictEqual' ||
  operator === 'strictEqual' ||
  operator === 'partialDeepStrictEqual';

// Errors are shown without their stacks.
function copyError(source) {
  const target = ObjectAssign({ __proto__: ObjectGetPrototypeOf(source) }, source);
  ObjectDefineProperty(target, 'message', { __proto__: null, value: source.message });
  if (ObjectHasOwn(source, 'cause')) {
    let { cause } = source;
    if (isError(cause)) cause = copyError(cause);
    ObjectDefineProperty(target, 'cause', { __proto__: null, value: cause });
  }
  return target;
}

function inspectValue(value) {
  return inspect(value, {
    compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity, showHidden: false,
    showProxy: false, sorted: true, getters: true,
  });
}

function simpleDiff(actual, shownActual, expected, shownExpected) {
  const strings = typeof actual === 'string' && typeof expected === 'string';
  const quotes = (typeof actual === 'string' ? 2 : 0) + (typeof expected === 'string' ? 2 : 0);
  const length = shownActual.length + shownExpected.length;
  if (length - quotes <= MAX_SHORT && (actual !== 0 || expected !== 0)) {
    return { message: `${shownActual} !== ${shownExpected}`, header: '' };
  }
  if (strings && colors.hasColors) {
    const { myersDiff, printSimpleMyersDiff } = require('internal/assert/myers_diff');
    return {
      message: printSimpleMyersDiff(
        myersDiff(StringPrototypeSplit(shownActual, ''), StringPrototypeSplit(shownExpected, '')),
      ),
      header: `${colors.green}actual${colors.white} ${colors.red}expected${colors.white}`,
    };
  }
  let message =
    `\n${colors.green}+${colors.white} ${shownActual}\n` +
    `${colors.red}- ${colors.white}${shownExpected}`;
  const { stderr } = require('process');
  if (length <= (stderr.isTTY ? stderr.columns : 80)) {
    let i = 0;
    while (i < shownActual.length && shownActual[i] === shownExpected[i]) i++;
    // A difference at the very start is seen without being pointed at.
    if (i >= 3 && i < shownActual.length) message += `\n${StringPrototypeRepeat(' ', i + 2)}^`;
  }
  return { message, header: undefined };
}

function createDiff(actual, expected, operator, customMessage, diff) {
  if (
    operator === 'strictEqual' &&
    ((isObject(actual) && isObject(expected)) ||
      (typeof actual === 'function' && typeof expected === 'function'))
  ) {
    operator = 'strictEqualObject';
  }
  const shownActual = inspectValue(actual);
  const shownExpected = inspectValue(expected);
  const actualLines = StringPrototypeSplit(shownActual, '\n');
  const expectedLines = StringPrototypeSplit(shownExpected, '\n');
  let header = `${colors.green}+ actual${colors.white} ${colors.red}- expected${colors.white}`;
  let message;
  let skipped = false;
  if (
    actualLines.length === 1 &&
    expectedLines.length === 1 &&
    (!isObject(actual) || !isObject(expected))
  ) {
    const simple = simpleDiff(actual, actualLines[0], expected, expectedLines[0]);
    message = simple.message;
    header = simple.header ?? header;
  } else if (shownActual === shownExpected) {
    operator = 'notIdentical';
    header = '';
    message = shownActual;
    if (actualLines.length > 50 && diff !== 'full') {
      message = `${ArrayPrototypeJoin(ArrayPrototypeSlice(actualLines, 0, 50), '\n')}\n...}`;
      skipped = true;
    }
  } else {
    const { myersDiff, printMyersDiff } = require('internal/assert/myers_diff');
    const printed = printMyersDiff(
      myersDiff(actualLines, expectedLines, actual != null && typeof actual === 'object'),
      operator,
    );
    message = printed.message;
    skipped = printed.skipped;
  }
  const note = skipped ? '\n... Skipped lines' : '';
  return `${customMessage || HEADS[operator]}\n${header}${note}\n${message}\n`;
}

function notEqualMessage(actual, operator, diff) {
  let head = HEADS[operator];
  const lines = StringPrototypeSplit(inspectValue(actual), '\n');
  if (operator === 'notStrictEqual' && (isObject(actual) || typeof actual === 'function')) {
    head = HEADS.notStrictEqualObject;
  }
  if (lines.length > 50 && diff !== 'full') {
    lines[46] = `${colors.blue}...${colors.white}`;
    lines.length = 47;
  }
  if (lines.length === 1) return `${head}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
  return `${head}\n\n${ArrayPrototypeJoin(lines, '\n')}\n`;
}

function otherMessage(actual, expected, operator, diff) {
  let left = inspectValue(actual);
  let right = inspectValue(expected);
  const head = HEADS[operator];
  if (operator === 'notDeepEqual' && left === right) {
    left = `${head}\n\n${left}`;
    return left.length > 1024 && diff !== 'full'
      ? `${StringPrototypeSlice(left, 0, 1021)}...`
      : left;
  }
  if (diff !== 'full') {
    if (left.length > MAX_LONG) left = `${StringPrototypeSlice(left, 0, 509)}...`;
    if (right.length > MAX_LONG) right = `${StringPrototypeSlice(right, 0, 509)}...`;
  }
  if (operator === 'deepEqual')
    return `${head}\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
  if (operator === 'notDeepEqual') {
    return `${HEADS.notDeepEqualUnequal}\n\n${left}\n\nshould not loosely deep-equal\n\n${right}`;
  }
  return `${left} ${operator} ${right}`;
}

function messageOf({ message, operator, diff = 'simple' }, actual, expected) {
  if (message != null) {
    return showsDiff(operator)
      ? createDiff(actual, expected, operator, message, diff)
      : String(message);
  }
  if (showsDiff(operator)) return createDiff(actual, expected, operator, null, diff);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') {
    return notEqualMessage(actual, operator, diff);
  }
  return otherMessage(actual, expected, operator, diff);
}

function addEllipsis(text) {
  const lines = StringPrototypeSplit(text, '\n', 11);
  if (lines.length > 10) {
    lines.length = 10;
    return `${ArrayPrototypeJoin(lines, '\n')}\n...`;
  }
  return text.length > MAX_LONG ? `${StringPrototypeSlice(text, MAX_LONG)}...` : text;
}

class AssertionError extends Error {
  constructor(options) {
    validateObject(options, 'options');
    const {
      message, operator, stackStartFn, details, stackStartFunction,
      diff = 'simple',
    } = options;
    let { actual, expected } = options;
    const writable = ObjectGetOwnPropertyDescriptor(Error, 'stackTraceLimit')?.writable;
    const limit = Error.stackTraceLimit;
    if (writable) Error.stackTraceLimit = 0;
    if (message == null || showsDiff(operator)) colors.refresh();
    if (
      message == null &&
      isObject(actual) &&
      isObject(expected) &&
      'stack' in actual &&
      actual instanceof Error &&
      'stack' in expected &&
      expected instanceof Error
    ) {
      actual = copyError(actual);
      expected = copyError(expected);
    }
    super(messageOf(options, actual, expected));
    if (writable) Error.stackTraceLimit = limit;
    this.generatedMessage = !message;
    ObjectDefineProperty(this, 'name', {
      __proto__: null, value: 'AssertionError [ERR_ASSERTION]', enumerable: false, writable: true,
      configurable: true,
    });
    this.code = 'ERR_ASSERTION';
    if (details) {
      this.actual = undefined;
      this.expected = undefined;
      this.operator = undefined;
      for (let i = 0; i < details.length; i++) {
        this[`message ${i}`] = details[i].message;
        this[`actual ${i}`] = details[i].actual;
        this[`expected ${i}`] = details[i].expected;
        this[`operator ${i}`] = details[i].operator;
        this[`stack trace ${i}`] = details[i].stack;
      }
    } else {
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
    ErrorCaptureStackTrace(this, stackStartFn || stackStartFunction);
    // The stack is made while the name tells the code.
    this.stack;
    this.name = 'AssertionError';
    this.diff = diff;
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [SymbolFor('nodejs.util.inspect.custom')](recurseTimes, context) {
    const { actual, expected } = this;
    if (typeof actual === 'string') this.actual = addEllipsis(actual);
    if (typeof expected === 'string') this.expected = addEllipsis(expected);
    const result = inspect(this, { ...context, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return result;
  }
}

module.exports = AssertionError;
