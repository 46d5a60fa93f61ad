//! [TextEncoder and TextDecoder](https://nodejs.org/api/util.html#class-utiltextdecoder), after the
//! [Encoding Standard](https://encoding.spec.whatwg.org/), whose tables are a crate's.

mod slots;

pub(super) use slots::{TextDecoder, TextEncoder};

use super::errors;
use super::show;
use super::web::interface::define_inspect;
use crate::budget::PIECE;
use crate::engine::{
    Accessor, Agent, Call, Constructor, ElementType, HostData, Intrinsic, JsResult, Kind, Method,
    Object, PropertyFlags, Str, Throw, Tracer, TypedArrayData, Value,
};
use encoding_rs::{CoderResult, Decoder, DecoderResult, Encoding, REPLACEMENT, UTF_8};

const ENCODER: Constructor = Constructor {
    name: "TextEncoder",
    length: 0,
    run: construct_encoder,
};

const ENCODER_ACCESSORS: &[Accessor] = &[Accessor::getter("encoding", encoder_encoding)];

const ENCODER_METHODS: &[Method] = &[
    Method::new("encode", 0, encode),
    Method::new("encodeInto", 2, encode_into),
];

const DECODER: Constructor = Constructor {
    name: "TextDecoder",
    length: 0,
    run: construct_decoder,
};

const DECODER_METHODS: &[Method] = &[Method::new("decode", 0, decode)];

const DECODER_ACCESSORS: &[Accessor] = &[
    Accessor::getter("encoding", decoder_encoding),
    Accessor::getter("fatal", fatal),
    Accessor::getter("ignoreBOM", ignore_bom),
];

/// The prototypes of what is made with a prototype that is no object.
struct Prototypes {
    encoder: Object,
    decoder: Object,
}

impl HostData for Prototypes {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.encoder);
        tracer.mark_object(self.decoder);
    }
}

/// Makes `TextEncoder` and `TextDecoder`.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let attributes = PropertyFlags::ENUMERABLE.with(PropertyFlags::CONFIGURABLE);
    let encoder = agent.heap.new_builtin_object(object_prototype);
    agent.define_constructor(&ENCODER, encoder);
    agent.define_accessors_with(encoder, ENCODER_ACCESSORS, attributes);
    agent.define_methods_with(encoder, ENCODER_METHODS, PropertyFlags::DATA);
    define_inspect(agent, encoder, inspect_encoder);
    agent.define_tag(encoder, "TextEncoder");
    let decoder = agent.heap.new_builtin_object(object_prototype);
    agent.define_constructor(&DECODER, decoder);
    agent.define_methods_with(decoder, DECODER_METHODS, PropertyFlags::DATA);
    agent.define_accessors_with(decoder, DECODER_ACCESSORS, attributes);
    define_inspect(agent, decoder, inspect_decoder);
    agent.define_tag(decoder, "TextDecoder");
    agent.set_slot(Prototypes { encoder, decoder });
}

/// An object made by a construct call.
fn make(
    agent: &mut Agent,
    call: Call,
    name: &str,
    default: fn(&Prototypes) -> Object,
    data: Box<dyn HostData>,
) -> JsResult {
    let Some(constructor) = call.new_target(agent).as_object() else {
        return Err(agent.type_error(format!(
            "Class constructor {name} cannot be invoked without 'new'"
        )));
    };
    let prototype = agent.get(constructor, agent.names.prototype)?.as_object();
    let prototype = prototype.or_else(|| agent.slot::<Prototypes>().map(default));
    let prototype = prototype.map_or(Value::NULL, Object::value);
    let shape = agent.heap.root_shape(prototype, Kind::Host);
    Ok(agent.heap.new_host(Kind::Host, shape, data).value())
}

fn type_error(agent: &mut Agent, code: &str, text: &str) -> Throw {
    errors::throw(agent, Intrinsic::TypeErrorPrototype, code, text)
}

