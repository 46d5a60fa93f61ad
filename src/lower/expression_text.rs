//! Expressions as V8 names them in the messages of errors: `o.a.f is not a function`.
//!
//! V8 prints the tree that its parser has made, so that parentheses are gone, operations on
//! constants are done, and what has no text of its own is `(intermediate value)`.

use super::lowerer::Lowerer;
use crate::numeric::{int, to_text};
use crate::operators::NumericOperator;
use crate::syntax::ast::StringValue;
use crate::syntax::ast::class::{Class, ClassElement};
use crate::syntax::ast::expression::{
    ArrayElement, BinaryOperator, Expression, LogicalOperator, MemberProperty, TemplateLiteral,
    UnaryOperator, UpdateOperator,
};
use crate::syntax::ast::function::{Function, FunctionBody};
use crate::syntax::ast::pattern::AssignmentTarget;
use crate::syntax::ast::statement::Statement;

const UNNAMED: &str = "(intermediate value)";

/// Expressions that are nested deeper are not looked into.
const DEEPEST: u32 = 50;

/// A constant as the parser knows it.
enum Constant {
    Number(f64),
    Boolean(bool),
}

/// A text that grows.
struct Printer<'l, 'g, 'a> {
    lowerer: &'l Lowerer<'g, 'a>,
    text: String,
    depth: u32,
    /// Whether calls are shown by `(...)`.
    shows_calls: bool,
}

impl<'a> Lowerer<'_, 'a> {
    /// The text for an expression that is called, iterated or destructured.
    pub(super) fn render(&self, expression: Expression<'a>) -> Box<str> {
        self.render_with(expression, true)
    }

    /// The text for an expression that can't be iterated, in which calls don't show.
    pub(super) fn render_iterated(&self, expression: Expression<'a>) -> Box<str> {
        self.render_with(expression, false)
    }

    fn render_with(&self, expression: Expression<'a>, shows_calls: bool) -> Box<str> {
        let mut printer = Printer {
            lowerer: self,
            text: String::new(),
            depth: 0,
            shows_calls,
        };
        printer.find(expression);
        printer.text.into()
    }
}

