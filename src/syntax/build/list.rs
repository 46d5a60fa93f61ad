//! Lists under construction.
//!
//! Lists nest as the text does, so all lists of one element type share one stack; the grammar's
//! value for a list is where it starts there. A finished list goes to the arena, and no list
//! needs memory of its own.

use std::cell::RefCell;
use std::marker::PhantomData;

use super::Context;
use crate::syntax::ast::class::ClassElement;
use crate::syntax::ast::expression::{
    Argument, ArrayElement, Expression, ObjectMember, TemplateChunk,
};
use crate::syntax::ast::module::{ExportFromSpecifier, ImportAttribute, ImportSpecifier};
use crate::syntax::ast::pattern::{BindingElement, BindingProperty};
use crate::syntax::ast::statement::{Statement, SwitchCase, VariableDeclarator};

/// A list whose elements from `start` on are on top of their stack.
pub(crate) struct List<T> {
    start: u32,
    elements: PhantomData<T>,
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

impl<'a> Context<'a> {
    /// A list without elements.
    pub(crate) fn empty<T: Listed<'a>>(&self) -> List<T> {
        let start = T::stack(&self.stacks).borrow().len() as u32;
        List {
            start,
            elements: PhantomData,
        }
    }

    /// A list of one.
    pub(crate) fn list<T: Listed<'a>>(&self, element: T) -> List<T> {
        let list = self.empty();
        self.more(list, element)
    }

    /// A list of two, the first of which was made before the second began.
    pub(crate) fn list_of_two<T: Listed<'a>>(&self, first: T, second: T) -> List<T> {
        let list = self.list(first);
        self.more(list, second)
    }

    /// The list with one more element.
    pub(crate) fn more<T: Listed<'a>>(&self, list: List<T>, element: T) -> List<T> {
        T::stack(&self.stacks).borrow_mut().push(element.element());
        list
    }

    /// The last element of a list that isn't empty.
    pub(super) fn last<T: Listed<'a>>(&self, list: List<T>) -> Option<T::Element> {
        let stack = T::stack(&self.stacks).borrow();
        if stack.len() > list.start as usize {
            stack.last().copied()
        } else {
            None
        }
    }

    /// The finished list.
    pub(super) fn take<T: Listed<'a>>(&self, list: List<T>) -> &'a [T::Element] {
        let mut stack = T::stack(&self.stacks).borrow_mut();
        let start = list.start as usize;
        let finished = self.bump.alloc_slice_copy(&stack[start..]);
        stack.truncate(start);
        finished
    }

    /// The finished list, or none.
    pub(super) fn take_optional<T: Listed<'a>>(&self, list: Option<List<T>>) -> &'a [T::Element] {
        list.map_or(&[], |list| self.take(list))
    }
}
