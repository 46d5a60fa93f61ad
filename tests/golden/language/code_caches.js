// What places in the code remember, while what they remember dies and its memory is used again.
const indirect = eval;
function read(object) { return object.field; }
function write(object, value) { object.added = value; return object.added; }
function call(object) { return object.method(); }
function construct(Class) { return new Class().tag; }
function invoke(f) { return f(1); }

const seen = [];
for (let i = 0; i < 120; i++) {
  const object = { ['key' + i]: 1, field: 'field ' + i };
  const Class = indirect(`(class { constructor() { this.own${i % 7} = 1; } method() { return "method ${i}" } get tag() { return "tag ${i}" } })`);
  const f = new Function('x', `return x + ${i}`);
  const all = [read(object), write(object, i), call(new Class()), construct(Class), invoke(f)];
  if (i % 40 === 3) seen.push(all.join(' '));
  if (all[0] !== 'field ' + i || all[2] !== 'method ' + i || all[3] !== 'tag ' + i || all[4] !== i + 1) {
    console.log('wrong', i, all);
  }
}
console.log(seen.join('\n'));

// Names that are forgotten and come back.
const table = {};
for (let round = 0; round < 3; round++) {
  for (let i = 0; i < 60; i++) {
    table['name' + i] = round;
    if (table['other' + i] !== undefined || ('missing' + i) in table) console.log('found what is not there');
  }
  for (let i = 0; i < 60; i++) if (i !== 42) delete table['name' + i];
}
console.log(table, table['na' + 'me42'], indirect('table => table.name42')(table));
console.log(Symbol.for('kept ' + 1) === Symbol.for('kept 1'), Symbol.keyFor(Symbol.for('kept 2')));
const symbol = Symbol.for('only through the registry');
const registered = { [symbol]: 'value' };
for (let i = 0; i < 60; i++) ({ [Symbol('s' + i)]: i, ['t' + i]: i });
console.log(registered[Symbol.for('only through the ' + 'registry')]);

// A template's object is one for each place, as long as the place lives.
const tag = texts => texts;
const places = [];
for (let i = 0; i < 4; i++) places.push(indirect(`tag => tag\`a\${1}b ${i}\``));
const first = places.map(place => place(tag));
for (let i = 0; i < 40; i++) indirect(`tag => tag\`x\${1}y\``)(tag);
console.log(places.every((place, i) => place(tag) === first[i]), new Set(first).size);
console.log(first[2].raw, Object.isFrozen(first[2]));

// Literals of regular expressions, big numbers, long strings.
const literals = [];
for (let i = 0; i < 40; i++) {
  literals.push(new Function(`return [/^(?<name${i}>a+)$/.exec("aaa").groups.name${i}, 12345678901234567890${i}n, "${'long '.repeat(20)}${i}".length, \`t${i}\`]`));
}
console.log(literals[7](), literals[39]());

// A site that calls ever other functions, one of them deep inside of itself.
function deep(n, f) { return n === 0 ? f(n) : deep(n - 1, new Function('n', `return n + ${n} * 10`)) + f(n); }
console.log(deep(30, x => x));
