// URLPattern: components, groups, modifiers, bases, what matches.
const parts = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];
const show = (...made) => {
  try {
    const pattern = new URLPattern(...made);
    console.log(...made, '->', parts.map((name) => pattern[name]).join(' | '), pattern.hasRegExpGroups);
  } catch (error) {
    console.log(...made, '->', error.name, error.code, error.message);
  }
};
show();
show({ pathname: '/books/:id(\\d+)' });
show({ pathname: '/:a/:b?/*' }, { ignoreCase: true });
show('https://*.example.com/:file.:ext');
show('/:x', 'https://h:8080/a/b?q#f');
show('foo?bar#:baz', 'https://h/a/b');
show('https://h:443/{a/}?b');
show({ hostname: '{:sub.}*example.com', port: '{80}?' });
show({ protocol: 'http{s}?', hostname: '[:\\:1]' });
show('data\\:text/:kind');
show({ pathname: 'a/../b', baseURL: 'https://h/c/d' });
show({ search: '?q=:x', hash: '#(.*)' });
show('nothing');
show('/x', 'not a base');
show({}, 'https://h');
show({ pathname: '/(' });
show({ pathname: '/:a/:a' });
show({ pathname: '/(?x)' });
show({ protocol: 'no spaces' });
show(1);
show('/x', 'https://h', 1);

const pattern = new URLPattern('https://:sub.example.com/books/:id(\\d+)?');
for (const input of [
  'https://www.example.com/books/12', 'https://www.example.com/books', 'https://www.example.com/books/x', 'http://a/',
  'not a URL', { hostname: 'x.example.com' }, { protocol: 'https', hostname: 'x.example.com', pathname: '/books/1' },
]) console.log(input, pattern.test(input), pattern.exec(input)?.pathname.groups.id);
console.log(pattern.exec('/books/7', 'https://www.example.com'));
console.log(new URLPattern({ pathname: '/a', search: '*' }).exec({ pathname: '/a', search: '?q' }).inputs);
console.log(new URLPattern({ pathname: '/x/*' }).exec('https://h/x/y/z').pathname);
console.log(new URLPattern('/A', 'https://h', { ignoreCase: true }).test('https://h/a'));
for (const wrong of [
  () => URLPattern(), () => pattern.test(1), () => pattern.exec('x', 1), () => pattern.test({}, 'https://h'),
  () => URLPattern.prototype.test.call({}), () => Object.getOwnPropertyDescriptor(URLPattern.prototype, 'hash').get.call(1),
  () => new URLPattern({ get pathname() { throw new Error('mine'); } }), () => structuredClone(pattern),
]) {
  try {
    console.log(wrong());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
console.log(pattern, Object.keys(pattern), URLPattern.name, URLPattern.length);
