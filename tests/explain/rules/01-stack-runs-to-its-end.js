function greet(name) {
  console.log('hello', name);
}

setTimeout(() => console.log('later'), 0);
greet('Ada');
for (let n = 0; n < 2; n++) console.log('loop', n);
console.log('end');
