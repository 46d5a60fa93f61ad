// What `return` runs depends on where the generator stands: nothing at all, a `finally`, the
// closing of an inner iterator, a pattern that is being filled, or another generator.
const log = [];
const say = (text) => log.push(text);

function* plain() {
  say('begun');
  while (true) yield 1;
}
function* caught() {
  try { yield 1; } catch { say('never caught'); }
}
function* guarded() {
  yield 1;
  try { yield 2; } finally { say('finally'); }
  yield 3;
}
function* late() {
  try { say('try'); } finally { yield 1; say('not reached'); }
}
const inner = {
  [Symbol.iterator]() { return this; },
  next() { return { value: 1, done: false }; },
  return() { say('inner closed'); return {}; },
};
function* looping() { for (const value of inner) yield value; }
function* filling() { let a; [a = yield 'filled', a] = inner; }
function* delegating() { yield* guarded(); }
function* over() { for (const value of [1, 2]) yield value; }
function* stubborn() { try { yield 1; } finally { yield 'still here'; } }

for (const make of [plain, caught, guarded, late, looping, delegating, over, stubborn]) {
  for (let steps = 0; steps < 3; steps++) {
    const generator = make();
    for (let i = 0; i < steps; i++) generator.next();
    const result = generator.return('given');
    console.log(make.name, steps, JSON.stringify(result), log.splice(0).join(', '));
    console.log('  then', JSON.stringify(generator.next()), log.splice(0).join(', '));
  }
}

const empty = { ...inner, next: () => ({ value: undefined, done: false }) };
const pattern = (function* () { const [a = yield 'asked'] = empty; say(`got ${a}`); })();
console.log(pattern.next().value, JSON.stringify(pattern.return(5)), log.splice(0).join(', '));

// `throw` goes through the body wherever it stands.
const thrown = plain();
thrown.next();
try { thrown.throw(new Error('thrown in')); } catch (error) { console.log(error.message); }
console.log(thrown.next());

// A loop that leaves early asks for the return; the variable of each round is its own.
const closures = [];
for (const value of over()) closures.push(() => value);
for (const value of plain()) { if (closures.length > 3) break; closures.push(() => value + 10); }
console.log(closures.map((get) => get()), log.splice(0).join(', '));
for (let value of over()) { value += 5; console.log(value); }
for (const key in { a: 1, b: 2 }) { console.log(key); }
try { for (const value of [value]) say('never'); } catch (error) { console.log(error.message); }
while ('endless') { if (closures.pop() === undefined) break; }
while (0) say('never');
console.log(closures.length, log.length);
