// What goes through much of a text pauses in the middle, and matches as if it hadn't.
const size = 600_001;
const a = 'a'.repeat(size), mixed = a + 'c' + a, wide = '\u0416'.repeat(size) + '\ud83d\ude00'.repeat(size);
const show = (name, match) => console.log(name, match && match.index, match && match.map(part => part?.length));

show('greedy, found at the end', /a*c/.exec(mixed));
show('greedy, gives back all', /a*(?=c)c?b|a*ac/.exec(mixed));
show('greedy, gives back much', /^.*c(a*)$/.exec(mixed));
show('greedy, at most', /^a{3,500000}/.exec(a));
show('greedy, at least', /^a{400000,}$/.exec(a));
show('greedy, nothing follows', /^a*b/.exec(a));
show('lazy', /^a*?c/.exec(mixed));
show('lazy, to the end', /^.*?$/.exec(mixed));
show('lazy, at most', /^a{2,400000}?c/.exec(mixed));
show('lazy, nothing follows', /^a*?b/.exec(a));
show('reference', /^(a*)c\1$/.exec(mixed));
show('reference, too long', /^(a*)c\1a/.exec(mixed));
show('reference, differs', /^(a+)c\1c/.exec(mixed));
show('reference, ignoring case', /^(a*)\1$/i.exec(a + a.toUpperCase()));
show('reference backwards', /(?<=\1(a*)c)a/.exec(a + mixed));
show('reference that is repeated', /^(a{300000})\1*(a*)$/.exec(a));
show('wide', /^\u0416*(?:\ud83d\ude00)*$/.exec(wide));
show('wide, by code points', /^\u0416*(.*)$/u.exec(wide));
show('wide, gives back', /^.*(\u{1f600})$/u.exec(wide));
show('sticky', /a*/y.exec(mixed));
console.log(mixed.replace(/a+/g, run => run.length), mixed.split(/c/).map(part => part.length));
