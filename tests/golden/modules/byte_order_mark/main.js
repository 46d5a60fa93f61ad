// A byte order mark belongs to the text of a CommonJS module, so that `#!` behind it is wrong; an ES
// module's text begins behind it.
// stderr: ignore
(async () => {
  for (const file of ['./script.js', './hashbang.js', './hashbang.cjs', './module.js', './data.json']) {
    try {
      console.log(file, require(file));
    } catch (error) {
      console.log(file, error.name, error.message);
    }
  }
  for (const file of ['./script.js', './hashbang.js', './module.js', './hashbang.mjs']) {
    await import(`${file}?again`).then(
      (namespace) => console.log(file, namespace),
      (error) => console.log(file, error.name, error.message));
  }
})();
