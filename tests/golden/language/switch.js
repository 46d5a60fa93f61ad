// Cases are compared with ===, tested in order, and fall through until a break.
function f(x) {
  const log = [];
  switch (x) {
    case 1: log.push('one');
    case '1': log.push('string'); break;
    default: log.push('default');
    case 2: log.push('two'); break;
    case NaN: log.push('never');
    case null: log.push('null');
  }
  return log.join(' ');
}
for (const x of [1, '1', 2, 3, NaN, null, undefined]) console.log(String(x), '->', f(x));

// Case expressions are evaluated until one matches; default comes last wherever it stands.
const log = [];
const t = (v) => (log.push(v), v);
switch (t(3)) { case t(1): default: log.push('default'); case t(2): log.push('fell'); }
switch (t(2)) { case t(1): case t(2): log.push('hit'); case t(4): log.push('no test'); }
console.log(log.join(' '));

// One block scope for all cases.
switch (0) {
  case 0: let x = 'let'; const get = () => x; x += '!';
  case 1: console.log(get());
}

// Empty, only default, nested, with continue and return inside.
switch (t('evaluated')) {}
switch (1) { default: }
const out = [];
for (let i = 0; i < 4; i++) {
  switch (i) {
    case 1: continue;
    case 2: switch ('n') { case 'n': break; default: out.push('never'); } out.push('two'); break;
    default: out.push(i);
  }
}
console.log(out.join());
console.log(((x) => { switch (x) { case 'r': return 'returned'; } return 'after'; })('r'));

// With many integer cases and with strings.
const name = (n) => { switch (n) { case 0: return 'zero'; case 1: return 'one'; case 2: return 'two'; case 3: return 'three'; case -1: return 'minus'; default: return 'many'; } };
console.log([0, 1, 2, 3, -1, -0, 1.5, '1'].map(name).join());
