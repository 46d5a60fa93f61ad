//! The binding `util`: what scripts can't see of objects and of the running calls.

use crate::engine::{
    Agent, Call, JsResult, Kind, Method, Object, OwnProperty, PropertyFlags, PropertyKey,
    StackFrame, StackStart, Value,
};

const METHODS: &[Method] = &[
    Method::new("ownNonIndexProperties", 1, own_non_index_properties),
    Method::new("callSites", 2, call_sites),
];

/// Makes an object with the functions.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods_with(binding, METHODS, PropertyFlags::DATA);
    Ok(binding)
}

/// `ownNonIndexProperties(object)`: the names of the own enumerable properties that are no elements.
fn own_non_index_properties(agent: &mut Agent, call: Call) -> JsResult {
    let Some(object) = call.arg(0).as_object() else {
        return Ok(agent.new_array(Vec::new()).value());
    };
    let mut keys = Vec::new();
    if object.is(Kind::Proxy) {
        for key in agent.own_property_keys(object)? {
            agent.poll()?;
            if agent
                .get_own_property(object, key)?
                .is_some_and(OwnProperty::is_enumerable)
            {
                keys.push(key);
            }
        }
    } else {
        agent.heap.enumerable_names(object, &mut keys);
    }
    keys.retain(|key: &PropertyKey| key.as_atom().is_some());
    agent.poll_work(keys.len() / 8)?;
    let names = keys.into_iter().map(|key| agent.heap.key_to_value(key));
    let names = names.collect();
    Ok(agent.new_array(names).value())
}

/// The innermost frames below a function, at most `count`, whatever `Error.stackTraceLimit` says.
pub(super) fn frames_below(agent: &mut Agent, function: Value, count: usize) -> Vec<StackFrame> {
    let limit = std::mem::replace(&mut agent.errors.stack_trace_limit, count);
    let frames = agent.capture_stack(StackStart::Below(function));
    agent.errors.stack_trace_limit = limit;
    frames
}

/// `callSites(count, below)`: the frames under a function, as
/// [util.getCallSites](https://nodejs.org/api/util.html#utilgetcallsitesframecount-options) gives them.
fn call_sites(agent: &mut Agent, call: Call) -> JsResult {
    let count = call.arg(0).as_number().unwrap_or(0.0).max(0.0) as usize;
    let frames = frames_below(agent, call.arg(1), count);
    let mut sites = Vec::with_capacity(frames.len());
    for frame in &frames {
        agent.poll()?;
        let name = agent.frame_function_name(frame).unwrap_or_default();
        let (script, line, column) = match agent.frame_source(frame) {
            Some((source, line, column)) => (String::from(source.name()), line, column),
            None => (String::new(), 0, 0),
        };
        let site = agent.heap.ordinary_object_create(Value::NULL);
        let name = agent.heap.new_string(&name).value();
        let script = agent.heap.new_string(&script).value();
        let id = agent.heap.new_string("0").value();
        let (line, column) = (f64::from(line), f64::from(column));
        for (key, value) in [
            ("functionName", name),
            ("scriptId", id),
            ("scriptName", script),
            ("lineNumber", Value::number(line)),
            ("columnNumber", Value::number(column)),
            ("column", Value::number(column)),
        ] {
            let key = agent.heap.property_key_of_str(key);
            agent.create_data_property(site, key, value)?;
        }
        sites.push(site.value());
    }
    Ok(agent.new_array(sites).value())
}
