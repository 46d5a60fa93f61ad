// The store of AsyncLocalStorage in listeners of ports and channels is that in which these were made.
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
storage.run('port', () => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = (event) => {
    console.log(event.data, storage.getStore());
    port1.close();
    storage.run('channel', () => {
      const [a, b] = [new BroadcastChannel('x'), new BroadcastChannel('x')];
      a.onmessage = (event) => {
        console.log(event.data, storage.getStore());
        a.close();
        b.close();
      };
      storage.run('other', () => b.postMessage('broadcast'));
    });
  };
  storage.run('sender', () => port2.postMessage('message'));
});
console.log(storage.getStore());
