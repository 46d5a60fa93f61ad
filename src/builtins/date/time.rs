//! [Time values](https://tc39.es/ecma262/#sec-time-values-and-time-range): days, months, years, and
//! local time.
//!
//! Times are numbers of milliseconds since 1970 began, in UTC or, where a name says so, as a local
//! clock shows them. All functions take finite times within some years of what a Date can hold.

use crate::engine::Agent;
use crate::numeric::int::to_integer_or_infinity;
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{AmbiguousOffset, Dst, Offset, TimeZone};

pub(super) const MS_PER_SECOND: i64 = 1000;
pub(super) const MS_PER_MINUTE: i64 = 60_000;
pub(super) const MS_PER_HOUR: i64 = 3_600_000;
pub(super) const MS_PER_DAY: i64 = 86_400_000;

/// Days in 400 years, after which the calendar repeats itself, weekdays included.
const DAYS_PER_CYCLE: i64 = 146_097;

/// A time's fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) year: i64,
    /// From 0.
    pub(super) month: i64,
    /// From 1.
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
    pub(super) millisecond: i64,
    /// From 0, Sunday.
    pub(super) weekday: i64,
}

/// The fields of a time.
pub(super) fn fields(time: i64) -> Fields {
    let (days, within) = (time.div_euclid(MS_PER_DAY), time.rem_euclid(MS_PER_DAY));
    let (year, month, day) = date_of_day(days);
    Fields {
        year,
        month,
        day,
        hour: within / MS_PER_HOUR,
        minute: within / MS_PER_MINUTE % 60,
        second: within / MS_PER_SECOND % 60,
        millisecond: within % MS_PER_SECOND,
        weekday: (days + 4).rem_euclid(7),
    }
}

