// Microtasks and ports are resources that hooks are told of.
const { createHook, executionAsyncId, executionAsyncResource } = require('async_hooks');
const { writeSync } = require('fs');

const wanted = ['Microtask', 'MESSAGEPORT'];
const types = new Map();
const lines = [];
const log = (...words) => lines.push(words.join(' '));
const tell = (event) => (id) => {
  if (types.has(id)) log(event, types.get(id));
};
createHook({
  init(id, type, trigger, resource) {
    if (!wanted.includes(type)) return;
    types.set(id, type);
    log('init', type, trigger === executionAsyncId(), resource.constructor.name);
  },
  before: tell('before'), after: tell('after'), destroy: tell('destroy'),
}).enable();

queueMicrotask(() => {
  log('in', types.get(executionAsyncId()), executionAsyncResource().constructor.name);
});
const { port1, port2 } = new MessageChannel();
port1.onmessage = ({ data }) => {
  log('message', data, types.get(executionAsyncId()));
};
port2.postMessage('hello');
setTimeout(() => {
  writeSync(1, `${lines.join('\n')}\n`);
  port1.close();
}, 100);
