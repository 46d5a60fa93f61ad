//! Why something is undefined or null: the property that isn't there, the argument that wasn't given, the
//! function that returned nothing.

use super::call_site::{CallSite, call_of_frame};
use super::nodes::Nodes;
use super::scene::{
    Property, Scene, class_name, function_kind, function_name, is_promise, property,
    property_names, similar,
};
use crate::engine::{Agent, ErrorData, FunctionKind, Kind, Remark, Value};
use crate::lower::probe::{Declaration, probe};
use crate::source::Span;
use crate::syntax::ast::Resolution;
use crate::syntax::ast::expression::{
    Argument, CallExpression, Expression, MemberExpression, MemberProperty,
};
use crate::syntax::ast::function::{FunctionBody, FunctionKind as AstKind};
use crate::syntax::ast::pattern::BindingPattern;
use crate::syntax::scope::BindingKind;

/// So many names of properties are listed.
const MOST_LISTED: usize = 6;

/// Why an expression is undefined or null.
#[derive(Default)]
pub(super) struct Reason {
    /// A sentence that follows `x is undefined: `.
    pub(super) because: String,
    /// Another place, with what is said of it.
    pub(super) other: Option<(Span, String)>,
    /// What to do.
    pub(super) advice: Option<String>,
}

impl Reason {
    fn because(text: impl Into<String>) -> Reason {
        Reason {
            because: text.into(),
            ..Reason::default()
        }
    }

    fn advice(self, advice: impl Into<String>) -> Reason {
        Reason {
            advice: Some(advice.into()),
            ..self
        }
    }
}

/// What is said of an expression that turned out to be `nothing`: `undefined` or `null`.
pub(super) fn explain_nothing<'a>(
    scene: &mut Scene<'_, '_, 'a>,
    expression: Expression<'a>,
    nothing: &str,
) -> Option<Remark> {
    let expression = expression.without_parentheses();
    // Where another value is there now, it isn't known what was there then.
    if !can_be_nothing(expression)
        || scene
            .value_of(expression)
            .is_some_and(|value| scene.sort(value) != nothing)
    {
        return None;
    }
    let source = scene.probe.source.clone();
    if source.slice(expression.span()) == nothing {
        let text = format!("this is `{nothing}` itself");
        return Some(Remark::new(&source, expression.span(), text));
    }
    let what = scene.quoted(expression.span(), "this");
    let reason = reason(scene, expression, nothing);
    let Reason {
        because,
        other,
        advice,
    } = reason.unwrap_or_default();
    let text = match because.is_empty() {
        true => format!("{what} is {nothing}"),
        false => format!("{what} is {nothing}: {because}"),
    };
    let mut remark = Remark::new(&source, expression.span(), text);
    remark.others.extend(other);
    remark.advice = advice;
    Some(remark)
}

/// The same, if there is more to say than that it is so.
pub(super) fn explain_known_nothing<'a>(
    scene: &mut Scene<'_, '_, 'a>,
    expression: Expression<'a>,
    nothing: &str,
) -> Option<Remark> {
    let reason = reason(scene, expression, nothing)?;
    let is_known = !reason.because.is_empty() || reason.other.is_some();
    match is_known {
        true => explain_nothing(scene, expression, nothing),
        false => None,
    }
}

/// Whether an expression may come to undefined or null.
fn can_be_nothing(expression: Expression<'_>) -> bool {
    matches!(
        expression,
        Expression::Identifier(_)
            | Expression::This(_)
            | Expression::Null(_)
            | Expression::TaggedTemplate(_)
            | Expression::Logical(_)
            | Expression::Assignment(_)
            | Expression::Conditional(_)
            | Expression::Member(_)
            | Expression::SuperMember(_)
            | Expression::Call(_)
            | Expression::Chain(_)
            | Expression::NewTarget(_)
            | Expression::Sequence(_)
            | Expression::Yield(_)
            | Expression::Await(_)
    )
}

