// gc-stress: 1000 because it makes hundreds of thousands of strings
// Groups may be nested deeply, and there may be many: patterns are read, compiled and run in linear
// time, as literals and through RegExp.
const nested = (open, depth, close) => open.repeat(depth) + 'a' + close.repeat(depth);

console.log(new RegExp(nested('(?:', 100_000, ')')).test('bab'));
console.log(eval(`/${nested('(?:', 100_000, ')')}/`).exec('bab').index);

const captures = new RegExp(nested('(', 3000, ')')).exec('bab');
console.log(captures.length, captures.index, captures.at(-1));

console.log(new RegExp(nested('(?:', 3000, ')?')).exec('ab')[0]);
console.log(new RegExp(nested('(?:b|', 3000, ')')).exec('ca').index);
console.log(new RegExp(nested('(?=', 3000, ')')).exec('ba').index);
console.log(new RegExp(nested('(?<=c|', 1000, ')')).exec('ba').index);

// 3,000 named groups work.
const named = (count) => Array.from({ length: count }, (_, k) => `(?<n${k}>a)?`).join('');
const { groups } = new RegExp(named(3000)).exec('aa');
console.log(Object.keys(groups).length, groups.n0, groups.n1, groups.n2);

// There are limits, which are found in linear time too.
for (const pattern of [named(300_000), nested('(', 100_000, ')')]) {
  try {
    new RegExp(pattern);
  } catch (error) {
    console.log(error.name, error.message.slice(-20));
  }
  try {
    eval(`/${pattern}/`);
  } catch (error) {
    console.log(error.name, error.message.slice(-20));
  }
}
