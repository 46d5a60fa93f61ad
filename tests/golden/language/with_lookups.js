// Inside `with`, a name means a property of the object if there is one.
const point = { x: 1, y: 2, norm() { return Math.hypot(this.x, this.y) } };
let z = 'outside';
with (point) {
  x = 3;
  y++;
  y += 1;
  z ??= 'unchanged';
  console.log(x, y, z, norm());
  var added = 'a var of the function';
  const block = 'own';
  var { length: x } = 'pattern';
  console.log(typeof block, typeof missing, x);
}
console.log(point.x, point.y, 'added' in point, added);

// Symbol.unscopables hides properties; arrays hide their newer methods.
with ({ visible: 1, hidden: 2, [Symbol.unscopables]: { hidden: true } }) {
  console.log(visible, typeof hidden);
}
with ([]) {
  console.log(typeof concat, typeof values, typeof flat);
}

// Functions keep the object; delete reaches it.
const store = { key: 'value' };
let read;
with (store) {
  read = () => typeof key;
  console.log(read(), delete key, read());
}
store.key = 0;
console.log(read());

// Across a suspension.
function* steps(object) {
  with (object) {
    value = yield value;
    value += yield value;
    return value;
  }
}
const state = { value: 'a' };
const iterator = steps(state);
console.log(iterator.next().value, iterator.next('b').value, iterator.next('c').value, state);

try {
  with (null) {
  }
} catch (error) {
  console.log(`${error}`);
}
label: with ({ stop: true }) {
  if (stop) break label;
  console.log('not reached');
}
