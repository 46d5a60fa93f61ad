//! Expressions.
//!
//! Parentheses are kept as a node: they matter for cover grammars and for naming anonymous
//! functions. An optional chain is one [`ChainExpression`] around its links.

use super::class::Class;
use super::function::Function;
use super::identifier::{IdentifierName, IdentifierReference, PrivateName};
use super::pattern::AssignmentTarget;
use crate::operators::NumericOperator;
pub use crate::operators::{BinaryOperator, LogicalOperator};
use crate::source::Span;
use std::fmt;

/// Any expression: a tag and a reference, cheap to copy.
#[derive(Clone, Copy, Debug)]
pub enum Expression<'a> {
    /// `x`
    Identifier(&'a IdentifierReference),
    /// `this`
    This(Span),
    /// `null`
    Null(Span),
    /// `true`, `false`
    Boolean(BooleanLiteral),
    /// `1.5`
    Number(&'a NumberLiteral),
    /// `10n`
    BigInt(&'a BigIntLiteral<'a>),
    /// `"text"`
    String(&'a StringLiteral<'a>),
    /// `/pattern/flags`
    RegExp(&'a RegExpLiteral<'a>),
    /// `` `a ${b} c` ``
    Template(&'a TemplateLiteral<'a>),
    /// `` tag`a ${b} c` ``
    TaggedTemplate(&'a TaggedTemplate<'a>),
    /// `[a, , ...b]`
    Array(&'a ArrayLiteral<'a>),
    /// `{a: 1, b, c() {}, ...d}`
    Object(&'a ObjectLiteral<'a>),
    /// `function () {}`, `() => x`, and their async and generator forms
    Function(&'a Function<'a>),
    /// `class {}`
    Class(&'a Class<'a>),
    /// `-x`, `typeof x`, `delete x.y`
    Unary(&'a UnaryExpression<'a>),
    /// `x++`, `--x`
    Update(&'a UpdateExpression<'a>),
    /// `a + b`, `a in b`
    Binary(&'a BinaryExpression<'a>),
    /// `#x in a`
    PrivateIn(&'a PrivateInExpression<'a>),
    /// `a && b`, `a || b`, `a ?? b`
    Logical(&'a LogicalExpression<'a>),
    /// `a = b`, `a += b`, `a ??= b`
    Assignment(&'a AssignmentExpression<'a>),
    /// `a ? b : c`
    Conditional(&'a ConditionalExpression<'a>),
    /// `a.b`, `a[b]`, `a.#b`
    Member(&'a MemberExpression<'a>),
    /// `super.b`, `super[b]`
    SuperMember(&'a SuperMemberExpression<'a>),
    /// `f(x)`
    Call(&'a CallExpression<'a>),
    /// `super(x)`
    SuperCall(&'a SuperCallExpression<'a>),
    /// `new F(x)`
    New(&'a NewExpression<'a>),
    /// `a?.b.c`
    Chain(&'a ChainExpression<'a>),
    /// `import(x)`
    ImportCall(&'a ImportCallExpression<'a>),
    /// `new.target`
    NewTarget(Span),
    /// `import.meta`
    ImportMeta(Span),
    /// `a, b`
    Sequence(&'a SequenceExpression<'a>),
    /// `yield x`, `yield* x`
    Yield(&'a YieldExpression<'a>),
    /// `await x`
    Await(&'a AwaitExpression<'a>),
    /// `(x)`
    Parenthesized(&'a ParenthesizedExpression<'a>),
}

impl Expression<'_> {
    /// The place of the whole expression.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Identifier(node) => node.span,
            Self::This(span) | Self::Null(span) => *span,
            Self::NewTarget(span) | Self::ImportMeta(span) => *span,
            Self::Boolean(node) => node.span,
            Self::Number(node) => node.span,
            Self::BigInt(node) => node.span,
            Self::String(node) => node.span,
            Self::RegExp(node) => node.span,
            Self::Template(node) => node.span,
            Self::TaggedTemplate(node) => node.span,
            Self::Array(node) => node.span,
            Self::Object(node) => node.span,
            Self::Function(node) => node.span,
            Self::Class(node) => node.span,
            Self::Unary(node) => node.span,
            Self::Update(node) => node.span,
            Self::Binary(node) => node.span,
            Self::PrivateIn(node) => node.span,
            Self::Logical(node) => node.span,
            Self::Assignment(node) => node.span,
            Self::Conditional(node) => node.span,
            Self::Member(node) => node.span,
            Self::SuperMember(node) => node.span,
            Self::Call(node) => node.span,
            Self::SuperCall(node) => node.span,
            Self::New(node) => node.span,
            Self::Chain(node) => node.span,
            Self::ImportCall(node) => node.span,
            Self::Sequence(node) => node.span,
            Self::Yield(node) => node.span,
            Self::Await(node) => node.span,
            Self::Parenthesized(node) => node.span,
        }
    }

    /// The expression inside any number of parentheses.
    #[must_use]
    pub fn without_parentheses(self) -> Self {
        let mut expression = self;
        while let Self::Parenthesized(node) = expression {
            expression = node.expression;
        }
        expression
    }
}

