// Scripts, functions, limits of time, import() and what is wrong with arguments.
// stderr: ignore
const vm = require('vm');
const log = console.log;
const own = (error) => String(error.stack).split('\n').filter((line) => !/^    at (?!bad|evalmachine)/.test(line));
const told = (label, run) => {
  try {
    log(label, run());
  } catch (error) {
    log(label, error.name, error.code, error.message);
  }
};

const script = new vm.Script('1');
log(script, Reflect.ownKeys(vm.Script.prototype), Reflect.ownKeys(Object.getPrototypeOf(vm.Script.prototype)));
log(vm.Script.prototype, vm.Script);
log(Object.keys(new vm.Script('1', { produceCachedData: true })));
const data = script.createCachedData();
log(new vm.Script('1', { cachedData: data }));
log(new vm.Script('12345', { cachedData: Buffer.from('other') }).cachedDataRejected);
log(new vm.Script('//# sourceURL=abc.js\n1\n//# sourceMappingURL=q.map '));
for (const name of Object.keys(vm)) log(name, typeof vm[name], vm[name].length, vm[name].name);

for (const [text, options] of [
  ['var 1', { filename: 'bad.js' }],
  ['a b', 'bad.js'],
  ['throw new Error("x")', { lineOffset: 4, columnOffset: 7 }],
  ['\n  null.x', { lineOffset: 4, columnOffset: 7 }],
  ['let a; let a'],
  ['foo(\n\n'],
  ['"use strict"; undefinedVar = 1'],
  [' throw new Error("multi\\nline")', { displayErrors: false }],
  ['var 1', { displayErrors: false }],
  ['throw new Error("x")\n//# sourceURL=bad.js', 'ff.js'],
]) {
  try {
    vm.runInThisContext(text, options);
  } catch (error) {
    log(own(error));
  }
}
for (const text of ['throw { a: 1 }', 'throw 5']) {
  try {
    vm.runInThisContext(text);
  } catch (error) {
    log(error);
  }
}

// Functions.
const f = vm.compileFunction('return a + b + (c || 0)', ['a', 'b'], { contextExtensions: [{ c: 3 }] });
log(f(1, 2), f.toString(), f.length, f);
log(vm.compileFunction('return [c, d]', [], { contextExtensions: [{ c: 1, d: 1 }, { d: 2 }] })());
const place = vm.compileFunction('\n return new Error("q").stack', [], { filename: 'f.js', lineOffset: 10, columnOffset: 20 });
log(place().split('\n')[1]);
log(vm.compileFunction('return new Error("q").stack', [], { filename: 'f.js', lineOffset: 10, columnOffset: 20 })().split('\n')[1]);
for (const code of ['}', '/*', 'await 1', 'yield', 'new.target', 'super.x', '}; function q(){', '})(function(){', '-->x', '// c']) {
  try {
    log(vm.compileFunction(code).toString());
  } catch (error) {
    log(error.stack.split('\n').slice(0, 3));
  }
}
const c = vm.createContext({ z: 9 });
log(vm.compileFunction('return [z, this.z]', [], { parsingContext: c })());
log(vm.compileFunction('return []', [], { parsingContext: c })() instanceof Array);

// Texts that don't become code.
for (const text of ['eval("1")', 'new Function("1")', '(0, eval)("1")', '(async () => {}).constructor("")']) {
  told(text, () => vm.runInNewContext(text, {}, { contextCodeGeneration: { strings: false } }));
}

// Limits of time.
told('this', () => vm.runInThisContext('while (true);', { timeout: 5 }));
told('new', () => vm.runInNewContext('for (;;) new Array(10)', {}, { timeout: 5 }));
told('finally', () => vm.runInNewContext('try { for (;;); } finally { out.push(1) }', { out: [] }, { timeout: 5 }));
const nest = { run: () => vm.runInNewContext('while (true);', {}, { timeout: 5 }) };
told('nested', () => vm.runInNewContext('try { run() } catch (error) { error.code }', nest, { timeout: 10000 }));
told('outer', () => vm.runInNewContext('run()', { run: () => vm.runInNewContext('while (true);', {}, { timeout: 10000 }) }, { timeout: 5 }));
told('in time', () => vm.runInThisContext('1 + 1', { timeout: 1000 }));
told('microtasks', () => vm.runInNewContext(
  'function loop() { Promise.resolve().then(loop) } loop()', {}, { timeout: 5, microtaskMode: 'afterEvaluate' }));
const order = [];
vm.runInNewContext('Promise.resolve().then(() => order.push("theirs"))', { order }, { microtaskMode: 'afterEvaluate' });
order.push('ours');
log(order);

// import()
const shown = async (label, run) => {
  try {
    const result = await run();
    log(label, typeof result);
  } catch (error) {
    log(label, error.name, error.code, error.message, error instanceof TypeError);
  }
};
const main = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
process.on('warning', (warning) => log(warning.name, warning.message));
(async () => {
  const text = 'import("path")';
  await shown('script', () => new vm.Script(text).runInThisContext());
  await shown('context', () => vm.runInNewContext(text));
  await shown('eval', () => vm.runInThisContext(`eval(${JSON.stringify(text)})`));
  await shown('function', () => vm.compileFunction(`return ${text}`)());
  await shown('callback', () => new vm.Script(text, { importModuleDynamically() {} }).runInThisContext());
  await shown('default', () => new vm.Script(text, { importModuleDynamically: main }).runInThisContext());
  await shown('default in a context', () => vm.runInNewContext(text, {}, { importModuleDynamically: main }));
  await shown('function, default', () => vm.compileFunction(`return ${text}`, [], { importModuleDynamically: main })());
})();

// Arguments.
for (const value of [5, undefined, {}, null]) told('context', () => vm.runInContext('1', value));
for (const options of [
  { timeout: 0 }, { timeout: '1' }, { timeout: 1.5 }, { timeout: null }, { displayErrors: 1 }, { breakOnSigint: 1 },
  { filename: 1 }, { lineOffset: 'x' }, { lineOffset: 2 ** 31 }, { columnOffset: 1.5 }, { cachedData: 1 },
  { produceCachedData: 1 }, { importModuleDynamically: 1 }, null, 5, [], 'f.js',
]) {
  told('this', () => vm.runInThisContext('1', options));
  told('script', () => script.runInThisContext(options));
  told('function', () => vm.compileFunction('1', [], options).length);
}
for (const options of [
  5, null, { name: 5 }, { origin: 5 }, { codeGeneration: 5 }, { codeGeneration: { strings: 5 } },
  { codeGeneration: { wasm: 5 } }, { microtaskMode: 'x' },
]) {
  told('createContext', () => vm.createContext({}, options));
}
for (const options of [
  { contextName: 5 }, { contextOrigin: 5 }, { contextCodeGeneration: 5 }, { contextCodeGeneration: { strings: 0 } },
  { microtaskMode: 0 }, 5, null,
]) {
  told('new', () => vm.runInNewContext('1', {}, options));
}
for (const options of [{ parsingContext: {} }, { parsingContext: 5 }, { contextExtensions: [5] }, { contextExtensions: 5 }]) {
  told('function', () => vm.compileFunction('1', [], options));
}
told('code', () => vm.compileFunction(5));
told('code', () => vm.runInThisContext());
told('code', () => new vm.Script(Symbol('x')));
told('receiver', () => vm.Script.prototype.runInThisContext.call({}));
told('receiver', () => vm.Script.prototype.createCachedData.call({}));
