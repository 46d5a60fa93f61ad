//! [Blob](https://nodejs.org/api/buffer.html#class-blob) and
//! [File](https://nodejs.org/api/buffer.html#class-file), after the
//! [File API](https://w3c.github.io/FileAPI/).
//!
//! A Blob shares its bytes with those that were made of it.

use super::check;
use super::interface::{self, ATTRIBUTE, Interface, Members, OPERATION};
use super::objects::{self, data};
use crate::builtins::array_buffer;
use crate::engine::{
    Accessor, Agent, Call, Constructor, ElementType, HostData, Intrinsic, JsResult, Kind, Method,
    Object, PropertyKey, Tracer, TypedArrayData, Value,
};
use crate::host::{errors, inspect, show};
use std::rc::Rc;

const ATTRIBUTES: &[Accessor] = &[
    Accessor::getter("type", type_),
    Accessor::getter("size", size),
];

const OPERATIONS: &[Method] = &[
    Method::new("slice", 0, slice),
    Method::new("arrayBuffer", 0, array_buffer),
    Method::new("text", 0, text),
    Method::new("bytes", 0, bytes),
    Method::new("stream", 0, stream),
    Method::new("textStream", 0, text_stream),
];

const FILE_ATTRIBUTES: &[Accessor] = &[
    Accessor::getter("name", name),
    Accessor::getter("lastModified", last_modified),
];

/// Bytes that Blobs share: a range of some.
#[derive(Clone)]
struct Part {
    bytes: Rc<[u8]>,
    start: usize,
    end: usize,
}

impl Part {
    fn new(bytes: Vec<u8>) -> Part {
        Part {
            start: 0,
            end: bytes.len(),
            bytes: bytes.into(),
        }
    }

    fn len(&self) -> usize {
        self.end - self.start
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }
}

/// What a File has more than a Blob.
#[derive(Clone)]
struct FileParts {
    name: String,
    last_modified: f64,
}

/// The internal slots of a Blob or a File.
#[derive(Clone)]
pub(in crate::host) struct BlobData {
    /// None is empty.
    parts: Vec<Part>,
    size: usize,
    content_type: String,
    file: Option<FileParts>,
}

impl HostData for BlobData {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn external_bytes(&self) -> usize {
        // What is shared counts where it is shared, too: an upper bound.
        self.size + self.parts.len() * size_of::<Part>()
    }

    fn class_name(&self) -> Option<&'static str> {
        match self.file {
            Some(_) => Some("File"),
            None => Some("Blob"),
        }
    }
}

/// `Blob`
pub(super) static BLOB: Interface = Interface {
    constructor: Constructor {
        name: "Blob",
        length: 0,
        run: construct,
    },
    parent: None,
    is_class: true,
    members: &[
        Members::Accessors(ATTRIBUTES, ATTRIBUTE),
        Members::Methods(OPERATIONS, OPERATION),
        Members::Inspect(inspect_custom),
        Members::Tag("Blob"),
    ],
    statics: &[],
};

/// `File`
pub(super) static FILE: Interface = Interface {
    constructor: Constructor {
        name: "File",
        length: 2,
        run: construct_file,
    },
    parent: Some(&BLOB),
    is_class: true,
    members: &[
        Members::Accessors(FILE_ATTRIBUTES, ATTRIBUTE),
        Members::Inspect(inspect_custom_file),
        Members::Tag("File"),
    ],
    statics: &[],
};

/// Whether a value is a Blob or a File.
pub(in crate::host) fn is_blob(agent: &Agent, value: Value) -> bool {
    objects::object_of::<BlobData>(agent, value).is_some()
}

/// Whether a value is a File.
pub(super) fn is_file(agent: &Agent, value: Value) -> bool {
    objects::object_of::<BlobData>(agent, value)
        .is_some_and(|object| data::<BlobData>(agent, object).file.is_some())
}

/// A copy of an object that is a Blob or a File, sharing its bytes.
pub(in crate::host) fn copy(agent: &mut Agent, object: Object) -> Option<Object> {
    let blob = agent.heap.host::<BlobData>(object)?.clone();
    Some(new_blob(agent, blob))
}

/// A File with the bytes of a Blob; with another name, or that of a File.
pub(super) fn file_of(agent: &mut Agent, blob: Object, name: Option<String>) -> Object {
    let mut copy = data::<BlobData>(agent, blob).clone();
    let now = (agent.ambient.clock)();
    let file = copy.file.get_or_insert(FileParts {
        name: String::from("blob"),
        last_modified: now,
    });
    if let Some(name) = name {
        file.name = name;
    }
    new_blob(agent, copy)
}

