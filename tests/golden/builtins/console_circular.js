// Circular references are marked with numbers.
const a = { name: 'a' };
a.self = a;
console.log(a);
const b = { list: [1], inner: { deep: {} } };
b.list.push(b.list);
b.inner.deep.up = b.inner;
b.root = b;
console.log(b);
const l = [];
l.push(l, [l]);
console.log(l);
const m = new Map();
m.set('me', m).set(m, 'key');
const s = new Set();
s.add(s);
console.log(m, s);
class Tree { constructor() { this.children = []; } add() { const t = new Tree(); t.parent = this; this.children.push(t); return t; } }
const root = new Tree();
root.add();
console.log(root);
const shared = { s: 1 };
console.log([shared, shared], { x: shared, y: { z: shared } });
const f = () => {};
f.self = f;
console.log(f);
