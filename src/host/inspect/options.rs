//! How values are shown: the options of `util.inspect`, and its colours.

use crate::engine::{Agent, JsResult, Object, PropertyKey, Value};

/// Which getters are run to show what they give.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Getters {
    /// None: `[Getter]`.
    #[default]
    None,
    /// All.
    All,
    /// Those without a setter.
    WithoutSetter,
    /// Those with a setter.
    WithSetter,
}

/// When entries share a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Compact {
    /// Whenever they fit.
    Always,
    /// In objects that hold at most this many levels (0: never).
    Levels(u32),
}

/// The options of [`util.inspect`](https://nodejs.org/api/util.html#utilinspectobject-options).
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether properties that aren't enumerable are shown.
    pub show_hidden: bool,
    /// How many levels are shown below the outermost; `None` for all.
    pub depth: Option<i64>,
    /// Whether to use terminal colours.
    pub colors: bool,
    /// Whether `[nodejs.util.inspect.custom]` methods are called.
    pub custom_inspect: bool,
    /// Whether proxies are shown as such, with target and handler.
    pub show_proxy: bool,
    /// How many elements of arrays, maps and sets are shown.
    pub max_array_length: usize,
    /// How many code units of a string are shown.
    pub max_string_length: usize,
    /// Where lines are broken, in UTF-16 code units.
    pub break_length: usize,
    /// When entries share a line.
    pub compact: Compact,
    /// Whether entries are sorted.
    pub sorted: bool,
    /// Which getters are run.
    pub getters: Getters,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            show_hidden: false,
            depth: Some(2),
            colors: false,
            custom_inspect: true,
            show_proxy: false,
            max_array_length: 100,
            max_string_length: 10_000,
            break_length: 80,
            compact: Compact::Levels(3),
            sorted: false,
            getters: Getters::None,
        }
    }
}

impl Options {
    /// Takes over what an options object of a script says. Reading it can run getters.
    pub fn update(&mut self, agent: &mut Agent, given: Object) -> JsResult<()> {
        if let Some(value) = option(agent, given, "showHidden")? {
            self.show_hidden = agent.to_boolean(value);
        }
        if let Some(value) = option(agent, given, "depth")? {
            self.depth = match value.as_number() {
                Some(depth) if depth.is_finite() => Some(depth as i64),
                Some(depth) if depth == f64::NEG_INFINITY => Some(-1),
                _ => None,
            };
        }
        if let Some(value) = option(agent, given, "colors")? {
            self.colors = agent.to_boolean(value);
        }
        if let Some(value) = option(agent, given, "customInspect")? {
            self.custom_inspect = agent.to_boolean(value);
        }
        if let Some(value) = option(agent, given, "showProxy")? {
            self.show_proxy = agent.to_boolean(value);
        }
        if let Some(value) = option(agent, given, "maxArrayLength")? {
            self.max_array_length = limit(value);
        }
        if let Some(value) = option(agent, given, "maxStringLength")? {
            self.max_string_length = limit(value);
        }
        if let Some(value) = option(agent, given, "breakLength")? {
            self.break_length = limit(value);
        }
        if let Some(value) = option(agent, given, "compact")? {
            self.compact = match (value.as_bool(), value.as_number()) {
                (Some(true), _) => Compact::Always,
                (_, Some(levels)) => Compact::Levels(levels as u32),
                _ => Compact::Levels(0),
            };
        }
        if let Some(value) = option(agent, given, "sorted")? {
            self.sorted = agent.to_boolean(value);
        }
        if let Some(value) = option(agent, given, "getters")? {
            self.getters = match value.as_string() {
                Some(which) => match agent.heap.utf8(which).as_str() {
                    "get" => Getters::WithoutSetter,
                    "set" => Getters::WithSetter,
                    _ => Getters::None,
                },
                None if value == Value::TRUE => Getters::All,
                None => Getters::None,
            };
        }
        Ok(())
    }

