// exit: 1
// What an iterator's return does on the way out doesn't change where the error was thrown.
class Endless {
  [Symbol.iterator]() {
    return this;
  }
  next() {
    return { done: false, value: 1 };
  }
  return() {
    try {
      null.x;
    } catch {}
    return undefined?.x ?? {};
  }
}

for (const a of new Endless()) {
  const [b] = new Endless();
  if (a === b) {
    throw new TypeError('in loop');
  }
}
