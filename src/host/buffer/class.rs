//! `Buffer` itself: what it and its prototype have, in Node's order.

use super::allocate::{self, POOL_SIZE};
use super::change::{self, copy, slice, subarray};
use super::read::{read_bigint, read_double, read_float, read_int, read_sized};
use super::search::{includes, index_of, last_index_of};
use super::state::BufferState;
use super::text;
use super::write::{write_bigint, write_double, write_float, write_int, write_sized};
use super::{compare, fill, from, inspect, statics};
use crate::builtins::symbol;
use crate::engine::{
    Accessor, Agent, Call, Constructor, Intrinsic, JsResult, Method, NativeFn, Object,
    PropertyFlags, PropertyKey, Text, Value,
};

const BUFFER: Constructor = Constructor {
    name: "Buffer",
    length: 3,
    run: from::construct,
};

const FAST_BUFFER: Constructor = Constructor {
    name: "FastBuffer",
    length: 3,
    run: from::construct_fast,
};

const STATIC_METHODS: &[Method] = &[
    Method::function("from", 3, from::from),
    Method::function("copyBytesFrom", 3, statics::copy_bytes_from),
    Method::new("of", 0, allocate::of),
    Method::function("alloc", 3, allocate::alloc),
    Method::function("allocUnsafe", 1, allocate::alloc_unsafe),
    Method::function("allocUnsafeSlow", 1, allocate::alloc_unsafe_slow),
    Method::function("isBuffer", 1, statics::is_buffer),
    Method::function("compare", 2, statics::compare),
    Method::function("isEncoding", 1, statics::is_encoding),
    Method::function("concat", 2, statics::concat),
    Method::function("byteLength", 2, statics::byte_length),
];

const SPECIES: &[Accessor] = &[Accessor::getter("@@species", species)];

const ACCESSORS: &[Accessor] = &[
    Accessor::getter("parent", change::parent),
    Accessor::getter("offset", change::offset),
];

/// A method whose function may have another name than the property.
struct Row {
    key: &'static str,
    name: &'static str,
    length: u8,
    run: NativeFn,
}

const fn row(key: &'static str, name: &'static str, length: u8, run: NativeFn) -> Row {
    Row {
        key,
        name,
        length,
        run,
    }
}

