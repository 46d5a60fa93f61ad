// What a script does to built-ins before it requires anything doesn't reach Node's modules.
const log = console.log;
const same = (name) => {
  try {
    require(name);
    return true;
  } catch (error) {
    return `${name}: ${error && error.message}`;
  }
};
const names = ['url', 'module', 'util', 'stream', 'events', 'assert', 'buffer', 'path', 'os', 'querystring',
  'timers/promises', 'async_hooks', 'fs', 'perf_hooks', 'string_decoder', 'diagnostics_channel'];
log('patching');
const patched = () => { throw new Error('patched'); };
Array.prototype[Symbol.iterator] = patched;
Array.prototype.push = patched;
Array.prototype.map = patched;
Set.prototype.add = patched;
Map.prototype.get = patched;
Map.prototype.set = patched;
String.prototype.slice = patched;
String.prototype.split = patched;
RegExp.prototype.exec = patched;
let right = 0;
for (let i = 0; i < names.length; i++) {
  const result = same(names[i]);
  if (result === true) right++;
  else log(result);
}
log(right, names.length);
