// require of ES modules: the namespace, and what it refuses.
console.log(require('./names.mjs'), require('./names.mjs') === require('./names.mjs'));
console.log(require('./default.mjs'), require('./default.mjs').default());
console.log(require('./whole.mjs'), require('./marked.mjs'));
console.log(require('./by_its_text.js'));
const counter = require('./default.mjs');
counter.count();
console.log(counter.n, Object.keys(counter), counter[Symbol.toStringTag]);
for (const file of ['./waits.mjs', './needs_waiting.mjs', './throws.mjs', './throws.mjs', './wrong.mjs', './cycle.mjs', './gone.mjs']) {
  try {
    console.log(require(file));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
console.log(module.children.map((it) => it.filename.split('/').pop()).join());
import('./names.mjs').then((names) => console.log(names === require('./names.mjs'), names));
import('./waits.mjs').then((waits) => {
  console.log(waits);
  try { require('./waits.mjs'); } catch (error) { console.log(error.code); }
});
