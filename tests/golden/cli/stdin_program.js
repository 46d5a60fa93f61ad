// cmd: -
// stdin: @file
// A single dash reads the program from standard input.
console.log('from standard input', process.argv.length);
console.log(this === module.exports || typeof this, typeof require);
