//! What was called and isn't a function, or a constructor.

use super::nullish::{explain_known_nothing, explain_nothing, of_promise};
use super::scene::{
    Property, Scene, class_name, function_kind, function_name, is_promise, property,
    property_names, similar, sort,
};
use crate::engine::{Agent, FunctionKind, Kind, Remark, Value};
use crate::source::Span;
use crate::syntax::ast::expression::{
    Argument, CallExpression, Expression, MemberExpression, MemberProperty, NewExpression,
};

impl<'a> Scene<'_, '_, 'a> {
    /// The call at the place of the failure.
    pub(super) fn call_here(&self) -> Option<&'a CallExpression<'a>> {
        let position = self.failure.position;
        self.nodes.expressions.iter().find_map(|node| match node {
            Expression::Call(node) if self.probe.call_position(node) == position => Some(*node),
            _ => None,
        })
    }

    /// The `new` at the place of the failure.
    pub(super) fn new_here(&self) -> Option<&'a NewExpression<'a>> {
        let position = self.failure.position;
        self.nodes.expressions.iter().find_map(|node| match node {
            Expression::New(node) if node.span.start == position => Some(*node),
            _ => None,
        })
    }
}

/// `x is not a function`
pub(super) fn not_a_function(scene: &mut Scene<'_, '_, '_>, message: &str) -> Option<Remark> {
    if scene.failure.native.is_some() {
        return not_a_callback(scene, message);
    }
    let call = scene.call_here()?;
    if let Some(remark) = missing_semicolon(scene, call) {
        return Some(remark);
    }
    match call.callee.without_parentheses() {
        Expression::Member(node) => not_a_method(scene, node, call),
        Expression::Call(inner) => {
            explain_known_nothing(scene, Expression::Call(inner), "undefined")
        }
        callee => {
            let value = scene.value_of(callee)?;
            if scene.agent().heap.is_callable(value) {
                return None;
            }
            let what = scene.quoted(callee.span(), "this");
            if value.is_nullish() {
                let nothing = scene.sort(value);
                return explain_nothing(scene, callee, &nothing);
            }
            let source = scene.probe.source.clone();
            let is = scene.sort(value);
            let remark = Remark::new(&source, callee.span(), format!("{what} is {is}"));
            Some(match default_export(scene, value) {
                Some(()) => remark.with_advice(format!(
                    "the function is its property `default`: `{}.default(...)`",
                    what.trim_matches('`')
                )),
                None => match callee {
                    Expression::Identifier(node) => {
                        let declared = scene.probe.declaration(node.resolution.get());
                        match declared.filter(|it| it.span.start < it.span.end) {
                            Some(it) => remark.with_other(it.span, "declared here"),
                            None => remark,
                        }
                    }
                    _ => remark,
                },
            })
        }
    }
}

/// Whether an object has a function as its `default`.
fn default_export(scene: &mut Scene<'_, '_, '_>, value: Value) -> Option<()> {
    value.as_object()?;
    let key = scene.agent().heap.property_key_of_str("default");
    match property(scene.agent(), value, key) {
        Property::Value(value, _) if scene.agent().heap.is_callable(value) => Some(()),
        _ => None,
    }
}

/// A line that begins with a bracket goes on with the one before.
fn missing_semicolon<'a>(
    scene: &mut Scene<'_, '_, 'a>,
    call: &'a CallExpression<'a>,
) -> Option<Remark> {
    let end = call.callee.span().end;
    let source = scene.probe.source.clone();
    let between = source.slice(Span::new(end, call.span.end));
    let blank = between.len() - between.trim_start().len();
    if !between[..blank].contains('\n') || !between.trim_start().starts_with('(') {
        return None;
    }
    let bracket = end + blank as u32;
    let (line, _) = source.line_column(end);
    Some(
        Remark::new(
            &source,
            Span::new(bracket, bracket + 1),
            "this calls what the line before ends with",
        )
        .with_advice(format!("end line {line} with a `;`")),
    )
}

