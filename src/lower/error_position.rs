//! The position that V8 reports for an expression: operations at their sign, calls of what has no name at
//! their parenthesis. Stacks and the marks under uncaught errors show these places.

use super::lowerer::Lowerer;
use crate::interpreter::Part;
use crate::syntax::ast::expression::{
    ArrayElement, AssignmentOperator, CallExpression, Expression, MemberExpression, MemberProperty,
    ObjectMember, TemplateLiteral, UpdateExpression,
};
use crate::syntax::ast::pattern::AssignmentTarget;

/// Words that V8 doesn't take for the name of what is called.
const RESERVED: &[&str] = &[
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "new",
    "null",
    "return",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
];

impl<'a> Lowerer<'_, 'a> {
    /// The place of the token that follows an offset.
    pub(super) fn token_after(&self, offset: u32) -> u32 {
        offset + blank_length(&self.unit.source.text()[offset as usize..])
    }

    /// The same without a `?.` there.
    fn token_after_link(&self, offset: u32) -> u32 {
        let token = self.token_after(offset);
        match self.unit.source.text()[token as usize..].starts_with("?.") {
            true => self.token_after(token + 2),
            false => token,
        }
    }

    /// Of a call: the name that is called, or else the parenthesis.
    pub(super) fn call_position(&self, node: &CallExpression<'a>) -> u32 {
        let callee = node.callee;
        let name = match callee {
            _ if node.is_optional => None,
            Expression::Identifier(reference) => Some((reference.name, reference.span)),
            Expression::Member(member) => match member.property {
                MemberProperty::Name(name) => Some((name.name, name.span)),
                MemberProperty::Computed(_) | MemberProperty::Private(_) => None,
            },
            Expression::SuperMember(member) => match member.property {
                MemberProperty::Name(name) => Some((name.name, name.span)),
                MemberProperty::Computed(_) | MemberProperty::Private(_) => None,
            },
            _ => None,
        };
        match name {
            Some((name, span)) if !RESERVED.contains(&self.program.names.text(name)) => span.start,
            _ => self.token_after_link(callee.span().end),
        }
    }

    /// Of `object.x` and `object[x]`: the name, or else the bracket; the dot where the object is
    /// the value of a call, as in `f().a.b`.
    pub(super) fn member_position(&self, member: &MemberExpression<'a>) -> u32 {
        let end = member.object.span().end;
        match member.property {
            MemberProperty::Computed(_) => self.token_after_link(end),
            _ if member.is_optional || member.follows_call => self.token_after(end),
            MemberProperty::Name(name) => name.span.start,
            MemberProperty::Private(name) => name.span.start,
        }
    }

    /// Of the sign of `target += value`.
    pub(super) fn assignment_position(&self, target: AssignmentTarget<'a>) -> u32 {
        self.token_after(target.span().end)
    }

    /// Of the sign of `x++`, and of the operand of `++x`.
    pub(super) fn update_position(&self, node: &UpdateExpression<'a>) -> u32 {
        match (node.is_prefix, node.target) {
            (true, AssignmentTarget::Member(member)) => self.member_position(member),
            (true, target) => target.span().start,
            (false, target) => self.token_after(target.span().end),
        }
    }

    /// The position of an expression whose operation has none of its own.
    pub(super) fn expression_position(&self, expression: Expression<'a>) -> u32 {
        match expression.without_parentheses() {
            Expression::Call(node) => self.call_position(node),
            Expression::Member(node) => self.member_position(node),
            Expression::Binary(node) => self.token_after(node.left.span().end),
            Expression::Chain(node) => self.expression_position(node.expression),
            expression => expression.span().start,
        }
    }

    /// Where a substitution of a template is made a string.
    pub(super) fn substitution_position(&self, expression: Expression<'a>) -> u32 {
        match expression.without_parentheses() {
            Expression::Identifier(reference) => self.read_position(reference.span.start),
            expression => self.expression_position(expression),
        }
    }

    /// Notes that the first thing that a statement does has the statement's place, if that thing
    /// is to read a variable.
    pub(super) fn begin_statement(&mut self, start: u32, expression: Expression<'a>) {
        self.statement_start = first_read(expression).map(|name| (name, start));
    }

    /// Lowers an expression that V8 gives a place as it does statements.
    pub(super) fn expression_as_statement(&mut self, expression: Expression<'a>) -> Part {
        self.begin_statement(expression.span().start, expression);
        self.expression(expression)
    }

    /// The position of a read of a variable whose name is at an offset.
    pub(super) fn read_position(&self, name: u32) -> u32 {
        match self.statement_start {
            Some((first, start)) if first == name => start,
            _ => name,
        }
    }
}

/// The position of the variable whose value an expression needs first.
fn first_read(expression: Expression<'_>) -> Option<u32> {
    let mut at = expression;
    loop {
        at = match at.without_parentheses() {
            Expression::Identifier(reference) => return Some(reference.span.start),
            Expression::Member(node) => node.object,
            Expression::Call(node) => node.callee,
            Expression::New(node) => node.callee,
            Expression::Chain(node) => node.expression,
            Expression::TaggedTemplate(node) => node.tag,
            Expression::Unary(node) => node.argument,
            Expression::Binary(node) => node.left,
            Expression::Logical(node) => node.left,
            Expression::Conditional(node) => node.test,
            Expression::Sequence(node) => *node.expressions.first()?,
            Expression::Template(node) => first_part(node)?,
            Expression::Array(node) => match node.elements.first()? {
                ArrayElement::Spread(spread) => spread.argument,
                ArrayElement::Expression(_) | ArrayElement::Hole(_) => return None,
            },
            Expression::Object(node) => match node.members.first()? {
                ObjectMember::Spread(spread) => spread.argument,
                _ => return None,
            },
            Expression::Await(node) => node.argument,
            Expression::Yield(node) => node.argument?,
            Expression::Assignment(node) => match (node.operator, node.target) {
                (AssignmentOperator::Assign, AssignmentTarget::Identifier(_)) => node.value,
                (_, AssignmentTarget::Member(member)) => member.object,
                _ => return None,
            },
            _ => return None,
        };
    }
}

/// The substitution with which a template begins.
fn first_part<'a>(node: &TemplateLiteral<'a>) -> Option<Expression<'a>> {
    let head = node.chunks.first()?;
    match head.raw.is_empty() {
        true => node.expressions.first().copied(),
        false => None,
    }
}

/// The length of the white space and the comments with which a text begins, in bytes.
fn blank_length(text: &str) -> u32 {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|character: char| {
            character.is_whitespace() || character == '\u{FEFF}'
        });
        rest = match (rest.strip_prefix("//"), rest.strip_prefix("/*")) {
            (Some(line), _) => line.trim_start_matches(|character| {
                !matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}')
            }),
            (None, Some(block)) => block.split_once("*/").map_or("", |(_, after)| after),
            (None, None) => return (text.len() - rest.len()) as u32,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::blank_length;

    #[test]
    fn blanks_and_comments_are_passed() {
        assert_eq!(blank_length("(x)"), 0);
        assert_eq!(blank_length("  \u{A0}\n="), 5);
        assert_eq!(blank_length("/* ( */ // [\n  /**/("), 19);
        assert_eq!(blank_length("// to the end"), 13);
    }
}
