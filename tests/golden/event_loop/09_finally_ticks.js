// After finally the next handler runs at tick 4.
const show = [];
Promise.resolve()
  .finally(() => show.push('f'))
  .then(() => show.push('after'));
let ruler = Promise.resolve();
for (let i = 1; i <= 5; i++) ruler = ruler.then(() => show.push(i));
setImmediate(() => console.log(show.join(' ')));
