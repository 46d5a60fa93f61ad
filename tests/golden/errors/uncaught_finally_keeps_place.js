// exit: 1
// What runs in a finally block before an error goes on doesn't change where it was thrown.
function quiet(none) {
  try {
    null.x;
  } catch {}
  return none?.a.b;
}

function fails() {
  try {
    throw new Error('first');
  } finally {
    quiet();
    for (const x of [1, 2]) {
      break;
    }
    switch (1) {
      case 1:
        [...'ab'].map(() => quiet());
    }
  }
}

try {
  fails();
} catch (error) {
  console.log(error.message);
}
fails();
