// JSON.parse: strict about its grammar, with a reviver.
console.log(JSON.parse('{"a": [1, -2.5e3, "s", true, null], "b": {"c": {}}}'), JSON.parse(' \n\t"x" '), JSON.parse('-0'), JSON.parse('1E+2'), JSON.parse('"\\u0041\\n\\/\\ud83d\\ude00"'));
console.log(JSON.parse('{"a":1,"a":2}'), JSON.parse('{"__proto__": 1}'), Object.keys(JSON.parse('{"__proto__": 1, "2": 1, "1": 1}')), JSON.parse('[]'), JSON.parse('{"":0}'), JSON.parse(null), JSON.parse([5]));
const bad = ['', ' ', '{', '[', '[1', '[1,', '[1,]', '{"a"', '{"a":', '{"a":1', '{"a":1,}', '{a:1}', "{'a':1}", '01', '1.', '.5', '+1', '1e', '0x1', '-', 'tru', 'nul', 'undefined', 'NaN', '"a', '"\n"', '"\\x"', '"\\u12"', '[1] 2', '1 1', '{"a":1 "b":2}', '[1 2]', '//', '\u00a01', '"\t"', '{"a":1}}'];
for (const text of bad) { try { console.log('fine', JSON.parse(text)); } catch (e) { console.log(e.name + ': ' + e.message); } }

// The reviver sees inner values first; undefined deletes.
console.log(JSON.parse('{"a":1,"b":[2,3],"c":"x"}', (k, v) => (typeof v === 'number' ? v * 2 : v)), JSON.parse('[1,2,3]', (k, v) => (v === 2 ? undefined : v)));
const log = [];
JSON.parse('{"x":[1,{"y":2}],"z":3}', function (k, v) { log.push(`${k || '(root)'}=${JSON.stringify(v)}`); return v; });
console.log(log.join(' '));
console.log(JSON.parse('5', (k, v) => [k, v]), JSON.parse('{"a":{"b":1}}', (k, v) => (k === 'b' ? 'revived' : v)));
const deep = '['.repeat(3000) + ']'.repeat(3000);
let depth = 0;
for (let at = JSON.parse(deep); at; at = at[0]) depth++;
console.log(depth, JSON.stringify(JSON.parse(deep)) === deep);
for (const v of [{ a: [1, { b: null }], s: 'é😀"\\' }, [], 'x', 1.5, true]) console.log(JSON.stringify(JSON.parse(JSON.stringify(v))) === JSON.stringify(v));
