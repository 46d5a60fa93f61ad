// Ports: messages come in the poll phase, one by one; what keeps the program going; moving ports.
const log = (...parts) => console.log(...parts);
const { port1, port2 } = new MessageChannel();
log(port1 instanceof EventTarget, port1.hasRef(), Object.keys(new MessageChannel()));

port2.onmessage = ({ data }) => {
  log('message', data);
  process.nextTick(() => log('tick'));
  Promise.resolve().then(() => log('micro'));
  if (data === 'second') {
    port2.on('close', second);
    port1.close();
  }
};
log(port2.hasRef());
setImmediate(() => log('immediate'));
process.nextTick(() => log('first tick'));
Promise.resolve().then(() => log('first micro'));
const shared = { name: 'x' };
log(port1.postMessage({ list: [1, new Map([[shared, shared]])], shared }));
port1.postMessage('second');
log('sent');

function second() {
  // Listeners by name: the value, or the event.
  const { port1: a, port2: b } = new MessageChannel();
  a.on('message', (value) => log('value', value));
  a.once('message', (value) => log('once', value));
  a.addEventListener('message', (event) => log('event', event.constructor.name, event.data, event.ports, event.origin));
  b.postMessage(1);
  b.postMessage(2);
  a.on('close', () => { log('a closed'); third(); });
  b.on('close', () => log('b closed', b.postMessage('lost')));
  log(a.listenerCount('message'), a.hasRef(), b.hasRef());
  setImmediate(() => { b.close(() => log('callback')); log(b.postMessage(3), a.postMessage(4)); });
}

function third() {
  // A port is moved with its messages, a buffer with its bytes.
  const { port1: a, port2: b } = new MessageChannel();
  const inner = new MessageChannel();
  inner.port1.postMessage('early');
  const buffer = new Uint8Array([1, 2, 3]).buffer;
  b.on('message', ({ port, buffer }) => {
    log(port instanceof MessagePort, port === inner.port2, new Uint8Array(buffer));
    port.on('message', (value) => {
      log('moved', value);
      if (value === 'late') { inner.port1.close(); a.close(); }
    });
  });
  a.postMessage({ port: inner.port2, buffer }, [inner.port2, buffer]);
  log(buffer.byteLength, inner.port2.postMessage('nothing'));
  inner.port1.postMessage('late');
  for (const run of [
    () => a.postMessage(), () => a.postMessage(1, 3), () => a.postMessage(1, { transfer: 3 }), () => a.postMessage(1, [a]),
    () => a.postMessage(1, [3]), () => a.postMessage(inner.port1), () => a.postMessage(() => {}), () => a.postMessage(1, [inner.port2]),
    () => a.postMessage(1, [inner.port1, inner.port1]), () => new MessagePort(), () => MessageChannel(),
    () => MessagePort.prototype.postMessage.call({}, 1),
  ]) {
    try { log(run()); } catch (error) { log(error.name, error.code, error.message); }
  }
}

// A channel that nobody listens to doesn't keep the program going.
new MessageChannel().port1.postMessage('unheard');
