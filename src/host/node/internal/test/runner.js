// Tests, suites and hooks: https://nodejs.org/api/test.html
//
// A test runs when its parent has room for it (one at a time, unless `concurrency` says otherwise)
// and is reported when those before it are. What happens is told as events to the root's sink.

const { AsyncLocalStorage, AsyncResource } = require('async_hooks');
const {
  AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_TEST_FAILURE },
} = require('internal/errors');
const {
  validateAbortSignal, validateFunction, validateNumber, validateObject, validateOneOf,
  validateString, validateUint32,
} = require('internal/validators');
const globals = internalBinding('globals');
const process = require('process');

const LONGEST = 2 ** 31 - 1;
const CANCELLED = 'test did not finish before its parent and was cancelled';
const STILL_PENDING =
  'Promise resolution is still pending but the event loop has already resolved';

// The test in whose body, or in what that started, the script is.
const current = new AsyncLocalStorage();

const { hrtime } = process;
const now = () => {
  const time = hrtime();
  return time[0] * 1e3 + time[1] / 1e6;
};
const noop = () => {};

// Its stack would tell of nothing but the runner.
function failure(error, type) {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const made = new ERR_TEST_FAILURE(error, type);
  Error.stackTraceLimit = stackTraceLimit;
  return made;
}

const isFailure = (error) => error?.code === 'ERR_TEST_FAILURE';

// Where a function of the module was called: file, line and column.
function locate(fn) {
  const holder = {};
  ErrorCaptureStackTrace(holder, fn);
  const { stack } = holder;
  if (typeof stack !== 'string') return undefined;
  const lines = StringPrototypeSplit(stack, '\n');
  for (let i = 1; i < lines.length; i++) {
    let text = StringPrototypeTrim(lines[i]);
    const open = StringPrototypeLastIndexOf(text, '(');
    text = open >= 0 ? StringPrototypeSlice(text, open + 1, -1) :
      StringPrototypeSlice(text, StringPrototypeStartsWith(text, 'at async ') ? 9 : 3);
    const column = StringPrototypeLastIndexOf(text, ':');
    const line = StringPrototypeLastIndexOf(text, ':', column - 1);
    if (line < 1 || StringPrototypeStartsWith(text, 'node:')) continue;
    let file = StringPrototypeSlice(text, 0, line);
    if (StringPrototypeStartsWith(file, 'file:')) file = require('url').fileURLToPath(file);
    return {
      line: +StringPrototypeSlice(text, line + 1, column),
      column: +StringPrototypeSlice(text, column + 1),
      file,
    };
  }
  return undefined;
}

function once(fn) {
  let result;
  return () => (result ??= fn());
}

