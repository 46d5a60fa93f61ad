// The variables of an eval start as undefined each time, whatever was in their slots before.
const T = (name, f) => {
  let result;
  try {
    result = String(f());
  } catch (error) {
    result = error.name + ': ' + error.message;
  }
  console.log(name + ' => ' + result);
};
const texts = [
 '"use strict"; var a; if(0)a=1; a', '"use strict"; var a; a', '"use strict"; var q; typeof q', 'var q; typeof q', '"use strict"; let a; a', 'let a; a', '"use strict"; var a; { let b; b } a', '"use strict"; for (var i = 0; i < 2; i++) { let z; if (i) z = 1; } typeof z + typeof i',
 '"use strict"; var r = []; for (let i = 0; i < 3; i++) { let z; r.push(z); z = i } r.join()', '"use strict"; var r = []; for (let i = 0; i < 3; i++) { var z; r.push(z); z = i } r.join()', '"use strict"; var r = []; for (const x of [1,2]) { let y; r.push(y); y = x } r.join()', '"use strict"; if (1) { function f() { return 1 } } typeof f', '"use strict"; function f() { return typeof g } var g; f()', '"use strict"; var f; f; function f() {} typeof f', '"use strict"; var a, b, c, d, e; [a,b,c,d,e].join("-")', '"use strict"; var a = 1, b; [a, b].join()', '"use strict"; try { throw 1 } catch (e) { var e2; } typeof e2', '"use strict"; switch (1) { case 0: let x = 1; case 1: typeof y } var y; typeof y', '"use strict"; { function f() {} } var f; typeof f', '"use strict"; var x; { var x } x', '"use strict"; class A {} typeof A', '"use strict"; try { A; class A {} } catch (e) { e.name }', '"use strict"; try { a; let a } catch (e) { e.name }', '"use strict"; var x; (() => x)()', '"use strict"; var x; eval("x")', '"use strict"; var x; eval("var x; x")', '"use strict"; var x = 5; eval("var x; x")', '"use strict"; eval("var y = 1"); typeof y', '"use strict"; var undefined_; undefined_', '"use strict"; do { var k } while (0); k', '"use strict"; var x; while (x) {} x', '"use strict"; l: { var m; break l } m', '"use strict"; var [p, q] = [1]; [p, q].join()', '"use strict"; var {p, q} = {q: 1}; [p, q].join()', '"use strict"; for (var k in {}) ; k', '"use strict"; for (var k of []) ; k', '"use strict"; for (var k of [1,2]) ; k', 'var a; if(0)a=1; a', 'if (0) { function ff() {} } typeof ff', '{ function fg() {} } typeof fg', '"use strict"; var arguments_; typeof arguments_', '"use strict"; const c = 1; c', '"use strict"; var t; t ??= 4; t', '"use strict"; var u; u += 1; String(u)', '"use strict"; var w; typeof (w && 1)', '"use strict"; block: { var g } g', '"use strict"; var fn = function () { return typeof fn }; fn()', '"use strict"; let x1; x1 = x1 === undefined; x1', '"use strict"; (function () { var inner; return inner })()', '"use strict"; var a; var a; var a; a', '"use strict"; var s = ""; for (let i = 0, j; i < 2; i++) { s += j; j = i } s', '"use strict"; var s = ""; for (let i = 0; i < 2; i++) { const f = () => j; let j; s += f(); j = i } s',
];
const noise = (...x) => { let a = 'stale1', b = 'stale2', c = 'stale3', d = 'stale4', e = 'stale5', f = 'stale6', g = {}, h = []; return [a, b, c, d, e, f, g, h, ...x].length };
for (const t of texts) {
 T('indirect ' + t, () => { noise(1, 2, 3, 4, 5, 6, 7, 8); return (0, eval)(t) });
 T('sloppy ' + t, () => { noise(1, 2, 3, 4, 5, 6, 7, 8); return eval(t) });
 T('strict ' + t, () => { 'use strict'; noise(1, 2, 3, 4, 5, 6, 7, 8); return eval(t) });
 T('locals ' + t, () => { 'use strict'; let z1 = 'L1', z2 = 'L2', z3 = 'L3'; const r = eval(t); return r + z1 + z2 + z3 });
 T('args ' + t, () => { 'use strict'; return noise(eval(t), 'A', eval(t)) + String(eval(t)) });
 T('param ' + t, () => (function (p = eval(t)) { return p })());
 T('class ' + t, () => { class A { x = eval(t); static y = eval(t); m() { return eval(t) } } return [new A().x, A.y, new A().m()].map(String).join('|') });
 T('loop ' + t, () => { 'use strict'; const r = []; for (let i = 0; i < 3; i++) { noise(i, 'q', 'w', 'e', 'r', 't'); r.push(String(eval(t))) } return r.join('|') });
 T('gen ' + t, () => { function* g() { 'use strict'; yield 'y'; yield String(eval(t)) } return [...g()].join() });
 T('twice ' + t, () => { 'use strict'; eval('"use strict"; var a = "old1", b = "old2", c = "old3", d = "old4"; a + b + c + d'); return eval(t) });
 T('Function ' + t, () => Function('noise', 'noise(1,2,3); return eval(' + JSON.stringify(t) + ')')(noise));
}
