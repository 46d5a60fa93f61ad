//! Properties that can't be read, set or looked for.

use super::nullish::explain_nothing;
use super::scene::{Property, Scene, class_name, property, sort};
use crate::engine::{Kind, OwnProperty, PropertyFlags, Remark};
use crate::syntax::ast::expression::{Argument, BinaryOperator, Expression, MemberExpression};
use crate::syntax::ast::pattern::AssignmentTarget;

impl<'a> Scene<'_, '_, 'a> {
    /// The member expression that reads or sets a property where the failure is.
    fn member_here(&mut self, key: &str) -> Option<&'a MemberExpression<'a>> {
        let position = self.failure.position;
        let members: Vec<_> = self
            .nodes
            .expressions
            .iter()
            .filter_map(|node| match node {
                Expression::Member(node) => Some(*node),
                _ => None,
            })
            .collect();
        let mut known = Vec::new();
        for node in members {
            let is_key = match self.key_text(node) {
                Some(text) => text == key,
                // The message names it, but nothing tells what it was computed from.
                None => true,
            };
            if is_key {
                known.push(node);
            }
        }
        let exact = known
            .iter()
            .find(|node| self.probe.member_position(node) == position);
        if let Some(node) = exact {
            return Some(node);
        }
        let around: Vec<_> = known
            .into_iter()
            .filter(|node| node.span.start <= position && position <= node.span.end)
            .collect();
        match around[..] {
            [node] => Some(node),
            _ => None,
        }
    }

    /// The assignment where the failure is, if it is one to a property.
    fn assigned_member(&self) -> Option<&'a MemberExpression<'a>> {
        let position = self.failure.position;
        let mut found = Vec::new();
        for node in &self.nodes.expressions {
            let (span, target, at) = match node {
                Expression::Assignment(node) => (
                    node.span,
                    node.target,
                    self.probe.assignment_position(node.target),
                ),
                Expression::Update(node) => (node.span, node.target, node.span.start),
                _ => continue,
            };
            if let AssignmentTarget::Member(member) = target.without_parentheses()
                && (at == position
                    || self.probe.member_position(member) == position
                    || (span.start <= position && position < span.end))
            {
                let is_exact = at == position || self.probe.member_position(member) == position;
                found.push((!is_exact, span.end - span.start, member));
            }
        }
        let best = found
            .into_iter()
            .min_by_key(|(exact, length, _)| (*exact, *length));
        best.map(|(.., member)| member)
    }
}

/// `Cannot read properties of undefined (reading 'x')`
pub(super) fn read_of_nothing(
    scene: &mut Scene<'_, '_, '_>,
    nothing: &str,
    key: &str,
) -> Option<Remark> {
    let node = scene.member_here(key)?;
    explain_nothing(scene, node.object, nothing)
}

/// `Cannot set properties of undefined (setting 'x')`
pub(super) fn set_of_nothing(
    scene: &mut Scene<'_, '_, '_>,
    nothing: &str,
    key: &str,
) -> Option<Remark> {
    let node = scene.assigned_member()?;
    if scene.key_text(node).is_some_and(|text| text != key) {
        return None;
    }
    explain_nothing(scene, node.object, nothing)
}

