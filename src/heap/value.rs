//! The representation of a value: 8 bytes, NaN-boxed.
//!
//! Owns the bit layout and the typed handles. What values mean to the language (conversion,
//! comparison) is `engine::operations`.
//!
//! | bits | meaning |
//! | --- | --- |
//! | `0x0000_0000_CCCC_CCCC` | a constant (`undefined`, `null`, a boolean) or an internal mark, by its number C |
//! | `0x0000_00KK_OOOO_OOOO` | kind tag K and the cell's offset O in its arena, in units of 8 bytes |
//! | `0x0001_…` | a [`Link`]: frame bookkeeping, never seen by a script |
//! | `0x0002_…` to `0xFFFC_…` | a double, its bits offset by 2^49 |
//! | `0xFFFE_0000_IIII_IIII` | an int32 |
//!
//! Invariant: a number that fits an int32 (and is not -0) may be held in either form; comparison
//! and hashing must treat both alike.

use std::fmt;
use std::marker::PhantomData;
use std::num::NonZeroU64;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// What a value's tag says. The order matters: objects are one contiguous range at the end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Kind {
    /// A scope object with room for 3 captured variables.
    Scope3 = 1,
    /// A scope object with room for 7.
    Scope7 = 2,
    /// A scope object with room for 15.
    Scope15 = 3,
    /// A scope object of any size.
    ScopeLarge = 4,
    /// One registered reaction of a promise.
    Reaction = 5,
    /// A box of internal data that isn't an object (class definitions, environments).
    Internal = 6,
    /// One request to an async generator.
    Request = 7,
    /// A suspended generator or async function whose frame has up to 7 slots.
    Activation7 = 8,
    /// With up to 10 slots.
    Activation10 = 9,
    /// With up to 14 slots.
    Activation14 = 10,
    /// With up to 21 slots.
    Activation21 = 11,
    /// With any number of slots.
    ActivationLarge = 12,
    /// A string.
    String = 16,
    /// A symbol.
    Symbol = 17,
    /// A bigint.
    BigInt = 18,
    /// A plain object with 3 inline slots. The first of the object kinds.
    Object3 = 32,
    /// A plain object with 7 inline slots.
    Object7 = 33,
    /// A plain object with 15 inline slots.
    Object15 = 34,
    /// An array exotic object.
    Array = 35,
    /// A function that was written in JavaScript.
    Function = 36,
    /// A function that was written in Rust.
    Native = 37,
    /// A promise.
    Promise = 38,
    /// A generator or async generator object.
    Generator = 39,
    /// An ordinary object with internal slots in a [`HostData`](super::HostData) box.
    Host = 40,
    /// As `Host`, with an exotic `[[GetOwnProperty]]` and friends: a String wrapper.
    StringObject = 41,
    /// As `Host`: a mapped arguments object.
    Arguments = 42,
    /// As `Host`: a proxy.
    Proxy = 43,
    /// As `Host`: a bound function.
    Bound = 44,
    /// As `Host`: a typed array.
    TypedArray = 45,
    /// As `Host`: a module namespace.
    Namespace = 46,
}

/// How many kinds the tables of the heap have room for.
pub(super) const KIND_COUNT: usize = 64;

const TAG_SHIFT: u32 = 32;
const LINK_TAG: u64 = 0x0001_0000_0000_0000;
const DOUBLE_OFFSET: u64 = 0x0002_0000_0000_0000;
const INT_TAG: u64 = 0xFFFE_0000_0000_0000;
const FIRST_OBJECT: u64 = Kind::Object3 as u64;
const OBJECT_KINDS: u64 = 32;

/// A JavaScript value, or one of a few internal ones that scripts never see.
///
/// It stays on the thread of its heap, so that there is no global variable to leave one in.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Value(NonZeroU64, PhantomData<*const ()>);

#[inline(always)]
const fn constant(bits: u64) -> Value {
    match NonZeroU64::new(bits) {
        Some(bits) => Value(bits, PhantomData),
        None => panic!("a value is never zero"),
    }
}

