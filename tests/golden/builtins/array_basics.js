// Making arrays, and what length does.
console.log([], [1, 2], new Array(3), new Array(3, 4), Array(2).length, Array.of(7), Array.of(1, 2), Array.isArray([]), Array.isArray({ length: 0 }));
console.log(Array.from('héy'), Array.from({ length: 3 }, (_, i) => i * i), Array.from(new Set([1, 1, 2])), Array.from({ length: 2, 0: 'a' }), Array.from(5));
const a = [1, 2, 3];
a.length = 1;
a[3] = 4;
console.log(a, a.length, 2 in a);
a.length = 6;
console.log(a, a.at(-3), a.at(0), a.at(9));
a['5'] = 'five'; a['05'] = 'name'; a[-1] = 'negative'; a[1.5] = 'float';
console.log(a, a.length, Object.keys(a).join());
for (const n of [-1, 1.5, NaN, 'x', 2 ** 32]) { try { [].length = n; console.log('fine'); } catch (e) { console.log(e.name, e.message); } }
for (const n of [-1, 1.5, 2 ** 32]) { try { new Array(n); } catch (e) { console.log(e.name, e.message); } }
console.log(new Array('3'), new Array(undefined), [,].length, [, ,].length, [1, , 2].length);

// Very large indices are plain properties; sparse arrays work.
const sparse = [];
sparse[4294967294] = 'last index';
sparse[4294967295] = 'a name';
console.log(sparse.length, Object.keys(sparse).join());
const big = [];
big[1000000] = 1;
console.log(big.length, big.indexOf(1), Object.keys(big).length);
try { sparse.push(1); } catch (e) { console.log(e.name, e.message); }

// length can be fixed; a non-configurable element stops shrinking.
const fixed = Object.defineProperty([1, 2, 3], 'length', { writable: false });
try { fixed.push(4); } catch (e) { console.log(e.message); }
const stuck = Object.defineProperty([1, 2, 3], 1, { configurable: false });
stuck.length = 0;
console.log(fixed, stuck);
