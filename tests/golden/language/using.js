// A `using` declaration disposes of its value when its block ends, however it ends; the last
// resource goes first.
const resource = (name, error) => ({
  name,
  [Symbol.dispose]() {
    console.log('dispose', name);
    if (error) throw new Error(error);
  },
});
const asyncResource = (name, error) => ({
  name,
  async [Symbol.asyncDispose]() {
    console.log('dispose later', name);
    if (error) throw new Error(error);
  },
});
{
  using a = resource('a'),
    b = resource('b');
  using nothing = null;
  console.log('body', a.name, b.name, nothing);
}
function early() {
  using a = resource('of a function');
  return 'returned';
}
console.log(early());

// An error while disposing doesn't hide the one before it.
try {
  using first = resource('first', 'one');
  using second = resource('second', 'two');
  throw new Error('body');
} catch (error) {
  console.log(error.name, '-', error.message);
  console.log(error.error.message, error.suppressed.error.message, error.suppressed.suppressed.message);
}

// In loops.
for (using x of [resource('x'), resource('y')]) {
  if (x.name === 'y') break;
  console.log('in', x.name);
}
for (using once = resource('loop'); ; ) {
  console.log('once');
  break;
}

// In generators, which may be left at a yield.
function* numbers() {
  using a = resource('of a generator');
  yield 1;
  yield 2;
}
for (const number of numbers()) {
  console.log(number);
  break;
}
console.log([...numbers()]);

// What isn't allowed.
const attempts = {
  number: () => {
    using a = 1;
  },
  plain: () => {
    using a = {};
  },
  assigned: () => {
    using a = null;
    a = 1;
  },
};
for (const [what, attempt] of Object.entries(attempts)) {
  try {
    attempt();
  } catch (error) {
    console.log(`${what}: ${error}`);
  }
}
for (const text of ['using x = null', '{ using [x] = [] }', '{ using x }', 'for (using x in {});']) {
  try {
    new Function(`{ (0, eval)(${JSON.stringify(text)}) }`)();
  } catch (error) {
    console.log(text, error.name);
  }
}

// It is a name like any other where nothing is declared.
var using = 4;
using
  / 2;
console.log(using, using / 2);

// `await using` waits for each.
(async () => {
  {
    await using a = asyncResource('a');
    using b = resource('b');
    await using c = null;
    console.log('body');
  }
  console.log('after');
  try {
    await using a = asyncResource('fails', 'one');
    throw new Error('body');
  } catch (error) {
    console.log(error.name, error.error.message, error.suppressed.message);
  }
  for (await using x of [asyncResource('p'), resource('q')]) console.log('in', x.name);
  async function* later() {
    await using a = asyncResource('of an async generator');
    yield 1;
    yield 2;
  }
  for await (const number of later()) {
    console.log(number);
    break;
  }
})();