fn new_blob(agent: &mut Agent, blob: BlobData) -> Object {
    let interface = match blob.file {
        Some(_) => &FILE,
        None => &BLOB,
    };
    objects::new_object(agent, interface, blob)
}

fn this_blob(agent: &mut Agent, call: Call) -> JsResult<Object> {
    objects::this_of::<BlobData>(agent, call, "Blob")
}

/// `new Blob(sources, options)`
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = interface::prototype_for(agent, call, &BLOB)?;
    let blob = read_arguments(agent, call.arg(0), call.arg(1))?;
    Ok(objects::new_object_of(agent, prototype, blob).value())
}

/// `new File(sources, fileName, options)`
fn construct_file(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = interface::prototype_for(agent, call, &FILE)?;
    objects::require_arguments(agent, call, &["fileBits", "fileName"])?;
    let options = call.arg(2);
    let mut blob = read_arguments(agent, call.arg(0), options)?;
    let last_modified = match options.is_nullish() {
        true => Value::UNDEFINED,
        false => objects::get(agent, options, "lastModified")?,
    };
    let last_modified = match last_modified {
        Value::UNDEFINED => (agent.ambient.clock)(),
        value => agent.to_number(value)?,
    };
    blob.file = Some(FileParts {
        name: agent.to_rust_string(call.arg(1))?,
        last_modified: match last_modified.is_nan() {
            true => 0.0,
            false => last_modified,
        },
    });
    Ok(objects::new_object_of(agent, prototype, blob).value())
}

/// What Blobs are made of: an iterable of sources, and options.
fn read_arguments(agent: &mut Agent, sources: Value, options: Value) -> JsResult<BlobData> {
    let mut items = Vec::new();
    if !sources.is_undefined() {
        read_sources(agent, sources, &mut items)?;
    }
    if options.as_object().is_none() && !options.is_nullish() {
        let expected = "a dictionary";
        return Err(errors::invalid_argument_type(
            agent, "options", expected, options,
        ));
    }
    let (mut native, mut content_type) = (false, String::new());
    if options.is_object() {
        let endings = objects::get(agent, options, "endings")?;
        if !endings.is_undefined() {
            native = reads_native(agent, endings)?;
        }
        let given = objects::get(agent, options, "type")?;
        if !given.is_undefined() {
            content_type = read_type(agent, given)?;
        }
    }
    let mut parts = Vec::new();
    for item in items {
        match item {
            Source::Text(text) if native => parts.push(Part::new(with_native_endings(&text))),
            Source::Text(text) => parts.push(Part::new(text.into_bytes())),
            Source::Parts(more) => parts.extend(more),
        }
        agent.poll()?;
    }
    parts.retain(|part| part.len() > 0);
    Ok(BlobData {
        size: parts.iter().map(Part::len).sum(),
        parts,
        content_type,
        file: None,
    })
}

/// What one of the sources is.
enum Source {
    Text(String),
    Parts(Vec<Part>),
}

fn read_sources(agent: &mut Agent, sources: Value, items: &mut Vec<Source>) -> JsResult<()> {
    let key = PropertyKey::symbol(agent.symbols.iterator);
    let method = match sources.is_object() {
        true => agent.get_v(sources, key)?,
        false => Value::UNDEFINED,
    };
    if !agent.heap.is_callable(method) {
        let text = "Value cannot be converted to sequence.";
        return Err(check::type_error(agent, "ERR_INVALID_ARG_TYPE", text));
    }
    agent.keep(method);
    let record = agent.get_iterator_from_method(sources, method)?;
    while let Some(value) = agent.iterator_step_value(&record)? {
        let index = items.len();
        match agent.scoped(|agent| source_of(agent, value, index)) {
            Ok(item) => items.push(item),
            Err(throw) => return Err(agent.iterator_close_throw(record.iterator, throw)),
        }
    }
    Ok(())
}

fn source_of(agent: &mut Agent, value: Value, index: usize) -> JsResult<Source> {
    agent.keep(value);
    if let Some(object) = value.as_object() {
        if let Some(blob) = agent.heap.host::<BlobData>(object) {
            return Ok(Source::Parts(blob.parts.clone()));
        }
        if let Some(bytes) = bytes_of(agent, object)? {
            return Ok(Source::Parts(vec![Part::new(bytes)]));
        }
    }
    if value.is_symbol() {
        let text = format!("Value[{index}] is a Symbol and cannot be converted to a string.");
        return Err(check::type_error(agent, "ERR_INVALID_ARG_TYPE", &text));
    }
    Ok(Source::Text(agent.to_rust_string(value)?))
}