/// That the receiver has slots of a type.
fn this_of<T: HostData>(agent: &mut Agent, call: Call, name: &str) -> JsResult<Object> {
    let object = call.this().as_object();
    match object.filter(|object| agent.heap.host::<T>(*object).is_some()) {
        Some(object) => Ok(object),
        None => {
            let text = format!("Value of \"this\" must be of type {name}");
            Err(type_error(agent, "ERR_INVALID_THIS", &text))
        }
    }
}

/// `new TextEncoder()`
fn construct_encoder(agent: &mut Agent, call: Call) -> JsResult {
    let data = Box::new(TextEncoder);
    make(agent, call, "TextEncoder", |all| all.encoder, data)
}

/// [textEncoder.encoding](https://nodejs.org/api/util.html#textencoderencoding)
fn encoder_encoding(agent: &mut Agent, call: Call) -> JsResult {
    this_of::<TextEncoder>(agent, call, "TextEncoder")?;
    Ok(agent.heap.new_latin1(b"utf-8").value())
}

/// A string's UTF-8, with replacement characters for lone surrogates.
fn utf8(agent: &mut Agent, string: Str) -> JsResult<String> {
    let text = agent.heap.utf8(string);
    agent.poll()?;
    Ok(text)
}

/// [textEncoder.encode(\[input\])](https://nodejs.org/api/util.html#textencoderencodeinput)
fn encode(agent: &mut Agent, call: Call) -> JsResult {
    this_of::<TextEncoder>(agent, call, "TextEncoder")?;
    let bytes = match call.arg(0) {
        Value::UNDEFINED => Vec::new(),
        input => {
            let string = agent.to_string(input)?;
            utf8(agent, string)?.into_bytes()
        }
    };
    let length = bytes.len();
    let buffer = crate::builtins::array_buffer::new_array_buffer(agent, bytes);
    let data = TypedArrayData {
        buffer,
        element: ElementType::Uint8,
        offset: 0,
        length: Some(length),
    };
    let shape = agent.root_shape(Intrinsic::Uint8ArrayPrototype, Kind::TypedArray);
    let array = agent.heap.new_host(Kind::TypedArray, shape, Box::new(data));
    Ok(array.value())
}

/// [textEncoder.encodeInto(src, dest)](https://nodejs.org/api/util.html#textencoderencodeintosrc-dest)
fn encode_into(agent: &mut Agent, call: Call) -> JsResult {
    this_of::<TextEncoder>(agent, call, "TextEncoder")?;
    let Some(source) = call.arg(0).as_string() else {
        let value = call.arg(0);
        return Err(errors::invalid_argument_type(
            agent,
            "src",
            "of type string",
            value,
        ));
    };
    let target = call.arg(1).as_object();
    let target = target.and_then(|target| agent.heap.typed_array(target));
    let Some(view) = target.filter(|view| view.element == ElementType::Uint8) else {
        let expected = "an instance of Uint8Array";
        let value = call.arg(1);
        return Err(errors::invalid_argument_type(
            agent, "dest", expected, value,
        ));
    };
    let text = utf8(agent, source)?;
    let room = agent.heap.view_length(&view).unwrap_or(0);
    let mut end = room.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    agent.put_bytes(view.buffer, view.offset, &text.as_bytes()[..end])?;
    let read = length_in_units(agent, &text[..end]);
    let result = agent.new_plain_object(2);
    for (name, count) in [("read", read), ("written", end)] {
        let key = agent.heap.property_key_of_str(name);
        let count = Value::from_usize(count);
        agent
            .heap
            .add_property(result, key, PropertyFlags::DATA, count);
    }
    Ok(result.value())
}

