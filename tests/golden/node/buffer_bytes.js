// Buffers as bytes: searching, comparing, copying, filling, parts, byte order.
// What a call gives, or what it throws.
function show(call) {
  const text = call.toString().slice(6);
  try {
    console.log(text, '->', call());
  } catch (error) {
    console.log(text, '!!', error.name, error.code, error.message);
  }
}

const text = Buffer.from('this is a test of it');
show(() => text.indexOf('is'));
show(() => text.indexOf('is', 3));
show(() => text.indexOf('is', -2));
show(() => text.lastIndexOf('is'));
show(() => text.lastIndexOf('is', 4));
show(() => text.lastIndexOf('t', -1));
show(() => text.lastIndexOf('t', null));
show(() => text.lastIndexOf('t', undefined));
show(() => text.indexOf(''));
show(() => text.indexOf('', 100));
show(() => text.lastIndexOf(''));
show(() => text.indexOf(Buffer.from('test')));
show(() => text.indexOf(new Uint8Array([0x61])));
show(() => text.indexOf(0x61));
show(() => text.indexOf(0x161 + 0.9));
show(() => text.indexOf('6973', 'hex'));
show(() => text.indexOf('aXM=', 3, 'base64'));
show(() => Buffer.from('a\u0391b\u0391', 'ucs2').lastIndexOf('\u0391', undefined, 'ucs2'));
show(() => Buffer.from('a\u0391b\u0391', 'ucs2').indexOf('\u0391', 3, 'ucs2'));
show(() => [text.includes('test'), text.includes('test', 11), text.includes('no')]);
show(() => text.indexOf());
show(() => text.indexOf({}));
show(() => text.indexOf('a', 'nope'));
show(() => text.indexOf(text, 0, 'nope'));

const abc = Buffer.from('abc');
show(() => Buffer.compare(abc, Buffer.from('abd')));
show(() => [Buffer.from('b'), abc, Buffer.from('ab')].sort(Buffer.compare).join());
show(() => abc.compare(Buffer.from('xabc'), 1));
show(() => abc.compare(Buffer.from('xabc'), 1, 2));
show(() => abc.compare(Buffer.from('xabc'), 1, 3, 0, 2));
show(() => abc.compare(abc, 4));
show(() => abc.compare(abc, 0, 3, 4));
show(() => abc.compare(abc, 0, 100));
show(() => abc.compare(abc, -1));
show(() => abc.compare(abc, 1.5));
show(() => abc.compare(abc, 0, 1, '1'));
show(() => abc.compare('abc'));
show(() => Buffer.compare(abc, 'abc'));
show(() => [abc.equals(Buffer.from('abc')), abc.equals(new Uint8Array([97])), abc.equals(abc)]);
show(() => abc.equals('abc'));

const copied = (...places) => {
  const target = Buffer.from('........');
  return [text.copy(target, ...places), target.toString()];
};
show(() => copied());
show(() => copied(2));
show(() => copied(2, 5, 7));
show(() => copied(0, 0, 0));
show(() => copied(100));
show(() => copied(NaN, '5', 7.9));
show(() => copied(-1));
show(() => copied(0, 100));
show(() => copied(0, -1));
show(() => copied(0, 0, -1));
show(() => text.copy('no'));
show(() => {
  const same = Buffer.from('abcdef');
  same.copy(same, 2, 0, 4);
  return same.toString();
});

const five = () => Buffer.alloc(5);
show(() => five().fill('ab', 1, 4));
show(() => five().fill('6162', 'hex'));
show(() => five().fill('é', 1));
show(() => five().fill('é', 'latin1'));
show(() => five().fill('abc', 'ucs2'));
show(() => five().fill(257.9));
show(() => five().fill(1, 3, 2));
show(() => five().fill(Buffer.from([1, 2]), 2));
show(() => five().fill('a', 6));
show(() => five().fill('a', 0, 6));
show(() => five().fill('a', -1));
show(() => five().fill('a', 0, 2, 7));
show(() => five().fill('a', 0, 2, 'nope'));
show(() => five().fill(1, 'a'));
show(() => five().fill('zz', 'hex'));
show(() => five().fill(new Uint8Array(0)));

// Parts are the same bytes.
show(() => {
  const whole = Buffer.from('abcdef');
  const part = whole.subarray(-4, -1);
  part[0] = 0x58;
  return [part.toString(), whole.toString(), whole.slice('1', 3.9).toString()];
});
show(() => text.subarray(4, 2));

show(() => Buffer.from([1, 2, 3, 4]).swap16());
show(() => Buffer.from([1, 2, 3, 4]).swap32());
show(() => Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]).swap64());
show(() => Buffer.from([1, 2, 3]).swap16());
show(() => Buffer.from([1, 2, 3]).swap64());

show(() => [...Buffer.from([7, 8]).entries()]);
show(() => [...Buffer.from([7, 8])]);
show(() => Object.keys(Buffer.from([7, 8])));

// Receivers that are none.
for (const name of ['swap16', 'equals', 'compare', 'toJSON', 'subarray', 'fill', 'copy', 'inspect']) {
  show(() => Buffer.prototype[name].call({ length: 1, 0: 4 }, abc));
}
show(() => Buffer.prototype.indexOf.call({ length: 1, 0: 4 }, 1));