/// A copy of the bytes of a buffer or a view.
fn bytes_of(agent: &mut Agent, object: Object) -> JsResult<Option<Vec<u8>>> {
    let view = agent.heap.host::<TypedArrayData>(object).copied();
    let (buffer, range) = match view {
        Some(view) => {
            let length = agent.heap.view_length(&view).unwrap_or(0) * view.element.size();
            (view.buffer, view.offset..view.offset + length)
        }
        None if agent.heap.buffer(object).is_some() => {
            (object, 0..agent.heap.buffer_length(object).unwrap_or(0))
        }
        None => return Ok(None),
    };
    Ok(Some(agent.buffer_part(buffer, range)?.unwrap_or_default()))
}

/// The option `endings`: whether it is `native`.
fn reads_native(agent: &mut Agent, endings: Value) -> JsResult<bool> {
    let text = objects::to_str(agent, endings)?;
    match &*agent.heap.utf8(text) {
        "native" => Ok(true),
        "transparent" => Ok(false),
        _ => {
            let shown = show::inspect(agent, text.value())?;
            let text = format!("The property 'options.endings' is invalid. Received {shown}");
            Err(check::type_error(agent, "ERR_INVALID_ARG_VALUE", &text))
        }
    }
}

/// A type in small letters; none where it has characters that types don't have.
fn read_type(agent: &mut Agent, given: Value) -> JsResult<String> {
    let given = agent.to_rust_string(given)?;
    agent.poll_work(given.len() / 16)?;
    Ok(
        match given.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            true => given.to_ascii_lowercase(),
            false => String::new(),
        },
    )
}

/// [Converts line endings to native](https://w3c.github.io/FileAPI/#convert-line-endings-to-native).
fn with_native_endings(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if byte == b'\r' {
            bytes.next_if_eq(&b'\n');
            out.push(b'\n');
        } else {
            out.push(byte);
        }
    }
    out
}

/// `blob.type`
fn type_(agent: &mut Agent, call: Call) -> JsResult {
    let blob = this_blob(agent, call)?;
    let text = data::<BlobData>(agent, blob).content_type.clone();
    Ok(agent.heap.new_string_owned(text).value())
}

/// `blob.size`
fn size(agent: &mut Agent, call: Call) -> JsResult {
    let blob = this_blob(agent, call)?;
    Ok(Value::from_usize(data::<BlobData>(agent, blob).size))
}

/// `blob.slice(start, end, type)`
fn slice(agent: &mut Agent, call: Call) -> JsResult {
    let blob = this_blob(agent, call)?;
    let size = data::<BlobData>(agent, blob).size;
    let start = place(agent, call.arg(0), size, 0)?;
    let end = place(agent, call.arg(1), size, size)?;
    let content_type = match call.arg(2) {
        Value::UNDEFINED => String::new(),
        given => read_type(agent, given)?,
    };
    let mut parts = Vec::new();
    let mut at = 0;
    for part in &data::<BlobData>(agent, blob).parts {
        let (from, to) = (start.max(at), end.min(at + part.len()));
        if from < to {
            parts.push(Part {
                start: part.start + from - at,
                end: part.start + to - at,
                bytes: Rc::clone(&part.bytes),
            });
        }
        at += part.len();
    }
    agent.poll_work(parts.len() / 8)?;
    let blob = BlobData {
        size: parts.iter().map(Part::len).sum(),
        parts,
        content_type,
        file: None,
    };
    Ok(new_blob(agent, blob).value())
}

/// A place in a Blob: a `[Clamp] long long`, from the end where it is negative.
fn place(agent: &mut Agent, value: Value, size: usize, default: usize) -> JsResult<usize> {
    if value.is_undefined() {
        return Ok(default);
    }
    let place = agent.to_number(value)?.round_ties_even();
    let size = size as f64;
    let place = if place < 0.0 { size + place } else { place };
    // What is below 0, or NaN, is 0.
    Ok(place.clamp(0.0, size) as usize)
}

