// push, pop, shift, unshift, splice, reverse, fill, copyWithin: what they change and give back.
const a = [1, 2, 3];
console.log(a.push(4, 5), a.pop(), a.shift(), a.unshift('x', 'y'), a, [].pop(), [].shift(), [].push(), a.unshift());
console.log(a.splice(1, 2), a, a.splice(1, 0, 'in', 'serted'), a, a.splice(-1), a, a.splice(), a.splice(undefined), a);
console.log([1, 2, 3, 4].splice(1, 1, 'a', 'b', 'c'), [1, 2, 3].reverse(), [1, , 3].reverse(), [1, 2, 3, 4, 5].copyWithin(0, 3), [1, 2, 3, 4, 5].copyWithin(1, 0, 3), [1, 2, 3].copyWithin(-1, 0));
console.log(new Array(3).fill(0), [1, 2, 3].fill('f', 1), [1, 2, 3].fill('f', -2, -1), [1, 2, 3].fill('f', NaN, 1), [].fill.call({ length: 2 }, 'x'));
const list = [5, 1, 4];
console.log(list.sort() === list, list.reverse() === list, list.fill(0) === list);

// The same on array-likes.
const like = { length: 2, 0: 'a', 1: 'b' };
console.log([].push.call(like, 'c'), like, [].shift.call(like), like, [].splice.call(like, 0, 1), like, [].reverse.call({ length: 3, 0: 1 }));
console.log([].pop.call({}), [].unshift.call({ length: 1, 0: 'old' }, 'new'));

// Holes move as holes.
const holes = [, 1, , 2];
holes.unshift('first');
console.log(holes, holes.shift(), holes, holes.splice(1, 2), holes);

// Queue and stack over many elements.
const q = [];
let sum = 0;
for (let i = 0; i < 1000; i++) { q.push(i); if (i % 3 === 0) sum += q.shift(); }
console.log(sum, q.length, q[0], q.at(-1));
