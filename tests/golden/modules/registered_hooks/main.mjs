// module.registerHooks(): what hooks are told, what they may give, for import and require.
import { createRequire, registerHooks } from 'node:module';
const require = createRequire(import.meta.url);
const { inspect } = require('util');
const here = new URL('.', import.meta.url).href;
const clean = (text) => String(text).replaceAll(here, 'HERE/').replaceAll(here.slice(7), 'HERE/');
const show = (value) => clean(inspect(value, { breakLength: Infinity, depth: 1 }));

// What they are told, and by what they go on.
const told = registerHooks({
  resolve(specifier, context, next) {
    const result = next(specifier, context);
    console.log('resolve', specifier, show(context), show(result));
    return result;
  },
  load(url, context, next) {
    const result = next(url, context);
    const source = result.source?.constructor.name;
    console.log('load', clean(url), show(context), show({ ...result, source }));
    return result;
  },
});
console.log(Object.keys(told), Object.isFrozen(told), told.constructor.name);
await import('./a.mjs');
await import('./b.cjs');
await import('./c.json', { with: { type: 'json' } });
await import('os');
await import('./d.js');
await import('./e.js');
for (const request of ['./f.cjs', './g.json', 'path', 'node:path', './h.mjs', './i', './j.js']) {
  require(request);
}
console.log('again');
require('./f.cjs');
await import('./a.mjs');
console.log(clean(require.resolve('./f.cjs')), require.resolve('os'), require.resolve('node:os'));
console.log(clean(import.meta.resolve('os')), clean(import.meta.resolve('./nothing.mjs')));
told.deregister();
told.deregister();

// What they may give.
let resolve;
let load;
const given = registerHooks({
  resolve: (specifier, context, next) => (resolve ?? ((s, c, n) => n(s, c)))(specifier, context, next),
  load: (url, context, next) => (load ?? ((u, c, n) => n(u, c)))(url, context, next),
});
let count = 0;
async function attempt(what, resolver, loader) {
  const request = `./virtual${count++}`;
  for (const how of ['require', 'import']) {
    const specifier = `${request}?${how}`;
    resolve = resolver && ((s, c, n) => (s === specifier ? resolver(s, c, n) : n(s, c)));
    load = loader;
    let result;
    try {
      result = how === 'require' ? require(specifier) : await import(specifier);
      resolve = load = undefined;
      result = show(result);
    } catch (error) {
      resolve = load = undefined;
      result = clean(`${error?.name} ${error?.code} ${error?.message}`);
    }
    console.log(what, how, result);
  }
}
const virtual = (specifier) => ({ url: `virtual:${specifier}`, shortCircuit: true });
const text = (format, source) => () => ({ format, source, shortCircuit: true });
const file = (name, more) => () => ({ url: here + name, shortCircuit: true, ...more });
const bytes = new TextEncoder().encode('export const b = 2');

