// Expressions with a yield or await in every operand: what was evaluated before it stays.

const GeneratorFunction = (function* () {}).constructor;
const AsyncFunction = (async () => {}).constructor;

// Runs a body in three forms: as it is, with `$(e)` as `(yield e)`, and with `$(e)` as `(await e)`.
// All give the same trace.
const cases = [
  ["template", `return \`a\${kit.key('1')}b\${$(kit.key('2'))}c\${$(log('3', 3))}d\`;`],
  ["calls", `const f = (...a) => log('f', a); return f($(1), 2, ...$([3, $(4)]), $(5));`],
  ["methods", `const o = { n: 1, m(...a) { return [this.n, ...a]; } }; return [o.m($(2)), o[$('m')](3, $(4)), $(o).m(...$([5])), $(o)[$('m')]()];`],
  ["the method is read first", `const o = kit.traced({ m: (x) => x }); return o.m($(log('argument', 1)));`],
  ["new", `class C { constructor(...a) { this.a = a; } } return [new C($(1), 2), new (C, $(C))(...$([3])), new C(4, ...$([5]), $(6))];`],
  ["array literals", `return [1, $(2), ...$(kit.items(3, 4)), , $(5)].length + $(1);`],
  ["object literals", `return { a: $(1), [$(kit.key('b'))]: $(2), ...$({ c: 3 }), get [$(kit.key('d'))]() { return 4; }, [kit.key('e')]: $(5), 6: $(7), [$(kit.key('f'))]() {}, __proto__: $(null) };`],
  ["names of functions", `const o = { [$('a')]: () => 1, [$('b')]: function () {}, [$('c')]: class {}, [$('d')]() {}, get [$('e')]() {} }; return Object.values(Object.getOwnPropertyDescriptors(o)).map((d) => (d.value ?? d.get).name);`],
  ["optional chains", `const o = kit.traced({ a: { b: [1] }, none: null, m() { return this === o; } }); return [o?.[$('a')].b[$(0)], o.none?.[log('not', 1)].x.y, $(o)?.m?.($(1)), o.none?.m($(2)), $(null)?.x, (o?.m)($(3)), delete o?.[$('a')], delete o.none?.[$('a')]];`],
  ["delete", `const o = kit.traced({ a: 1, b: 2 }); return [delete $(o)[$(kit.key('a'))], delete $(o).b, delete $(1)];`],
  ["operators", `return [$(1) + $(2), 3 - $(1), $(7) % 4, $('a') in { a: $(1) }, $([]) instanceof $(Array), typeof $('x'), void $(1), -$(2), !$(0), ($(1), $(2))];`],
  ["order of conversions", `const n = (name, v) => ({ valueOf: () => log(name, v) }); return $(n('a', 1)) + n('b', 2) * $(n('c', 3));`],
  ["names", `let a = 1, b = 10, c; const f = () => (a = 100, 1); a += $(f()); b += (b++, $(b)); c ??= $(3); c ||= $(4); c &&= $(5); return [a, b, c];`],
  ["members", `const o = kit.traced({ n: 1, s: 'x' }); o.n += $(2); o[$(log('s', 's'))] += $('y'); o[log('n', 'n')] *= $(3); $(o)[$('n')]++; --o[$('n')]; o.t ??= $(1); o[$(log('u', 'u'))] ||= $(2); o[log('t', 't')] &&= $(9); return [o.n, o.s, o.t, o.u];`],
  ["conditions", `return [$(0) || $(1), $(1) && $(2), $(null) ?? $(3), $(0) ? $(1) : $(2), $(0) && log('not'), (0 || $(4)) && 5];`],
  ["tagged templates", `const o = { tag(s, ...a) { return [s.raw, a, this === o]; } }, tag = (s, ...a) => a; return [o.tag\`a\${$(1)}b\${$(2)}\`, $(tag)\`\${$(3)}\`, $(o)[$('tag')]\`x\`];`],
  ["spread of nothing", `return [...$(undefined)];`],
  ["direct eval", `let x = 5; return [eval($('x + 1')), eval('x', $(0))];`],
  ["globals in strict code", `suspensionMissing = $(log('value', 1));`],
  ["array methods", `return [[1, 2, 3].map((x) => x + 1), [$(3), $(1), $(2)].sort()];`],
  ["regular expressions", `return /a(.)/[Symbol.replace]($('ab'), $('[$1]'));`],
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