/// What other languages and other classes call a method: the name, what has none of that name, and
/// what to write.
const OTHER_NAMES: &[(&str, &str, &str)] = &[
    ("add", "an array", "push"),
    ("append", "an array", "push"),
    ("contains", "an array", "includes"),
    ("contains", "a string", "includes"),
    ("has", "an array", "includes"),
    ("size", "an array", "length"),
    ("size", "a string", "length"),
    ("count", "an array", "length"),
    ("each", "an array", "forEach"),
    ("select", "an array", "filter"),
    ("where", "an array", "filter"),
    ("collect", "an array", "map"),
    ("first", "an array", "at(0)"),
    ("last", "an array", "at(-1)"),
    ("upper", "a string", "toUpperCase()"),
    ("lower", "a string", "toLowerCase()"),
    ("strip", "a string", "trim()"),
    ("reverse", "a string", "split(\"\").reverse().join(\"\")"),
    ("push", "a `Set`", "add"),
    ("append", "a `Set`", "add"),
    ("includes", "a `Set`", "has"),
    ("contains", "a `Set`", "has"),
    ("add", "a `Map`", "set"),
    ("put", "a `Map`", "set"),
    ("includes", "a `Map`", "has"),
];

/// Methods of arrays that other things are taken to have.
const OF_ARRAYS: &[&str] = &[
    "map",
    "filter",
    "reduce",
    "forEach",
    "find",
    "findIndex",
    "some",
    "every",
    "sort",
    "slice",
    "join",
    "push",
    "pop",
    "shift",
    "concat",
    "includes",
    "indexOf",
    "reverse",
    "flatMap",
    "flat",
    "at",
];

fn not_a_method<'a>(
    scene: &mut Scene<'_, '_, 'a>,
    node: &'a MemberExpression<'a>,
    call: &'a CallExpression<'a>,
) -> Option<Remark> {
    let source = scene.probe.source.clone();
    let holder = scene.quoted(node.object.span(), "the object");
    let name = scene.key_text(node)?;
    if scene.is_arguments(node.object) {
        let place = node.object.span();
        return OF_ARRAYS.contains(&name.as_str()).then(|| {
            Remark::new(&source, place, "`arguments` is no array")
                .with_advice("a rest parameter is one: `function f(...values)`")
        });
    }
    let Some(object) = scene.value_of(node.object) else {
        return match scene.gives_promise(node.object) {
            true => Some(used_promise(scene, node.object, &holder)),
            false => None,
        };
    };
    let key = scene.key_of(node)?;
    let found = property(scene.agent(), object, key);
    let method = node.property.span();
    match found {
        Property::Value(value, _) if !scene.agent().heap.is_callable(value) => {
            if value.is_nullish() {
                let nothing = scene.sort(value);
                let text = format!("{holder} has `{name}`, but its value is {nothing}");
                return Some(Remark::new(&source, method, text));
            }
            let is = scene.sort(value);
            let what = scene.quoted(node.span, "this");
            let remark = Remark::new(&source, node.span, format!("{what} is {is}"));
            return Some(match call.arguments {
                [] => remark.with_advice("it is read without `()`"),
                _ => remark,
            });
        }
        Property::Missing => {}
        _ => return None,
    }
    if is_promise(scene.agent(), object) {
        return Some(used_promise(scene, node.object, &holder));
    }
    let is = kind_of(scene, object);
    let text = format!("{holder} is {is}, which has no `{name}`");
    if let MemberProperty::Private(_) = node.property {
        return None;
    }
    let remark = Remark::new(&source, method, text);
    let advice = of_class(scene, object, &name, &holder)
        .or_else(|| other_name(&is, &name))
        .or_else(|| misspelt(scene, object, &name))
        .or_else(|| as_array(scene, object, &name, &holder))
        .or_else(|| listed(scene, object));
    Some(match advice {
        Some(advice) => remark.with_advice(advice),
        None => remark,
    })
}

/// What is said of a promise that is used as if it were its value.
pub(super) fn used_promise<'a>(
    scene: &Scene<'_, '_, 'a>,
    promise: Expression<'a>,
    holder: &str,
) -> Remark {
    let reason = of_promise(scene, holder);
    Remark {
        advice: reason.advice,
        ..Remark::new(&scene.probe.source, promise.span(), reason.because)
    }
}

/// What a value is, without the value.
fn kind_of(scene: &mut Scene<'_, '_, '_>, value: Value) -> String {
    match value {
        _ if value.as_string().is_some() => String::from("a string"),
        _ if value.is_number() => String::from("a number"),
        _ => sort(scene.agent(), value),
    }
}

