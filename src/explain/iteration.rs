//! What can't be iterated or taken apart.

use super::calls::used_promise;
use super::nullish::{calling_site, explain_known_nothing, explain_nothing};
use super::scene::{Property, Scene, class_name, is_promise, property};
use crate::engine::{FunctionKind, Kind, PropertyKey, Remark, Value};
use crate::syntax::ast::expression::{Argument, ArrayElement, Expression, PropertyKey as Key};
use crate::syntax::ast::pattern::{AssignmentTarget, BindingPattern};

/// What an expression is iterated for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    Loop,
    Spread,
    Pattern,
    /// Of a constructor or function of the language.
    Argument,
}

/// `x is not iterable`
pub(super) fn not_iterable(scene: &mut Scene<'_, '_, '_>) -> Option<Remark> {
    let position = scene.failure.position;
    let mut candidates: Vec<(Expression<'_>, For, u32)> = Vec::new();
    if scene.failure.native.is_some() {
        let arguments = match scene.call_here() {
            Some(call) => call.arguments,
            None => scene.new_here()?.arguments,
        };
        let Some(Argument::Expression(first)) = arguments.first() else {
            return None;
        };
        let (_, values) = scene.failure.native.as_ref()?;
        let value = *values.first()?;
        return explain(scene, *first, value, For::Argument);
    }
    for node in &scene.nodes.loops_over {
        candidates.push((node.iterable, For::Loop, node.span.start));
    }
    for node in &scene.nodes.expressions {
        match node {
            Expression::Array(node) => {
                for element in node.elements {
                    if let ArrayElement::Spread(spread) = element {
                        candidates.push((spread.argument, For::Spread, spread.span.start));
                    }
                }
            }
            Expression::Call(node) => {
                let at = scene.probe.call_position(node);
                for argument in node.arguments {
                    if let Argument::Spread(spread) = argument {
                        candidates.push((spread.argument, For::Spread, at));
                    }
                }
            }
            Expression::New(node) => {
                for argument in node.arguments {
                    if let Argument::Spread(spread) = argument {
                        candidates.push((spread.argument, For::Spread, node.span.start));
                    }
                }
            }
            Expression::Assignment(node) => {
                if let AssignmentTarget::Array(pattern) = node.target {
                    let _ = pattern;
                    candidates.push((
                        node.value,
                        For::Pattern,
                        scene.probe.assignment_position(node.target),
                    ));
                }
            }
            _ => {}
        }
    }
    for node in &scene.nodes.declarators {
        if let (BindingPattern::Array(_), Some(value)) = (node.pattern, node.initializer) {
            candidates.push((value, For::Pattern, node.pattern.span().start));
        }
    }
    let is_here = |scene: &Scene<'_, '_, '_>, value: Expression<'_>, at: u32| {
        let span = value.span();
        at == position
            || (span.start <= position && position < span.end)
            || scene.probe.expression_position_is(value, position)
    };
    let here: Vec<_> = candidates
        .into_iter()
        .filter(|(value, _, at)| is_here(scene, *value, *at))
        .collect();
    let mut explained = Vec::new();
    for (expression, purpose, _) in here {
        match scene.value_of(expression) {
            Some(value) if !is_iterable(scene, value) => {
                explained.push((expression, Some(value), purpose));
            }
            Some(_) => {}
            None => explained.push((expression, None, purpose)),
        }
    }
    let [(expression, value, purpose)] = explained[..] else {
        return None;
    };
    match value {
        Some(value) => explain(scene, expression, value, purpose),
        None if scene.gives_promise(expression) => {
            let what = scene.quoted(expression.span(), "this");
            Some(used_promise(scene, expression, &what))
        }
        None => match expression.without_parentheses() {
            Expression::Object(_) => explain_literal(scene, expression, purpose),
            _ => explain_known_nothing(scene, expression, "undefined"),
        },
    }
}

/// Whether a value can be iterated, as far as is known.
fn is_iterable(scene: &mut Scene<'_, '_, '_>, value: Value) -> bool {
    if value.is_nullish() {
        return false;
    }
    let key = PropertyKey::symbol(scene.agent().symbols.iterator);
    match property(scene.agent(), value, key) {
        Property::Missing => false,
        Property::Value(value, _) => scene.agent().heap.is_callable(value),
        Property::Accessor(_) | Property::Unknown => true,
    }
}

fn explain<'a>(
    scene: &mut Scene<'_, '_, 'a>,
    expression: Expression<'a>,
    value: Value,
    purpose: For,
) -> Option<Remark> {
    if value.is_nullish() {
        let nothing = scene.sort(value);
        return explain_nothing(scene, expression, &nothing);
    }
    if is_iterable(scene, value) {
        return None;
    }
    let source = scene.probe.source.clone();
    let what = scene.quoted(expression.span(), "this");
    let text = what.trim_matches('`').to_owned();
    let is_quoted = what.starts_with('`');
    let said = |because: String| Remark::new(&source, expression.span(), because);
    if is_promise(scene.agent(), value) {
        return Some(used_promise(scene, expression, &what));
    }
    let is = scene.sort(value);
    let remark = said(format!(
        "{what} is {is}, which has no elements to go through"
    ));
    if value.is_number() && purpose == For::Loop && is_quoted {
        return Some(remark.with_advice(format!("to count: `for (let i = 0; i < {text}; i++)`")));
    }
    let key = PropertyKey::symbol(scene.agent().symbols.async_iterator);
    if value.as_object().is_some()
        && let Property::Value(..) = property(scene.agent(), value, key)
    {
        return Some(
            said(format!("{what} can only be gone through with waiting"))
                .with_advice("`for await (... of ...)` does"),
        );
    }
    if scene.agent().heap.is_callable(value) {
        return Some(match super::scene::function_kind(scene.agent(), value) {
            Some(FunctionKind::Generator) if is_quoted => {
                remark.with_advice(format!("call it: `{text}()`"))
            }
            _ => remark,
        });
    }
    if value.is(Kind::Array) || class_name(scene.agent(), value).as_deref() != Some("Object") {
        return Some(remark);
    }
    let is_literal = matches!(expression.without_parentheses(), Expression::Object(_));
    Some(match purpose {
        For::Loop if is_quoted => remark.with_advice(format!(
            "`Object.entries({text})` is an array of its keys and values"
        )),
        For::Spread if is_quoted => {
            remark.with_advice(format!("`{{ ...{text} }}` copies its properties into an object, `Object.values({text})` is an array of them"))
        }
        For::Pattern => said(format!("{what} is {is}, and `[ ]` takes arrays apart"))
            .with_advice("properties are taken out with `{ }`"),
        For::Argument if is_quoted && !is_literal && is_new(scene, "Map") => {
            remark.with_advice(format!("`new Map(Object.entries({text}))`"))
        }
        _ => remark,
    })
}

