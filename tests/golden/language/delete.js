// delete removes own configurable properties and tells whether the property is gone.
const o = { a: 1, b: 2, get c() { return 3; } };
console.log(delete o.a, 'a' in o, delete o['b'], delete o.c, delete o.none, o);

const fixed = Object.defineProperty({}, 'x', { value: 1 });
console.log(delete fixed.x, fixed.x, delete [].length, delete 'str'.length, delete 'str'[0], delete Math.PI);

// Not the prototype's.
const child = Object.create({ inherited: 1 });
console.log(delete child.inherited, child.inherited);

// Array elements leave a hole.
const a = [1, 2, 3];
delete a[1];
console.log(a, a.length, 1 in a);
delete a[2];
console.log(a.length);

// Variables can't be deleted; other expressions are evaluated.
let v = 1;
var n = 0;
console.log(delete v, v, delete (n++, n), n, delete (() => {})());

// Objects used as dictionaries.
const dict = {};
for (let i = 0; i < 200; i++) dict['key' + i] = i;
for (let i = 0; i < 200; i++) if (i % 7) delete dict['key' + i];
dict.key1 = 'back';
console.log(Object.keys(dict).length, Object.keys(dict).slice(-3), dict.key7, dict.key8);
for (const k in dict) delete dict[k];
console.log(dict, Object.keys(dict).length);
