// What is required and imported is told to the channels of modules.
const channel = require('diagnostics_channel');
const shown = ({ error, result, ...rest }, name) => {
  const entries = Object.entries(rest).map(([key, value]) =>
    [key, String(value).replace(/^.*[/]channels[/]/, '')]);
  console.log(name, Object.fromEntries(entries), error?.code, typeof result);
};
for (const kind of ['require', 'import']) {
  for (const event of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) {
    channel.subscribe(`tracing:module.${kind}:${event}`, shown);
  }
}
require('./a.cjs');
require('os');
try {
  require('./gone.cjs');
} catch {}
(async () => {
  await import('./b.mjs');
  await import('./gone.mjs').catch(() => {});
})();