impl<'a> Printer<'_, '_, 'a> {
    /// Prints an expression, or that it has no text.
    fn find(&mut self, expression: Expression<'a>) {
        let before = self.text.len();
        if self.depth < DEEPEST {
            self.depth += 1;
            self.print(expression.without_parentheses());
            self.depth -= 1;
        }
        if self.text.len() == before {
            self.push(UNNAMED);
        }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn called(&mut self) {
        if self.shows_calls {
            self.push("(...)");
        }
    }

    fn unnamed(&mut self, count: usize) {
        (0..count).for_each(|_| self.push(UNNAMED));
    }

    fn print(&mut self, expression: Expression<'a>) {
        let names = &self.lowerer.program.names;
        if let Some(constant) = constant(expression, 0) {
            return match constant {
                Constant::Number(number) => self.push(&to_text::number_to_string(number)),
                Constant::Boolean(value) => self.push(if value { "true" } else { "false" }),
            };
        }
        match expression {
            Expression::Identifier(node) => self.push(names.text(node.name)),
            Expression::This(_) => self.push("this"),
            Expression::Null(_) => self.push("null"),
            Expression::String(node) => self.quoted(node.value),
            Expression::RegExp(node) => {
                let mut flags: Vec<char> = node.flags.chars().collect();
                flags.sort_unstable();
                let flags: String = flags.into_iter().collect();
                self.push(&format!("/{}/{flags}", node.pattern));
            }
            Expression::Template(node) => self.template(node),
            Expression::TaggedTemplate(node) => {
                self.find(node.tag);
                self.called();
            }
            Expression::Array(node) => self.array(node.elements),
            Expression::Object(node) => {
                self.push("{");
                self.unnamed(node.members.len());
                self.push("}");
            }
            Expression::Function(node) => self.unnamed(statements(node)),
            Expression::Class(node) => self.unnamed(methods(node)),
            Expression::Unary(node) => self.unary(node.operator, node.argument),
            Expression::Update(node) => self.update(node.operator, node.is_prefix, node.target),
            Expression::Binary(node) => self.binary(node.operator, node.left, node.right),
            Expression::PrivateIn(node) => {
                self.push(&format!("(#{} in ", names.text(node.name.name)));
                self.find(node.right);
                self.push(")");
            }
            Expression::Logical(node) => self.logical(node.operator, node.left, node.right),
            Expression::Assignment(node) => self.target(node.target),
            Expression::Conditional(_) => self.unnamed(3),
            Expression::Member(node) => {
                self.find(node.object);
                self.property(&node.property, node.is_optional);
            }
            Expression::SuperMember(node) => {
                self.push(UNNAMED);
                self.property(&node.property, false);
            }
            Expression::Call(node) => {
                self.find(node.callee);
                self.called();
            }
            Expression::SuperCall(_) => self.push("super(...)"),
            // The call of a link is inside the chain: this one ended in parentheses.
            Expression::Chain(_) => self.push(UNNAMED),
            Expression::ImportCall(node) => {
                self.push("import(");
                self.find(node.specifier);
                self.push(")");
            }
            Expression::NewTarget(_) => self.push(".new.target"),
            Expression::Sequence(node) => {
                self.push("(");
                for (number, part) in node.expressions.iter().enumerate() {
                    if number > 0 {
                        self.push(" , ");
                    }
                    self.find(*part);
                }
                self.push(")");
            }
            // Those of constants came before.
            Expression::Boolean(_) | Expression::Number(_) => {}
            Expression::BigInt(_)
            | Expression::New(_)
            | Expression::ImportMeta(_)
            | Expression::Yield(_)
            | Expression::Await(_)
            | Expression::Parenthesized(_) => {}
        }
    }

    fn quoted(&mut self, value: StringValue<'a>) {
        if let Some(value) = utf8(value) {
            self.push(&format!("\"{value}\""));
        }
    }

    fn template(&mut self, node: &TemplateLiteral<'a>) {
        if let Some(text) = fixed_text(node) {
            return self.push(&format!("\"{text}\""));
        }
        node.expressions.iter().for_each(|part| self.find(*part));
    }

    fn array(&mut self, elements: &[ArrayElement<'a>]) {
        self.push("[");
        for (number, element) in elements.iter().enumerate() {
            if number > 0 {
                self.push(",");
            }
            match element {
                ArrayElement::Expression(expression) => self.find(*expression),
                ArrayElement::Spread(spread) => {
                    self.push("(...");
                    self.find(spread.argument);
                    self.push(")");
                }
                ArrayElement::Hole(_) => self.push(UNNAMED),
            }
        }
        self.push("]");
    }

    fn unary(&mut self, operator: UnaryOperator, argument: Expression<'a>) {
        self.push(match operator {
            UnaryOperator::Delete => "(delete ",
            UnaryOperator::Void => "(void ",
            UnaryOperator::Typeof => "(typeof ",
            UnaryOperator::Plus => "(+",
            UnaryOperator::Minus => "(-",
            UnaryOperator::BitNot => "(~",
            UnaryOperator::Not => "(!",
        });
        self.find(argument);
        self.push(")");
    }

    fn update(&mut self, operator: UpdateOperator, is_prefix: bool, target: AssignmentTarget<'a>) {
        let operator = match operator {
            UpdateOperator::Increment => "++",
            UpdateOperator::Decrement => "--",
        };
        self.push("(");
        if is_prefix {
            self.push(operator);
        }
        self.target(target);
        if !is_prefix {
            self.push(operator);
        }
        self.push(")");
    }

    fn target(&mut self, target: AssignmentTarget<'a>) {
        match target {
            AssignmentTarget::Identifier(node) => self.print(Expression::Identifier(node)),
            AssignmentTarget::Member(node) => self.print(Expression::Member(node)),
            AssignmentTarget::SuperMember(node) => self.print(Expression::SuperMember(node)),
            AssignmentTarget::Call(node) => self.print(Expression::Call(node)),
            AssignmentTarget::Parenthesized(node) => self.target(node.target),
            AssignmentTarget::Object(node) => {
                self.push("{");
                self.unnamed(node.properties.len());
                self.push("}");
            }
            AssignmentTarget::Array(node) => {
                self.push("[");
                for (number, element) in node.elements.iter().enumerate() {
                    if number > 0 {
                        self.push(",");
                    }
                    match element {
                        Some(element) => self.target(element.target),
                        None => self.push(UNNAMED),
                    }
                }
                self.push("]");
            }
        }
    }

    /// Operations of the same kind share one pair of parentheses, as far as they are done from
    /// the left.
    fn binary(&mut self, operator: BinaryOperator, left: Expression<'a>, right: Expression<'a>) {
        use BinaryOperator::{NotEqual, StrictNotEqual};
        let (open, sign, close) = match operator {
            // There are no such operations for V8.
            NotEqual => ("(!(", "==", "))"),
            StrictNotEqual => ("(!(", "===", "))"),
            operator => ("(", operator.text(), ")"),
        };
        let mut operands = vec![right];
        let mut first = left;
        if operator.numeric().is_some() && !operator.precedence().associates_to_the_right() {
            while let Expression::Binary(node) = first.without_parentheses()
                && node.operator == operator
                && constant(first, 0).is_none()
            {
                operands.push(node.right);
                first = node.left;
            }
        }
        self.push(open);
        self.find(first);
        for operand in operands.into_iter().rev() {
            self.push(&format!(" {sign} "));
            self.find(operand);
        }
        self.push(close);
    }

    fn logical(&mut self, operator: LogicalOperator, left: Expression<'a>, right: Expression<'a>) {
        let mut operands = vec![right];
        let mut first = left;
        while let Expression::Logical(node) = first.without_parentheses()
            && node.operator == operator
        {
            operands.push(node.right);
            first = node.left;
        }
        self.push("(");
        self.find(first);
        for operand in operands.into_iter().rev() {
            self.push(&format!(" {} ", operator.text()));
            self.find(operand);
        }
        self.push(")");
    }

    fn property(&mut self, property: &MemberProperty<'a>, is_optional: bool) {
        let names = &self.lowerer.program.names;
        let named = |this: &mut Self, name: &str| {
            this.push(if is_optional { "?." } else { "." });
            this.push(name);
        };
        let key = match property {
            MemberProperty::Name(name) => return named(self, names.text(name.name)),
            MemberProperty::Private(name) => {
                let name = names.text(name.name);
                return self.push(&match is_optional {
                    true => format!("?.[#{name}]"),
                    false => format!("[#{name}]"),
                });
            }
            MemberProperty::Computed(key) => key.without_parentheses(),
        };
        let fixed = match key {
            Expression::String(literal) => utf8(literal.value),
            Expression::Template(node) => fixed_text(node),
            _ => None,
        };
        if let Some(name) = fixed {
            return named(self, name);
        }
        self.push(if is_optional { "?.[" } else { "[" });
        self.find(key);
        self.push("]");
    }
}

fn utf8(value: StringValue<'_>) -> Option<&str> {
    match value {
        StringValue::Utf8(text) => Some(text),
        StringValue::Utf16(_) => None,
    }
}

/// The text of a template without substitutions.
fn fixed_text<'a>(node: &TemplateLiteral<'a>) -> Option<&'a str> {
    match node.expressions {
        [] => utf8(node.chunks.first()?.cooked?),
        _ => None,
    }
}

