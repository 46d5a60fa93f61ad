//! [Date objects](https://tc39.es/ecma262/#sec-date-objects).
//!
//! | file | what |
//! | --- | --- |
//! | `value` | the time value of a Date |
//! | `time` | arithmetic of times: days, months, local time |
//! | `parse` | reading dates |
//! | `format`, `locale` | writing them |
//! | `zone_names` | what time zones are called |
//! | `get`, `set` | the methods that read and change a part |

mod format;
mod get;
mod locale;
mod parse;
mod set;
mod time;
mod value;
mod zone_names;

pub use value::{DateData, date_value};

use crate::engine::{
    Agent, Call, Constructor, Intrinsic, JsResult, Method, PreferredType, PropertyFlags,
    PropertyKey, Value, messages,
};
use format::Part;
use locale::Defaults;
use time::{make_date, make_day, make_full_year, make_time, time_clip, utc};
use value::this_time_value;

const CONSTRUCTOR: Constructor = Constructor {
    name: "Date",
    length: 7,
    run: construct,
};

const STATICS: &[Method] = &[
    Method::new("now", 0, now),
    Method::new("parse", 1, parse_static),
    Method::new("UTC", 7, utc_static),
];

const METHODS: &[Method] = &[
    Method::new("toString", 0, to_string),
    Method::new("toDateString", 0, to_date_string),
    Method::new("toTimeString", 0, to_time_string),
    Method::new("toISOString", 0, to_iso_string),
    Method::new("toUTCString", 0, to_utc_string),
    Method::new("getDate", 0, get::get_date),
    Method::new("setDate", 1, set::set_date),
    Method::new("getDay", 0, get::get_day),
    Method::new("getFullYear", 0, get::get_full_year),
    Method::new("setFullYear", 3, set::set_full_year),
    Method::new("getHours", 0, get::get_hours),
    Method::new("setHours", 4, set::set_hours),
    Method::new("getMilliseconds", 0, get::get_milliseconds),
    Method::new("setMilliseconds", 1, set::set_milliseconds),
    Method::new("getMinutes", 0, get::get_minutes),
    Method::new("setMinutes", 3, set::set_minutes),
    Method::new("getMonth", 0, get::get_month),
    Method::new("setMonth", 2, set::set_month),
    Method::new("getSeconds", 0, get::get_seconds),
    Method::new("setSeconds", 2, set::set_seconds),
    Method::new("getTime", 0, get::get_time),
    Method::new("setTime", 1, set::set_time),
    Method::new("getTimezoneOffset", 0, get::get_timezone_offset),
    Method::new("getUTCDate", 0, get::get_utc_date),
    Method::new("setUTCDate", 1, set::set_utc_date),
    Method::new("getUTCDay", 0, get::get_utc_day),
    Method::new("getUTCFullYear", 0, get::get_utc_full_year),
    Method::new("setUTCFullYear", 3, set::set_utc_full_year),
    Method::new("getUTCHours", 0, get::get_utc_hours),
    Method::new("setUTCHours", 4, set::set_utc_hours),
    Method::new("getUTCMilliseconds", 0, get::get_utc_milliseconds),
    Method::new("setUTCMilliseconds", 1, set::set_utc_milliseconds),
    Method::new("getUTCMinutes", 0, get::get_utc_minutes),
    Method::new("setUTCMinutes", 3, set::set_utc_minutes),
    Method::new("getUTCMonth", 0, get::get_utc_month),
    Method::new("setUTCMonth", 2, set::set_utc_month),
    Method::new("getUTCSeconds", 0, get::get_utc_seconds),
    Method::new("setUTCSeconds", 2, set::set_utc_seconds),
    Method::new("valueOf", 0, get::value_of),
    Method::new("getYear", 0, get::get_year),
    Method::new("setYear", 1, set::set_year),
    Method::new("toJSON", 1, to_json),
    Method::new("toLocaleString", 0, to_locale_string),
    Method::new("toLocaleDateString", 0, to_locale_date_string),
    Method::new("toLocaleTimeString", 0, to_locale_time_string),
];

const TO_PRIMITIVE: &[Method] = &[Method::new("@@toPrimitive", 1, to_primitive)];

