// gc-stress: 1000 because it allocates half a million objects
//
// A computed key of a literal is still there when the value has been made, however many objects
// that takes.

const ids = Array.from({ length: 20 }, (_, i) => i);
const tables = ids.map((i) => ({ [`field_${i}`]: ids.map((j) => new Array(1500).fill(0).map((x) => ({ x, j }))) }));
console.log(tables.map((table) => Object.keys(table).join()).join(" "));
