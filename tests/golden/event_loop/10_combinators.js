// Promise.all([]) settles at once; over plain values all four fire at tick 2, in call order.
const out = [];
Promise.all([]).then(() => out.push('all of nothing'));
Promise.race([3]).then(() => out.push('race'));
Promise.all([1, 2]).then(() => out.push('all'));
Promise.any([4]).then(() => out.push('any'));
Promise.allSettled([5]).then(() => out.push('allSettled'));
Promise.all([Promise.resolve(1), Promise.resolve(2)]).then(() => out.push('all of promises'));
Promise.any([Promise.reject(1), 2]).then(() => out.push('any with a rejection'));
Promise.any([Promise.reject(1)]).catch(() => out.push('any of rejections'));
let ruler = Promise.resolve();
for (let i = 1; i <= 4; i++) ruler = ruler.then(() => out.push(i));
setImmediate(() => console.log(out.join('\n')));