// A promise that is rejected when the test has to stop, and how to forget about that.
function stopper(timeout, signal) {
  const { promise, reject } = PromiseWithResolvers();
  // Nobody may be waiting for it.
  PromisePrototypeThen(promise, undefined, noop);
  let timer;
  if (timeout !== Infinity) {
    timer = globals.setTimeout(
      () => reject(failure(`test timed out after ${timeout}ms`, 'testTimeoutFailure')), timeout);
    timer.unref();
  }
  const onAbort = () => reject(new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { __proto__: null, once: true });
  return {
    promise,
    forget() {
      globals.clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

class Plan {
  actual = 0;
  #met;

  constructor(count, { wait = false } = {}) {
    validateUint32(count, 'count');
    if (typeof wait !== 'boolean' && typeof wait !== 'number') {
      throw new ERR_INVALID_ARG_TYPE('options.wait', ['boolean', 'number'], wait);
    }
    this.expected = count;
    this.wait = wait;
  }

  count() {
    this.actual++;
    if (this.actual === this.expected) this.#met?.();
  }

  // Where it may wait: a promise.
  check() {
    if (this.actual === this.expected) return undefined;
    if (this.wait === false || this.actual > this.expected) {
      const text = `plan expected ${this.expected} assertions but received ${this.actual}`;
      throw failure(text, 'testCodeFailure');
    }
    return new Promise((resolve, reject) => {
      let timer;
      if (this.wait !== true) {
        timer = globals.setTimeout(() => {
          const text = `plan timed out after ${this.wait}ms with ${this.actual} assertions ` +
            `when expecting ${this.expected}`;
          reject(failure(text, 'testTimeoutFailure'));
        }, this.wait);
      }
      this.#met = () => {
        globals.clearTimeout(timer);
        resolve();
      };
    });
  }
}

class Hook {
  #fn;
  #timeout;
  #signal;
  #promise;

  constructor(fn, options) {
    const { timeout, signal } = options;
    if (timeout !== undefined && timeout !== null && timeout !== Infinity) {
      validateNumber(timeout, 'options.timeout', 0, LONGEST);
    }
    validateAbortSignal(signal, 'options.signal');
    this.#fn = typeof fn === 'function' ? fn : noop;
    this.#timeout = timeout ?? Infinity;
    this.#signal = signal;
  }

  async run(context) {
    const stop = stopper(this.#timeout, this.#signal ?? new globals.AbortController().signal);
    try {
      await SafeRace(callBody(this.#fn, context, noop), stop.promise);
    } finally {
      stop.forget();
    }
  }

  // Once for all who wait for it.
  runOnce(context) {
    return (this.#promise ??= this.run(context));
  }
}

const SafeRace = (work, stop) => new Promise((resolve, reject) => {
  PromisePrototypeThen(PromiseResolve(work), resolve, reject);
  PromisePrototypeThen(stop, undefined, reject);
});

// Calls a body with its context; with a callback too if it takes one.
function callBody(fn, context, onMisuse) {
  if (fn.length !== 2) return FunctionPrototypeCall(fn, context, context);
  const { promise, resolve, reject } = PromiseWithResolvers();
  let calls = 0;
  const done = (error) => {
    if (++calls > 1) {
      if (calls > 2) return;
      throw failure('callback invoked multiple times', 'multipleCallbackInvocations');
    }
    if (error) reject(error);
    else resolve();
  };
  const result = FunctionPrototypeCall(fn, context, context, done);
  if (!(result instanceof Promise)) return promise;
  onMisuse();
  return result;
}

class Test {
  type = 'test';
  subtests = [];
  diagnostics = [];
  hooks = { before: [], after: [], beforeEach: [], afterEach: [], own: 0 };
  testNumber = 0;
  outputCount = 0;
  active = 0;
  pending = [];
  ready = new Map();
  unfinished = 0;
  allFinished = undefined;
  waitingOn = 0;
  startTime = undefined;
  endTime = undefined;
  passed = false;
  finished = false;
  cancelled = false;
  filtered = false;
  isStarted = false;
  error = null;
  mock = null;
  plan = null;
  runOnly = false;
  hasOnly = false;
  failedAsExpected = false;

  constructor(parent, name, fn, options, loc) {
    const { concurrency, only, timeout, todo, skip, signal, plan, expectFailure } = options;
    this.parent = parent;
    this.root = parent === null ? this : parent.root;
    this.fn = typeof fn === 'function' ? fn : noop;
    const ownName = typeof fn === 'function' ? fn.name : '';
    this.name = typeof name === 'string' && name !== '' ? name : ownName || '<anonymous>';
    this.loc = loc;
    this.testId = parent === null ? 0 : ++this.root.lastId;
    this.nesting = parent === null || parent.parent === null ? 0 : parent.nesting + 1;
    this.childNumber = parent === null ? 0 : parent.subtests.length + 1;
    this.concurrency = parent === null ? 1 : parent.concurrency;
    this.timeout = parent === null ? Infinity : parent.timeout;
    this.#setConcurrency(concurrency);
    if (timeout !== undefined && timeout !== null && timeout !== Infinity) {
      validateNumber(timeout, 'options.timeout', 0, LONGEST);
      this.timeout = timeout;
    }
    validateAbortSignal(signal, 'options.signal');
    this.controller = new globals.AbortController();
    this.signal = this.controller.signal;
    if (signal) {
      const onAbort = () => this.controller.abort(signal.reason);
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { __proto__: null, once: true });
    }
    this.skipped = skip !== undefined && skip !== false;
    if (this.skipped) this.fn = noop;
    this.isTodo = todo !== undefined && todo !== false || (parent !== null && parent.isTodo);
    this.message = typeof skip === 'string' ? skip : typeof todo === 'string' ? todo : null;
    this.only = !!only;
    this.expectFailure = expectFailure || undefined;
    if (plan !== undefined) this.plan = new Plan(plan);
    if (parent !== null) {
      this.hooks.beforeEach = ArrayPrototypeSlice(parent.hooks.beforeEach);
      this.hooks.afterEach = ArrayPrototypeSlice(parent.hooks.afterEach);
      this.resource = new AsyncResource('Test');
      if (this.only) parent.hasOnlyBelow();
    }
  }

  #setConcurrency(concurrency) {
    switch (typeof concurrency) {
      case 'number':
        validateUint32(concurrency, 'options.concurrency', true);
        this.concurrency = concurrency;
        break;
      case 'boolean':
        this.concurrency = concurrency ? Infinity : 1;
        break;
      default:
        if (concurrency !== undefined && concurrency !== null) {
          const types = ['boolean', 'number'];
          throw new ERR_INVALID_ARG_TYPE('options.concurrency', types, concurrency);
        }
    }
  }

  // Of tests and suites below a suite or the root only those that are marked run.
  hasOnlyBelow() {
    if (this.type === 'test' && this.parent !== null) return;
    this.runOnly = true;
    this.hasOnly = true;
    this.parent?.hasOnlyBelow();
  }

  get fullName() {
    if (this.parent === null || this.parent.parent === null) return this.name;
    return `${this.parent.fullName} > ${this.name}`;
  }

  get context() {
    return (this.ownContext ??= new TestContext(this));
  }

  emit(type, data) {
    this.root.sink.push({ __proto__: null, type, data: { __proto__: null, ...data, ...this.loc } });
  }

  // That something happens to the test: with its type, if one is given.
  announce(event, type) {
    const { nesting, name, testId, parent } = this;
    const data = { __proto__: null, nesting, name };
    if (type !== undefined) data.type = type;
    this.emit(event, { ...data, testId, parentId: parent.testId, tags: [] });
  }

  diagnostic(message) {
    ArrayPrototypePush(this.diagnostics, message);
  }

  // Told at once, unlike a diagnostic.
  log(message, data) {
    validateString(message, 'message');
    const { nesting, name } = this;
    const own = { __proto__: null, nesting, name, message };
    this.emit('test:log', data === undefined ? own : { ...own, data });
  }

  createHook(which, fn, options) {
    validateObject(options, 'options');
    const hook = new Hook(fn, options);
    const { hooks } = this;
    if (which === 'before' && this.startTime !== undefined) {
      // The test has begun already.
      ArrayPrototypePush(hooks.before, hook);
      PromisePrototypeThen(hook.runOnce(this.context), undefined, (error) => {
        this.fail(isFailure(error) ? error : hookFailure('before', error));
      });
    } else if (which === 'afterEach') {
      // One's own come before those that were inherited.
      ArrayPrototypeSplice(hooks.afterEach, hooks.own++, 0, hook);
    } else {
      ArrayPrototypePush(hooks[which], hook);
    }
  }

  async runHooks(which, context) {
    try {
      const list = this.hooks[which];
      for (let i = 0; i < list.length; i++) {
        if (which === 'before') await list[i].runOnce(context);
        else await list[i].run(context);
      }
    } catch (error) {
      throw hookFailure(which, error);
    }
  }

  create(Kind, name, options, fn, extra, loc) {
    if (typeof name === 'function') {
      fn = name;
    } else if (name !== null && typeof name === 'object') {
      fn = options;
      options = name;
    } else if (typeof options === 'function') {
      fn = options;
    }
    if (options === null || typeof options !== 'object') options = { __proto__: null };
    const isLate = this.finished || this.isBuilt;
    const parent = isLate ? this.root : this;
    const given = { __proto__: null, ...options, ...extra };
    const test = new Kind(parent, given.name ?? name, given.fn ?? fn, given, loc);
    if (parent.waitingOn === 0) {
      parent.waitingOn = test.childNumber;
      // A test waits until all that were started are done for the first time: those that come later
      // have to be waited for.
      parent.allFinished = PromiseWithResolvers();
    }
    if (isLate) {
      const text = 'test could not be started because its parent finished';
      test.fail(failure(text, 'parentAlreadyFinished'));
    }
    ArrayPrototypePush(parent.subtests, test);
    parent.unfinished++;
    return test;
  }

  // Runs now, or when the parent has room.
  start() {
    const { parent } = this;
    this.isStarted = true;
    this.announce('test:enqueue', this.type);
    if (parent.concurrency > parent.active) {
      this.announce('test:dequeue', this.type);
      return this.run();
    }
    const { promise, resolve } = PromiseWithResolvers();
    ArrayPrototypePush(parent.pending, { test: this, resolve });
    return promise;
  }

  async runPending() {
    while (this.pending.length > 0 && this.concurrency > this.active) {
      const { test, resolve } = ArrayPrototypeShift(this.pending);
      // Node names the parent's type here.
      test.announce('test:dequeue', this.type);
      await test.run();
      resolve();
    }
  }

  // Whether others of the same parent are to run instead.
  isFilteredOut() {
    return this.parent.runOnly && !this.only && !this.hasOnly;
  }

  call(fn, context, onMisuse) {
    const run = () => current.run(this, callBody, fn, context, onMisuse);
    return this.resource.runInAsyncScope(run);
  }

  async run() {
    const { parent, context } = this;
    parent.active++;
    if (this.isFilteredOut()) {
      this.filtered = true;
      this.passed = true;
      this.finish();
      return;
    }
    this.startTime ??= now();
    if (this.#isAborted()) {
      this.finish();
      return;
    }
    const hasHooks = !this.skipped;
    const afterEach = once(async () => {
      if (!hasHooks || parent.hooks.afterEach.length === 0) return;
      await parent.runHooks('afterEach', context);
    });
    const after = once(async () => {
      if (this.hooks.after.length > 0) await this.runHooks('after', context);
    });
    let stop;
    try {
      if (parent.hooks.before.length > 0) await parent.runHooks('before', parent.context);
      if (hasHooks && parent.hooks.beforeEach.length > 0) {
        await parent.runHooks('beforeEach', context);
      }
      stop = stopper(this.timeout, this.signal);
      await SafeRace(this.#body(), stop.promise);
      this.pass();
      await afterEach();
      await after();
    } catch (error) {
      this.failWith(error);
      try {
        await afterEach();
        await after();
      } catch {
        // The first error is the one that counts.
      }
    } finally {
      stop?.forget();
      this.controller.abort();
    }
    this.finish();
  }

  async #body() {
    const result = this.call(this.fn, this.context, () => {
      const text = 'passed a callback but also returned a Promise';
      this.fail(failure(text, 'callbackAndPromisePresent'));
    });
    if (result !== undefined) await result;
    if (this.allFinished !== undefined) {
      await this.allFinished.promise;
      // As many turns later as Node: those that need no more are still in time.
      for (let i = 0; i < 3; i++) await undefined;
    }
    const waiting = this.plan?.check();
    if (waiting !== undefined) await waiting;
  }

  failWith(error) {
    if (isFailure(error)) {
      if (error.failureType === 'testTimeoutFailure') this.cancel(error);
      else this.fail(error);
    } else if (error instanceof AbortError) {
      this.cancel(failure(error.message, 'testAborted'));
    } else {
      this.fail(failure(error, 'testCodeFailure'));
    }
  }

  #isAborted() {
    if (!this.signal.aborted) return false;
    const { reason } = this.signal;
    if (reason !== null && typeof reason === 'object') {
      reason.failureType = 'testAborted';
      this.cancel(reason);
    } else {
      this.cancel(failure('The operation was aborted', 'testAborted'));
    }
    return true;
  }

  cancel(error = failure(CANCELLED, 'cancelledByParent')) {
    if (this.endTime !== undefined || this.error !== null) return;
    this.cancelled = true;
    this.passed = false;
    this.error = error;
    this.controller.abort();
  }

  fail(error) {
    if (this.error !== null) return;
    if (this.expectFailure !== undefined) {
      const unlike = this.#difference(error);
      if (unlike === undefined) {
        this.passed = true;
        this.failedAsExpected = true;
        return;
      }
      error = unlike;
    }
    this.passed = false;
    this.error = error;
  }

  // What is wrong with an error that was expected.
  #difference(error) {
    const expected = this.expectFailure;
    const match = typeof expected === 'object' && 'match' in expected ? expected.match : expected;
    if (typeof match !== 'object' && typeof match !== 'function') return undefined;
    try {
      require('assert').throws(() => {
        throw error.cause;
      }, match);
      return undefined;
    } catch (cause) {
      const text = 'The test failed, but the error did not match the expected validation';
      const made = failure(text, 'testCodeFailure');
      made.cause = cause;
      return made;
    }
  }

  pass() {
    if (this.error !== null) return;
    if (this.expectFailure !== undefined && !this.failedAsExpected && !this.skipped) {
      this.passed = false;
      this.error = failure('test was expected to fail but passed', 'expectedFailure');
      return;
    }
    this.passed = true;
  }

  finish(reason = undefined) {
    this.startTime ??= now();
    this.endTime ??= now();
    this.pending = [];
    let failed = 0;
    for (let i = 0; i < this.subtests.length; i++) {
      const subtest = this.subtests[i];
      if (subtest.endTime === undefined) {
        subtest.startTime ??= subtest.endTime = now();
        const { endTime } = subtest;
        subtest.endTime = undefined;
        subtest.cancel(reason?.());
        subtest.endTime = endTime;
        subtest.finish(reason);
      }
      if (!subtest.passed && !subtest.isTodo) failed++;
    }
    if ((this.passed || this.parent === null) && failed > 0) {
      const text = `${failed} subtest${failed > 1 ? 's' : ''} failed`;
      this.fail(failure(text, 'subtestsFailed'));
    }
    this.mock?.reset();
    if (this.parent === null) return;
    if (!this.filtered) {
      this.testNumber ||= ++this.parent.outputCount;
      this.tellOutcome('test:complete');
    }
    const { parent } = this;
    parent.active--;
    MapPrototypeSet(parent.ready, this.childNumber, this);
    if (--parent.unfinished === 0) parent.allFinished?.resolve();
    parent.reportReady(false);
    parent.runPending();
  }

  isClearToSend() {
    const { parent } = this;
    return parent === null || parent.waitingOn === this.childNumber && parent.isClearToSend();
  }

  // Reports the subtests whose turn it is.
  reportReady(canSend) {
    for (;;) {
      const subtest = MapPrototypeGet(this.ready, this.waitingOn);
      if (subtest === undefined) return;
      canSend ||= this.isClearToSend();
      if (!canSend) return;
      if (!subtest.filtered) this.reportStarted();
      MapPrototypeDelete(this.ready, this.waitingOn);
      subtest.finalize();
    }
  }

  finalize() {
    this.reportReady(true);
    if (!this.filtered) this.report();
    const { parent } = this;
    parent.waitingOn++;
    this.finished = true;
    if (parent === this.root && parent.waitingOn > parent.subtests.length) parent.runAfter();
  }

  reportStarted() {
    if (this.isReported || this.parent === null) return;
    this.isReported = true;
    this.parent.reportStarted();
    this.announce('test:start');
  }

  duration() {
    return this.endTime === undefined ? 0 : this.endTime - this.startTime;
  }

  tellOutcome(event) {
    const { name, nesting, testNumber, testId, parent } = this;
    const details = { __proto__: null, duration_ms: rounded(this.duration()), type: this.type };
    if (!this.passed) details.error = this.error;
    const isNested = this.type === 'test' && parent.parent !== null;
    if (isNested) details.classname = parent.name;
    const isComplete = event === 'test:complete';
    if (isComplete) details.passed = this.passed;
    const data = {
      __proto__: null, name, nesting, testNumber, testId, parentId: parent.testId, details,
      tags: [],
    };
    if (isNested && !isComplete) data.classname = parent.name;
    ObjectAssign(data, this.loc);
    if (this.skipped) data.skip = this.message ?? true;
    else if (this.isTodo) data.todo = this.message ?? true;
    const { expectFailure } = this;
    if (expectFailure !== undefined) {
      data.expectFailure = typeof expectFailure === 'string' ? expectFailure :
        expectFailure.label ?? true;
    }
    this.root.sink.push({ __proto__: null, type: event, data });
  }

  report() {
    this.root.count(this);
    if (this.outputCount > 0) {
      this.emit('test:plan', { nesting: this.subtests[0].nesting, count: this.outputCount });
    } else {
      this.reportStarted();
    }
    this.tellOutcome(this.passed ? 'test:pass' : 'test:fail');
    const { nesting } = this;
    for (let i = 0; i < this.diagnostics.length; i++) {
      this.emit('test:diagnostic', { nesting, message: this.diagnostics[i], level: 'info' });
    }
  }
}

const rounded = (ms) => MathRound(ms * 1e6) / 1e6;

function hookFailure(which, error) {
  const made = failure(`failed running ${which} hook`, 'hookFailed');
  made.cause = isFailure(error) && error.failureType !== 'testTimeoutFailure' ? error.cause : error;
  return made;
}

class Suite extends Test {
  type = 'suite';

  constructor(parent, name, fn, options, loc) {
    super(parent, name, fn, options, loc);
    this.type = 'suite';
    const onBuilt = () => {
      this.isBuilt = true;
    };
    const onError = (error) => {
      this.fail(failure(error, 'testCodeFailure'));
      this.isBuilt = true;
    };
    try {
      const result = this.call(this.fn, this.context, noop);
      this.building = PromisePrototypeThen(PromiseResolve(result), onBuilt, onError);
    } catch (error) {
      onError(error);
    }
  }

  get context() {
    return (this.ownContext ??= new SuiteContext(this));
  }

  async run() {
    const { parent, context } = this;
    parent.active++;
    const after = once(() => this.runHooks('after', context));
    let stop;
    try {
      await this.building;
      // That it couldn't be built is told anyway.
      if (this.error === null && this.isFilteredOut()) {
        this.filtered = true;
        this.passed = true;
        this.subtests = [];
        this.finish();
        return;
      }
      this.startTime = now();
      if (this.skipped || this.error !== null) this.#leaveOut();
      if (parent.hooks.before.length > 0) await parent.runHooks('before', parent.context);
      if (this.error === null) await this.runHooks('before', context);
      stop = stopper(this.timeout, this.signal);
      const started = [];
      for (let i = 0; i < this.subtests.length && this.error === null; i++) {
        ArrayPrototypePush(started, this.subtests[i].start());
      }
      if (started.length > 0) await SafeRace(whenAll(started), stop.promise);
      this.pass();
      await after();
    } catch (error) {
      if (this.passed) this.passed = false;
      this.failWith(error);
      try {
        await after();
      } catch {
        // The first error is the one that counts.
      }
    } finally {
      stop?.forget();
    }
    this.finish();
  }

  // What a skipped suite has isn't told of.
  #leaveOut() {
    if (this.skipped) this.subtests = [];
  }
}

// Words that begin the last lines of a file's report, which are told for all files together.
const TOTALS = [
  'tests', 'suites', 'pass', 'fail', 'cancelled', 'skipped', 'todo', 'duration_ms',
];

// A file that runs in a process of its own; a test itself only if it fails, or has none.
class FileTest extends Test {
  #told = 0;
  #failed = 0;

  async run() {
    const { parent } = this;
    parent.active++;
    this.startTime = now();
    await undefined;
    const { events, error } = this.fn();
    for (let i = 0; i < events.length; i++) this.#retell(events[i]);
    if (error === null) {
      this.pass();
    } else {
      if (this.#failed > 0) error.failureType = 'subtestsFailed';
      this.fail(error);
    }
    this.finish();
  }

  #retell({ type, data }) {
    const { root } = this;
    data.entryFile = this.loc.file;
    if (type === 'test:summary') data.file = this.loc.file;
    if (data.nesting === 0) {
      if (type === 'test:plan' || type === 'test:diagnostic' && isTotal(data.message)) return;
    }
    const hasPassed = type === 'test:pass';
    if (hasPassed || type === 'test:fail') {
      const { nesting, details, skip, todo } = data;
      this.#told++;
      if (!hasPassed && todo === undefined) this.#failed++;
      if (nesting === 0) data.testNumber = root.counts.topLevel + 1;
      const cause = details.error?.failureType;
      root.count({
        nesting, passed: hasPassed, isTodo: todo !== undefined, skipped: skip !== undefined,
        type: details.type, cancelled: ArrayPrototypeIncludes(CANCELLATIONS, cause),
      });
    }
    root.sink.push({ __proto__: null, type, data });
  }

  report() {
    const isSilent = this.#told > 0 &&
      (this.error === null || this.error.failureType === 'subtestsFailed');
    if (!isSilent) super.report();
  }
}

const CANCELLATIONS = ['cancelledByParent', 'testAborted', 'testTimeoutFailure'];

function isTotal(message) {
  const parts = StringPrototypeSplit(message, ' ');
  return parts.length === 2 && ArrayPrototypeIncludes(TOTALS, parts[0]);
}

function whenAll(promises) {
  return new Promise((resolve, reject) => {
    let left = promises.length;
    for (let i = 0; i < promises.length; i++) {
      PromisePrototypeThen(promises[i], () => {
        if (--left === 0) resolve();
      }, reject);
    }
  });
}

// The parent of the tests that have none.
class Root extends Test {
  counts = {
    __proto__: null,
    tests: 0, failed: 0, passed: 0, cancelled: 0, skipped: 0, todo: 0, topLevel: 0, suites: 0,
  };
  success = true;
  lastId = 0;

  constructor(sink) {
    super(null, '<root>', undefined, { __proto__: null }, undefined);
    this.sink = sink;
    this.startTime = now();
    this.resource = new AsyncResource('Test');
    this.afterHooks = once(async () => {
      try {
        await this.runHooks('after', this.context);
      } catch (error) {
        this.fail(error);
      }
    });
    // What a script does in its first turn comes before its tests.
    this.ready0 = this.#settle();
  }

  async #settle() {
    for (let i = 0; i < 4; i++) await undefined;
  }

  runAfter() {
    if (this.isLoaded) this.end();
    else this.afterHooks();
  }

  // A file that throws is a test that fails.
  loadFailed(file, error) {
    const fn = () => {
      throw error;
    };
    const name = require('path').relative(process.cwd(), file);
    const test = this.create(Test, name, { __proto__: null }, fn, undefined, {
      line: 1, column: 1, file,
    });
    ended(startTop(test));
  }

  // A file whose events are what a function gives.
  runFile(name, file, fn) {
    const loc = { line: 1, column: 1, file };
    ended(startTop(this.create(FileTest, name, { __proto__: null }, fn, undefined, loc)));
  }

  // There will be no other tests than those that there are.
  endWhenDone() {
    this.isLoaded = true;
    if (this.waitingOn > this.subtests.length || this.subtests.length === 0) this.end();
  }

  count(test) {
    const { counts } = this;
    if (test.nesting === 0) counts.topLevel++;
    if (!test.passed && !test.isTodo) this.success = false;
    if (test.type === 'suite') {
      counts.suites++;
      return;
    }
    counts.tests++;
    if (test.skipped) counts.skipped++;
    else if (test.isTodo) counts.todo++;
    else if (test.cancelled) counts.cancelled++;
    else if (test.passed) counts.passed++;
    else counts.failed++;
  }

  // Nothing is left to do for the event loop.
  async end() {
    if (this.isOver) return;
    this.isOver = true;
    await this.afterHooks();
    this.finish(() => failure(STILL_PENDING, 'cancelledByParent'));
    const { counts } = this;
    this.emit('test:plan', { nesting: 0, count: counts.topLevel });
    for (let i = 0; i < this.diagnostics.length; i++) this.#tell(this.diagnostics[i]);
    this.#tell(`tests ${counts.tests}`);
    this.#tell(`suites ${counts.suites}`);
    this.#tell(`pass ${counts.passed}`);
    this.#tell(`fail ${counts.failed}`);
    this.#tell(`cancelled ${counts.cancelled}`);
    this.#tell(`skipped ${counts.skipped}`);
    this.#tell(`todo ${counts.todo}`);
    const ms = rounded(this.duration());
    this.#tell(`duration_ms ${ms}`);
    const success = this.success && this.error === null;
    const data = { __proto__: null, success, counts, duration_ms: ms, file: undefined };
    this.sink.push({ __proto__: null, type: 'test:summary', data });
    this.sink.end(success);
    this.onOver();
  }

  #tell(message) {
    this.emit('test:diagnostic', { nesting: 0, message, level: 'info' });
  }

  // An error that nothing has caught is of the test that it happened in.
  onUncaught(error, event) {
    const test = current.getStore();
    if (test !== undefined && test.root !== this) return;
    if (test === undefined || test.finished || test.endTime !== undefined) {
      let text;
      if (test === undefined) {
        text = 'Error: A resource generated asynchronous activity after the test ended. This ' +
          `activity created the error "${error}" which triggered an ${event} event, caught by ` +
          'the test runner.';
      } else {
        const { file, line, column } = test.loc ?? {};
        const path = file && require('path').relative(process.cwd(), file);
        text = `Error: Test "${test.name}" at ${path}:${line}:${column} generated asynchronous ` +
          `activity after the test ended. This activity created the error "${error}" and would ` +
          `have caused the test to fail, but instead triggered an ${event} event.`;
      }
      this.diagnostic(text);
      process.exitCode = 1;
      return;
    }
    test.fail(failure(error, event));
    test.controller.abort();
  }
}

