// sort is stable, compares as strings by default, puts undefined and then holes at the end.
console.log([10, 9, 1, 100, 2].sort(), ['b', undefined, 'a', , 'c'].sort(), [3, 1, 2].sort((a, b) => b - a), [true, false, null, 'null', -1].sort());
const people = [['Ann', 30], ['Bob', 25], ['Cid', 30], ['Dan', 25], ['Eve', 30]];
console.log(people.sort((a, b) => a[1] - b[1]).map((p) => p[0]).join());

// Stability over many elements, with few keys.
const many = Array.from({ length: 500 }, (_, i) => ({ key: (i * 7919) % 5, i }));
many.sort((a, b) => a.key - b.key);
console.log(many.every((x, j) => j === 0 || many[j - 1].key < x.key || (many[j - 1].key === x.key && many[j - 1].i < x.i)));
const numbers = Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1009);
numbers.sort((a, b) => a - b);
console.log(numbers.every((x, i) => i === 0 || numbers[i - 1] <= x), numbers[0], numbers[999]);

// Odd comparators: booleans, NaN, strings, always the same.
console.log([3, 1, 2].sort(() => 0), [3, 1, 2].sort(() => NaN), [1, 2, 3].sort(() => -1).length, [3, 1, 2].sort((a, b) => String(a - b)));
for (const bad of [null, 1, 'x', {}]) { try { [2, 1].sort(bad); } catch (e) { console.log(e.message); } }
console.log([2, 1].sort(undefined));
try { [3, 2, 1].sort(() => { throw new Error('compare'); }); } catch (e) { console.log(e.message); }

// Unicode order is by code units; toString is called; mixed types.
console.log(['é', 'z', 'a', 'Z', '😀', '\uffff'].sort().join(' '), [[2, 1], [10], [1, 5]].sort(), [{ toString: () => 'b' }, 'a', 'c'].sort().map(String));
console.log([1, -1, -0, 0, Infinity, NaN, -Infinity].sort(), [1, -1, 0, Infinity, -Infinity].sort((a, b) => a - b));
console.log([].sort.call({ length: 3, 0: 'c', 1: 'a', 2: 'b' }), [, , 1].sort(), [undefined, 3, undefined, 1].sort((a, b) => { if (a === undefined || b === undefined) throw 1; return a - b; }));
