// Headers: joined values, order of iteration, cookies, and what it says of wrong arguments.
const headers = new Headers({ 'Content-Type': ' text/plain\t', B: 1 });
headers.append('b', '2');
headers.append('Set-Cookie', 'x=1');
headers.append('set-cookie', 'y=2');
headers.append('Cookie', 'a');
headers.append('cookie', 'b');
headers.set('A', 'last');
console.log(headers, [...headers], headers.getSetCookie());
console.log(headers.get('B'), headers.get('none'), headers.has('CONTENT-type'), headers.get('set-cookie'));
headers.set('b', 'new');
headers.delete('A');
headers.set('set-cookie', 'only');
console.log(headers, [...headers.keys()], [...headers.values()]);
headers.delete('Set-Cookie');
console.log(headers.getSetCookie(), new Headers(headers).get('cookie'));
headers.forEach(function(value, name, all) { console.log(name, value, all === headers, this === globalThis); });
const iterator = headers.entries();
console.log(iterator.next());
headers.append('aa', '1');
headers.delete('b');
console.log([...iterator], iterator, `${iterator}`, Object.keys(Object.getPrototypeOf(iterator)));
for (const init of [
  undefined, [['a', 'b'], ['A', 'c']], [new Set(['x', 'y'])], new Map([['m', 1]]), () => {}, new Proxy({ p: 1 }, {}), {},
]) console.log(new Headers(init));
console.log({ a: { b: { headers } } }, Headers, Headers.prototype, Object.prototype.toString.call(headers));
class Own extends Headers {}
console.log(new Own({ x: 'y' }), Headers.length, Object.keys(headers));

for (const wrong of [
  () => Headers(), () => new Headers(1), () => new Headers(null), () => new Headers('ab'), () => new Headers([1]),
  () => new Headers(['ab']), () => new Headers([['a']]), () => new Headers([['a', 'b', 'c']]), () => new Headers({ 'a b': 1 }),
  () => new Headers({ a: 'x\ny' }), () => new Headers({ a: '\u0100' }), () => new Headers({ '\u0100': 1 }),
  () => new Headers({ [Symbol('s')]: 1 }), () => new Headers({ a: Symbol('s') }), () => new Headers([Symbol('s')]),
  () => headers.append('a'), () => headers.append(), () => headers.append('', 'b'), () => headers.set('a', '\0'),
  () => headers.get(), () => headers.get('a b'), () => headers.has('\u0100'), () => headers.delete(''),
  () => headers.forEach(), () => headers.forEach(1), () => headers.get.call({}, 'a'), () => headers.keys.call(null),
  () => iterator.next.call({}), () => structuredClone(headers),
]) {
  try {
    console.log(wrong());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
