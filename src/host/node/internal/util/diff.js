// https://nodejs.org/api/util.html#utildiffactual-expected

const { validateString, validateStringArray } = require('internal/validators');

function check(value, name) {
  if (ArrayIsArray(value)) validateStringArray(value, name);
  else validateString(value, name);
  return typeof value === 'string' ? StringPrototypeSplit(value, '') : value;
}

function diff(actual, expected) {
  if (actual === expected) return [];
  const from = check(actual, 'actual');
  const to = check(expected, 'expected');
  return ArrayPrototypeReverse(require('internal/assert/myers_diff').myersDiff(from, to));
}

module.exports = { diff };
