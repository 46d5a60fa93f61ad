const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function main() {
  [3, 1].forEach(async (n) => {
    await sleep(n);
    console.log('item', n);
  });
  console.log('forEach has ended');
}

main().then(() => console.log('main has ended'));
