// Own keys: array indices ascending, then strings in order of creation, then symbols.
const o = { b: 1, 2: 1, a: 1, 1: 1, [Symbol('s')]: 1, '-1': 1, '01': 1, 4294967294: 1, 4294967295: 1, 10: 1 };
console.log(Object.keys(o).join(' '));
console.log(Object.getOwnPropertyNames(o).join(' '), Object.getOwnPropertySymbols(o).length);
console.log(o);

// Deleting and adding again moves to the end; overwriting doesn't.
const d = { x: 1, y: 2, z: 3 };
d.x = 9;
delete d.y;
d.y = 2;
console.log(Object.keys(d).join());
console.log(JSON.stringify(d), Object.entries(d).join(';'));

// Many keys, some deleted: order is kept.
const many = {};
for (let i = 0; i < 40; i++) many['k' + i] = i;
for (let i = 0; i < 40; i += 3) delete many['k' + i];
many.k0 = 'again';
console.log(Object.keys(many).join(' '));

// defineProperty keeps the place; classes and functions have their own order.
Object.defineProperty(many, 'k1', { value: 1, enumerable: true });
console.log(Object.keys(many)[0]);
const names = (f) => Object.getOwnPropertyNames(f).join();
console.log(names(function f() {}), '|', names(() => {}), '|', names(class { static m() {} }));
console.log(names([3, 4]), '|', names('ab'), '|', names({ m() {} }.m));
