// Runs a file as a classic script on Node: what `minijs --script` does.
'use strict';
const { readFileSync } = require('node:fs');
const vm = require('node:vm');

process.argv.splice(1, 1);
const filename = process.argv[1];
vm.runInThisContext(readFileSync(filename, 'utf8'), { filename });
