// Sorting numbers, strings and objects.
const n = 30000;
let seed = 42;
const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff);
let check = 0;
for (let round = 0; round < 9; round++) {
  const numbers = Array.from({ length: n }, random);
  numbers.sort((a, b) => a - b);
  const strings = numbers.map((x) => 's' + (x % 5000)).sort();
  const people = numbers.map((x, i) => ({ age: x % 90, i })).sort((a, b) => a.age - b.age || b.i - a.i);
  check = (check + numbers[100] + strings[50].length + people[n - 1].i) | 0;
}
console.log(check);
