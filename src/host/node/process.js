// The process object as a module: https://nodejs.org/api/process.html

module.exports = internalBinding('process').process;
