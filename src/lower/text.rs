//! Expressions as V8 names them in the messages of errors: `o.a.f is not a function`.

use super::lowerer::Lowerer;
use crate::syntax::ast::StringValue;
use crate::syntax::ast::expression::{Expression, MemberProperty};

impl<'a> Lowerer<'_, 'a> {
    /// The text for an expression that is called, iterated or destructured.
    pub(super) fn render(&self, expression: Expression<'a>) -> Box<str> {
        let mut text = String::new();
        self.render_into(expression, &mut text, 0);
        text.into()
    }

    fn render_into(&self, expression: Expression<'a>, text: &mut String, depth: u32) {
        if depth > 50 {
            return text.push_str("(intermediate value)");
        }
        match expression {
            Expression::Identifier(node) => text.push_str(self.program.names.text(node.name)),
            Expression::This(_) => text.push_str("this"),
            Expression::Null(_) => text.push_str("null"),
            Expression::Boolean(node) => text.push_str(if node.value { "true" } else { "false" }),
            Expression::Number(node) => {
                text.push_str(&crate::numeric::to_text::number_to_string(node.value))
            }
            Expression::String(node) => {
                if let StringValue::Utf8(value) = node.value {
                    text.push('"');
                    text.push_str(value);
                    text.push('"');
                }
            }
            Expression::Parenthesized(node) => match node.expression {
                Expression::Sequence(sequence) => {
                    text.push('(');
                    for (number, part) in sequence.expressions.iter().enumerate() {
                        if number > 0 {
                            text.push_str(" , ");
                        }
                        self.render_into(*part, text, depth + 1);
                    }
                    text.push(')');
                }
                inner => self.render_into(inner, text, depth + 1),
            },
            Expression::Member(node) => {
                self.render_into(node.object, text, depth + 1);
                if node.is_optional {
                    text.push_str("?.");
                }
                self.render_property(&node.property, node.is_optional, text, depth);
            }
            Expression::SuperMember(node) => {
                text.push_str("(intermediate value)");
                self.render_property(&node.property, false, text, depth);
            }
            Expression::Call(node) => {
                self.render_into(node.callee, text, depth + 1);
                text.push_str("(...)");
            }
            Expression::New(node) => {
                text.push_str("(intermediate value)");
                let _ = node;
            }
            Expression::Chain(node) => self.render_into(node.expression, text, depth + 1),
            Expression::Unary(_) | Expression::Binary(_) => text.push_str("(intermediate value)"),
            _ => text.push_str("(intermediate value)"),
        }
    }

    fn render_property(
        &self,
        property: &MemberProperty<'a>,
        optional: bool,
        text: &mut String,
        depth: u32,
    ) {
        match property {
            MemberProperty::Name(name) => {
                if !optional {
                    text.push('.');
                }
                text.push_str(self.program.names.text(name.name));
            }
            MemberProperty::Private(name) => {
                if !optional {
                    text.push('.');
                }
                text.push('#');
                text.push_str(self.program.names.text(name.name));
            }
            MemberProperty::Computed(expression) => match expression {
                Expression::String(literal) => {
                    if let StringValue::Utf8(value) = literal.value {
                        if !optional {
                            text.push('.');
                        }
                        text.push_str(value);
                    }
                }
                expression => {
                    text.push('[');
                    self.render_into(*expression, text, depth + 1);
                    text.push(']');
                }
            },
        }
    }
}
