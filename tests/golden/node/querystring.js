// querystring: parse, stringify, escape, also with other separators and functions.
const qs = require('querystring');

console.log(Object.keys(qs).map((key) => `${key}=${qs[key].name}/${qs[key].length}`).join(' '));
for (const text of ['a=1&b=2', 'a=1&a=2&a=3', '', '&&a', 'a', 'a=', '=b', 'a=b=c', 'a+b=c+d', 'a%20b=%E6%97%A5', 'a=%zz', '%', 'a[]=1&a[]=2',
  '__proto__=1&hasOwnProperty=x']) {
  console.log(JSON.stringify(text), qs.parse(text));
}
console.log(qs.parse('a:1;b:2', ';', ':'), qs.parse('a=1&b=2&c=3', null, null, { maxKeys: 2 }));
console.log(qs.parse('a=%41&b=x+y', null, null, { decodeURIComponent: (text) => `<${text}>` }));
for (const object of [{ a: 1, b: [1, 'x', true], c: '', d: null, e: undefined, f: NaN, g: 10n, h: {} }, {}, null, 'x', [1, 2],
  { 'é&': '=?' }, { big: 1e21 }]) {
  console.log(JSON.stringify(qs.stringify(object)), qs.stringify(object, ';', ':'));
}
console.log(qs.stringify({ a: 'b c' }, null, null, { encodeURIComponent: (text) => text.toUpperCase() }));
console.log(qs.escape('a b&é/'), qs.unescape('a%20b%'), qs.unescapeBuffer('%41%zz'), qs.escape(5), qs.escape({}));
try {
  qs.escape('\ud800');
} catch (error) {
  console.log(error.name, error.code, error.message);
}
