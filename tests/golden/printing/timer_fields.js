// Node's fields of timers and immediates, which programs read and set.
const shown = (timer) => {
  const text = [];
  const { write } = process.stdout;
  process.stdout.write = (chunk) => { text.push(chunk); return true; };
  console.log(timer);
  process.stdout.write = write;
  return text.join('').replace(/(_idleStart|Symbol\(asyncId\)): \d+/g, '$1: N').replace(/Symbol\(triggerId\): \d+/, 'Symbol(triggerId): N');
};
const timeout = setTimeout(function named() {}, 10, 'argument', 1);
const interval = setInterval(() => {}, 20);
console.log(shown(timeout), shown(interval));
console.log(timeout._idleTimeout, timeout._onTimeout.name, timeout._timerArgs, timeout._repeat, timeout._destroyed, interval._repeat);
clearTimeout(timeout);
clearInterval(interval);
console.log(shown(timeout), shown(interval));
const immediate = setImmediate(function now() {}, 1);
console.log(shown(immediate), immediate._onImmediate.name, immediate._argv, immediate._destroyed);
clearImmediate(immediate);
console.log(shown(immediate));
console.log(timeout[Symbol.toPrimitive]() === +timeout, timeout.hasRef(), timeout.unref() === timeout, timeout.hasRef());
const replaced = setTimeout(() => console.log('never'), 1);
replaced._onTimeout = (...values) => console.log('replaced', values);
replaced._timerArgs = [1, 2];
const fired = setTimeout(() => console.log('inside', fired._destroyed, fired._idleNext), 1);
let rounds = 0;
const stopped = setInterval(() => {
  if (++rounds === 2) stopped._repeat = null;
}, 1);
setTimeout(() => {
  console.log('rounds', rounds, fired._destroyed, shown(fired));
  console.log(shown(setTimeout(() => {}, 1).unref()));
}, 300);
