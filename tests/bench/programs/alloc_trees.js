// Allocation: binary trees made, walked and dropped.
class Node { constructor(left, right) { this.left = left; this.right = right; } }
function make(depth) { return depth === 0 ? new Node(null, null) : new Node(make(depth - 1), make(depth - 1)); }
function count(t) { return t.left === null ? 1 : 1 + count(t.left) + count(t.right); }
const long = make(14);
let sum = 0;
for (let depth = 4; depth <= 14; depth += 2) for (let i = 0; i < 1 << (18 - depth); i++) sum += count(make(depth));
console.log(sum, count(long));