fn reason<'a>(
    scene: &mut Scene<'_, '_, 'a>,
    expression: Expression<'a>,
    nothing: &str,
) -> Option<Reason> {
    match expression.without_parentheses() {
        Expression::Member(node) => of_member(scene, node, nothing),
        Expression::Chain(node) => match node.expression.without_parentheses() {
            Expression::Member(node) => of_member(scene, node, nothing),
            Expression::Call(node) => of_call(scene, node, nothing, false),
            _ => None,
        },
        Expression::Call(node) => of_call(scene, node, nothing, false),
        Expression::Await(node) => match node.argument.without_parentheses() {
            Expression::Call(node) => of_call(scene, node, nothing, true),
            _ => None,
        },
        Expression::This(_) => of_this(scene),
        Expression::Identifier(node) => {
            let resolution = node.resolution.get();
            let declaration = scene.probe.declaration(resolution)?;
            of_variable(scene, resolution, &declaration, node.span, nothing)
        }
        _ => None,
    }
}

/// What is said of a property that has no value.
fn of_member<'a>(
    scene: &mut Scene<'_, '_, 'a>,
    node: &'a MemberExpression<'a>,
    nothing: &str,
) -> Option<Reason> {
    let Some(object) = scene.value_of(node.object) else {
        let holder = scene.quoted(node.object.span(), "what is before it");
        return match scene.gives_promise(node.object) && nothing == "undefined" {
            true => Some(of_promise(scene, &holder)),
            false => None,
        };
    };
    if object.is_nullish() {
        let what = scene.quoted(node.object.span(), "what is before it");
        let kind = scene.sort(object);
        return Some(Reason::because(format!("{what} is {kind}")));
    }
    let key = scene.key_of(node)?;
    match property(scene.agent(), object, key) {
        Property::Value(..) => {
            return Some(Reason::because(
                match object.is(Kind::Array) && key.as_index().is_some() {
                    true => "the element is there, and this is its value",
                    false => "the property is there, and this is its value",
                },
            ));
        }
        Property::Missing if nothing == "undefined" => {}
        _ => return None,
    }
    missing(scene, node, object)
}

/// What is said of a property that isn't there.
fn missing<'a>(
    scene: &mut Scene<'_, '_, 'a>,
    node: &'a MemberExpression<'a>,
    object: Value,
) -> Option<Reason> {
    let key = scene.key_of(node)?;
    let name = scene.agent().heap.key_for_message(key);
    let holder = scene.quoted(node.object.span(), "the object");
    if is_promise(scene.agent(), object) {
        return Some(of_promise(scene, &holder));
    }
    if let Expression::This(_) = node.object.without_parentheses() {
        return Some(of_property_of_this(scene, object, &name));
    }
    if object.is(Kind::Array) {
        return Some(of_element(scene, node, object, &name));
    }
    let agent = scene.agent();
    if agent.heap.is_callable(object) {
        let what = scene.sort(object);
        let reason = Reason::because(format!("{holder} is {what}, which has no `{name}`"));
        let names = property_names(scene.agent(), object);
        let names = names
            .iter()
            .flat_map(|(own, inherited)| own.iter().chain(inherited));
        if let Some(known) = similar(&name, names.map(String::as_str)) {
            return Some(reason.advice(format!("did you mean `{known}`?")));
        }
        return Some(match function_kind(scene.agent(), object) {
            None | Some(FunctionKind::ClassConstructor | FunctionKind::DerivedConstructor) => {
                reason
            }
            Some(_) => reason.advice(format!(
                "to call it, write `{}()`",
                holder.trim_matches('`')
            )),
        });
    }
    let (own, inherited) = property_names(agent, object)?;
    if class_name(agent, object).as_deref() == Some("Map") {
        return Some(
            Reason::because(format!(
                "{holder} is a Map, whose entries aren't properties"
            ))
            .advice(format!("a Map's entry is read by `.get(\"{name}\")`")),
        );
    }
    if class_name(agent, object).as_deref() == Some("Set") && name.parse::<u32>().is_ok() {
        let text = holder.trim_matches('`');
        let reason = Reason::because(format!("{holder} is a Set, whose values have no places"));
        return Some(match holder.starts_with('`') {
            true => reason.advice(format!("`[...{text}]` is an array of its values")),
            false => reason,
        });
    }
    let is_plain = class_name(agent, object).as_deref() == Some("Object");
    let because = match object.as_object() {
        Some(_) => format!("{holder} has no property `{name}`"),
        None => {
            let what = scene.sort(object);
            format!("{holder} is {what}, which has no property `{name}`")
        }
    };
    let names = own.iter().chain(&inherited).map(String::as_str);
    let reason = Reason::because(because);
    if let Some(name) = similar(&name, names) {
        return Some(reason.advice(format!("did you mean `{name}`?")));
    }
    Some(match own.len() {
        _ if object.as_object().is_none() => reason,
        0 if is_plain => reason.advice("the object is empty"),
        0 => reason,
        1..=MOST_LISTED => reason.advice(format!("it has: {}", own.join(", "))),
        _ => reason,
    })
}

