// permissions: fs-read
// Promises of files settle in the poll phase; what awaits them goes on before the next phase.
const fs = require('fs/promises');

async function main() {
  console.log('begin');
  const handle = await fs.open(__filename);
  console.log('open');
  setImmediate(() => console.log('immediate after open'));
  process.nextTick(() => console.log('tick after open'));
  await null;
  console.log('micro after open');
  const { size } = await handle.stat();
  console.log('stat', size > 100);
  const { bytesRead } = await handle.read(Buffer.alloc(10), 0, 10, 0);
  console.log('read', bytesRead);
  await handle.close();
  console.log('closed', handle.fd);
}
main().then(() => console.log('end'));
console.log('script');
