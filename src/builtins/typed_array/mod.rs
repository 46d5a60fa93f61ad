//! [TypedArray objects](https://tc39.es/ecma262/#sec-typedarray-objects).
//!
//! `construct` makes them; `methods` are the methods, `callbacks` those that call a function for each
//! element, `sort` sorts, `base64` has those of Uint8Array alone; `receiver` is what they are called on. How elements are read and written is the engine's.

mod base64;
mod callbacks;
mod construct;
mod copy;
mod methods;
mod receiver;
mod sort;

pub use base64::{Malformed, decode_base64, encode_base64, encode_base64url};

use super::array::{IterationKind, create_array_iterator};
use crate::builtins::species::this_value;
use crate::engine::{
    Accessor, Agent, Call, Constructor, ElementType, Intrinsic, JsResult, Method, NativeFn, Object,
    PropertyFlags, Value,
};
use receiver::{Receiver, this_view};

const CONSTRUCTOR: Constructor = Constructor {
    name: "TypedArray",
    length: 0,
    run: abstract_constructor,
};

const STATIC_METHODS: &[Method] = &[
    Method::new("of", 0, construct::of),
    Method::new("from", 1, construct::from),
];

const STATIC_ACCESSORS: &[Accessor] = &[Accessor::getter("@@species", this_value)];

const ACCESSORS: &[Accessor] = &[
    Accessor::getter("buffer", buffer),
    Accessor::getter("byteLength", byte_length),
    Accessor::getter("byteOffset", byte_offset),
    Accessor::getter("length", length),
];

const METHODS: &[Method] = &[
    Method::new("entries", 0, entries),
    Method::new("keys", 0, keys),
    Method::new("values", 0, values),
    Method::new("at", 1, methods::at),
    Method::new("copyWithin", 2, methods::copy_within),
    Method::new("every", 1, callbacks::every),
    Method::new("fill", 1, methods::fill),
    Method::new("filter", 1, callbacks::filter),
    Method::new("find", 1, callbacks::find),
    Method::new("findIndex", 1, callbacks::find_index),
    Method::new("findLast", 1, callbacks::find_last),
    Method::new("findLastIndex", 1, callbacks::find_last_index),
    Method::new("forEach", 1, callbacks::for_each),
    Method::new("includes", 1, methods::includes),
    Method::new("indexOf", 1, methods::index_of),
    Method::new("join", 1, methods::join),
    Method::new("lastIndexOf", 1, methods::last_index_of),
    Method::new("map", 1, callbacks::map),
    Method::new("reverse", 0, methods::reverse),
    Method::new("reduce", 1, callbacks::reduce),
    Method::new("reduceRight", 1, callbacks::reduce_right),
    Method::new("set", 1, methods::set),
    Method::new("slice", 2, methods::slice),
    Method::new("some", 1, callbacks::some),
    Method::new("sort", 1, sort::sort),
    Method::new("subarray", 2, methods::subarray),
    Method::new("toReversed", 0, methods::to_reversed),
    Method::new("toSorted", 1, sort::to_sorted),
    Method::new("with", 2, methods::with),
    Method::new("toLocaleString", 0, methods::to_locale_string),
];

const TAG: &[Accessor] = &[Accessor::getter("@@toStringTag", tag)];

macro_rules! constructors {
    ($($element:ident),* $(,)?) => {
        [$(
            (
                ElementType::$element,
                (|agent, call| construct::construct(agent, call, ElementType::$element)) as NativeFn,
            ),
        )*]
    };
}

/// Makes `%TypedArray%`, the constructors for each element type, and their prototypes.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = agent.heap.new_builtin_object(object_prototype.value());
    agent
        .realm
        .set_intrinsic(Intrinsic::TypedArrayPrototype, prototype);
    let parent = agent.new_constructor(&CONSTRUCTOR, prototype);
    agent.realm.set_intrinsic(Intrinsic::TypedArray, parent);
    agent.define_methods(parent, STATIC_METHODS);
    agent.define_accessors(parent, STATIC_ACCESSORS);
    agent.define_accessors(prototype, ACCESSORS);
    agent.define_methods(prototype, METHODS);
    let array_prototype = agent.intrinsic(Intrinsic::ArrayPrototype);
    let to_string = agent.initial_value(array_prototype, "toString");
    agent.define_constant(prototype, "toString", to_string, PropertyFlags::HIDDEN);
    agent.define_accessors(prototype, TAG);
    agent.define_alias(prototype, "@@iterator", "values");
    for (element, run) in constructors![
        Uint8,
        Int8,
        Uint16,
        Int16,
        Uint32,
        Int32,
        BigUint64,
        BigInt64,
        Uint8Clamped,
        Float32,
        Float64,
        Float16,
    ] {
        install_one(agent, element, run, (parent, prototype));
    }
}

