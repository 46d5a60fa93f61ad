const { port1, port2 } = new MessageChannel();

port2.once('message', (text) => {
  console.log(text);
  setTimeout(() => console.log('timeout'), 0);
  setImmediate(() => console.log('immediate'));
  process.nextTick(() => console.log('tick'));
  Promise.resolve().then(() => console.log('promise'));
  port2.close();
});
port1.postMessage('came from outside');
