// process.emitWarning: its forms, its checks, and its switches.
process.on('warning', (warning) => {
  console.log(warning.name, '|', warning.message, '|', warning.code, '|', warning.detail);
});
process.emitWarning('plain');
process.emitWarning('with a type', 'CustomWarning');
process.emitWarning('with a code', 'CustomWarning', 'W1');
process.emitWarning('with options', { type: 'T', code: 'C', detail: 'more of it' });
process.emitWarning('without type', { detail: 5 });
process.emitWarning(new RangeError('an error'));
process.emitWarning('a function', function above() {});
for (const args of [
  [], [1], [null], [undefined], [Symbol('s')], ['a', true], ['a', 1], ['a', []], ['a', Symbol()],
  ['a', 'b', 1], ['a', 'b', null], ['a', 'b', {}], ['a', { type: 1 }], ['a', { code: 1 }],
]) {
  try {
    process.emitWarning(...args);
    console.log('taken', args);
  } catch ({ name, code, message }) {
    console.log(name, code, message);
  }
}
process.noDeprecation = true;
process.emitWarning('never told', 'DeprecationWarning', 'DEP1');
process.noDeprecation = false;
process.throwDeprecation = true;
process.on('uncaughtException', (error) => console.log('thrown', error.message, error.code));
process.emitWarning('thrown instead', 'DeprecationWarning', 'DEP2');