impl Value {
    /// `undefined`
    pub const UNDEFINED: Value = constant(2);
    /// `null`
    pub const NULL: Value = constant(3);
    /// `false`
    pub const FALSE: Value = constant(6);
    /// `true`
    pub const TRUE: Value = constant(7);
    /// An absent array element. Internal: must never reach a script.
    pub const HOLE: Value = constant(8);
    /// A binding in its temporal dead zone. Internal: must never reach a script.
    pub const UNINITIALIZED: Value = constant(9);
    /// Not a number, in its one form.
    pub const NAN: Value = constant(0x7FF8_0000_0000_0000 + DOUBLE_OFFSET);
    /// 0 as an int32.
    pub const ZERO: Value = constant(INT_TAG);

    /// The bits, for hashing and identity.
    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.0.get()
    }

    /// An internal constant: a mark that is told from all values of scripts, or (up to 9) one of
    /// the constants above. There is none with the number 0.
    #[inline(always)]
    pub const fn mark(number: u32) -> Option<Value> {
        match NonZeroU64::new(number as u64) {
            Some(bits) => Some(Value(bits, PhantomData)),
            None => None,
        }
    }

    #[inline(always)]
    pub(super) const fn from_parts(kind: Kind, offset: u32) -> Value {
        // A heap kind's tag is never 0, so neither are the bits.
        constant(((kind as u64) << TAG_SHIFT) | offset as u64)
    }

    #[inline(always)]
    pub(super) const fn offset(self) -> u32 {
        self.bits() as u32
    }

    /// The tag with everything above it: the kind for heap values, a large number for numbers.
    #[inline(always)]
    pub(super) const fn tag(self) -> u64 {
        self.bits() >> TAG_SHIFT
    }

    /// An int32.
    #[inline(always)]
    pub const fn int(i: i32) -> Value {
        constant(INT_TAG | i as u32 as u64)
    }

    /// A boolean.
    #[inline(always)]
    pub const fn bool(b: bool) -> Value {
        constant(6 | b as u64)
    }

    /// A double, kept as one even where it is integral.
    #[inline(always)]
    pub fn double(d: impl Into<Double>) -> Value {
        let d: Double = d.into();
        constant(d.0.to_bits().wrapping_add(DOUBLE_OFFSET))
    }

    /// A number in its preferred form: int32 where it fits and is not -0.
    #[inline(always)]
    pub fn number(d: f64) -> Value {
        let i = d as i32;
        if i as f64 == d && (i != 0 || d.is_sign_positive()) {
            Value::int(i)
        } else {
            Value::double(d)
        }
    }

    /// A length or count as a number.
    #[inline(always)]
    pub fn from_usize(n: usize) -> Value {
        match i32::try_from(n) {
            Ok(i) => Value::int(i),
            Err(_) => Value::double(n as f64),
        }
    }

    /// An unsigned 32-bit number.
    #[inline(always)]
    pub fn from_u32(n: u32) -> Value {
        if n <= i32::MAX as u32 {
            Value::int(n as i32)
        } else {
            Value::double(n as f64)
        }
    }

    /// Whether it is an int32.
    #[inline(always)]
    pub const fn is_int(self) -> bool {
        self.bits() >= INT_TAG
    }

    /// Whether both are int32.
    #[inline(always)]
    pub const fn both_int(a: Value, b: Value) -> bool {
        (a.bits() & b.bits()) >= INT_TAG
    }

    /// The int32, whose form must have been tested.
    #[inline(always)]
    pub const fn int_unchecked(self) -> i32 {
        self.bits() as u32 as i32
    }

    /// The int32, if it is held in that form.
    #[inline(always)]
    pub const fn as_int(self) -> Option<i32> {
        if self.is_int() {
            Some(self.bits() as u32 as i32)
        } else {
            None
        }
    }

    /// Whether it is a double (not an int32).
    #[inline(always)]
    pub const fn is_double(self) -> bool {
        self.bits() >= DOUBLE_OFFSET && self.bits() < INT_TAG
    }

    /// The double, if it is held in that form.
    #[inline(always)]
    pub fn as_double(self) -> Option<Double> {
        if self.is_double() {
            let bits = self.bits().wrapping_sub(DOUBLE_OFFSET);
            Some(Double(f64::from_bits(bits)))
        } else {
            None
        }
    }

    /// Whether it is a number in either form.
    #[inline(always)]
    pub const fn is_number(self) -> bool {
        self.bits() >= DOUBLE_OFFSET
    }

    /// The number, if it is one, in either form.
    #[inline(always)]
    pub fn as_number(self) -> Option<f64> {
        self.number_as_double().map(Double::get)
    }

    /// As [`Value::as_number`], for what is calculated with.
    #[inline(always)]
    pub fn number_as_double(self) -> Option<Double> {
        if self.is_int() {
            Some(Double::from(self.int_unchecked()))
        } else {
            self.as_double()
        }
    }

    /// Whether it is `undefined`.
    #[inline(always)]
    pub const fn is_undefined(self) -> bool {
        self.bits() == Value::UNDEFINED.bits()
    }

    /// Whether it is `null`.
    #[inline(always)]
    pub const fn is_null(self) -> bool {
        self.bits() == Value::NULL.bits()
    }

    /// Whether it is `undefined` or `null`.
    #[inline(always)]
    pub const fn is_nullish(self) -> bool {
        self.bits() | 1 == 3
    }

    /// Whether it is a boolean.
    #[inline(always)]
    pub const fn is_bool(self) -> bool {
        self.bits() | 1 == 7
    }

    /// The boolean, if it is one.
    #[inline(always)]
    pub const fn as_bool(self) -> Option<bool> {
        if self.is_bool() {
            Some(self.bits() == 7)
        } else {
            None
        }
    }

    /// Whether it is the internal mark of an absent element.
    #[inline(always)]
    pub const fn is_hole(self) -> bool {
        self.bits() == Value::HOLE.bits()
    }

    /// Whether it is the internal mark of a binding in its temporal dead zone.
    #[inline(always)]
    pub const fn is_uninitialized(self) -> bool {
        self.bits() == Value::UNINITIALIZED.bits()
    }

    /// Whether its kind is this one.
    #[inline(always)]
    pub const fn is(self, kind: Kind) -> bool {
        self.tag() == kind as u64
    }

    /// Whether it is an object of any kind.
    #[inline(always)]
    pub const fn is_object(self) -> bool {
        self.tag().wrapping_sub(FIRST_OBJECT) < OBJECT_KINDS
    }

    /// Whether it is a string.
    #[inline(always)]
    pub const fn is_string(self) -> bool {
        self.is(Kind::String)
    }

    /// Whether it is a symbol.
    #[inline(always)]
    pub const fn is_symbol(self) -> bool {
        self.is(Kind::Symbol)
    }

    /// Whether it is a bigint.
    #[inline(always)]
    pub const fn is_bigint(self) -> bool {
        self.is(Kind::BigInt)
    }

    /// Whether it names a cell of the heap.
    #[inline(always)]
    pub(super) const fn is_heap(self) -> bool {
        let tag = self.tag();
        tag != 0 && tag < KIND_COUNT as u64
    }

    /// The object, if it is one.
    #[inline(always)]
    pub const fn as_object(self) -> Option<Object> {
        if self.is_object() {
            Some(Object(self))
        } else {
            None
        }
    }

    /// The string, if it is one.
    #[inline(always)]
    pub const fn as_string(self) -> Option<Str> {
        if self.is_string() {
            Some(Str(self.offset()))
        } else {
            None
        }
    }

    /// The symbol, if it is one.
    #[inline(always)]
    pub const fn as_symbol(self) -> Option<Symbol> {
        if self.is_symbol() {
            Some(Symbol(self.offset()))
        } else {
            None
        }
    }

    /// The bigint, if it is one.
    #[inline(always)]
    pub const fn as_bigint(self) -> Option<BigIntRef> {
        if self.is_bigint() {
            Some(BigIntRef(self.offset()))
        } else {
            None
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Value::UNDEFINED => f.write_str("undefined"),
            Value::NULL => f.write_str("null"),
            Value::TRUE => f.write_str("true"),
            Value::FALSE => f.write_str("false"),
            Value::HOLE => f.write_str("<hole>"),
            Value::UNINITIALIZED => f.write_str("<uninitialized>"),
            v if v.is_number() => write!(f, "{}", v.as_number().unwrap_or(f64::NAN)),
            v => write!(f, "<kind {} at {}>", v.tag(), v.offset()),
        }
    }
}

