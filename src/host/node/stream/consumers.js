// stream/consumers: all that a stream gives, as one value.
// https://nodejs.org/api/webstreams.html#utility-consumers

const { Buffer } = require('buffer');

async function blob(stream) {
  const { Blob } = internalBinding('globals');
  const chunks = [];
  for await (const chunk of stream) ArrayPrototypePush(chunks, chunk);
  return new Blob(chunks);
}

async function arrayBuffer(stream) {
  return (await blob(stream)).arrayBuffer();
}

async function bytes(stream) {
  return (await blob(stream)).bytes();
}

async function buffer(stream) {
  return Buffer.from(await arrayBuffer(stream));
}

async function text(stream) {
  const { TextDecoder } = internalBinding('globals');
  const decoder = new TextDecoder();
  let str = '';
  for await (const chunk of stream) {
    if (typeof chunk === 'string') str += chunk;
    else str += decoder.decode(chunk, { stream: true });
  }
  // What remains of an incomplete character.
  str += decoder.decode(undefined, { stream: false });
  return str;
}

async function json(stream) {
  return JSONParse(await text(stream));
}

module.exports = { arrayBuffer, blob, buffer, bytes, text, json };
