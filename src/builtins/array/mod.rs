//! [Array objects](https://tc39.es/ecma262/#sec-array-objects).
//!
//! | file | what |
//! | --- | --- |
//! | `from`, `from_async` | `Array.from`, `Array.of`, `Array.fromAsync` |
//! | `access` | reads and copies |
//! | `mutate` | changes the receiver |
//! | `callbacks` | calls functions on elements |
//! | `search`, `sort`, `text` | compares, sorts, joins |
//! | `iterator` | array iterators |
//! | `receiver`, `elements`, `species` | what the methods share |
//!
//! All work on any array-like; arrays whose elements are dense take fast paths wherever that
//! can't be observed.

mod access;
mod callbacks;
mod elements;
mod from;
mod from_async;
mod iterator;
mod mutate;
mod receiver;
mod search;
mod sort;
mod species;
mod text;

pub use crate::engine::IterationKind;
pub(in crate::builtins) use iterator::create_array_iterator;
pub(in crate::builtins) use text::{join_locale_texts, join_with};

use crate::builtins::species::this_value;
use crate::engine::{
    Accessor, Agent, Call, Constructor, Intrinsic, JsResult, Kind, Method, Original, PropertyFlags,
    Value, messages,
};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Array",
    length: 1,
    run: construct,
};

const STATIC_METHODS: &[Method] = &[
    Method::new("isArray", 1, is_array),
    Method::new("from", 1, from::from),
    Method::new("fromAsync", 1, from_async::from_async),
    Method::new("of", 0, from::of),
];

const STATIC_ACCESSORS: &[Accessor] = &[Accessor::getter("@@species", this_value)];

const METHODS: &[Method] = &[
    Method::new("at", 1, access::at),
    Method::new("concat", 1, access::concat),
    Method::new("copyWithin", 2, mutate::copy_within),
    Method::new("fill", 1, mutate::fill),
    Method::new("find", 1, callbacks::find),
    Method::new("findIndex", 1, callbacks::find_index),
    Method::new("findLast", 1, callbacks::find_last),
    Method::new("findLastIndex", 1, callbacks::find_last_index),
    Method::new("lastIndexOf", 1, search::last_index_of),
    Method::new("pop", 0, mutate::pop),
    Method::new("push", 1, mutate::push),
    Method::new("reverse", 0, mutate::reverse),
    Method::new("shift", 0, mutate::shift),
    Method::new("unshift", 1, mutate::unshift),
    Method::new("slice", 2, access::slice),
    Method::new("sort", 1, sort::sort),
    Method::new("splice", 2, mutate::splice),
    Method::new("includes", 1, search::includes),
    Method::new("indexOf", 1, search::index_of),
    Method::new("join", 1, text::join),
    Method::new("keys", 0, iterator::keys),
    Method::new("entries", 0, iterator::entries),
    Method::new("values", 0, iterator::values),
    Method::new("forEach", 1, callbacks::for_each),
    Method::new("filter", 1, callbacks::filter),
    Method::new("flat", 0, access::flat),
    Method::new("flatMap", 1, access::flat_map),
    Method::new("map", 1, callbacks::map),
    Method::new("every", 1, callbacks::every),
    Method::new("some", 1, callbacks::some),
    Method::new("reduce", 1, callbacks::reduce),
    Method::new("reduceRight", 1, callbacks::reduce_right),
    Method::new("toReversed", 0, access::to_reversed),
    Method::new("toSorted", 1, sort::to_sorted),
    Method::new("toSpliced", 2, access::to_spliced),
    Method::new("toLocaleString", 0, text::to_locale_string),
    Method::new("toString", 0, text::to_string),
    Method::new("with", 2, access::with),
];

/// [Array.prototype \[ %Symbol.unscopables% \]](https://tc39.es/ecma262/#sec-array.prototype-%symbol.unscopables%)
const UNSCOPABLES: &[&str] = &[
    "at",
    "copyWithin",
    "entries",
    "fill",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "flat",
    "flatMap",
    "includes",
    "keys",
    "toReversed",
    "toSorted",
    "toSpliced",
    "values",
];

/// Makes `Array`, its prototype and the prototype of array iterators.
pub(super) fn install(agent: &mut Agent) {
    let prototype = agent.intrinsic(Intrinsic::ArrayPrototype);
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.heap.hide_from_stacks(constructor.value());
    agent.realm.set_intrinsic(Intrinsic::Array, constructor);
    agent.define_methods(constructor, STATIC_METHODS);
    agent.define_accessors(constructor, STATIC_ACCESSORS);
    agent.define_methods(prototype, METHODS);

    agent.define_alias(prototype, "@@iterator", "values");
    if let Some(values) = agent.initial_value(prototype, "values").as_object() {
        agent.realm.set_intrinsic(Intrinsic::ArrayValues, values);
    }
    let unscopables = agent.heap.new_builtin_object(Value::NULL);
    for name in UNSCOPABLES {
        agent.define_constant(unscopables, name, Value::TRUE, PropertyFlags::DATA);
    }
    agent.define_constant(
        prototype,
        "@@unscopables",
        unscopables.value(),
        PropertyFlags::CONFIGURABLE,
    );

    agent.set_original(Original::ArrayConstructor, prototype, "constructor");
    agent.set_original(Original::ArraySpecies, constructor, "@@species");
    agent.set_original(Original::ArrayIterator, prototype, "@@iterator");
    agent.set_original(Original::ArrayJoin, prototype, "join");
    iterator::install(agent);
    from_async::install(agent);
}

/// [Array ( ...values )](https://tc39.es/ecma262/#sec-array)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let new_target = call.new_target(agent);
    let proto =
        if new_target.is_undefined() || new_target == agent.intrinsic(Intrinsic::Array).value() {
            agent.intrinsic(Intrinsic::ArrayPrototype)
        } else {
            agent.get_prototype_from_constructor(new_target, Intrinsic::ArrayPrototype)?
        };
    if call.len() != 1 {
        let shape = agent.heap.root_shape(proto.value(), Kind::Array);
        return Ok(agent.heap.new_array(shape, call.args()).value());
    }
    let length = call.arg(0);
    let Some(number) = length.as_number() else {
        let shape = agent.heap.root_shape(proto.value(), Kind::Array);
        return Ok(agent.heap.new_array_from(shape, &[length]).value());
    };
    if number as u32 as f64 != number {
        return Err(agent.range_error(messages::ARRAY_LENGTH));
    }
    Ok(agent.array_create(number, Some(proto))?.value())
}

/// [Array.isArray ( arg )](https://tc39.es/ecma262/#sec-array.isarray)
fn is_array(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(agent.is_array(call.arg(0))?))
}
