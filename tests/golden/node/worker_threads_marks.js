// What is marked can't be cloned or moved; some kinds of objects are copied all the same.
const {
  isMarkedAsUntransferable, markAsUncloneable, markAsUntransferable,
} = require('node:worker_threads');

const tell = (what, f) => {
  try {
    console.log(what, f());
  } catch (error) {
    console.log(what, error.name, error.code, error.message);
  }
};

const plain = { a: 1 };
markAsUncloneable(plain);
console.log(Reflect.ownKeys(plain));
tell('plain', () => structuredClone(plain));
tell('inside', () => structuredClone([{ plain }]));
tell('inherits from it', () => structuredClone(Object.create(plain)));
const { port1, port2 } = new MessageChannel();
tell('sent', () => port1.postMessage(plain));

class Own {}
const frozen = Object.freeze({});
for (const value of [
  new Own(), frozen, function f() {}, [1], new Map([[1, 2]]), new Set([1]), new Date(0), /x/g, Object(1),
  new Error('e'), new ArrayBuffer(2), new Uint8Array(1), Buffer.from('a'), new SharedArrayBuffer(1),
  new Blob(['x']), new EventTarget(),
]) {
  markAsUncloneable(value);
  tell('uncloneable', () => structuredClone(value));
}

const buffer = new ArrayBuffer(4);
tell('mark', () => markAsUntransferable(buffer));
console.log(isMarkedAsUntransferable(buffer), isMarkedAsUntransferable(Object.create(buffer)));
tell('moved', () => structuredClone(buffer, { transfer: [buffer] }));
tell('sent', () => port1.postMessage(buffer, [buffer]));
tell('copied', () => structuredClone(buffer));
markAsUntransferable(port2);
tell('port', () => structuredClone(port2, { transfer: [port2] }));
const view = new Uint8Array(4);
markAsUntransferable(view);
console.log(isMarkedAsUntransferable(view), isMarkedAsUntransferable(view.buffer));
tell('of a view', () => structuredClone(view, { transfer: [view.buffer] }).length);

for (const value of [5, 'text', null, undefined]) {
  tell(String(value), () => [markAsUncloneable(value), markAsUntransferable(value), isMarkedAsUntransferable(value)]);
}
const proxy = new Proxy({}, {});
tell('proxy', () => markAsUncloneable(proxy));
tell('proxy', () => markAsUntransferable(proxy));
tell('proxy', () => isMarkedAsUntransferable(proxy));
for (const method of [isMarkedAsUntransferable, markAsUncloneable, markAsUntransferable]) {
  console.log(method.name, method.length);
}
port1.close();