/// Year, month (from 0) and day (from 1) of a day counted from 1970-01-01.
pub(super) fn date_of_day(days: i64) -> (i64, i64, i64) {
    // Counted from 0000-03-01, so that a leap day is the last day of its year and cycle.
    let days = days + 719_468;
    let (cycle, of_cycle) = (
        days.div_euclid(DAYS_PER_CYCLE),
        days.rem_euclid(DAYS_PER_CYCLE),
    );
    let of_cycle_year = (of_cycle - of_cycle / 1460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * of_cycle_year + of_cycle_year / 4 - of_cycle_year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12;
    let year = cycle * 400 + of_cycle_year + i64::from(month < 2);
    (year, month, day)
}

/// The first day of a month (from 0), counted from 1970-01-01.
fn day_of_month_start(year: i64, month: i64) -> i64 {
    let year = year - i64::from(month < 2);
    let (cycle, of_cycle) = (year.div_euclid(400), year.rem_euclid(400));
    let from_march = (month + 10) % 12;
    let of_year = (153 * from_march + 2) / 5;
    cycle * DAYS_PER_CYCLE + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year - 719_468
}

/// [MakeTime ( hour, min, sec, ms )](https://tc39.es/ecma262/#sec-maketime)
pub(super) fn make_time(hour: f64, minute: f64, second: f64, ms: f64) -> f64 {
    if ![hour, minute, second, ms]
        .iter()
        .all(|part| part.is_finite())
    {
        return f64::NAN;
    }
    let whole = to_integer_or_infinity;
    ((whole(hour) * MS_PER_HOUR as f64 + whole(minute) * MS_PER_MINUTE as f64)
        + whole(second) * MS_PER_SECOND as f64)
        + whole(ms)
}

/// [MakeDay ( year, month, date )](https://tc39.es/ecma262/#sec-makeday)
pub(super) fn make_day(year: f64, month: f64, day: f64) -> f64 {
    // Far outside of what a Date holds, but safe to compute with.
    const FARTHEST: f64 = 1e8;
    if !(year.abs() <= FARTHEST && month.abs() <= FARTHEST && day.is_finite()) {
        return f64::NAN;
    }
    let (year, month) = (to_integer_or_infinity(year), to_integer_or_infinity(month));
    let months = year as i64 * 12 + month as i64;
    let first = day_of_month_start(months.div_euclid(12), months.rem_euclid(12));
    first as f64 + to_integer_or_infinity(day) - 1.0
}

/// [MakeDate ( day, time )](https://tc39.es/ecma262/#sec-makedate)
pub(super) fn make_date(day: f64, time: f64) -> f64 {
    let date = day * MS_PER_DAY as f64 + time;
    if date.is_finite() { date } else { f64::NAN }
}

/// [MakeFullYear ( year )](https://tc39.es/ecma262/#sec-makefullyear)
pub(super) fn make_full_year(year: f64) -> f64 {
    let truncated = year.trunc();
    if (0.0..=99.0).contains(&truncated) {
        1900.0 + truncated
    } else {
        truncated
    }
}

/// [TimeClip ( time )](https://tc39.es/ecma262/#sec-timeclip)
pub(super) fn time_clip(time: f64) -> f64 {
    const FARTHEST: f64 = 8.64e15;
    if time.abs() <= FARTHEST {
        to_integer_or_infinity(time)
    } else {
        f64::NAN
    }
}

/// The same day and time in a year from 2008 to 2035 that begins on the same weekday and is as long.
pub(super) fn equivalent_time(time: i64) -> i64 {
    let fields = fields(time);
    let first = day_of_month_start(fields.year, 0);
    let is_leap = day_of_month_start(fields.year + 1, 0) - first == 366;
    let weekday = (first + 4).rem_euclid(7);
    let recent = if is_leap { 1956 } else { 1967 } + (weekday * 12) % 28;
    let year = 2008 + (recent + 3 * 28 - 2008) % 28;
    let day = day_of_month_start(year, fields.month) + fields.day - 1;
    day * MS_PER_DAY + time.rem_euclid(MS_PER_DAY)
}

/// What a zone says of a time.
pub(super) struct LocalTime {
    /// What the local clock shows.
    pub(super) time: i64,
    /// How far it is ahead of UTC.
    pub(super) offset: i64,
    /// Whether it is daylight saving time.
    pub(super) dst: bool,
}

fn shift_into_range(time: i64) -> i64 {
    // The zone's data know the years up to 9999; the calendar after that repeats itself.
    const LATEST: i64 = 253_000_000_000_000;
    const EARLIEST: i64 = -377_000_000_000_000;
    let cycle = DAYS_PER_CYCLE * MS_PER_DAY;
    if time > LATEST {
        let cycles = (time - LATEST + cycle - 1) / cycle;
        time - cycles * cycle
    } else {
        time.max(EARLIEST)
    }
}

fn milliseconds(offset: Offset) -> i64 {
    i64::from(offset.seconds()) * MS_PER_SECOND
}

/// [LocalTime ( t )](https://tc39.es/ecma262/#sec-localtime), in a zone.
pub(super) fn time_in_zone(zone: &TimeZone, time: i64) -> LocalTime {
    let Ok(timestamp) = Timestamp::from_millisecond(shift_into_range(time)) else {
        return LocalTime {
            time,
            offset: 0,
            dst: false,
        };
    };
    let info = zone.to_offset_info(timestamp);
    let offset = milliseconds(info.offset());
    LocalTime {
        time: time + offset,
        offset,
        dst: info.dst() == Dst::Yes,
    }
}

/// [LocalTime ( t )](https://tc39.es/ecma262/#sec-localtime)
pub(super) fn local_time(agent: &Agent, time: i64) -> LocalTime {
    time_in_zone(agent.ambient.time_zone(), time)
}

/// [UTC ( t )](https://tc39.es/ecma262/#sec-utc-t): a local time that doesn't exist or exists twice is
/// taken with the offset from before the change.
pub(super) fn utc(agent: &Agent, local: f64) -> f64 {
    // A day beyond what a Date holds.
    const FARTHEST: f64 = 8.64e15 + 86_400_000.0;
    if local.is_nan() || local.abs() > FARTHEST {
        return f64::NAN;
    }
    let zone = agent.ambient.time_zone();
    let fields = fields(shift_into_range(local as i64));
    let civil = civil::DateTime::new(
        fields.year as i16,
        fields.month as i8 + 1,
        fields.day as i8,
        fields.hour as i8,
        fields.minute as i8,
        fields.second as i8,
        fields.millisecond as i32 * 1_000_000,
    );
    let Ok(civil) = civil else {
        return local;
    };
    let offset = match zone.to_ambiguous_timestamp(civil).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset,
        AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before,
    };
    local - milliseconds(offset) as f64
}

#[cfg(test)]
mod tests {
    use super::{date_of_day, day_of_month_start, fields, make_day};

    #[test]
    fn calendar() {
        for day in (-200_000_000..200_000_000).step_by(9973) {
            let (year, month, of_month) = date_of_day(day);
            assert_eq!(day_of_month_start(year, month) + of_month - 1, day);
        }
        assert_eq!(date_of_day(0), (1970, 0, 1));
        assert_eq!(date_of_day(11_016), (2000, 1, 29));
        assert_eq!(date_of_day(-719_468), (0, 2, 1));
        assert_eq!(make_day(1970.0, 12.0, 1.0), 365.0);
        assert_eq!(make_day(1970.0, -1.0, 1.0), -31.0);
        let fields = fields(-1);
        assert_eq!((fields.year, fields.millisecond), (1969, 999));
        assert_eq!(fields.weekday, 3);
    }
}
