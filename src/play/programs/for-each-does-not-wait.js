// forEach drops the promise of an async callback: nobody waits for it.
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function copy(files) {
  files.forEach(async (file) => {
    await sleep(10);
    console.log('copied', file);
  });
  console.log('all copied?');
}

async function copyAll(files) {
  await Promise.all(files.map(async (file) => {
    await sleep(10);
    console.log('copied', file);
  }));
  console.log('all copied!');
}

copy(['a', 'b']).then(() => sleep(20)).then(() => copyAll(['c', 'd']));
