// Halves of surrogate pairs, escaped in one way or the other: only two escapes of four digits, and two
// units as they are, make one character.
const patterns = [
  '\\ud83d\\u{dc38}', '\\u{d83d}\\udc38', '\\u{d83d}\\u{dc38}', '\\ud83d\\udc38', '\\ud83d\udc38', '\ud83d\\udc38',
  '\\u{d83d}\udc38', '\ud83d\\u{dc38}', '[\\ud83d\\u{dc38}]', '[\\u{d83d}\\udc38]', '[\\ud83d\\udc38]', '[\\ud83d-\\udc38]',
  '\\ud83d\\u{dc38}+', '\\ud83d\\ud83d\\udc38', '\\ud83d\\ud83d\\u{dc38}', '\\\\ud83d\\u{dc38}', '\\ud83d\\u{DC38', '\\ud83d\\u',
  '\\ud83d\\u{}', '\\ud83d\\u0041', '\\ud83d\\u{41}', '(\\ud83d)\\u{dc38}', '(?<\\ud835\\udc9c>.)', '(?<\\ud835\\u{dc9c}>.)',
];
const texts = ['\ud83d\udc38', '\ud83d', '\udc38', 'x\ud83d\udc38\udc38', '\ud83d\ud83d\udc38', '\ud83dA', 'ud83d\udc38'];
for (const pattern of patterns) {
  for (const flags of ['', 'u', 'v']) {
    let result;
    try {
      const regexp = new RegExp(pattern, flags);
      result = texts.map((text) => {
        const match = regexp.exec(text);
        return match ? [...match[0]].map((c) => c.codePointAt(0).toString(16)).join('.') + '@' + match.index : '-';
      }).join(' ');
    } catch (error) {
      result = error.name;
    }
    console.log(JSON.stringify(pattern), flags, result);
  }
}
console.log(/\ud83d\u{dc38}/u.test('\ud83d\udc38'), /\ud83d\u{dc38}/u.source);
