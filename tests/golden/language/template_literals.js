// Templates convert with ToString, keep line breaks, and nest.
const name = 'world', n = 3;
console.log(`hello ${name}, ${n + 1} ${[1, 2]} ${null} ${undefined} ${{}} ${() => 1}`);
console.log(`two
lines, \`escaped\` \${not} \u{1F600} \x41 \
joined`);
console.log(`outer ${`inner ${`deepest ${n}`}`}`, ``, `${''}`.length);
console.log(`${{ toString: () => 'str', valueOf: () => 'val' }}`, '' + { toString: () => 'str', valueOf: () => 'val' });
try { `${Symbol('s')}`; } catch (e) { console.log(e.message); }

// Parts are converted in order, each when it is reached.
const log = [];
const t = (v) => ({ toString() { log.push('to ' + v); return v; } });
`${(log.push('eval a'), t('a'))} ${(log.push('eval b'), t('b'))}`;
console.log(log.join(', '));

// Line ends are normalised, also in raw.
console.log(`a\r\nb`.length, (0, eval)('`a\r\nb`').length);
