// What crypto.subtle computes arrives with a turn of the event loop, not with a microtask.
const { subtle } = crypto;
const data = new Uint8Array(1);
const log = (name) => () => console.log(name);

async function main() {
  const key = await subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign', 'verify']);
  const signature = await subtle.sign('HMAC', key, data);
  const jobs = {
    digest: () => subtle.digest('SHA-256', data),
    sign: () => subtle.sign('HMAC', key, data),
    verify: () => subtle.verify('HMAC', key, signature, data),
    generateKey: () => subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign']),
  };
  for (const [name, job] of Object.entries(jobs)) {
    const done = job().then(log(name));
    let last = Promise.resolve();
    for (let i = 0; i < 20; i++) last = last.then(() => {});
    last.then(log('twenty microtasks'));
    process.nextTick(log('tick'));
    await done;
  }
}
main();
