// `new Function` and indirect eval run code in the global scope.
var local = 'module variable';
const f = new Function('a', 'b = 2', '...rest', 'return a + b + rest.length');
console.log(f(1), f(1, 1, 1, 1), f.length, f.name);
console.log(new Function('return typeof local')(), (0, eval)('typeof local'), globalThis.eval('1 + 1'));
console.log(f.toString());
console.log(Function('/* only a comment */').toString());
(0, eval)('var viaEval = 1; function fromEval() { return viaEval; }');
console.log(globalThis.viaEval, globalThis.fromEval());

// The value of a script is that of its last statement.
for (const code of ['1; 2', 'if (true) { 3 } else { 4 }', '5; ;', 'var x = 6', '7; { 8; }', 'do { 9; break; } while (0)', '', 'l: for (;;) { 10; break l; }',
  'try { 11 } finally { 12 }', 'switch (1) { case 1: 13 }', '({ a: 14 }).a', '15; function q() {}', '16; let y = 1']) {
  console.log(JSON.stringify(code), (0, eval)(code));
}

// Syntax errors come as exceptions.
for (const code of ['1 +', 'let a; let a', 'return 1', '"use strict"; with (a) {}', 'await 1', 'yield = ;']) {
  try { (0, eval)(code); console.log('fine', code); } catch (e) { console.log(e.name, '-', code); }
}
for (const args of [['a b', ''], ['', '}{'], ['a, a', '"use strict"'], ['/*', '*/){'], ['...a, b', '']]) {
  try { new Function(...args); console.log('fine', args); } catch (e) { console.log(e.name, args); }
}
console.log((0, eval)(5), eval({}.x), (0, eval)('this') === globalThis);
