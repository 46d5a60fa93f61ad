// Array patterns walk an iterator; object patterns read properties.
const [a, , b = 'default', ...rest] = [1, 2, undefined, 4, 5];
console.log(a, b, rest);
const { x, y: renamed, z = 'z', ['comp' + 1]: computed } = { x: 1, y: 2, comp1: 3 };
console.log(x, renamed, z, computed);

// Nested, with defaults at every level.
const { p: { q: [first = 'f', { r = 'r' } = {}] = [] } = {} } = { p: { q: [undefined] } };
console.log(first, r);

// Assignment patterns: to any target.
const o = {};
let i = 0;
[o.one, o['tw' + 'o'], [o.three]] = [1, 2, [3]];
({ a: o.four, b: [i] } = { a: 4, b: [5] });
console.log(o, i);

// Swap; and the value of the expression is the right side.
let l = 'left', m = 'right';
const value = ([l, m] = [m, l]);
console.log(l, m, value);

// Defaults are lazy and may name functions.
let calls = 0;
const lazy = () => ++calls;
const { u = lazy(), v = lazy() } = { u: 0 };
console.log(u, v, calls);

// Strings, numbers and null.
const [c1, c2] = 'hé';
const { length } = 'abc';
const { toFixed } = 5;
console.log(c1, c2, length, typeof toFixed);
for (const f of [() => { const { a } = null; }, () => { const [a] = undefined; }, () => { const [a] = {}; },
  () => { const { a: { b } } = {}; }, () => { (({ a }) => a)(); }]) {
  try { f(); } catch (e) { console.log(e.name); }
}

// In loops, parameters and catch.
for (const [k, { n }] of new Map([['k', { n: 1 }]])) console.log(k, n);
try { throw { code: 7, rest: [8] }; } catch ({ code, rest: [r0] }) { console.log(code, r0); }
console.log(((({ a }, [b]) => a + b))({ a: 1 }, [2]));