/// How many code units a text has. A lone surrogate was one, and so is what replaces it.
fn length_in_units(agent: &Agent, text: &str) -> usize {
    let count = |piece: &[u8]| {
        // Each sequence of bytes is a unit, those of four two.
        let units = |byte: u8| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0);
        piece.iter().map(|&byte| units(byte)).sum::<usize>()
    };
    agent
        .heap
        .budget
        .pieces(text.as_bytes(), 64)
        .map(count)
        .sum()
}

/// What inspection shows in place of one: its fields, or where it is too deep the name of its class.
fn shown(agent: &mut Agent, call: Call, fields: &[(&'static str, Value)]) -> JsResult<String> {
    if call.arg(0).as_number().is_some_and(|depth| depth < 0.0) {
        return Ok(format!("[{}]", class_name(agent, call)?));
    }
    let object = agent.new_plain_object(fields.len());
    agent.keep_object(object);
    for (name, value) in fields {
        agent.define_constant(object, name, *value, PropertyFlags::DATA);
    }
    show::inspect(agent, object.value())
}

fn class_name(agent: &mut Agent, call: Call) -> JsResult<String> {
    let constructor = agent.get_v(call.this(), agent.names.constructor)?;
    agent.keep(constructor);
    let name = agent.get_v(constructor, agent.names.name)?;
    agent.to_rust_string(name)
}

/// `{ encoding: 'utf-8' }`
fn inspect_encoder(agent: &mut Agent, call: Call) -> JsResult {
    let encoding = encoder_encoding(agent, call)?;
    let text = shown(agent, call, &[("encoding", encoding)])?;
    Ok(agent.heap.new_string(&text).value())
}

/// `TextDecoder { encoding: 'utf-8', fatal: false, ignoreBOM: false }`
fn inspect_decoder(agent: &mut Agent, call: Call) -> JsResult {
    let fields = [
        ("encoding", decoder_encoding(agent, call)?),
        ("fatal", fatal(agent, call)?),
        ("ignoreBOM", ignore_bom(agent, call)?),
    ];
    let mut text = shown(agent, call, &fields)?;
    if !text.starts_with('[') {
        text = format!("{} {text}", class_name(agent, call)?);
    }
    Ok(agent.heap.new_string(&text).value())
}

/// `new TextDecoder(encoding, options)`
fn construct_decoder(agent: &mut Agent, call: Call) -> JsResult {
    let new_target = call.new_target(agent);
    agent.keep(new_target);
    let label = match call.arg(0) {
        Value::UNDEFINED => String::from("utf-8"),
        label => agent.to_rust_string(label)?,
    };
    let options = options(agent, call.arg(1))?;
    let encoding = Encoding::for_label(label.as_bytes());
    let Some(encoding) = encoding.filter(|encoding| *encoding != REPLACEMENT) else {
        let text = format!("The \"{label}\" encoding is not supported");
        let proto = Intrinsic::RangeErrorPrototype;
        let code = "ERR_ENCODING_NOT_SUPPORTED";
        return Err(errors::throw(agent, proto, code, &text));
    };
    let fatal = flag(agent, options, "fatal")?;
    let ignore_bom = flag(agent, options, "ignoreBOM")?;
    let data = Box::new(TextDecoder {
        encoding,
        fatal,
        ignore_bom,
        stream: None,
    });
    agent.machine.new_target = new_target;
    make(agent, call, "TextDecoder", |all| all.decoder, data)
}

fn options(agent: &mut Agent, value: Value) -> JsResult<Option<Object>> {
    match value.as_object() {
        None if !value.is_nullish() => Err(errors::invalid_argument_type(
            agent,
            "options",
            "of type object",
            value,
        )),
        options => Ok(options),
    }
}

fn flag(agent: &mut Agent, options: Option<Object>, name: &str) -> JsResult<bool> {
    let Some(options) = options else {
        return Ok(false);
    };
    let key = agent.heap.property_key_of_str(name);
    agent.keep_key(key);
    let value = agent.get(options, key)?;
    Ok(agent.heap.to_boolean(value))
}

fn this_decoder(agent: &mut Agent, call: Call) -> JsResult<&mut TextDecoder> {
    let object = this_of::<TextDecoder>(agent, call, "TextDecoder")?;
    match agent.heap.host_mut::<TextDecoder>(object) {
        Some(decoder) => Ok(decoder),
        None => unreachable!("it was one just now"),
    }
}

/// [textDecoder.encoding](https://nodejs.org/api/util.html#textdecoderencoding)
fn decoder_encoding(agent: &mut Agent, call: Call) -> JsResult {
    let name = this_decoder(agent, call)?.name();
    Ok(agent.heap.new_string(&name).value())
}

/// [textDecoder.fatal](https://nodejs.org/api/util.html#textdecoderfatal)
fn fatal(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(this_decoder(agent, call)?.fatal))
}

/// [textDecoder.ignoreBOM](https://nodejs.org/api/util.html#textdecoderignorebom)
fn ignore_bom(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(this_decoder(agent, call)?.ignore_bom))
}

