// permissions: fs-read
// Packages: main, exports with conditions and patterns, imports, a package by its own name; as import
// and as require find them.
import { createRequire } from 'node:module';
import plain from 'plain';
import inPlain from 'plain/lib/deep.js';
import dual from 'dual';
import { kind } from 'dual/kind';
import one from 'patterns/one';
import data from 'patterns/data/x.json' with { type: 'json' };
import scoped from '@scope/pkg';
import feature from '@scope/pkg/feature/f.js';
import hash from '#own';
import inner from '#inner/thing';
import self from 'packages-golden/self';
import * as fs from '#fs';

console.log(plain, inPlain, dual, kind, one, data, scoped, feature, hash, inner, self, typeof fs.existsSync);
const require = createRequire(import.meta.url);
for (const request of ['plain', 'plain/lib/deep', 'dual', 'dual/kind', 'patterns/one', 'patterns/data/x.json', '@scope/pkg', '#own', '#inner/thing', 'packages-golden/self']) {
  console.log(request, require(request));
}

const here = new URL('.', import.meta.url).href;
async function tell(specifier) {
  let found;
  try {
    found = import.meta.resolve(specifier).replace(here, '');
  } catch (error) {
    found = `${error.name} ${error.code} ${error.message}`;
  }
  console.log(specifier, '=>', found.replaceAll(here, ''));
  try {
    await import(specifier);
  } catch (error) {
    console.log('   ', error.code, error.message, error.url ? error.url.replace(here, '') : '');
  }
}
for (const specifier of [
  './own/x.js?query#hash', './own', './own/', './own/x', './own/nothing.js', 'plain/lib/deep', 'plain/nothing.js',
  'nothing', 'nothing/inside', '@scope', '.hidden', 'a%b', './a%2fb', '/nothing', 'file:nothing',
  'http://example.org/x.js', 'node:nothing', 'blob:x', 'fs', 'patterns/two/', 'patterns/private/x', 'patterns/../up',
  'patterns/gone', '#nothing', '#', '#null', '#own/', 'packages-golden', 'packages-golden/nothing', './own/x.txt', './own/types.ts.json',
]) {
  await tell(specifier);
}
