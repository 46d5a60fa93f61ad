// Destructuring with a yield or await in every place: nothing is taken twice, nothing is forgotten.

const GeneratorFunction = (function* () {}).constructor;
const AsyncFunction = (async () => {}).constructor;

// Runs a body in three forms: as it is, with `$(e)` as `(yield e)`, and with `$(e)` as `(await e)`.
// All give the same trace.
const cases = [
  ["array in array", `const [{ a = $(1) }, b] = [{}, 5]; return [a, b];`],
  ["siblings with defaults", `const [[c = $(3)], [d = $(4)]] = [[], []]; return [c, d];`],
  ["object in object", `const s = kit.traced({ cfg: kit.traced({}) }); const { cfg: { p = $(80) } } = s; return p;`],
  ["default of the whole", `const f = () => (log('f'), []); let { a: [x = $(1), y = $(2)] = f() } = {}; return [x, y];`],
  ["default pattern suspends", `let { a: { b: [c] } = $({ b: [$(7)] }) } = {}; return c;`],
  ["computed keys", `const { [$(kit.key('x'))]: { [$(kit.key('y'))]: v = $(log('d', 1)) }, ...rest } = kit.traced({ x: kit.traced({}), z: 3 }); return [v, rest];`],
  ["iterators are closed", `const [a = $(1), [b = $(2)] = $(kit.items()), , c = $(log('c', 3))] = kit.items(undefined, kit.items(), 4, undefined, 5); return [a, b, c];`],
  ["rest", `const [a, ...[b = $(9), { length: n = $(8) } = $('four')]] = kit.items(1, undefined); return [a, b, n];`],
  ["holes", `const [, a = $(1), , [, b = $(2)]] = [0, undefined, 0, [0]]; return [a, b];`],
  ["targets", `const o = kit.traced({}), k = (n) => log('k' + n, 'k' + n); [o[$(k(1))] = $(1), o.x, $(o)[$(k(2))]] = [, 2, 3]; return [o.k1, o.x, o.k2];`],
  ["nested targets", `const o = kit.traced({}); ({ a: [o[$('p')] = $(5), { b: o[$(kit.key('q'))] = $(6) }], ...$(o).rest } = { a: [undefined, {}], c: 1 }); return [o.p, o.q, o.rest];`],
  ["value of the assignment", `let a, b; const s = [$(1), {}]; return [([a, { b = $(2) }] = $(s)) === s, a, b];`],
  ["functions get their names", `const [a = $(0) || function () {}, { b = () => 1 } = {}] = []; return [a.name, b.name];`],
  ["for-of", `const out = []; for (const [a = $(1), { b = $(2) } = $({})] of kit.items([], [5, { b: 6 }])) out.push(a, $(b)); return out;`],
  ["for-of target", `const o = {}; for ({ x: o[$('p')] = $(4), y: [o.q = $(5)] = $([]) } of $(kit.items({}, { x: 1, y: [2] }))) log(o.p + ',' + o.q); return o;`],
  ["for-in", `const o = {}; for (o[$('last')] in $({ a: 1, b: 2 })) log($(o.last)); return o;`],
  ["for(;;)", `for (let { i = $(0), n: [n = $(2)] } = { n: [] }; $(i) < $(n); i += $(1)) log('i' + i);`],
  ["catch", `try { throw $({ a: [] }); } catch ({ a: [m = $('none'), ...more], [$('b')]: b = $(2) }) { return [m, more, b]; } finally { log('finally'); }`],
  ["throws in a default", `const [a, [b = $((() => { throw new RangeError(); })())]] = kit.items(1, kit.items(), 3);`],
  ["throws at a target", `let a; [a, $(null).x, a] = kit.items(1, 2, 3);`],
  ["return throws", `const it = { [Symbol.iterator]: () => ({ next: () => ({ value: undefined }), return() { log('close'); throw new EvalError(); } }) }; const [a = $(1)] = it; return a;`],
  ["nullish", `const { a: { b = $(1) } } = { a: $(null) };`],
  ["arrow parameters", `const f = ({ a: [b] = [2] }, [c] = kit.items(3)) => [b, c]; return f($({}), ...$([]));`],
  ["var, let, const together", `var { x = $(1) } = {}, [y = $(x + 1)] = []; let [z = $(y + 1)] = [], { w = $(z + 1) } = {}; return [x, y, z, w];`],
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
