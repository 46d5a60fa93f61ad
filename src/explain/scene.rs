//! The place of a failure: what the expressions there come to, as far as that can be told without
//! running anything.
//!
//! Owns: reading variables and properties, and saying in words what a value is. Whatever isn't known
//! for sure (a getter, a proxy, a call) is unknown.

use super::nodes::Nodes;
use crate::diagnostics::spelling::nearest;
use crate::engine::{
    Agent, Failure, FunctionKind, Intrinsic, Kind, Object, OwnProperty, PropertyKey, Value,
};
use crate::lower::probe::{Probe, Storage};
use crate::source::Span;
use crate::syntax::ast::Goal;
use crate::syntax::ast::expression::{Expression, MemberExpression, MemberProperty, StringValue};

/// Longer texts of expressions aren't quoted.
const LONGEST: usize = 40;

/// So many prototypes are looked at.
const MOST_PROTOTYPES: usize = 32;

/// So many names are compared with a misspelt one.
const MOST_NAMES: usize = 4000;

/// What a property is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Property {
    /// Plain data; whether it may be written.
    Value(Value, bool),
    /// A getter, a setter or both; whether there is a setter.
    Accessor(bool),
    /// There is none.
    Missing,
    /// Only running it could tell.
    Unknown,
}

/// The place of a failure.
pub(super) struct Scene<'p, 'u, 'a> {
    pub(super) probe: &'p mut Probe<'u, 'a>,
    pub(super) failure: &'p Failure,
    pub(super) nodes: Nodes<'a>,
}

impl<'a> Scene<'_, '_, 'a> {
    pub(super) fn agent(&mut self) -> &mut Agent {
        self.probe.agent()
    }

    /// The source of an expression, in backticks; `otherwise` where it is too long.
    pub(super) fn quoted(&self, span: Span, otherwise: &str) -> String {
        let text = self.probe.source.slice(span);
        match text.len() <= LONGEST && !text.contains(['\n', '\r', '`']) {
            true => format!("`{text}`"),
            false => String::from(otherwise),
        }
    }

    /// Whether the code may say `await`.
    pub(super) fn may_await(&self) -> bool {
        match self.probe.function {
            Some(function) => function.is_async,
            None => self.probe.program.goal == Goal::Module,
        }
    }

    /// What an expression came to.
    pub(super) fn value_of(&mut self, expression: Expression<'a>) -> Option<Value> {
        match expression.without_parentheses() {
            Expression::Identifier(node) => match self.probe.storage(node.resolution.get())? {
                Storage::Global => {
                    let key = self.probe.key(node.name);
                    global(self.agent(), key)
                }
                _ if self.is_arguments(expression) => None,
                storage => self.read(storage),
            },
            Expression::This(_) => self.this(),
            Expression::Null(_) => Some(Value::NULL),
            Expression::Number(node) => Some(Value::number(node.value)),
            Expression::Boolean(node) => Some(Value::bool(node.value)),
            Expression::String(node) => match node.value {
                StringValue::Utf8(text) => Some(self.agent().heap.new_string(text).value()),
                StringValue::Utf16(_) => None,
            },
            Expression::Chain(node) => self.value_of(node.expression),
            Expression::Member(node) => {
                let object = self.value_of(node.object)?;
                if object.is_nullish() {
                    // Of an optional chain: whatever else reads this doesn't get any further.
                    return Some(Value::UNDEFINED);
                }
                let key = self.key_of(node)?;
                match property(self.agent(), object, key) {
                    Property::Value(value, _) => Some(value),
                    Property::Missing => Some(Value::UNDEFINED),
                    Property::Accessor(_) | Property::Unknown => None,
                }
            }
            _ => None,
        }
    }

    /// Whether an expression is the `arguments` of a function.
    pub(super) fn is_arguments(&self, expression: Expression<'a>) -> bool {
        match expression.without_parentheses() {
            Expression::Identifier(node) => {
                self.probe.text(node.name) == "arguments"
                    && self.probe.declaration(node.resolution.get()).is_none()
                    && self.probe.info().is_some_and(|info| info.uses.arguments)
            }
            _ => false,
        }
    }

    /// The key that a member expression reads.
    pub(super) fn key_of(&mut self, node: &MemberExpression<'a>) -> Option<PropertyKey> {
        match node.property {
            MemberProperty::Name(name) => Some(self.probe.key(name.name)),
            MemberProperty::Private(_) => None,
            MemberProperty::Computed(key) => {
                let value = self.value_of(key)?;
                let heap = &mut self.agent().heap;
                if let Some(text) = value.as_string() {
                    return Some(heap.property_key(text));
                }
                if value.as_symbol().is_some() || value.as_object().is_some() {
                    return None;
                }
                let text = self.agent().value_for_message(value);
                Some(self.agent().heap.property_key_of_str(&text))
            }
        }
    }

