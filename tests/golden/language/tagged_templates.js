// A tag gets the strings (with raw) and the values.
function tag(strings, ...values) {
  return JSON.stringify(strings) + JSON.stringify(strings.raw) + JSON.stringify(values);
}
console.log(tag`a${1}b\n${'two'}`);
console.log(tag``, tag`${0}`);
console.log(String.raw`C:\new\${'x'}${1 + 1}\u00e9`);

// The strings object is the same at each evaluation of one place, and frozen.
const same = (s) => s;
const twice = [1, 2].map(() => same`text`);
console.log(twice[0] === twice[1], same`text` === same`text`);
console.log(Object.isFrozen(twice[0]), Object.isFrozen(twice[0].raw), Array.isArray(twice[0].raw));

// Escapes that a string can't have give undefined, but are there in raw.
const bad = ((s) => [s[0], s.raw[0]])`\unicode and \xerxes \01`;
console.log(bad);

// Any member expression can be the tag; `this` is kept; a tag may return a tag.
const o = { prefix: '>', m(s) { return this.prefix + s[0]; } };
console.log(o.m`method`, o['m']`computed`);
const chain = (a) => (b) => (c) => a[0] + b[0] + c[0];
console.log(chain`x``y``z`);
function T(s) { return function () { this.s = s[0]; }; }
console.log(new T`made`().s, new (T`made`)().s);
const dsl = (s, ...v) => s.reduce((out, part, i) => out + part + (i < v.length ? `[${typeof v[i]}]` : ''), '');
console.log(dsl`n=${1} s=${''} f=${() => 1} u=${undefined}`);
