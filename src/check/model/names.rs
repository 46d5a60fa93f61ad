//! What names mean: globals, things of Node's modules, functions and classes of the text.

use super::facts::{Definition, Model};
use super::parents::value_of;
use crate::syntax::ast::class::{Class, ClassElement};
use crate::syntax::ast::expression::{
    CallExpression, Expression, MemberExpression, MemberProperty, ObjectMember, PropertyKey,
    StringValue,
};
use crate::syntax::ast::function::Function;
use crate::syntax::ast::module::ModuleExportName;
use crate::syntax::ast::statement::VariableKind;
use crate::syntax::ast::{FunctionId, Goal, IdentifierReference, Name, Resolution};
use crate::syntax::scope::{BindingKind, Resolved};

/// How many steps a definition is followed.
const MOST_STEPS: u32 = 12;

/// Something of another module: the module, without `node:`, and which of its exports; nothing for all
/// of it.
pub type Imported<'a> = (&'a str, Option<&'a str>);

impl<'a> Model<'a> {
    /// Whether a use means the global variable of this name.
    pub fn is_global_name(&self, identifier: &IdentifierReference, name: &str) -> bool {
        self.text(identifier.name) == name
            && identifier.resolution.get() != Resolution::UNRESOLVED
            && matches!(
                Resolved::from(identifier.resolution.get()),
                Resolved::Global
            )
    }

    /// Whether an expression is the global variable of this name, also by `globalThis`.
    pub fn is_global(&self, expression: Expression<'a>, name: &str) -> bool {
        match expression.without_parentheses() {
            Expression::Identifier(identifier) => self.is_global_name(identifier, name),
            Expression::Member(member) => {
                self.property_name(member) == Some(name)
                    && matches!(member.object.without_parentheses(), Expression::Identifier(object)
                        if self.is_global_name(object, "globalThis"))
            }
            _ => false,
        }
    }

