// dayjs: formats, plug-ins, locales, arithmetic.
const dayjs = require('dayjs');
for (const name of ['utc', 'relativeTime', 'duration', 'customParseFormat', 'advancedFormat', 'isoWeek', 'weekOfYear', 'quarterOfYear', 'isBetween', 'minMax', 'objectSupport', 'localizedFormat', 'calendar', 'dayOfYear', 'updateLocale', 'toObject', 'toArray']) {
  dayjs.extend(require(`dayjs/plugin/${name}`));
}
require('dayjs/locale/de');

const date = dayjs('2024-02-29T13:05:09.087');
console.log(date.format(), date.format('YYYY-MM-DD HH:mm:ss.SSS Z'), date.format('dddd, MMMM Do YYYY, h:mm a [escaped] Q wo W k X x'), date.format('LLLL L LT ll'));
console.log(date.add(1, 'year').format('YYYY-MM-DD'), date.subtract(1, 'month').date(), date.add(dayjs.duration({ days: 2, hours: 3 })).toISOString(), date.set('month', 0).month());
console.log(date.startOf('week').format(), date.endOf('quarter').format(), date.startOf('isoWeek').format(), date.isoWeek(), date.week(), date.quarter(), date.dayOfYear());
console.log(date.diff('2020-01-01', 'month', true).toFixed(6), date.diff(dayjs('2024-03-01'), 'hours'), date.isBetween('2024-01-01', '2024-12-31'), date.isSame('2024-02-01', 'month'), date.isBefore(dayjs(0)));
console.log(dayjs('12-25-1995 05', 'MM-DD-YYYY HH').format(), dayjs('31/02/2020', 'DD/MM/YYYY', true).isValid(), dayjs('1. Februar 2020', 'D. MMMM YYYY', 'de').format('YYYY-MM-DD'), dayjs('nonsense').format());
console.log(date.from(dayjs('2022-01-01')), date.to(dayjs('2024-03-01')), date.locale('de').format('dddd D. MMMM'), date.locale('de').from('2023-01-01'), dayjs.duration(100, 'minutes').humanize());
console.log(dayjs.duration('P1Y2M3DT4H5M6S').toISOString(), dayjs.duration(3723000).format('HH:mm:ss'), dayjs.duration({ months: 14 }).as('years').toFixed(3));
console.log(dayjs.utc('2024-01-01').utcOffset(120).format(), date.toObject(), date.toArray(), date.toJSON(), dayjs({ year: 2010, month: 3, day: 5 }).format());
console.log(dayjs.max(date, dayjs('2025-01-01')).year(), date.calendar(dayjs('2024-03-01T00:00')), date.unix(), date.valueOf(), date.daysInMonth(), dayjs.isDayjs(date), `${date}`);
dayjs.updateLocale('en', { relativeTime: { ...dayjs.Ls.en.relativeTime, future: 'some time after %s' } });
console.log(dayjs('2030-01-01').from('2020-01-01'), dayjs.locale(), date.clone().isSame(date), date.$d instanceof Date);
