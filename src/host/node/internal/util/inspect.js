// inspect and format: Rust shows values, the settings that a script may change are here.
// https://nodejs.org/api/util.html#utilinspectobject-options

const binding = internalBinding('inspect');
const { validateObject } = require('internal/validators');

const { inspect } = binding;

// A change of an option counts for everything that shows values.
const options = ObjectSeal({
  showHidden: false, depth: 2, colors: false, customInspect: true, showProxy: false,
  maxArrayLength: 100, maxStringLength: 10000, breakLength: 80, compact: 3, sorted: false,
  getters: false, numericSeparator: false,
});
const defaultOptions = new Proxy(options, {
  __proto__: null,
  set(target, name, value) {
    const known = ReflectSet(target, name, value);
    binding.setDefaultOptions(target);
    return known;
  },
  defineProperty(target, name, descriptor) {
    const known = ReflectDefineProperty(target, name, descriptor);
    binding.setDefaultOptions(target);
    return known;
  },
});

if (inspect.colors === undefined) {
  inspect.custom = SymbolFor('nodejs.util.inspect.custom');
  ObjectDefineProperty(inspect, 'defaultOptions', {
    __proto__: null,
    get() {
      return defaultOptions;
    },
    set(given) {
      validateObject(given, 'options');
      ObjectAssign(options, given);
      binding.setDefaultOptions(options);
    },
  });
  const colors = { __proto__: null };
  const names = [
    'reset', 0, 0, 'bold', 1, 22, 'dim', 2, 22, 'italic', 3, 23, 'underline', 4, 24, 'blink', 5, 25,
    'inverse', 7, 27, 'hidden', 8, 28, 'strikethrough', 9, 29, 'doubleunderline', 21, 24, 'black',
    30, 39, 'red', 31, 39, 'green', 32, 39, 'yellow', 33, 39, 'blue', 34, 39, 'magenta', 35, 39,
    'cyan', 36, 39, 'white', 37, 39, 'bgBlack', 40, 49, 'bgRed', 41, 49, 'bgGreen', 42, 49,
    'bgYellow', 43, 49, 'bgBlue', 44, 49, 'bgMagenta', 45, 49, 'bgCyan', 46, 49, 'bgWhite', 47, 49,
    'framed', 51, 54, 'overlined', 53, 55, 'gray', 90, 39, 'redBright', 91, 39, 'greenBright', 92,
    39, 'yellowBright', 93, 39, 'blueBright', 94, 39, 'magentaBright', 95, 39, 'cyanBright', 96, 39,
    'whiteBright', 97, 39, 'bgGray', 100, 49, 'bgRedBright', 101, 49, 'bgGreenBright', 102, 49,
    'bgYellowBright', 103, 49, 'bgBlueBright', 104, 49, 'bgMagentaBright', 105, 49, 'bgCyanBright',
    106, 49, 'bgWhiteBright', 107, 49,
  ];
  for (let i = 0; i < names.length; i += 3) colors[names[i]] = [names[i + 1], names[i + 2]];
  const aliases = [
    'gray', 'grey', 'gray', 'blackBright', 'bgGray', 'bgGrey', 'bgGray', 'bgBlackBright', 'dim',
    'faint', 'strikethrough', 'crossedout', 'strikethrough', 'strikeThrough', 'strikethrough',
    'crossedOut', 'hidden', 'conceal', 'inverse', 'swapColors', 'inverse', 'swapcolors',
    'doubleunderline', 'doubleUnderline',
  ];
  for (let i = 0; i < aliases.length; i += 2) {
    const name = aliases[i];
    ObjectDefineProperty(colors, aliases[i + 1], {
      __proto__: null,
      get() {
        return this[name];
      },
      set(value) {
        this[name] = value;
      },
      configurable: true,
      enumerable: false,
    });
  }
  inspect.colors = colors;
  inspect.styles = {
    __proto__: null, special: 'cyan', number: 'yellow', bigint: 'yellow', boolean: 'yellow',
    undefined: 'grey', null: 'bold', string: 'green', symbol: 'green', date: 'magenta',
    regexp: 'red', module: 'underline',
  };
}

module.exports = binding;
