// Sockets: https://nodejs.org/api/net.html. Only what needs none of them is there yet.

const net = require('internal/absent')('net');
const { validateBoolean, validateInt32 } = require('internal/validators');

const kByte = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const kV4 = `${kByte}(?:\\.${kByte}){3}`;
const isV4 = new RegExp(`^${kV4}$`);

// Whether groups of hexadecimal digits, the last of which may be an IPv4 address, are an address.
function isGroups(text) {
  if (text === '') return 0;
  const groups = StringPrototypeSplit(text, ':');
  let count = groups.length;
  for (let i = 0; i < groups.length; i++) {
    if (RegExpPrototypeExec(/^[0-9a-f]{1,4}$/i, groups[i]) !== null) continue;
    if (i !== groups.length - 1 || RegExpPrototypeExec(isV4, groups[i]) === null) return -1;
    count++;
  }
  return count;
}

net.isIPv4 = function isIPv4(input) {
  return RegExpPrototypeExec(isV4, `${input}`) !== null;
};

net.isIPv6 = function isIPv6(input) {
  let text = `${input}`;
  const zone = StringPrototypeIndexOf(text, '%');
  if (zone !== -1) {
    if (RegExpPrototypeExec(/^[0-9a-zA-Z\-.:]+$/, StringPrototypeSlice(text, zone + 1)) === null) {
      return false;
    }
    text = StringPrototypeSlice(text, 0, zone);
  }
  const gap = StringPrototypeIndexOf(text, '::');
  if (gap === -1) return isGroups(text) === 8;
  const before = StringPrototypeSlice(text, 0, gap);
  const after = StringPrototypeSlice(text, gap + 2);
  const first = isGroups(before);
  const second = isGroups(after);
  const endsInV4 = StringPrototypeIncludes(before, '.');
  return first !== -1 && second !== -1 && !endsInV4 && first + second < 8;
};

net.isIP = function isIP(input) {
  if (net.isIPv4(input)) return 4;
  return net.isIPv6(input) ? 6 : 0;
};

// What connections would begin with.
let selectsFamily = true;
let attemptTimeout = 250;

net.getDefaultAutoSelectFamily = function getDefaultAutoSelectFamily() {
  return selectsFamily;
};

net.setDefaultAutoSelectFamily = function setDefaultAutoSelectFamily(value) {
  validateBoolean(value, 'value');
  selectsFamily = value;
};

net.getDefaultAutoSelectFamilyAttemptTimeout = function getDefaultAutoSelectFamilyAttemptTimeout() {
  return attemptTimeout;
};

net.setDefaultAutoSelectFamilyAttemptTimeout =
  function setDefaultAutoSelectFamilyAttemptTimeout(value) {
    validateInt32(value, 'value', 1);
    attemptTimeout = value < 10 ? 10 : value;
  };

module.exports = net;
