// A call as the target of an assignment is an error when it runs, after the call, in strict code too.
const forms = ['f() = 1', 'f() += 1', 'f() **= 2', 'f() ??= 1', 'f() &&= 1', 'f()++', '++f()', '--f()', 'f()--', '((f()))++', '(f()) = 1', 'for (f() in { a: 1 }) ;', 'for (f() in {}) ;', 'for (f() of [1]) ;', 'for ((f()) of [1]) ;', 'for (f() of []) ;', '[f()] = [1]', '({ x: f() } = { x: 1 })', '[...f()] = [1]', 'f`` = 1', 'new f() = 1', 'f?.() = 1', 'f()() = 1', 'a.f() = 1', 'f(g() = 1)', 'g(), f() = 1', 'f() = g()', 'x = f() = 1', 'if (0) f() = 1; log("ok")', 'while (0) { f()++ } log("ok")', 'function q() { f() = 1 } log("ok")', '(() => f() = 1); log("ok")', 'class A { x = f() = 1 }; new A', 'async () => { for await (f() of []) ; }; log("ok")', 'try { f() = 1 } catch (e) { log(e.name) } log("after")'];
for (const mode of ['', '"use strict"; ']) {
  for (const form of forms) {
    const calls = [];
    globalThis.log = (text) => calls.push(text);
    globalThis.f = function () { calls.push('f'); return {}; };
    globalThis.g = () => calls.push('g');
    globalThis.a = { f() { calls.push('a.f'); } };
    globalThis.x = 0;
    let result;
    try {
      (0, eval)(mode + form);
      result = 'fine';
    } catch (error) {
      result = error.name + ': ' + error.message;
    }
    console.log((mode ? 'strict: ' : 'sloppy: ') + form + ' => ' + result + ' [' + calls + ']');
  }
}