    /// The name of the property that is read, unless it is computed or private.
    pub fn property_name(&self, member: &MemberExpression<'a>) -> Option<&'a str> {
        match member.property {
            MemberProperty::Name(name) => Some(self.text(name.name)),
            MemberProperty::Computed(Expression::String(literal)) => match literal.value {
                StringValue::Utf8(text) => Some(text),
                StringValue::Utf16(_) => None,
            },
            MemberProperty::Computed(_) | MemberProperty::Private(_) => None,
        }
    }

    /// The member expression that is called, and the name of the method.
    pub fn method(&self, call: &CallExpression<'a>) -> Option<(&'a MemberExpression<'a>, &'a str)> {
        match inner(call.callee) {
            Expression::Member(member) => Some((member, self.property_name(member)?)),
            _ => None,
        }
    }

    /// The name of a static method of the global `Promise` that is called.
    pub fn promise_static(&self, call: &CallExpression<'a>) -> Option<&'a str> {
        let (member, name) = self.method(call)?;
        self.is_global(member.object, "Promise").then_some(name)
    }

    /// What an expression is of another module.
    pub fn imported(&self, expression: Expression<'a>) -> Option<Imported<'a>> {
        self.imported_within(expression, MOST_STEPS)
    }

    fn imported_within(&self, expression: Expression<'a>, steps: u32) -> Option<Imported<'a>> {
        let steps = steps.checked_sub(1)?;
        match inner(expression) {
            Expression::Identifier(_) => {
                let facts = self.facts_of(expression)?;
                match self.only_definition(facts)? {
                    Definition::Import(module, None) => Some((bare(module), None)),
                    Definition::Import(module, Some(name)) => {
                        Some((bare(module), Some(self.export_name(name)?)))
                    }
                    Definition::Value(value) => self.imported_within(value, steps),
                    Definition::Property(of, name) => {
                        self.member_of(self.imported_within(of, steps)?, self.text(name))
                    }
                    _ => None,
                }
            }
            Expression::Member(member) => {
                let of = self.imported_within(member.object, steps)?;
                self.member_of(of, self.property_name(member)?)
            }
            Expression::Call(call) => {
                let Expression::Identifier(callee) = call.callee else {
                    return None;
                };
                match call.arguments {
                    [module] if self.is_require(callee) => {
                        Some((bare(text_of(value_of(module))?), None))
                    }
                    _ => None,
                }
            }
            Expression::Await(node) => match node.argument.without_parentheses() {
                Expression::ImportCall(import) => Some((bare(text_of(import.specifier)?), None)),
                _ => None,
            },
            _ => None,
        }
    }

    fn member_of(&self, (module, of): Imported<'a>, name: &'a str) -> Option<Imported<'a>> {
        match (module, of, name) {
            ("fs", None, "promises") => Some(("fs/promises", None)),
            ("timers", None, "promises") => Some(("timers/promises", None)),
            (_, None, "default") => Some((module, None)),
            (_, None, _) => Some((module, Some(name))),
            _ => None,
        }
    }

    fn export_name(&self, name: ModuleExportName<'a>) -> Option<&'a str> {
        match name {
            ModuleExportName::Name(name) => Some(self.text(name.name)),
            ModuleExportName::String(_) => None,
        }
    }

    /// Whether a use means the `require` that a CommonJS module has.
    fn is_require(&self, identifier: &IdentifierReference) -> bool {
        if self.program.goal != Goal::CommonJs || identifier.name != Name::REQUIRE {
            return false;
        }
        match Resolved::from(identifier.resolution.get()) {
            Resolved::Binding(binding) => {
                self.scopes.scope(binding.scope).function == Some(FunctionId(0))
                    && self.scopes.binding(binding).kind == BindingKind::Parameter
            }
            _ => false,
        }
    }

    /// Whether an expression is the timer function of this name, global or of `node:timers`.
    pub fn is_timer_function(&self, expression: Expression<'a>, name: &str) -> bool {
        self.is_global(expression, name)
            || self.imported(expression) == Some(("timers", Some(name)))
    }

    /// Whether an expression is `process`.
    pub fn is_process(&self, expression: Expression<'a>) -> bool {
        self.is_global(expression, "process")
            || self.imported(expression) == Some(("process", None))
    }

    /// The function of this text that an expression is.
    pub fn function_of(&self, expression: Expression<'a>) -> Option<&'a Function<'a>> {
        self.function_within(expression, MOST_STEPS)
    }

    fn function_within(&self, expression: Expression<'a>, steps: u32) -> Option<&'a Function<'a>> {
        let steps = steps.checked_sub(1)?;
        match inner(expression) {
            Expression::Function(function) => Some(function),
            Expression::Identifier(_) => {
                let facts = self.facts_of(expression)?;
                match self.only_definition(facts)? {
                    Definition::Function(function) => Some(function),
                    Definition::Value(value) => self.function_within(value, steps),
                    _ => None,
                }
            }
            Expression::Member(member) => match self.instance_of(member.object, steps) {
                Some((class, is_static)) => self.method_of(class, is_static, member),
                None => self.member_of_literal(member, steps),
            },
            _ => None,
        }
    }

    /// The class that an object is an instance of, or itself is.
    fn instance_of(&self, object: Expression<'a>, steps: u32) -> Option<(&'a Class<'a>, bool)> {
        let steps = steps.checked_sub(1)?;
        match inner(object) {
            Expression::Identifier(_) => {
                let facts = self.facts_of(object)?;
                match self.only_definition(facts)? {
                    Definition::Class(class) => Some((class, true)),
                    Definition::Value(Expression::Class(class)) => Some((class, true)),
                    Definition::Value(value @ Expression::New(_)) => self.instance_of(value, steps),
                    _ => None,
                }
            }
            Expression::New(node) => match self.instance_of(node.callee, steps)? {
                (class, true) => Some((class, false)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The method that `this.a` is for code of a function.
    pub fn own_method(
        &self,
        function: Option<FunctionId>,
        member: &MemberExpression<'a>,
    ) -> Option<&'a Function<'a>> {
        let Expression::This(_) = member.object.without_parentheses() else {
            return None;
        };
        let mut facts = self.function(function?);
        while facts.node.is_arrow {
            facts = self.function(facts.parent?);
        }
        let (class, is_static) = facts.class?;
        self.method_of(class, is_static, member)
    }

    fn method_of(
        &self,
        class: &'a Class<'a>,
        is_static: bool,
        member: &MemberExpression<'a>,
    ) -> Option<&'a Function<'a>> {
        let mut found = class.elements.iter().filter_map(|element| match element {
            ClassElement::Method(method)
                if method.is_static == is_static && self.is_key(&method.key, member) =>
            {
                Some(method.function)
            }
            _ => None,
        });
        let first = found.next()?;
        let is_method = first.kind == crate::syntax::ast::function::FunctionKind::Method;
        (is_method && found.next().is_none()).then_some(first)
    }

    /// Whether a key is what a member expression asks for.
    fn is_key(&self, key: &PropertyKey<'a>, member: &MemberExpression<'a>) -> bool {
        match (key, member.property) {
            (PropertyKey::Private(key), MemberProperty::Private(name)) => key.name == name.name,
            (PropertyKey::Name(key), _) => self.property_name(member) == Some(self.text(key.name)),
            _ => false,
        }
    }

    /// A function in the object literal that a constant holds.
    fn member_of_literal(
        &self,
        member: &MemberExpression<'a>,
        steps: u32,
    ) -> Option<&'a Function<'a>> {
        let steps = steps.checked_sub(1)?;
        let facts = self.facts_of(inner(member.object))?;
        let Definition::Value(Expression::Object(object)) = self.only_definition(facts)? else {
            return None;
        };
        if facts.keyword != Some(VariableKind::Const) {
            return None;
        }
        let mut found = object.members.iter().filter_map(|part| match part {
            ObjectMember::Method(method) if self.is_key(&method.key, member) => {
                Some(method.function)
            }
            ObjectMember::Property(property) if self.is_key(&property.key, member) => {
                self.function_within(property.value, steps)
            }
            _ => None,
        });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// The function of this text that a call calls; `function` is where the call is.
    pub fn called(
        &self,
        call: &CallExpression<'a>,
        function: Option<FunctionId>,
    ) -> Option<&'a Function<'a>> {
        match inner(call.callee) {
            Expression::Member(member) => match self.own_method(function, member) {
                Some(method) => Some(method),
                None => self.function_of(call.callee),
            },
            callee => self.function_of(callee),
        }
    }

    /// Whether a value is an array for sure.
    pub fn is_array(&self, expression: Expression<'a>) -> bool {
        self.is_array_within(expression, MOST_STEPS)
    }

    fn is_array_within(&self, expression: Expression<'a>, steps: u32) -> bool {
        let Some(steps) = steps.checked_sub(1) else {
            return false;
        };
        match inner(expression) {
            Expression::Array(_) => true,
            Expression::Identifier(_) => {
                let Some(facts) = self.facts_of(expression) else {
                    return false;
                };
                !facts.definitions.is_empty()
                    && facts.definitions.iter().all(|definition| match definition {
                        Definition::Value(value) => self.is_array_within(*value, steps),
                        _ => false,
                    })
            }
            Expression::New(node) => self.is_global(node.callee, "Array"),
            Expression::Call(call) => {
                let Some((member, name)) = self.method(call) else {
                    return false;
                };
                match name {
                    "keys" | "values" | "entries" => self.is_global(member.object, "Object"),
                    "from" | "of" => self.is_global(member.object, "Array"),
                    "map" | "filter" | "slice" | "concat" | "flat" | "flatMap" | "toSorted"
                    | "toReversed" => self.is_array_within(member.object, steps),
                    _ => false,
                }
            }
            _ => false,
        }
    }
}

/// An expression without parentheses and the frame of an optional chain.
pub fn inner(expression: Expression<'_>) -> Expression<'_> {
    let mut expression = expression;
    loop {
        expression = match expression {
            Expression::Parenthesized(node) => node.expression,
            Expression::Chain(node) => node.expression,
            other => return other,
        };
    }
}

/// A name of a module without its scheme.
fn bare(module: &str) -> &str {
    module.strip_prefix("node:").unwrap_or(module)
}

/// The text of a string literal.
pub fn text_of(expression: Expression<'_>) -> Option<&str> {
    match expression.without_parentheses() {
        Expression::String(literal) => match literal.value {
            StringValue::Utf8(text) => Some(text),
            StringValue::Utf16(_) => None,
        },
        _ => None,
    }
}

/// The function literal that is an argument.
pub fn literal_argument<'a>(call: &CallExpression<'a>, index: usize) -> Option<&'a Function<'a>> {
    match value_of(call.arguments.get(index)?).without_parentheses() {
        Expression::Function(function) => Some(function),
        _ => None,
    }
}
