const fetch = (url) => new Promise((resolve) => setTimeout(resolve, 10, url));

async function sequential() {
  console.log(await fetch('a'));
  console.log(await fetch('b'));
}

async function concurrent() {
  console.log(await Promise.all([fetch('c'), fetch('d')]));
}

sequential();
concurrent();
