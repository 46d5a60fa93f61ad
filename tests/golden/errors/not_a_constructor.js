// What new and class heritage refuse.
const attempt = (f) => { try { f(); console.log('fine'); } catch (e) { console.log(e.name + ': ' + e.message); } };
const o = { m() {}, a: () => {}, n: 1 }, arrow = () => {};
class C { m() {} static s() {} get g() { return 1; } }
async function af() {}
function* gf() {}
attempt(() => new o());
attempt(() => new o.m());
attempt(() => new o.a());
attempt(() => new o.n());
attempt(() => new o.nope());
attempt(() => new arrow());
attempt(() => new (class { m() {} })().m());
attempt(() => new C.s());
attempt(() => new (new C().m)());
attempt(() => new af());
attempt(() => new gf());
attempt(() => new Math.max(1));
attempt(() => new Math());
attempt(() => new 5());
attempt(() => new (void 0)());
attempt(() => new Symbol());
attempt(() => new (async () => {})());
attempt(() => new parseInt('1'));
attempt(() => new arrow(...[1]));
attempt(() => C());
attempt(() => C.call({}));
attempt(() => new C().m.call());
attempt(() => (class {})());
attempt(() => class extends o {});
attempt(() => class extends arrow {});
attempt(() => class extends gf {});
attempt(() => Map());
attempt(() => Promise());
attempt(() => { function F() {} F.prototype = 5; class D extends F {} });
