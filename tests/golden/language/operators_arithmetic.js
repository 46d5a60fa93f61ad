// Numbers are doubles; integers go over to doubles without notice.
console.log(7 / 2, 7 % 3, -7 % 3, 7 % -3, 5.5 % 2, 2 ** 10, 2 ** -1, (-2) ** 3, 2 ** 3 ** 2);
console.log(2147483647 + 1, -2147483648 - 1, 65536 * 65536, 2147483647 * 2147483647, -(-2147483648));
console.log(9007199254740991 + 1, 9007199254740991 + 2, 0.1 + 0.2, 1e308 * 10, -1e308 * 10);
console.log(1 / 0, -1 / 0, 0 / 0, 0 * -1, Object.is(0 * -1, -0), 1 / -0, -0 + 0, -5 % 5, Object.is(-5 % 5, -0));
console.log(5 % 0, Infinity % 2, 2 % Infinity, 0 ** 0, NaN ** 0, 1 ** Infinity, Infinity - Infinity);

// + joins when one side is a string after conversion to primitives.
console.log(1 + '2', '3' + 4 + 5, 3 + 4 + '5', [] + [], [] + {}, [1, 2] + [3], null + 1, undefined + 1, true + true);
console.log('5' - 2, '5' * '2', 'x' * 1, +'', +' 12 ', +'0x1f', +'0b11', +'1e3', +'1_000', +[], +[7], +[1, 2], +{}, -'3');
console.log(+null, +undefined, +true, +'Infinity', +'infinity', +'.5', +'5.', +'.', -'', +'+1', +'--1');

// valueOf and toString, with their order.
const v = { valueOf() { return 42; }, toString() { return 'str'; } };
console.log(v + 1, v * 2, `${v}`, v + '', v > 41, v == 42, [v] + '');
const p = { [Symbol.toPrimitive](hint) { return hint; } };
console.log(p + '', `${p}`, +p, p * 1, [p == 'default', p < 'o']);
try { +{ valueOf: () => ({}), toString: () => ({}) }; } catch (e) { console.log(e.message); }

// Increment and decrement: prefix and postfix, on anything.
let i = 5, s = '5', u, o = { n: 1 };
console.log(i++ + ++i, i--, --i, s++, s, u++, u, ++o.n, o.n++, o['n']--, o.n);
let big = 2147483647;
big++;
console.log(big, -big, ~~big, big | 0);
