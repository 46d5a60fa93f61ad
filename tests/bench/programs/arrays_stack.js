// push and pop, shift of a queue, and spread.
const stack = [];
let sum = 0;
for (let i = 0; i < 3000000; i++) {
  stack.push(i);
  if (i % 3 === 0) sum += stack.pop();
  if (stack.length > 1000) { sum += stack.pop(); sum += stack.pop(); }
}
const queue = [];
for (let i = 0; i < 300000; i++) { queue.push(i); if (queue.length > 20) sum += queue.shift(); }
for (let i = 0; i < 20000; i++) sum += [...queue, i].length;
console.log(sum);
