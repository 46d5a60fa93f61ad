// Dates are milliseconds since 1970, shown in UTC here.
const d = new Date(Date.UTC(2024, 1, 29, 12, 34, 56, 789));
console.log(d.getTime(), d.toISOString(), d.toJSON(), JSON.stringify({ d }), +d === d.valueOf(), d);
console.log(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), d.getUTCDay(), d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds(), d.getUTCMilliseconds());
console.log(d.toUTCString(), '|', new Date(0).toUTCString(), '|', new Date(0), [new Date(1)], { at: new Date(2) });
console.log(new Date(2020, 0).getTime() === Date.UTC(2020, 0), new Date(99, 0).getUTCFullYear(), new Date('2024-03-10').getTime(), new Date('2024-03-10T10:00:00Z').getTime(), new Date('2024-03-10T10:00:00+02:00').toISOString(), new Date('2024').toISOString());
for (const t of ['nonsense', '', '2024-13-01', '2024-1-1x']) console.log(JSON.stringify(t), new Date(t).getTime());
const bad = new Date(NaN);
console.log(bad, String(bad), bad.getTime(), bad.getUTCDay(), JSON.stringify(bad), isNaN(bad));
try { bad.toISOString(); } catch (e) { console.log(e.name + ': ' + e.message); }

// Setters roll over.
d.setUTCDate(32);
console.log(d.toISOString(), d.setUTCHours(0, 0, 0, 0), d.toISOString(), d.setTime(0), new Date(d.setUTCMonth(14)).toISOString(), d.setUTCFullYear(2000, 1, 29), d.toISOString());
console.log(new Date(8.64e15).toISOString(), new Date(8.64e15 + 1).getTime(), new Date(-62198755200000).toISOString(), new Date(-1).toISOString(), Date.UTC(2024), Date.UTC(2024, 12, 0));
console.log(typeof Date(), typeof Date.now(), Math.abs(Date.now() - new Date()) < 1000, new Date(new Date(5)).getTime(), new Date(null).getTime(), new Date(undefined).getTime(), new Date(true).getTime());
console.log(new Date(5) - new Date(2), new Date(0) + 1 === String(new Date(0)) + '1', new Date(1) > new Date(0), Date.length, `${new Date(0)}`, new Date(0)[Symbol.toPrimitive]('number'));