/// What is said of a promise that is used as if it were its value.
pub(super) fn of_promise(scene: &Scene<'_, '_, '_>, holder: &str) -> Reason {
    let text = holder.trim_matches('`');
    let is_quoted = holder.starts_with('`');
    let advice = match (scene.may_await(), is_quoted) {
        (true, true) => format!("wait for its value: `await {text}`"),
        (true, false) => String::from("wait for its value with `await`"),
        (false, true) => format!(
            "wait for its value: `{text}.then(value => ...)`, or `await` in an async function"
        ),
        (false, false) => String::from(
            "wait for its value with `.then(value => ...)`, or `await` in an async function",
        ),
    };
    Reason::because(format!("{holder} is a promise, not yet its value")).advice(advice)
}

/// What is said of an element of an array that isn't there.
fn of_element<'a>(
    scene: &mut Scene<'_, '_, 'a>,
    node: &'a MemberExpression<'a>,
    array: Value,
    name: &str,
) -> Reason {
    let length = array
        .as_object()
        .map_or(0, |array| scene.agent().heap.array_length(array));
    let holder = scene.quoted(node.object.span(), "the array");
    let index = match node.property {
        MemberProperty::Computed(key) => match key.without_parentheses() {
            Expression::Identifier(_) => {
                let key = scene.quoted(key.span(), "the index");
                format!("{key} is {name}, and ")
            }
            _ => String::new(),
        },
        _ => String::new(),
    };
    if let Ok(number) = name.parse::<f64>() {
        if number < 0.0 {
            return Reason::because(format!("{index}there are no negative indices"))
                .advice(format!("`.at({name})` counts from the end"));
        }
        if number.fract() == 0.0 && number < f64::from(length) {
            // It is within, and yet isn't there: `new Array(3)`.
            let is_there = array.as_object().is_some_and(|array| {
                let key = scene.agent().heap.property_key_of_str(name);
                matches!(scene.agent().get_own_property(array, key), Ok(Some(_)))
            });
            return Reason::because(match is_there {
                true => format!("{index}this is the value of that element"),
                false => {
                    format!("{index}{holder} has {length} places, and nothing is in this one yet")
                }
            });
        }
        return Reason::because(match length {
            0 => format!("{index}{holder} is empty"),
            1 => format!("{index}{holder} has one element, which has the index 0"),
            _ => match holder.starts_with('`') {
                true => format!(
                    "{index}{holder} has {length} elements, the last is `{}[{}]`",
                    holder.trim_matches('`'),
                    length - 1
                ),
                false => format!("{index}{holder} has only {length} elements"),
            },
        });
    }
    let reason = Reason::because(format!(
        "{index}{holder} is an array, which has no `{name}`"
    ));
    let names = property_names(scene.agent(), array);
    let names = names.map(|(own, inherited)| [own, inherited].concat());
    let known = names.iter().flatten().map(String::as_str);
    match similar(name, known) {
        Some(known) => reason.advice(format!("did you mean `{known}`?")),
        None => {
            let first = array.as_object().and_then(|array| {
                let key = scene.agent().heap.property_key_of_str("0");
                match scene.agent().get_own_property(array, key) {
                    Ok(Some(crate::engine::OwnProperty::Data { value, .. })) => Some(value),
                    _ => None,
                }
            });
            let key = scene.agent().heap.property_key_of_str(name);
            let has = first.is_some_and(|first| {
                first.as_object().is_some()
                    && matches!(property(scene.agent(), first, key), Property::Value(..))
            });
            match has {
                true => reason.advice(format!(
                    "its elements have one: `{}[0].{name}`",
                    holder.trim_matches('`')
                )),
                false => reason,
            }
        }
    }
}

