// What an interface of readline says of itself before and after it is closed.
const readline = require('readline');
const { PassThrough } = require('stream');

const show = (lines) => {
  const { closed, paused, line, cursor, terminal } = lines;
  console.log({ closed, paused, line, cursor, terminal }, 'closed' in lines, 'cursor' in lines);
};
const made = [
  readline.createInterface({ input: new PassThrough() }),
  readline.createInterface({ input: new PassThrough(), output: new PassThrough() }),
  readline.createInterface(new PassThrough(), new PassThrough(), undefined, true),
  require('readline/promises').createInterface({ input: new PassThrough() }),
];
for (const lines of made) {
  show(lines);
  console.log(lines.getCursorPos());
  lines.setPrompt('prompt: ');
  console.log(lines.getCursorPos());
  lines.pause();
  show(lines);
  lines.resume();
  show(lines);
  lines.close();
  show(lines);
}
const input = new PassThrough();
const lines = readline.createInterface({ input });
lines.on('line', (line) => {
  console.log(line);
  show(lines);
});
lines.on('close', () => show(lines));
input.end('one\ntwo');
