// `let` in a for head makes a fresh binding for each turn; `var` has one.
const lets = [];
for (let i = 0; i < 3; i++) lets.push(() => i);
console.log(lets.map((f) => f()));

const vars = [];
for (var v = 0; v < 3; v++) vars.push(() => v);
console.log(vars.map((f) => f()));

// The copy is made before the update expression: closures in the body may change it.
const seen = [];
for (let i = 0; i < 6; i++) {
  const bump = () => i++;
  bump();
  seen.push(() => i);
}
console.log(seen.map((f) => f()));

// Closures of the initialiser see the first copy, which no turn uses.
let first;
for (let i = 0, get = () => i; i < 2; i++) first ??= get;
console.log(first());

// Closures of the test and of the update see the turn's copy.
const fromTest = [];
const fromUpdate = [];
for (let i = 0; fromTest.push(() => i), i < 2; fromUpdate.push(() => i), i++);
console.log(fromTest.map((f) => f()), fromUpdate.map((f) => f()));

// for-in and for-of as well, const too.
const of = [];
for (const x of ['p', 'q']) of.push(() => x);
for (const k in { r: 1, s: 2 }) of.push(() => k);
console.log(of.map((f) => f()).join(''));
