//! How an object is to be shown: what is decided before anything of it is written.

use super::class::Class;
use super::internals::CollectionPreview;
use crate::engine::{Object, PropertyKey, Value};

/// How an object is to be shown.
pub(super) struct Plan {
    /// The text before the brace.
    pub(super) base: String,
    /// The brace, with its prefix.
    pub(super) open: String,
    /// The closing brace.
    pub(super) close: &'static str,
    /// The own properties that are listed.
    pub(super) keys: Vec<PropertyKey>,
    /// What is listed before them.
    pub(super) body: Body,
    /// What is listed between the two: properties that its prototype's getters give.
    pub(super) extra: &'static [&'static str],
    /// Whether the buffer among `extra` is shown as a part of this.
    pub(super) is_view: bool,
}

/// What is listed before the properties.
pub(super) enum Body {
    /// Nothing.
    Nothing,
    /// An array's elements.
    Elements,
    /// A typed array's elements; whether its `length` is the real one.
    TypedElements(bool),
    /// A buffer's bytes.
    Bytes,
    /// What a map or a set gives when it is iterated over.
    Iterable(CollectionPreview),
    /// What a collection holds.
    Collection(CollectionPreview),
    /// What a weak map holds.
    WeakMap(Vec<(Value, Value)>),
    /// What a weak set holds.
    WeakSet(Vec<Value>),
    /// A promise's state.
    Promise,
    /// `<items unknown>`
    Unknown,
    /// A module's exports.
    Namespace,
}

/// A plan, or the text itself where there is nothing to list.
pub(super) enum Planned {
    /// It is done.
    Text(String),
    /// There are entries.
    Plan(Plan),
}

impl Plan {
    pub(super) fn braces(prefix: String, keys: Vec<PropertyKey>) -> Plan {
        Plan {
            base: String::new(),
            open: format!("{prefix}{{"),
            close: "}",
            keys,
            body: Body::Nothing,
            extra: &[],
            is_view: false,
        }
    }

    pub(super) fn with_body(self, body: Body) -> Plan {
        Plan { body, ..self }
    }

    pub(super) fn with_base(base: String, keys: Vec<PropertyKey>) -> Plan {
        Plan {
            base,
            ..Plan::braces(String::new(), keys)
        }
    }

    pub(super) fn is_array(&self) -> bool {
        matches!(self.body, Body::Elements | Body::TypedElements(_))
    }
}

/// An object that a plan is made for.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    /// The object.
    pub(super) object: Object,
    /// What it is called.
    pub(super) class: &'a Class,
    /// Its level below the outermost value.
    pub(super) depth: f64,
    /// Whether it is the buffer of a typed array.
    pub(super) in_view: bool,
    /// Whether its prototypes have properties that are listed.
    pub(super) inherits: bool,
}

/// How a property is listed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// An element: its value alone.
    Element,
    /// A property of an array, with its name.
    OfArray,
    /// A property of another object.
    Named,
}
