//! Functions written in Rust: their signature, their frame, the tables that list them.

use super::{Agent, JsResult};
use crate::heap::{CALLEE, Frame, HostData, Object, PropertyKey, Store, THIS, Tracer, Value};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::rc::Rc;

/// A function written in Rust.
///
/// Collection happens only where a script's code can run: in [`Agent::call`] and everything that
/// may lead to it (getters, conversions of objects, iteration). A native that never does that may
/// hold values freely; one that does must [`Agent::keep`] what it holds and isn't reachable
/// otherwise (its arguments and `this` are).
pub type NativeFn = fn(&mut Agent, Call) -> JsResult;

/// The frame of a native call.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    pub(super) frame: Frame,
    pub(super) argc: u32,
    pub(super) construct: bool,
}

impl Call {
    /// The function object that was called.
    #[inline]
    pub fn callee(self) -> Object {
        self.frame
            .get(CALLEE)
            .as_object()
            .unwrap_or_else(|| unreachable!("only objects are called"))
    }

    /// `this`
    #[inline(always)]
    pub fn this(self) -> Value {
        self.frame.get(THIS)
    }

    /// How many arguments were given.
    #[inline(always)]
    pub fn len(self) -> usize {
        self.argc as usize
    }

    /// Whether no argument was given.
    #[inline(always)]
    pub fn is_empty(self) -> bool {
        self.argc == 0
    }

    /// An argument, or `undefined`.
    #[inline(always)]
    pub fn arg(self, index: usize) -> Value {
        if index < self.argc as usize {
            self.frame.argument(index)
        } else {
            Value::UNDEFINED
        }
    }

    /// The arguments from one on, copied.
    pub fn args_from(self, start: usize) -> Vec<Value> {
        (start..self.len()).map(|index| self.arg(index)).collect()
    }

    /// All arguments, copied.
    pub fn args(self) -> Vec<Value> {
        self.args_from(0)
    }

    /// Whether it was called through `new`, `super()` or `Reflect.construct`.
    #[inline(always)]
    pub fn is_construct(self) -> bool {
        self.construct
    }

    /// `new.target`, or `undefined` for a plain call. To be asked before any callback runs.
    pub fn new_target(self, agent: &Agent) -> Value {
        if self.construct {
            agent.machine.new_target
        } else {
            Value::UNDEFINED
        }
    }

    /// Overwrites an argument slot: a rooted place for a value. The index must be below `len`.
    pub fn set_arg(self, index: usize, value: Value) {
        assert!(index < self.len());
        self.frame.set_argument(index, value);
    }
}

/// A closure of an embedder.
pub type NativeClosure = dyn Fn(&mut Agent, Call) -> JsResult;

/// The closure that a function object runs: it dies with the object.
pub(super) struct ClosureData {
    pub(super) run: Rc<NativeClosure>,
    /// `name`
    pub(super) name: PropertyKey,
    /// `length`
    pub(super) length: u8,
}

impl HostData for ClosureData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(atom) = self.name.as_atom() {
            tracer.mark(atom.value());
        }
    }

    fn external_bytes(&self) -> usize {
        size_of_val(&*self.run)
    }
}

/// What all function objects over one native share.
pub struct NativeEntry {
    /// What is run.
    pub run: NativeFn,
    /// `name`
    pub name: PropertyKey,
    /// The prefix of the name: `get ` or `set `.
    pub prefix: &'static str,
    /// `length`
    pub length: u8,
    /// Whether it can be constructed.
    pub constructor: bool,
    /// Whether it has a `prototype` and is constructed as a function of a script is.
    pub ordinary: bool,
    /// Whether it shows itself as a class.
    pub class: bool,
}

impl NativeEntry {
    /// Whether nothing could tell functions over the two apart.
    pub(super) fn is_same(&self, other: &NativeEntry) -> bool {
        std::ptr::fn_addr_eq(self.run, other.run)
            && (self.name, self.prefix) == (other.name, other.prefix)
            && (self.length, self.class) == (other.length, other.class)
            && (self.constructor, self.ordinary) == (other.constructor, other.ordinary)
    }
}

/// The number of a [`NativeEntry`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NativeId(pub(super) u32);

impl NativeId {
    /// The number by which a function object knows what it runs: that of `Heap::native`.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// The functions written in Rust that function objects run.
pub struct Natives {
    /// By number.
    pub(super) entries: Rc<Store<NativeEntry>>,
    /// Those that were registered one by one: by what they run and their name.
    pub(super) registered: FxHashMap<(usize, PropertyKey), u32>,
    /// What the functions of promises run.
    pub(super) resolve_function: NativeId,
    pub(super) reject_function: NativeId,
    pub(super) capability_executor: NativeId,
    /// What functions over closures of embedders run.
    pub(super) call_closure: NativeId,
    /// `Function.prototype.apply`
    pub function_apply: Option<u32>,
    /// `Function.prototype.call`
    pub function_call: Option<u32>,
}

impl Natives {
    /// None.
    pub(super) fn new() -> Natives {
        Natives {
            entries: Rc::new(Store::new()),
            registered: FxHashMap::with_capacity_and_hasher(112, FxBuildHasher),
            resolve_function: NativeId(0),
            reject_function: NativeId(0),
            capability_executor: NativeId(0),
            call_closure: NativeId(0),
            function_apply: None,
            function_call: None,
        }
    }
}

/// One line of a built-in's table: a method. A name `@@iterator` means the symbol.
#[derive(Clone, Copy)]
pub struct Method {
    /// Its key.
    pub name: &'static str,
    /// Its `length`.
    pub length: u8,
    /// What it runs.
    pub run: NativeFn,
    /// Whether it has a `prototype` and is constructed as a function of a script is.
    pub ordinary: bool,
}

impl Method {
    /// A line.
    pub const fn new(name: &'static str, length: u8, run: NativeFn) -> Method {
        Method {
            name,
            length,
            run,
            ordinary: false,
        }
    }

    /// A line for what Node wrote in JavaScript as a function: it can be constructed.
    pub const fn function(name: &'static str, length: u8, run: NativeFn) -> Method {
        Method {
            ordinary: true,
            ..Method::new(name, length, run)
        }
    }
}

/// One line of a built-in's table: an accessor property.
#[derive(Clone, Copy)]
pub struct Accessor {
    /// Its key.
    pub name: &'static str,
    /// The getter.
    pub get: Option<NativeFn>,
    /// The setter.
    pub set: Option<NativeFn>,
}

impl Accessor {
    /// A line with a getter only.
    pub const fn getter(name: &'static str, get: NativeFn) -> Accessor {
        Accessor {
            name,
            get: Some(get),
            set: None,
        }
    }
}

/// One line of a host's table: a global that is made when it is first looked at.
#[derive(Clone, Copy)]
pub struct LazyGlobal {
    /// Its name.
    pub name: &'static str,
    /// Makes its value, without running a script's code: the look may be in the midst of anything.
    pub make: fn(&mut Agent) -> JsResult,
}

/// A constructor's line: how the function is made.
#[derive(Clone, Copy)]
pub struct Constructor {
    /// Its name, also in the global object.
    pub name: &'static str,
    /// Its `length`.
    pub length: u8,
    /// What it runs; [`Call::is_construct`] tells whether with `new`.
    pub run: NativeFn,
}