fn install_one(
    agent: &mut Agent,
    element: ElementType,
    run: NativeFn,
    (parent, parent_prototype): (Object, Object),
) {
    let prototype = agent.heap.new_builtin_object(parent_prototype.value());
    agent.realm.set_intrinsic(element.prototype(), prototype);
    let line = Constructor {
        name: element.name(),
        length: 3,
        run,
    };
    let constructor = agent.define_constructor(&line, prototype);
    agent.heap.set_prototype(constructor, parent.value());
    agent
        .realm
        .set_intrinsic(element.constructor(), constructor);
    if element == ElementType::Uint8 {
        agent.define_methods(constructor, base64::STATIC_METHODS);
        agent.define_methods(prototype, base64::METHODS);
    }
    for object in [constructor, prototype] {
        let size = Value::from_usize(element.size());
        agent.define_constant(object, "BYTES_PER_ELEMENT", size, PropertyFlags::NONE);
    }
}

/// As `new Uint8Array(...)`, for a constructor of the host that inherits from it.
pub fn construct_uint8_array(agent: &mut Agent, call: Call) -> JsResult {
    construct::construct(agent, call, ElementType::Uint8)
}

/// [%TypedArray% ( )](https://tc39.es/ecma262/#sec-%typedarray%)
fn abstract_constructor(agent: &mut Agent, _: Call) -> JsResult {
    Err(agent.type_error("Abstract class TypedArray not directly constructable"))
}

/// [get %TypedArray%.prototype.buffer](https://tc39.es/ecma262/#sec-get-%typedarray%.prototype.buffer)
fn buffer(agent: &mut Agent, call: Call) -> JsResult {
    let view = this_view(agent, call, "get %TypedArray%.prototype.buffer")?;
    Ok(view.buffer.value())
}

/// [get %TypedArray%.prototype.byteLength](https://tc39.es/ecma262/#sec-get-%typedarray%.prototype.bytelength)
fn byte_length(agent: &mut Agent, call: Call) -> JsResult {
    let view = this_view(agent, call, "get TypedArray.prototype.byteLength")?;
    let length = agent.heap.view_length(&view).unwrap_or(0);
    Ok(Value::from_usize(length * view.element.size()))
}

/// [get %TypedArray%.prototype.byteOffset](https://tc39.es/ecma262/#sec-get-%typedarray%.prototype.byteoffset)
fn byte_offset(agent: &mut Agent, call: Call) -> JsResult {
    let view = this_view(agent, call, "get TypedArray.prototype.byteOffset")?;
    let offset = agent.heap.view_length(&view).map_or(0, |_| view.offset);
    Ok(Value::from_usize(offset))
}

/// [get %TypedArray%.prototype.length](https://tc39.es/ecma262/#sec-get-%typedarray%.prototype.length)
fn length(agent: &mut Agent, call: Call) -> JsResult {
    let view = this_view(agent, call, "get TypedArray.prototype.length")?;
    Ok(Value::from_usize(
        agent.heap.view_length(&view).unwrap_or(0),
    ))
}

/// [get %TypedArray%.prototype \[ %Symbol.toStringTag% \]](https://tc39.es/ecma262/#sec-get-%typedarray%.prototype-%symbol.tostringtag%)
fn tag(agent: &mut Agent, call: Call) -> JsResult {
    let object = call.this().as_object();
    match object.and_then(|object| agent.heap.typed_array(object)) {
        Some(view) => Ok(agent.heap.new_string(view.element.name()).value()),
        None => Ok(Value::UNDEFINED),
    }
}

/// [%TypedArray%.prototype.entries ( )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.entries)
fn entries(agent: &mut Agent, call: Call) -> JsResult {
    let array = Receiver::new(agent, call, "entries")?.object;
    Ok(create_array_iterator(agent, array, IterationKind::Entries).value())
}

/// [%TypedArray%.prototype.keys ( )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.keys)
fn keys(agent: &mut Agent, call: Call) -> JsResult {
    let array = Receiver::new(agent, call, "keys")?.object;
    Ok(create_array_iterator(agent, array, IterationKind::Keys).value())
}

/// [%TypedArray%.prototype.values ( )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.values)
fn values(agent: &mut Agent, call: Call) -> JsResult {
    let array = Receiver::new(agent, call, "values")?.object;
    Ok(create_array_iterator(agent, array, IterationKind::Values).value())
}