/// What is said of an object that is written where it is iterated.
fn explain_literal<'a>(
    scene: &Scene<'_, '_, 'a>,
    expression: Expression<'a>,
    purpose: For,
) -> Option<Remark> {
    let source = &scene.probe.source;
    let remark = |text: &str| Remark::new(source, expression.span(), text);
    Some(match purpose {
        For::Pattern => remark("this is an object, and `[ ]` takes arrays apart")
            .with_advice("properties are taken out with `{ }`"),
        _ => remark("this is an object, which has no elements to go through"),
    })
}

/// Whether the failure is in the making of an object of a class.
fn is_new(scene: &Scene<'_, '_, '_>, class: &str) -> bool {
    scene.new_here().is_some_and(|node| match node.callee {
        Expression::Identifier(name) => scene.probe.text(name.name) == class,
        _ => false,
    })
}

/// `Cannot destructure property 'a' of 'b' as it is undefined.`
pub(super) fn not_destructurable(
    scene: &mut Scene<'_, '_, '_>,
    key: Option<&str>,
    nothing: &str,
) -> Option<Remark> {
    let has_key = |scene: &Scene<'_, '_, '_>, pattern: BindingPattern<'_>| {
        let BindingPattern::Object(pattern) = pattern else {
            return false;
        };
        match (key, pattern.properties.first()) {
            (None, _) => true,
            (Some(key), Some(first)) => match first.key {
                Key::Name(name) => scene.probe.text(name.name) == key,
                _ => true,
            },
            (Some(_), None) => false,
        }
    };
    let mut found = Vec::new();
    for node in &scene.nodes.declarators {
        if let Some(value) = node.initializer
            && has_key(scene, node.pattern)
        {
            found.push(value);
        }
    }
    for node in &scene.nodes.expressions {
        if let Expression::Assignment(node) = node
            && let AssignmentTarget::Object(_) = node.target
        {
            found.push(node.value);
        }
    }
    let position = scene.failure.position;
    let is_near = |value: &Expression<'_>| {
        let span = value.span();
        span.start <= position && position < span.end
    };
    if let Some(value) = found.iter().copied().find(is_near) {
        return explain_nothing(scene, value, nothing);
    }
    // A parameter.
    let function = scene.probe.function?;
    let parameters = function.parameters.items;
    let fits: Vec<usize> = (0..parameters.len())
        .filter(|&index| has_key(scene, parameters[index].pattern))
        .collect();
    let [index] = fits[..] else { return None };
    let source = scene.probe.source.clone();
    let place = parameters[index].pattern.span();
    let remark = Remark::new(
        &source,
        place,
        format!("the argument for this is {nothing}"),
    );
    let site = calling_site(scene)?;
    let here = site.source.name() == source.name();
    if !here {
        return Some(remark);
    }
    Some(match site.arguments.get(index) {
        Some(Some(span)) => remark.with_other(*span, "this is what it was given"),
        Some(None) => remark,
        None if site.has_spread => remark,
        None => {
            let remark = remark.with_other(site.span, "it isn't given here");
            match nothing {
                "undefined" if parameters[index].default.is_none() => {
                    remark.with_advice("a default value would allow that: `{ ... } = {}`")
                }
                _ => remark,
            }
        }
    })
}
