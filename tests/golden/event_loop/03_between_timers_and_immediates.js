// Ticks and microtasks run after every single timer and immediate.
const chatty = (name) => () => {
  console.log(name);
  process.nextTick(() => console.log(name, 'tick'));
  Promise.resolve().then(() => console.log(name, 'micro'));
};
setTimeout(() => {
  setTimeout(chatty('timer 1'), 1);
  setTimeout(chatty('timer 2'), 1);
  setTimeout(() => {
    setImmediate(chatty('immediate 1'));
    setImmediate(chatty('immediate 2'));
  }, 10);
}, 1);
