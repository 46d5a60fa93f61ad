// Where a property stands that is read after a call or a `?.` somewhere before it: at its dot.
const here = (f) => {
  try { f(); } catch (e) {
    const [, line, column] = /positions_after_calls\.js:(\d+):(\d+)/.exec(e.stack.replace(/^[^\n]*\n/, ''));
    console.log(`${line}:${column} ${e.message}`);
  }
};
const nothing = () => undefined;
const make = () => ({ a: {} });
const o = { a: {}, m: make };
class C {}
here(() => nothing().x);
here(() => make().b.x);
here(() => make().a.b.x);
here(() => make()['b'].x);
here(() => make()["a"]["b"]["c"]);
here(() => make().b['x']);
here(() => (make()).b.x);
here(() => (make().b).x);
here(() => o.m().b.x);
here(() => new C().b.x);
here(() => new C().m().x);
here(() => make?.().b.x);
here(() => o?.b.x);
here(() => o.a?.b.x);
here(() => o?.['a'].b.x);
here(() => make().b.x());
here(() => make().a.b.x());
here(() => make`x`.b.x);
here(() => make()`x`.b.x);
here(() => { make().b.x = 1; });
here(() => { make().b.x += 1; });
here(() => { make().b.x++; });
here(() => { delete make().b.x; });
here(() => make()
  .a
  .b
  .c);
here(() => o
  .a
  .b
  .c);
here(() => JSON.parse('{}').a.b);
here(() => new Map().get(1).x);
here(() => new Map([]).get(1).x.y);
here(() => 'abc'.split('').q.z);
here(() => (async () => {})().a.b);
here(() => [...make().b.c]);
class P {
  #p = null;
  static self(x) { return x; }
  static test() {
    here(() => P.self(new P()).#p.x);
    here(() => P.self(0).#p.x);
    here(() => P.self(null)?.x.#p ?? nothing().#p);
  }
}
P.test();

// The same for getters and for what is called.
const place = (e, depth) => e.stack.split('\n')[depth].match(/(\d+:\d+)\)?$/)[1];
const g = () => ({ get q() { return place(new Error(), 2); }, f() { return place(new Error(), 2); } });
console.log(g().q, g()['q'], (g()).q, g?.().q, [g()][0].q, g().f(), g()['f'](), g()?.q, g()?.f());
