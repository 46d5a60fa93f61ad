// A text without a type that declares what a CommonJS module's wrapper has, or awaits, is an ES module
// where it can be one; else the error of the CommonJS module is told.
// stderr: ignore
const files = ['module', 'exports', 'require', 'filename', 'dirname', 'pattern', 'await', 'await_export',
  'variable', 'inner', 'uses_require', 'twice', 'other_twice', 'with', 'await_twice', 'await_with',
  'nested_await', 'export_twice'];
(async () => {
  for (const file of files) {
    const path = `./${file}.js`;
    for (const [how, load] of [['import', () => import(path)], ['require', () => require(path)]]) {
      try {
        const { value } = await load();
        console.log(file, how, value);
      } catch (error) {
        console.log(file, how, error.name, error.message);
      }
    }
  }
})();
