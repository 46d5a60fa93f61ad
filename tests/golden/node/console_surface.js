// The property list of `console`, and of a console over other streams.
const list = (object) => Reflect.ownKeys(object).map((key) => {
  const { get, value, writable, enumerable, configurable } =
    Object.getOwnPropertyDescriptor(object, key);
  const flags = (writable ? 'w' : '-') + (enumerable ? 'e' : '-') + (configurable ? 'c' : '-');
  const what = get ? 'get' :
    typeof value === 'function' ? `function ${value.name}/${value.length}` : typeof value;
  return `${String(key)} ${flags} ${what}`;
}).join('\n');
const { Console } = console;
console.log(console);
console.log(list(console));
console.log(list(Console), '\n', list(Console.prototype));
const { Writable } = require('stream');
const quiet = new Writable({ write(chunk, encoding, done) { done(); } });
console.log(list(new Console(quiet)));
console.log(new Console(quiet));
console.log(require('console') === console, console instanceof Console, {} instanceof Console);
console.log(console._stdout === process.stdout, console._stderr === process.stderr);
console.log(console._ignoreErrors, console._times, console.context('x'));
console.log(console.createTask('task').run(() => 5));
try {
  console.createTask();
} catch ({ message }) {
  console.log(message);
}
