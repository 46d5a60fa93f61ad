// Objects become primitives through Symbol.toPrimitive, valueOf and toString.
const log = [];
const o = {
  valueOf() { log.push('valueOf'); return 1; },
  toString() { log.push('toString'); return 'str'; },
};
const show = (label, v) => console.log(label.padEnd(12), String(v).padEnd(6), log.splice(0).join(' '));
show('+o', +o);
show('o + 1', o + 1);
show("o + ''", o + '');
show('`${o}`', `${o}`);
show('String(o)', String(o));
show('o == 1', o == 1);
show('o < 2', o < 2);
show('[o] + ""', [o] + '');
show('{}[o]', { str: 'key' }[o]);
show('Number(o)', Number(o));
show('isNaN(o)', isNaN(o));
show('o * o', o * o);
show('Date + 1', typeof (new Date(0) + 1));
show('Date - 1', new Date(5) - 1);
show('o ? :', o ? 'truthy' : 'falsy');

// If the first gives an object, the other is tried.
const fallback = { valueOf: () => ({}), toString: () => '7' };
show('fallback', +fallback);
show('no valueOf', +Object.assign(Object.create(null), { toString: () => '8' }));
for (const bad of [{ valueOf: () => ({}), toString: () => [] }, Object.create(null), { [Symbol.toPrimitive]: () => ({}) }, { [Symbol.toPrimitive]: 5 }]) {
  try { +bad; } catch (e) { console.log(e.message); }
}
show('undefined tp', +{ [Symbol.toPrimitive]: undefined, valueOf: () => 9 });
console.log([] + 1, [1] * [2], [[1], [2]] + '', {} + 1, (() => 1) + '', null + '', [null] + '', [undefined, 1] + '');