/// `true` or `false`.
#[derive(Clone, Copy, Debug)]
pub struct BooleanLiteral {
    /// The word.
    pub span: Span,
    /// Its value.
    pub value: bool,
}

/// A number.
#[derive(Debug)]
pub struct NumberLiteral {
    /// The literal.
    pub span: Span,
    /// Its value.
    pub value: f64,
    /// Written with a leading zero (`017`, `09`), which strict code forbids.
    pub is_legacy: bool,
}

/// A BigInt.
#[derive(Debug)]
pub struct BigIntLiteral<'a> {
    /// The literal with its `n`.
    pub span: Span,
    /// The digits without separators and `n`, with a lower-case prefix `0x`, `0o`, `0b` if any.
    pub digits: &'a str,
}

/// The value of a string literal or template chunk.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum StringValue<'a> {
    /// Well-formed Unicode.
    Utf8(&'a str),
    /// Has a surrogate without its partner, so only code units can express it.
    Utf16(&'a [u16]),
}

impl StringValue<'_> {
    /// Whether the value is exactly `text`.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        matches!(self, Self::Utf8(value) if *value == text)
    }

    /// The value in UTF-16 code units.
    #[must_use]
    pub fn to_utf16(&self) -> Vec<u16> {
        match self {
            Self::Utf8(text) => text.encode_utf16().collect(),
            Self::Utf16(units) => units.to_vec(),
        }
    }
}

impl fmt::Debug for StringValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Utf8(text) => text.fmt(f),
            Self::Utf16(units) => String::from_utf16_lossy(units).fmt(f),
        }
    }
}

/// A string.
#[derive(Debug)]
pub struct StringLiteral<'a> {
    /// The literal with its quotes.
    pub span: Span,
    /// Its value, escapes decoded.
    pub value: StringValue<'a>,
    /// The first escape that strict code forbids (`\07`, `\8`).
    pub legacy_escape: Option<Span>,
}

/// A regular expression; the pattern isn't checked here.
#[derive(Debug)]
pub struct RegExpLiteral<'a> {
    /// The literal with slashes and flags.
    pub span: Span,
    /// The text between the slashes.
    pub pattern: &'a str,
    /// The text after the second slash.
    pub flags: &'a str,
}

/// A template without a tag. There is one chunk more than expressions.
#[derive(Debug)]
pub struct TemplateLiteral<'a> {
    /// The literal with its backticks.
    pub span: Span,
    /// The texts between the substitutions.
    pub chunks: &'a [TemplateChunk<'a>],
    /// The substitutions.
    pub expressions: &'a [Expression<'a>],
}

/// A text in a template.
#[derive(Clone, Copy, Debug)]
pub struct TemplateChunk<'a> {
    /// The text without delimiters.
    pub span: Span,
    /// The value; nothing if it has an invalid escape, which only a tag allows.
    pub cooked: Option<StringValue<'a>>,
    /// The text as written, line ends as `\n`.
    pub raw: &'a str,
}

/// A template with a tag.
#[derive(Debug)]
pub struct TaggedTemplate<'a> {
    /// Tag and template.
    pub span: Span,
    /// The tag; a member expression passes its object as `this`.
    pub tag: Expression<'a>,
    /// The template.
    pub template: &'a TemplateLiteral<'a>,
}

/// `[a, , ...b]`
#[derive(Debug)]
pub struct ArrayLiteral<'a> {
    /// With brackets.
    pub span: Span,
    /// The elements and holes.
    pub elements: &'a [ArrayElement<'a>],
}

/// A part of an array literal.
#[derive(Clone, Copy, Debug)]
pub enum ArrayElement<'a> {
    /// `a`
    Expression(Expression<'a>),
    /// `...a`
    Spread(&'a SpreadElement<'a>),
    /// Nothing between two commas; the span is that of the comma after it.
    Hole(Span),
}

/// `...a` in an array, a call or an object.
#[derive(Debug)]
pub struct SpreadElement<'a> {
    /// With the dots.
    pub span: Span,
    /// What is spread.
    pub argument: Expression<'a>,
}

