// Loops in regular expressions: rounds that match nothing, counts in counts, what captures forget.
const show = (found) => console.log(found && [...found], found?.index);

// A round that isn't needed must match something: these end.
show(/(?:(a*)*)*x/.exec('1bbab'));
show(/(?:(b?)*c?)*x/.exec('bbcbx'));
show(/(?:(b|)??)*x/.exec('bbb'));
show(/(a*)*/.exec('b'));
show(/(?:a*?)*?$/.exec('aa'));
show(/(?:){1000000000}x/.exec('ax'));

// Counts in counts.
show(/^(?:(?:\w+){2}){2}$/.exec('cabaa'));
show(/^(?:(?:a{1,2}){2}b?){2,3}$/.exec('aaabaaaabaa'));
show(/^(?:(?:a{2}){2}){2}$/.exec('aaaaaaa'));
show(/(?:(a)|b){2,}?c/.exec('aabc'));
show(/x{0}y{2,3}?z{1}/.exec('xyyyz'));

// Each round forgets what the captures in it held.
show(/(z)((a+)?(b+)?(c))*/.exec('zaacbbbcac'));
show(/(?:(a)|(b))*/.exec('ab'));
show(/(?:(?<x>a)|(?<x>b)){2}\k<x>/.exec('abb'));

// Behind, from right to left.
show(/(?<=(\d+)(\d+))$/.exec('1053'));
show(/(?<=\1(a))b/.exec('aab'));
show(/(?<!(?:ab){2})c/.exec('ababc abc'));
show(/(?<=([ab]{1,2})+)c/.exec('abaabc'));

// What looks ahead is found once, but its captures stay.
show(/(?=(a+))a*b\1/.exec('baaabac'));
show(/(.*?)a(?!(a+)b\2c)\2(.*)/.exec('baaabaac'));

// Much to try, but not forever.
console.log(/^(a+)+$/.test('a'.repeat(18) + 'b'), /(x+x+)+y/.test('x'.repeat(18)));
console.log(/(?:.|\n)*z/.test('line\n'.repeat(100)), /^(?:a|b)*$/.test('ab'.repeat(100_000)));
