// Statements with a yield or await in every place.

const GeneratorFunction = (function* () {}).constructor;
const AsyncFunction = (async () => {}).constructor;

// Runs a body in three forms: as it is, with `$(e)` as `(yield e)`, and with `$(e)` as `(await e)`.
// All give the same trace.
const cases = [
  ["if", `if ($(0)) log('no'); else if ($(1)) { log('yes'); } return $(1);`],
  ["loops", `let n = $(0); while ($(n) < $(2)) { n++; log('w' + $(n)); } do { n--; log('d' + $(n)); } while ($(n) > 0); for (n = $(0); n < $(2); n += $(1)) { if ($(n)) continue; log('f' + n); } return n;`],
  ["closures of a loop", `const fs = []; for (let i = $(0); i < 3; i += $(1)) fs.push(() => i); return fs.map((f) => f());`],
  ["switch", `const out = []; for (const v of [1, 'x', 3, 4]) switch ($(v)) { case $(1): out.push('one'); case $('x'): out.push($('x')); break; default: out.push('default'); case $(log('four', 4)): out.push('four'); } return out;`],
  ["labels", `outer: for (const a of $([1, 2, 3])) { inner: { if ($(a) === 2) continue outer; if (a === $(3)) break outer; if ($(1)) break inner; } log('after ' + $(a)); } block: { if ($(1)) break block; log('not'); } return 0;`],
  ["finally", `const f = []; try { try { return $(log('return', 1)); } finally { log($('f1')); for (const x of [1, 2]) { if ($(x) === 1) continue; log($('x' + x)); } } } finally { log($('f2')); }`],
  ["catch after finally", `try { try { throw $(1); } finally { log($('f')); null?.x; } } catch (e) { return $(e) + 1; }`],
  ["break out of finally", `for (;;) { try { throw $(1); } finally { log($('f')); break; } } return $(2);`],
  ["loops are closed", `for (const a of kit.items(1, 2, 3)) { for (const b of kit.items($(a), 4)) { if ($(b) === 4) break; log('b' + $(b)); } if ($(a) === 2) return $(a); }`],
  ["dead zones", `try { $(x); } catch (e) { log(e.name); } let x = $(1); { try { $(x); } catch (e) { log(e.name); } let x; } for (const y of [() => y]) return $(y() === y);`],
  ["a scope around what is iterated", `for (const x of $([() => typeof x])) try { return x(); } catch (e) { return e.name; }`],
  ["nested functions", `const out = []; for (let i = 0; i < 2; i++) { const j = $(i); out.push(() => i + j); function g() { return j; } out.push(g); } return out.map((f) => f());`],
  ["using", `const r = (n) => ({ [Symbol.dispose]: () => log('dispose ' + n) }); { using a = $(r(1)), b = r($(2)); log('body ' + $(1)); } { try { using c = r(3); throw $(c) && new RangeError(); } catch (e) { return e.name; } }`],
  ["completion of a generator", `try { $(1); throw $(2); } catch { return $(3); } finally { $(log('f')); }`],
  ["deep", `let s = 0; for (const a of [1, 2]) { if (a) { switch ($(a)) { default: { try { l: { while (true) { do { s += $(a); if ($(s) > 2) break l; } while ($(0)); break; } } } finally { s += $(10); } } } } } return s;`],
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
