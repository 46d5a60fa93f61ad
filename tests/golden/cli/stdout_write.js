// process.stdout.write adds nothing.
process.stdout.write('a');
process.stdout.write('b\n');
console.log(process.stdout.write(''));
process.stderr.write('to standard error\n');
process.stdout.write('last line without an end');
