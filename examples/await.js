// async and await: code that waits without blocking anything else.

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// A slow operation, as a request to a server would be.
async function load(name, ms) {
  console.log(`  ${name}: asked`);
  await sleep(ms);
  console.log(`  ${name}: answered`);
  return name.toUpperCase();
}

// An async function that fails rejects its promise; await turns that into an exception.
async function broken() {
  await sleep(5);
  throw new Error('the server is on fire');
}

async function main() {
  console.log('one after the other:');
  const a = await load('a', 20);
  const b = await load('b', 10);
  console.log(' ', a, b);

  // Both are started before either is awaited: they wait at the same time.
  console.log('together:');
  const both = await Promise.all([load('c', 20), load('d', 10)]);
  console.log(' ', ...both);

  console.log('errors:');
  try {
    await broken();
  } catch (error) {
    console.log('  caught:', error.message);
  } finally {
    console.log('  finally, as always');
  }

  // allSettled waits for all of them, whatever becomes of them.
  const results = await Promise.allSettled([load('e', 5), broken()]);
  for (const { status, value, reason } of results) console.log(' ', status, value ?? reason.message);

  return 'done';
}

// main() itself gives a promise. What follows runs at once, while main waits.
main().then((result) => console.log(result));
console.log('(the script has ended, the waiting begins)');
