// Functions live on after the texts that made them are forgotten, among many texts that aren't kept.
const indirect = eval;
const kept = [];
for (let i = 0; i < 300; i++) {
  const direct = eval(`(x => { const y = ${i}; return () => x + y + "-${i}"; })`);
  const made = new Function('a', `return [a, "text ${i}", /r${i}+/.source, ${i}n].join()`);
  const whole = indirect(`class C${i} { #p = "p${i}"; static s = "s${i}"; get [\`k${i}\`]() { return this.#p } } C${i}`);
  if (i % 100 === 7) kept.push([direct(i), made, whole]);
}
for (const [closure, made, whole] of kept) {
  const i = whole.name.slice(1);
  console.log(closure(), made('a'), new whole()[`k${i}`], whole.s);
  console.log(String(closure), String(made), made.name, closure.length);
  console.log(String(whole));
}

// An eval inside an eval inside a function that nothing else keeps.
function nest() {
  let secret = 'deep';
  return eval('(() => eval("() => eval(\'[secret, () => secret + 1]\')"))()');
}
const inner = nest();
for (let i = 0; i < 50; i++) indirect(`var filler = "${i}"`);
console.log(inner()[0], inner()[1]());

// A function whose text calls itself while its own name is set to something else.
let own = new Function('n', `own = null; let f = arguments.callee; for (let i = 0; i < 50; i++) eval("i + " + i);
  return n > 0 ? [n, ...f(n - 1)] : ["end of text"];`);
globalThis.own = own;
console.log(own(3), globalThis.own);

// Errors tell their places in texts that are gone.
function failing(i) {
  try {
    indirect(`\n\n  null.field${i}`);
  } catch (error) {
    return error;
  }
}
const errors = [];
for (let i = 0; i < 60; i++) errors.push(failing(i));
console.log(errors[3].message);
console.log(errors[59].stack.split('\n')[1].replace(/\(.*, /, '('));

// Functions that natives call while everything else about them is gone.
console.log([3, 1, 2].sort(indirect('(a, b) => { for (let i = 0; i < 9; i++) eval("a - b"); return a - b }')));
console.log('abc'.replace(/b/, new Function('m', 'for (let i = 0; i < 9; i++) eval("m"); return m + "!"')));
console.log(Array.from({ length: 3 }, indirect('(_, i) => { eval(""); return "item " + i }')));
console.log(JSON.stringify({ a: 1 }, indirect('(k, v) => { eval("k"); return v }')));
