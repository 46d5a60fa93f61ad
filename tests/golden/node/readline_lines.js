// readline over streams: lines of all endings, questions, the iterator, and the promises' form.
const readline = require('readline');
const { PassThrough } = require('stream');

console.log(Object.keys(readline).join(' '), Object.keys(require('readline/promises')).join(' '));
const input = new PassThrough();
const lines = readline.createInterface({ input });
for (const event of ['line', 'pause', 'resume', 'close']) lines.on(event, (...args) => console.log(event, args));
input.write('a\nb\r\nc');
input.write('\rd\r');
input.write('\ne\u2028f\n\n');
lines.pause();
lines.resume();
setTimeout(() => input.end('last'), 5);

lines.on('close', async () => {
  console.log(lines.closed, lines.terminal, lines.getPrompt());
  for (const call of [() => lines.prompt(), () => lines.question('x', () => {}), () => lines.pause()]) {
    try {
      call();
    } catch (error) {
      console.log(error.code, error.message);
    }
  }
  const more = new PassThrough();
  const iterated = readline.createInterface({ input: more, crlfDelay: Infinity });
  setTimeout(() => more.end('1\n2\n3'), 1);
  for await (const line of iterated) console.log('iterated', line);

  const asked = new PassThrough();
  const output = new PassThrough();
  output.on('data', (data) => console.log('output', JSON.stringify(`${data}`)));
  const promised = require('readline/promises').createInterface({ input: asked, output });
  const answer = promised.question('name? ');
  asked.write('bob\n');
  console.log(await answer);
  await promised.question('never', { signal: AbortSignal.abort() }).catch((error) => console.log(error.name, error.code));
  promised.setPrompt('>> ');
  promised.prompt();
  promised.close();
  readline.cursorTo(output, 1, 2);
  readline.moveCursor(output, -1, 3);
  readline.clearLine(output, 0);
  readline.clearScreenDown(output);
  const moves = new (require('readline/promises').Readline)(output);
  await moves.cursorTo(0).clearLine(1).moveCursor(2, 0).commit();
  for (const call of [() => readline.cursorTo(output, NaN), () => readline.createInterface({ input: asked, completer: 1 }), () => moves.clearLine(2)]) {
    try {
      call();
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  }
});
