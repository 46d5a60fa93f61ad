// A string is a list of 16-bit units; lone surrogates are allowed and survive.
const high = '\ud83d', low = '\ude00';
console.log(high.length, (high + low) === '😀', [...(high + low)].length, [...(low + high)].length);
console.log(high.charCodeAt(0).toString(16), '😀'.charCodeAt(1).toString(16), '😀'.codePointAt(0).toString(16), '😀'.codePointAt(1).toString(16));
console.log('😀'[0] === high, '😀'.slice(1) === low, '😀'.at(-1) === low, '😀x'.split('')[0] === high);
console.log(JSON.stringify(high), JSON.stringify(low + high), JSON.stringify('😀'));
console.log(high.isWellFormed(), '😀'.isWellFormed(), high.toWellFormed() === '\ufffd', `a${low}b`.toWellFormed());
console.log({ [high]: 1 }[high], Object.keys({ [low]: 1 })[0] === low, high + 'x' < low + 'x');
console.log(new Map([[high, 'kept']]).get('\ud83d'), new Set([high, '\ud83d', low]).size);

// Joining the halves later.
let s = high;
s += low;
console.log(s, s === '😀', [...s].length);
console.log(['\ud83d', '\ude00'].join(''), String.fromCharCode(0xd83d, 0xde00), String.fromCodePoint(0x1f600));

// Through substrings of longer, mixed strings.
const mixed = 'ab' + '😀'.repeat(3) + 'é漢';
console.log(mixed.length, mixed.slice(3, 5) === low + high, mixed.indexOf(low), mixed.lastIndexOf('😀'), mixed.slice(2, 6));
console.log([...mixed].map((c) => c.length).join(''), mixed.split('😀').length);
console.log([high]);
console.log('\u{1F468}\u200D\u{1F469}'.length, 'ﬃ'.toUpperCase(), 'İ'.toLowerCase().length, 'ß'.toUpperCase(), 'ΑΣ'.toLowerCase());