await attempt('CommonJS', virtual, text('commonjs', 'exports.a = [__filename, __dirname, module.id]'));
await attempt('ES module', virtual, text('module', 'export default [import.meta.url, import.meta.filename]'));
await attempt('json', virtual, text('json', '{"a":1}'));
await attempt('no format', virtual, text(undefined, 'exports.x = 1'));
await attempt('no format', virtual, text(undefined, 'export const x = 1'));
await attempt('no string format', virtual, text(null, 'export const x = 1'));
await attempt('odd format', virtual, text('odd', 'export const x = 1'));
await attempt('buffer', virtual, text('commonjs', Buffer.from('exports.b = 2')));
await attempt('bytes', virtual, text('module', bytes));
await attempt('array buffer', virtual, text('module', bytes.buffer));
await attempt('no source', virtual, text('commonjs', undefined));
await attempt('no source', virtual, text('module', undefined));
await attempt('no source', virtual, text('json', null));
await attempt('no source', virtual, text('builtin', null));
await attempt('odd source', virtual, text('module', 5));
await attempt('nothing loads it', virtual);
await attempt('another file', (s, c, next) => next('./d.js', c));
await attempt('another file', (s, c, next) => next('./e.js', c));
await attempt('in place of path', (s, c, next) => next('path', c), text('commonjs', 'module.exports = __filename'));
await attempt('in place of punycode', () => ({ url: 'node:punycode', shortCircuit: true }), text('module', 'export default 1'));
await attempt('in place of sys', () => ({ url: 'node:sys', shortCircuit: true }), text('json', '"sys"'));
await attempt('no built-in', () => ({ url: 'node:none', shortCircuit: true }));
await attempt('nothing', () => undefined);
await attempt('null', () => null);
await attempt('empty', () => ({}));
await attempt('no URL', file('', { url: undefined }));
await attempt('odd URL', file('', { url: 5 }));
await attempt('text for a URL', file('', { url: 'not a url' }));
await attempt('odd format', file('a.mjs', { format: 5 }));
await attempt('odd attributes', file('a.mjs', { importAttributes: 5 }));
await attempt('not said to be short', () => ({ url: `${here}a.mjs` }));
await attempt('promise', async () => ({ url: `${here}a.mjs`, shortCircuit: true }));
await attempt('throws', () => { throw new RangeError('mine'); });
await attempt('load nothing', virtual, () => undefined);
await attempt('load empty', virtual, () => ({}));
await attempt('load odd format', virtual, text(5, 'exports.a = 1'));
await attempt('load not said to be short', virtual, () => ({ format: 'module', source: '' }));
await attempt('load throws', virtual, () => { throw new RangeError('mine'); });
await attempt('wrong text', virtual, text('commonjs', '@'));
await attempt('wrong text', virtual, text('module', '@'));
await attempt('requires', virtual, text('commonjs', 'exports.a = require("path").sep'));
await attempt('imports', virtual, text('module', 'import path from "path"; export default path.sep'));
await attempt('requires a file', virtual, text('commonjs', 'require("./d.js")'));
await attempt('web', file('', { url: 'https://example.org/' }));
await attempt('format', file('k.js', { format: 'module' }));
await attempt('format of load', file('l.js', { format: 'odd' }), (url, context, next) => next(url, { ...context, format: 'commonjs' }));
await attempt('conditions', (s, c, next) => next('pkg', { conditions: ['mine'] }));
await attempt('attributes', file('m.json', { importAttributes: { type: 'json' } }));
given.deregister();

// Several, the newest first.
const first = registerHooks({
  resolve(specifier, context, next) {
    const result = next(specifier, context);
    console.log('first', context.more, Reflect.ownKeys(result));
    return { ...result, first: true };
  },
  load(url, context, next) {
    const result = next(url, context);
    console.log('first', context.more, Reflect.ownKeys(result));
    return { ...result, first: true };
  },
});
const second = registerHooks({
  resolve(specifier, context, next) {
    const result = next(specifier, { ...context, more: 1 });
    console.log('second', Reflect.ownKeys(result), this, next.name, next.length);
    return result;
  },
  load(url, context, next) {
    const result = next(url, { more: 2 });
    console.log('second', Reflect.ownKeys(result));
    return { ...result, source: String(result.source).replace('= 1', '= 11') };
  },
});
console.log(show(await import('./n.mjs')), show(require('./o.cjs')));
second.deregister();
console.log(show(await import('./n.mjs?2')));
const short = registerHooks({ resolve: () => ({ url: `${here}a.mjs`, shortCircuit: true }) });
console.log(show(await import('./anything')));
short.deregister();
first.deregister();
console.log(show(await import('./n.mjs?3')));

for (const hooks of [undefined, null, {}, 5, { resolve: 5 }, { load: 'x' }, { resolve: null, load: 0 }]) {
  try {
    const registered = registerHooks(hooks);
    console.log(Object.keys(registered), registered.resolve, registered.load, registered.deregister());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
