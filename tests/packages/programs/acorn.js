// acorn: trees, locations, tokens, comments, errors, and a plug-in.
const acorn = require('acorn');

const program = `#!/usr/bin/env node
import def, { a as b } from 'm' with { type: 'json' };
export * as ns from "n";
class A extends B { static #p = 1; get [x]() { return super.x?.y ?? #p in this; } static { this.z = 1n; } }
async function* f({ a = 1, ...rest }, [b, , c] = []) { for await (const x of y) yield* x; label: while (true) break label; }
const t = tag\`a\${1 + 2}b\\u{41}\`, re = /(?<n>x)+/dgiu, o = { async *m() {}, __proto__: null, 'k': 0x1F, [c]: .5e3 };
try { a ||= b ** -c; } catch { debugger; } finally { switch (1) { case 1: default: } }
new.target2 = import.meta.url; await import('x'); /* block */ // line
`.replace('new.target2', 'o.t');
const comments = [];
const tokens = [];
const tree = acorn.parse(program, { ecmaVersion: 'latest', sourceType: 'module', locations: true, ranges: true, onComment: comments, onToken: tokens });
const kinds = {};
(function count(node) {
  if (!node || typeof node !== 'object') return;
  if (Array.isArray(node)) return node.forEach(count);
  if (node.type && typeof node.type === 'string') kinds[node.type] = (kinds[node.type] ?? 0) + 1;
  for (const key of Object.keys(node)) if (key !== 'loc') count(node[key]);
})(tree);
console.log(kinds);
console.log(tree.body[2].body.body[0], JSON.stringify(tree.body[0], null, 1).replace(/\s+/g, ' '));
console.log(comments.map((c) => [c.type, c.value, c.loc.start.line]), tokens.length, tokens.slice(0, 12).map((t) => [t.type.label, t.value]));

for (const [text, options] of [
  ['let x; let x;'], ['a b'], ['`${`'], ['/[/'], ['/(?<a>x)(?<a>y)/'], ['"\\08"', { sourceType: 'module' }], ['await 1'], ['return'], ['class A { #x; #x }'],
  ['a => { "use strict"; with (b) {} }'], ['for (let x = 1 of y) {}'], ['x?.y = 1'], ['({ a: 1, a = 2 })'], ['import x from "y"'], ['break'], ['"unfinished'],
  ['let let = 1'], ['a ?? b || c'], ['1_000', { ecmaVersion: 2020 }], ['async () => { await }'], ['new.target'], ['super()'], ['export { q }', { sourceType: 'module' }],
]) {
  try {
    acorn.parse(text, { ecmaVersion: 'latest', ...options });
    console.log('parses', text);
  } catch (error) {
    console.log(error.name, error.message, error.pos, error.raisedAt);
  }
}
console.log(acorn.parseExpressionAt('  1 + x * 2 rest', 2, { ecmaVersion: 6 }).right.type);
console.log([...acorn.tokenizer('a => a + `x${1}`', { ecmaVersion: 6 })].map((token) => token.type.label));

const Shouting = acorn.Parser.extend((Base) => class extends Base {
  parseExprAtom(...args) {
    const node = super.parseExprAtom(...args);
    if (node.type === 'Identifier') node.name = node.name.toUpperCase();
    return node;
  }
});
console.log(Shouting.parse('a + b', { ecmaVersion: 6 }).body[0].expression.left.name);
const own = acorn.parse(require('fs').readFileSync(require.resolve('acorn'), 'utf8'), { ecmaVersion: 'latest' });
console.log(own.body.length > 0, own.end > 100000, acorn.isIdentifierStart(0x61), acorn.getLineInfo('a\nbc', 3));