/// The methods that read and write numbers, and those of single encodings. A row with the function
/// of an earlier one, and its name, is the same function.
const NUMBERS: &[Row] = &[
    row(
        "readBigUInt64LE",
        "readBigUInt64LE",
        0,
        read_bigint::<false, false>,
    ),
    row(
        "readBigUInt64BE",
        "readBigUInt64BE",
        0,
        read_bigint::<false, true>,
    ),
    row(
        "readBigUint64LE",
        "readBigUInt64LE",
        0,
        read_bigint::<false, false>,
    ),
    row(
        "readBigUint64BE",
        "readBigUInt64BE",
        0,
        read_bigint::<false, true>,
    ),
    row(
        "readBigInt64LE",
        "readBigInt64LE",
        0,
        read_bigint::<true, false>,
    ),
    row(
        "readBigInt64BE",
        "readBigInt64BE",
        0,
        read_bigint::<true, true>,
    ),
    row(
        "writeBigUInt64LE",
        "writeBigUInt64LE",
        1,
        write_bigint::<false, false>,
    ),
    row(
        "writeBigUInt64BE",
        "writeBigUInt64BE",
        1,
        write_bigint::<false, true>,
    ),
    row(
        "writeBigUint64LE",
        "writeBigUInt64LE",
        1,
        write_bigint::<false, false>,
    ),
    row(
        "writeBigUint64BE",
        "writeBigUInt64BE",
        1,
        write_bigint::<false, true>,
    ),
    row(
        "writeBigInt64LE",
        "writeBigInt64LE",
        1,
        write_bigint::<true, false>,
    ),
    row(
        "writeBigInt64BE",
        "writeBigInt64BE",
        1,
        write_bigint::<true, true>,
    ),
    row("readUIntLE", "readUIntLE", 2, read_sized::<false, false>),
    row("readUInt32LE", "", 1, read_int::<4, false, false>),
    row("readUInt16LE", "", 1, read_int::<2, false, false>),
    row("readUInt8", "", 1, read_int::<1, false, false>),
    row("readUIntBE", "readUIntBE", 2, read_sized::<false, true>),
    row("readUInt32BE", "", 1, read_int::<4, false, true>),
    row("readUInt16BE", "", 1, read_int::<2, false, true>),
    row("readUintLE", "readUIntLE", 2, read_sized::<false, false>),
    row("readUint32LE", "", 1, read_int::<4, false, false>),
    row("readUint16LE", "", 1, read_int::<2, false, false>),
    row("readUint8", "", 1, read_int::<1, false, false>),
    row("readUintBE", "readUIntBE", 2, read_sized::<false, true>),
    row("readUint32BE", "", 1, read_int::<4, false, true>),
    row("readUint16BE", "", 1, read_int::<2, false, true>),
    row("readIntLE", "readIntLE", 2, read_sized::<true, false>),
    row("readInt32LE", "", 1, read_int::<4, true, false>),
    row("readInt16LE", "", 1, read_int::<2, true, false>),
    row("readInt8", "", 1, read_int::<1, true, false>),
    row("readIntBE", "readIntBE", 2, read_sized::<true, true>),
    row("readInt32BE", "", 1, read_int::<4, true, true>),
    row("readInt16BE", "", 1, read_int::<2, true, true>),
    row("writeUIntLE", "writeUIntLE", 3, write_sized::<false, false>),
    row(
        "writeUInt32LE",
        "writeUInt32LE",
        1,
        write_int::<4, false, false>,
    ),
    row(
        "writeUInt16LE",
        "writeUInt16LE",
        1,
        write_int::<2, false, false>,
    ),
    row("writeUInt8", "writeUInt8", 1, write_int::<1, false, false>),
    row("writeUIntBE", "writeUIntBE", 3, write_sized::<false, true>),
    row(
        "writeUInt32BE",
        "writeUInt32BE",
        1,
        write_int::<4, false, true>,
    ),
    row(
        "writeUInt16BE",
        "writeUInt16BE",
        1,
        write_int::<2, false, true>,
    ),
    row("writeUintLE", "writeUIntLE", 3, write_sized::<false, false>),
    row(
        "writeUint32LE",
        "writeUInt32LE",
        1,
        write_int::<4, false, false>,
    ),
    row(
        "writeUint16LE",
        "writeUInt16LE",
        1,
        write_int::<2, false, false>,
    ),
    row("writeUint8", "writeUInt8", 1, write_int::<1, false, false>),
    row("writeUintBE", "writeUIntBE", 3, write_sized::<false, true>),
    row(
        "writeUint32BE",
        "writeUInt32BE",
        1,
        write_int::<4, false, true>,
    ),
    row(
        "writeUint16BE",
        "writeUInt16BE",
        1,
        write_int::<2, false, true>,
    ),
    row("writeIntLE", "writeIntLE", 3, write_sized::<true, false>),
    row(
        "writeInt32LE",
        "writeInt32LE",
        1,
        write_int::<4, true, false>,
    ),
    row(
        "writeInt16LE",
        "writeInt16LE",
        1,
        write_int::<2, true, false>,
    ),
    row("writeInt8", "writeInt8", 1, write_int::<1, true, false>),
    row("writeIntBE", "writeIntBE", 3, write_sized::<true, true>),
    row(
        "writeInt32BE",
        "writeInt32BE",
        1,
        write_int::<4, true, true>,
    ),
    row(
        "writeInt16BE",
        "writeInt16BE",
        1,
        write_int::<2, true, true>,
    ),
    row("readFloatLE", "readFloatForwards", 0, read_float::<false>),
    row("readFloatBE", "readFloatBackwards", 0, read_float::<true>),
    row(
        "readDoubleLE",
        "readDoubleForwards",
        0,
        read_double::<false>,
    ),
    row(
        "readDoubleBE",
        "readDoubleBackwards",
        0,
        read_double::<true>,
    ),
    row(
        "writeFloatLE",
        "writeFloatForwards",
        1,
        write_float::<false>,
    ),
    row(
        "writeFloatBE",
        "writeFloatBackwards",
        1,
        write_float::<true>,
    ),
    row(
        "writeDoubleLE",
        "writeDoubleForwards",
        1,
        write_double::<false>,
    ),
    row(
        "writeDoubleBE",
        "writeDoubleBackwards",
        1,
        write_double::<true>,
    ),
    row("asciiSlice", "", 2, text::ascii_slice),
    row("base64Slice", "", 2, text::base64_slice),
    row("base64urlSlice", "", 2, text::base64url_slice),
    row("latin1Slice", "", 2, text::latin1_slice),
    row("hexSlice", "", 2, text::hex_slice),
    row("ucs2Slice", "", 2, text::ucs2_slice),
    row("utf8Slice", "", 2, text::utf8_slice),
    row("asciiWrite", "", 3, text::ascii_write),
    row("base64Write", "", 3, text::base64_write),
    row("base64urlWrite", "", 3, text::base64url_write),
    row("latin1Write", "", 3, text::latin1_write),
    row("hexWrite", "", 3, text::hex_write),
    row("ucs2Write", "", 3, text::ucs2_write),
    row("utf8Write", "", 3, text::utf8_write),
];

