// args: --script
// In a classic script top-level var and function are properties of the global object.
var declared = 1;
let lexical = 2;
function named() { return this === globalThis; }
implicit = 3;
console.log(globalThis.declared, globalThis.lexical, globalThis.implicit, globalThis.named === named);
console.log(this === globalThis, named());
console.log(delete globalThis.declared, typeof declared, delete globalThis.implicit, typeof implicit);
globalThis.added = 4;
console.log(added, typeof added);
const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, 'declared');
console.log(value, writable, enumerable, configurable);
var undefined = 5;
console.log(undefined, NaN = 1, NaN);
{ function inBlock() {} }
console.log(typeof globalThis.inBlock);
