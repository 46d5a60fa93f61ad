// exit: 1
// Causes and extra properties follow the stack.
function low() { throw new RangeError('low level'); }
function high() {
  try {
    low();
  } catch (cause) {
    throw Object.assign(new Error('high level', { cause }), { code: 'E_HIGH' });
  }
}
high();
