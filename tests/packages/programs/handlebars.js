// handlebars: helpers, partials, block parameters, precompiled templates, errors.
const Handlebars = require('handlebars');

const show = (template, data, options) => console.log(Handlebars.compile(template, options)(data, options));
const people = { title: 'All <people>', people: [{ first: 'Ann', last: 'A', tags: ['x', 'y'] }, { first: 'Bob', last: 'B', tags: [] }], map: { one: 1, two: 2 }, none: [] };

show('{{title}} {{{title}}} {{&title}} {{missing}}{{people.0.first}}{{people.[1].last}}', people);
show('{{#each people}}{{@index}}/{{@first}}/{{@last}} {{first}} {{../title}}{{#each tags}} [{{this}}{{#unless @last}},{{/unless}}]{{else}} no tags{{/each}}\n{{/each}}', people);
show('{{#each map as |value key|}}{{key}}={{value}};{{/each}}{{#each none}}x{{else}}empty{{/each}}', people);
show('{{#with people.[0] as |p|}}{{p.first}} {{last}}{{/with}}{{#if none}}yes{{else if title}}title{{else}}no{{/if}}', people);
show('a  {{~#if title~}}  trimmed  {{~/if~}}  b {{! comment }}{{!-- {{long}} --}}\\{{raw}}', people);
show('{{{{raw}}}} {{not evaluated}} {{{{/raw}}}}', { raw() { return 'RAW'; } });

Handlebars.registerHelper('full', (person, options) => new Handlebars.SafeString(`<b>${Handlebars.escapeExpression(person.first)}${options.hash.sep ?? ' '}${person.last}</b>`));
Handlebars.registerHelper('list', function (items, options) {
  return items.length ? items.map((item, index) => options.fn(item, { data: { ...options.data, index }, blockParams: [item, index] })).join('|') : options.inverse(this);
});
Handlebars.registerHelper('helperMissing', (...args) => `missing ${args.at(-1).name}`);
Handlebars.registerHelper({ upper: (text) => text.toUpperCase(), concat: (...args) => args.slice(0, -1).join('') });
show('{{#each people}}{{full this sep="-"}} {{/each}}{{#list people as |p i|}}{{i}}{{p.first}}{{else}}none{{/list}} {{upper (concat "a" 1 true null)}} {{nothing 1}}', people);

Handlebars.registerPartial('item', '<li>{{first}} {{extra}}{{> @partial-block}}</li>');
Handlebars.registerPartial('recursive', '{{value}}{{#if next}}>{{> recursive next}}{{/if}}');
show('{{#each people}}{{#> item extra="e"}}block {{last}}{{/item}}{{/each}} {{> (lookup . "name")}} {{#> absent}}fallback{{/absent}}', { ...people, name: 'recursive', value: 1, next: { value: 2, next: { value: 3 } } });
show('  {{> recursive}}\n{{#*inline "own"}}inline {{title}}{{/inline}}{{> own}}', people, { preventIndent: true });

const spec = Handlebars.precompile('{{greet}} {{#each xs}}{{this}}{{/each}}');
console.log(spec.length > 200, Handlebars.template(new Function(`return ${spec}`)())({ greet: 'hi', xs: [1, 2] }));
console.log(JSON.stringify(Handlebars.parse('a {{b.c d=1}} {{#if e}}f{{/if}}').body.map((node) => node.type)));
console.log(Handlebars.compile('{{a}}', { noEscape: true })({ a: '<&>"\'`=' }), Handlebars.compile('{{a}}')({ a: '<&>"\'`=' }));
show('{{proto}} {{constructor.name}} {{toString}}', Object.create({ proto: 'inherited' }));
for (const [wrong, options] of [['{{#if}}x{{/if}}'], ['{{#a}}x{{/b}}'], ['{{'], ['{{> nope}}'], ['{{a.b.c}}', { strict: true }], ['{{#each}}{{/each}}'], ['{{foo bar=}}']]) {
  try {
    show(wrong, {}, options);
  } catch (error) {
    console.log(error.name, error.message);
  }
}
Handlebars.logger.log = (level, ...args) => console.log('log', level, args);
show('{{log "text" title level="warn"}}', people);
const isolated = Handlebars.create();
console.log(isolated.helpers.upper, Handlebars.VERSION.split('.')[0], Handlebars.Utils.isEmpty([]));
