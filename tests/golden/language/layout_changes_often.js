// A property that is deleted and added again and again, at places that remember layouts.
const object = {};
for (let i = 0; i < 20; i++) object['p' + i] = i;
function set(target, value) { target.test = value; }
function get(target) { return target.test; }
let lost = 0;
let stale = 0;
for (let i = 0; i < 1000; i++) {
  set(object, i);
  object.current = i;
  if (get(object) !== i || !('test' in object)) lost++;
  if (i % 3 === 0) {
    delete object.test;
    if (get(object) !== undefined) stale++;
  }
}
console.log(lost, stale, Object.keys(object).length);

class Runner {
  run(value) {
    this.value = value;
    const seen = this.value;
    delete this.value;
    return seen === value && this.value === undefined;
  }
}
const runner = new Runner();
let right = 0;
for (let i = 0; i < 1000; i++) if (runner.run(i)) right++;
console.log(right);
