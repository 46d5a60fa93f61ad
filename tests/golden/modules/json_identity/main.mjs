// permissions: fs-read, fs-write
// What is imported and what is required of a JSON file is one object.
import { createRequire } from 'node:module';
import first from './first.json' with { type: 'json' };
const require = createRequire(import.meta.url);
const json = { with: { type: 'json' } };
console.log(require('./first.json') === first);
first.added = 1;
console.log(require('./first.json'));
const second = require('./second.json');
second.added = 2;
const imported = (await import('./second.json', json)).default;
console.log(imported === second, imported);
console.log((await import('./second.json?query', json)).default === second);
console.log(require.cache[require.resolve('./first.json')]);
delete require.cache[require.resolve('./first.json')];
console.log(require('./first.json') === first, (await import('./first.json', json)).default === first);
// It is remembered, whatever becomes of the file.
const fs = require('fs');
const folder = fs.mkdtempSync(`${require('os').tmpdir()}/import-`);
const file = `${folder}/made.mjs`;
fs.writeFileSync(file, 'export let count = 0; export const add = () => ++count;');
const made = await import(file);
made.add();
fs.unlinkSync(file);
fs.rmdirSync(folder);
console.log(await import(file) === made, made.count);
console.log(await import(`${file}?again`).catch((error) => error.code));
for (const file of ['./bad.json', './bad2.json']) {
  try {
    require(file);
  } catch (error) {
    console.log(error.name, error.message.replace(import.meta.dirname, ''));
  }
  await import(file, json).catch((error) => {
    console.log(error.name, error.message.replace(import.meta.dirname, ''));
  });
}
