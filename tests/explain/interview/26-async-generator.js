async function* count() {
  console.log('started');
  yield 1;
  console.log('between');
  yield 2;
}

const numbers = count();
numbers.next().then(({ value }) => console.log('first', value));
numbers.next().then(({ value }) => console.log('second', value));
console.log('script');
