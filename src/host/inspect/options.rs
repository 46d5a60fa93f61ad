//! How values are shown: the options of `util.inspect`, and its colours.

use crate::engine::{Agent, HostData, JsResult, Object, Tracer, Value};

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
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Compact {
    /// Whenever they fit.
    Always,
    /// In objects that hold at most this many levels (0: never).
    Levels(f64),
}

/// In which order entries are shown.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub enum Sorted {
    /// As they come.
    #[default]
    No,
    /// By their text.
    ByText,
    /// By a script's function. The code that sets it keeps it alive.
    By(Value),
}

/// The options of [`util.inspect`](https://nodejs.org/api/util.html#utilinspectobject-options).
///
/// The limits are numbers as a script gave them: they may be fractions, negative or NaN, which is
/// what `undefined` counts as and what no length exceeds.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether properties that aren't enumerable are shown.
    pub show_hidden: bool,
    /// How many levels are shown below the outermost; `None` for all.
    pub depth: Option<f64>,
    /// Whether to use terminal colours.
    pub colors: bool,
    /// Whether `[nodejs.util.inspect.custom]` methods are called.
    pub custom_inspect: bool,
    /// Whether proxies are shown as such, with target and handler.
    pub show_proxy: bool,
    /// How many elements of arrays, maps and sets are shown.
    pub max_array_length: f64,
    /// How many code units of a string are shown.
    pub max_string_length: f64,
    /// Where lines are broken, in UTF-16 code units.
    pub break_length: f64,
    /// When entries share a line.
    pub compact: Compact,
    /// In which order entries are shown.
    pub sorted: Sorted,
    /// Which getters are run.
    pub getters: Getters,
    /// Whether digits are grouped by threes.
    pub numeric_separator: bool,
    /// The options object of the script, where it has more than these: custom inspection methods
    /// get that too. The code that sets it keeps it alive.
    pub extra: Option<Object>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            show_hidden: false,
            depth: Some(2.0),
            colors: false,
            custom_inspect: true,
            show_proxy: false,
            max_array_length: 100.0,
            max_string_length: 10_000.0,
            break_length: 80.0,
            compact: Compact::Levels(3.0),
            sorted: Sorted::No,
            getters: Getters::None,
            numeric_separator: false,
            extra: None,
        }
    }
}

/// The names of the options.
const NAMES: &[&str] = &[
    "showHidden",
    "depth",
    "colors",
    "customInspect",
    "showProxy",
    "maxArrayLength",
    "maxStringLength",
    "breakLength",
    "compact",
    "sorted",
    "getters",
    "numericSeparator",
    "stylize",
];

/// What `util.inspect.defaultOptions` was set to.
struct DefaultOptions(Options);

impl HostData for DefaultOptions {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Sorted::By(compare) = self.0.sorted {
            tracer.mark(compare);
        }
        if let Some(extra) = self.0.extra {
            tracer.mark_object(extra);
        }
    }
}

/// Sets what options there are where none are given.
pub fn set_default_options(agent: &mut Agent, options: Options) {
    agent.set_slot(DefaultOptions(options));
}

impl Options {
    /// The options where none are given.
    pub fn of(agent: &Agent) -> Options {
        match agent.slot::<DefaultOptions>() {
            Some(options) => options.0.clone(),
            None => Options::default(),
        }
    }

