// What errors of import() look like when they are shown, and the last one as nobody catches it.
// exit: 1
const files = ['./not_there.mjs', 'not-there', 'node:nothing', './', '#x', './text.txt', 'https://x.y/',
  './data.json', './nested.mjs', './a%2fb.mjs', 'file://host/x'];
for (const file of files) {
  await import(file).catch((error) => console.log(error instanceof Error, error.code, error));
}
await import('./data.json', { with: { kind: 'x' } }).catch((error) => console.log(error.message));
await import('./data.json', { with: { type: 'y' } }).catch((error) => console.log(error.message));
await import('./data.json', 5).catch((error) => console.log(error.message));
await import('./data.json', { with: 5 }).catch((error) => console.log(error.message));
await import('data:text/css,', { with: { kind: 'css' } }).catch((error) => console.log(error.message));
for (const file of ['./ambiguous.mjs', './linked.mjs', './linked_again.mjs']) {
  await import(file).catch((error) => console.log(error.stack.split('\n', 4)));
}
await import('./not_there_either.mjs');
