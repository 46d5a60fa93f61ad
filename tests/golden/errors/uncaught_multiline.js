// exit: 1
// A long expression over several lines: the mark is where it failed.
const list = [1, 2, 3];
const result = list
  .map((x) => x * 2)
  .filter((x) => x > 2)
  .nope()
  .map(String);
console.log(result);
