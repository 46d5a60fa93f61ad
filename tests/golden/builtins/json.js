// JSON: what is read, what is written, and what errors say.
const tryTo = (text) => {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
for (const text of ['{"b":1,"a":[1,2.5,-0,1e400],"1":null}', '{"a":1,"a":2}', '"\\u0041\\n"', '', '{', '[1,]', '{"a":1,}', '{a:1}', '01', 'undefined', '"\n"', '[1,2,3,4,5,6,7,8,9,10,x,11,12,13]', '{\n  "a": 1\n  "b": 2\n}']) {
  console.log(tryTo(text));
}

// A reviver sees values from the inside out, and the source text of primitive ones.
JSON.parse('{"big":12345678901234567890,"list":[1.0]}', function (key, value, { source }) {
  console.log(JSON.stringify(key), source);
  return value;
});
console.log(Object.keys(JSON.parse('{"__proto__":1}')));

// Replacers, indentation, toJSON, wrappers.
console.log(JSON.stringify({ a: [1, { b: undefined }], c: {}, d: [] }, null, 2));
console.log(JSON.stringify({ a: 1, b: 2, 1: 3 }, ['b', 1]));
console.log(JSON.stringify({ a: 1, b: 'x' }, (key, value) => (key === 'a' ? [value] : value), '--'));
console.log(JSON.stringify([new Number(1), new String('s'), Object(true), new Date(0), () => 1, Symbol(), NaN]));
console.log(JSON.stringify({ toJSON: (key) => `called with ${JSON.stringify(key)}` }));
console.log(JSON.stringify('\ud800"\\\u0007'), JSON.stringify({ n: JSON.rawJSON('1e1000') }));

// Cycles are drawn.
const cycle = { name: 'x', inner: { list: [] } };
cycle.inner.list.push(cycle);
try {
  JSON.stringify(cycle);
} catch (error) {
  console.log(error.message);
}
