// Labels name statements; break leaves them, continue goes on with a named loop.
outer: for (let i = 0; i < 3; i++) {
  inner: for (let j = 0; j < 3; j++) {
    if (j === 1) continue outer;
    if (i === 2) break outer;
    console.log(i, j);
  }
}

// break works for any labelled statement.
block: {
  console.log('in');
  if (true) break block;
  console.log('never');
}
choice: switch (1) { case 1: for (;;) break choice; }
cond: if (true) { break cond; }

// Several labels on one loop; a label may be reused one after the other.
a: b: c: for (let n = 0; n < 2; n++) { if (n === 0) continue a; console.log('n', n); break b; }
a: for (;;) break a;

// Through finally: it runs on the way.
const log = [];
out: while (true) {
  try {
    try { log.push('try'); break out; } finally { log.push('finally 1'); }
  } finally { log.push('finally 2'); }
}
next: for (const x of [1, 2]) {
  for (;;) {
    try { log.push('x' + x); continue next; } finally { log.push('f' + x); }
  }
}
console.log(log.join(' '));

// finally may change the destination.
const where = (() => {
  one: for (;;) {
    for (;;) {
      try { return 'returned'; } finally { break one; }
    }
  }
  return 'broken out';
})();
console.log(where);

// Contextual words are fine as labels.
async: yield: of: for (;;) break yield;
