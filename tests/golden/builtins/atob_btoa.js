// btoa takes strings of Latin-1 characters; atob is forgiving about space and padding, and nothing else.
const show = (make) => {
  try { console.log(JSON.stringify(make())); } catch (e) { console.log(`${e.name}: ${e.message}`, e.code); }
};
for (const text of ['', 'a', 'ab', 'abc', '\xff\x00', '\u20ac', undefined, null, Symbol('x')]) show(() => btoa(text));
for (const text of [
  'YWJj', ' Y W\nJj ', 'YWI', 'YWI=', 'YWI==', 'YQ', 'YQ==', 'YQ=', 'Y', 'YWJj=', 'Y$==', 'YW J', '====', '', '=', 'YWJjY', 'YR==',
  'AA\u00a0AA', '_-__', '\tYQ==\f', 'YQ==YQ==', undefined, null, 1234,
]) show(() => atob(text));
show(() => atob());
show(() => btoa());
