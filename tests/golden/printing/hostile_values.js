// Values that are too deep, circular in every way, or throw wherever they are touched: each is shown
// or throws, none ends the process.
Error.stackTraceLimit = 0;
const DEEP = 1e5;
const DEEPLY = { depth: Infinity, getters: true, showProxy: true };
const attempt = (name, value, options = { depth: Infinity }) => {
  for (const print of [(value) => console.dir(value, options), (value) => console.log(value)]) {
    let text = '';
    const write = process.stdout.write;
    process.stdout.write = (chunk) => { text += chunk; return true; };
    let outcome = 'shown';
    try {
      print(value);
    } catch (error) {
      outcome = `threw ${error?.name ?? error}`;
    } finally {
      process.stdout.write = write;
    }
    // How deep an engine goes, and what it does there, is its own affair.
    if (options === DEEPLY) outcome = 'answered';
    console.log(name, outcome);
  }
};
const nest = (wrap, depth = DEEP) => {
  let value = 1;
  for (let i = 0; i < depth; i++) value = wrap(value);
  return value;
};
attempt('arrays', nest((value) => [value]), DEEPLY);
attempt('objects', nest((a) => ({ a })), DEEPLY);
attempt('maps', nest((value) => new Map([[1, value]])), DEEPLY);
attempt('map keys', nest((value) => new Map([[value, 1]]), 200), DEEPLY);
attempt('sets', nest((value) => new Set([value])), DEEPLY);
attempt('promises', nest((value) => Object.assign(new Promise(() => {}), { value }), 200), DEEPLY);
attempt('getters', nest((value) => ({ get a() { return value; } }), 200), DEEPLY);
attempt('causes', nest((cause) => new Error('m', { cause })), DEEPLY);
attempt('stacks', nest((stack) => Object.assign(new Error('m'), { stack }), 50), DEEPLY);
attempt('errors', nest((value) => new AggregateError([value], 'm')), DEEPLY);
attempt('proxies', nest((value) => [new Proxy([value], {})]), DEEPLY);
const thrower = () => { throw new Error('trap'); };
const traps = new Proxy({}, { get: () => thrower });
attempt('traps', new Proxy({ a: 1 }, traps));
attempt('a trapped prototype', Object.create(new Proxy({}, traps)));
const revoked = Proxy.revocable({}, {});
revoked.revoke();
attempt('a revoked proxy', [revoked.proxy, { a: revoked.proxy }]);
attempt('a revoked prototype', Object.create(revoked.proxy));
const custom = Symbol.for('nodejs.util.inspect.custom');
attempt('an endless method', { [custom](depth, options, inspect) { return inspect(this, options); } }, { customInspect: true });
attempt('an endless getter', { get a() { return this.a; } }, { getters: true });
attempt('an endless name', Object.defineProperty(() => {}, 'name', { get() { return this; } }));
attempt('a throwing getter', { get a() { throw { get b() { throw 1; } }; } }, { getters: true });
