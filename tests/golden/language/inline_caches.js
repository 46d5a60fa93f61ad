// Places that see objects of many shapes give the right answers.
const get = (o) => o.x;
const shapes = [{ x: 1 }, { y: 0, x: 2 }, { x: 3, y: 0 }, Object.create({ x: 4 }), [5], 'str', 7, () => 0, { get x() { return 8; } }];
shapes[4].x = 5;
String.prototype.x = 6;
Number.prototype.x = 'n';
Function.prototype.x = 'f';
for (let round = 0; round < 2; round++) console.log(shapes.map(get).join(' '));
delete String.prototype.x; delete Number.prototype.x; delete Function.prototype.x;

// The same object changes its shape between accesses.
const o = {};
const log = [];
for (let i = 0; i < 5; i++) {
  log.push(get(o));
  if (i === 0) o.x = 'data';
  if (i === 1) Object.defineProperty(o, 'x', { get: () => 'accessor', configurable: true });
  if (i === 2) delete o.x;
  if (i === 3) Object.setPrototypeOf(o, { x: 'inherited' });
}
console.log(log.join(' '));

// Writes: adding, changing, read-only, setter, frozen, in one place.
const set = (o, v) => { o.p = v; return o.p; };
const targets = [{}, { p: 0 }, Object.freeze({ p: 'frozen' }), { set p(v) { this.q = v; }, get p() { return 'q' + this.q; } }, Object.preventExtensions({}), Object.create(Object.freeze({ p: 'ro' }))];
console.log(targets.map((t) => set(t, 1)).join(' '), targets.map((t) => set(t, 2)).join(' '));

// Keyed access with integers, strings, symbols and objects as keys in one place.
const s = Symbol();
const box = { 0: 'zero', a: 'A', [s]: 'sym', '1.5': 'float', null: 'nul', undefined: 'und', true: 'tru', '1,2': 'arr', '-0': 'never' };
console.log([0, -0, '0', 'a', s, 1.5, null, undefined, true, [1, 2], { toString: () => 'a' }].map((k) => box[k]).join(' '));

// Two classes with the same property names.
class A { constructor(v) { this.v = v; } get() { return 'A' + this.v; } }
class B { constructor(v) { this.v = v; } get() { return 'B' + this.v; } }
let out = '';
for (let i = 0; i < 6; i++) out += (i % 2 ? new A(i) : new B(i)).get();
console.log(out);
