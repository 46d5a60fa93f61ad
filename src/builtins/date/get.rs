//! The methods that read a part of a Date.

use super::time::{Fields, MS_PER_MINUTE, fields, local_time};
use super::value::date_value;
use super::value::this_time_value;
use crate::engine::{Agent, Call, JsResult, Value};

/// The time value of `this`.
#[inline]
fn this_time(agent: &mut Agent, call: Call) -> JsResult<f64> {
    let date = call
        .this()
        .as_object()
        .and_then(|object| date_value(agent, object));
    date.ok_or_else(|| agent.type_error("this is not a Date object."))
}

fn local_field(agent: &mut Agent, call: Call, field: fn(&Fields) -> i64) -> JsResult {
    let time = this_time(agent, call)?;
    if time.is_nan() {
        return Ok(Value::NAN);
    }
    let local = local_time(agent, time as i64);
    Ok(Value::number(field(&fields(local.time)) as f64))
}

fn utc_field(agent: &mut Agent, call: Call, field: fn(&Fields) -> i64) -> JsResult {
    let time = this_time(agent, call)?;
    if time.is_nan() {
        return Ok(Value::NAN);
    }
    Ok(Value::number(field(&fields(time as i64)) as f64))
}

/// [Date.prototype.getDate ( )](https://tc39.es/ecma262/#sec-date.prototype.getdate)
pub(super) fn get_date(agent: &mut Agent, call: Call) -> JsResult {
    local_field(agent, call, |fields| fields.day)
}

/// [Date.prototype.getDay ( )](https://tc39.es/ecma262/#sec-date.prototype.getday)
pub(super) fn get_day(agent: &mut Agent, call: Call) -> JsResult {
    local_field(agent, call, |fields| fields.weekday)
}

/// [Date.prototype.getFullYear ( )](https://tc39.es/ecma262/#sec-date.prototype.getfullyear)
pub(super) fn get_full_year(agent: &mut Agent, call: Call) -> JsResult {
    local_field(agent, call, |fields| fields.year)
}

/// [Date.prototype.getHours ( )](https://tc39.es/ecma262/#sec-date.prototype.gethours)
pub(super) fn get_hours(agent: &mut Agent, call: Call) -> JsResult {
    local_field(agent, call, |fields| fields.hour)
}

/// [Date.prototype.getMilliseconds ( )](https://tc39.es/ecma262/#sec-date.prototype.getmilliseconds)
pub(super) fn get_milliseconds(agent: &mut Agent, call: Call) -> JsResult {
    local_field(agent, call, |fields| fields.millisecond)
}

/// [Date.prototype.getMinutes ( )](https://tc39.es/ecma262/#sec-date.prototype.getminutes)
pub(super) fn get_minutes(agent: &mut Agent, call: Call) -> JsResult {
    local_field(agent, call, |fields| fields.minute)
}

/// [Date.prototype.getMonth ( )](https://tc39.es/ecma262/#sec-date.prototype.getmonth)
pub(super) fn get_month(agent: &mut Agent, call: Call) -> JsResult {
    local_field(agent, call, |fields| fields.month)
}

/// [Date.prototype.getSeconds ( )](https://tc39.es/ecma262/#sec-date.prototype.getseconds)
pub(super) fn get_seconds(agent: &mut Agent, call: Call) -> JsResult {
    local_field(agent, call, |fields| fields.second)
}

/// [Date.prototype.getUTCDate ( )](https://tc39.es/ecma262/#sec-date.prototype.getutcdate)
pub(super) fn get_utc_date(agent: &mut Agent, call: Call) -> JsResult {
    utc_field(agent, call, |fields| fields.day)
}

/// [Date.prototype.getUTCDay ( )](https://tc39.es/ecma262/#sec-date.prototype.getutcday)
pub(super) fn get_utc_day(agent: &mut Agent, call: Call) -> JsResult {
    utc_field(agent, call, |fields| fields.weekday)
}

/// [Date.prototype.getUTCFullYear ( )](https://tc39.es/ecma262/#sec-date.prototype.getutcfullyear)
pub(super) fn get_utc_full_year(agent: &mut Agent, call: Call) -> JsResult {
    utc_field(agent, call, |fields| fields.year)
}

/// [Date.prototype.getUTCHours ( )](https://tc39.es/ecma262/#sec-date.prototype.getutchours)
pub(super) fn get_utc_hours(agent: &mut Agent, call: Call) -> JsResult {
    utc_field(agent, call, |fields| fields.hour)
}

/// [Date.prototype.getUTCMilliseconds ( )](https://tc39.es/ecma262/#sec-date.prototype.getutcmilliseconds)
pub(super) fn get_utc_milliseconds(agent: &mut Agent, call: Call) -> JsResult {
    utc_field(agent, call, |fields| fields.millisecond)
}

/// [Date.prototype.getUTCMinutes ( )](https://tc39.es/ecma262/#sec-date.prototype.getutcminutes)
pub(super) fn get_utc_minutes(agent: &mut Agent, call: Call) -> JsResult {
    utc_field(agent, call, |fields| fields.minute)
}

/// [Date.prototype.getUTCMonth ( )](https://tc39.es/ecma262/#sec-date.prototype.getutcmonth)
pub(super) fn get_utc_month(agent: &mut Agent, call: Call) -> JsResult {
    utc_field(agent, call, |fields| fields.month)
}

/// [Date.prototype.getUTCSeconds ( )](https://tc39.es/ecma262/#sec-date.prototype.getutcseconds)
pub(super) fn get_utc_seconds(agent: &mut Agent, call: Call) -> JsResult {
    utc_field(agent, call, |fields| fields.second)
}

/// [Date.prototype.getTime ( )](https://tc39.es/ecma262/#sec-date.prototype.gettime)
pub(super) fn get_time(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::number(this_time(agent, call)?))
}

/// [Date.prototype.valueOf ( )](https://tc39.es/ecma262/#sec-date.prototype.valueof)
pub(super) fn value_of(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::number(this_time(agent, call)?))
}

/// [Date.prototype.getTimezoneOffset ( )](https://tc39.es/ecma262/#sec-date.prototype.gettimezoneoffset)
pub(super) fn get_timezone_offset(agent: &mut Agent, call: Call) -> JsResult {
    let time = this_time(agent, call)?;
    if time.is_nan() {
        return Ok(Value::NAN);
    }
    let offset = local_time(agent, time as i64).offset;
    Ok(Value::number((-offset / MS_PER_MINUTE) as f64))
}

/// [Date.prototype.getYear ( )](https://tc39.es/ecma262/#sec-date.prototype.getyear)
pub(super) fn get_year(agent: &mut Agent, call: Call) -> JsResult {
    let time = this_time_value(agent, call.this(), "getYear")?;
    if time.is_nan() {
        return Ok(Value::NAN);
    }
    let local = local_time(agent, time as i64);
    Ok(Value::number((fields(local.time).year - 1900) as f64))
}
