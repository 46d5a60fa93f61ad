// What waits while something else is evaluated is still there afterwards, whatever is collected
// meanwhile: keys, objects, old values, callees.

const text = (part) => ["t", part].join("_").toUpperCase();
const box = (value) => ({ value, rest: new Array(3).fill(value) });
const churn = (count) => {
  let last;
  for (let i = 0; i < count; i++) last = { [text(i)]: box(i) };
  return last;
};
const after = (value) => (churn(3), value);

// Computed keys of literals and classes.
console.log({ [text("a")]: after(1), [text("b")]: { [text("c")]: after(2) }, [text("d")]: [after(3)] });
console.log(Object.keys(class { static [text("e")] = after(1); static [text("f")] = after(2); }));
console.log(Object.keys(new (class { [text("g")] = after(1); [text("h")]() {} [text("i")] = 2; })()));
// Objects and indices of updates and assignments.
const fresh = (value) => ({ x: value, get [text("y")]() { return this.x; }, set [text("y")](x) { this.x = x; } });
console.log(fresh(1).x++, ++fresh(2)[after("x")], fresh(3)[text("y")]++, --fresh(4)[after(text("y"))]);
console.log((fresh(1).x += after(1)), (fresh(2)[text("y")] += after(1)), (fresh(text("s"))[after("x")] += after(text("t"))));
console.log((fresh(null).x ??= after(5)), (fresh(0)[text("y")] ||= after(6)), (fresh(1)[after(text("y"))] &&= after(7)));
console.log((fresh(1)[text("z")] = after(text("v"))), (fresh(1).w = after(text("u"))));

// Callees, this, arguments, spread.
const method = (name) => ({ [name](...all) { return `${name}:${all}`; } });
console.log(method(text("m"))[text("m")](after(1), text("n"), ...[after(2), text("o")]));
console.log(method("p").p(text("q"), after(text("r"))), method("p")?.p?.(after(text("s"))));
console.log(((name) => (value) => name + value)(text("f"))(after(text("v"))));
console.log(new (class { constructor(...all) { this.all = all.join(); } })(text("a"), after(text("b"))).all);
console.log(String.raw`a${text("x")}b${after(text("y"))}c`, `a${text("x")}b${after(text("y"))}c`);
console.log([text("a"), after(text("b")), ...[text("c"), after(text("d"))], text("e")].join());

// Operators and patterns.
console.log(text("a") + after(text("b")), text("a") < after(text("b")), text("x") in after({ T_X: 1 }));
const { [text("k")]: { [text("l")]: deep = after(text("m")) } = after({}), ...others } = { T_Z: after(1), T_Y: 2 };
console.log(deep, others);
const target = {};
[target[text("p")] = after(text("q")), { a: target[after(text("r"))] = text("s") } = after({})] = [];
console.log(target);
for (const key in new Proxy({}, { ownKeys: () => [text("o"), text("w")], getOwnPropertyDescriptor: () => ({ value: after(1), enumerable: true, configurable: true }) })) console.log(key, after(key));

// References through super.
class Base { get [text("g")]() { return this.own; } set [text("g")](value) { this.own = value; } take(...all) { return all.join(); } }
class Derived extends Base {
  own = 1;
  all() {
    return [
      (super[text("g")] = after(text("v"))), (super[text("g")] += after(text("w"))), super[after(text("g"))],
      super.take(text("a"), after(text("b"))), super[after("take")](text("c"), ...[after(text("d"))]),
      delete this[after("own")],
    ];
  }
}
console.log(new Derived().all().join(" "));
class Late extends Base { constructor() { super((Object.setPrototypeOf(Late, class { constructor(x) { this.x = x; } }), churn(3), text("x"))); } }
console.log(new Late().x);
