// How often each line of a program ran, as Node's own coverage tells: for the first code of each line the
// count of the innermost range around it. Takes the folder that NODE_V8_COVERAGE names, and the program.
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');

const [, , folder, program] = process.argv;
const text = fs.readFileSync(program, 'utf8');
const url = pathToFileURL(program).href;
const ranges = fs.readdirSync(folder)
  .flatMap((name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')).result)
  .filter((script) => script.url === url)
  .flatMap((script) => script.functions.flatMap((fn) => fn.ranges));
let start = 0;
text.split('\n').forEach((line, number) => {
  // What closes a block on a line belongs to what came before.
  const skipped = /^\s*(\}\s*(else\s*)?)?/.exec(line)[0].length;
  const code = line.slice(skipped);
  if (code !== '' && !code.startsWith('//')) {
    const at = start + skipped;
    const around = ranges.filter((range) => range.startOffset <= at && at < range.endOffset);
    around.sort((a, b) => (a.endOffset - a.startOffset) - (b.endOffset - b.startOffset));
    console.log(`${number + 1} ${around[0].count}`);
  }
  start += line.length + 1;
});
