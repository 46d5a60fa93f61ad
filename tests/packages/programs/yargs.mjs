// yargs: options, commands, help, what it says about mistakes.
import yargs from 'yargs';

const parser = (args) => yargs(args).scriptName('tool').exitProcess(false).wrap(80).showHelpOnFail(false)
  .option('port', { alias: 'p', type: 'number', default: 80, describe: 'the port' })
  .option('verbose', { alias: 'v', type: 'count' })
  .option('list', { type: 'array', string: true })
  .option('mode', { choices: ['dev', 'prod'] })
  .command('serve [folder]', 'serves a folder', (builder) => builder.positional('folder', { default: '.' }), (argv) => console.log('serving', argv.folder, argv.port))
  .command('fail', 'fails', {}, () => { throw new Error('inside'); })
  .fail((message, error) => console.log('failed:', message ?? error.message))
  .version('1.0.0');

console.log(await parser(['--port', '8080', '-vv', '--list', 'a', 'b', '--no-color', '--a.b=1', 'rest', '--', 'more']).parse());
await parser(['serve', 'site', '-p', '1']).parse();
await parser(['serve', '--mode', 'other']).parse();
try {
  await parser(['fail']).parse();
} catch (error) {
  console.log(error.message);
}
console.log(await parser([]).getHelp());
console.log(parser(['--camel-case', '--x', '0x10', '--y=1e3', '--z', 'text']).parseSync());
await yargs(['--unknown']).strict().exitProcess(false).fail((message) => console.log(message)).parse();
await yargs([]).demandOption('need').exitProcess(false).fail((message) => console.log(message)).parse();