/// A method of the instances that a class is asked for, or the other way round.
fn of_class(
    scene: &mut Scene<'_, '_, '_>,
    object: Value,
    name: &str,
    holder: &str,
) -> Option<String> {
    let agent = scene.agent();
    let is_function = |agent: &mut Agent, holder: Value, name: &str| {
        let key = agent.heap.property_key_of_str(name);
        match property(agent, holder, key) {
            Property::Value(value, _) => agent.heap.is_callable(value).then_some(value),
            _ => None,
        }
    };
    if agent.heap.is_callable(object) {
        agent.heap.function_code(object)?;
        let key = agent.names.prototype;
        let Property::Value(prototype, _) = property(agent, object, key) else {
            return None;
        };
        prototype.as_object()?;
        is_function(agent, prototype, name)?;
        let class = holder.trim_matches('`');
        return Some(format!("its instances have it: `new {class}().{name}()`"));
    }
    object.as_object()?;
    let key = agent.names.constructor;
    let Property::Value(class, _) = property(agent, object, key) else {
        return None;
    };
    agent.heap.function_code(class)?;
    is_function(agent, class, name)?;
    let class = function_name(agent, class)?;
    Some(format!("it is static: `{class}.{name}(...)`"))
}

fn other_name(is: &str, name: &str) -> Option<String> {
    let is = if is.starts_with("the string") {
        "a string"
    } else {
        is
    };
    let mut known = OTHER_NAMES.iter();
    let (.., other) = known.find(|(other, of, _)| *other == name && *of == is)?;
    Some(format!("{is} has `{other}` for that"))
}

fn misspelt(scene: &mut Scene<'_, '_, '_>, object: Value, name: &str) -> Option<String> {
    let (own, inherited) = property_names(scene.agent(), object)?;
    let known = own.iter().chain(&inherited).map(String::as_str);
    let meant = similar(name, known)?;
    Some(format!("did you mean `{meant}`?"))
}

/// What an object has, if that is little.
fn listed(scene: &mut Scene<'_, '_, '_>, object: Value) -> Option<String> {
    let is_plain = class_name(scene.agent(), object).as_deref() == Some("Object");
    let (own, _) = property_names(scene.agent(), object).filter(|_| is_plain)?;
    match own.len() {
        0 => Some(String::from("the object is empty")),
        1..=6 => Some(format!("it has: {}", own.join(", "))),
        _ => None,
    }
}

/// What to write for something that isn't an array, but can be made one.
fn as_array(
    scene: &mut Scene<'_, '_, '_>,
    object: Value,
    name: &str,
    holder: &str,
) -> Option<String> {
    if name == "toFixed" && object.as_string().is_some() {
        let holder = holder.trim_matches('`');
        return Some(format!("`Number({holder})` makes a number of it"));
    }
    if !OF_ARRAYS.contains(&name) {
        return None;
    }
    let holder = match holder.starts_with('`') {
        true => holder.trim_matches('`'),
        false => return None,
    };
    if object.as_string().is_some() {
        return Some(format!("`[...{holder}]` is an array of its characters"));
    }
    if object.is(Kind::Arguments) {
        return Some(format!("`[...{holder}]` is an array"));
    }
    let value = object.as_object()?;
    if scene.agent().heap.is_callable(object) || value.is(Kind::TypedArray) {
        return None;
    }
    match class_name(scene.agent(), object).as_deref() {
        Some("Map") => Some(format!(
            "`[...{holder}]` is an array of its entries, `[...{holder}.values()]` of their values"
        )),
        Some("Set") => Some(format!("`[...{holder}]` is an array of its values")),
        Some("Object") => match name {
            "push" | "pop" | "shift" | "concat" => None,
            _ => Some(format!(
                "`Object.values({holder})` and `Object.entries({holder})` are arrays"
            )),
        },
        _ => None,
    }
}

