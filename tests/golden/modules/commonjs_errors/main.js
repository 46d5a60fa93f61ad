// What require says of what it doesn't find or can't load.
function tell(request, load = require) {
  try {
    console.log(request, '->', load(request));
  } catch (error) {
    console.log(request, '->', error.name, error.code, error.message);
    console.log('   ', JSON.stringify({ ...error }));
  }
}
for (const request of ['nothing', './nothing', '../nothing/at/all', '/nothing', 'nothing/inside', '@scope/nothing', '.x', 'a%b']) {
  tell(request);
}
for (const request of ['', undefined, 1, null, {}, Symbol.iterator]) {
  try { require(request); } catch (error) { console.log(error.name, error.code, error.message); }
}
tell('node:nothing');
tell('node:test/nothing');
tell('test');
tell('./inner');
tell('./bad.json');
tell('./bad');
tell('broken');
tell('no_main');
tell('closed');
tell('closed/inner');
tell('closed/null');
tell('closed/outside');
tell('closed/gone');
tell('#gone');
tell('typed');
tell('./nothing', require.resolve);
for (const options of [{ paths: 1 }, { paths: ['/'] }, { paths: [] }]) {
  try { require.resolve('nothing', options); } catch (error) { console.log(error.code, error.message); }
}
try { require.resolve(1); } catch (error) { console.log(error.code, error.message); }
try { require('./bad'); } catch (error) { console.log(error.stack.split('\n').slice(0, 5).join('\n')); }
