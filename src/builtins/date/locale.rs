//! Dates as American English writes them: `1/2/2020, 3:04:05 AM`.
//!
//! The default of `toLocaleString`, with the options that programs commonly give. Other locales are
//! not supported: their names are accepted and have no effect.

use super::format::{INVALID, month, weekday};
use super::time::{Fields, fields, local_time, time_in_zone};
use crate::engine::{Agent, JsResult, Value};
use jiff::tz::TimeZone;

/// What is shown where no option says it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Defaults {
    All,
    Date,
    Time,
}

/// How a field is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Numeric,
    TwoDigit,
    Long,
    Short,
    Narrow,
}

#[derive(Default)]
struct Options {
    weekday: Option<Style>,
    year: Option<Style>,
    month: Option<Style>,
    day: Option<Style>,
    hour: Option<Style>,
    minute: Option<Style>,
    second: Option<Style>,
    hour_24: bool,
    zone: Option<TimeZone>,
    /// Whether `dateStyle` or `timeStyle` was given, and whether the date is a long one.
    styled: bool,
}

fn text_option(agent: &mut Agent, options: Value, name: &str) -> JsResult<Option<String>> {
    let key = agent.heap.property_key_of_str(name);
    let value = agent.get_v(options, key)?;
    if value.is_undefined() {
        return Ok(None);
    }
    agent.to_rust_string(value).map(Some)
}

fn style_option(
    agent: &mut Agent,
    options: Value,
    name: &str,
    method: &str,
) -> JsResult<Option<Style>> {
    let Some(text) = text_option(agent, options, name)? else {
        return Ok(None);
    };
    Ok(Some(match text.as_str() {
        "numeric" => Style::Numeric,
        "2-digit" => Style::TwoDigit,
        "long" => Style::Long,
        "short" => Style::Short,
        "narrow" => Style::Narrow,
        _ => {
            return Err(agent.range_error(format!(
                "Value {text} out of range for Date.prototype.{method} options property {name}"
            )));
        }
    }))
}

impl Defaults {
    /// The method whose defaults they are.
    pub(super) fn method(self) -> &'static str {
        match self {
            Defaults::All => "toLocaleString",
            Defaults::Date => "toLocaleDateString",
            Defaults::Time => "toLocaleTimeString",
        }
    }
}

impl Options {
    fn read(agent: &mut Agent, value: Value, defaults: Defaults) -> JsResult<Options> {
        let mut options = Options::default();
        if !value.is_undefined() {
            let object = agent.to_object(value)?.value();
            agent.keep(object);
            options.read_all(agent, object, defaults)?;
        }
        options.apply(defaults);
        Ok(options)
    }

    fn read_all(&mut self, agent: &mut Agent, object: Value, defaults: Defaults) -> JsResult<()> {
        let method = defaults.method();
        self.weekday = style_option(agent, object, "weekday", method)?;
        self.year = style_option(agent, object, "year", method)?;
        self.month = style_option(agent, object, "month", method)?;
        self.day = style_option(agent, object, "day", method)?;
        self.hour = style_option(agent, object, "hour", method)?;
        self.minute = style_option(agent, object, "minute", method)?;
        self.second = style_option(agent, object, "second", method)?;
        let key = agent.heap.property_key_of_str("hour12");
        let hour_12 = agent.get_v(object, key)?;
        let cycle = text_option(agent, object, "hourCycle")?;
        self.hour_24 = match hour_12 {
            Value::UNDEFINED => matches!(cycle.as_deref(), Some("h23" | "h24")),
            hour_12 => !agent.heap.to_boolean(hour_12),
        };
        if let Some(name) = text_option(agent, object, "timeZone")? {
            let zone = match name.to_ascii_uppercase().as_str() {
                "UTC" | "GMT" | "ETC/UTC" | "ETC/GMT" => Ok(TimeZone::UTC),
                _ => TimeZone::get(&name),
            };
            match zone {
                Ok(zone) => self.zone = Some(zone),
                Err(_) => {
                    let text = format!("Invalid time zone specified: {name}");
                    return Err(agent.range_error(text));
                }
            }
        }
        let date = text_option(agent, object, "dateStyle")?;
        let time = text_option(agent, object, "timeStyle")?;
        let misplaced = match defaults {
            Defaults::Date if time.is_some() => Some("timeStyle"),
            Defaults::Time if date.is_some() => Some("dateStyle"),
            _ => None,
        };
        if let Some(name) = misplaced {
            return Err(agent.type_error(format!("Invalid option : {name}")));
        }
        self.apply_styles(date.as_deref(), time.as_deref());
        Ok(())
    }

