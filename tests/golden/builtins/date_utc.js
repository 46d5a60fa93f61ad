// Dates, as far as they don't depend on the local time zone.
const date = new Date(Date.UTC(2024, 1, 29, 12, 34, 56, 789));
console.log(date.toISOString(), date.toUTCString(), JSON.stringify(date), date.getTime());
console.log(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), date.getUTCDay(), date.getUTCHours());
console.log(date.setUTCMonth(0, 31), date.setUTCHours(25), date.toISOString(), new Date(date) - date);

for (const text of ['2024-02-29', '2024-02-29T10:00Z', '2024-02-29T10:00:00.1234+05:30', '+012024-01-01T00:00:00Z', '2024-02-30T00:00Z', '2024-13-01', 'Thu, 29 Feb 2024 10:00:00 GMT', 'Feb 29, 2024 10:00 AM EST', '2024/02/29 22:00 +0100', 'Thu Feb 29 2024 10:00:00 GMT+0200 (somewhere)', '29 February 2024 10:00 Z', 'never']) {
  const time = Date.parse(text);
  console.log(text, '=>', Number.isNaN(time) ? NaN : new Date(time).toISOString());
}

console.log(new Date(8.64e15).toISOString(), new Date(8.64e15 + 1).getTime(), new Date(-8.64e15).toISOString());
console.log(new Date(NaN).toString(), new Date(NaN).toJSON(), `${new Date(NaN).getUTCDay()}`);
console.log(date.toLocaleString('en-US', { timeZone: 'UTC' }), date.toLocaleDateString('en-US', { timeZone: 'Asia/Tokyo', dateStyle: 'full' }));
console.log(typeof (date + 1), typeof (date - 1), date[Symbol.toPrimitive]('number') === date.getTime());
try {
  new Date(NaN).toISOString();
} catch (error) {
  console.log(`${error}`);
}