/// `Cannot assign to read only property`, `Cannot add property`, `Cannot delete property` and what has
/// only a getter.
pub(super) fn not_writable(scene: &mut Scene<'_, '_, '_>) -> Option<Remark> {
    let node = match scene.assigned_member() {
        Some(node) => node,
        None => deleted_member(scene)?,
    };
    let object = scene.value_of(node.object)?;
    let source = scene.probe.source.clone();
    let what = scene.quoted(node.object.span(), "the object");
    let said = |text: String| Remark::new(&source, node.object.span(), text);
    if object.as_string().is_some() {
        return Some(
            said(format!("{what} is a string, and strings can't be changed"))
                .with_advice("make a new one of its parts, as with `slice` and `+`"),
        );
    }
    let Some(holder) = object.as_object() else {
        let is = scene.sort(object);
        return Some(said(format!(
            "{what} is {is}, which can't have properties of its own"
        )));
    };
    if holder.is(Kind::Proxy) {
        return None;
    }
    if holder.is(Kind::Namespace) {
        return Some(said(format!(
            "{what} is a module: only that itself can change its exports"
        )));
    }
    let key = scene.key_of(node)?;
    let agent = scene.agent();
    let name = agent.heap.key_for_message(key);
    if !agent.heap.is_extensible(holder) {
        let keys = agent.own_property_keys(holder).ok()?;
        let mut flags =
            keys.into_iter()
                .filter_map(|key| match agent.get_own_property(holder, key) {
                    Ok(Some(OwnProperty::Data { flags, .. })) => Some(flags),
                    _ => None,
                });
        let flags: Vec<PropertyFlags> = flags.by_ref().collect();
        let is_frozen = flags
            .iter()
            .all(|flags| !flags.has(PropertyFlags::WRITABLE));
        let is_sealed = flags
            .iter()
            .all(|flags| !flags.has(PropertyFlags::CONFIGURABLE));
        let advice = match holder.is(Kind::Array) {
            true => format!("a copy can be changed: `[...{}]`", what.trim_matches('`')),
            false => format!(
                "a copy can be changed: `{{ ...{} }}`",
                what.trim_matches('`')
            ),
        };
        let remark = said(match (is_frozen && is_sealed, is_sealed) {
            (true, _) => format!("{what} is frozen, as by `Object.freeze`"),
            (_, true) => {
                format!("{what} is sealed, as by `Object.seal`: it can't get or lose properties")
            }
            _ => format!("{what} can't get new properties, as after `Object.preventExtensions`"),
        });
        return Some(match what.starts_with('`') && is_sealed {
            true => remark.with_advice(advice),
            false => remark,
        });
    }
    let property = property(agent, object, key);
    let place = node.property.span();
    let text = match property {
        Property::Accessor(false) => format!("`{name}` has a getter and no setter"),
        Property::Value(_, false) => match agent.heap.is_callable(object)
            && matches!(&*name, "name" | "length" | "prototype")
        {
            true => format!("the `{name}` of {} can't be changed", sort(agent, object)),
            false => format!("`{name}` was made read-only"),
        },
        _ => return None,
    };
    Some(Remark::new(&source, place, text))
}

fn deleted_member<'a>(scene: &Scene<'_, '_, 'a>) -> Option<&'a MemberExpression<'a>> {
    use crate::syntax::ast::expression::UnaryOperator;
    let position = scene.failure.position;
    scene.nodes.expressions.iter().find_map(|node| match node {
        Expression::Unary(node) if node.operator == UnaryOperator::Delete => {
            match node.argument.without_parentheses() {
                Expression::Member(member)
                    if node.span.start <= position && position < node.span.end =>
                {
                    Some(member)
                }
                _ => None,
            }
        }
        _ => None,
    })
}

/// `Cannot use 'in' operator to search for 'x' in y`, and `instanceof`.
pub(super) fn right_of(scene: &mut Scene<'_, '_, '_>, operator: BinaryOperator) -> Option<Remark> {
    let position = scene.failure.position;
    let nodes = scene
        .nodes
        .expressions
        .iter()
        .filter_map(|node| match node {
            Expression::Binary(node) if node.operator == operator => Some(*node),
            _ => None,
        });
    let node = nodes
        .filter(|node| node.span.start <= position && position < node.span.end)
        .min_by_key(|node| node.span.end - node.span.start)?;
    let value = scene.value_of(node.right)?;
    let source = scene.probe.source.clone();
    if value.is_nullish() {
        let nothing = scene.sort(value);
        return explain_nothing(scene, node.right, &nothing);
    }
    let what = scene.quoted(node.right.span(), "this");
    let is = scene.sort(value);
    if operator == BinaryOperator::Instanceof {
        if scene.agent().heap.is_callable(value) {
            return None;
        }
        let text = format!("{what} is {is}, and `instanceof` needs a class");
        return Some(Remark::new(&source, node.right.span(), text));
    }
    if value.as_object().is_some() {
        return None;
    }
    let remark = Remark::new(
        &source,
        node.right.span(),
        format!("{what} is {is}, and `in` looks for keys of objects"),
    );
    let left = scene.quoted(node.left.span(), "");
    Some(match value.as_string() {
        Some(_) if !left.is_empty() && what.starts_with('`') => remark.with_advice(format!(
            "`{}.includes({})` looks for a part of a text",
            what.trim_matches('`'),
            left.trim_matches('`')
        )),
        _ => remark,
    })
}

