// Sloppy functions with simple parameters: arguments and parameters are one.
function mapped(a, b) {
  a = 'A';
  arguments[1] = 'B';
  return [a, b, arguments[0], arguments[1], arguments.length];
}
console.log(mapped(1, 2), mapped(1));

// Strict mode, defaults and rest cut the tie.
function strict(a) { 'use strict'; a = 'A'; return arguments[0]; }
function defaults(a = 0) { a = 'A'; return arguments[0]; }
function rest(...a) { a[0] = 'A'; return arguments[0]; }
console.log(strict(1), defaults(1), rest(1));

// Array-like and iterable, but no array.
function look() {
  const { length } = arguments;
  return [typeof arguments, Array.isArray(arguments), length, [...arguments].join('-'),
    Object.prototype.toString.call(arguments)];
}
console.log(look('x', 'y'));
console.log((function () { return arguments; })(1, 'two', {}));

// callee: the function in sloppy mode, a TypeError in strict.
console.log((function f() { return arguments.callee === f; })());
(function () {
  'use strict';
  try {
    arguments.callee;
  } catch (e) {
    console.log(e.name);
  }
})();

// Arrows see those of the function around them.
console.log((function () { return (() => arguments[0])('inner'); })('outer'));

// Deleting an element unmaps it.
function unmapped(a) {
  delete arguments[0];
  a = 2;
  return [arguments[0], arguments.length, 0 in arguments];
}
console.log(unmapped(1));

// Setting length doesn't change the elements.
console.log((function () { arguments.length = 1; return Array.from(arguments); })(7, 8));
