// qs: nested queries, arrays, options, the way back.
const qs = require('qs');

for (const [text, options] of [
  ['a[b][c]=1&a[b][d]=2&e=5'], ['a[]=b&a[]=c&a=d'], ['a[1]=x&a[0]=y&a[30]=z'], ['a[b]=c&a=d'], ['foo.bar=1&x.y.z=2', { allowDots: true }], ['a;b=c', { delimiter: ';' }],
  ['?a=b&c', { ignoreQueryPrefix: true, strictNullHandling: true }], ['a[b][c][d][e][f][g]=deep', { depth: 2 }], ['a=1&a=2', { duplicates: 'last' }], ['a[]=&b=&c', { allowEmptyArrays: true }],
  ['a=%82%b1', { decoder: (text) => text.toUpperCase() }], ['utf8=%E2%9C%93&a=%C3%BC', { charsetSentinel: true, charset: 'iso-8859-1' }], ['a=1,2,3', { comma: true }], ['toString=1&__proto__[x]=2&hasOwnProperty=y'],
  ['toString=1', { allowPrototypes: true }], ['a[b]=1', { plainObjects: true }], ['a[2]=x', { arrayLimit: 1 }], ['a[1]=c', { allowSparse: true }], ['a=&#9786;', { interpretNumericEntities: true, charset: 'iso-8859-1', charsetSentinel: true }], ['a&b=1&b[c]=2&=3&[]=4&[x]=5'],
]) console.log(text, qs.parse(text, options));
const value = { a: { b: [1, { c: null }], d: new Date(0) }, e: undefined, f: '', g: true, h: 'ü &=', i: [] , j: Buffer.from('buf'), k: 5n };
for (const options of [{}, { encode: false }, { arrayFormat: 'brackets' }, { arrayFormat: 'repeat', allowDots: true }, { arrayFormat: 'comma' }, { skipNulls: true }, { strictNullHandling: true }, { addQueryPrefix: true, delimiter: ';' }, { encodeValuesOnly: true }, { sort: (a, b) => b.localeCompare(a) }, { filter: ['a', 'b', 0] }, { filter: (prefix, v) => (v instanceof Date ? v.getTime() + 1 : v) }, { format: 'RFC1738' }, { charset: 'iso-8859-1', charsetSentinel: true }, { serializeDate: (d) => `date-${+d}` }, { encoder: (text, d, charset, type) => `${type[0]}(${text})` }, { indices: false, allowEmptyArrays: true }]) {
  console.log(options, qs.stringify(value, options));
}
const cyclic = { x: {} };
cyclic.x.y = cyclic;
for (const wrong of [() => qs.stringify(cyclic), () => qs.parse('a', { charset: 'utf-16' }), () => qs.parse('a=1&b=2', { parameterLimit: 1, throwOnLimitExceeded: true }), () => qs.parse('a[b][c]=1', { depth: 1, strictDepth: true }), () => qs.stringify({}, { encoder: 5 })]) {
  try {
    console.log(wrong());
  } catch (error) {
    console.log(String(error));
  }
}
console.log(qs.formats, qs.parse({ 'a[b]': 1, 'a[c]': [2] }), qs.parse(qs.stringify({ deep: { er: { est: ['1', '2'] } } })));
