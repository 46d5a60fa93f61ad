// util's functions at work: promisify, callbackify, inherits, deprecate, types, styles, texts.
const util = require('util');

process.noDeprecation = true;
function later(a, callback) {
  callback(a < 0 ? new Error('below zero') : null, a * 2, 'dropped');
}
later.extra = 'kept';
const promised = util.promisify(later);
console.log(promised, promised.name, promised.length, promised.extra, util.promisify(promised) === promised);
promised(2).then(console.log);
promised(-1).catch((error) => console.log(error.message));
const custom = () => {};
custom[util.promisify.custom] = async () => 'own';
util.promisify(custom)().then(console.log);

const back = util.callbackify(async function named(a) { if (a === 0) throw null; if (a < 0) throw new Error('neg'); return a; });
console.log(back, back.length);
back(1, (error, value) => console.log('callback', error, value));
back(0, (error) => console.log('callback', error.code, error.message, error.reason));
back(-1, (error) => console.log('callback', error.message));

function Old() {}
function Base() {}
util.inherits(Old, Base);
console.log(Old.super_ === Base, new Old() instanceof Base, util.deprecate((a, b) => a + b, 'msg')(1, 2));

const values = { date: new Date(0), re: /x/, map: new Map(), iterator: new Map()[Symbol.iterator](), set: new Set(), promise: Promise.resolve(),
  proxy: new Proxy({}, {}), error: new RangeError(), boxed: Object(1n), symbol: Object(Symbol()), async: async () => {}, gen: function* () {},
  genObject: (function* () {})(), args: (function() { return arguments; })(), ab: new ArrayBuffer(1), sab: new SharedArrayBuffer(1),
  u8: new Uint8Array(1), f32: new Float32Array(1), view: new DataView(new ArrayBuffer(1)), weak: new WeakMap(), str: Object('s'), plain: {} };
for (const [name, value] of Object.entries(values)) {
  console.log(name, Object.keys(util.types).filter((test) => util.types[test](value)).join(' '));
}

const style = (format, text) => JSON.stringify(util.styleText(format, text, { validateStream: false }));
console.log(style('red', 'x'), style(['bold', 'underline'], 'y'), style('none', 'z'), style('#ff8800', 'hex'));
console.log(style('red', `a${util.styleText('blue', 'b', { validateStream: false })}c`));
console.log(util.stripVTControlCharacters('\x1b[31mred\x1b[39m \x1b]8;;http://x\x07link\x1b]8;;\x07'));
console.log(JSON.stringify(util.toUSVString('a\ud800b')), util.isArray([]), util._extend({ a: 1 }, { b: 2 }));
console.log(util.getSystemErrorName(-2), util.getSystemErrorMessage(-13), util.getSystemErrorMap().get(-17), util.convertProcessSignalToExitCode('SIGTERM'));
console.log(util.diff('abc', 'abd'), util.diff(['x', 'y'], ['y']), util.diff('a', 'a'));
console.log(util.isDeepStrictEqual({ a: [1, new Set([1])] }, { a: [1, new Set([1])] }), util.isDeepStrictEqual([1], ['1']));
const type = new util.MIMEType('Text/HTML; charset=utf-8; q="a b"');
type.params.set('x', '1');
console.log(`${type}`, type.essence, [...type.params], JSON.stringify({ type }));
console.log(util.format('%s %d %i %f %j %o %O %c%% %x', 'a', '1', 2.5, '3.5', { a: 1 }, [1], { b: 2 }, 'css', 'rest'));
console.log(util.formatWithOptions({ colors: true }, '%O', [1, 'a']), util.inspect({ a: { b: { c: { d: 1 } } } }, { depth: 0 }));
util.inspect.defaultOptions.depth = 0;
console.log(util.inspect({ a: { b: 1 } }), { a: { b: 1 } });
util.inspect.defaultOptions = { depth: 2 };
console.log({ a: { b: 1 } }, util.getCallSites(1)[0].functionName, Object.keys(util.getCallSites()[0]));
util.aborted(AbortSignal.abort(), {}).then(() => console.log('aborted'));
util.aborted({}, {}).catch((error) => console.log(error.code, error.message));