let assertions;

// The assertions of a context, which count for its plan.
function assertionTable() {
  if (assertions !== undefined) return assertions;
  assertions = new Map();
  const assert = require('assert');
  const names = [
    'deepEqual', 'deepStrictEqual', 'doesNotMatch', 'doesNotReject', 'doesNotThrow', 'equal',
    'fail', 'ifError', 'match', 'notDeepEqual', 'notDeepStrictEqual', 'notEqual',
    'notStrictEqual', 'partialDeepStrictEqual', 'rejects', 'strictEqual', 'throws',
  ];
  for (let i = 0; i < names.length; i++) MapPrototypeSet(assertions, names[i], assert[names[i]]);
  const { fileSnapshot, snapshot } = require('internal/test/snapshot');
  MapPrototypeSet(assertions, 'snapshot', snapshot);
  MapPrototypeSet(assertions, 'fileSnapshot', fileSnapshot);
  MapPrototypeSet(assertions, 'ok', assert.ok);
  return assertions;
}

function register(name, fn) {
  validateString(name, 'name');
  validateFunction(fn, 'fn');
  MapPrototypeSet(assertionTable(), name, fn);
}

function waitFor(condition, options = { __proto__: null }) {
  validateFunction(condition, 'condition');
  validateObject(options, 'options');
  const { interval = 50, timeout = 1000 } = options;
  validateNumber(interval, 'options.interval', 0, LONGEST);
  validateNumber(timeout, 'options.timeout', 0, LONGEST);
  const { promise, resolve, reject } = PromiseWithResolvers();
  let poller;
  let cause;
  let hasFailed = false;
  const timer = globals.setTimeout(() => {
    globals.clearTimeout(poller);
    poller = null;
    const error = new Error('waitFor() timed out');
    if (hasFailed) error.cause = cause;
    reject(error);
  }, timeout);
  const poll = async () => {
    try {
      const result = await condition();
      globals.clearTimeout(timer);
      resolve(result);
    } catch (error) {
      cause = error;
      hasFailed = true;
      if (poller !== null) poller = globals.setTimeout(poll, interval);
    }
  };
  poll();
  return promise;
}

