// esprima: trees, tokens, comments, tolerant parsing, errors.
const esprima = require('esprima');

const text = 'var answer = 6 * 7; // life\nfunction* g(a, ...b) { yield a; /* x */ }\nlet { p: [q = 1] } = `t${answer}`; class K extends Object { static m() { return super.m() } }';
console.log(JSON.stringify(esprima.parseScript(text, { range: true })));
console.log(esprima.tokenize(text, { loc: true, comment: true }).map((token) => `${token.type}:${token.value}@${token.loc.start.line}:${token.loc.start.column}`).join(' '));
const parsed = esprima.parseModule('import a, * as b from "c"; export default async () => await a(b => [...b]);', { comment: true, tokens: true });
console.log(parsed.sourceType, parsed.body.map((node) => node.type), parsed.tokens.length);
console.log(esprima.parseScript('/* a */ f(); // b', { comment: true, loc: true }).comments);
const kinds = [];
esprima.parseScript('x = (1 + 2) / /re/g.test(y)', {}, (node, meta) => kinds.push(`${node.type}:${meta.start.offset}-${meta.end.offset}`));
console.log(kinds);
const tolerant = esprima.parseScript('"use strict"; var x = 010; with (a) {}', { tolerant: true });
console.log(tolerant.errors.map((error) => [error.message, error.index, error.lineNumber, error.column, error.description]));
for (const wrong of ['var 1x', 'a +', 'if (', '"open', 'return', '/[/', 'x = {a:1, get a( {', 'let a, a', 'for (const x in y', 'class { }', '\\u{110000}']) {
  try {
    esprima.parseScript(wrong);
    console.log('parses', wrong);
  } catch (error) {
    console.log(String(error));
  }
}
console.log(JSON.stringify(esprima.parseScript('<a b="c">{d}<e/></a>', { jsx: true }).body[0].expression.openingElement.name), esprima.version, Object.keys(esprima.Syntax).length);
