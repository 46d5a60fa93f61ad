//! Texts of errors, worded as V8 words them, that are thrown in more than one place. A text of one
//! operation is written where that throws it.

/// `import()` where nothing says how.
pub const NO_IMPORT_CALLBACK: &str = "A dynamic import callback was not specified.";
/// Recursion too deep.
pub const STACK_OVERFLOW: &str = "Maximum call stack size exceeded";
/// `1n + 1`
pub const MIX_BIGINT: &str = "Cannot mix BigInt and other types, use explicit conversions";
/// A symbol where a number is wanted.
pub const SYMBOL_TO_NUMBER: &str = "Cannot convert a Symbol value to a number";
/// A symbol where a string is wanted.
pub const SYMBOL_TO_STRING: &str = "Cannot convert a Symbol value to a string";
/// A bigint where a number is wanted.
pub const BIGINT_TO_NUMBER: &str = "Cannot convert a BigInt value to a number";
/// An object whose conversion gives objects only.
pub const NO_PRIMITIVE: &str = "Cannot convert object to primitive value";
/// `Object.create(1)` and the like.
pub const PROTOTYPE_NOT_OBJECT: &str = "Object prototype may only be an Object or null: ";
/// A cycle of prototypes.
pub const CYCLIC_PROTO: &str = "Cyclic __proto__ value";
/// `undefined` where an object is wanted.
pub const NULLISH_TO_OBJECT: &str = "Cannot convert undefined or null to object";
/// `x = ...` before `super()`.
pub const THIS_BEFORE_SUPER: &str = "Must call super constructor in derived class before accessing 'this' or returning from derived constructor";
/// A second `super()`.
pub const SUPER_TWICE: &str = "Super constructor may only be called once";
/// A derived constructor returned a primitive.
pub const DERIVED_RETURN: &str = "Derived constructors may only return object or undefined";
/// An invalid array length.
pub const ARRAY_LENGTH: &str = "Invalid array length";
/// Nothing to reduce.
pub const REDUCE_EMPTY: &str = "Reduce of empty array with no initial value";

/// `caller` and `arguments` of functions.
pub const RESTRICTED_PROPERTY: &str = "'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the arguments objects for calls to them";
/// `Function('...')` where there is no compiler.
pub const NO_CODE_GENERATION: &str = "Code generation from strings disallowed for this context";
/// `decodeURI('%')`
pub const URI_MALFORMED: &str = "URI malformed";
/// For a BigInt raised to a negative BigInt; what V8 says, which has lost a name.
pub const NEGATIVE_EXPONENT: &str = "undefined must be positive";

/// `x is not a function`
pub fn not_a_function(what: &str) -> String {
    format!("{what} is not a function")
}

/// `x is not a constructor`
pub fn not_a_constructor(what: &str) -> String {
    format!("{what} is not a constructor")
}

/// `x is not defined`
pub fn not_defined(name: &str) -> String {
    format!("{name} is not defined")
}

/// A declaration of a name that is taken.
pub fn already_declared(name: &str) -> String {
    format!("Identifier '{name}' has already been declared")
}

/// `Cannot access 'x' before initialization`
pub fn before_initialization(name: &str) -> String {
    format!("Cannot access '{name}' before initialization")
}

/// `Assignment to constant variable.`
pub const CONST_ASSIGNMENT: &str = "Assignment to constant variable.";

/// `Assignment to using variable.`
pub const USING_ASSIGNMENT: &str = "Assignment to using variable.";

/// `Cannot read properties of undefined (reading 'x')`
pub fn read_of_nullish(value: &str, key: &str) -> String {
    format!("Cannot read properties of {value} (reading '{key}')")
}

/// `undefined is not iterable (cannot read property Symbol(Symbol.iterator))`
pub fn iterator_of_nullish(what: &str) -> String {
    format!("{what} is not iterable (cannot read property Symbol(Symbol.iterator))")
}

/// `Cannot set properties of undefined (setting 'x')`
pub fn set_of_nullish(value: &str, key: &str) -> String {
    format!("Cannot set properties of {value} (setting '{key}')")
}

/// `x is not iterable`
pub fn not_iterable(what: &str) -> String {
    format!("{what} is not iterable")
}

/// `x is not async iterable`
pub fn not_async_iterable(what: &str) -> String {
    format!("{what} is not async iterable")
}

/// `number 5 is not iterable (cannot read property Symbol(Symbol.iterator))`
pub fn no_iterator(what: &str) -> String {
    format!("{what} is not iterable (cannot read property Symbol(Symbol.iterator))")
}

/// `f(...5)`
pub const SPREAD_NOT_ITERABLE: &str =
    "Spread syntax requires ...iterable[Symbol.iterator] to be a function";

/// `Cannot destructure property 'a' of 'b' as it is undefined.`
pub fn cannot_destructure(key: Option<&str>, text: &str, what: &str) -> String {
    match key {
        Some(key) => format!("Cannot destructure property '{key}' of '{text}' as it is {what}."),
        None => format!("Cannot destructure '{text}' as it is {what}."),
    }
}

/// `Cannot assign to read only property 'x' of object '#<Object>'`
pub fn read_only(key: &str, kind: &str, object: &str) -> String {
    format!("Cannot assign to read only property '{key}' of {kind} '{object}'")
}

/// `Cannot set property x of #<A> which has only a getter`, where `#<A>` is what has the property.
pub fn only_getter(key: &str, object: &str) -> String {
    format!("Cannot set property {key} of {object} which has only a getter")
}

/// `Cannot add property x, object is not extensible`
pub fn not_extensible(key: &str) -> String {
    format!("Cannot add property {key}, object is not extensible")
}

/// `Cannot delete property 'x' of #<Object>`
pub fn cannot_delete(key: &str, object: &str) -> String {
    format!("Cannot delete property '{key}' of {object}")
}

/// `Cannot redefine property: x`
pub fn cannot_redefine(key: &str) -> String {
    format!("Cannot redefine property: {key}")
}

/// `Method Map.prototype.get called on incompatible receiver x`
pub fn incompatible_receiver(method: &str, receiver: &str) -> String {
    format!("Method {method} called on incompatible receiver {receiver}")
}

/// `Class constructor A cannot be invoked without 'new'`
pub fn class_without_new(name: &str) -> String {
    match name {
        "" => String::from("Class constructors cannot be invoked without 'new'"),
        name => format!("Class constructor {name} cannot be invoked without 'new'"),
    }
}

/// `Constructor Map requires 'new'`
pub fn requires_new(name: &str) -> String {
    format!("Constructor {name} requires 'new'")
}

/// `Reflect.get called on non-object`
pub fn called_on_non_object(method: &str) -> String {
    format!("{method} called on non-object")
}
