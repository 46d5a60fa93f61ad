// The global console: https://nodejs.org/api/console.html

module.exports = internalBinding('globals').console;