class TestContext {
  #test;
  #assert;

  constructor(test) {
    this.#test = test;
  }

  get signal() {
    return this.#test.signal;
  }

  get name() {
    return this.#test.name;
  }

  get filePath() {
    return this.#test.loc?.file;
  }

  get fullName() {
    return this.#test.fullName;
  }

  get error() {
    return this.#test.error;
  }

  get passed() {
    return this.#test.passed;
  }

  get attempt() {
    return 0;
  }

  get tags() {
    return [];
  }

  get workerId() {
    return undefined;
  }

  diagnostic(message) {
    this.#test.diagnostic(message);
  }

  log(message, data) {
    this.#test.log(message, data);
  }

  plan(count, options = { __proto__: null }) {
    if (this.#test.plan !== null) {
      throw failure('cannot set plan more than once', 'testCodeFailure');
    }
    this.#test.plan = new Plan(count, options);
  }

  get assert() {
    if (this.#assert !== undefined) return this.#assert;
    const test = this.#test;
    const context = this;
    const made = this.#assert = { __proto__: null };
    MapPrototypeForEach(assertionTable(), (method, name) => {
      made[name] = (...args) => {
        test.plan?.count();
        return ReflectApply(method, context, args);
      };
    });
    return made;
  }

  get mock() {
    return (this.#test.mock ??= new (require('internal/test/mock').MockTracker)());
  }

  runOnly(value) {
    this.#test.runOnly = !!value;
  }

  skip(message) {
    this.#test.skipped = true;
    this.#test.message = message;
  }

  todo(message) {
    this.#test.isTodo = true;
    this.#test.message = message;
  }

  test(name, options, fn) {
    const test = this.#test;
    test.plan?.count();
    const subtest = test.create(Test, name, options, fn, undefined, locate(this.test));
    return ended(subtest.start());
  }

  before(fn, options = { __proto__: null }) {
    this.#test.createHook('before', fn, options);
  }

  after(fn, options = { __proto__: null }) {
    this.#test.createHook('after', fn, options);
  }

  beforeEach(fn, options = { __proto__: null }) {
    this.#test.createHook('beforeEach', fn, options);
  }

  afterEach(fn, options = { __proto__: null }) {
    this.#test.createHook('afterEach', fn, options);
  }

  waitFor(condition, options) {
    return waitFor(condition, options);
  }
}

class SuiteContext {
  #suite;

  constructor(suite) {
    this.#suite = suite;
  }

  get signal() {
    return this.#suite.signal;
  }

  get name() {
    return this.#suite.name;
  }

  get filePath() {
    return this.#suite.loc?.file;
  }

  get fullName() {
    return this.#suite.fullName;
  }

  get passed() {
    return this.#suite.passed;
  }

  get attempt() {
    return 0;
  }

  diagnostic(message) {
    this.#suite.diagnostic(message);
  }

  log(message, data) {
    this.#suite.log(message, data);
  }
}

// The promise that `test` gives has no value.
const ended = (promise) => PromisePrototypeThen(promise, noop);

// Takes the events of the tests of a script that is run as such.
class ConsoleSink {
  #reporter;
  // Those from before the output was ready.
  #events = [];
  #isReady = false;

  constructor() {
    this.#reporter = new (require('internal/test/reporters').Spec)();
  }

  push(event) {
    if (this.#isReady) {
      this.#write(this.#reporter.event(event));
      return;
    }
    ArrayPrototypePush(this.#events, event);
    if (this.#events.length === 1) process.nextTick(() => this.#flush());
  }

  #write(text) {
    if (text !== '') process.stdout.write(text);
  }

  #flush() {
    this.#isReady = true;
    for (let i = 0; i < this.#events.length; i++) {
      this.#write(this.#reporter.event(this.#events[i]));
    }
    this.#events = [];
  }

  end(success) {
    this.#flush();
    this.#write(this.#reporter.end());
    if (!success) process.exitCode = 1;
  }
}

let root;

// Makes a root with a sink for all tests from now on, until the event loop has nothing left to do.
function startRoot(sink) {
  const outer = root;
  const own = root = new Root(sink);
  const onException = (error) => own.onUncaught(error, 'uncaughtException');
  const onRejection = (error) => own.onUncaught(error, 'unhandledRejection');
  const onEnd = () => own.end();
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onRejection);
  process.on('beforeExit', onEnd);
  own.onOver = () => {
    process.removeListener('uncaughtException', onException);
    process.removeListener('unhandledRejection', onRejection);
    process.removeListener('beforeExit', onEnd);
    if (root === own) root = outer;
  };
  return own;
}

// Takes those of a file that another process runs.
const pipe = {
  push(event) {
    process.stdout.write(require('internal/test/run').encode(event));
  },
  end(success) {
    if (!success) process.exitCode = 1;
  },
};

const getRoot = () => (root ?? startRoot(
  process.env.NODE_TEST_CONTEXT === 'child-v8' ? pipe : new ConsoleSink()));

// The test that the script is in, or the root.
function parentTest() {
  const test = current.getStore();
  return test === undefined || test.root.isOver ? getRoot() : test;
}

async function startTop(test) {
  await test.root.ready0;
  await test.start();
}

function begin(Kind, name, options, fn, extra, caller) {
  const parent = parentTest();
  const test = parent.create(Kind, name, options, fn, extra, locate(caller));
  if (parent.type === 'suite') return PromiseResolve();
  return ended(parent.parent === null ? startTop(test) : test.start());
}

function makeTestFunction(Kind) {
  const test = (name, options, fn) => begin(Kind, name, options, fn, undefined, test);
  const words = ['expectFailure', 'skip', 'todo', 'only'];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const made = (name, options, fn) =>
      begin(Kind, name, options, fn, { __proto__: null, [word]: true }, made);
    ObjectDefineProperty(made, 'name', { __proto__: null, value: '', configurable: true });
    test[word] = made;
  }
  return test;
}

function makeHook(which) {
  const hook = (fn, options) => {
    parentTest().createHook(which, fn, options ?? { __proto__: null });
  };
  ObjectDefineProperty(hook, 'name', { __proto__: null, value: '' });
  return hook;
}

module.exports = {
  current,
  makeHook,
  makeTestFunction,
  register,
  startRoot,
  Suite,
  Test,
  validateOneOf,
};
