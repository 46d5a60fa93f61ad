// return() and throw() resume a generator with a completion; finally runs.
function* g() {
  try {
    yield 1;
    yield 2;
  } catch (e) {
    console.log('caught', e);
    yield 'recovered';
  } finally {
    console.log('finally');
    yield 'from finally';
  }
  return 'end';
}
const show = (label, it, ...steps) => {
  console.log(label);
  for (const [how, v] of steps) {
    try { console.log(' ', how, JSON.stringify(it[how](v))); } catch (e) { console.log(' ', how, 'threw', e); }
  }
};
show('return', g(), ['next'], ['return', 'R'], ['next'], ['next']);
show('throw', g(), ['next'], ['throw', 'T'], ['next'], ['next'], ['next']);
show('throw in finally', g(), ['next'], ['return', 'R'], ['throw', 'T'], ['next']);
show('before start', g(), ['return', 'R'], ['next']);
show('throw before start', g(), ['throw', 'T'], ['next']);
show('after the end', g(), ['next'], ['next'], ['next'], ['next'], ['return', 'late'], ['throw', 'late'], ['next']);
show('return twice', g(), ['next'], ['return', 1], ['return', 2], ['next']);

function* overrides() { try { yield 1; } finally { return 'mine'; } }
show('finally returns', overrides(), ['next'], ['return', 'yours'], ['next']);
show('finally swallows a throw', overrides(), ['next'], ['throw', 'T']);
function* stubborn() { while (true) { try { yield 'still'; } finally { continue; } } }
show('finally continues', stubborn(), ['next'], ['return', 1], ['throw', 2], ['next']);

// for-of closes it, destructuring too.
for (const x of g()) break;
const [one] = g();
console.log(one);
