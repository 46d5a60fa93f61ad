// A module as it is printed.
const folders = (text) => text.replace(/'[^']*node_modules',?/g, '').replace(/\n\s*\n/g, '\n');
const { write } = process.stdout;
process.stdout.write = (text) => write.call(process.stdout, folders(text).replaceAll(__dirname, '.'));
console.log(module);
console.log(Object.keys(module), module.paths.length > 1, module.paths[0] === `${__dirname}/node_modules`);
process.stdout.write = write;
