// node: differs because it doesn't have these functions of ES2026 and after
// Iterators joined one behind the other and side by side, exact sums, base64 and hex.
const show = (make) => { try { console.log(make()); } catch (e) { console.log(`${e.name}: ${e.message}`); } };
console.log([...Iterator.concat([1, 2], new Set(['a']), [])], [...Iterator.concat()]);
show(() => Iterator.concat([1], 2));
console.log([...Iterator.zip([[1, 2, 3], ['a', 'b']])], [...Iterator.zip([[1], ['a', 'b']], { mode: 'longest', padding: [0] })]);
console.log([...Iterator.zipKeyed({ n: [1, 2], c: 'ab'[Symbol.iterator]() })]);
show(() => [...Iterator.zip([[1], [1, 2]], { mode: 'strict' })]);
show(() => Iterator.zip([], { mode: 'odd' }));
function* noisy(name) { try { yield 1; yield 2; } finally { console.log('closed', name); } }
for (const pair of Iterator.zip([noisy('a'), noisy('b'), [1]])) console.log(pair);

console.log(Math.sumPrecise([0.1, 0.2, 0.3, 1e300, -1e300]), Math.sumPrecise([]), Math.sumPrecise([Infinity, -Infinity]));
show(() => Math.sumPrecise([1, '2']));

const bytes = new Uint8Array([72, 228, 108, 255, 251]);
console.log(bytes.toBase64(), bytes.toBase64({ alphabet: 'base64url', omitPadding: true }), bytes.toHex());
console.log(Uint8Array.fromBase64(' SOR s//s= '), Uint8Array.fromBase64('SORs__s', { alphabet: 'base64url' }), Uint8Array.fromHex('48e46cFFfb'));
const target = new Uint8Array(4);
console.log(target.setFromBase64('SORs//s='), target, target.setFromHex('0102'), target);
show(() => Uint8Array.fromBase64('SORs//s', { lastChunkHandling: 'strict' }));
console.log(Uint8Array.fromBase64('SORs//s', { lastChunkHandling: 'stop-before-partial' }));
show(() => Uint8Array.fromBase64('S$'));
show(() => Uint8Array.fromHex('abc'));
show(() => Uint8Array.fromHex(5));
show(() => new Uint16Array(1).toHex?.());
