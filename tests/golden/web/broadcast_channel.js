// BroadcastChannel: to all others of the name, each a copy of its own.
const log = (...parts) => console.log(...parts);
const names = ['news', 'news', 'news', 'other'];
const channels = names.map((name) => new BroadcastChannel(name));
const seen = [];
channels.forEach((channel, index) => {
  channel.onmessage = ({ data, target, type }) => {
    log(index, type, data, target === channel, seen.includes(data));
    seen.push(data);
    if (seen.length === 4) channels[2].postMessage({ last: true });
    if (data.last) channels.forEach((channel) => channel.close());
  };
});
log(channels[0], channels[0].name, BroadcastChannel.prototype.constructor.length);
channels[0].postMessage({ n: 1 });
channels[1].postMessage({ n: 2 });
setImmediate(() => log('immediate'));
for (const run of [
  () => new BroadcastChannel(), () => BroadcastChannel('x'), () => channels[3].postMessage(),
  () => BroadcastChannel.prototype.name, () => channels[3].postMessage(Symbol('s')),
  () => { const closed = new BroadcastChannel(1); closed.close(); closed.postMessage(1); },
]) {
  try { log(run()); } catch (error) { log(error.name, error.code, error.message); }
}
