// argv: one "two words" --flag -x ""
// Arguments after the file are the program's, flags too.
console.log(process.argv.length, process.argv.slice(2));
console.log(process.argv[1].endsWith('argv.js'), typeof process.argv[0]);
