// ==, === and Object.is as a table: rows and columns are the values.
const values = [undefined, null, true, false, 0, -0, 1, NaN, '', '0', '1', 'a', [], [0], ['a'], {}, 'null'];
const names = ['undef', 'null', 'true', 'false', '0', '-0', '1', 'NaN', "''", "'0'", "'1'", "'a'", '[]', '[0]', "['a']", '{}', "'null'"];
const table = (equal) => values.map((a, i) => names[i].padEnd(7) + values.map((b) => (equal(a, b) ? '#' : '.')).join('')).join('\n');
console.log(table((a, b) => a == b));
console.log(table((a, b) => a === b));
console.log(table(Object.is));

// Objects are equal to themselves only; comparison converts only when one side is primitive.
const o = { valueOf() { return 1; }, toString() { return '2'; } };
console.log(o == 1, o == '1', o == '2', o == o, o == { ...o }, o != 1, o !== 1);
console.log(Symbol.iterator == Symbol.iterator, Symbol() == Symbol(), Object(Symbol.iterator) == Symbol.iterator);
console.log(null == 0, null >= 0, undefined == 0, NaN != NaN, [NaN].includes(NaN), [NaN].indexOf(NaN));
console.log(new String('a') == 'a', new String('a') == new String('a'), '1' == 1, 'b' == { toString: () => 'b' });
