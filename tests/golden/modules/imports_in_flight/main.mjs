// Two imports at once of a module that awaits settle in their order, and a main module is nobody's child.
import { createRequire } from 'node:module';
for (const file of ['./slow.mjs', './failing.mjs', './needs_slow.mjs', './needs_failing.mjs']) {
  const imports = ['first', 'second', 'third'].map((name) => import(file).then(
    () => console.log(file, name),
    (error) => console.log(file, name, error.message)));
  await Promise.all(imports);
}
createRequire(import.meta.url)('./parent.cjs');
