// commander: options, commands, arguments, help, and what it says about mistakes.
const { Argument, Command, InvalidArgumentError, Option } = require('commander');

function program() {
  const root = new Command('tool');
  root.exitOverride().configureOutput({
    writeOut: (text) => process.stdout.write(text.replace(/^/gm, 'out| ') + '\n'),
    writeErr: (text) => process.stdout.write(text.replace(/^/gm, 'err| ') + '\n'),
    getOutHelpWidth: () => 80,
    getErrHelpWidth: () => 80,
  });
  root.version('1.2.3', '-V, --version').description('does things').showSuggestionAfterError();
  root.option('-d, --debug', 'more output').option('--no-color', 'no colours');
  root.addOption(new Option('-l, --level <level>', 'how much').choices(['low', 'high']).default('low').env('TOOL_LEVEL'));
  root.addOption(new Option('--secret').hideHelp()).addOption(new Option('--quiet').conflicts('debug'));
  root.command('serve [folder]').alias('s').description('serves a folder')
    .option('-p, --port <number>', 'the port', (text) => {
      const port = Number(text);
      if (!Number.isInteger(port)) throw new InvalidArgumentError('Not a number.');
      return port;
    }, 80)
    .option('-H, --header <pair>', 'a header', (pair, list) => [...list, pair], [])
    .action((folder, options, command) => console.log('serve', folder, options, command.optsWithGlobals()));
  root.command('add').argument('<first>', 'one number', Number).addArgument(new Argument('[others...]', 'more').argParser((text, list) => [...(list ?? []), Number(text)]))
    .requiredOption('-o, --output <file>', 'where to')
    .hook('preAction', (self, action) => console.log('before', action.name()))
    .action(async (first, others, options) => {
      await null;
      console.log('add', first, others, options);
    });
  root.command('remote').command('list').option('-v [level]').action((options) => console.log('list', options));
  root.hook('postAction', () => console.log('after'));
  return root;
}

async function run(line) {
  console.log('$', line);
  try {
    await program().parseAsync(line.split(' ').filter(Boolean), { from: 'user' });
  } catch (error) {
    console.log(error.name, error.code, error.exitCode);
  }
}

(async () => {
  await run('serve');
  await run('-d s site -p 8080 -H a:1 --header=b:2 --no-color --level high');
  await run('add 1 2 3 -o x.txt');
  await run('add 1');
  await run('add');
  await run('remote list -v');
  await run('remote list -v3');
  await run('remote');
  await run('serve -p abc');
  await run('srve');
  await run('--levl high serve');
  await run('--level other serve');
  await run('--quiet --debug serve');
  await run('serve -- -p');
  await run('--version');
  await run('--help');
  await run('help add');
  process.env.TOOL_LEVEL = 'high';
  await run('serve x');
  const single = new Command().option('-a').option('-b <value>').argument('<file>').allowUnknownOption().allowExcessArguments();
  single.parse(['node', 'script', '-ab', '5', 'file', '--unknown', 'rest']);
  console.log(single.opts(), single.args, single.processedArgs, single.getOptionValueSource('b'));
})();
