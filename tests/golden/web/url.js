// URL: parsing, relative references, setters, the live searchParams, what each attribute gives.
const show = (input, base) => {
  const url = URL.parse(input, base);
  console.log(JSON.stringify(input), base ? `in ${base}` : '', '->', url && url.href);
};

console.log(new URL('https://user:p%61ss@sub.Example.com:8080/a/./b/../c%20d?q=1&r=%20#frag'));
for (const input of [
  'HTTP://EXAMPLE.com:80', 'http:\\\\x\\y', 'file:///C|/a/../..', 'file://localhost/p', 'mailto:a@b c',
  'data:text/plain,a b#c d', 'x:/..//p', 'http://0x7F.1/', 'http://[1:0::0:2]/', 'http://faß.example/',
  'http://xn--fa-hia.example/', ' http://a\n/b\t ', 'http://a/\ud800\ud83d\ude00', 'http://a b/', 'http://a:99999/',
  '//x', '', 'http://%41.com/', 'ws://h/?\'"<>`#\'"<>`', 'foo://h/?\'#\'', 'http://1.2.3.4.5/', 'http://256/', 'a:b',
]) show(input);
for (const [input, base] of [
  ['../x?y', 'http://h/a/b/c?q#f'], ['', 'http://h/a?q#f'], ['?', 'http://h/a?q'], ['#z', 'data:x'], ['y', 'data:x'],
  ['//o/p', 'http://h/a'], ['http:p', 'http://h/a/b'], ['/x', 'file:///C:/y'], ['D|/x', 'file:///C:/y'], ['x', 'nope'],
]) show(input, base);

const set = (href, name, ...values) => {
  for (const value of values) {
    const url = new URL(href);
    url[name] = value;
    console.log(`${name} = ${JSON.stringify(value)}:`, url.href);
  }
};
set('http://u:p@h:81/p?q#f', 'protocol', 'https', 'ftp:x', 'foo', 'file', '');
set('http://h/p', 'username', 'a:b@', '');
set('file:///p', 'password', 'x');
set('http://h:81/p', 'host', 'g', 'g:82', 'g:82x/y', 'g:', '', 'g h', '[::1]:9');
set('http://h:81/p', 'hostname', 'g:82', 'ÄÖ.de', '');
set('http://h:81/p', 'port', '', '80', '90x', 'x', 65536, '\t8\n1');
set('http://h/p', 'pathname', '', 'a?b#c', '/../x/./y', '\\z');
set('data:p', 'pathname', 'q');
set('http://h/p?q#f', 'search', '', '?', '?a=b', "x'y#z");
set('http://h/p?q#f', 'hash', '', '#', '#a b');
set('http://h/p', 'href', 'ws://other');

const url = new URL('http://h/?a=1&b=2');
const { searchParams } = url;
searchParams.append('c', 'ä &');
console.log(url.href, url.search, searchParams === url.searchParams);
url.search = '?z=9';
console.log([...searchParams], url.href);
searchParams.delete('z');
console.log(url.href);
url.href = 'http://other/?n=1';
console.log(searchParams.toString(), `${url}`, JSON.stringify({ url }));
for (const href of ['blob:https://a.b/x', 'blob:file:///x', 'file:///x', 'x:y', 'wss://h:444/']) {
  console.log(href, new URL(href).origin);
}
console.log(URL.canParse('x:'), URL.canParse('x'), URL.canParse('x', 'http://h'), URL.parse('x'));
console.log(Object.prototype.toString.call(url), Object.keys(url), URL.name, URL.length);
console.log({ nested: { url } }, [[[[url]]]]);
class Own extends URL { extra = 1; }
console.log(new Own('http://h'), new Own('x:y') instanceof URL, URL, URL.prototype);
