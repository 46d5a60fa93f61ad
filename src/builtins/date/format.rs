//! Dates as text.

use super::time::{
    Fields, LocalTime, MS_PER_MINUTE, equivalent_time, fields, local_time, time_in_zone,
};
use super::zone_names::ZONE_NAMES;
use crate::engine::Agent;
use jiff::tz::TimeZone;

pub(super) const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What is shown of a time that isn't one.
pub(super) const INVALID: &str = "Invalid Date";

fn short(name: &str) -> &str {
    name.get(..3).unwrap_or(name)
}

pub(super) fn weekday(fields: &Fields) -> &'static str {
    WEEKDAYS[fields.weekday as usize % 7]
}

pub(super) fn month(fields: &Fields) -> &'static str {
    MONTHS[fields.month as usize % 12]
}

fn year(year: i64) -> String {
    if year < 0 {
        format!("-{:04}", -year)
    } else {
        format!("{year:04}")
    }
}

/// [DateString ( tv )](https://tc39.es/ecma262/#sec-datestring)
fn date_text(fields: &Fields) -> String {
    let (weekday, month) = (short(weekday(fields)), short(month(fields)));
    format!("{weekday} {month} {:02} {}", fields.day, year(fields.year))
}

/// [TimeString ( tv )](https://tc39.es/ecma262/#sec-timestring), without `GMT`.
fn time_text(fields: &Fields) -> String {
    format!(
        "{:02}:{:02}:{:02}",
        fields.hour, fields.minute, fields.second
    )
}

/// [TimeZoneString ( tv )](https://tc39.es/ecma262/#sec-timezoneestring), after `GMT`.
fn zone_text(agent: &Agent, time: i64, local: &LocalTime) -> String {
    let offset = offset_text(local.offset, "");
    let zone = agent.ambient.time_zone();
    // V8 tells daylight saving time by a year of these days.
    let dst = match (0..=i64::from(i32::MAX) * 1000).contains(&time) {
        true => local.dst,
        false => time_in_zone(zone, equivalent_time(time)).dst,
    };
    let name = zone_name(zone, local.offset, dst);
    format!("{offset} ({name})")
}

fn offset_text(offset: i64, colon: &str) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / MS_PER_MINUTE;
    format!("{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
}

/// A zone's long English name.
fn zone_name(zone: &TimeZone, offset: i64, dst: bool) -> String {
    let id = match zone.iana_name() {
        Some(id) => id,
        None if *zone == TimeZone::UTC => "UTC",
        None => "",
    };
    let entry = ZONE_NAMES
        .iter()
        .find(|(_, _, zones)| !id.is_empty() && zones.split(' ').any(|zone| zone == id));
    match entry {
        Some((_, daylight, _)) if dst && !daylight.is_empty() => (*daylight).to_string(),
        Some((standard, ..)) => (*standard).to_string(),
        None if offset == 0 => String::from("GMT"),
        None => format!("GMT{}", offset_text(offset, ":")),
    }
}

/// What `toString`, `toDateString` and `toTimeString` give.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Both,
    Date,
    Time,
}

/// [ToDateString ( tv )](https://tc39.es/ecma262/#sec-todatestring), or a part of it.
pub(super) fn to_date_string(agent: &Agent, time: f64, part: Part) -> String {
    if time.is_nan() {
        return String::from(INVALID);
    }
    let local = local_time(agent, time as i64);
    let fields = fields(local.time);
    let time = || {
        format!(
            "{} GMT{}",
            time_text(&fields),
            zone_text(agent, time as i64, &local)
        )
    };
    match part {
        Part::Both => format!("{} {}", date_text(&fields), time()),
        Part::Date => date_text(&fields),
        Part::Time => time(),
    }
}

/// What `toUTCString` gives.
pub(super) fn to_utc_string(time: f64) -> String {
    if time.is_nan() {
        return String::from(INVALID);
    }
    let fields = fields(time as i64);
    format!(
        "{}, {:02} {} {} {} GMT",
        short(weekday(&fields)),
        fields.day,
        short(month(&fields)),
        year(fields.year),
        time_text(&fields)
    )
}

/// What `toISOString` gives for a time that is one.
pub(super) fn to_iso_string(time: f64) -> String {
    let fields = fields(time as i64);
    let year = match fields.year {
        year @ 0..=9999 => format!("{year:04}"),
        year if year < 0 => format!("-{:06}", -year),
        year => format!("+{year:06}"),
    };
    format!(
        "{year}-{:02}-{:02}T{}.{:03}Z",
        fields.month + 1,
        fields.day,
        time_text(&fields),
        fields.millisecond
    )
}
