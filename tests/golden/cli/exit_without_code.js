// process.exit() with no code is 0.
console.log('done');
process.exit();
