// Lines of a stream, where no terminal edits them: what both forms of readline share.
// https://nodejs.org/api/readline.html#class-interfaceconstructor

const EventEmitter = require('events');
const { StringDecoder } = require('string_decoder');
const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_USE_AFTER_CLOSE },
} = require('internal/errors');
const {
  validateAbortSignal, validateArray, validateNumber, validateString, validateUint32,
} = require('internal/validators');

const kPrompt = Symbol('_prompt');
const kDecoder = Symbol('_decoder');
const kLineBuffer = Symbol('_line_buffer');
const kSawReturnAt = Symbol('_sawReturnAt');
const kQuestionCallback = Symbol('_questionCallback');
const kOldPrompt = Symbol('_oldPrompt');
const kLines = Symbol('line object stream');

const LINE_ENDING = /\r?\n|\r(?!\n)|\u2028|\u2029/g;
const MIN_CRLF_DELAY = 100;

function setUp(self, input, output, completer, terminal) {
  let crlfDelay;
  let prompt = '> ';
  let signal;
  let history;
  let historySize;
  let removeHistoryDuplicates;
  self[kSawReturnAt] = 0;
  self.isCompletionEnabled = true;
  self.escapeCodeTimeout = 500;
  self.tabSize = 8;
  ReflectApply(EventEmitter, self, []);
  if (input?.input) {
    const options = input;
    ({
      output, completer, terminal, history, historySize, removeHistoryDuplicates, signal, crlfDelay,
    } = options);
    if (options.tabSize !== undefined) {
      validateUint32(options.tabSize, 'tabSize', true);
      self.tabSize = options.tabSize;
    }
    if (options.prompt !== undefined) prompt = options.prompt;
    if (options.escapeCodeTimeout !== undefined) {
      if (!NumberIsFinite(options.escapeCodeTimeout)) {
        throw new ERR_INVALID_ARG_VALUE('input.escapeCodeTimeout', options.escapeCodeTimeout);
      }
      self.escapeCodeTimeout = options.escapeCodeTimeout;
    }
    if (signal) validateAbortSignal(signal, 'options.signal');
    input = options.input;
  }
  if (completer !== undefined && typeof completer !== 'function') {
    throw new ERR_INVALID_ARG_VALUE('completer', completer);
  }
  if (history !== undefined) validateArray(history, 'history');
  if (historySize !== undefined) validateNumber(historySize, 'size', 0);
  self.history = history ?? [];
  self.historyIndex = -1;
  self.historySize = historySize ?? 30;
  self.removeHistoryDuplicates = !!removeHistoryDuplicates;
  self.line = '';
  self.output = output;
  self.input = input;
  self.crlfDelay = crlfDelay ? MathMax(MIN_CRLF_DELAY, crlfDelay) : MIN_CRLF_DELAY;
  self.completer = completer;
  self[kPrompt] = prompt;
  self.terminal = !!(terminal === undefined && output ? output.isTTY : terminal);
  // Only where a line is edited; `closed` and `paused` are there when they are true.
  if (self.terminal) self.cursor = 0;
  self[kDecoder] = new StringDecoder('utf8');
  listen(self, input, signal);
}

function listen(self, input, signal) {
  const onData = (data) => self._normalWrite(data);
  const onEnd = () => {
    const rest = self[kLineBuffer];
    if (typeof rest === 'string' && rest.length > 0) self.emit('line', rest);
    self.close();
  };
  const onError = (error) => self.emit('error', error);
  input.on('error', onError);
  input.on('data', onData);
  input.on('end', onEnd);
  self.once('close', () => {
    input.removeListener('data', onData);
    input.removeListener('end', onEnd);
    input.removeListener('error', onError);
  });
  if (signal) {
    const onAbort = () => self.close();
    if (signal.aborted) {
      require('process').nextTick(onAbort);
    } else {
      signal.addEventListener('abort', onAbort, { __proto__: null, once: true });
      self.once('close', () => signal.removeEventListener('abort', onAbort));
    }
  }
  input.resume();
}