/// What is said of a property that `this` doesn't have.
fn of_property_of_this(scene: &mut Scene<'_, '_, '_>, this: Value, name: &str) -> Reason {
    let global = scene.agent().realm.global_object.value();
    if this == global {
        let is_callback = is_callback(scene);
        let reason = Reason::because(
            "`this` is the global object in a function that is called without an object",
        );
        return match is_callback {
            true => reason.advice("an arrow function would keep the `this` of the code around it"),
            false => reason,
        };
    }
    let names = property_names(scene.agent(), this);
    let own = names.iter().flat_map(|(own, _)| own);
    let all = own.chain(names.iter().flat_map(|(_, inherited)| inherited));
    let reason = Reason::because(format!("`this` has no property `{name}`"));
    if let Some(known) = similar(name, all.map(String::as_str)) {
        return reason.advice(format!("did you mean `{known}`?"));
    }
    match scene.probe.function {
        Some(function) if function.is_arrow => reason
            .advice("an arrow function has no `this` of its own: it is that of the code around it"),
        _ => reason,
    }
}

/// Whether the function is one that was written where it is used, so that an arrow could have been.
fn is_callback(scene: &Scene<'_, '_, '_>) -> bool {
    scene.probe.function.is_some_and(|function| {
        !function.is_declaration
            && !function.is_arrow
            && function.kind == AstKind::Normal
            && !function.is_generator
    })
}

/// Why `this` is undefined.
fn of_this(scene: &mut Scene<'_, '_, '_>) -> Option<Reason> {
    let function = scene.failure.function;
    let Some(node) = scene.probe.function else {
        return Some(Reason::because("so it is at the top level of a module"));
    };
    if node.is_arrow {
        return Some(Reason::because(
            "an arrow function has the `this` of the code around it",
        ));
    }
    let name = function_name(scene.agent(), function).filter(|name| !name.is_empty());
    let called = match &name {
        Some(name) => format!("`{name}` was called without an object"),
        None => String::from("the function was called without an object"),
    };
    let reason = Reason::because(called);
    Some(match node.kind {
        AstKind::Method => {
            let name = name.unwrap_or_default();
            reason.advice(format!(
                "call it as `object.{name}()`; to pass it on, write `() => object.{name}()`"
            ))
        }
        _ if is_callback(scene) => {
            reason.advice("an arrow function would keep the `this` of the code around it")
        }
        _ => reason,
    })
}

