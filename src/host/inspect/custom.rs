//! The hooks for scripts: custom inspection methods, and `inspect` as a function.

use super::text::spaces;
use super::{Inspector, Options, Style, inspect, internals, own_property};
use crate::builtins::symbol;
use crate::engine::{
    Agent, Call, HostData, JsResult, NativeId, Object, OwnProperty, PropertyFlags, PropertyKey,
    Symbol, Text, Tracer, Value,
};

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

/// [util.inspect(object[, options])](https://nodejs.org/api/util.html#utilinspectobject-options)
fn inspect_call(agent: &mut Agent, call: Call) -> JsResult {
    let mut options = Options::default();
    match call.arg(1).as_object() {
        Some(given) => options.update(agent, given)?,
        None => {
            // The old form: showHidden, depth, colors.
            options.show_hidden = call.arg(1).as_bool().unwrap_or(false);
            if call.len() > 2 && !call.arg(2).is_undefined() {
                options.depth = call.arg(2).as_number().map(|depth| depth as i64);
            }
            options.colors = call.arg(3).as_bool().unwrap_or(false);
        }
    }
    let text = inspect(agent, call.arg(0), &options)?;
    Ok(agent.heap.new_string(&text).value())
}

impl Inspector {
    /// What an object's own inspection method gives, if it has one.
    pub(super) fn custom(
        &mut self,
        agent: &mut Agent,
        context: Object,
        object: Object,
        depth: i64,
    ) -> JsResult<Option<String>> {
        let Some((symbol, inspect)) = agent
            .slot::<Hooks>()
            .map(|hooks| (hooks.custom, hooks.inspect))
        else {
            return Ok(None);
        };
        let key = PropertyKey::symbol(symbol);
        let method = self.read(agent, object, key)?;
        if !agent.is_callable(method)
            || method == inspect.value()
            || is_prototype_object(agent, object)?
        {
            return Ok(None);
        }
        agent.check_native_stack()?;
        let left = self.options.depth.map(|limit| limit - depth);
        let before = self.held.len();
        self.held.push(method);
        let stylize = self.stylize_function(agent);
        let given = self.options.to_object(agent, stylize, left);
        self.held.push(given.value());
        let left = left.map_or(Value::NULL, |left| Value::number(left as f64));
        let arguments = [left, given.value(), inspect.value()];
        let result = self.call(agent, method, context.value(), &arguments);
        self.held.truncate(before);
        let result = result?;
        if result == context.value() {
            return Ok(None);
        }
        if !result.is_object() || agent.is_callable(result) {
            return match result.as_string() {
                Some(text) => Ok(Some(self.indented(&agent.heap.text(text).to_utf8()))),
                None if result.is_object() => Ok(Some(agent.to_rust_string(result)?)),
                None => Ok(Some(self.primitive(agent, result))),
            };
        }
        let text = self.value(agent, result, depth, false)?;
        Ok(Some(self.indented(&text)))
    }

    fn indented(&self, text: &str) -> String {
        if self.indentation == 0 || !text.contains('\n') {
            return text.to_string();
        }
        text.replace('\n', &format!("\n{}", spaces(self.indentation)))
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

/// Whether an object is the `prototype` of its own `constructor`.
fn is_prototype_object(agent: &mut Agent, object: Object) -> JsResult<bool> {
    let Some(OwnProperty::Data { value, .. }) =
        own_property(agent, object, agent.names.constructor)?
    else {
        return Ok(false);
    };
    let Some(constructor) = value.as_object() else {
        return Ok(false);
    };
    let prototype = own_property(agent, constructor, agent.names.prototype)?;
    Ok(matches!(prototype, Some(OwnProperty::Data { value, .. }) if value == object.value()))
}
