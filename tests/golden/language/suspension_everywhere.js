// A yield or await in every operand, statement, part of a pattern and part of a class: what was
// evaluated before it stays, nothing is taken twice, nothing is forgotten.

const GeneratorFunction = (function* () {}).constructor;
const AsyncFunction = (async () => {}).constructor;

// Each body is run in three forms: as it is, with `$(e)` as `(yield e)`, and with `$(e)` as
// `(await e)`. All give the same trace.
const expressions = [
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
const statements = [
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
const patterns = [
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
const classes = [
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
  for (const cases of [expressions, statements, patterns, classes]) {
    for (const [title, body] of cases) await everywhere(title, body);
  }
})();
