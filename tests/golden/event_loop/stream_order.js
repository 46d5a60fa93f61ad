// permissions: fs-read, fs-write
// The events of streams over files, in their order.
const fs = require('fs');
const path = require('path');
const folder = fs.mkdtempSync(path.join(require('os').tmpdir(), 'minijs-order-'));
const file = path.join(folder, 'a.txt');

const out = fs.createWriteStream(file);
for (const name of ['open', 'ready', 'drain', 'finish', 'close']) {
  out.on(name, () => console.log('out', name));
}
console.log(out.pending, out.write('one '), out.write('two'));
out.end(() => console.log('out end callback'));
out.on('close', () => {
  const input = fs.createReadStream(file, { highWaterMark: 4, encoding: 'utf8' });
  for (const name of ['open', 'ready', 'end', 'close']) {
    input.on(name, () => console.log('in', name, input.bytesRead));
  }
  input.on('data', (chunk) => console.log('in data', chunk));
  input.on('close', () => {
    fs.rm(folder, { recursive: true }, (error) => console.log('removed', error));
  });
});