/// A double that is no stranger's NaN: all others could look like a handle once they are in a
/// value.
///
/// Invariant: a NaN has the payload of [`f64::NAN`]. What is calculated from such numbers is one:
/// Rust gives the NaN of an operation the payload of `f64::NAN` or that of an operand, on all
/// machines that minijs is built for. (The sign may be any: with that payload both are doubles.)
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug)]
#[repr(transparent)]
pub struct Double(f64);

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
compile_error!("whether operations make NaNs of their own is to be looked up for this machine");

impl Double {
    /// The number.
    #[inline(always)]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl From<f64> for Double {
    #[inline(always)]
    fn from(number: f64) -> Double {
        Double(if number.is_nan() { f64::NAN } else { number })
    }
}

impl From<i32> for Double {
    #[inline(always)]
    fn from(number: i32) -> Double {
        Double(number as f64)
    }
}

macro_rules! double_operators {
    ($($trait:ident, $method:ident, $operator:tt;)*) => {
        $(impl $trait for Double {
            type Output = Double;

            #[inline(always)]
            fn $method(self, other: Double) -> Double {
                Double(self.0 $operator other.0)
            }
        })*
    };
}

double_operators! {
    Add, add, +;
    Sub, sub, -;
    Mul, mul, *;
    Div, div, /;
}

