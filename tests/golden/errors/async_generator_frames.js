// The frames of async generators: who called `next`, or, after an await, who waits for what it
// gives.
const show = (error) => {
  // Node's own frames are left out.
  const lines = error.stack.split('\n').filter((line) => !line.includes('node:internal'));
  console.log(lines.join('\n'));
};

async function* atOnce() {
  throw new Error('at once');
}
async function* later() {
  await null;
  throw new Error('later');
}
async function* second() {
  yield 1;
  throw new Error('second');
}

class Source {
  async *items() {
    await null;
    throw new Error('method');
  }
}

async function loop(source) {
  try {
    for await (const item of source) console.log('item', item);
  } catch (error) {
    show(error);
  }
}

async function main() {
  await loop(atOnce());
  await loop(later());
  await loop(second());
  await loop(new Source().items());
  try {
    await atOnce().next();
  } catch (error) {
    show(error);
  }
  for (const receiver of [{}, 1]) {
    await atOnce()
      .next.call(receiver)
      .catch((error) => console.log(error.message));
  }
}

try {
  (function* () {})().return.call([]);
} catch (error) {
  console.log(error.message);
}
main();
