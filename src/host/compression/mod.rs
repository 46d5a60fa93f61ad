//! gzip, deflate and brotli: the binding `zlib`, over which the module of that name, CompressionStream
//! and DecompressionStream work.
//!
//! The algorithms are crates' (`deflate.rs`, `brotli.rs`).

mod brotli;
mod coding;
mod deflate;
mod handle;
mod machine;
mod web;

use super::buffer::{Bytes, Encoding};
use crate::engine::{Agent, Call, JsResult, Method, Object, PropertyFlags, Value};

const METHODS: &[Method] = &[
    Method::new("create", 2, web::create),
    Method::new("newHandle", 1, handle::new_handle),
    Method::new("crc32", 2, crc32),
];

/// Makes the binding.
pub(super) fn binding(agent: &mut Agent) -> Object {
    web::set_up(agent);
    handle::set_up(agent);
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods_with(binding, METHODS, PropertyFlags::DATA);
    binding
}

/// `crc32(data, value)`, `data` being a string or bytes.
fn crc32(agent: &mut Agent, call: Call) -> JsResult {
    let mut sum = call.arg(1).as_number().unwrap_or(0.0) as u32;
    let data = match call.arg(0).as_string() {
        Some(text) => Encoding::Utf8.encode(&agent.heap, text),
        None => match Bytes::of_any(&agent.heap, call.arg(0)) {
            Some(bytes) => bytes.read(&agent.heap).into_owned(),
            None => return Err(agent.type_error("no bytes")),
        },
    };
    for piece in data.chunks(1 << 20) {
        agent.poll_work(piece.len() / 64)?;
        sum = zlib_rs::crc32::crc32(sum, piece);
    }
    Ok(Value::number(f64::from(sum)))
}
