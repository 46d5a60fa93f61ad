// date-fns: formats, parsing, arithmetic, intervals, locales. All times are UTC here.
import {
  add, addBusinessDays, addMonths, areIntervalsOverlapping, closestTo, compareAsc, differenceInBusinessDays, differenceInCalendarMonths,
  differenceInDays, eachDayOfInterval, eachWeekOfInterval, endOfMonth, format, formatDistance, formatDistanceStrict, formatDuration,
  formatISO, formatRelative, formatRFC3339, getISOWeek, getQuarter, getWeek, intervalToDuration, isLeapYear, isValid, isWeekend, isWithinInterval,
  lastDayOfQuarter, lightFormat, max, nextFriday, parse, parseISO, previousMonday, roundToNearestMinutes, set, setISOWeek, startOfISOWeek, startOfWeek, sub, subMonths,
} from 'date-fns';
import { de, fr, ja } from 'date-fns/locale';
import * as fp from 'date-fns/fp';

const date = new Date(2024, 1, 29, 13, 5, 9, 87);
for (const pattern of ['yyyy-MM-dd', 'PPPPpppp', 'P p', "do MMMM yyyy, h:mm:ss.SSS aaaa 'quoted'", 'EEEE EEE EEEEE', 'QQQ w I R', 'xxx XX zzzz', 'DDD t T', 'G GGGG', 'bbbb BBBB', 'kk K']) {
  try {
    console.log(pattern, '|', format(date, pattern, { useAdditionalDayOfYearTokens: true }));
  } catch (error) {
    console.log(pattern, String(error));
  }
}
for (const locale of [de, fr, ja]) console.log(format(date, 'PPPP', { locale }), formatDistance(date, addMonths(date, 14), { locale, addSuffix: true }));
console.log(parse('12/31/99 11:59 PM', 'MM/dd/yy hh:mm a', new Date(2000, 0, 1)), parse('31. Dezember 2020', 'do MMMM yyyy', date, { locale: de }), isValid(parse('32', 'dd', date)));
console.log(parseISO('2024-02-29T12:30:00+02:00'), parseISO('2024-W09-4'), parseISO('2023-02-29'), parseISO('2024-060'), lightFormat(date, 'yy/M/d H:m:s'));
console.log(add(date, { years: 1, months: 2, weeks: 1, days: 3, hours: 5, minutes: 9, seconds: 30 }), sub(date, { years: 4, days: 1 }), subMonths(new Date(2024, 2, 31), 1), addBusinessDays(date, 10));
console.log(differenceInDays(new Date(2024, 11, 25), date), differenceInCalendarMonths(date, new Date(2020, 0, 1)), differenceInBusinessDays(new Date(2024, 6, 20), date));
console.log(eachDayOfInterval({ start: date, end: new Date(2024, 2, 3) }, { step: 2 }), eachWeekOfInterval({ start: date, end: new Date(2024, 2, 20) }, { weekStartsOn: 1 }).length);
console.log(startOfWeek(date), startOfISOWeek(date), endOfMonth(date), lastDayOfQuarter(date), getISOWeek(date), getWeek(date, { weekStartsOn: 1, firstWeekContainsDate: 4 }), getQuarter(date), setISOWeek(date, 1));
console.log(isLeapYear(date), isWeekend(date), isWithinInterval(date, { start: new Date(2024, 0, 1), end: new Date(2024, 5, 1) }), nextFriday(date), previousMonday(date));
for (const [from, to] of [[date, add(date, { seconds: 20 })], [date, add(date, { minutes: 50 })], [date, add(date, { days: 40 })], [date, sub(date, { years: 3, months: 8 })]]) {
  console.log(formatDistance(to, from, { addSuffix: true, includeSeconds: true }), '|', formatDistanceStrict(to, from, { unit: 'hour' }), '|', formatRelative(to, from));
}
console.log(intervalToDuration({ start: date, end: new Date(2026, 4, 1, 5) }), formatDuration({ years: 2, months: 0, days: 3 }, { zero: true, delimiter: ', ' }));
console.log(formatISO(date), formatRFC3339(date, { fractionDigits: 3 }), roundToNearestMinutes(date, { nearestTo: 15 }), set(date, { month: 11, date: 31 }));
console.log(areIntervalsOverlapping({ start: 0, end: 10 }, { start: 5, end: 15 }), closestTo(date, [new Date(2024, 0, 1), new Date(2024, 3, 1)]), max([date, new Date(0)]), [new Date(3), new Date(1)].sort(compareAsc));
console.log(fp.flow?.name, fp.addDays(5)(date), fp.format('yyyy')(date), fp.differenceInDays(date)(new Date(2025, 0, 1)));
for (const wrong of [() => format(new Date(NaN), 'P'), () => format(date, 'YYYY'), () => format(date, 'n'), () => formatDistance(date, new Date(NaN))]) {
  try {
    console.log(wrong());
  } catch (error) {
    console.log(String(error));
  }
}
