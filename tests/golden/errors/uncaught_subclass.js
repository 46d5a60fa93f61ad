// exit: 1
// The class and the fields of an own error are shown.
class ConfigError extends Error {
  constructor(message, file) {
    super(message);
    this.name = 'ConfigError';
    this.file = file;
  }
}
class Loader {
  load(file) { throw new ConfigError('cannot load', file); }
  static run() { return new Loader().load('app.json'); }
}
Loader.run();