/// Makes `Date` and its prototype.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = agent.heap.new_builtin_object(object_prototype.value());
    agent
        .realm
        .set_intrinsic(Intrinsic::DatePrototype, prototype);
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.realm.set_intrinsic(Intrinsic::Date, constructor);
    agent.define_methods(constructor, STATICS);
    let utc = METHODS
        .iter()
        .position(|method| method.name == "toUTCString");
    let (before, after) = METHODS.split_at(utc.map_or(METHODS.len(), |at| at + 1));
    agent.define_methods(prototype, before);
    agent.define_alias(prototype, "toGMTString", "toUTCString");
    agent.define_methods(prototype, after);
    agent.define_methods_with(prototype, TO_PRIMITIVE, PropertyFlags::CONFIGURABLE);
}

/// [Date ( ...values )](https://tc39.es/ecma262/#sec-date)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let new_target = call.new_target(agent);
    if !call.is_construct() {
        let now = (agent.ambient.clock)();
        let text = format::to_date_string(agent, now, Part::Both);
        return Ok(agent.heap.new_string(&text).value());
    }
    let time = match call.len() {
        0 => (agent.ambient.clock)(),
        1 => time_of_value(agent, call.arg(0))?,
        _ => {
            let local = time_of_parts(agent, call)?;
            time_clip(utc(agent, local))
        }
    };
    let data = Box::new(DateData(time));
    Ok(agent
        .host_from_constructor(new_target, Intrinsic::DatePrototype, data)?
        .value())
}

fn time_of_value(agent: &mut Agent, value: Value) -> JsResult<f64> {
    if let Some(time) = value
        .as_object()
        .and_then(|object| date_value(agent, object))
    {
        return Ok(time);
    }
    let primitive = agent.to_primitive(value, PreferredType::Default)?;
    if let Some(string) = primitive.as_string() {
        return Ok(parse::parse(agent, agent.heap.text(string)));
    }
    Ok(time_clip(agent.to_number(primitive)?))
}

