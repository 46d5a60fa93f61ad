// Programs that don't parse: new Function throws, so one file can hold many.
const bad = ['let a; let a', 'let a; var a', 'const a', 'var 1a', 'if (', 'a b', '1 = 2', 'f() = 1', 'a++ = 1', '({ a: 1 } = 1) => 1', 'for (let x of a, b);',
  'break', 'continue', 'x: x: 1', 'continue nope', 'while (0) { break nope }', '{ function f() {} let f }', '"use strict"; with (a) {}', '"use strict"; var let', '"use strict"; 010',
  '"use strict"; delete x', '"use strict"; eval = 1', '"use strict"; arguments++', '"use strict"; function f(a, a) {}', '(a, a) => 1', 'function f(a, ...b, c) {}', 'function f(a = 1) { "use strict" }',
  'class A { constructor() {} constructor() {} }', 'class A { constructor() { super() } }', 'class A { #x; #x }', 'class A { m() { this.#y } }', 'class A extends B { get constructor() {} }', 'class A { static prototype() {} }',
  'super.x', 'new.target', 'await: 1; async () => { await: 1 }', 'async () => { var await }', 'function* g() { var yield }', 'function* g(a = yield) {}', 'async (a = await 1) => 1', 'yield => { "use strict" }', 'import x from "y"', 'export default 1', 'import.meta',
  '`${', '`', '"', "'a\nb'", '/a', '/(/', '/a/xx', '0b2', '0x', '1_', '1__0', '08n', '3in []', '"\\u{110000}"', '"\\x1"', '\\u0030a', 'a\\u{2d}b', '@', '#', '??', 'a ?? b || c', '-1 ** 2', 'a?.b = 1', 'new a?.b()', 'a?.`t`',
  'let [a, a] = []', 'let let = 1', 'for (let let of x);', 'for (const x;;);', 'for (let x = 1 of y);', 'for (async of x);', 'if (1) let\nx', 'if (1) class A {}', 'label: function* g() {}', 'while (1) function f() {}', 'try {}', 'try {} catch', 'try {} catch ([a, a]) {}', 'try {} catch (e) { let e }', 'switch (1) { case 1: let a; case 2: let a }', 'throw\n1', 'do 1 while (0)',
  '({ a b })', '({ get x(a) {} })', '({ set x() {} })', '({ __proto__: 1, __proto__: 2 })', '({ a = 1 })', '[a, ...b,] = c', '({ ...{ a } } = b)', '(a, ...b)', '(...a)', '()', '() + 1', 'a =>\n{}()', 'a\n=> 1', 'async a\n=> 1', 'enum A {}', 'var class', 'return }{', '}', ')', ']', '/* open', '<!--\n-->x +'];
let wrong = 0;
for (const code of bad) {
  try {
    new Function(code);
    console.log('parses:', JSON.stringify(code));
  } catch (e) {
    if (!(e instanceof SyntaxError)) { wrong++; console.log(e.name, code); }
  }
}
console.log(bad.length, 'programs,', wrong, 'wrong errors');
