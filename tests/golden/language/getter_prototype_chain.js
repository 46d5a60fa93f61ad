// Lookups go up the chain; what they find decides what a write does.
const grand = {
  get hello() { return 'hello ' + this.name; },
  set only(v) { this.stored = v; },
  list: [],
  method() { return 'grand ' + this.name; },
  name: 'grand',
};
const parent = Object.create(grand, { name: { value: 'parent', writable: true, enumerable: true } });
const child = Object.create(parent);
console.log(child.hello, child.method(), child.name);
child.name = 'child';
console.log(child.hello, parent.name, Object.keys(child));
child.only = 'via setter';
console.log(child.stored, grand.stored, Object.hasOwn(child, 'only'));
child.list.push('shared');
console.log(grand.list);

// Changing the prototype at run time is seen at once, also in hot code.
const read = (o) => o.tag;
const protoA = { tag: 'A' }, protoB = { tag: 'B' };
const obj = Object.create(protoA);
let out = '';
for (let i = 0; i < 6; i++) {
  out += read(obj);
  if (i === 1) protoA.tag = 'a';
  if (i === 2) Object.setPrototypeOf(obj, protoB);
  if (i === 3) obj.tag = 'own';
  if (i === 4) delete obj.tag;
}
console.log(out);
Object.defineProperty(protoB, 'tag', { get() { return 'getter'; } });
console.log(read(obj));

// Methods replaced on the prototype while loops call them.
class K { m() { return 1; } }
const k = new K();
let total = 0;
for (let i = 0; i < 4; i++) { total += k.m(); if (i === 1) K.prototype.m = () => 10; }
console.log(total);

// Functions, arrays and primitives have chains too.
Object.prototype.everywhere = 'e';
console.log((5).everywhere, 'x'.everywhere, [].everywhere, (() => 1).everywhere, Object.create(null).everywhere);
delete Object.prototype.everywhere;
try { Object.setPrototypeOf(grand, child); } catch (e) { console.log(e.message); }
