// Tells of import() to those that listen: the tracing channel `module.import`,
// https://nodejs.org/api/diagnostics_channel.html#modules.

const channel = require('diagnostics_channel').tracingChannel('module.import');

// The object that all events of an import share, or undefined where nobody listens.
exports.begin = function(url, parentURL) {
  if (!channel.hasSubscribers) return undefined;
  const context = { __proto__: null, parentURL, url };
  channel.start.runStores(context, () => {});
  channel.end.publish(context);
  return context;
};

exports.succeed = function(context, result) {
  context.result = result;
  settle(context);
};

exports.fail = function(context, error) {
  context.error = error;
  channel.error.publish(context);
  settle(context);
};

function settle(context) {
  channel.asyncStart.runStores(context, () => {
    channel.asyncEnd.publish(context);
  });
}
