// Functions, classes and their properties.
function declared(a, b) {}
class A {}
class B extends A { static s = 1; static m() {} }
console.log(declared, () => {}, function () {}, A, B, class {}, class extends A {}, async function af() {}, function* gf() {}, async function* agf() {}, async () => {});
console.log([declared, A, Math.max, Array, Symbol], declared.bind(), { method() {} }.method, Object.getOwnPropertyDescriptor({ get x() { return 1; } }, 'x').get);
const f = Object.assign(() => {}, { a: 1, b: { c: 2 } });
console.log(f, [f], { f });
Object.defineProperty(declared, 'name', { value: 'renamed' });
console.log(declared, Object.defineProperty(() => {}, 'name', { value: 5 }), Object.setPrototypeOf(function x() {}, null), class extends null {}, class N extends null {});
console.log(declared.prototype, A.prototype, B.prototype, declared.prototype.constructor === declared);
console.log((function* g() {})(), (async function* ag() {})(), (function* () {}).prototype, eval);
