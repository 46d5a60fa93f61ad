// In a module's body microtasks come before next ticks: it is itself run in a microtask.
import process from 'node:process';

process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('microtask'));
console.log('module');

await null;
console.log('after the await');
process.nextTick(() => console.log('tick of the continuation'));
