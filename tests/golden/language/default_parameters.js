// Defaults apply to undefined only, left to right, at each call.
function greet(name = 'you', mark = name.length > 3 ? '!' : '?') { return name + mark; }
console.log(greet(), greet('Anna'), greet(undefined, '.'), greet(null + ''), greet('', ''));
const nulls = (a = 1) => a;
console.log(nulls(null), nulls(0), nulls(undefined));

let calls = 0;
const next = () => ++calls;
function fresh(id = next(), list = []) { list.push(id); return list; }
console.log(fresh(), fresh(), fresh(9), calls);

// Parameters have a scope of their own: closures in them don't see the body's vars.
var x = 'outer';
function scopes(f = () => x, x2 = x) {
  var x = 'body';
  return [f(), x2, x];
}
console.log(scopes());

// A var of the parameter's name starts with its value but is another variable.
function split(a, get = () => a) {
  var a;
  const before = a;
  a = 'changed';
  return [before, a, get()];
}
console.log(split('given'));

// A parameter's closure can write the parameter.
function writes(a, set = (v) => { a = v; }) {
  set('set');
  return a;
}
console.log(writes('given'));

// this, arguments and new.target in defaults.
function env(a = this.tag, b = arguments.length, c = typeof new.target) { return [a, b, c]; }
console.log(env.call({ tag: 't' }), env.call({ tag: 't' }, 'a'));

// Patterns with defaults.
const f = ({ a = 1, b: { c = 2 } = {} } = {}, [d, e = d] = [3]) => [a, c, d, e];
console.log(f(), f({ a: 'A', b: { c: 'C' } }, ['D', 'E']), f({}, []));
