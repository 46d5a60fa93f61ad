//! The methods that change a part of a Date.

use super::time::{
    MS_PER_DAY, fields, local_time, make_date, make_day, make_full_year, make_time, time_clip, utc,
};
use super::value::DateData;
use super::value::this_time_value;
use crate::engine::{Agent, Call, JsResult, Value};

/// A part of a date, in the order in which a setter takes further parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
}

/// Sets the time value of `this`, which was found to be a Date.
fn set_time_value(agent: &mut Agent, call: Call, time: f64) -> JsResult {
    let time = time_clip(time);
    let object = call.this().as_object();
    if let Some(date) = object.and_then(|object| agent.heap.host_mut::<DateData>(object)) {
        date.0 = time;
    }
    Ok(Value::number(time))
}

/// Sets parts, from `first` on, to the arguments; at most up to `last`.
fn set_parts(
    agent: &mut Agent,
    call: Call,
    method: &str,
    (first, last): (Field, Field),
    in_utc: bool,
) -> JsResult {
    let mut time = this_time_value(agent, call.this(), method)?;
    let (first, last) = (first as usize, last as usize);
    let mut arguments = [None; 4];
    let count = (last - first + 1).min(call.len().max(1));
    for (index, argument) in arguments.iter_mut().enumerate().take(count) {
        *argument = Some(agent.to_number(call.arg(index))?);
    }
    if time.is_nan() {
        if first != Field::Year as usize {
            return Ok(Value::NAN);
        }
        time = 0.0;
    } else if !in_utc {
        time = local_time(agent, time as i64).time as f64;
    }
    let now = fields(time as i64);
    let mut parts = [
        now.year,
        now.month,
        now.day,
        now.hour,
        now.minute,
        now.second,
        now.millisecond,
    ]
    .map(|part| part as f64);
    for (index, argument) in arguments.into_iter().enumerate() {
        if let Some(argument) = argument {
            parts[first + index] = argument;
        }
    }
    let [year, month, day, hour, minute, second, ms] = parts;
    let day = make_day(year, month, day);
    let date = make_date(day, make_time(hour, minute, second, ms));
    let new = if in_utc { date } else { utc(agent, date) };
    set_time_value(agent, call, new)
}

/// [Date.prototype.setFullYear](https://tc39.es/ecma262/#sec-date.prototype.setfullyear)
pub(super) fn set_full_year(agent: &mut Agent, call: Call) -> JsResult {
    let parts = (Field::Year, Field::Day);
    set_parts(agent, call, "setFullYear", parts, false)
}

/// [Date.prototype.setMonth](https://tc39.es/ecma262/#sec-date.prototype.setmonth)
pub(super) fn set_month(agent: &mut Agent, call: Call) -> JsResult {
    let parts = (Field::Month, Field::Day);
    set_parts(agent, call, "setMonth", parts, false)
}

/// [Date.prototype.setDate](https://tc39.es/ecma262/#sec-date.prototype.setdate)
pub(super) fn set_date(agent: &mut Agent, call: Call) -> JsResult {
    let parts = (Field::Day, Field::Day);
    set_parts(agent, call, "setDate", parts, false)
}

/// [Date.prototype.setHours](https://tc39.es/ecma262/#sec-date.prototype.sethours)
pub(super) fn set_hours(agent: &mut Agent, call: Call) -> JsResult {
    let parts = (Field::Hour, Field::Millisecond);
    set_parts(agent, call, "setHours", parts, false)
}

/// [Date.prototype.setMinutes](https://tc39.es/ecma262/#sec-date.prototype.setminutes)
pub(super) fn set_minutes(agent: &mut Agent, call: Call) -> JsResult {
    let parts = (Field::Minute, Field::Millisecond);
    set_parts(agent, call, "setMinutes", parts, false)
}

/// [Date.prototype.setSeconds](https://tc39.es/ecma262/#sec-date.prototype.setseconds)
pub(super) fn set_seconds(agent: &mut Agent, call: Call) -> JsResult {
    let parts = (Field::Second, Field::Millisecond);
    set_parts(agent, call, "setSeconds", parts, false)
}

