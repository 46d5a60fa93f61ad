// What built-ins ask of each other by name (species, flags, iterators, adders) isn't asked for Node's
// modules, whatever scripts have put there.
// stderr: ignore
const log = console.log;
const patched = () => { throw new Error('patched'); };
const during = (holder, key, run) => {
  const before = Object.getOwnPropertyDescriptor(holder, key);
  const patch = before?.get === undefined ? { value: patched } : { get: patched };
  Object.defineProperty(holder, key, { ...patch, configurable: true });
  let shown;
  try {
    shown = run();
  } catch (error) {
    shown = error;
  }
  if (before === undefined) delete holder[key];
  else Object.defineProperty(holder, key, before);
  return shown instanceof Error ? shown.message : shown;
};
const url = require('url');
const util = require('util');
const uses = {
  events() {
    const emitter = new (require('events'))();
    let seen = '';
    emitter.on('x', (value) => { seen += value; });
    emitter.on('x', () => { seen += '!'; });
    emitter.emit('x', 1);
    return seen;
  },
  module: () => typeof require('module').createRequire('/a/b.js'),
  parse: () => url.parse('http://u@h:8/p?c=d#x').host,
  resolve: () => url.resolve('http://a/b/c', '../d'),
  file: () => url.pathToFileURL('/a b').href,
  strip: () => util.stripVTControlCharacters('\u001b[31mx\u001b[39m'),
  args: () => util.parseArgs({ args: ['-f', '--bar', 'b'], options: { f: { type: 'boolean', short: 'f' }, bar: { type: 'string' } } }).values.bar,
  mime: () => String(new util.MIMEType('text/plain; charset=utf-8')),
  cpus: () => typeof require('os').cpus().length,
  stream() {
    const { Readable, PassThrough, pipeline } = require('stream');
    return typeof pipeline(Readable.from(['q']), new PassThrough({ objectMode: true }), () => {});
  },
};
const Iterator = Object.getPrototypeOf([][Symbol.iterator]());
// With what Node itself asks.
for (const [name, holder, key, ...skipped] of [
  ['Array[Symbol.species]', Array, Symbol.species, 'resolve', 'args'],
  ['Array.prototype[Symbol.iterator]', Array.prototype, Symbol.iterator, 'stream'],
  ['ArrayIterator.next', Iterator, 'next'],
  ['Set.prototype.add', Set.prototype, 'add'],
  ['Map.prototype.set', Map.prototype, 'set'],
  ['RegExp.prototype.exec', RegExp.prototype, 'exec', 'parse', 'resolve', 'strip', 'mime'],
  ['RegExp.prototype.flags', RegExp.prototype, 'flags'],
  ['RegExp.prototype.global', RegExp.prototype, 'global', 'strip'],
  ['RegExp.prototype.unicode', RegExp.prototype, 'unicode', 'strip'],
  ['RegExp.prototype[Symbol.search]', RegExp.prototype, Symbol.search],
  ['RegExp.prototype[Symbol.split]', RegExp.prototype, Symbol.split],
  ['RegExp[Symbol.species]', RegExp, Symbol.species, 'parse', 'resolve', 'strip', 'mime'],
]) {
  const results = [];
  for (const use of Object.keys(uses)) {
    if (!skipped.includes(use)) results.push(during(holder, key, uses[use]));
  }
  log(name, results.join(' '));
}
// A script's own code asks.
log(during(RegExp.prototype, 'exec', () => 'a'.replace(/a/, 'b')), during(Array, Symbol.species, () => [1].map((x) => x)));
log(during(Array.prototype, Symbol.iterator, () => [...[1]]), during(Set.prototype, 'add', () => new Set([1])));