function InterfaceConstructor(input, output, completer, terminal) {
  setUp(this, input, output, completer, terminal);
}
ObjectSetPrototypeOf(InterfaceConstructor.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(InterfaceConstructor, EventEmitter);

function alive(self) {
  if (self.closed) throw new ERR_USE_AFTER_CLOSE('readline');
}

function write(self, text) {
  validateString(text, 'stringToWrite');
  if (self.output !== null && self.output !== undefined) self.output.write(text);
}

// A line, to whoever asked a question or to all.
function onLine(self, line) {
  const callback = self[kQuestionCallback];
  if (callback) {
    self[kQuestionCallback] = null;
    self.setPrompt(self[kOldPrompt]);
    callback(line);
  } else {
    self.emit('line', line);
  }
}

function normalWrite(self, data) {
  if (data === undefined) return;
  let text = self[kDecoder].write(data);
  if (self[kSawReturnAt] && DateNow() - self[kSawReturnAt] <= self.crlfDelay) {
    if (text[0] === '\n') text = StringPrototypeSlice(text, 1);
    self[kSawReturnAt] = 0;
  }
  LINE_ENDING.lastIndex = 0;
  let ending = RegExpPrototypeExec(LINE_ENDING, text);
  if (ending === null) {
    if (text) self[kLineBuffer] = (self[kLineBuffer] ?? '') + text;
    return;
  }
  if (self[kLineBuffer]) {
    text = self[kLineBuffer] + text;
    self[kLineBuffer] = null;
    LINE_ENDING.lastIndex = 0;
    ending = RegExpPrototypeExec(LINE_ENDING, text);
  }
  self[kSawReturnAt] = StringPrototypeEndsWith(text, '\r') ? DateNow() : 0;
  const lines = [];
  let from = 0;
  while (ending !== null) {
    ArrayPrototypePush(lines, StringPrototypeSlice(text, from, ending.index));
    from = LINE_ENDING.lastIndex;
    ending = RegExpPrototypeExec(LINE_ENDING, text);
  }
  const rest = StringPrototypeSlice(text, from);
  if (rest !== '') self[kLineBuffer] = rest;
  for (let i = 0; i < lines.length; i++) onLine(self, lines[i]);
}

// Takes back what is asked.
function cancelQuestion(self) {
  if (!self[kQuestionCallback]) return;
  self[kQuestionCallback] = null;
  self.setPrompt(self[kOldPrompt]);
  self.clearLine();
}

function ask(self, query, callback) {
  alive(self);
  if (self[kQuestionCallback]) {
    self.prompt();
    return;
  }
  self[kOldPrompt] = self[kPrompt];
  self.setPrompt(query);
  self[kQuestionCallback] = callback;
  self.prompt();
}

class Methods {
  get columns() {
    return this.output?.columns ? this.output.columns : Infinity;
  }

  setPrompt(prompt) {
    this[kPrompt] = prompt;
  }

  getPrompt() {
    return this[kPrompt];
  }

  prompt(preserveCursor) {
    alive(this);
    if (this.paused) this.resume();
    write(this, `${this[kPrompt]}`);
  }

  close() {
    if (this.closed) return;
    this.pause();
    this.closed = true;
    this.emit('close');
  }

  pause() {
    alive(this);
    if (this.paused) return undefined;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  }

  resume() {
    alive(this);
    if (!this.paused) return undefined;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  }

  write(data, key) {
    alive(this);
    if (this.paused) this.resume();
    normalWrite(this, data);
  }

  clearLine() {
    write(this, '\r\n');
    this.line = '';
    this.cursor = 0;
  }

  getCursorPos() {
    const before = StringPrototypeSlice(this.line, 0, this.cursor);
    return { cols: this[kPrompt].length + before.length, rows: 0 };
  }

  // Lines one by one, from now on.
  [SymbolAsyncIterator]() {
    if (this[kLines] === undefined) {
      this[kLines] = EventEmitter.on(this, 'line', {
        close: ['close'],
        highWaterMark: 1024,
        [SymbolFor('nodejs.kFirstEventParam')]: true,
      });
    }
    return this[kLines];
  }

  [SymbolDispose]() {
    this.close();
  }
}
const methods = ReflectOwnKeys(Methods.prototype);
for (let i = 0; i < methods.length; i++) {
  if (methods[i] !== 'constructor') {
    ObjectDefineProperty(
      InterfaceConstructor.prototype,
      methods[i],
      ObjectGetOwnPropertyDescriptor(Methods.prototype, methods[i]),
    );
  }
}
InterfaceConstructor.prototype._normalWrite = function (data) {
  normalWrite(this, data);
};
ObjectDefineProperty(InterfaceConstructor.prototype, '_normalWrite', {
  __proto__: null,
  enumerable: false,
});

module.exports = { InterfaceConstructor, ask, cancelQuestion };
