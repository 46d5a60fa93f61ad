//! The hooks for scripts: custom inspection methods, and `inspect` as a function.

use super::inspector::Inspector;
use super::text::spaces;
use super::written::Written;
use super::{Options, Style, inspect, internals};
use crate::builtins::symbol;
use crate::engine::{
    Agent, Call, HostData, Intrinsic, JsResult, Kind, NativeId, Object, OwnProperty, PropertyFlags,
    PropertyKey, Symbol, Text, Tracer, Value,
};
use crate::host::timer_fields;

/// What inspection keeps in the agent.
struct Hooks {
    /// `Symbol.for('nodejs.util.inspect.custom')`
    custom: Symbol,
    /// `util.inspect`
    inspect: Object,
    stylize_plain: NativeId,
    stylize_colors: NativeId,
}

impl HostData for Hooks {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.custom.value());
        tracer.mark_object(self.inspect);
    }
}

/// Makes the hooks; after the built-ins are installed.
pub fn install(agent: &mut Agent) {
    let originals = internals::Originals::new(agent);
    agent.set_slot(originals);
    let name = Text::Latin1(b"nodejs.util.inspect.custom");
    let custom = symbol::registered(agent, name);
    let inspect = agent.new_builtin("inspect", 2, inspect_call);
    let key = agent.heap.property_key_of_str("custom");
    agent
        .heap
        .add_property(inspect, key, PropertyFlags::DATA, custom.value());
    let stylize_plain = agent.register_function("stylize", 2, |agent, call| {
        Ok(agent.to_string(call.arg(0))?.value())
    });
    let stylize_colors = agent.register_function("stylize", 2, |agent, call| {
        let text = agent.to_rust_string(call.arg(0))?;
        let style = agent.to_rust_string(call.arg(1))?;
        let text = Style::from_name(&style).apply(&text);
        Ok(agent.heap.new_string(&text).value())
    });
    agent.set_slot(Hooks {
        custom,
        inspect,
        stylize_plain,
        stylize_colors,
    });
}

/// The function that custom methods get, which is `util.inspect`.
pub fn inspect_function(agent: &Agent) -> Value {
    agent
        .slot::<Hooks>()
        .map_or(Value::UNDEFINED, |hooks| hooks.inspect.value())
}

/// [util.inspect(object[, options])](https://nodejs.org/api/util.html#utilinspectobject-options)
fn inspect_call(agent: &mut Agent, call: Call) -> JsResult {
    let mut options = Options::of(agent);
    match call.arg(1).as_object() {
        Some(given) => options.update(agent, given)?,
        None => {
            // The old form: showHidden, depth, colors.
            options.show_hidden = call.arg(1).as_bool().unwrap_or(false);
            if call.len() > 2 && !call.arg(2).is_undefined() {
                options.depth = call.arg(2).as_number();
            }
            options.colors = call.arg(3).as_bool().unwrap_or(false);
        }
    }
    let text = inspect(agent, call.arg(0), &options)?;
    Ok(agent.heap.new_string(&text).value())
}

impl Inspector {
    /// What an object's own inspection method gives, if it has one. `context` is the proxy that the
    /// object was reached through, or the object.
    pub(super) fn custom(
        &mut self,
        agent: &mut Agent,
        context: Object,
        object: Object,
        depth: f64,
    ) -> JsResult<Option<Written>> {
        if timer_fields::is_scheduled(agent, object) {
            return self.scheduled(agent, object, depth).map(Some);
        }
        let Some((symbol, inspect)) = agent
            .slot::<Hooks>()
            .map(|hooks| (hooks.custom, hooks.inspect))
        else {
            return Ok(None);
        };
        let method = agent.get(object, PropertyKey::symbol(symbol))?;
        agent.keep(method);
        if !agent.heap.is_callable(method)
            || method == inspect.value()
            || is_prototype_object(agent, object)?
        {
            return Ok(None);
        }
        let left = self.options.depth.map(|limit| limit - depth);
        let left = left.map_or(Value::NULL, Value::number);
        let is_foreign = context != object || !is_of_this_realm(agent, context)?;
        let stylize = self.stylize_function(agent);
        agent.keep(stylize);
        if is_foreign && let Some(stylize) = stylize.as_object() {
            agent.materialize_if_function(stylize);
            agent.set_prototype_of(stylize, Value::NULL)?;
        }
        let given = self.options.to_object(agent, stylize, is_foreign)?;
        let arguments = [left, given.value(), inspect.value()];
        let result = agent.call(method, context.value(), &arguments)?;
        if result == context.value() {
            return Ok(None);
        }
        let Some(text) = result.as_string() else {
            return self.value(agent, result, depth, false).map(Some);
        };
        let text = agent.heap.utf8(text);
        let line = format!("\n{}", spaces(self.indentation));
        Ok(Some(text.replace('\n', &line).into()))
    }

    /// A timer shows one level of its fields, an immediate all that the options want.
    fn scheduled(&mut self, agent: &mut Agent, object: Object, depth: f64) -> JsResult<Written> {
        let stand_in = timer_fields::stand_in(agent, object)?;
        let class = self.class(agent, object, depth, None)?;
        if !class.is("Timeout") {
            return self.value(agent, stand_in.value(), depth, false);
        }
        let options = Options {
            depth: Some(0.0),
            custom_inspect: false,
            ..self.options.clone()
        };
        let text = inspect(agent, stand_in.value(), &options)?;
        let line = format!("\n{}", spaces(self.indentation));
        Ok(text.replace('\n', &line).into())
    }

    fn stylize_function(&self, agent: &mut Agent) -> Value {
        let Some(id) = agent
            .slot::<Hooks>()
            .map(|hooks| match self.options.colors {
                true => hooks.stylize_colors,
                false => hooks.stylize_plain,
            })
        else {
            return Value::UNDEFINED;
        };
        agent.new_native(id, [Value::UNDEFINED; 2]).value()
    }
}

/// Whether `Object.prototype` is among an object's prototypes.
fn is_of_this_realm(agent: &mut Agent, object: Object) -> JsResult<bool> {
    let base = agent.intrinsic(Intrinsic::ObjectPrototype);
    let mut current = object;
    loop {
        agent.poll()?;
        let proto = agent.get_prototype_of(current)?;
        if current.is(Kind::Proxy) {
            agent.keep(proto);
        }
        match proto.as_object() {
            Some(proto) if proto == base => return Ok(true),
            Some(proto) => current = proto,
            None => return Ok(false),
        }
    }
}

/// Whether an object is the `prototype` of its own `constructor`.
fn is_prototype_object(agent: &mut Agent, object: Object) -> JsResult<bool> {
    let key = agent.names.constructor;
    let Some(OwnProperty::Data { value, .. }) = agent.get_own_property(object, key)? else {
        return Ok(false);
    };
    if value.is_nullish() {
        return Ok(false);
    }
    agent.keep(value);
    Ok(agent.get_v(value, agent.names.prototype)? == object.value())
}
