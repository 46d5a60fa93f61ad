// ms: times as text and as numbers.
const ms = require('ms');

const texts = ['2 days', '1d', '10h', '2.5 hrs', '2h', '1m', '5s', '1y', '100', '-3 days', '-1h', '-200', '1 week', '.5ms', '53 milliseconds', 'x', '10 parsecs'];
for (const text of texts) console.log(text, ms(text));
for (const time of [500, 1000, 60000, 2 * 60000, -3 * 60000, ms('10 hours'), 234234234, 0.5, -1, 1e15]) {
  console.log(time, ms(time), ms(time, { long: true }));
}
for (const wrong of ['', undefined, null, NaN, Infinity, {}, [], true, 'x'.repeat(101)]) {
  try {
    console.log(ms(wrong));
  } catch (error) {
    console.log(error.message.slice(0, 90));
  }
}
