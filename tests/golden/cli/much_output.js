// node: differs because on a busy machine its exit may cut off what a pipe hasn't taken yet
// Output is complete, in order, and flushed before every kind of exit.
for (let i = 0; i < 5000; i++) console.log('line ' + i + ' ' + 'x'.repeat(i % 50));
process.stdout.write('no line end');
process.stdout.write('\n');
process.exit();
