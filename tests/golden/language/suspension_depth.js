// A yield may stand deep, and after many statements: the way back to it is found all the same.
function nested(levels) {
  let body = 'seen.push(yield n); if (n % 2) continue outer;';
  for (let level = 0; level < levels; level++) {
    const wrap = [
      (code) => `{ const a${level} = ${level}; ${code} seen.push(a${level}); }`,
      (code) => `if (n >= 0) { ${code} }`,
      (code) => `for (const v of ['v${level}']) { ${code} }`,
      (code) => `try { ${code} } finally { ends++; }`,
      (code) => `switch (n >= 0) { case false: break; case true: ${code} }`,
      (code) => `do { ${code} } while (false);`,
    ][level % 6];
    body = wrap(body);
  }
  const source = `return function* () {
    const seen = []; let ends = 0;
    outer: for (let n = 0; n < 4; n++) { ${body} }
    return [seen.join(), ends];
  }`;
  return Function(source)();
}

for (const levels of [1, 6, 7, 8, 20, 61]) {
  const generator = nested(levels)();
  const yielded = [];
  let result = generator.next('first');
  while (!result.done) {
    yielded.push(result.value);
    result = generator.next('r' + result.value);
  }
  console.log(levels, yielded.join(), result.value[1], result.value[0].length);
}

// The number of the statement is part of the way.
const many = Function(`return async function* () {
  let sum = 0;
  ${'sum++;\n'.repeat(300)}
  sum += await 1000;
  ${'sum++;\n'.repeat(66000)}
  sum += yield sum;
  { ${'sum++;\n'.repeat(254)} sum += yield sum; { ${'sum++;\n'.repeat(255)} sum += yield sum; } }
  return sum;
}`)();
(async () => {
  const generator = many();
  const results = [];
  for (let i = 0; i < 5; i++) results.push(await generator.next(100000 * i));
  console.log(results.map((result) => result.value).join(' '));
})();

// As many slots as there are variables, few or many.
for (const count of [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 18, 40]) {
  const names = Array.from({ length: count }, (_, i) => 'v' + i);
  const generator = Function(`return function* () {
    let ${names.map((name, i) => `${name} = ${i}`).join()};
    const before = ${names.join('+')};
    yield before;
    { let more = 1, other = yield before + more; yield more + other; }
    ${names.map((name) => name + '++;').join('')}
    yield ${names.join('+')};
  }`)()();
  console.log(count, generator.next().value, generator.next().value, generator.next(5).value, generator.next().value);
}
