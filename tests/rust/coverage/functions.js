'use strict';
// Functions of all kinds: what never ran was never lowered.
function called(a, b = a + 1) {
  return a + b;
}
called(1);
called(1, 2);
called(1, undefined);
function uncalled(x) {
  function inner() {
    return x;
  }
  if (x) {
    return inner();
  }
  return () => {
    return x;
  };
}
const arrow = (x) => x + 1;
const block = (x) => {
  return x;
};
arrow(1);
const object = {
  method() {
    return 1;
  },
  get accessor() {
    return 2;
  },
  set accessor(value) {
    called(value);
  },
};
object.method();
object.accessor;
class Base {
  field = 1;
  static made = 0;
  static {
    Base.made++;
  }
  constructor(x) {
    this.x = x;
    Base.made++;
  }
  unused() {
    return this.field;
  }
  used() {
    return this.x;
  }
}
class Derived extends Base {
  constructor() {
    super(5);
    this.y = 1;
  }
}
new Derived().used();
new Base(1);
function* numbers(limit) {
  for (let i = 0; i < limit; i++) {
    yield i;
  }
  return limit;
}
for (const number of numbers(3)) {
  called(number);
}
for (const number of numbers(5)) {
  if (number === 1) break;
}
function* either(first) {
  const got = yield first;
  if (got) {
    yield 'yes';
  } else {
    yield 'no';
  }
}
const it = either(1);
it.next();
it.next(true);
it.next();
async function waits(value) {
  const a = await value;
  if (await a) {
    await null;
    called(1);
  } else {
    called(2);
  }
  for (let i = 0; i < 2; i++) {
    await i;
  }
  return a;
}
async function fails() {
  try {
    await Promise.reject(new Error('z'));
    called(3);
  } catch {
    await null;
    called(4);
  } finally {
    called(5);
  }
}
async function* stream() {
  yield 1;
  await null;
  yield 2;
}
waits(1).then(async (value) => {
  await fails();
  for await (const part of stream()) {
    called(part);
  }
  return value;
});
