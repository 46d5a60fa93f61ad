let count = 0;
const interval = setInterval(() => {
  console.log('interval', ++count);
  if (count === 2) clearInterval(interval);
}, 10);
setTimeout(() => console.log('timeout'), 15);