impl Neg for Double {
    type Output = Double;

    #[inline(always)]
    fn neg(self) -> Double {
        Double(-self.0)
    }
}

/// An object of any kind. The same bits as its [`Value`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(transparent)]
pub struct Object(pub(super) Value);

impl Object {
    /// As a value.
    #[inline(always)]
    pub const fn value(self) -> Value {
        self.0
    }

    /// Whether its kind is this one.
    #[inline(always)]
    pub const fn is(self, kind: Kind) -> bool {
        self.0.is(kind)
    }

    /// Whether it has no internal slots and no exotic behaviour.
    #[inline(always)]
    pub const fn is_plain(self) -> bool {
        self.0.tag() <= Kind::Object15 as u64
    }

    /// Its kind.
    #[inline]
    pub fn kind(self) -> Kind {
        match self.0.tag() {
            32 => Kind::Object3,
            33 => Kind::Object7,
            34 => Kind::Object15,
            35 => Kind::Array,
            36 => Kind::Function,
            37 => Kind::Native,
            38 => Kind::Promise,
            39 => Kind::Generator,
            40 => Kind::Host,
            41 => Kind::StringObject,
            42 => Kind::Arguments,
            43 => Kind::Proxy,
            44 => Kind::Bound,
            45 => Kind::TypedArray,
            46 => Kind::Namespace,
            tag => unreachable!("not an object kind: {tag}"),
        }
    }
}

impl From<Object> for Value {
    #[inline(always)]
    fn from(object: Object) -> Value {
        object.0
    }
}

