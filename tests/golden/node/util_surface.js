// What util has, in order, and what its functions say to wrong arguments.
const util = require('util');

for (const key of Object.keys(util)) {
  const property = Object.getOwnPropertyDescriptor(util, key);
  const value = util[key];
  console.log(key, typeof value === 'function' ? `${value.name}/${value.length}` : typeof value,
              property.get ? 'accessor' : '', property.writable, property.configurable);
}
console.log(Object.keys(util.types).join(' '), util.types === require('util/types'));
console.log(Object.getOwnPropertyNames(util.inspect.colors).join(' '), util.inspect.styles, util.inspect.defaultOptions);
console.log(util.promisify.custom, util.inspect.custom, util.debug === util.debuglog);

const wrong = [() => util.promisify(1), () => util.callbackify(1), () => util.callbackify(() => {})(), () => util.deprecate(() => {}, 'x', 3),
  () => util.inherits(null, Object), () => util.inherits(Object, () => {}), () => util.stripVTControlCharacters(1), () => util.toUSVString(Symbol()),
  () => util.formatWithOptions(1), () => { util.inspect.defaultOptions = null; }, () => util.parseEnv(1), () => util.getCallSites(201),
  () => util.styleText('none at all', 'x'), () => util.styleText('red', 1), () => util.styleText('#12', 'x'), () => util.getSystemErrorName(1),
  () => util.convertProcessSignalToExitCode('SIGNONE'), () => util.diff(1, 2), () => util._errnoException(1), () => util.parseArgs({ args: 1 }),
  () => new util.MIMEType('a'), () => util.transferableAbortSignal({}), () => util.getSystemErrorMessage(-99999)];
for (const call of wrong) {
  try {
    console.log(call());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
