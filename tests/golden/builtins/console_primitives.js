// Strings are printed bare at the top, quoted inside; everything else looks as in source.
console.log('text', 1, -0, 1.50, true, null, undefined, Symbol('s'), NaN, Infinity, 1e21, 1e-7);
console.log(['text', 1, -0, true, null, undefined, Symbol('s')]);
console.log({ s: 'text', n: 1, u: undefined });
console.log();
console.log('');
console.log('a', '', 'b');
console.log(['it\'s', "say \"hi\"", 'both \' and "', '`all` \' "', 'back\\slash', 'line\nbreak\ttab', '\u0000\u001b\u007f\u0080', 'é漢😀', '\ud800']);
console.log('line\nbreak', 'in', 'top level');
console.log(new String('s'), new Number(-0), new Boolean(true), Object(Symbol('o')), [new String('x')], Object.assign(new Number(1), { extra: 2 }));
console.log([''], [' '], { '': '' });
console.log(-0, [-0], 0, [0], -0.5, [1.0, 2.50]);
