// When Array.fromAsync settles, in microtasks, and what it does to its iterators until then: whatever
// throws after an iterator was opened closes it. (Where `return` itself throws, Node never settles;
// that isn't shown here.)
const R = x => Promise.reject(x), P = x => Promise.resolve(x);
const thenable = v => ({ then(r) { r(v) } }), rejThenable = v => ({ then(_, r) { r(v) } }), throwThenable = v => ({ then() { throw v } });
const asyncThenable = v => ({ then(r) { Promise.resolve().then(() => r(v)) } });
const thenGetterThrows = v => ({ get then() { throw v } });
let log = [];
function* g(...xs) { try { for (const x of xs) { if (typeof x == 'function') throw x(); yield x } } finally { log.push('fin') } }
async function* ag(...xs) { try { for (const x of xs) { if (typeof x == 'function') throw x(); yield x } } finally { log.push('afin') } }
async function* agAwaitFin(...xs) { try { for (const x of xs) yield x } finally { await null; log.push('afin2') } }
const it = (steps, ret) => ({ [Symbol.iterator]() { let i = 0; return { next() { log.push('n' + i); const s = steps[i++]; return typeof s == 'function' ? s() : s ?? { done: true } }, ...(ret && { return: ret }) } } });
const ait = (steps, ret) => ({ [Symbol.asyncIterator]() { let i = 0; return { next() { log.push('n' + i); const s = steps[i++]; return typeof s == 'function' ? s() : s ?? { done: true } }, ...(ret && { return: ret }) } } });
const V = (value, done = false) => ({ value, done });
const ret = () => { log.push('ret'); return {} }, retP = () => { log.push('ret'); return P({}) }, retRej = () => { log.push('ret'); return R('rr') }, retThrow = () => { log.push('ret'); throw 'rt' }, retPrim = () => { log.push('ret'); return 5 };
const T = () => { throw 'T' };
const sources = {
 empty: () => [], one: () => [1], three: () => [1, 2, 3], hole: () => [1, , 3],
 proms: () => [P(1), P(2)], mixed: () => [1, P(2), thenable(3)],
 rej1: () => [R('r')], rej2: () => [1, R('r')], rej3: () => [1, 2, R('r'), 4],
 rejT: () => [rejThenable('rt')], rejT2: () => [1, rejThenable('rt')], thrT: () => [throwThenable('tt')], thrT2: () => [1, throwThenable('tt')],
 thenGet: () => [thenGetterThrows('tg')], thenGet2: () => [1, thenGetterThrows('tg')], asyncT: () => [asyncThenable(1), 2],
 gen0: () => g(), gen1: () => g(1), gen2: () => g(1, P(2)), genThrow0: () => g(() => 'e'), genThrow1: () => g(1, () => 'e'), genRej: () => g(R('r'), 2), genRej2: () => g(1, R('r'), 2), genRejT: () => g(1, rejThenable('x')),
 agen0: () => ag(), agen1: () => ag(1), agen2: () => ag(1, P(2)), agenThrow0: () => ag(() => 'e'), agenThrow1: () => ag(1, () => 'e'), agenRej: () => ag(R('r'), 2), agenRej2: () => ag(1, R('r'), 2), agenRejT: () => ag(1, rejThenable('x')),
 agenFin: () => agAwaitFin(1, 2),
 like0: () => ({ length: 0 }), like1: () => ({ length: 1, 0: 'a' }), like3: () => ({ length: 3, 0: 'a', 1: P('b'), 2: thenable('c') }), likeRej: () => ({ length: 2, 0: R('r') }), likeRej2: () => ({ length: 2, 0: 1, 1: R('r') }), likeRejT: () => ({ length: 1, 0: rejThenable('r') }), likeGet: () => ({ length: 2, get 0() { throw 'g0' } }), likeGet1: () => ({ length: 2, 0: 1, get 1() { throw 'g1' } }), likeLen: () => ({ get length() { throw 'len' } }), likeThenGet: () => ({ length: 1, 0: thenGetterThrows('x') }),
 str: () => 'ab', num: () => 5, nul: () => null, undef: () => undefined, bool: () => true,
 set: () => new Set([1, P(2)]), map: () => new Map([[1, 2]]), typed: () => new Uint8Array([1, 2]),
 itPrim: () => it([V(1), 5], ret), itNextThrow: () => it([V(1), T], ret), itFirstThrow: () => it([T], ret), itRej: () => it([V(R('r'))], ret), itRejP: () => it([V(R('r'))], retP), itRejRej: () => it([V(R('r'))], retRej), itRejNoRet: () => it([V(R('r'))]),
 itDoneGet: () => it([{ get done() { throw 'dg' } }], ret), itValGet: () => it([{ get value() { throw 'vg' }, done: false }], ret), itDoneRej: () => it([V(1), V(R('dr'), true)], ret), itDoneP: () => it([V(1), V(P('d'), true)], ret), itThenGet: () => it([V(thenGetterThrows('x'))], ret),
 aitPrim: () => ait([V(1), 5], ret), aitNextThrow: () => ait([V(1), T], ret), aitFirstThrow: () => ait([T], ret), aitRej: () => ait([() => R('r')], ret), aitPV: () => ait([() => P(V(1)), () => P(V(2))], ret), aitV: () => ait([V(1), V(2)], ret), aitValP: () => ait([V(P(1)), V(R('vr'))], ret), aitValRej: () => ait([V(R('r'))], ret), aitThenable: () => ait([() => thenable(V(1)), () => asyncThenable(V(2))], ret), aitThenThrow: () => ait([() => throwThenable('tt')], ret), aitDoneGet: () => ait([{ get done() { throw 'dg' } }], ret), aitValGet: () => ait([{ get value() { throw 'vg' }, done: false }], ret), aitThenGet: () => ait([() => thenGetterThrows('q')], ret),
 badIter: () => ({ [Symbol.iterator]: 5 }), badAIter: () => ({ [Symbol.asyncIterator]: 5 }), nullAIter: () => ({ [Symbol.asyncIterator]: null, [Symbol.iterator]() { return [1][Symbol.iterator]() } }), iterThrows: () => ({ [Symbol.iterator]() { throw 'it' } }), iterPrim: () => ({ [Symbol.iterator]() { return 5 } }), iterGetThrows: () => ({ get [Symbol.iterator]() { throw 'ig' } }), aiterThrows: () => ({ [Symbol.asyncIterator]() { throw 'it' } }), aiterPrim: () => ({ [Symbol.asyncIterator]() { return 5 } }),
 itNoNext: () => ({ [Symbol.iterator]() { return {} } }), aitNoNext: () => ({ [Symbol.asyncIterator]() { return {} } }),
 aitRet1: () => ait([V(1), V(2)], ret), aitRet2: () => ait([V(1), V(2)], retP), itRet1: () => it([V(1), V(2)], ret), itRet2: () => it([V(1), V(2)], retP), itRet3: () => it([V(1), V(2)], retRej),
};
const mappers = {
 none: [], id: [x => (log.push('m'), x)], async: [async x => (log.push('m'), x)], throws: [x => { log.push('m'); throw 'mt' }], throws2: [(x, i) => { if (i == 1) throw 'mt2'; return x }], rejects: [x => R('mr')], rejects2: [(x, i) => i == 1 ? R('mr2') : x], rejThenable: [x => rejThenable('mrt')],
};
const str = (v) => (v instanceof Error ? v.name + ': ' + v.message : typeof v == 'string' ? v : JSON.stringify(v));
process.on('unhandledRejection', () => {});
(async () => {
  for (const s in sources) {
    for (const m in mappers) {
      log = [];
      let stop = false, n = 0;
      const source = sources[s]();
      Array.fromAsync(source, ...mappers[m]).then(
        (v) => { log.push('| ok ' + str(v)); stop = true; },
        (e) => { log.push('| ' + str(e)); stop = true; },
      );
      log.push('sync');
      (async () => { while (!stop && n < 60) { await null; log.push(++n); } })();
      await new Promise((resolve) => setImmediate(resolve));
      console.log(s, m + ':', log.join(' '));
    }
  }
})();
