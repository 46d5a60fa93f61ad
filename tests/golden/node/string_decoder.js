// StringDecoder: characters that come in pieces, in each encoding, and what it remembers meanwhile.
const { StringDecoder } = require('string_decoder');

const bytes = Buffer.from('aé€😀\u0301z');
for (const encoding of ['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1', 'ascii']) {
  const decoder = new StringDecoder(encoding);
  const parts = [];
  for (const byte of bytes) {
    parts.push([decoder.write(Buffer.from([byte])), decoder.lastNeed, decoder.lastTotal].join('|'));
  }
  console.log(encoding, JSON.stringify(parts), JSON.stringify(decoder.end()));
}
const broken = new StringDecoder();
console.log(broken.encoding, JSON.stringify([broken.write(Buffer.from([0xe2, 0x82])), broken.write(Buffer.from([0x41])),
                                             broken.write(Buffer.from([0xf0, 0x9f])), broken.end(Buffer.from([0x98])), broken.end()]));
console.log(new StringDecoder('UCS-2'), Object.keys(StringDecoder.prototype));
console.log(new StringDecoder().write('text stays'), new StringDecoder('utf16le').write(new Uint16Array([0x61, 0x62])));
for (const call of [() => new StringDecoder('none'), () => new StringDecoder().write(1), () => StringDecoder.prototype.write(Buffer.alloc(1))]) {
  try {
    call();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
