// Methods that syntax and other built-ins go by, replaced before anything else is done.
const said = [];
const say = (text) => said.push(text);
const original = {};
function replace(object, key, make) {
  const before = object[key];
  original[String(key)] = before;
  object[key] = make(before);
}

replace(Set.prototype, 'add', (add) => function (value) { say(`add ${value}`); return add.call(this, value); });
replace(Map.prototype, 'set', (set) => function (key, value) { say(`set ${key}`); return set.call(this, key, value); });
console.log(new Set([1, 2]).size, new Map([[1, 2]]).size, said.splice(0));

replace(Array.prototype, Symbol.iterator, (values) => function* () { say('iterate'); yield* values.call(this); });
const [first, ...rest] = [1, 2, 3];
console.log(first, rest, Math.max(...[4, 5]), new Set('ab').size, Array.from([6]), said.splice(0));
Array.prototype[Symbol.iterator] = original['Symbol(Symbol.iterator)'];

const iterators = Object.getPrototypeOf([].values());
replace(iterators, 'next', (next) => function () { const step = next.call(this); say(`next ${step.value}`); return step; });
for (const item of [7]) say(`item ${item}`);
console.log(said.splice(0));
iterators.next = original.next;

replace(Array.prototype, 'join', () => function () { return 'joined'; });
console.log(String([1, 2]), `${[3]}`, [[4], [5]].toString());
Array.prototype.join = original.join;

replace(Array.prototype, 'constructor', () => ({ [Symbol.species]: function (length) { this.made = length; } }));
console.log([1, 2].map((x) => x).made, [1, 2, 3].filter(Boolean).made);
Array.prototype.constructor = original.constructor;

replace(RegExp.prototype, 'exec', (exec) => function (text) { say(`exec ${text}`); return exec.call(this, text); });
console.log(/b/.test('abc'), 'abc'.replace(/b/, 'x'), 'abc'.search(/c/), said.splice(0));
Object.defineProperty(RegExp.prototype, 'flags', { get() { say('flags'); return 'g'; } });
console.log('aaa'.replaceAll(/a/g, 'b'), said.splice(0)[0]);

replace(Promise.prototype, 'then', (then) => function (...handlers) { say('then'); return then.apply(this, handlers); });
(async () => {
  await null;
  say('after a value');
  await Promise.resolve();
  say('after a promise');
  await new Promise((resolve) => resolve(Promise.resolve()));
  console.log(said.splice(0));
  Promise.resolve = () => { throw new Error('resolve was replaced'); };
  await Promise.all([1]).catch((error) => console.log(error.message));
})();