/// `{a: 1, b, c() {}, ...d}`
#[derive(Debug)]
pub struct ObjectLiteral<'a> {
    /// With braces.
    pub span: Span,
    /// Its members in order.
    pub members: &'a [ObjectMember<'a>],
}

/// A part of an object literal.
#[derive(Clone, Copy, Debug)]
pub enum ObjectMember<'a> {
    /// `key: value`
    Property(&'a ObjectProperty<'a>),
    /// `x`
    Shorthand(&'a IdentifierReference),
    /// `m() {}`, `get a() {}`, `async *b() {}`; the kind is the function's
    Method(&'a ObjectMethod<'a>),
    /// `...a`
    Spread(&'a SpreadElement<'a>),
}

/// `key: value`
#[derive(Debug)]
pub struct ObjectProperty<'a> {
    /// Key and value.
    pub span: Span,
    /// The key; never private.
    pub key: PropertyKey<'a>,
    /// The value.
    pub value: Expression<'a>,
}

/// A method or accessor of an object literal.
#[derive(Debug)]
pub struct ObjectMethod<'a> {
    /// The whole definition.
    pub span: Span,
    /// The key; never private.
    pub key: PropertyKey<'a>,
    /// Its kind is `Method`, `Getter` or `Setter`.
    pub function: &'a Function<'a>,
}

/// The name of a property or class element.
#[derive(Clone, Copy, Debug)]
pub enum PropertyKey<'a> {
    /// `a`
    Name(IdentifierName),
    /// `"a"`
    String(&'a StringLiteral<'a>),
    /// `1`
    Number(&'a NumberLiteral),
    /// `1n`
    BigInt(&'a BigIntLiteral<'a>),
    /// `[a]`; the span has the brackets
    Computed(Span, &'a Expression<'a>),
    /// `#a`, only in classes
    Private(PrivateName),
}

impl PropertyKey<'_> {
    /// The place of the key, with the brackets of a computed one.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Name(name) => name.span,
            Self::String(literal) => literal.span,
            Self::Number(literal) => literal.span,
            Self::BigInt(literal) => literal.span,
            Self::Computed(span, _) => *span,
            Self::Private(name) => name.span,
        }
    }

    /// Whether the key is `[a]`.
    #[must_use]
    pub fn is_computed(&self) -> bool {
        matches!(self, Self::Computed(..))
    }
}

/// An operator before its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `delete`
    Delete,
    /// `void`
    Void,
    /// `typeof`
    Typeof,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `~`
    BitNot,
    /// `!`
    Not,
}

/// `-x`
#[derive(Debug)]
pub struct UnaryExpression<'a> {
    /// Operator and operand.
    pub span: Span,
    /// The operator.
    pub operator: UnaryOperator,
    /// The operand.
    pub argument: Expression<'a>,
}

/// `++` or `--`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateOperator {
    /// `++`
    Increment,
    /// `--`
    Decrement,
}

/// `++x`, `x--`
#[derive(Debug)]
pub struct UpdateExpression<'a> {
    /// Operator and operand.
    pub span: Span,
    /// The operator.
    pub operator: UpdateOperator,
    /// Whether the operator is before the operand.
    pub is_prefix: bool,
    /// The operand; never a pattern.
    pub target: AssignmentTarget<'a>,
}

/// `a + b`
#[derive(Debug)]
pub struct BinaryExpression<'a> {
    /// Both operands.
    pub span: Span,
    /// The operator.
    pub operator: BinaryOperator,
    /// Evaluated first.
    pub left: Expression<'a>,
    /// Evaluated second.
    pub right: Expression<'a>,
}

/// `#x in a`
#[derive(Debug)]
pub struct PrivateInExpression<'a> {
    /// Name and operand.
    pub span: Span,
    /// The private name.
    pub name: PrivateName,
    /// The object asked.
    pub right: Expression<'a>,
}

/// `a && b`
#[derive(Debug)]
pub struct LogicalExpression<'a> {
    /// Both operands.
    pub span: Span,
    /// The operator.
    pub operator: LogicalOperator,
    /// Evaluated first.
    pub left: Expression<'a>,
    /// Evaluated if the left one doesn't decide.
    pub right: Expression<'a>,
}

/// The operator of an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignmentOperator {
    /// `=`
    Assign,
    /// `+=` and the like
    Numeric(NumericOperator),
    /// `&&=`, `||=`, `??=`
    Logical(LogicalOperator),
}

