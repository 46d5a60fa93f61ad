//! What a function is called with, as text.

use super::known_natives::KnownNatives;
use crate::engine::{Agent, BoundData, Object};
use crate::heap::Kind;
use crate::source::{SourceText, Span};
use crate::syntax::ast::Goal;
use crate::syntax::ast::class::{Class, ClassElement};
use crate::syntax::ast::expression::{Expression, ObjectMember};
use crate::syntax::ast::function::Function;
use crate::syntax::ast::statement::Statement;
use crate::syntax::parser;
use std::rc::Rc;

/// The parameters of longer functions aren't looked for: typing waits.
const LONGEST: usize = 64 << 10;

/// A parameter is shown with so many characters at most.
const LONGEST_PARAMETER: usize = 32;

/// How many prototypes of a class are asked for their constructor.
const MOST_PARENTS: usize = 20;

/// A function's name and parameters.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Signature {
    pub(super) name: String,
    pub(super) parameters: Vec<String>,
}

/// What is known of a function.
pub(super) fn signature_of(
    agent: &mut Agent,
    known: &KnownNatives,
    function: Object,
) -> Option<Signature> {
    let key = agent.static_key("name");
    let name = agent.peek_data_property(function, key);
    let name = match name.and_then(|name| name.as_string()) {
        Some(name) => agent.heap.utf8(name),
        None => String::new(),
    };
    let parameters = parameters_of(agent, known, function)?;
    Some(Signature { name, parameters })
}

fn parameters_of(
    agent: &mut Agent,
    known: &KnownNatives,
    mut function: Object,
) -> Option<Vec<String>> {
    for _ in 0..MOST_PARENTS {
        match function.kind() {
            Kind::Bound => {
                let bound = agent.heap.host::<BoundData>(function)?;
                let (target, given) = (bound.target, bound.arguments.len());
                let all = parameters_of(agent, known, target)?;
                return Some(all.into_iter().skip(given).collect());
            }
            Kind::Native => {
                let text = known.parameters(agent, function.value())?;
                let parameters = text.split(", ").filter(|parameter| !parameter.is_empty());
                return Some(parameters.map(str::to_string).collect());
            }
            Kind::Function => {}
            _ => return None,
        }
        let code = agent.heap.function_code(function.value())?;
        let code = agent.codes.get(code);
        match written(code.source.slice(code.span))? {
            Written::Parameters(parameters) => return Some(parameters),
            Written::InParent => {
                function = agent.heap.prototype(function).as_object()?;
            }
        }
    }
    None
}

/// What the text of a function says of its parameters.
enum Written {
    Parameters(Vec<String>),
    /// A class takes what the class takes that it extends.
    InParent,
}

fn written(text: &str) -> Option<Written> {
    if text.len() > LONGEST {
        return None;
    }
    // A method is none by itself, and one with a private name only in a class.
    let candidates = [
        format!("({text})"),
        format!("({{{text}}})"),
        format!("(class {{{text}}})"),
    ];
    candidates.into_iter().find_map(|text| {
        let source = Rc::new(SourceText::new("", text));
        let parsed = parser::parse(Rc::clone(&source), Goal::Script).ok()?;
        parsed.with_ast(|program| {
            let Some(Statement::Expression(node)) = program.statements.first() else {
                return None;
            };
            match node.expression.without_parentheses() {
                Expression::Function(function) => Some(of_function(&source, function)),
                Expression::Class(class) => of_class(&source, class),
                Expression::Object(object) => match object.members.first()? {
                    ObjectMember::Method(method) => Some(of_function(&source, method.function)),
                    _ => None,
                },
                _ => None,
            }
        })
    })
}

fn of_class<'a>(source: &SourceText, class: &'a Class<'a>) -> Option<Written> {
    match (class.constructor, class.elements) {
        (Some(constructor), _) => Some(of_function(source, constructor)),
        // What was made of a method's text has neither name nor heritage.
        (None, [ClassElement::Method(method)])
            if class.name.is_none() && class.heritage.is_none() =>
        {
            Some(of_function(source, method.function))
        }
        (None, _) if class.heritage.is_some() => Some(Written::InParent),
        (None, _) => Some(Written::Parameters(Vec::new())),
    }
}

fn of_function<'a>(source: &SourceText, function: &'a Function<'a>) -> Written {
    let text = |span: Span| {
        let words: Vec<&str> = source.slice(span).split_whitespace().collect();
        let text = words.join(" ");
        match text.char_indices().nth(LONGEST_PARAMETER) {
            Some((at, _)) => format!("{}…", &text[..at]),
            None => text,
        }
    };
    let items = function.parameters.items.iter().map(|item| text(item.span));
    let rest = function.parameters.rest.iter().map(|rest| text(rest.span));
    Written::Parameters(items.chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use super::{Written, written};

    #[test]
    fn parameters_as_they_are_written() {
        let shown = |text: &str| match written(text) {
            Some(Written::Parameters(parameters)) => parameters.join(", "),
            Some(Written::InParent) => "in its parent".to_string(),
            None => "none".to_string(),
        };
        for (text, expected) in [
            ("function f(a, b = 1, ...c) {}", "a, b = 1, ...c"),
            ("async x => x", "x"),
            ("({ a,\n b }, [c]) => a", "{ a, b }, [c]"),
            ("async *m(a) { yield a }", "a"),
            ("#m(a, b) {}", "a, b"),
            ("'m n'(a) {}", "a"),
            ("class A { constructor(a, b) {} m(c) {} }", "a, b"),
            ("class A { m(c) {} }", ""),
            ("class A extends B { }", "in its parent"),
            ("function native() { [native code] }", "none"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