/// Why a variable has no value.
fn of_variable<'a>(
    scene: &mut Scene<'_, '_, 'a>,
    resolution: Resolution,
    declaration: &Declaration,
    used: Span,
    nothing: &str,
) -> Option<Reason> {
    if let Some(index) = scene.probe.parameter(resolution)
        && declaration.is_own
        && !declaration.is_reassigned
    {
        return of_parameter(scene, index, nothing);
    }
    let program = scene.probe.program;
    let declarators = Nodes::of_all(program).declarators;
    let is_it = |span: Span| span.start == declaration.span.start;
    let own = declarators.iter().find(|node| match node.pattern {
        BindingPattern::Identifier(name) => is_it(name.span),
        _ => false,
    });
    if let Some(node) = own {
        let constant = declaration.kind == BindingKind::Const
            || (declaration.kind == BindingKind::Let && !declaration.is_reassigned);
        return match node.initializer {
            None if nothing == "undefined" && declaration.kind != BindingKind::Const => {
                Some(Reason {
                    other: Some((
                        declaration.span,
                        String::from("declared here, without a value"),
                    )),
                    ..Reason::default()
                })
            }
            Some(_)
                if declaration.kind == BindingKind::Var
                    && nothing == "undefined"
                    && declaration.is_own
                    && node.span.start > used.start
                    && !scene.nodes.are_in_one_loop(node.span.start, used.start) =>
            {
                Some(Reason {
                    other: Some((
                        declaration.span,
                        String::from("it gets its value only here"),
                    )),
                    ..Reason::default()
                })
            }
            Some(value) if constant => {
                let given = reason(scene, value, nothing)?;
                let because = Some(given.because).filter(|because| !because.is_empty())?;
                Some(Reason {
                    because: String::new(),
                    other: Some((value.span(), because)),
                    advice: given.advice,
                })
            }
            _ => None,
        };
    }
    if declaration.kind != BindingKind::Const || nothing != "undefined" {
        return None;
    }
    // `const {a} = object`
    let (node, property) = declarators.iter().find_map(|node| {
        let BindingPattern::Object(pattern) = node.pattern else {
            return None;
        };
        let property = pattern.properties.iter().find(|property| {
            property.is_shorthand
                && is_it(property.key.span())
                && property.element.default.is_none()
        })?;
        Some((node, property))
    })?;
    let object = node.initializer?;
    let Some(value) = scene.value_of(object) else {
        return Some(Reason {
            other: Some((
                declaration.span,
                String::from("its value is taken out here"),
            )),
            ..Reason::default()
        });
    };
    let name = scene.probe.source.slice(property.key.span()).to_owned();
    let key = scene.agent().heap.property_key_of_str(&name);
    let Property::Missing = self::property(scene.agent(), value, key) else {
        return None;
    };
    let holder = scene.quoted(object.span(), "the object");
    if is_promise(scene.agent(), value) {
        let given = of_promise(scene, &holder);
        return Some(Reason {
            because: String::new(),
            other: Some((object.span(), given.because)),
            advice: given.advice,
        });
    }
    let (own, inherited) = property_names(scene.agent(), value)?;
    let names = own.iter().chain(&inherited).map(String::as_str);
    let advice = similar(&name, names).map(|name| format!("did you mean `{name}`?"));
    Some(Reason {
        because: String::new(),
        other: Some((object.span(), format!("{holder} has no property `{name}`"))),
        advice,
    })
}

/// Why a parameter has no value: what the caller gave.
fn of_parameter(scene: &mut Scene<'_, '_, '_>, index: usize, nothing: &str) -> Option<Reason> {
    let site = calling_site(scene)?;
    let function = scene.failure.function;
    let name = function_name(scene.agent(), function)
        .filter(|name| !name.is_empty())
        .map_or_else(|| String::from("the function"), |name| format!("`{name}`"));
    let here = site.source.name() == scene.probe.source.name();
    if let Some(argument) = site.arguments.get(index) {
        let span = (*argument)?;
        let other = here.then(|| (span, format!("this is what {name} was given for it")));
        return Some(Reason {
            other,
            ..Reason::default()
        });
    }
    if nothing != "undefined" || site.has_spread {
        return None;
    }
    let text = match site.arguments.len() {
        0 => format!("{name} was called without arguments"),
        1 => format!("{name} was called with only one argument"),
        count => format!("{name} was called with only {count} arguments"),
    };
    Some(match here {
        true => Reason {
            other: Some((site.span, text)),
            ..Reason::default()
        },
        false => Reason::because(text),
    })
}

/// The call that the failed function was called by, if that is one of a program.
pub(super) fn calling_site(scene: &mut Scene<'_, '_, '_>) -> Option<CallSite> {
    let failure = scene.failure;
    let data = scene.agent().heap.host::<ErrorData>(failure.error)?;
    let own = data.frames.iter().position(|frame| {
        frame.function == failure.function && frame.position == failure.position
    })?;
    let caller = *data.frames.get(own + 1).filter(|frame| !frame.is_async)?;
    // Of a bound function, and what else is called by another name, the arguments are other ones.
    let name = function_name(scene.agent(), failure.function);
    call_of_frame(scene.agent(), caller.function, caller.position)
        .filter(|site| site.name.is_some() && site.name == name)
}