/// What was given to a function of the language that needs an object.
pub(super) fn nothing_to_object(scene: &mut Scene<'_, '_, '_>) -> Option<Remark> {
    let (_, values) = scene.failure.native.as_ref()?;
    let value = *values.first()?;
    let call = scene.call_here()?;
    let Some(Argument::Expression(first)) = call.arguments.first() else {
        return None;
    };
    if !value.is_nullish() {
        return None;
    }
    let nothing = scene.sort(value);
    explain_nothing(scene, *first, &nothing)
}

/// `Reduce of empty array with no initial value`
pub(super) fn nothing_to_reduce(scene: &mut Scene<'_, '_, '_>) -> Option<Remark> {
    let call = scene.call_here()?;
    let Expression::Member(node) = call.callee.without_parentheses() else {
        return None;
    };
    if call.arguments.len() != 1 {
        return None;
    }
    let source = scene.probe.source.clone();
    let what = scene.quoted(node.object.span(), "the array");
    Some(
        Remark::new(&source, node.object.span(), format!("{what} is empty"))
            .with_advice("give `reduce` a second argument: the value to begin with, which is the result for no elements"),
    )
}

/// `Cannot mix BigInt and other types`
pub(super) fn mixed(scene: &mut Scene<'_, '_, '_>) -> Option<Remark> {
    let position = scene.failure.position;
    let nodes = scene
        .nodes
        .expressions
        .iter()
        .filter_map(|node| match node {
            Expression::Binary(node) => Some(*node),
            _ => None,
        });
    let node = nodes
        .filter(|node| node.span.start <= position && position < node.span.end)
        .min_by_key(|node| node.span.end - node.span.start)?;
    let is_bigint = [node.left, node.right].map(|side| match side.without_parentheses() {
        Expression::BigInt(_) => true,
        side => scene
            .value_of(side)
            .is_some_and(|value| value.is(Kind::BigInt)),
    });
    let (big, other) = match is_bigint {
        [true, _] => (node.left, node.right),
        [_, true] => (node.right, node.left),
        [false, false] => return None,
    };
    let source = scene.probe.source.clone();
    let what = scene.quoted(big.span(), "this");
    let other_text = scene.quoted(other.span(), "...");
    Some(
        Remark::new(
            &source,
            big.span(),
            format!("{what} is a BigInt, the other one is not"),
        )
        .with_advice(format!(
            "make both BigInts: `BigInt({})`",
            other_text.trim_matches('`')
        )),
    )
}

/// `Method Map.prototype.get called on incompatible receiver undefined`
pub(super) fn taken_off(scene: &mut Scene<'_, '_, '_>) -> Option<Remark> {
    let call = scene.call_here()?;
    let Expression::Identifier(node) = call.callee.without_parentheses() else {
        return None;
    };
    let source = scene.probe.source.clone();
    let what = scene.quoted(node.span, "this");
    Some(
        Remark::new(
            &source,
            node.span,
            format!("{what} is called without the object that it is a method of"),
        )
        .with_advice("call it on the object, or bind it: `object.method.bind(object)`"),
    )
}

/// `Invalid time value`
pub(super) fn invalid_date(scene: &mut Scene<'_, '_, '_>) -> Option<Remark> {
    let call = scene.call_here()?;
    let Expression::Member(node) = call.callee.without_parentheses() else {
        return None;
    };
    let value = scene.value_of(node.object)?;
    if class_name(scene.agent(), value).as_deref() != Some("Date") {
        return None;
    }
    let source = scene.probe.source.clone();
    let what = scene.quoted(node.object.span(), "the date");
    Some(Remark::new(
        &source,
        node.object.span(),
        format!("{what} is an invalid date: what it was made of is no date"),
    ))
}
