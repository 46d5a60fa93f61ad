// TextEncoderStream and TextDecoderStream.
// https://encoding.spec.whatwg.org/#interface-textdecoderstream

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors');
const { finishClass, inspectAs, kInspect } = require('internal/webstreams/util');
const { createTransformStream, enqueue, terminate } = require('internal/webstreams/transform');

class TextEncoderStream {
  #handle;
  #transform;
  #pending = ''; // A high surrogate whose other half comes with the next chunk.

  constructor() {
    const { TextEncoder } = internalBinding('globals');
    const encoder = this.#handle = new TextEncoder();
    this.#transform = createTransformStream((chunk, controller) => {
      let text = this.#pending + `${chunk}`;
      this.#pending = '';
      if (text === '') return;
      const last = StringPrototypeCharCodeAt(text, text.length - 1);
      if (last >= 0xD800 && last <= 0xDBFF) {
        this.#pending = text[text.length - 1];
        text = StringPrototypeSlice(text, 0, -1);
        if (text === '') return;
      }
      enqueue(controller, encoder.encode(text));
    }, (controller) => {
      if (this.#pending !== '') enqueue(controller, encoder.encode(this.#pending));
    });
  }

  get encoding() {
    return this.#handle.encoding;
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }

  [kInspect](depth, options) {
    if (this == null) throw new ERR_INVALID_THIS('TextEncoderStream');
    return inspectAs(this, depth, options, 'TextEncoderStream', {
      encoding: this.encoding, readable: this.readable, writable: this.writable,
    });
  }
}
finishClass(TextEncoderStream, ['encoding', 'readable', 'writable'], null);

class TextDecoderStream {
  #handle;
  #transform;

  constructor(encoding = 'utf-8', options = {}) {
    const { TextDecoder } = internalBinding('globals');
    const decoder = this.#handle = new TextDecoder(encoding, options);
    this.#transform = createTransformStream((chunk, controller) => {
      if (chunk === undefined) throw new ERR_INVALID_ARG_TYPE('chunk', 'string', chunk);
      const text = decoder.decode(chunk, { stream: true });
      if (text) enqueue(controller, text);
    }, (controller) => {
      const text = decoder.decode();
      if (text) enqueue(controller, text);
      terminate(controller);
    });
  }

  get encoding() {
    return this.#handle.encoding;
  }

  get fatal() {
    return this.#handle.fatal;
  }

  get ignoreBOM() {
    return this.#handle.ignoreBOM;
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }

  [kInspect](depth, options) {
    if (this == null) throw new ERR_INVALID_THIS('TextDecoderStream');
    return inspectAs(this, depth, options, 'TextDecoderStream', {
      encoding: this.encoding, fatal: this.fatal, ignoreBOM: this.ignoreBOM,
      readable: this.readable, writable: this.writable,
    });
  }
}
finishClass(TextDecoderStream, ['encoding', 'fatal', 'ignoreBOM', 'readable', 'writable'], null);

module.exports = { TextEncoderStream, TextDecoderStream };