/// [Date.prototype.setMilliseconds](https://tc39.es/ecma262/#sec-date.prototype.setmilliseconds)
pub(super) fn set_milliseconds(agent: &mut Agent, call: Call) -> JsResult {
    let parts = (Field::Millisecond, Field::Millisecond);
    set_parts(agent, call, "setMilliseconds", parts, false)
}

/// [Date.prototype.setUTCFullYear](https://tc39.es/ecma262/#sec-date.prototype.setutcfullyear)
pub(super) fn set_utc_full_year(agent: &mut Agent, call: Call) -> JsResult {
    let parts = (Field::Year, Field::Day);
    set_parts(agent, call, "setUTCFullYear", parts, true)
}

/// [Date.prototype.setUTCMonth](https://tc39.es/ecma262/#sec-date.prototype.setutcmonth)
pub(super) fn set_utc_month(agent: &mut Agent, call: Call) -> JsResult {
    let parts = (Field::Month, Field::Day);
    set_parts(agent, call, "setUTCMonth", parts, true)
}

/// [Date.prototype.setUTCDate](https://tc39.es/ecma262/#sec-date.prototype.setutcdate)
pub(super) fn set_utc_date(agent: &mut Agent, call: Call) -> JsResult {
    let parts = (Field::Day, Field::Day);
    set_parts(agent, call, "setUTCDate", parts, true)
}

/// [Date.prototype.setUTCHours](https://tc39.es/ecma262/#sec-date.prototype.setutchours)
pub(super) fn set_utc_hours(agent: &mut Agent, call: Call) -> JsResult {
    let parts = (Field::Hour, Field::Millisecond);
    set_parts(agent, call, "setUTCHours", parts, true)
}

/// [Date.prototype.setUTCMinutes](https://tc39.es/ecma262/#sec-date.prototype.setutcminutes)
pub(super) fn set_utc_minutes(agent: &mut Agent, call: Call) -> JsResult {
    let parts = (Field::Minute, Field::Millisecond);
    set_parts(agent, call, "setUTCMinutes", parts, true)
}

/// [Date.prototype.setUTCSeconds](https://tc39.es/ecma262/#sec-date.prototype.setutcseconds)
pub(super) fn set_utc_seconds(agent: &mut Agent, call: Call) -> JsResult {
    let parts = (Field::Second, Field::Millisecond);
    set_parts(agent, call, "setUTCSeconds", parts, true)
}

/// [Date.prototype.setUTCMilliseconds](https://tc39.es/ecma262/#sec-date.prototype.setutcmilliseconds)
pub(super) fn set_utc_milliseconds(agent: &mut Agent, call: Call) -> JsResult {
    let parts = (Field::Millisecond, Field::Millisecond);
    set_parts(agent, call, "setUTCMilliseconds", parts, true)
}

/// [Date.prototype.setTime ( time )](https://tc39.es/ecma262/#sec-date.prototype.settime)
pub(super) fn set_time(agent: &mut Agent, call: Call) -> JsResult {
    this_time_value(agent, call.this(), "setTime")?;
    let time = agent.to_number(call.arg(0))?;
    set_time_value(agent, call, time)
}

/// [Date.prototype.setYear ( year )](https://tc39.es/ecma262/#sec-date.prototype.setyear)
pub(super) fn set_year(agent: &mut Agent, call: Call) -> JsResult {
    let time = this_time_value(agent, call.this(), "setYear")?;
    let year = agent.to_number(call.arg(0))?;
    if year.is_nan() {
        return set_time_value(agent, call, f64::NAN);
    }
    let local = match time.is_nan() {
        true => 0,
        false => local_time(agent, time as i64).time,
    };
    let now = fields(local);
    let day = make_day(make_full_year(year), now.month as f64, now.day as f64);
    let date = make_date(day, local.rem_euclid(MS_PER_DAY) as f64);
    let new = utc(agent, date);
    set_time_value(agent, call, new)
}