/// Why a call gave nothing.
fn of_call<'a>(
    scene: &mut Scene<'_, '_, 'a>,
    node: &'a CallExpression<'a>,
    nothing: &str,
    is_awaited: bool,
) -> Option<Reason> {
    let callee = scene.value_of(node.callee)?;
    let what = scene.quoted(node.callee.span(), "the function");
    let Some(kind) = function_kind(scene.agent(), callee) else {
        return of_native(scene, node, callee, nothing);
    };
    let fits = match kind {
        FunctionKind::Async => is_awaited,
        FunctionKind::Normal | FunctionKind::Arrow | FunctionKind::Method => true,
        _ => false,
    };
    if !fits || nothing != "undefined" {
        return None;
    }
    let source = scene.probe.source.clone();
    let (returns, span, inside) = look_for_returns(scene.agent(), callee)?;
    if returns > 0 {
        return None;
    }
    let name = crate::source::SourceText::name;
    let is_hosts = scene
        .agent()
        .heap
        .function_code(callee)
        .is_some_and(|code| name(&scene.agent().codes[code].source).starts_with("node:"));
    if is_hosts {
        // Nobody who reads this can change it.
        return Some(Reason::because(format!("{what} gives nothing")));
    }
    let reason = Reason::because(format!("{what} has no `return` with a value"));
    let reason = match inside {
        true => reason.advice(
            "a `return` in a function inside it returns from that one only: the outer one needs its own",
        ),
        false => reason,
    };
    let here = scene.probe.source.name() == source.name();
    Some(Reason {
        other: span
            .filter(|_| here && is_of(scene.agent(), callee, &source))
            .map(|span| (span, String::from("it is written here"))),
        ..reason
    })
}

fn is_of(agent: &Agent, function: Value, source: &std::rc::Rc<crate::source::SourceText>) -> bool {
    agent
        .heap
        .function_code(function)
        .is_some_and(|code| std::rc::Rc::ptr_eq(&agent.codes[code].source, source))
}

/// How many values a function returns in its own text, where its head is, and whether functions inside
/// return something.
fn look_for_returns(agent: &mut Agent, function: Value) -> Option<(usize, Option<Span>, bool)> {
    probe(agent, function, |probe| {
        let function = probe.function?;
        let nodes = Nodes::of(probe.program, Some(function));
        let inner = nodes.functions.iter().any(|inner| {
            matches!(inner.body, FunctionBody::Block(_))
                && Nodes::of(probe.program, Some(inner)).returns > 0
        });
        let span = function.name.map(|name| name.span);
        Some((nodes.returns, span, inner))
    })
}

/// What is said of a function of the language that found nothing.
fn of_native<'a>(
    scene: &mut Scene<'_, '_, 'a>,
    node: &'a CallExpression<'a>,
    callee: Value,
    nothing: &str,
) -> Option<Reason> {
    let name = function_name(scene.agent(), callee)?;
    let Expression::Member(member) = node.callee.without_parentheses() else {
        return None;
    };
    let holder = scene.value_of(member.object)?;
    let of_map = class_name(scene.agent(), holder).as_deref() == Some("Map");
    let shown = scene.quoted(member.object.span(), "it");
    let array = Some(holder)
        .filter(|it| it.is(Kind::Array))
        .and_then(|it| it.as_object());
    let is_empty = array.map(|array| scene.agent().heap.array_length(array) == 0);
    let text = match (name.as_str(), nothing) {
        ("find" | "findLast", "undefined") if array.is_some() => {
            format!("no element of {shown} fits, and `{name}` gives undefined then")
        }
        ("pop" | "shift" | "at", "undefined") if is_empty == Some(true) => {
            format!("{shown} is empty")
        }
        ("forEach", "undefined") => {
            return Some(
                Reason::because("`forEach` never gives a value")
                    .advice("`map` gives an array of what the function returns"),
            );
        }
        ("get", "undefined") if of_map => {
            let key = match node.arguments {
                [Argument::Expression(key)] => scene.quoted(key.span(), "this key"),
                _ => String::from("this key"),
            };
            format!("{shown} has no entry for {key}")
        }
        ("match" | "exec", "null")
            if holder.as_string().is_some()
                || class_name(scene.agent(), holder).as_deref() == Some("RegExp") =>
        {
            format!("nothing in the text matches, and `{name}` gives null then")
        }
        ("log" | "error" | "warn" | "info", "undefined") => {
            String::from("it prints, and gives no value")
        }
        _ => return None,
    };
    Some(Reason::because(text))
}
