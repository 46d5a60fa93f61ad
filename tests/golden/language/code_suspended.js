// Generators and async functions wait in functions that nothing else refers to.
const GeneratorFunction = Object.getPrototypeOf(function* () {}).constructor;
const AsyncFunction = Object.getPrototypeOf(async function () {}).constructor;
const AsyncGeneratorFunction = Object.getPrototypeOf(async function* () {}).constructor;
const indirect = eval;

function fill() {
  for (let i = 0; i < 40; i++) {
    indirect(`(function* () { yield "filler ${i}" })().next().value`);
    new Function(`return { filler${i}: [${i}] }`)();
  }
}

const generators = [];
for (let i = 0; i < 5; i++) {
  generators.push(new GeneratorFunction(`let x = yield "first ${i}"; try { x += yield x + "${i}" } finally { yield "closing ${i}" } return x`)());
}
fill();
for (const generator of generators) console.log(generator.next().value);
fill();
for (const generator of generators) console.log(generator.next('sent ').value);
fill();
console.log(generators[0].next('more'), generators[1].return('returned'), generators[2].next(1));
fill();
console.log(generators.map(generator => generator.next('z').value).join());

// Not started, running, delegating.
const outer = new GeneratorFunction('inner', 'yield* inner(); return "out"')(
  new GeneratorFunction('for (let i = 0; i < 3; i++) { eval("i"); yield "inner " + i }'));
fill();
console.log([...outer]);

let release;
const gate = new Promise(resolve => { release = resolve; });
const waiting = [];
for (let i = 0; i < 3; i++) {
  waiting.push(new AsyncFunction('gate', `const got = await gate; await null; return got + " ${i}"`)(gate));
}
const stream = new AsyncGeneratorFunction('gate', 'yield await gate; for await (const x of ["a", "b"]) yield x + eval("1")')(gate);
fill();
setTimeout(async () => {
  fill();
  release('released');
  console.log(await Promise.all(waiting));
  for await (const value of stream) {
    fill();
    console.log(value);
  }
  // Reactions whose handlers nothing else refers to.
  Promise.resolve(1).then(indirect('v => { eval(""); return v + 1 }')).then(new Function('v', 'console.log("then", v)'));
  setTimeout(new Function('console.log("timer")'), 1);
  fill();
}, 1);