const METHODS: &[Method] = &[
    Method::function("copy", 4, copy),
    Method::function("toString", 3, text::to_string),
    Method::function("equals", 1, compare::equals),
    Method::function("inspect", 2, inspect::inspect),
    Method::function("compare", 5, compare::compare),
    Method::function("indexOf", 4, index_of),
    Method::function("lastIndexOf", 4, last_index_of),
    Method::function("includes", 4, includes),
    Method::function("fill", 4, fill::fill),
    Method::function("write", 4, text::write),
    Method::function("toJSON", 0, text::to_json),
    Method::function("subarray", 2, subarray),
    Method::function("slice", 2, slice),
    Method::function("swap16", 0, change::swap16),
    Method::function("swap32", 0, change::swap32),
    Method::function("swap64", 0, change::swap64),
];

/// Makes `Buffer`, which is in no global object yet, where there is none.
pub(super) fn constructor(agent: &mut Agent) -> Object {
    if let Some(state) = agent.slot::<BufferState>() {
        return state.constructor;
    }
    let parent = agent.intrinsic(Intrinsic::Uint8Array);
    let parent_prototype = agent.intrinsic(Intrinsic::Uint8ArrayPrototype);
    let prototype = agent.heap.new_builtin_object(parent_prototype.value());
    let fast = agent.new_constructor_function(&FAST_BUFFER);
    agent.heap.set_prototype(fast, parent.value());
    agent.define_constant(fast, "prototype", prototype.value(), PropertyFlags::NONE);
    let constructor = agent.new_constructor_function(&BUFFER);
    agent.heap.set_prototype(constructor, parent.value());
    let pool_size = agent.static_key("poolSize");
    agent.set_slot(BufferState {
        constructor,
        prototype,
        fast,
        pool: None,
        pool_size,
        pool_used: 0,
        inspect_max_bytes: 50.0,
        has_warned: false,
        has_warned_slow: false,
    });
    let writable = PropertyFlags::WRITABLE;
    agent.define_constant(constructor, "prototype", prototype.value(), writable);
    let (data, pool_size) = (PropertyFlags::DATA, Value::int(POOL_SIZE));
    agent.define_constant(constructor, "poolSize", pool_size, data);
    agent.define_methods_with(constructor, STATIC_METHODS, data);
    agent.define_accessors(constructor, SPECIES);
    let hidden = PropertyFlags::HIDDEN;
    agent.define_constant(prototype, "constructor", constructor.value(), hidden);
    define_numbers(agent, prototype);
    agent.define_accessors_with(prototype, ACCESSORS, PropertyFlags::ENUMERABLE);
    agent.define_methods_with(prototype, METHODS, data);
    agent.define_alias(prototype, "toLocaleString", "toString");
    define_custom_inspection(agent, prototype);
    constructor
}

fn define_numbers(agent: &mut Agent, prototype: Object) {
    let mut made: Vec<(&Row, Object)> = Vec::with_capacity(NUMBERS.len());
    for row in NUMBERS {
        let same = |(other, _): &&(&Row, Object)| {
            other.key.eq_ignore_ascii_case(row.key) && other.name == row.name
        };
        let function = match made.iter().find(same) {
            Some(&(_, function)) => function,
            None => {
                let function = agent.new_method(&Method::function(row.name, row.length, row.run));
                made.push((row, function));
                function
            }
        };
        let function = function.value();
        agent.define_constant(prototype, row.key, function, PropertyFlags::DATA);
    }
}

/// Defines `[Symbol.for('nodejs.util.inspect.custom')]`, the same function as `inspect`. This looks
/// at the prototype, and makes its properties.
fn define_custom_inspection(agent: &mut Agent, prototype: Object) {
    let name = Text::Latin1(b"nodejs.util.inspect.custom");
    let key = PropertyKey::symbol(symbol::registered(agent, name));
    let inspect = agent.initial_value(prototype, "inspect");
    agent
        .heap
        .add_property(prototype, key, PropertyFlags::DATA, inspect);
}

/// `get Buffer[Symbol.species]`
fn species(agent: &mut Agent, _: Call) -> JsResult {
    Ok(BufferState::of(agent).fast.value())
}
