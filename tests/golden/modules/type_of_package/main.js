// The field type of the nearest package.json says what a .js is, also of the program itself.
import inside from './commonjs/inside.js';
import { detected } from './commonjs/detected/text.js';
console.log(typeof require, import.meta.main, inside, detected);
console.log(await import('./commonjs/wrong.js').catch((error) => `${error.name}: ${error.message}`));