/// What isn't a function, where one is given to a function of the language.
fn not_a_callback(scene: &mut Scene<'_, '_, '_>, message: &str) -> Option<Remark> {
    let arguments = match scene.call_here() {
        Some(call) => call.arguments,
        None => scene.new_here()?.arguments,
    };
    let given = arguments.first();
    let (_, values) = scene.failure.native.as_ref()?;
    let Some(Argument::Expression(given)) = given else {
        return None;
    };
    let value = *values.first()?;
    let shown = scene.agent().value_for_message(value);
    let named = scene.agent().call_site_for_message(value);
    if !(message.starts_with(&shown) || message.starts_with(&named))
        || scene.agent().heap.is_callable(value)
    {
        return None;
    }
    let source = scene.probe.source.clone();
    let is = scene.sort(value);
    match given.without_parentheses() {
        Expression::Call(call) => {
            let callee = scene.quoted(call.callee.span(), "the function itself");
            let remark = Remark::new(
                &source,
                given.span(),
                format!("the function is called here, and what it gives, {is}, is passed on"),
            );
            let whole = scene.quoted(given.span(), "the call");
            Some(match call.arguments {
                [] => remark.with_advice(format!("pass {callee} without `()`")),
                _ if whole.starts_with('`') => remark.with_advice(format!(
                    "pass a function that calls it: `() => {}`",
                    whole.trim_matches('`')
                )),
                _ => remark.with_advice("pass a function that calls it: `() => ...`"),
            })
        }
        _ => {
            let what = scene.quoted(given.span(), "this");
            let text = match what == format!("`{is}`") {
                true => String::from("this is no function"),
                false => format!("{what} is {is}, and a function is needed here"),
            };
            Some(Remark::new(&source, given.span(), text))
        }
    }
}

/// `x is not a constructor`
pub(super) fn not_a_constructor(scene: &mut Scene<'_, '_, '_>) -> Option<Remark> {
    let node = scene.new_here()?;
    let callee = node.callee.without_parentheses();
    let value = scene.value_of(callee)?;
    let source = scene.probe.source.clone();
    let what = scene.quoted(callee.span(), "this");
    if value.is_nullish() {
        let nothing = scene.sort(value);
        return explain_nothing(scene, callee, &nothing);
    }
    let remark = |text: String| Remark::new(&source, callee.span(), text);
    if !scene.agent().heap.is_callable(value) {
        let is = scene.sort(value);
        let said = remark(format!("{what} is {is}, not a class"));
        return Some(match default_export(scene, value) {
            Some(()) => said.with_advice(format!(
                "the class is its property `default`: `new {}.default(...)`",
                what.trim_matches('`')
            )),
            None => said,
        });
    }
    let Some(kind) = function_kind(scene.agent(), value) else {
        return match scene.agent().is_constructor(value) {
            true => None,
            false => Some(remark(format!("{what} is called without `new`"))),
        };
    };
    match kind {
        FunctionKind::Arrow => Some(
            remark(format!(
                "{what} is an arrow function, which can't be used with `new`"
            ))
            .with_advice("write it as a `class`, or as a `function`"),
        ),
        FunctionKind::Method => Some(remark(format!(
            "{what} is a method, which can't be used with `new`"
        ))),
        FunctionKind::Generator | FunctionKind::AsyncGenerator => Some(remark(format!(
            "{what} is a generator function, which is called without `new`"
        ))),
        FunctionKind::Async => Some(remark(format!(
            "{what} is an async function, which is called without `new`"
        ))),
        FunctionKind::Normal
        | FunctionKind::ClassConstructor
        | FunctionKind::DerivedConstructor => None,
    }
}

/// `Class constructor A cannot be invoked without 'new'`
pub(super) fn without_new(scene: &mut Scene<'_, '_, '_>) -> Option<Remark> {
    let call = scene.call_here()?;
    let callee = call.callee.without_parentheses();
    let source = scene.probe.source.clone();
    let what = scene.quoted(callee.span(), "this");
    let remark = Remark::new(
        &source,
        callee.span(),
        format!("{what} is a class, and an instance is made with `new`"),
    );
    Some(match what.starts_with('`') {
        true => remark.with_advice(format!("write `new {}(...)`", what.trim_matches('`'))),
        false => remark,
    })
}

/// `Must call super constructor in derived class before accessing 'this' ...`
pub(super) fn before_super(scene: &mut Scene<'_, '_, '_>) -> Option<Remark> {
    let position = scene.failure.position;
    let this = scene.nodes.expressions.iter().find_map(|node| match node {
        Expression::This(span) if span.start == position => Some(*span),
        _ => None,
    })?;
    let source = scene.probe.source.clone();
    Some(
        Remark::new(
            &source,
            this,
            "there is no `this` before the class that is extended has made it",
        )
        .with_advice("call `super(...)` first"),
    )
}