    /// The options as an object for a script, for custom inspection methods.
    pub(super) fn to_object(
        &self,
        agent: &mut Agent,
        stylize: Value,
        depth: Option<i64>,
    ) -> Object {
        let object = agent.new_plain_object(13);
        let compact = match self.compact {
            Compact::Always => Value::TRUE,
            Compact::Levels(0) => Value::FALSE,
            Compact::Levels(levels) => Value::from_u32(levels),
        };
        let getters = match self.getters {
            Getters::None => Value::FALSE,
            Getters::All => Value::TRUE,
            Getters::WithoutSetter => agent.heap.new_string("get").value(),
            Getters::WithSetter => agent.heap.new_string("set").value(),
        };
        let depth = depth.map_or(Value::double(f64::INFINITY), |depth| {
            Value::number(depth as f64)
        });
        let entries = [
            ("stylize", stylize),
            ("showHidden", Value::bool(self.show_hidden)),
            ("depth", depth),
            ("colors", Value::bool(self.colors)),
            ("customInspect", Value::bool(self.custom_inspect)),
            ("showProxy", Value::bool(self.show_proxy)),
            ("maxArrayLength", count(self.max_array_length)),
            ("maxStringLength", count(self.max_string_length)),
            ("breakLength", count(self.break_length)),
            ("compact", compact),
            ("sorted", Value::bool(self.sorted)),
            ("getters", getters),
            ("numericSeparator", Value::FALSE),
        ];
        for (name, value) in entries {
            let key = agent.heap.property_key_of_str(name);
            let flags = crate::engine::PropertyFlags::DATA;
            agent.heap.add_property(object, key, flags, value);
        }
        object
    }
}

/// An option that is there and not `undefined`.
fn option(agent: &mut Agent, given: Object, name: &str) -> JsResult<Option<Value>> {
    let key: PropertyKey = agent.heap.property_key_of_str(name);
    let value = agent.get(given, key)?;
    Ok((!value.is_undefined()).then_some(value))
}

/// A limit: numbers below 0 mean 0, `null` and infinity mean none.
fn limit(value: Value) -> usize {
    match value.as_number() {
        Some(number) if number.is_infinite() && number > 0.0 => usize::MAX,
        Some(number) => number as usize,
        None => usize::MAX,
    }
}

fn count(limit: usize) -> Value {
    if limit == usize::MAX {
        Value::double(f64::INFINITY)
    } else {
        Value::from_usize(limit)
    }
}

/// What a piece of text is, for its colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// Functions, `[Object]`, `[Circular *1]`.
    Special,
    /// Numbers, bigints and booleans.
    Number,
    /// `undefined` and what isn't there.
    Undefined,
    /// `null`
    Null,
    /// Strings and symbols.
    String,
    /// Dates.
    Date,
    /// Regular expressions.
    RegExp,
    /// Module names.
    Module,
    /// Plain names: no colour.
    Name,
}

impl Style {
    /// The style that a name given to `stylize` means.
    pub fn from_name(name: &str) -> Style {
        match name {
            "special" => Style::Special,
            "number" | "bigint" | "boolean" => Style::Number,
            "undefined" => Style::Undefined,
            "null" => Style::Null,
            "string" | "symbol" => Style::String,
            "date" => Style::Date,
            "regexp" => Style::RegExp,
            "module" => Style::Module,
            _ => Style::Name,
        }
    }

    /// The escape sequences before and after.
    fn codes(self) -> Option<(u8, u8)> {
        match self {
            Style::Special => Some((36, 39)),
            Style::Number => Some((33, 39)),
            Style::Undefined => Some((90, 39)),
            Style::Null => Some((1, 22)),
            Style::String => Some((32, 39)),
            Style::Date => Some((35, 39)),
            Style::RegExp => Some((31, 39)),
            Style::Module => Some((4, 24)),
            Style::Name => None,
        }
    }

    /// The text in this style.
    pub fn apply(self, text: &str) -> String {
        match self.codes() {
            Some((on, off)) => format!("\x1b[{on}m{text}\x1b[{off}m"),
            None => text.to_string(),
        }
    }
}
