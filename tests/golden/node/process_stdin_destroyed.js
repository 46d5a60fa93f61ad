// stdin: one\ntwo\n
// A standard input that is destroyed doesn't keep the program alive.
const { stdin } = process;
stdin.on('error', ({ message }) => console.log('error', message));
stdin.on('close', (...args) => console.log('close', args));
stdin.once('data', () => {
  stdin.destroy(new Error('enough'));
  console.log(stdin.destroyed);
});