macro_rules! handle {
    ($(#[$doc:meta])* $name:ident, $kind:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[repr(transparent)]
        pub struct $name(pub(super) u32);

        impl $name {
            /// As a value.
            #[inline(always)]
            pub const fn value(self) -> Value {
                Value::from_parts(Kind::$kind, self.0)
            }
        }

        impl From<$name> for Value {
            #[inline(always)]
            fn from(handle: $name) -> Value {
                handle.value()
            }
        }
    };
}

handle!(
    /// A string.
    Str,
    String
);
handle!(
    /// A symbol.
    Symbol,
    Symbol
);
handle!(
    /// A bigint.
    BigIntRef,
    BigInt
);
handle!(
    /// One registered reaction of a promise.
    ReactionRef,
    Reaction
);
handle!(
    /// One request to an async generator.
    RequestRef,
    Request
);
handle!(
    /// A box of internal data.
    InternalRef,
    Internal
);

macro_rules! internal_handles {
    ($($name:ident, $kind:ident;)*) => {
        $(impl $name {
            /// From a value of this kind.
            #[inline(always)]
            pub const fn from_value(value: Value) -> Option<Self> {
                if value.is(Kind::$kind) { Some(Self(value.offset())) } else { None }
            }
        })*
    };
}

internal_handles! {
    ReactionRef, Reaction;
    RequestRef, Request;
    InternalRef, Internal;
}

/// A suspended activation, whatever its size. The same bits as its [`Value`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(transparent)]
pub struct ActivationRef(pub(super) Value);

impl ActivationRef {
    /// As a value.
    #[inline(always)]
    pub const fn value(self) -> Value {
        self.0
    }

    /// From a value that is one.
    #[inline(always)]
    pub const fn from_value(value: Value) -> Option<Self> {
        let number = value.tag().wrapping_sub(Kind::Activation7 as u64);
        if number <= Kind::ActivationLarge as u64 - Kind::Activation7 as u64 {
            Some(Self(value))
        } else {
            None
        }
    }
}

impl From<ActivationRef> for Value {
    #[inline(always)]
    fn from(handle: ActivationRef) -> Value {
        handle.0
    }
}

/// What a call leaves in its frame for walks of the stack: how far below the caller's frame
/// begins, and where in the source the call is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Link(Value);

impl Link {
    const CONSTRUCT: u64 = 1 << 47;

    /// A link over `distance` slots (at most 2^19 - 1) from a call at the byte `position`
    /// (at most 2^28 - 1) of its source.
    #[inline(always)]
    pub const fn new(distance: u32, position: u32) -> Link {
        let distance = (distance & 0x7_FFFF) as u64;
        Link(constant(
            LINK_TAG | (distance << 28) | (position & 0x0FFF_FFFF) as u64,
        ))
    }

    /// The same link for a call through `new`.
    #[inline(always)]
    pub const fn construct(self) -> Link {
        Link(constant(self.0.bits() | Link::CONSTRUCT))
    }

    /// The same link for a frame that a resumed function is in, which is never called by `new`: the
    /// two share a bit.
    #[inline(always)]
    pub const fn resumed(self) -> Link {
        self.construct()
    }

    /// As a frame slot's value.
    #[inline(always)]
    pub const fn value(self) -> Value {
        self.0
    }

    /// From a frame slot, if it holds a link.
    #[inline(always)]
    pub const fn from_value(value: Value) -> Option<Link> {
        if value.bits() & 0xFFFF_0000_0000_0000 == LINK_TAG {
            Some(Link(value))
        } else {
            None
        }
    }

    /// Whether the call was through `new` or `super()`; or the frame is that of a resumed function.
    #[inline(always)]
    pub const fn is_construct(self) -> bool {
        self.0.bits() & Link::CONSTRUCT != 0
    }

    /// Slots from the caller's frame up to the callee's; 0 for a frame with no caller.
    pub const fn distance(self) -> u32 {
        ((self.0.bits() >> 28) & 0x7_FFFF) as u32
    }

    /// The call's byte position in its source.
    pub const fn position(self) -> u32 {
        (self.0.bits() & 0x0FFF_FFFF) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_survive() {
        for d in [
            0.5,
            -0.0,
            1e300,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::MIN_POSITIVE,
            5e-324,
        ] {
            let v = Value::double(d);
            assert!(v.is_double() && !v.is_int() && !v.is_object() && !v.is_heap());
            let back = v.as_double().map(|double| double.get().to_bits());
            assert_eq!(back, Some(d.to_bits()));
        }
        assert!(Value::NAN.as_number().is_some_and(f64::is_nan));
        for i in [0, 1, -1, i32::MAX, i32::MIN] {
            assert_eq!(Value::int(i).as_int(), Some(i));
        }
        assert!(Value::number(3.0).is_int());
        assert!(Value::number(-0.0).is_double());
        assert!(Value::number(2147483648.0).is_double());
    }

    #[test]
    fn no_number_is_a_handle() {
        let strangers = [
            0xFFFE_0010_FFFF_FFF0,
            0xFFFE_0020_0000_0000,
            0xFFFF_FFFF_FFFF_FFFF,
            0x7FF0_0000_0000_0001,
            0xFFFC_0000_0000_0001,
        ];
        for number in strangers.map(f64::from_bits) {
            for value in [Value::double(number), Value::number(number)] {
                assert_eq!(value, Value::NAN);
            }
            let sum = Double::from(number) + Double::from(1);
            for value in [sum, -sum, sum * sum, sum / -sum].map(Value::double) {
                assert!(value.is_double() && !value.is_heap() && !value.is_int());
            }
        }
    }

    #[test]
    fn results_are_one_word() {
        assert_eq!(size_of::<Value>(), 8);
        assert_eq!(size_of::<Option<Value>>(), 8);
        assert_eq!(size_of::<Result<Value, ()>>(), 8);
        assert_eq!(size_of::<Option<Object>>(), 8);
    }

    #[test]
    fn links_keep_their_parts() {
        let link = Link::new(77, 123_456_789).construct();
        assert_eq!(
            (link.distance(), link.position(), link.is_construct()),
            (77, 123_456_789, true)
        );
        assert!(Link::from_value(Value::int(3)).is_none());
        assert!(!link.value().is_heap() && !link.value().is_object());
    }
}
