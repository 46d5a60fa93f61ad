// Whoever listens hears of the modules that are required.
const { tracingChannel } = require('diagnostics_channel');
const { basename } = require('path');

const told = (name) => ({ id, parentFilename, error, result }) =>
  console.log(name, id, basename(parentFilename), error?.code, typeof result);
const handlers = { start: told('start'), end: told('end'), error: told('error') };
const channel = tracingChannel('module.require');
channel.subscribe(handlers);
require('os');
try {
  require('./not-there');
} catch (error) {
  console.log(error.code);
}
channel.unsubscribe(handlers);
require('util');
console.log(channel.hasSubscribers);
