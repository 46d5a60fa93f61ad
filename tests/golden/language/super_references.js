// References through super: what is evaluated when, and how often.

const trace = [];
const log = (text, value) => (trace.push(text), value);
const key = (name) => ({ toString: () => log(`key ${name}`, name) });
const told = (what) => {
  console.log(`${what()} (${trace.join(", ")})`);
  trace.length = 0;
};
const failing = (run) => {
  try {
    return run();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};

class Base {
  get x() { return log("get x", this._x ?? 1); }
  set x(value) { log(`set x = ${value}`); this._x = value; }
  get none() { return log("get none", null); }
  set none(value) { log(`set none = ${value}`); }
}

class Derived extends Base {
  plain() { return (super.x = log("value", 5)); }
  computed() { return (super[log("expression", key("x"))] = log("value", 6)); }
  compound() { return (super.x += log("value", 10)); }
  computedCompound() { return (super[log("expression", "x")] *= log("value", 2)); }
  updates() { return [super.x++, ++super.x, super[log("expression", "x")]--, --super[log("expression", "x")]]; }
  logical() { return [super.none ??= log("value", 1), super.x ||= log("not"), super.x &&= log("value", 2)]; }
  computedLogical() { return [super[log("expression", "none")] ??= log("value", 1), super[log("expression", "x")] ||= log("not")]; }
  remove() { return delete super.x; }
  removeComputed() { return delete super[log("expression", "x")]; }
  pattern() { [super.x, super[log("expression", key("x"))] = log("default", 3)] = [2]; return this._x; }
  call() { return super.toString === Object.prototype.toString && super[log("expression", "toString")](); }
  optional() { return [super.nothing?.(log("not")), super.nothing?.x.y, super.toString?.call(1)]; }
}

const object = new Derived();
for (const method of Object.getOwnPropertyNames(Derived.prototype)) {
  if (method === "constructor") continue;
  told(() => `${method}: ${JSON.stringify(failing(() => object[method]()))}`);
}

// A super access in a derived constructor needs this, before its key.
class Early extends Base {
  constructor(which) {
    const way = {
      read: () => super[log("expression")],
      write: () => (super[log("expression")] = log("value")),
    };
    log(failing(way[which]));
    super();
  }
}
for (const which of ["read", "write"]) told(() => `${which}: ${new Early(which) instanceof Base}`);

// The parent constructor is looked for after the arguments are evaluated.
class First { constructor(...all) { log(`First(${all})`); } }
class Second { constructor(...all) { log(`Second(${all})`); } }
const swap = () => (Object.setPrototypeOf(Child, Second), log("swapped", 1));
class Child extends First { constructor(way) { way === "spread" ? super(...[swap(), 2]) : super(swap(), 2); } }
told(() => new Child() instanceof First);
Object.setPrototypeOf(Child, First);
told(() => new Child("spread") instanceof First);

// The same where the function is suspended in the middle.
class Suspended extends Base {
  *all() {
    const out = [];
    out.push((super.x += yield 1));
    out.push(super[yield "x"]++);
    out.push(--super[yield "x"]);
    out.push((super[yield "x"] *= yield 3));
    out.push((super[yield "x"] = yield 4));
    out.push((super.none ??= yield 5), (super[yield "x"] ||= yield 6), (super.x &&= yield 7));
    [super.x = yield 8, super[yield "x"] = yield 9] = [];
    out.push(super[yield "toString"].name, super.valueOf(yield 1) === this);
    return out;
  }
  async arrow() {
    const get = async () => [super.x, super[await key("x")], (super.x += await 1)];
    return get();
  }
}
told(() => {
  const generator = new Suspended().all();
  let step = generator.next();
  while (!step.done) step = generator.next(step.value);
  return JSON.stringify(step.value);
});
new Suspended().arrow().then((all) => told(() => JSON.stringify(all)));
