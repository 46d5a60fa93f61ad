//! The binding `inspect`: showing values, and format strings.
//! [util.inspect](https://nodejs.org/api/util.html#utilinspectobject-options)

use crate::engine::{Agent, Call, JsResult, Method, Object, PropertyFlags, Value};
use crate::host::errors;
use crate::host::inspect::{self, Options};

const METHODS: &[Method] = &[
    Method::function("format", 0, format),
    Method::function("formatWithOptions", 1, format_with_options),
    Method::new("setDefaultOptions", 1, set_default_options),
];

/// Makes an object with `inspect` and the functions above.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods_with(binding, METHODS, PropertyFlags::DATA);
    let function = inspect::inspect_function(agent);
    agent.define_constant(binding, "inspect", function, PropertyFlags::DATA);
    Ok(binding)
}

/// [util.format(format[, ...args])](https://nodejs.org/api/util.html#utilformatformat-args)
fn format(agent: &mut Agent, call: Call) -> JsResult {
    let options = Options::of(agent);
    formatted(agent, &options, &call, 0)
}

/// [util.formatWithOptions(inspectOptions, format[, ...args])](https://nodejs.org/api/util.html#utilformatwithoptionsinspectoptions-format-args)
fn format_with_options(agent: &mut Agent, call: Call) -> JsResult {
    let Some(given) = call.arg(0).as_object() else {
        let name = "inspectOptions";
        return Err(errors::invalid_argument_type(
            agent,
            name,
            "of type object",
            call.arg(0),
        ));
    };
    let mut options = Options::of(agent);
    options.update(agent, given)?;
    formatted(agent, &options, &call, 1)
}

fn formatted(agent: &mut Agent, options: &Options, call: &Call, from: usize) -> JsResult {
    let values: Vec<Value> = (from..call.len()).map(|index| call.arg(index)).collect();
    let mut text = String::new();
    inspect::format_into(agent, options, &values, &mut text)?;
    Ok(agent.heap.new_string(&text).value())
}

/// What options there are where none are given, for everything that shows values.
fn set_default_options(agent: &mut Agent, call: Call) -> JsResult {
    let mut options = Options::default();
    if let Some(given) = call.arg(0).as_object() {
        options.update(agent, given)?;
    }
    inspect::set_default_options(agent, options);
    Ok(Value::UNDEFINED)
}
