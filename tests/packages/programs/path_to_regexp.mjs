// path-to-regexp: patterns of paths, matching and making them.
import { compile, match, parse, pathToRegexp, stringify } from 'path-to-regexp';

for (const [pattern, paths, options] of [
  ['/users/:id', ['/users/5', '/users/5/', '/users', '/USERS/x', '/users/a%20b']],
  ['/files/*path', ['/files/a/b/c.txt', '/files/', '/files']],
  ['/a{/:b}/c', ['/a/c', '/a/x/c']],
  ['/:from-:to', ['/a-b', '/a-b-c']],
  ['/:"with space"/é', ['/x/é']],
  ['/strict', ['/strict', '/strict/', '/Strict'], { trailing: false, sensitive: true }],
  ['/prefix', ['/prefix/more', '/prefixed'], { end: false }],
  [['/one', '/two/:x'], ['/one', '/two/2', '/three']],
]) {
  const test = match(pattern, options);
  console.log(pattern, paths.map((path) => {
    const result = test(path);
    return result && { path: result.path, params: { ...result.params } };
  }));
  const { regexp, keys } = pathToRegexp(pattern, options);
  console.log(regexp.source, regexp.flags, keys);
}
console.log(compile('/users/:id{/posts/:post}/*rest')({ id: 'a b', rest: ['x', 'y/z'] }), compile('/:id', { encode: false })({ id: 'ü?' }));
console.log(parse('/a/:b{.:ext}/*c'), stringify(parse('/a/:b{.:ext}\\:/*c')));
console.log(match('/:x', { decode: false })('/%41').params.x);
for (const wrong of [() => parse('/:'), () => parse('/{a'), () => parse('/a?'), () => parse('/(x)'), () => parse('/*'), () => compile('/:id')({}), () => compile('/*x')({ x: 'no list' }), () => compile('/:id')({ id: 5 }), () => parse('/:"open'), () => match('/:x')('/%E0')]) {
  try {
    console.log(wrong());
  } catch (error) {
    console.log(error.name, error.message);
  }
}