/// `a = b`
#[derive(Debug)]
pub struct AssignmentExpression<'a> {
    /// Target and value.
    pub span: Span,
    /// The operator.
    pub operator: AssignmentOperator,
    /// Where to; a pattern only with `=`.
    pub target: AssignmentTarget<'a>,
    /// The right-hand side.
    pub value: Expression<'a>,
}

/// `a ? b : c`
#[derive(Debug)]
pub struct ConditionalExpression<'a> {
    /// All three.
    pub span: Span,
    /// Decides.
    pub test: Expression<'a>,
    /// If true.
    pub consequent: Expression<'a>,
    /// If false.
    pub alternate: Expression<'a>,
}

/// How a property is named in a member expression.
#[derive(Clone, Copy, Debug)]
pub enum MemberProperty<'a> {
    /// `.b`
    Name(IdentifierName),
    /// `[b]`
    Computed(Expression<'a>),
    /// `.#b`
    Private(PrivateName),
}

impl MemberProperty<'_> {
    /// The place of the name or expression, without dot and brackets.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Name(name) => name.span,
            Self::Computed(expression) => expression.span(),
            Self::Private(name) => name.span,
        }
    }
}

/// `a.b`, `a?.b`
#[derive(Debug)]
pub struct MemberExpression<'a> {
    /// Object and property.
    pub span: Span,
    /// The object.
    pub object: Expression<'a>,
    /// The property.
    pub property: MemberProperty<'a>,
    /// Written `?.`: a nullish object ends the chain around.
    pub is_optional: bool,
    /// Somewhere before it, outside of parentheses, is a call or a `?.`: what V8 says the place of
    /// a property is depends on that.
    pub follows_call: bool,
}

/// `super.b`
#[derive(Debug)]
pub struct SuperMemberExpression<'a> {
    /// With `super`.
    pub span: Span,
    /// The property; never private.
    pub property: MemberProperty<'a>,
}

/// An argument of a call.
#[derive(Clone, Copy, Debug)]
pub enum Argument<'a> {
    /// `a`
    Expression(Expression<'a>),
    /// `...a`
    Spread(&'a SpreadElement<'a>),
}

/// `f(x)`, `f?.(x)`
#[derive(Debug)]
pub struct CallExpression<'a> {
    /// Callee and arguments.
    pub span: Span,
    /// The callee; a member expression passes its object as `this`, also in parentheses.
    pub callee: Expression<'a>,
    /// The arguments.
    pub arguments: &'a [Argument<'a>],
    /// Written `?.(`: a nullish callee ends the chain around.
    pub is_optional: bool,
}

/// `super(x)`
#[derive(Debug)]
pub struct SuperCallExpression<'a> {
    /// With `super`.
    pub span: Span,
    /// The arguments.
    pub arguments: &'a [Argument<'a>],
}

/// `new F(x)`, `new F`
#[derive(Debug)]
pub struct NewExpression<'a> {
    /// With `new`.
    pub span: Span,
    /// The constructor.
    pub callee: Expression<'a>,
    /// The arguments; none without parentheses.
    pub arguments: &'a [Argument<'a>],
}

/// An optional chain: where a link with `is_optional` meets null or undefined, the whole chain is
/// undefined. The expression is a member expression, call or tagged template, and the links
/// follow its objects and callees.
#[derive(Debug)]
pub struct ChainExpression<'a> {
    /// The whole chain.
    pub span: Span,
    /// Its last link.
    pub expression: Expression<'a>,
}

/// `import(x)`, `import(x, options)`
#[derive(Debug)]
pub struct ImportCallExpression<'a> {
    /// With `import`.
    pub span: Span,
    /// Written `import.defer()`.
    pub is_deferred: bool,
    /// What to import.
    pub specifier: Expression<'a>,
    /// The second argument.
    pub options: Option<Expression<'a>>,
}

/// `a, b`
#[derive(Debug)]
pub struct SequenceExpression<'a> {
    /// All of them.
    pub span: Span,
    /// Two or more.
    pub expressions: &'a [Expression<'a>],
}

/// `yield x`
#[derive(Debug)]
pub struct YieldExpression<'a> {
    /// With `yield`.
    pub span: Span,
    /// Written `yield*`.
    pub is_delegate: bool,
    /// The operand.
    pub argument: Option<Expression<'a>>,
}

/// `await x`
#[derive(Debug)]
pub struct AwaitExpression<'a> {
    /// With `await`.
    pub span: Span,
    /// The operand.
    pub argument: Expression<'a>,
}

/// `(x)`
#[derive(Debug)]
pub struct ParenthesizedExpression<'a> {
    /// With parentheses.
    pub span: Span,
    /// What is inside.
    pub expression: Expression<'a>,
}
