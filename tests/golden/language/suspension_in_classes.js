// Classes, super and private names with a yield or await in every place.

const GeneratorFunction = (function* () {}).constructor;
const AsyncFunction = (async () => {}).constructor;

// Runs a body in three forms: as it is, with `$(e)` as `(yield e)`, and with `$(e)` as `(await e)`.
// All give the same trace.
const cases = [
  ["heritage and keys", `class A { static s = 1; } const k = (n) => (log(n), n); return Object.getOwnPropertyNames(class B extends $(A) { [$(k('a'))]() {} static [$(k('b'))] = log('init b', 1); static { log('block'); } get [$(k('c'))]() {} static [k('d')] = log('init d', 2); [$(k('e'))] = 5; });`],
  ["instances", `const C = class { [$(kit.key('f'))] = 1; #p = 2; [kit.key('g')] = this.#p; static [$(kit.key('h'))] = () => 1; }; return [new C(), C.h.name];`],
  ["a class is not made twice", `const f = () => (log('f'), Object); class C extends $(f()) { static n = log('n', 1); } return C.n;`],
  ["private names", `class C { #p = 1; #m() { return this.#p; } static *g(o) { } static async a(o) { o.#p += await 2; o.#p++; (await o).#p *= await 3; o.#p ??= await 4; [o.#p = await 0] = [o.#p + 1]; ({ p: (await o).#p } = { p: o.#p + (await 1) }); return [o.#p, (await o).#m(), #p in (await o), o?.#p, (await null)?.#p]; } static *y(o) { o.#p += yield 2; o.#p++; (yield o).#p *= yield 3; [o.#p = yield 0] = [o.#p + 1]; return [o.#p, (yield o).#m()]; } } const g = C.y(new C()); let s = g.next(); while (!s.done) s = g.next(s.value); log(s.value.join()); C.a(new C()).then((r) => console.log('(private, async)', r.join())); return $(1);`],
];
const form = (body, word) => '"use strict"; ' + body.replaceAll("$(", `(${word} `);

async function everywhere(title, body) {
  let trace;
  const log = (text, value) => (trace.push(text), value);
  const told = (run) => {
    trace = [];
    return run().then(
      (value) => `${trace.join(" ")} => ${show(value)}`,
      (error) => `${trace.join(" ")} => threw ${show(error)}`,
    );
  };
  const plain = await told(async () => Function("log", "kit", form(body, ""))(log, kit(log)));
  const yielding = await told(async () => {
    const generator = GeneratorFunction("log", "kit", form(body, "yield"))(log, kit(log));
    let step = generator.next();
    while (!step.done) step = generator.next(step.value);
    return step.value;
  });
  const awaiting = await told(() => AsyncFunction("log", "kit", form(body, "await"))(log, kit(log)));
  console.log(`${title}: ${plain}`);
  if (yielding !== plain) console.log(`  but with yield: ${yielding}`);
  if (awaiting !== plain) console.log(`  but with await: ${awaiting}`);
}

function show(value) {
  if (value instanceof Error) return value.name;
  if (typeof value === "function") return `function ${value.name}`;
  return JSON.stringify(value);
}

// What the bodies use; each look at it is traced.
function kit(log) {
  return {
    // An iterable over values.
    items(...values) {
      return {
        [Symbol.iterator]() {
          log("open");
          return {
            next: () => (log("next"), { done: values.length === 0, value: values.shift() }),
            return: () => (log("close"), {}),
          };
        },
      };
    },
    // An object whose properties are traced.
    traced(properties) {
      return new Proxy(properties, {
        get: (target, key) => (key !== "then" && log(`get ${String(key)}`), target[key]),
        set: (target, key, value) => (log(`set ${String(key)}`), (target[key] = value), true),
        deleteProperty: (target, key) => (log(`delete ${String(key)}`), delete target[key]),
      });
    },
    // A key that tells when it is converted.
    key: (name) => ({ toString: () => log(`key ${name}`, name) }),
  };
}

(async () => {
  for (const [title, body] of cases) await everywhere(title, body);
})();
