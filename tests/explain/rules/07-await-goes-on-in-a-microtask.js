const later = new Promise((resolve) => setTimeout(resolve, 5));

async function f() {
  console.log('begin');
  await null;
  console.log('after a value');
  await later;
  console.log('after a promise');
}

f();
console.log('script');
