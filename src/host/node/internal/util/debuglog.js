// Messages for those who ask for them with NODE_DEBUG.
// https://nodejs.org/api/util.html#utildebuglogsection-callback

const process = require('process');

let wanted;
// A list of names with `*`, without regard to case.
function isWanted(set) {
  if (wanted === undefined) {
    const list = process.env.NODE_DEBUG;
    if (!list) {
      wanted = null;
    } else {
      let source = RegExpPrototypeSymbolReplace(/[|\\{}()[\]^$+?.]/g, list, '\\$&');
      source = StringPrototypeReplaceAll(StringPrototypeReplaceAll(source, '*', '.*'), ',', '$|^');
      wanted = new RegExp(`^${source}$`, 'i');
    }
  }
  return wanted !== null && RegExpPrototypeExec(wanted, set) !== null;
}

function debuglog(set, callback) {
  let enabled;
  const test = () => {
    if (enabled === undefined) {
      set = StringPrototypeToUpperCase(`${set}`);
      enabled = isWanted(set);
    }
    return enabled;
  };
  const print = (...args) => {
    const { formatWithOptions } = require('internal/util/inspect');
    const colors = { colors: require('internal/util/colors').shouldColorize(process.stderr) };
    const text = formatWithOptions(colors, ...args);
    process.stderr.write(formatWithOptions(colors, '%s %d: %s\n', set, process.pid, text));
  };
  let debug = (...args) => {
    debug = test() ? print : () => {};
    if (typeof callback === 'function') callback(debug);
    debug(...args);
  };
  const logger = (...args) => debug(...args);
  ObjectDefineProperty(logger, 'enabled', {
    __proto__: null,
    get() {
      return test();
    },
    configurable: true,
    enumerable: true,
  });
  return logger;
}

module.exports = { debuglog };