/// Throws that there is nothing to decode, which Node's ways of decoding say differently.
#[cold]
fn no_input(agent: &mut Agent, call: Call, streams: bool) -> Throw {
    let decoder = match this_decoder(agent, call) {
        Ok(decoder) => decoder,
        Err(throw) => return throw,
    };
    let streams = streams || decoder.stream.is_some();
    let encoding = decoder.encoding;
    if encoding.is_single_byte() || encoding == UTF_8 && streams {
        let expected = "an instance of ArrayBuffer or ArrayBufferView";
        return errors::invalid_argument_type(agent, "input", expected, call.arg(0));
    }
    let name = if encoding == UTF_8 { "list" } else { "input" };
    let text = format!(
        "The \"{name}\" argument must be an instance of SharedArrayBuffer, ArrayBuffer or \
         ArrayBufferView."
    );
    type_error(agent, "ERR_INVALID_ARG_TYPE", &text)
}

/// The bytes of a buffer or a view, which is the first argument.
fn input_bytes(agent: &mut Agent, call: Call, streams: bool) -> JsResult<Vec<u8>> {
    let value = call.arg(0);
    if value.is_undefined() {
        return Ok(Vec::new());
    }
    let object = value.as_object();
    let view = object.and_then(|object| agent.heap.host::<TypedArrayData>(object).copied());
    let (buffer, range) = match (object, view) {
        (_, Some(view)) => {
            let length = agent.heap.view_length(&view).unwrap_or(0) * view.element.size();
            (view.buffer, view.offset..view.offset + length)
        }
        (Some(object), None) if agent.heap.buffer(object).is_some() => {
            (object, 0..agent.heap.buffer_length(object).unwrap_or(0))
        }
        _ => return Err(no_input(agent, call, streams)),
    };
    Ok(agent.buffer_part(buffer, range)?.unwrap_or_default())
}

/// [textDecoder.decode(\[input\[, options\]\])](https://nodejs.org/api/util.html#textdecoderdecodeinput-options)
fn decode(agent: &mut Agent, call: Call) -> JsResult {
    this_decoder(agent, call)?;
    let options = options(agent, call.arg(1))?;
    let streams = flag(agent, options, "stream")?;
    let bytes = input_bytes(agent, call, streams)?;
    let this = this_decoder(agent, call)?;
    let whole = this.stream.is_none() && !streams;
    let (encoding, ignore_bom) = (this.encoding, this.ignore_bom);
    if whole && encoding == UTF_8 && agent.heap.budget.pieces(&bytes, 256).all(<[u8]>::is_ascii) {
        return Ok(agent
            .heap
            .new_latin1_boxed(bytes.into_boxed_slice())
            .value());
    }
    let this = this_decoder(agent, call)?;
    let mut decoder = this.stream.take().unwrap_or_else(|| match ignore_bom {
        true => encoding.new_decoder_without_bom_handling(),
        false => encoding.new_decoder_with_bom_removal(),
    });
    let fatal = this.fatal;
    let decoded = decode_in_parts(agent, &mut decoder, &bytes, !streams, fatal)?;
    let this = this_decoder(agent, call)?;
    if decoded.is_some() && streams {
        this.stream = Some(decoder);
    }
    match decoded {
        Some(units) => Ok(agent.heap.new_utf16_boxed(units.into_boxed_slice()).value()),
        None => {
            let name = this.name();
            let text = format!("The encoded data was not valid for encoding {name}");
            let code = "ERR_ENCODING_INVALID_ENCODED_DATA";
            Err(type_error(agent, code, &text))
        }
    }
}

