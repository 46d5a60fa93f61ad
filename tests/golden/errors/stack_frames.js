// Frames that the program doesn't write: of generators in loops, of constructors, of built-ins.
const frames = (f) => {
  try { f(); } catch (e) {
    const lines = e.stack.split('\n').filter((line) => line.startsWith('    at '));
    console.log(lines.slice(0, 3).map((line) => line.replace(/\(?\/.*\//, '(').trim()).join(' | '));
  }
};
function* numbers() { yield o.missing.x; }
function* outer() { yield* numbers(); }
const o = {};
frames(() => { for (const n of numbers()); });
frames(() => { const [n] = numbers(); });
frames(() => { outer().next(); });
frames(() => { for (const n of (function* () { o.missing.x; })()); });

class Base {}
frames(() => { class A { x = o.missing.x; } new A(); });
frames(() => { class A { x = o.missing.x; constructor() {} } new A(); });
frames(() => { class A extends Base { x = o.missing.x; constructor() { super(); } } new A(); });
frames(() => { class A extends Base { constructor() {} } new A(); });
frames(() => { class A extends Base { constructor() { super(); super(); } } new A(); });
frames(() => { class A extends Base { constructor() { return 1; } } new A(); });

frames(() => new Array(-1));
frames(() => new Proxy(1, {}));
frames(() => 'a'.replace(/a/, () => o.missing.x));
frames(() => [1].map(() => o.missing.x));