    /// Takes over what an options object of a script says: its own enumerable properties. Reading
    /// them can run getters. The object and its values are kept.
    pub fn update(&mut self, agent: &mut Agent, given: Object) -> JsResult<()> {
        agent.keep_object(given);
        for key in agent.enumerable_own_keys(given)? {
            let name = agent.heap.key_for_message(key);
            // What isn't an option isn't read.
            if !NAMES.contains(&name.as_str()) {
                self.extra = Some(given);
                continue;
            }
            let value = agent.get(given, key)?;
            agent.keep(value);
            match name.as_str() {
                "showHidden" => self.show_hidden = agent.heap.to_boolean(value),
                "depth" => self.depth = (!value.is_null()).then_some(limit(agent, value)),
                "colors" => self.colors = agent.heap.to_boolean(value),
                "customInspect" => self.custom_inspect = agent.heap.to_boolean(value),
                "showProxy" => self.show_proxy = agent.heap.to_boolean(value),
                "maxArrayLength" => self.max_array_length = length_limit(agent, value),
                "maxStringLength" => self.max_string_length = length_limit(agent, value),
                "breakLength" => self.break_length = limit(agent, value),
                "compact" => {
                    self.compact = match value.as_number() {
                        _ if value == Value::TRUE => Compact::Always,
                        levels => Compact::Levels(levels.unwrap_or(0.0)),
                    };
                }
                "sorted" => {
                    self.sorted = match value {
                        Value::TRUE => Sorted::ByText,
                        value if agent.heap.to_boolean(value) => Sorted::By(value),
                        _ => Sorted::No,
                    };
                }
                "getters" => self.getters = which_getters(agent, value),
                "numericSeparator" => self.numeric_separator = agent.heap.to_boolean(value),
                _ => {}
            }
        }
        Ok(())
    }

    /// The options as an object for a script, for custom inspection methods; `bare` for an object
    /// that isn't of this realm: without a prototype, and with nothing but primitives.
    pub(super) fn to_object(
        &self,
        agent: &mut Agent,
        stylize: Value,
        bare: bool,
    ) -> JsResult<Object> {
        let object = match bare {
            true => agent.heap.ordinary_object_create(Value::NULL),
            false => agent.new_plain_object(13),
        };
        agent.keep_object(object);
        let compact = match self.compact {
            Compact::Always => Value::TRUE,
            Compact::Levels(0.0) => Value::FALSE,
            Compact::Levels(levels) => Value::number(levels),
        };
        let getters = match self.getters {
            Getters::None => Value::FALSE,
            Getters::All => Value::TRUE,
            Getters::WithoutSetter => agent.heap.new_string("get").value(),
            Getters::WithSetter => agent.heap.new_string("set").value(),
        };
        agent.keep(getters);
        let sorted = match self.sorted {
            Sorted::No => Value::FALSE,
            Sorted::ByText => Value::TRUE,
            Sorted::By(compare) => compare,
        };
        let entries = [
            ("stylize", stylize),
            ("showHidden", Value::bool(self.show_hidden)),
            ("depth", self.depth.map_or(Value::NULL, Value::number)),
            ("colors", Value::bool(self.colors)),
            ("customInspect", Value::bool(self.custom_inspect)),
            ("showProxy", Value::bool(self.show_proxy)),
            ("maxArrayLength", Value::number(self.max_array_length)),
            ("maxStringLength", Value::number(self.max_string_length)),
            ("breakLength", Value::number(self.break_length)),
            ("compact", compact),
            ("sorted", sorted),
            ("getters", getters),
            ("numericSeparator", Value::bool(self.numeric_separator)),
        ];
        for (name, value) in entries {
            if bare && name == "sorted" && value.is_object() {
                continue;
            }
            let key = agent.heap.property_key_of_str(name);
            agent.create_data_property(object, key, value)?;
        }
        let Some(extra) = self.extra else {
            return Ok(object);
        };
        for key in agent.enumerable_own_keys(extra)? {
            let value = agent.get(extra, key)?;
            if !bare || !value.is_object() {
                agent.create_data_property(object, key, value)?;
            }
        }
        Ok(object)
    }
}

fn which_getters(agent: &Agent, value: Value) -> Getters {
    match value.as_string() {
        Some(which) => match agent.heap.utf8(which).as_str() {
            "get" => Getters::WithoutSetter,
            "set" => Getters::WithSetter,
            _ => Getters::None,
        },
        None if value == Value::TRUE => Getters::All,
        None => Getters::None,
    }
}

/// A limit as JavaScript compares with it.
fn limit(agent: &Agent, value: Value) -> f64 {
    match (value.as_number(), value.as_string()) {
        (Some(number), _) => number,
        (_, Some(text)) => agent.heap.string_to_number(text),
        _ if value == Value::TRUE => 1.0,
        _ if value == Value::FALSE || value.is_null() => 0.0,
        _ => f64::NAN,
    }
}

/// As [`limit`]; `null` means none.
fn length_limit(agent: &Agent, value: Value) -> f64 {
    match value.is_null() {
        true => f64::INFINITY,
        false => limit(agent, value),
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
