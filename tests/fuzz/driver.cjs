'use strict';
// Runs generated programs on Node, one after the other, each in a context of its own (its own
// intrinsics, so that what one patches no other sees). A program begins in a callback of the loop,
// as a main script does; it is over when it has thrown, or when none of its timers and immediates
// is left and the microtasks are drained.
//
// Requests: `run LENGTH\n`, or `parse LENGTH\n`, and the text. Answers: `CODE LENGTH\n` and the
// output: the exit code of a program; 0 or 1 for a text that is a program or not.

const vm = require('node:vm');

let current = null;
let pending = Buffer.alloc(0);
process.stdin.on('data', chunk => {
  pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
  serve();
});

function serve() {
  if (current !== null) return;
  const end = pending.indexOf(10);
  if (end < 0) return;
  const [how, length] = pending.toString('latin1', 0, end).split(' ');
  const last = end + 1 + Number(length);
  if (pending.length < last) return;
  const text = pending.toString('utf8', end + 1, last);
  pending = pending.subarray(last);
  if (how === 'parse') {
    answer(parse(text), '');
    setImmediate(serve);
    return;
  }
  current = { lines: [], waiting: 0, exit: null };
  setImmediate(() => start(current, text));
}

function answer(code, text) {
  const bytes = Buffer.from(text);
  process.stdout.write(`${code} ${bytes.length}\n`);
  process.stdout.write(bytes);
}

function parse(text) {
  try {
    new vm.Script(text);
    return 0;
  } catch (error) {
    if (error instanceof SyntaxError) return 1;
    throw error;
  }
}

function start(program, text) {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
  const counted = schedule => (callback, delay) => {
    program.waiting++;
    schedule(() => {
      program.waiting--;
      if (program.exit === null) callback();
    }, delay);
  };
  context.console = { log: line => { if (program.exit === null) program.lines.push(line); } };
  context.setTimeout = counted(setTimeout);
  context.setImmediate = counted(setImmediate);
  context.queueMicrotask = queueMicrotask;
  context.process = {
    nextTick: callback => process.nextTick(() => { if (program.exit === null) callback(); }),
  };
  let main;
  try {
    main = vm.compileFunction(text, ['exports', 'module'], { parsingContext: context });
  } catch (error) {
    program.lines.push(`SyntaxError: ${error.message}`);
    program.exit = 1;
    finish(program);
    return;
  }
  setImmediate(() => check(program));
  try {
    main({}, {});
  } catch {
    program.exit = 1;
  }
}

function check(program) {
  if (program.exit === null && program.waiting > 0) {
    setImmediate(() => check(program));
    return;
  }
  // What those have queued has run when the next callback does.
  setImmediate(() => {
    if (program.exit === null && program.waiting > 0) check(program);
    else finish(program);
  });
}

function finish(program) {
  if (current !== program) return;
  current = null;
  answer(program.exit ?? 0, program.lines.join('\n') + (program.lines.length > 0 ? '\n' : ''));
  serve();
}

function die() {
  if (current !== null && current.exit === null) current.exit = 1;
}
process.on('uncaughtException', die);
process.on('unhandledRejection', die);