/// A promise of what `make` gives of all bytes; it rejects where the receiver is no Blob. It is
/// fulfilled as late as in Node: a microtask after each part and between two, and `more` behind them.
fn promise_of(
    agent: &mut Agent,
    call: Call,
    more: usize,
    make: fn(&mut Agent, Vec<u8>) -> JsResult,
) -> JsResult {
    let promise = agent.new_promise();
    agent.keep_object(promise);
    let Some(blob) = objects::object_of::<BlobData>(agent, call.this()) else {
        let error = errors::new_error(
            agent,
            Intrinsic::TypeErrorPrototype,
            "ERR_INVALID_THIS",
            "Value of \"this\" must be of type Blob",
        );
        agent.reject_promise(promise, error.value());
        return Ok(promise.value());
    };
    let bytes = all_bytes(agent, blob)?;
    let value = make(agent, bytes)?;
    let parts = data::<BlobData>(agent, blob).parts.len();
    let rounds = (2 * parts).saturating_sub(1) + more;
    if rounds == 0 {
        agent.fulfill_promise(promise, value);
        return Ok(promise.value());
    }
    let both = agent.new_array_from(&[promise.value(), value]);
    let settle = agent.register_function("settle", 0, settle);
    let settle = agent.new_native(settle, [both.value(), Value::from_usize(rounds)]);
    push_microtask(agent, settle);
    Ok(promise.value())
}

fn push_microtask(agent: &mut Agent, callback: Object) {
    agent.queue_callback(callback.value());
}

/// Fulfills the promise of a read when enough rounds have passed.
fn settle(agent: &mut Agent, call: Call) -> JsResult {
    let this = call.callee();
    let rounds = agent.heap.native_data(this, 1).as_int().unwrap_or(0);
    if rounds > 1 {
        agent.heap.set_native_data(this, 1, Value::int(rounds - 1));
        push_microtask(agent, this);
    } else if let Some(both) = agent.heap.native_data(this, 0).as_object()
        && let [promise, value] = *agent.heap.elements(both)
        && let Some(promise) = promise.as_object()
    {
        agent.fulfill_promise(promise, value);
    }
    Ok(Value::UNDEFINED)
}

fn all_bytes(agent: &mut Agent, blob: Object) -> JsResult<Vec<u8>> {
    let blob = data::<BlobData>(agent, blob).clone();
    agent.check_room(blob.size)?;
    let mut bytes = Vec::with_capacity(blob.size);
    for part in &blob.parts {
        for piece in part.bytes().chunks(1 << 20) {
            bytes.extend_from_slice(piece);
            agent.poll_work(1 + piece.len() / 256)?;
        }
    }
    Ok(bytes)
}

/// `blob.arrayBuffer()`
fn array_buffer(agent: &mut Agent, call: Call) -> JsResult {
    promise_of(agent, call, 0, |agent, bytes| {
        Ok(array_buffer::new_array_buffer(agent, bytes).value())
    })
}

/// `blob.bytes()`
fn bytes(agent: &mut Agent, call: Call) -> JsResult {
    promise_of(agent, call, 1, |agent, bytes| Ok(new_bytes(agent, bytes)))
}

/// `blob.text()`
fn text(agent: &mut Agent, call: Call) -> JsResult {
    promise_of(agent, call, 1, |agent, bytes| {
        let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(bytes) => bytes.to_vec(),
            None => bytes,
        };
        agent.poll_work(bytes.len() / 64)?;
        let text = crate::url::percent::into_text(bytes);
        Ok(agent.heap.new_string_owned(text).value())
    })
}

/// A new Uint8Array.
fn new_bytes(agent: &mut Agent, bytes: Vec<u8>) -> Value {
    let length = bytes.len();
    let data = TypedArrayData {
        buffer: array_buffer::new_array_buffer(agent, bytes),
        element: ElementType::Uint8,
        offset: 0,
        length: Some(length),
    };
    let shape = agent.root_shape(Intrinsic::Uint8ArrayPrototype, Kind::TypedArray);
    let array = agent.heap.new_host(Kind::TypedArray, shape, Box::new(data));
    array.value()
}

/// What a stream of a Blob has still to give: the last part is the next.
struct Reading(Vec<Part>);

