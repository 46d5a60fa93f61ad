const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function main() {
  await Promise.all([3, 1].map(async (n) => {
    await sleep(n);
    console.log('item', n);
  }));
  console.log('all have ended');
}

main();
