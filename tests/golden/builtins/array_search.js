// indexOf, lastIndexOf, includes, find, findLast, findIndex, findLastIndex, some, every.
const a = [1, NaN, 'x', undefined, , 1];
console.log(a.indexOf(1), a.indexOf(1, 1), a.lastIndexOf(1), a.lastIndexOf(1, -2), a.indexOf(NaN), a.includes(NaN), a.indexOf(undefined), a.includes(undefined), a.indexOf('1'));
console.log([, 1].indexOf(undefined), [, 1].includes(undefined), [1, 2].includes(2, -1), [0].includes(-0), [1, 2, 3].indexOf(3, -1), [].lastIndexOf(1), [1].indexOf(1, 5));
const words = ['apple', 'fig', 'kiwi', 'plum'];
const four = (w) => w.length === 4;
console.log(words.find(four), words.findLast(four), words.findIndex(four), words.findLastIndex(four), words.find((w) => w === ''), words.findIndex((w) => w === ''));
console.log(words.some(four), words.every(four), [].some(four), [].every(four));

// find visits holes, some and every don't; callbacks get value, index and array.
const seen = [];
[, 'b'].find((v, i) => { seen.push(`find ${i} ${v}`); });
[, 'b'].some((v, i, arr) => { seen.push(`some ${i} ${v} ${arr.length}`); });
[, 'b'].findLast((v, i) => { seen.push(`findLast ${i} ${v}`); });
console.log(seen);

// The length is read at the start; elements that go away are undefined or skipped.
const shrinking = [1, 2, 3, 4];
const visited = [];
shrinking.forEach((v) => { visited.push(v); if (v === 2) shrinking.length = 3; if (v === 1) shrinking.push(9); });
console.log(visited);
for (const f of ['find', 'some', 'every', 'findIndex', 'findLast', 'map', 'forEach', 'filter', 'reduce', 'flatMap']) { try { [1][f](5); } catch (e) { console.log(e.message); } }
