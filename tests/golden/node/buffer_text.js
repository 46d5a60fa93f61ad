// Buffers and strings: the encodings, ranges, writing, and the methods of single encodings.
// What a call gives, or what it throws.
function show(call) {
  const text = call.toString().slice(6);
  try {
    console.log(text, '->', call());
  } catch (error) {
    console.log(text, '!!', error.name, error.code, error.message);
  }
}

const text = Buffer.from('aé€😀');
for (const name of ['utf8', 'UTF-8', 'ucs2', 'utf16le', 'latin1', 'binary', 'ascii', 'hex',
  'base64', 'base64url']) {
  const string = text.toString(name);
  console.log(name, JSON.stringify(string), Buffer.from(string, name), Buffer.byteLength(string, name));
}

// What isn't well-formed.
show(() => Buffer.from([0x61, 0xff, 0xe2, 0x82, 0xf0, 0x9f, 0x98, 0x62, 0xed, 0xa0, 0x80]).toString());
show(() => Buffer.from([0x61, 0, 0x62]).toString('ucs2'));
show(() => Buffer.from('YWI=YWI=', 'base64'));
show(() => Buffer.from('YW-_$I', 'base64'));
show(() => Buffer.from('YW\u1234Jj', 'base64'));
show(() => Buffer.from('Y', 'base64'));
show(() => Buffer.from('YWJj Z G\n Vm', 'base64'));
show(() => Buffer.from('=YWJj', 'base64'));
show(() => Buffer.from('61626g6364', 'hex'));
show(() => Buffer.from('616', 'hex'));

show(() => Buffer.byteLength('é', 'ascii'));
show(() => Buffer.byteLength('abc', 'nope'));
show(() => Buffer.byteLength(new DataView(new ArrayBuffer(3))));
show(() => Buffer.byteLength(1));
show(() => ['UTF-8', 'binary', '', 'nope', 1, undefined].map(Buffer.isEncoding));

// Ranges.
const word = Buffer.from('abcdef');
show(() => word.toString('utf8', 1, 3));
show(() => word.toString('utf8', '1', '3'));
show(() => word.toString('utf8', -5, Infinity));
show(() => word.toString('utf8', 4, 2));
show(() => word.toString('utf8', 10));
show(() => word.toString(undefined, NaN));
show(() => word.toString('nope'));
show(() => word.toString(null));
show(() => word.toString({ toString: () => 'hex' }));
show(() => word.toLocaleString === word.toString);
show(() => Buffer.prototype.toString.call({}));

// write takes whole characters only.
const target = () => Buffer.alloc(5);
show(() => target().write('€€'));
show(() => { const b = target(); return [b.write('€€', 3), b]; });
show(() => { const b = target(); return [b.write('ab', 1, 'ucs2'), b]; });
show(() => { const b = target(); return [b.write('abc', 1, 2), b]; });
show(() => { const b = target(); return [b.write('616263', 1, 2, 'hex'), b]; });
show(() => { const b = target(); return [b.write('abc', 'latin1'), b]; });
show(() => target().write('a', 6));
show(() => target().write('a', 1, 100));
show(() => target().write('a', 0, 1.5));
show(() => target().write('a', null));
show(() => target().write('a', 'nope'));
show(() => target().write(1));

show(() => word.utf8Slice(1, 3));
show(() => word.hexSlice(4));
show(() => word.latin1Slice(2, 1));
show(() => word.utf8Slice(-1));
show(() => word.utf8Slice(0, 100));
show(() => Buffer.prototype.utf8Slice.call({}));
show(() => Buffer.prototype.hexSlice.call(new Uint16Array([1, 2])));
show(() => { const b = target(); return [b.latin1Write('héllo', 1, 3), b]; });
show(() => target().utf8Write('a', 100));
show(() => target().utf8Write('a', 0, -1));
show(() => target().utf8Write('ab', 5, 1));
show(() => target().utf8Write(1));

show(() => JSON.stringify(word));
show(() => JSON.stringify({ none: Buffer.alloc(0) }));

// Into another encoding.
const { isAscii, isUtf8, transcode } = require('buffer');
for (const to of ['utf8', 'ucs2', 'latin1', 'ascii', 'hex', 'nope']) {
  show(() => transcode(text, 'utf8', to));
}
show(() => transcode(Buffer.from([0x61, 0xff]), 'ascii', 'utf8'));
show(() => transcode(Buffer.from([0x61, 0xff]), 'utf8', 'ucs2'));
show(() => transcode('a', 'utf8', 'ucs2'));
show(() => [isUtf8(text), isUtf8(Buffer.from([0xff])), isAscii(text), isAscii(word)]);
show(() => isUtf8('a'));
