// finally always runs; what it does itself wins.
const log = [];
const run = (name, f) => {
  let result;
  try { result = 'returned ' + f(); } catch (e) { result = 'threw ' + e; }
  console.log(name + ': ' + log.splice(0).join(' ') + ' -> ' + result);
};
const t = (v) => (log.push(v), v);

run('normal', () => { try { t('try'); } finally { t('fin'); } return 'after'; });
run('return', () => { try { return t('try'); } finally { t('fin'); } });
run('throw', () => { try { throw t('try'); } finally { t('fin'); } });
run('catch', () => { try { throw 1; } catch (e) { return t('catch'); } finally { t('fin'); } });
run('catch throws', () => { try { throw 1; } catch (e) { throw t('catch'); } finally { t('fin'); } });
run('fin return over return', () => { try { return t('try'); } finally { return t('fin'); } });
run('fin return over throw', () => { try { throw t('try'); } finally { return t('fin'); } });
run('fin throw over return', () => { try { return t('try'); } finally { throw t('fin'); } });
run('fin throw over throw', () => { try { throw t('try'); } finally { throw t('fin'); } });
run('fin break over return', () => { for (;;) { try { return t('try'); } finally { break; } } return 'after'; });
run('fin continue over throw', () => { let n = 0; do { try { throw t('try' + n); } finally { if (n++ < 2) continue; break; } } while (true); return n; });
run('fin break over continue', () => { let n = 0; for (; n < 5; n++) { try { continue; } finally { if (n === 2) break; } } return n; });
run('value is taken before', () => { let x = 'before'; try { return x; } finally { x = 'after'; } });
run('object is shared', () => { const o = { x: 1 }; try { return o; } finally { o.x = 2; } });
run('nested', () => {
  try {
    try { throw t('a'); } finally { t('f1'); }
  } catch (e) {
    t('c ' + e);
    try { return t('b'); } finally { t('f2'); }
  } finally {
    t('f3');
  }
});
run('nested override', () => { try { try { return 1; } finally { throw 2; } } catch (e) { return 'caught ' + e; } finally { t('f'); } });
run('in loop', () => { for (const x of [1, 2, 3]) { try { if (x === 2) return x; t(x); } finally { t('f' + x); } } });
run('only catch inside fin', () => { try { throw 'lost?'; } finally { try { throw 'inner'; } catch (e) { t(e); } } });
run('generator-free swap', () => { let a = 1, b = 2; try { [a, b] = [b, a]; } finally { t(a + '' + b); } return a; });
