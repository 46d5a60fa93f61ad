'use strict';
// Statements of all kinds.
function sign(n) {
  if (n > 0) {
    return 1;
  } else if (n < 0) {
    return -1;
  }
  return 0;
}
sign(3);
sign(0);
for (let i = 0; i < 3; i++) {
  if (i === 1) continue;
  sign(i);
}
for (const key in { a: 1, b: 2 }) {
  sign(key.length);
}
for (const never of []) {
  sign(never);
}
let n = 5;
while (n > 0) {
  n--;
  if (n === 2) {
    break;
  }
}
do {
  n++;
} while (n < 4);
while (n > 100) {
  sign(n);
}
outer:
for (const a of [1, 2]) {
  for (const b of [1, 2]) {
    if (b === 2) continue outer;
    sign(a + b);
  }
  sign(-1);
}
function word(n) {
  switch (n) {
    case 1:
      return 'one';
    case 2:
      n += 1;
    case 3:
      n += 1;
      break;
    case 4:
      return 'four';
  }
  return 'many';
}
word(1);
word(2);
word(9);
function tried(what) {
  try {
    if (what) {
      throw new Error('x');
    }
    sign(1);
  } catch (error) {
    sign(error.message.length);
  } finally {
    sign(2);
  }
  try {
    sign(3);
  } catch {
    sign(4);
  }
  return what;
}
tried(true);
tried(false);
tried(false);
function early() {
  return 1;
  sign(1);
}
early();
function throws() {
  throw new Error('y');
}
try {
  throws();
} catch {
  sign(0);
}
{
  const block = 1;
  sign(block);
}
var a = 1, b = 2;
if (a) sign(a); else sign(b);
