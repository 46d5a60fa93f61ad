// exit: 1
// An error that a delegated generator lets out keeps its place, in a spread too.
function* inner() {
  yield 1;
  throw new Error('inner');
}

function* outer() {
  yield* inner();
}

[...outer()];
