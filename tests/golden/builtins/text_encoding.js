// TextEncoder writes UTF-8; TextDecoder reads it and the other encodings of the web, also in pieces.
const show = (name, make) => {
  try { console.log(name, make()); } catch (e) { console.log(name, `${e.name}: ${e.message}`, e.code); }
};
const encoder = new TextEncoder();
console.log(encoder, encoder.encoding, encoder.encode('a\u00e9\u20ac\u{1f600}\ud800'), encoder.encode(), encoder.encode(null));
const into = (text, size) => { const target = new Uint8Array(size); return [encoder.encodeInto(text, target), target]; };
console.log(into('a\u00e9\u20acx', 5), into('\u{1f600}', 3), into('\ud800\ud800', 6));
show('target', () => encoder.encodeInto('a', new Uint16Array(2)));
show('source', () => encoder.encodeInto(5, new Uint8Array(2)));
show('receiver', () => TextEncoder.prototype.encode.call({}, 'a'));

const bytes = (...values) => new Uint8Array(values);
const decoder = new TextDecoder();
console.log(decoder, new TextDecoder('latin1', { fatal: true, ignoreBOM: true }));
console.log(JSON.stringify(decoder.decode(bytes(0xef, 0xbb, 0xbf, 0x61, 0xff, 0xe2, 0x82, 0x62, 0xf0, 0x9f, 0x98, 0x80, 0xed, 0xa0, 0x80, 0xc0, 0x80))));
console.log([decoder.decode(), decoder.decode(new Uint16Array([0x6161])), decoder.decode(new DataView(bytes(1, 98, 99).buffer, 1)), decoder.decode(bytes(97).buffer)]);
for (const label of ['utf8', ' UTF-8\n', 'utf-16', 'utf-16be', 'latin1', 'ascii', 'iso-8859-2', 'shift_jis', 'gb18030', 'koi8-r', 'x-user-defined']) {
  console.log(JSON.stringify(label), new TextDecoder(label).encoding);
}
for (const label of ['replacement', 'foo', '', null, 'utf-32']) show('label', () => new TextDecoder(label));
console.log(new TextDecoder('utf-16le').decode(bytes(0xff, 0xfe, 0x61, 0, 0x3d, 0xd8, 0, 0xde, 0, 0xd8)), new TextDecoder('utf-16be').decode(bytes(0, 0x61)));
console.log(new TextDecoder('latin1').decode(bytes(0x80, 0xe9, 0xff, 0x41)), new TextDecoder('shift_jis').decode(bytes(0x82, 0xa0)));
console.log(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes(0xef, 0xbb, 0xbf, 0x61)).length);

const pieces = (label, ...parts) => {
  const stream = new TextDecoder(label);
  return [...parts.map((part) => stream.decode(bytes(...part), { stream: true })), stream.decode()];
};
console.log(pieces('utf-8', [0xe2], [0x82], [0xac, 0xe2]), pieces('utf-8', [0xef, 0xbb], [0xbf, 0x61]), pieces('utf-16le', [0x3d], [0xd8, 0], [0xde]));
for (const [label, ...rest] of [['utf-8', 0xff], ['utf-8', 0xe2, 0x82], ['utf-16le', 0, 0xd8], ['utf-16le', 0x61]]) {
  show('fatal', () => new TextDecoder(label, { fatal: true }).decode(bytes(...rest)));
}
const strict = new TextDecoder('utf-8', { fatal: true });
show('stream', () => strict.decode(bytes(0xff), { stream: true }));
show('again', () => strict.decode(bytes(0x61)));
show('string', () => decoder.decode('abc'));
show('null', () => decoder.decode(null));
show('options', () => new TextDecoder('utf8', 5));
show('receiver', () => TextDecoder.prototype.decode.call({}));
show('getter', () => TextDecoder.prototype.encoding);
show('call', () => TextDecoder());
