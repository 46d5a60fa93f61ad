// Each call of a chain has the receiver of its own callee.
const attempt = (f) => { try { console.log(f()); } catch (e) { console.log(e.message); } };
const o = { name: 'o', self() { return this; }, plain() { return function () { 'use strict'; return this; }; }, make() { return { name: 'made by ' + this.name, self: o.self }; } };
const k = 'self', m = 'make', p = 'plain';
attempt(() => o[k]?.()?.name);
attempt(() => o.self?.()?.self?.()?.name);
attempt(() => o[m]?.()?.self?.().name);
attempt(() => o?.[m]?.()?.[k]?.()?.name);
attempt(() => o.plain?.()?.());
attempt(() => o[p]?.()?.()?.x);
attempt(() => o?.make?.().self?.()['name']?.slice?.(0, 4));
attempt(() => [...[1, 2][Symbol.iterator]?.()?.toArray?.()]);
attempt(() => [][Symbol.iterator]?.()?.(console.log('argument')));
attempt(() => ''?.[Symbol.iterator]?.()?.(...[console.log('spread argument')]));
attempt(() => o[m]?.(1)?.(console.log('argument')));
attempt(() => (o?.make)()?.(console.log('argument')));
attempt(() => delete o.make?.()?.self?.().name);
class C { #x = 1; #get() { return this.#x; } read() { return this?.#get?.()?.toFixed?.(1); } static of() { return new this().read?.()?.concat?.('!'); } }
attempt(() => C.of?.()?.length);
function* g() { return o[yield 1]?.(yield 2)?.[yield 3]?.(yield 4)?.name; }
const it = g(); it.next(); it.next('make'); it.next(0); it.next('self'); attempt(() => it.next(0).value);
(async () => console.log(await o[await 'make']?.(await 1)?.[await 'self']?.(...[await 2])?.name))();
