// The older half of url: parse, format, resolve, and what turns files' names into URLs and back.
const url = require('url');

process.noDeprecation = true;
console.log(Object.keys(url).join(' '));
for (const text of ['http://user:pa%20ss@Host.com:8080/p/a?q=1&r=%20#h', '/a?b#c', '//x/y', 'mailto:a@b.c', 'javascript:alert(1)', 'HTTP://a.b',
  'http://a.com:/', ' http://x/ y ', 'file:///etc/x', 'http://[::1]:3/z', 'x:y@z', 'http:\\\\a\\b?\\c', 'http://español.com', '?q', '#h', '']) {
  console.log(JSON.stringify(text), JSON.stringify(url.parse(text)));
}
console.log(url.parse('/x?a=1&a=2', true).query, url.parse('//h/p', false, true).host);
for (const [from, to] of [['/one/two/three', 'four'], ['http://a.com/b/c', '../d'], ['http://a.com/b', 'http://x.y/z'], ['http://a.com/b', '//x/y'],
  ['http://a.com/b?c', '?d'], ['http://a.com', '#e'], ['mailto:a@b', 'c@d'], ['/a/b/', './../../..'], ['http://u:p@a/b', '/c']]) {
  console.log(url.resolve(from, to), url.resolveObject(from, to).pathname);
}
console.log(url.format({ protocol: 'http', host: 'x:1', pathname: 'p#?', query: { a: [1, 2] }, hash: 'h' }));
console.log(url.format({ hostname: '::1', port: 2, slashes: true }), url.format(new URL('http://a:b@xn--fsq.com/p?q#h'), {
  fragment: false, unicode: true, search: false, auth: false,
}));
for (const [path, windows] of [['/a b/ü?#%', false], ['C:\\x\\y z', true], ['\\\\srv\\share\\f', true], ['/a\\b', false], ['/d/', false]]) {
  console.log(url.pathToFileURL(path, { windows }).href);
}
for (const [text, windows] of [['file:///a%20b', false], ['file:///C:/x/y', true], ['file://srv/f', true]]) {
  console.log(url.fileURLToPath(text, { windows }), url.fileURLToPathBuffer(text, { windows }));
}
console.log(url.urlToHttpOptions(new URL('https://a:b@[::1]:81/p?q#h')));
console.log(url.domainToASCII('español.com'), url.domainToUnicode('xn--espaol-zwa.com'), [url.domainToASCII('xn--iñvalid.com')]);
for (const call of [() => url.parse(1), () => url.parse('http://a b.c*%'), () => url.format(), () => url.fileURLToPath('http://x'),
  () => url.fileURLToPath('file://h/x', { windows: false }), () => url.fileURLToPath('file:///a%2fb', { windows: false }),
  () => url.fileURLToPath('file:///x', { windows: true }), () => url.pathToFileURL(1), () => url.pathToFileURL('\\\\x', { windows: true })]) {
  try {
    console.log(call());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
