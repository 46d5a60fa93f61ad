// The constants of os, fs and crypto in one object:
// https://nodejs.org/api/deprecations.html#DEP0008

const { constants: { dlopen, errno, priority, signals } } = require('os');

module.exports = ObjectFreeze({
  ...dlopen,
  ...errno,
  ...priority,
  ...signals,
  ...require('fs').constants,
  ...require('crypto').constants,
  defaultCipherList: require('crypto').constants.defaultCoreCipherList,
});
