// comma, void, typeof, in, instanceof, delete, conditional.
console.log((1, 2, 3), void 0, void 'x', typeof void 0);
let i = 0;
const last = (i++, i++, i);
console.log(last);

console.log('a' in { a: 1 }, 'b' in { a: 1 }, 0 in [1], 1 in [1], 'length' in [], 'toString' in {}, Symbol.iterator in []);
for (const bad of [1, 'text', null, undefined]) {
  try { 'x' in bad; } catch (e) { console.log(e.message); }
}

console.log([] instanceof Array, [] instanceof Object, Object.create(null) instanceof Object, 5 instanceof Number, new Number(5) instanceof Number);
function F() {}
const f = new F();
console.log(f instanceof F, (F.prototype = {}, f instanceof F), f instanceof F.bind());
class Even { static [Symbol.hasInstance](n) { return n % 2 === 0; } }
console.log(2 instanceof Even, 3 instanceof Even);
for (const bad of [5, {}, null, () => {}]) {
  try { console.log({} instanceof bad); } catch (e) { console.log(e.message); }
}

const o = { a: 1, b: { c: 2 } };
console.log(delete o.a, delete o.nope, delete o.b.c, o, delete 5, delete o);
console.log(true ? 'yes' : 'no', null ? 1 : '' ? 2 : 3, true ? false ? 'a' : 'b' : 'c');

// Evaluation order: left before right, target before value.
const log = [];
const t = (n, v) => (log.push(n), v);
const obj = {};
t('obj', obj)[t('key', 'k')] = t('value', 1);
t('f', (a, b) => a)(t('arg1', 1), t('arg2', 2));
t('l', 1) + t('r', 2) * t('rr', 3);
t('a', 1) < t('b', 2);
let x = 1;
x += (x = 10, t('x', 5));
log.push(x);
console.log(log.join(' '));
try { null.x = t('value of a bad target', 1); } catch (e) { console.log(e.name, log.at(-1)); }
