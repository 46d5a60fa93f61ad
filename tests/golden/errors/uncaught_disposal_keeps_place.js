// exit: 1
// Disposing of resources on the way out doesn't change where the error was thrown.
{
  using a = {
    [Symbol.dispose]() {
      try {
        null.x;
      } catch {}
    },
  };
  using b = {
    [Symbol.dispose]() {
      undefined?.x;
    },
  };
  throw new Error('used');
}