    fn apply_styles(&mut self, date: Option<&str>, time: Option<&str>) {
        if let Some(date) = date {
            self.styled = true;
            let (weekday, year, month) = match date {
                "full" => (Some(Style::Long), Style::Numeric, Style::Long),
                "long" => (None, Style::Numeric, Style::Long),
                "medium" => (None, Style::Numeric, Style::Short),
                _ => (None, Style::TwoDigit, Style::Numeric),
            };
            (self.weekday, self.year, self.month) = (weekday, Some(year), Some(month));
            self.day = Some(Style::Numeric);
        }
        if let Some(time) = time {
            self.styled = true;
            self.hour = Some(Style::Numeric);
            self.minute = Some(Style::Numeric);
            self.second = (time != "short").then_some(Style::Numeric);
        }
    }

    /// Shows what is shown where the options name nothing of it.
    fn apply(&mut self, defaults: Defaults) {
        if self.styled {
            return;
        }
        let date = self.weekday.is_some()
            || self.year.is_some()
            || self.month.is_some()
            || self.day.is_some();
        let time = self.hour.is_some() || self.minute.is_some() || self.second.is_some();
        let (shows_date, shows_time) = match defaults {
            Defaults::All if date || time => (false, false),
            Defaults::All => (true, true),
            Defaults::Date => (!date, false),
            Defaults::Time => (false, !time),
        };
        let numeric = Some(Style::Numeric);
        if shows_date {
            (self.year, self.month, self.day) = (numeric, numeric, numeric);
        }
        if shows_time {
            (self.hour, self.minute, self.second) = (numeric, numeric, numeric);
        }
    }

    fn date(&self, fields: &Fields) -> String {
        // Years before 1 are counted backwards.
        let year = if fields.year > 0 {
            fields.year
        } else {
            1 - fields.year
        };
        let year = self.year.map(|style| match style {
            Style::TwoDigit => format!("{:02}", year % 100),
            _ => year.to_string(),
        });
        let day = self.day.map(|style| padded(fields.day, style));
        let weekday = self.weekday.map(|style| shortened(weekday(fields), style));
        let long = self
            .month
            .is_some_and(|style| !matches!(style, Style::Numeric | Style::TwoDigit));
        let rest = if long {
            let month = self.month.map(|style| shortened(month(fields), style));
            let month_day: Vec<String> = month.into_iter().chain(day).collect();
            let separator = if self.day.is_some() { ", " } else { " " };
            join([Some(month_day.join(" ")), year], separator)
        } else {
            let month = self.month.map(|style| padded(fields.month + 1, style));
            join([month, day, year], "/")
        };
        join([weekday, Some(rest).filter(|rest| !rest.is_empty())], ", ")
    }

    fn time(&self, fields: &Fields) -> String {
        let hour = self.hour.map(|style| {
            let hour = match (self.hour_24, fields.hour % 12) {
                (true, _) => return format!("{:02}", fields.hour),
                (false, 0) => 12,
                (false, hour) => hour,
            };
            padded(hour, style)
        });
        let alone = self.hour.is_none() && (self.minute.is_none() || self.second.is_none());
        let two = |value: i64| match alone {
            true => value.to_string(),
            false => format!("{value:02}"),
        };
        let minute = self.minute.map(|_| two(fields.minute));
        let second = self.second.map(|_| two(fields.second));
        let text = join([hour, minute, second], ":");
        match self.hour {
            Some(_) if !self.hour_24 => {
                let half = if fields.hour < 12 { "AM" } else { "PM" };
                format!("{text} {half}")
            }
            _ => text,
        }
    }
}

fn join<const N: usize>(parts: [Option<String>; N], separator: &str) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(separator)
}

fn padded(value: i64, style: Style) -> String {
    match style {
        Style::TwoDigit => format!("{value:02}"),
        _ => value.to_string(),
    }
}

fn shortened(name: &str, style: Style) -> String {
    let length = match style {
        Style::Short => 3,
        Style::Narrow => 1,
        _ => name.len(),
    };
    name.chars().take(length).collect()
}

/// A time's text in American English.
pub(super) fn format(
    agent: &mut Agent,
    time: f64,
    options: Value,
    defaults: Defaults,
) -> JsResult<String> {
    let options = Options::read(agent, options, defaults)?;
    if time.is_nan() {
        return Ok(String::from(INVALID));
    }
    let local = match &options.zone {
        Some(zone) => time_in_zone(zone, time as i64),
        None => local_time(agent, time as i64),
    };
    let fields = fields(local.time);
    let (date, time) = (options.date(&fields), options.time(&fields));
    Ok(match (date.is_empty(), time.is_empty()) {
        (_, true) => date,
        (true, _) => time,
        _ if options.month == Some(Style::Long) => format!("{date} at {time}"),
        _ => format!("{date}, {time}"),
    })
}