/// How many statements a function's body is for V8: those that only declare are none.
fn statements(function: &Function<'_>) -> usize {
    let FunctionBody::Block(block) = function.body else {
        return 1;
    };
    let runs = |statement: &&Statement<'_>| {
        !matches!(statement, Statement::Empty(_) | Statement::Function(_))
    };
    let written = block.statements.iter().filter(runs).count();
    match (function.parameters.is_simple(), function.is_generator) {
        // The body is a block of its own after the parameters.
        (false, _) => 2,
        // A generator begins with a yield.
        (true, true) => written + 1,
        (true, false) => written,
    }
}

/// How many parts a class literal is for V8.
fn methods(class: &Class<'_>) -> usize {
    let methods = class.elements.iter();
    let methods = methods.filter(|element| matches!(element, ClassElement::Method(_)));
    methods.count() + usize::from(class.heritage.is_some())
}

/// What the parser makes of an expression of numbers.
fn constant(expression: Expression<'_>, depth: u32) -> Option<Constant> {
    if depth > DEEPEST {
        return None;
    }
    let number = |expression| match constant(expression, depth + 1)? {
        Constant::Number(number) => Some(number),
        Constant::Boolean(_) => None,
    };
    match expression.without_parentheses() {
        Expression::Number(node) => Some(Constant::Number(node.value)),
        Expression::Boolean(node) => Some(Constant::Boolean(node.value)),
        Expression::Unary(node) => match node.operator {
            UnaryOperator::Not => Some(Constant::Boolean(!truth(node.argument, depth)?)),
            UnaryOperator::Plus => number(node.argument).map(Constant::Number),
            UnaryOperator::Minus => number(node.argument).map(|value| Constant::Number(-value)),
            UnaryOperator::BitNot => {
                let value = int::to_int32(number(node.argument)?);
                Some(Constant::Number(f64::from(!value)))
            }
            UnaryOperator::Delete | UnaryOperator::Void | UnaryOperator::Typeof => None,
        },
        Expression::Binary(node) => {
            let (left, right) = (number(node.left)?, number(node.right)?);
            compute(node.operator, left, right).map(Constant::Number)
        }
        _ => None,
    }
}

/// Whether a literal is true.
fn truth(expression: Expression<'_>, depth: u32) -> Option<bool> {
    match expression.without_parentheses() {
        Expression::Null(_) => Some(false),
        Expression::String(node) => Some(!node.value.is("")),
        expression => match constant(expression, depth + 1)? {
            Constant::Number(number) => Some(number != 0.0 && !number.is_nan()),
            Constant::Boolean(value) => Some(value),
        },
    }
}

/// What V8's parser makes of an operator over two numbers; it leaves `%` to be run.
fn compute(operator: BinaryOperator, left: f64, right: f64) -> Option<f64> {
    match operator.numeric()? {
        NumericOperator::Remainder => None,
        operator => Some(operator.apply(left, right)),
    }
}
