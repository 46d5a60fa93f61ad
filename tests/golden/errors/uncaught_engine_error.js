// exit: 1
// Errors that the language throws look the same.
const config = { server: null };
function port(c) {
  return c.server.port;
}
console.log(port(config));
