// gc-stress: 100 because there are thousands of cases
// Short cuts over arrays end where a script has changed what they rely on: iteration, `return` of array
// iterators, elements of prototypes. For each change and each kind of array: the forms whose result or
// whose calls it changes.
const forms = {
 spread: a => [...a],
 spreadMid: a => [0, ...a, 9],
 call: a => ((...x) => x)(...a),
 callMid: a => ((...x) => x)(7, ...a),
 mathmax: a => Math.max(...a),
 newSpread: a => new Array(...a, 5, 6),
 destr2: a => { const [m, n] = a; return [m, n] },
 destr3: a => { const [m, n, o, p] = a; return [m, n, o, p] },
 destrRest: a => { const [m, ...n] = a; return [m, n] },
 destrHole: a => { const [, n] = a; return [n] },
 destrDef: a => { const [m = 'd', n = 'e'] = a; return [m, n] },
 destrAssign: a => { let m, n; [m, n] = a; return [m, n] },
 destrEmpty: a => { const [] = a; return [] },
 param: a => (([m, n]) => [m, n])(a),
 forof: a => { const r = []; for (const x of a) r.push(x); return r },
 forofBreak: a => { const r = []; for (const x of a) { r.push(x); break } return r },
 forofThrow: a => { const r = []; try { for (const x of a) { r.push(x); throw 1 } } catch (e) { r.push('caught', e) } return r },
 forofReturn: a => { const f = () => { for (const x of a) return [x]; }; return f() },
 forofContinue: a => { const r = []; l: for (const y of [1, 2]) for (const x of a) { r.push(x); continue l } return r },
 yieldStar: a => { const r = []; function* g() { yield* a } for (const x of g()) r.push(x); return r },
 yieldStarBreak: a => { const r = []; function* g() { yield* a } for (const x of g()) { r.push(x); break } return r },
 yieldStarThrow: a => { function* g() { yield* a } const i = g(); i.next(); try { return i.throw(new Error('t')) } catch (e) { return e.name } },
 from: a => Array.from(a),
 fromMap: a => Array.from(a, x => x),
 fromMapThrow: a => { try { return Array.from(a, x => { throw 'mt' }) } catch (e) { return e } },
 of: a => Array.of(...a),
 set: a => [...new Set(a).keys()],
 map: a => [...new Map([a]).entries()],
 weakset: a => { try { return new WeakSet(a) && 1 } catch (e) { return e.message } },
 mapBad: a => { try { return new Map(a) && 1 } catch (e) { return e.constructor.name } },
 fromEntries: a => { try { return Object.fromEntries([a]) } catch (e) { return e.constructor.name } },
 fromEntries2: a => { try { return Object.fromEntries(a) } catch (e) { return e.constructor.name } },
 groupBy: a => JSON.stringify(Object.groupBy(a, x => String(x))),
 mapGroupBy: a => [...Map.groupBy(a, x => String(x)).keys()],
 apply: a => ((...x) => x).apply(null, a),
 reflApply: a => Reflect.apply((...x) => x, null, a),
 reflCons: a => Reflect.construct(Array, a),
 typed: a => [...new Float64Array(a)],
 typedFrom: a => [...Float64Array.from(a)],
 typedSet: a => { const t = new Float64Array(4); t.set(a); return [...t] },
 flat: a => a.flat(),
 flat2: a => [a, a].flat(),
 flatMap: a => [1].flatMap(() => a),
 concat: a => a.concat([5]),
 concat2: a => [5].concat(a),
 sort: a => a.slice().sort(),
 sortIn: a => { const b = a.slice(); b.sort((x, y) => x - y); return b },
 toSorted: a => a.toSorted(),
 toReversed: a => a.toReversed(),
 toSpliced: a => a.toSpliced(0, 1),
 with: a => a.with(0, 5),
 indexOf: a => [a.indexOf('p'), a.indexOf(undefined)],
 lastIndexOf: a => [a.lastIndexOf('p'), a.lastIndexOf(undefined)],
 includes: a => [a.includes('p'), a.includes(undefined)],
 join: a => a.join('-'),
 str: a => String(a),
 toLocale: a => a.toLocaleString(),
 slice: a => a.slice(),
 slice1: a => a.slice(1),
 splice: a => a.slice().splice(0, 2),
 reverse: a => a.slice().reverse(),
 shift: a => { const b = a.slice(); return [b.shift(), b] },
 unshift: a => { const b = a.slice(); b.unshift(3); return b },
 pop: a => { const b = a.slice(); return [b.pop(), b] },
 fill: a => a.slice().fill(2),
 copyWithin: a => a.slice().copyWithin(0, 1),
 map1: a => a.map(x => x),
 filter: a => a.filter(() => true),
 reduce: a => a.reduce((x, y) => x + '+' + y, ''),
 reduceRight: a => a.reduceRight((x, y) => x + '+' + y, ''),
 forEach: a => { const r = []; a.forEach((x, i) => r.push(i, x)); return r },
 some: a => a.some(x => x === 'p'),
 every: a => { const r = []; a.every(x => { r.push(x); return true }); return r },
 find: a => a.find(x => x === 'p'),
 findLast: a => { const r = []; a.findLast(x => { r.push(x) }); return r },
 findIndex: a => a.findIndex(x => x === 'p'),
 at: a => [a.at(0), a.at(1), a.at(-1)],
 entries: a => [...a.entries()],
 values: a => [...a.values()],
 keys: a => [...a.keys()],
 json: a => JSON.stringify(a),
 jsonKeys: a => JSON.stringify({ 1: 1, p: 2 }, a),
 assign: a => Object.assign([], a),
 objSpread: a => ({ ...a }),
 objKeys: a => Object.keys(a),
 objEntries: a => Object.entries(a),
 forin: a => { const r = []; for (const k in a) r.push(k); return r },
 structured: a => structuredClone(a),
 aggregate: a => new AggregateError(a).errors,
 iterFrom: a => [...Iterator.from(a)],
 iterFlat: a => [...[1].values().flatMap(() => a)],
 iterFlatTake: a => [...[1].values().flatMap(() => a).take(1)],
 stringRaw: a => String.raw({ raw: a }, 1, 2),
 fromCharCode: a => String.fromCharCode(...a).length,
 push: a => { const r = []; r.push(...a); return r },
 concatSpreadable: a => [].concat(a, a).length,
 union: a => [...new Set([1]).union(new Set(a))],
 regexpSym: a => a == '1,',
 isArr: a => Array.isArray(a),
 readLoop: a => { const r = []; for (let i = 0; i < a.length; i++) r.push(a[i]); return r },
 has: a => [0 in a, 1 in a, 2 in a],
 bind: a => ((...x) => x).bind(null, ...a)(),
 taggedSpread: a => { class A { constructor(...x) { this.x = x } } class B extends A { constructor() { super(...a) } } return new B().x },
 implicitSuper: a => { class A { constructor(...x) { this.x = x } } class B extends A { } return new B(...a).x },
};
const AIP = Object.getPrototypeOf([][Symbol.iterator]());
const IP = Object.getPrototypeOf(AIP);
const log = [];
const patches = {
 none() { return () => {} },
 proto1() { Array.prototype[1] = 'p'; return () => { delete Array.prototype[1] } },
 objproto1() { Object.prototype[1] = 'p'; return () => { delete Object.prototype[1] } },
 protoGetter() { Object.defineProperty(Array.prototype, 1, { get() { log.push('get1'); return 'p' }, configurable: true }); return () => { delete Array.prototype[1] } },
 retAIP() { AIP.return = function (v) { log.push('return'); return {} }; return () => { delete AIP.return } },
 retIP() { IP.return = function (v) { log.push('return'); return {} }; return () => { delete IP.return } },
 retObj() { Object.prototype.return = function (v) { log.push('return'); return {} }; return () => { delete Object.prototype.return } },
 retGetter() { Object.defineProperty(AIP, 'return', { get() { log.push('getret'); return undefined }, configurable: true }); return () => { delete AIP.return } },
 retThrows() { AIP.return = function (v) { log.push('return'); throw new Error('rt') }; return () => { delete AIP.return } },
 retNonObj() { AIP.return = function (v) { log.push('return'); return 1 }; return () => { delete AIP.return } },
 retNonCallable() { AIP.return = 5; return () => { delete AIP.return } },
 throwAIP() { AIP.throw = function (v) { log.push('throw'); return { done: true, value: 7 } }; return () => { delete AIP.throw } },
 next() { const o = AIP.next; AIP.next = function () { log.push('next'); return o.call(this) }; return () => { AIP.next = o } },
 nextGetter() { const d = Object.getOwnPropertyDescriptor(AIP, 'next'); Object.defineProperty(AIP, 'next', { get() { log.push('getnext'); return d.value }, configurable: true }); return () => { Object.defineProperty(AIP, 'next', d) } },
 iter() { const o = Array.prototype[Symbol.iterator]; Array.prototype[Symbol.iterator] = function () { log.push('iter'); return o.call(this) }; return () => { Array.prototype[Symbol.iterator] = o } },
 iterGen() { const o = Array.prototype[Symbol.iterator]; Array.prototype[Symbol.iterator] = function* () { log.push('gen'); try { yield 'g1'; yield 'g2' } finally { log.push('fin') } }; return () => { Array.prototype[Symbol.iterator] = o } },
 iterDeleted() { const o = Object.getOwnPropertyDescriptor(Array.prototype, Symbol.iterator); delete Array.prototype[Symbol.iterator]; return () => { Object.defineProperty(Array.prototype, Symbol.iterator, o) } },
};
const inputs = {
 plain: () => [1, 2],
 hole: () => [1, ,],
 hole3: () => [1, , 3],
 own: () => { const a = [1, ,]; a[Symbol.iterator] = function () { log.push('owniter'); return [8, 9].values() }; return a },
 ownNull: () => { const a = [1, ,]; a[Symbol.iterator] = null; return a },
 sub: () => { class S extends Array { *[Symbol.iterator]() { log.push('sub'); yield 's' } } const s = new S(); s.push(1, 2); return s },
 subPlain: () => { class S extends Array { } const s = new S(); s.push(1, 2); return s },
 proto: () => Object.setPrototypeOf([1, ,], { __proto__: Array.prototype, 1: 'own-proto' }),
 nullproto: () => Object.setPrototypeOf([1, 2], null),
};
const str = v => { try { const seen = new Set(); const f = v => {
  if (typeof v === 'string') return JSON.stringify(v); if (typeof v === 'symbol' || typeof v !== 'object' || v === null) return Object.is(v, -0) ? '-0' : String(v);
  if (v instanceof Error) return v.name + ' ' + v.message; if (seen.has(v)) return '^'; seen.add(v);
  let r = Array.isArray(v) ? '[' : '{'; const ks = Reflect.ownKeys(v); for (let i = 0; i < ks.length; i++) { const k = ks[i]; if (k === 'length') { r += '#' + v.length; continue } if (typeof k === 'symbol') { r += '@,'; continue } r += String(k) + ':' + f(v[k]) + ',' }
  return r + '}' }; return f(v) } catch (e) { return 'strerr ' + e.message } };

const show = (name, make) => {
  const results = {};
  for (const form in forms) {
    // Where `return` can't be called, or gives no object, these say it in other words.
    if (/^retNon/.test(name) && ['destrEmpty', 'yieldStarBreak', 'iterFlatTake'].includes(form)) continue;
    log.length = 0;
    const array = make();
    const undo = patches[name]();
    let result;
    try {
      result = forms[form](array);
    } catch (error) {
      result = error;
    }
    undo();
    const text = result instanceof Error ? result.name + ' ' + result.message : str(result);
    results[form] = text + (log.length ? ' | ' + log.join(' ') : '');
  }
  return results;
};
for (const input of ['plain', 'hole', 'own']) {
  const usual = show('none', inputs[input]);
  for (const name in patches) {
    const changed = show(name, inputs[input]);
    const lines = [];
    for (const form in forms) {
      if (name === 'none' || changed[form] !== usual[form]) lines[lines.length] = form + ': ' + changed[form];
    }
    if (lines.length) console.log(name + ', ' + input + '\n  ' + lines.join('\n  '));
  }
}