    /// The text of the key that a member expression reads.
    pub(super) fn key_text(&mut self, node: &MemberExpression<'a>) -> Option<String> {
        if let MemberProperty::Private(name) = node.property {
            return Some(format!("#{}", self.probe.text(name.name)));
        }
        let key = self.key_of(node)?;
        Some(self.agent().heap.key_for_message(key))
    }

    fn read(&mut self, storage: Storage) -> Option<Value> {
        let value = match storage {
            Storage::Slot(slot) => *self.failure.slots.get(slot as usize)?,
            Storage::Captured { scope, hops, slot } => {
                let mut scope = *self.failure.slots.get(scope as usize)?;
                let heap = &self.agent().heap;
                for _ in 0..hops {
                    scope = heap.scope_parent(Some(scope).filter(|it| is_scope(*it))?);
                }
                heap.scope_get(Some(scope).filter(|it| is_scope(*it))?, slot as usize)
            }
            Storage::Callee => self.failure.function,
            Storage::Import(place) => place.get(&self.agent().heap),
            Storage::Global => return None,
        };
        is_a_value(value).then_some(value)
    }

    /// `this`, where it is known.
    pub(super) fn this(&mut self) -> Option<Value> {
        let value = match self.probe.function {
            Some(function) if function.is_arrow => {
                let storage = self.probe.outer_this()?;
                self.read(storage)?
            }
            _ => *self.failure.slots.get(1)?,
        };
        is_a_value(value).then_some(value)
    }

    /// What a value is: "an array", "the number 5".
    pub(super) fn sort(&mut self, value: Value) -> String {
        sort(self.agent(), value)
    }

    /// Whether an expression is a call of an async function, which gives a promise.
    pub(super) fn gives_promise(&mut self, expression: Expression<'a>) -> bool {
        let Expression::Call(node) = expression.without_parentheses() else {
            return false;
        };
        let Some(callee) = self.value_of(node.callee) else {
            return false;
        };
        function_kind(self.agent(), callee) == Some(FunctionKind::Async)
            || (self.probe.source.slice(node.callee.span()) == "fetch"
                && self.agent().heap.is_callable(callee))
    }
}

/// Whether it is something that a program can have: not the mark of a variable without a value.
fn is_a_value(value: Value) -> bool {
    !value.is_uninitialized()
        && (value.is_nullish()
            || value.is_bool()
            || value.is_number()
            || value.as_string().is_some()
            || value.as_symbol().is_some()
            || value.is(Kind::BigInt)
            || value.as_object().is_some())
}

fn is_scope(value: Value) -> bool {
    [Kind::Scope3, Kind::Scope7, Kind::Scope15, Kind::ScopeLarge]
        .into_iter()
        .any(|kind| value.is(kind))
}

/// The value of a global name.
fn global(agent: &mut Agent, key: PropertyKey) -> Option<Value> {
    if let Some(binding) = agent.realm.lexicals.get(key) {
        return is_a_value(binding.value).then_some(binding.value);
    }
    let global = agent.realm.global_object.value();
    match property(agent, global, key) {
        Property::Value(value, _) => Some(value),
        _ => None,
    }
}

/// The object that has the properties of a value.
pub(super) fn holder(agent: &Agent, value: Value) -> Option<Object> {
    if let Some(object) = value.as_object() {
        return Some(object);
    }
    let intrinsic = match value {
        _ if value.as_string().is_some() => Intrinsic::StringPrototype,
        _ if value.is_number() => Intrinsic::NumberPrototype,
        _ if value.is_bool() => Intrinsic::BooleanPrototype,
        _ if value.is(Kind::BigInt) => Intrinsic::BigIntPrototype,
        _ if value.as_symbol().is_some() => Intrinsic::SymbolPrototype,
        _ => return None,
    };
    Some(agent.intrinsic(intrinsic))
}

/// A property of a value, own or inherited.
pub(super) fn property(agent: &mut Agent, value: Value, key: PropertyKey) -> Property {
    if let Some(text) = value.as_string() {
        let length = agent.heap.string_length(text);
        match key.as_index() {
            Some(index) if (index as usize) < length => return Property::Unknown,
            _ if key == agent.names.length => {
                return Property::Value(Value::number(f64::from(length as u32)), false);
            }
            _ => {}
        }
    }
    let Some(mut object) = holder(agent, value) else {
        return Property::Unknown;
    };
    for _ in 0..MOST_PROTOTYPES {
        if object.is(Kind::Proxy) {
            return Property::Unknown;
        }
        match agent.get_own_property(object, key) {
            Ok(Some(OwnProperty::Data { value, flags })) => {
                let is_writable = flags.has(crate::engine::PropertyFlags::WRITABLE);
                return Property::Value(value, is_writable);
            }
            Ok(Some(OwnProperty::Accessor { set, .. })) => {
                return Property::Accessor(!set.is_undefined());
            }
            Ok(None) => {}
            Err(throw) => {
                // The value of an export that has none yet.
                let _ = agent.catch(throw);
                return Property::Unknown;
            }
        }
        match agent.heap.prototype(object).as_object() {
            Some(prototype) => object = prototype,
            None => return Property::Missing,
        }
    }
    Property::Unknown
}