/// The time that year, month and so on mean, not clipped.
fn time_of_parts(agent: &mut Agent, call: Call) -> JsResult<f64> {
    let mut parts = [f64::NAN, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    for (index, part) in parts.iter_mut().enumerate() {
        if index < call.len() {
            *part = agent.to_number(call.arg(index))?;
        }
    }
    let [year, month, day, hour, minute, second, ms] = parts;
    let day = make_day(make_full_year(year), month, day);
    Ok(make_date(day, make_time(hour, minute, second, ms)))
}

/// [Date.now ( )](https://tc39.es/ecma262/#sec-date.now)
fn now(agent: &mut Agent, _: Call) -> JsResult {
    Ok(Value::number((agent.ambient.clock)()))
}

/// [Date.parse ( string )](https://tc39.es/ecma262/#sec-date.parse)
fn parse_static(agent: &mut Agent, call: Call) -> JsResult {
    let string = agent.to_string(call.arg(0))?;
    Ok(Value::number(parse::parse(agent, agent.heap.text(string))))
}

/// [Date.UTC ( year \[ , month \[ , date \[ , hours \[ , minutes \[ , seconds \[ , ms \] \] \] \] \] \] )](https://tc39.es/ecma262/#sec-date.utc)
fn utc_static(agent: &mut Agent, call: Call) -> JsResult {
    let time = time_of_parts(agent, call)?;
    Ok(Value::number(time_clip(time)))
}

/// [Date.prototype.toString ( )](https://tc39.es/ecma262/#sec-date.prototype.tostring)
fn to_string(agent: &mut Agent, call: Call) -> JsResult {
    let time = this_time_value(agent, call.this(), "toString")?;
    let text = format::to_date_string(agent, time, Part::Both);
    Ok(agent.heap.new_string(&text).value())
}

/// [Date.prototype.toDateString ( )](https://tc39.es/ecma262/#sec-date.prototype.todatestring)
fn to_date_string(agent: &mut Agent, call: Call) -> JsResult {
    let time = this_time_value(agent, call.this(), "toDateString")?;
    let text = format::to_date_string(agent, time, Part::Date);
    Ok(agent.heap.new_string(&text).value())
}

/// [Date.prototype.toTimeString ( )](https://tc39.es/ecma262/#sec-date.prototype.totimestring)
fn to_time_string(agent: &mut Agent, call: Call) -> JsResult {
    let time = this_time_value(agent, call.this(), "toTimeString")?;
    let text = format::to_date_string(agent, time, Part::Time);
    Ok(agent.heap.new_string(&text).value())
}

/// [Date.prototype.toISOString ( )](https://tc39.es/ecma262/#sec-date.prototype.toisostring)
fn to_iso_string(agent: &mut Agent, call: Call) -> JsResult {
    let time = this_time_value(agent, call.this(), "toISOString")?;
    if time.is_nan() {
        return Err(agent.range_error("Invalid time value"));
    }
    let text = format::to_iso_string(time);
    Ok(agent.heap.new_string(&text).value())
}

/// [Date.prototype.toUTCString ( )](https://tc39.es/ecma262/#sec-date.prototype.toutcstring)
fn to_utc_string(agent: &mut Agent, call: Call) -> JsResult {
    let time = this_time_value(agent, call.this(), "toUTCString")?;
    let text = format::to_utc_string(time);
    Ok(agent.heap.new_string(&text).value())
}

/// [Date.prototype.toJSON ( key )](https://tc39.es/ecma262/#sec-date.prototype.tojson)
fn to_json(agent: &mut Agent, call: Call) -> JsResult {
    let object = agent.to_object(call.this())?;
    agent.keep_object(object);
    let primitive = agent.to_primitive(object.value(), PreferredType::Number)?;
    if primitive.as_number().is_some_and(|time| !time.is_finite()) {
        return Ok(Value::NULL);
    }
    let key = agent.heap.property_key_of_str("toISOString");
    let function = agent.get(object, key)?;
    if !agent.heap.is_callable(function) {
        return Err(agent.type_error(messages::not_a_function("toISOString")));
    }
    agent.call(function, object.value(), &[])
}

/// [Date.prototype.toLocaleString ( \[ locales \[ , options \] \] )](https://tc39.es/ecma402/#sup-date.prototype.tolocalestring)
fn to_locale_string(agent: &mut Agent, call: Call) -> JsResult {
    locale_text(agent, call, Defaults::All)
}

/// [Date.prototype.toLocaleDateString ( \[ locales \[ , options \] \] )](https://tc39.es/ecma402/#sup-date.prototype.tolocaledatestring)
fn to_locale_date_string(agent: &mut Agent, call: Call) -> JsResult {
    locale_text(agent, call, Defaults::Date)
}

/// [Date.prototype.toLocaleTimeString ( \[ locales \[ , options \] \] )](https://tc39.es/ecma402/#sup-date.prototype.tolocaletimestring)
fn to_locale_time_string(agent: &mut Agent, call: Call) -> JsResult {
    locale_text(agent, call, Defaults::Time)
}

fn locale_text(agent: &mut Agent, call: Call, defaults: Defaults) -> JsResult {
    let time = this_time_value(agent, call.this(), defaults.method())?;
    let text = locale::format(agent, time, call.arg(1), defaults)?;
    Ok(agent.heap.new_string(&text).value())
}

/// [Date.prototype \[ %Symbol.toPrimitive% \] ( hint )](https://tc39.es/ecma262/#sec-date.prototype-%symbol.toprimitive%)
fn to_primitive(agent: &mut Agent, call: Call) -> JsResult {
    let Some(object) = call.this().as_object() else {
        let receiver = agent.value_for_message(call.this());
        let method = "Date.prototype [ @@toPrimitive ]";
        return Err(agent.type_error(messages::incompatible_receiver(method, &receiver)));
    };
    let names = [agent.names.to_string, agent.names.value_of];
    let hint = call.arg(0);
    let hint = match hint.as_string() {
        Some(hint) => Some(agent.heap.utf8(hint)),
        None => None,
    };
    let order: [PropertyKey; 2] = match hint.as_deref() {
        Some("string" | "default") => names,
        Some("number") => [names[1], names[0]],
        _ => {
            let what = match hint {
                Some(hint) => hint,
                None => agent.value_for_message(call.arg(0)),
            };
            return Err(agent.type_error(format!("Invalid hint: {what}")));
        }
    };
    for key in order {
        let method = agent.get(object, key)?;
        if agent.heap.is_callable(method) {
            let result = agent.call(method, object.value(), &[])?;
            if !result.is_object() {
                return Ok(result);
            }
        }
    }
    Err(agent.type_error(messages::NO_PRIMITIVE))
}
