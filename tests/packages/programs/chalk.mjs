// chalk: styles, levels, nesting, what it finds out about the terminal.
import chalk, { Chalk, backgroundColorNames, chalkStderr, colorNames, foregroundColorNames, modifierNames, supportsColor } from 'chalk';

const show = (text) => console.log(JSON.stringify(text));
console.log(chalk.level, supportsColor, chalkStderr.level, chalk.red('plain'));
for (const level of [0, 1, 2, 3]) {
  const c = new Chalk({ level });
  show(c.red('red') + c.bold.underline.bgYellow('styled'));
  show(c.hex('#DEADED').bgHex('#123')('hex') + c.rgb(15, 100, 204)('rgb') + c.ansi256(194)('256') + c.bgAnsi256(17)('bg'));
  show(c.blue(`nested ${c.green('green')} and ${c.bold('bold')} blue`));
}
const c = new Chalk({ level: 1 });
show(c.red('two\nlines\r\nthree'));
show(c.red('many', 'arguments', 5, null, { a: 1 }));
show(c.visible('seen') + new Chalk({ level: 0 }).visible('unseen') + c.red('') + c.reset.inverse.strikethrough.hidden('x'));
show(c.red.bold('a' + c.dim('b') + 'c'));
const warning = c.hex('#FFA500').bold;
show(warning('first') + warning.italic('second'));
console.log(modifierNames.length, foregroundColorNames.length, backgroundColorNames.length, colorNames.slice(0, 4));
for (const name of [...modifierNames, ...colorNames]) process.stdout.write(JSON.stringify(c[name](name)));
console.log();
try {
  new Chalk({ level: 10 });
} catch (error) {
  console.log(String(error));
}
console.log(typeof c.red, Object.getPrototypeOf(c.red) !== Function.prototype, c.red.level, chalk instanceof Function);