/// The names of a value's properties: its own, and those that it inherits. `None` where a proxy has
/// them.
pub(super) fn property_names(
    agent: &mut Agent,
    value: Value,
) -> Option<(Vec<String>, Vec<String>)> {
    let mut next = holder(agent, value);
    let (mut own, mut inherited) = (Vec::new(), Vec::new());
    for depth in 0..MOST_PROTOTYPES {
        let Some(object) = next else { break };
        if object.is(Kind::Proxy) {
            return None;
        }
        let list = match depth == 0 && value.as_object().is_some() {
            true => &mut own,
            false => &mut inherited,
        };
        let keys = match agent.own_property_keys(object) {
            Ok(keys) => keys,
            Err(throw) => {
                let _ = agent.catch(throw);
                return None;
            }
        };
        for key in keys.into_iter().take(MOST_NAMES) {
            if key.as_atom().is_some() {
                list.push(agent.heap.key_for_message(key));
            }
        }
        next = agent.heap.prototype(object).as_object();
    }
    Some((own, inherited))
}

/// The name among some that may be meant by another one.
pub(super) fn similar<'n>(
    name: &str,
    known: impl Iterator<Item = &'n str> + Clone,
) -> Option<String> {
    let same = known
        .clone()
        .find(|known| *known != name && known.eq_ignore_ascii_case(name));
    same.or_else(|| nearest(name, known)).map(String::from)
}

/// The name of the class that an object is of, by the `constructor` that it inherits.
pub(super) fn class_name(agent: &mut Agent, value: Value) -> Option<String> {
    let key = agent.names.constructor;
    let Property::Value(constructor, _) = property(agent, value, key) else {
        return None;
    };
    function_name(agent, constructor).filter(|name| !name.is_empty())
}

/// The name of a function.
pub(super) fn function_name(agent: &mut Agent, function: Value) -> Option<String> {
    if !agent.heap.is_callable(function) {
        return None;
    }
    let key = agent.heap.property_key_of_str("name");
    match property(agent, function, key) {
        Property::Value(name, _) => name.as_string().map(|name| agent.heap.utf8(name)),
        _ => None,
    }
}

/// What sort of function it is, if it is one that is written in JavaScript.
pub(super) fn function_kind(agent: &Agent, value: Value) -> Option<FunctionKind> {
    let number = agent.heap.function_code(value)?;
    Some(agent.codes[number].kind)
}

/// Whether a value is a promise.
pub(super) fn is_promise(agent: &Agent, value: Value) -> bool {
    agent.heap.promise(value).is_some()
}

/// What a value is, in words.
pub(super) fn sort(agent: &mut Agent, value: Value) -> String {
    if value.is_undefined() {
        return String::from("undefined");
    }
    if value.is_null() {
        return String::from("null");
    }
    if let Some(text) = value.as_string() {
        let text = agent.heap.utf8(text);
        return match text.len() <= 20 && !text.contains(char::is_control) {
            true => format!("the string {text:?}"),
            false => String::from("a string"),
        };
    }
    if value.is_number() {
        return format!("the number {}", agent.value_for_message(value));
    }
    if value.is_bool() {
        return agent.value_for_message(value);
    }
    if value.is(Kind::BigInt) {
        return String::from("a BigInt");
    }
    let Some(object) = value.as_object() else {
        return String::from("a symbol");
    };
    if is_promise(agent, value) {
        return String::from("a promise");
    }
    match object.kind() {
        Kind::Array => return String::from("an array"),
        Kind::Generator => return String::from("a generator"),
        Kind::Arguments => return String::from("an `arguments` object"),
        Kind::Namespace => return String::from("a module"),
        Kind::Proxy => return String::from("an object"),
        _ => {}
    }
    if agent.heap.is_callable(value) {
        return match function_kind(agent, value) {
            Some(FunctionKind::ClassConstructor | FunctionKind::DerivedConstructor) => {
                String::from("a class")
            }
            _ => String::from("a function"),
        };
    }
    match class_name(agent, value).as_deref() {
        None | Some("Object") => String::from("an object"),
        Some(name) if !name.starts_with(char::is_uppercase) => String::from("an object"),
        Some(name) if name.starts_with(['A', 'E', 'I', 'O', 'U']) => format!("an `{name}`"),
        Some(name) => format!("a `{name}`"),
    }
}