impl HostData for Reading {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// A constructor among the globals, as it was made.
fn original(agent: &mut Agent, name: &'static str) -> JsResult<Object> {
    let globals = agent.original_globals();
    let found = globals.into_iter().find(|(known, ..)| *known == name);
    let value = match found {
        Some((_, value, _)) if value.is_hole() => agent.lazy_global(name)?,
        Some((_, value, _)) => value,
        None => Value::UNDEFINED,
    };
    match value.as_object() {
        Some(constructor) => Ok(agent.keep_object(constructor)),
        None => Err(agent.reference_error(format!("{name} is not defined"))),
    }
}

/// `blob.stream()`
fn stream(agent: &mut Agent, call: Call) -> JsResult {
    let blob = this_blob(agent, call)?;
    new_stream(agent, blob)
}

fn new_stream(agent: &mut Agent, blob: Object) -> JsResult {
    let constructor = original(agent, "ReadableStream")?;
    let mut parts = data::<BlobData>(agent, blob).parts.clone();
    parts.reverse();
    let shape = agent.root_shape(Intrinsic::ObjectPrototype, Kind::Host);
    let reading = Box::new(Reading(parts));
    let reading = agent.heap.new_host(Kind::Host, shape, reading);
    agent.keep_object(reading);
    let source = agent.new_plain_object(2);
    agent.keep_object(source);
    let kind = objects::text(agent, "bytes");
    objects::add(agent, source, "type", kind);
    let pull = agent.register_function("pull", 1, pull);
    let pull = agent.new_native(pull, [reading.value(), Value::UNDEFINED]);
    objects::add(agent, source, "pull", pull.value());
    let strategy = agent.new_plain_object(1);
    agent.keep_object(strategy);
    objects::add(agent, strategy, "highWaterMark", Value::int(0));
    let arguments = [source.value(), strategy.value()];
    let stream = agent.construct(constructor, &arguments, constructor)?;
    Ok(stream.value())
}

/// `pull(controller)` of the source of a stream: the next part, or the end.
fn pull(agent: &mut Agent, call: Call) -> JsResult {
    let reading = agent.heap.native_data(call.callee(), 0);
    let next = reading
        .as_object()
        .and_then(|reading| agent.heap.host_mut::<Reading>(reading))
        .and_then(|reading| reading.0.pop());
    let controller = call.arg(0);
    if let Some(part) = next {
        agent.poll_work(part.len() / 256)?;
        let chunk = new_bytes(agent, part.bytes().to_vec());
        agent.keep(chunk);
        return invoke(agent, controller, "enqueue", &[chunk]);
    }
    invoke(agent, controller, "close", &[])?;
    let request = objects::get(agent, controller, "byobRequest")?;
    if request.is_object() {
        agent.keep(request);
        invoke(agent, request, "respond", &[Value::int(0)])?;
    }
    Ok(Value::UNDEFINED)
}

fn invoke(agent: &mut Agent, object: Value, name: &'static str, arguments: &[Value]) -> JsResult {
    let method = objects::get(agent, object, name)?;
    agent.call(method, object, arguments)
}

/// `blob.textStream()`
fn text_stream(agent: &mut Agent, call: Call) -> JsResult {
    let blob = this_blob(agent, call)?;
    let stream = new_stream(agent, blob)?;
    agent.keep(stream);
    let decoder = original(agent, "TextDecoderStream")?;
    let decoder = agent.construct(decoder, &[], decoder)?;
    agent.keep_object(decoder);
    invoke(agent, stream, "pipeThrough", &[decoder.value()])
}

fn this_file(agent: &mut Agent, call: Call) -> JsResult<FileParts> {
    let object = objects::object_of::<BlobData>(agent, call.this());
    let file = object.and_then(|object| data::<BlobData>(agent, object).file.clone());
    match file {
        Some(file) => Ok(file),
        None => {
            let text = "Value of \"this\" must be of type File";
            Err(check::type_error(agent, "ERR_INVALID_THIS", text))
        }
    }
}

/// `file.name`
fn name(agent: &mut Agent, call: Call) -> JsResult {
    let name = this_file(agent, call)?.name;
    Ok(agent.heap.new_string_owned(name).value())
}

/// `file.lastModified`
fn last_modified(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::number(this_file(agent, call)?.last_modified))
}

/// `[nodejs.util.inspect.custom]` of a Blob
fn inspect_custom(agent: &mut Agent, call: Call) -> JsResult {
    show_attributes(agent, call, "Blob", &["size", "type"])
}

/// `[nodejs.util.inspect.custom]` of a File
fn inspect_custom_file(agent: &mut Agent, call: Call) -> JsResult {
    let names = &["size", "type", "name", "lastModified"];
    show_attributes(agent, call, "File", names)
}

fn show_attributes(
    agent: &mut Agent,
    call: Call,
    class: &str,
    names: &'static [&'static str],
) -> JsResult {
    let (mut options, depth) = objects::inspection(agent, call)?;
    if depth.is_some_and(|depth| depth < 0.0) {
        let name = match call.this().as_object() {
            Some(object) => objects::class_name(agent, object, class),
            None => String::from(class),
        };
        return Ok(objects::not_shown(agent, &options, &name));
    }
    options.depth = options.depth.map(|depth| depth - 1.0);
    let shown = agent.new_plain_object(names.len());
    agent.keep_object(shown);
    for name in names {
        let value = objects::get(agent, call.this(), name)?;
        objects::add(agent, shown, name, value);
    }
    let body = inspect::inspect(agent, shown.value(), &options)?;
    Ok(objects::text(agent, &format!("{class} {body}")))
}
