// stderr: ignore
// Names of hosts in ASCII, and the other old modules.
const punycode = require('punycode');

console.log(punycode);
console.log(punycode.encode('mañana'), punycode.decode('maana-pta'), punycode.encode('☃-⌘'));
console.log(punycode.toASCII('mañana.com'), punycode.toUnicode('xn--maana-pta.com'));
console.log(punycode.toASCII('джумла@джpумлатест.bрфa'), punycode.toASCII('a。b．c｡d'));
console.log(punycode.ucs2.decode('a\ud83d\ude00\ud800'), punycode.ucs2.encode([0x1f600, 97]));
for (const text of ['é', 'a-é', '99999999', 'a-B', 'zzzzzzzzzzzz']) {
  try {
    console.log(punycode.decode(text));
  } catch (error) {
    console.log(error.name, error.message);
  }
}
console.log(require('sys') === require('util'), require('console') === console);
