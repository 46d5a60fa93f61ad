// Counts calls of functions: https://nodejs.org/api/assert.html#class-assertcalltracker

const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_UNAVAILABLE_DURING_EXIT },
} = require('internal/errors');
const AssertionError = require('internal/assert/assertion_error');
const { validateUint32 } = require('internal/validators');

const noop = [() => {}][0];

class CallTracker {
  #checks = new Set();
  #tracked = new WeakMap();

  #find(tracked) {
    const check =
      tracked !== null && (typeof tracked === 'object' || typeof tracked === 'function')
        ? WeakMapPrototypeGet(this.#tracked, tracked)
        : undefined;
    if (check === undefined)
      throw new ERR_INVALID_ARG_VALUE('tracked', tracked, 'is not a tracked function');
    return check;
  }

  reset(tracked) {
    if (tracked === undefined) SetPrototypeForEach(this.#checks, (check) => (check.calls = []));
    else this.#find(tracked).calls = [];
  }

  getCalls(tracked) {
    return ObjectFreeze(ArrayPrototypeSlice(this.#find(tracked).calls));
  }

  calls(fn, expected = 1) {
    if (require('process')._exiting) throw new ERR_UNAVAILABLE_DURING_EXIT();
    if (typeof fn === 'number') {
      expected = fn;
      fn = noop;
    } else if (fn === undefined) {
      fn = noop;
    }
    validateUint32(expected, 'expected', true);
    const check = { calls: [], expected, stackTrace: new Error(), name: fn.name || 'calls' };
    const tracked = new Proxy(fn, {
      __proto__: null,
      apply(target, self, args) {
        ArrayPrototypePush(
          check.calls,
          ObjectFreeze({ thisArg: self, arguments: ObjectFreeze(args) }),
        );
        return ReflectApply(target, self, args);
      },
    });
    SetPrototypeAdd(this.#checks, check);
    WeakMapPrototypeSet(this.#tracked, tracked, check);
    return tracked;
  }

  report() {
    const errors = [];
    SetPrototypeForEach(this.#checks, ({ calls, expected, name, stackTrace }) => {
      if (calls.length === expected) return;
      ArrayPrototypePush(errors, {
        message:
          `Expected the ${name} function to be executed ${expected} time(s) ` +
          `but was executed ${calls.length} time(s).`,
        actual: calls.length, expected, operator: name, stack: stackTrace,
      });
    });
    return errors;
  }

  verify() {
    const errors = this.report();
    if (errors.length === 0) return;
    throw new AssertionError({
      message:
        errors.length === 1
          ? errors[0].message
          : 'Functions were not called the expected number of times',
      details: errors,
    });
  }
}

module.exports = CallTracker;
