const { port1, port2 } = new MessageChannel();

port2.onmessage = ({ data }) => {
  console.log('got', data);
  if (data === 2) port2.close();
};
port1.postMessage(1);
port1.postMessage(2);
Promise.resolve().then(() => console.log('microtask'));
