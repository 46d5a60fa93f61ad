// gc-stress: 1000 because so many objects are alive
// Structures far deeper than the stack can be made, walked and dropped.
let list = null;
for (let i = 0; i < 100000; i++) list = { i, next: list };
let n = 0;
for (let at = list; at; at = at.next) n++;
console.log(n);
list = null;

let arrays = [];
for (let i = 0; i < 50000; i++) arrays = [arrays];
let depth = 0;
for (let at = arrays; at.length; at = at[0]) depth++;
console.log(depth);

let f = () => 0;
for (let i = 0; i < 50000; i++) { const g = f; f = () => g; }
console.log(typeof f()()());

// A rope of many small strings, and one that is flattened late.
let s = '';
for (let i = 0; i < 100000; i++) s = s + 'ab';
let t = '';
for (let i = 0; i < 10000; i++) t = 'x' + t;
console.log(s.length, s[99999], t.length, t.charCodeAt(5000));
