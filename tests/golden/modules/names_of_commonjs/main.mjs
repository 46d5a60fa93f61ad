// The names that an ES module can import of a CommonJS module: what its text says.
import assigned, { a, b, 'c-d' as dashed, missing } from './assigned.cjs';
import * as all from './assigned.cjs';
import * as literal from './literal.cjs';
import * as defined from './defined.cjs';
import * as passed from './passed_on.cjs';
import * as starred from './starred.cjs';
import * as hidden from './hidden.cjs';
import { x } from './assigned.js';

console.log(assigned, a, b, dashed, missing, x);
for (const namespace of [all, literal, defined, passed, starred, hidden]) {
  console.log(Object.keys(namespace).join());
}
console.log(all, all.default === all['module.exports']);
for (const specifier of ['./import_missing.mjs', './import_hidden.mjs']) {
  await import(specifier).catch((error) => console.log(error.name, error.message));
}
