//! Lists under construction.
//!
//! Lists nest as the text does, so all lists of one element type share one stack; the grammar's
//! value for a list is where it starts there. A finished list goes to the arena, and no list
//! needs memory of its own.

use std::cell::RefCell;
use std::marker::PhantomData;

use crate::syntax::ast::class::ClassElement;
use crate::syntax::ast::expression::{
    Argument, ArrayElement, Expression, ObjectMember, TemplateChunk,
};
use crate::syntax::ast::module::{ExportFromSpecifier, ImportAttribute, ImportSpecifier};
use crate::syntax::ast::pattern::{BindingElement, BindingProperty};
use crate::syntax::ast::statement::{Statement, SwitchCase, VariableDeclarator};

/// A list whose elements from `start` on are on top of their stack.
pub(crate) struct List<T> {
    pub(super) start: u32,
    pub(super) elements: PhantomData<T>,
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<T> {}

/// What can be in a list. Large elements travel through the grammar by reference.
pub(crate) trait Listed<'a>: Copy {
    /// What the finished list has.
    type Element: Copy + 'a;

    fn element(self) -> Self::Element;
    fn stack<'c>(stacks: &'c Stacks<'a>) -> &'c RefCell<Vec<Self::Element>>;
}

macro_rules! stacks {
    (values { $($value:ident: $value_type:ty,)* } references { $($name:ident: $type:ty,)* }) => {
        /// The stacks of unfinished lists.
        #[derive(Default)]
        pub(crate) struct Stacks<'a> {
            $($value: RefCell<Vec<$value_type>>,)*
            $($name: RefCell<Vec<$type>>,)*
        }

        $(impl<'a> Listed<'a> for $value_type {
            type Element = Self;

            fn element(self) -> Self {
                self
            }

            fn stack<'c>(stacks: &'c Stacks<'a>) -> &'c RefCell<Vec<Self>> {
                &stacks.$value
            }
        })*

        $(impl<'a> Listed<'a> for &'a $type {
            type Element = $type;

            fn element(self) -> $type {
                *self
            }

            fn stack<'c>(stacks: &'c Stacks<'a>) -> &'c RefCell<Vec<$type>> {
                &stacks.$name
            }
        })*
    };
}

stacks! {
    values {
        statements: Statement<'a>,
        expressions: Expression<'a>,
        array_elements: ArrayElement<'a>,
        object_members: ObjectMember<'a>,
        arguments: Argument<'a>,
        chunks: TemplateChunk<'a>,
        cases: SwitchCase<'a>,
        pattern_elements: Option<BindingElement<'a>>,
        class_elements: ClassElement<'a>,
    }
    references {
        declarators: VariableDeclarator<'a>,
        parameters: BindingElement<'a>,
        pattern_properties: BindingProperty<'a>,
        import_specifiers: ImportSpecifier<'a>,
        attributes: ImportAttribute<'a>,
        export_specifiers: ExportFromSpecifier<'a>,
    }
}
