// while, do, for: with every part missing, with commas, with blocks or not.
let i = 0;
while (i < 3) i++;
do i--; while (i > 1) console.log('do needs no semicolon', i);
for (;;) { if (++i > 4) break; }
for (var a = 0, b = 10; a < b; a++, b -= 2);
console.log(i, a, b);

// continue goes to the update.
let odd = '';
for (let n = 0; n < 8; n++) { if (n % 2 === 0) continue; odd += n; }
console.log(odd);

// continue in do-while goes to the test.
let turns = 0;
do { turns++; if (turns < 3) continue; break; } while (true);
console.log(turns);

// Nested loops with closures and early exits.
const found = [];
for (let x = 1; x < 20; x++) {
  for (let y = x; y < 20; y++) {
    const z = Math.sqrt(x * x + y * y);
    if (z > 20) break;
    if (Number.isInteger(z)) found.push([x, y, z].join('-'));
  }
}
console.log(found.join(' '));

// A loop variable can be captured and changed in the head.
for (let n = 0, stop = () => n >= 2; !stop(), n < 2; n++) console.log(n);

// An empty statement as the body, and an infinite loop ended by an exception.
let steps = 0;
try { for (;;) if (++steps === 1000) throw 'enough'; } catch (e) { console.log(e, steps); }
for (let n = 3; n --> 0;) console.log(n);
