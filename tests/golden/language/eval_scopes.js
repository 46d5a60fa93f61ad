// A direct eval runs in the scope of its call: it reads and writes the variables there, and in
// sloppy code its own `var`s and functions join them.
function counter(start) {
  let hidden = 'block';
  var log = [];
  eval('var added = start + 1; start *= 10; log.push(hidden); function twice(x) { return 2 * x }');
  return { added, start, log, four: twice(2), type: typeof added };
}
console.log(counter(4));

// What an eval declared can be deleted, and closures see it come and go.
function deletable() {
  const read = () => typeof x;
  const before = read();
  eval('var x = 1');
  return [before, read(), delete x, read()];
}
console.log(deletable());

// Strict code keeps its variables to itself; an indirect eval runs in global scope.
(function () {
  'use strict';
  eval('var mine = 1');
  console.log(typeof mine);
})();
var local = 'local';
globalThis.local = 'global';
console.log(eval('local'), (0, eval)('local'), eval?.('local'));

// A `var` can't pass a `let` of its name.
function conflict(text) {
  let taken = 1;
  try {
    return eval(text);
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}
console.log(conflict('var taken = 2'));
console.log(conflict('let taken = 2; taken'));
console.log(conflict('{ function taken() {} } typeof taken'));
try {
  throw 'caught';
} catch (parameter) {
  eval('var parameter = "assigned"');
  console.log(parameter);
}
console.log(parameter);

// `this`, `arguments`, `new.target`, `super` and private names are those of the code around.
class Base {
  greet() {
    return 'Base';
  }
}
class Derived extends Base {
  #secret = 42;
  field = eval('this.greet()');
  constructor(...values) {
    eval('super()');
    this.values = eval('values');
    this.target = eval('new.target.name');
  }
  greet() {
    return eval('super.greet() + this.#secret');
  }
}
console.log(new Derived(1, 2));
function all() {
  return [eval('arguments.length'), (() => eval('arguments[0]'))(), eval('typeof new.target')];
}
console.log(all('a', 'b'));
for (const [place, text] of Object.entries({ super: 'super.x', target: 'new.target', private: 'this.#x' })) {
  try {
    (0, eval)(text);
  } catch (error) {
    console.log(place, error.name);
  }
}

// In parameters there is a scope of variables outside of them.
function parameters(a = eval('var inner = "p"; inner'), b = () => inner) {
  return [a, b(), inner];
}
console.log(parameters());
try {
  (function (a = eval('var a')) {})();
} catch (error) {
  console.log(`${error}`);
}

// The value of the last statement.
console.log(eval('1; if (true) { 2 } else 3'), eval('var v = 4'), eval('({}).x'), eval(5), eval());

// A generator stops in the middle; the variable stays.
function* numbers() {
  eval('var n = 0');
  while (n < 3) {
    n += yield n;
  }
}
const iterator = numbers();
console.log([iterator.next(), iterator.next(1), iterator.next(5)]);

// A name that is only called eval.
function own(eval) {
  return eval('not code');
}
console.log(own((text) => text.length), own(eval.bind(null, '"bound"')));
