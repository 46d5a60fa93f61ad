// Rest collects, spread hands out.
const rest = (first, ...others) => [first, others];
console.log(rest(), rest(1), rest(1, 2, 3));
console.log(Math.max(...[3, 9, 4], 5, ...new Set([12, 1])));

// Spread takes any iterable, and turns holes into undefined.
console.log([...'h😀i'], [...[, 1]], [...new Map([['k', 'v']])]);
function* gen() { yield 1; yield 2; }
console.log([0, ...gen(), 3, ...gen()]);

// Object spread copies own enumerable properties, and calls getters.
let reads = 0;
const source = { a: 1, get b() { reads++; return 2; }, [Symbol.for('s')]: 3 };
Object.defineProperty(source, 'hidden', { value: 4, enumerable: false });
const copy = { z: 0, ...source, a: 'after' };
console.log(copy, reads);
console.log({ ...'hi', ...null, ...undefined, ...5, ...[7] });

// It defines: setters of the target are not called.
const target = { set x(v) { console.log('never'); }, ...{ x: 1 } };
console.log(Object.getOwnPropertyDescriptor(target, 'x').value);

// Object rest: what was not named, own and enumerable.
const { a, ...others } = source;
console.log(a, others, reads);

// In calls of constructors and methods; evaluation is left to right.
class P { constructor(...xs) { this.xs = xs; } }
console.log(new P(...[1, 2], 3).xs);
const log = [];
const t = (v) => (log.push(v), v);
Math.max(t(1), ...[t(2), t(3)], t(4));
console.log(log.join());

try { f(...undefined); } catch (e) { console.log(e.name, e.message); }
try { Math.max(...undefined); } catch (e) { console.log(e.name); }
try { [...{}]; } catch (e) { console.log(e.name); }
