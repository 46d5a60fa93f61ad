// marked: documents of all kinds, tokens, extensions, renderers.
import { Marked, Renderer, lexer, marked, parseInline, walkTokens } from 'marked';

const text = `# Title with \`code\` and *emphasis*

Setext
======

A paragraph with **bold**, _italic_, ~~struck~~, a [link](https://example.org "title"), an ![image](a.png), <b>html</b>,
an autolink https://example.org/x?y=1&z=2, <mail@example.org>, a hard break  
and \\*escapes\\* &amp; entities &copy; "quotes".

> quote
> > nested
> - list in it

1. one
2. two
   - nested *item*
   - [x] done
   - [ ] open

   paragraph in it
3. three

* loose

* list

| left | right | middle |
|:-----|------:|:------:|
| a    | \`b|c\` | **d**  |
| e \\| f | | g |

\`\`\`js title="x"
const a = '<b>' && "c";
\`\`\`

    indented code

[ref]: https://example.org/ref 'Ref title'
[ref] and [text][ref] and [missing]

---

<div>
raw *html*
</div>

***bold italic*** and __a_b__ and a*b*c and **a*b**
`;
console.log(marked.parse(text));
console.log(marked.parse('a\nb', { breaks: true }), marked.parse('| a |\n|---|', { gfm: false }), parseInline('*a* `b`'));
console.log(JSON.stringify(lexer('- a\n- **b**\n\n> c')));

const own = new Marked({
  renderer: {
    heading({ tokens, depth }) { return `<h${depth} class="own">${this.parser.parseInline(tokens)}</h${depth}>\n`; },
    link({ href, text }) { return href.startsWith('http') ? `<a rel="x" href="${href}">${text}</a>` : false; },
  },
  extensions: [{
    name: 'spoiler',
    level: 'inline',
    start: (source) => source.indexOf('||'),
    tokenizer(source) {
      const match = /^\|\|([^|]+)\|\|/.exec(source);
      if (match) return { type: 'spoiler', raw: match[0], tokens: this.lexer.inlineTokens(match[1]) };
    },
    renderer(token) { return `<s>${this.parser.parseInline(token.tokens)}</s>`; },
  }],
  hooks: { preprocess: (source) => source.replace(/TODO/g, 'DONE'), postprocess: (html) => `<main>${html}</main>` },
});
console.log(own.parse('# TODO *x*\n\n||secret *text*|| [a](http://x) [b](/y)'));

const async = new Marked({
  async: true,
  walkTokens: async (token) => {
    await null;
    if (token.type === 'text') token.text = token.text.toUpperCase();
  },
});
console.log(await async.parse('shout *now*'));
const types = [];
walkTokens(lexer('# a\n\n- b *c*'), (token) => types.push(token.type));
console.log(types, new Renderer().hr({}));
try {
  marked.parse(5);
} catch (error) {
  console.log(error.message);
}
console.log(marked.parse('a'.repeat(3000) + '*'.repeat(300)).length, marked.parse('>'.repeat(60) + 'deep').length);