/// As [`decode_with`], with looks at the budget.
fn decode_in_parts(
    agent: &mut Agent,
    decoder: &mut Decoder,
    bytes: &[u8],
    last: bool,
    fatal: bool,
) -> JsResult<Option<Vec<u16>>> {
    // Most bytes are a unit each, or two are.
    let mut units = Vec::with_capacity(match bytes.len() {
        ..=PIECE => 0,
        many => many / 2,
    });
    let mut rest = bytes;
    loop {
        let (now, later) = rest.split_at(rest.len().min(PIECE));
        let Some(more) = decode_with(decoder, now, last && later.is_empty(), fatal) else {
            return Ok(None);
        };
        if later.is_empty() && units.is_empty() {
            return Ok(Some(more));
        }
        units.extend_from_slice(&more);
        if later.is_empty() {
            return Ok(Some(units));
        }
        agent.poll_work(now.len() / 16)?;
        rest = later;
    }
}

/// Decodes bytes; `None` where they are invalid and that is fatal.
fn decode_with(decoder: &mut Decoder, bytes: &[u8], last: bool, fatal: bool) -> Option<Vec<u16>> {
    // Nothing is so long.
    let room = decoder.max_utf16_buffer_length(bytes.len())?;
    let mut units = vec![0; room];
    let written = if fatal {
        let decoded = decoder.decode_to_utf16_without_replacement(bytes, &mut units, last);
        match decoded {
            (DecoderResult::InputEmpty, _, written) => written,
            _ => return None,
        }
    } else {
        match decoder.decode_to_utf16(bytes, &mut units, last) {
            (CoderResult::InputEmpty, _, written, _) => written,
            (CoderResult::OutputFull, ..) => unreachable!("there is room for all"),
        }
    };
    units.truncate(written);
    Some(units)
}

#[cfg(test)]
mod tests {
    use super::decode_with;
    use encoding_rs::{Encoding, UTF_8, UTF_16LE};

    fn stream(encoding: &'static Encoding, chunks: &[&[u8]]) -> String {
        let mut decoder = encoding.new_decoder_with_bom_removal();
        let mut text = String::new();
        for (place, chunk) in chunks.iter().enumerate() {
            let last = place + 1 == chunks.len();
            let units = decode_with(&mut decoder, chunk, last, false);
            text.push_str(&String::from_utf16_lossy(&units.unwrap_or_default()));
        }
        text
    }

    #[test]
    fn chunks_join() {
        assert_eq!(stream(UTF_8, &[b"\xE2", b"\x82", b"\xAC"]), "\u{20ac}");
        assert_eq!(stream(UTF_8, &[b"\xEF\xBB", b"\xBFa"]), "a");
        assert_eq!(stream(UTF_8, &[b"a\xE2", b""]), "a\u{fffd}");
        let halves: [&[u8]; 3] = [b"\x3D", b"\xD8\x00", b"\xDE"];
        assert_eq!(stream(UTF_16LE, &halves), "\u{1f600}");
    }

    #[test]
    fn fatal_means_nothing() {
        let mut decoder = UTF_8.new_decoder();
        assert!(decode_with(&mut decoder, b"\xFF", true, true).is_none());
    }
}
