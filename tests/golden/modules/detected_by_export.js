// So does an export; modules are strict.
export const a = 1;
export default function named() { return this; }
export { a as b };
export class C {}
console.log(named(), this, a, C.name);
try {
  undeclared = 1;
} catch (e) {
  console.log(e.name);
}
