//! What the module `crypto` asks of Rust: the binding of the same name. Its text checks arguments,
//! so what is wrong here is a defect of the text, and a TypeError.

use super::arguments::{bytes, text_or_bytes};
use super::derive::{self, Cost};
use super::hasher::{Algorithm, Hasher, Hmac, NAMES};
use super::wrong::illegal;
use super::{cipher_natives, key_natives, random, subtle};
use crate::builtins::array_buffer::new_array_buffer;
use crate::engine::{
    Agent, Call, Constructor, HostData, Intrinsic, JsResult, Kind, Method, Object, PropertyFlags,
    Throw, Tracer, Value,
};
use crate::host::buffer::{Bytes, new_buffer};
use crate::host::errors;

const METHODS: &[Method] = &[
    Method::new("newHash", 2, new_hash),
    Method::new("newHmac", 2, new_hmac),
    Method::new("update", 3, update),
    Method::new("digest", 1, digest),
    Method::new("copy", 2, copy),
    Method::new("digestLength", 1, digest_length),
    Method::new("hashNames", 0, hash_names),
    Method::new("timingSafeEqual", 0, timing_safe_equal),
    Method::new("fill", 3, fill),
    Method::new("randomUUID", 0, random_uuid),
    Method::new("randomUUIDv7", 0, random_uuid_v7),
    Method::new("pbkdf2", 5, pbkdf2),
    Method::new("hkdf", 5, hkdf),
    Method::new("scrypt", 6, scrypt),
    Method::new("isSubtle", 1, subtle::is_subtle),
    Method::new("newKey", 4, subtle::new_key),
    Method::new("keySecret", 1, subtle::key_secret),
    Method::new("isAnyBuffer", 1, is_any_buffer),
];

/// Makes the binding.
pub(in crate::host) fn binding(agent: &mut Agent) -> Object {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods(binding, METHODS);
    agent.define_methods(binding, cipher_natives::METHODS);
    agent.define_methods(binding, key_natives::METHODS);
    let webcrypto = super::web::crypto(agent);
    agent.define_constant(binding, "webcrypto", webcrypto, PropertyFlags::HIDDEN);
    let prototypes = [&HASH, &HMAC].map(|class| {
        let parent = agent.intrinsic(Intrinsic::ObjectPrototype).value();
        let prototype = agent.heap.new_builtin_object(parent);
        agent.new_constructor(class, prototype);
        prototype
    });
    agent.set_slot(Prototypes(prototypes));
    binding
}

const HASH: Constructor = Constructor {
    name: "Hash",
    length: 0,
    run: illegal,
};

const HMAC: Constructor = Constructor {
    name: "Hmac",
    length: 0,
    run: illegal,
};

/// Those of the handles: of hashes and of HMACs. They only tell what a handle is called.
struct Prototypes([Object; 2]);

impl HostData for Prototypes {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0
            .iter()
            .for_each(|prototype| tracer.mark_object(*prototype));
    }
}

/// A hash or HMAC that bytes go into; empty once its digest was taken.
struct Handle {
    state: Option<State>,
    /// How many bytes an extendable digest is to have.
    length: Option<usize>,
    /// What digest a hash gave, which it gives again.
    digest: Vec<u8>,
}

#[derive(Clone)]
enum State {
    Hash(Hasher),
    Hmac(Hmac),
}

impl HostData for Handle {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

fn new_handle(agent: &mut Agent, state: State, length: Option<usize>) -> Value {
    let Some(Prototypes([hash, hmac])) = agent.slot::<Prototypes>() else {
        unreachable!("set with the binding");
    };
    let prototype = match state {
        State::Hash(_) => hash.value(),
        State::Hmac(_) => hmac.value(),
    };
    let shape = agent.heap.root_shape(prototype, Kind::Host);
    let handle = Handle {
        state: Some(state),
        length,
        digest: Vec::new(),
    };
    let object = agent.heap.new_host(Kind::Host, shape, Box::new(handle));
    object.value()
}

fn handle(agent: &mut Agent, call: Call) -> JsResult<&mut Handle> {
    let object = call.arg(0).as_object();
    let object = object.filter(|object| agent.heap.host::<Handle>(*object).is_some());
    let Some(object) = object else {
        return Err(agent.type_error("no handle of a hash"));
    };
    match agent.heap.host_mut::<Handle>(object) {
        Some(handle) => Ok(handle),
        None => unreachable!("it was one just now"),
    }
}

fn algorithm(agent: &mut Agent, name: Value) -> JsResult<Option<&'static Algorithm>> {
    Ok(Algorithm::named(&agent.to_rust_string(name)?))
}

/// A length or count; what isn't one is none.
fn count(value: Value) -> Option<usize> {
    value.as_number().map(|number| number as usize)
}

/// `newHash(name, outputLength)`: `undefined` where there is no such algorithm.
fn new_hash(agent: &mut Agent, call: Call) -> JsResult {
    let Some(algorithm) = algorithm(agent, call.arg(0))? else {
        return Ok(Value::UNDEFINED);
    };
    let length = count(call.arg(1));
    if !algorithm.is_extendable() && length.is_some_and(|length| length != algorithm.size) {
        return Err(not_extendable(agent));
    }
    agent.check_room(length.unwrap_or(0))?;
    Ok(new_handle(agent, State::Hash(algorithm.hasher()), length))
}

#[cold]
fn not_extendable(agent: &mut Agent) -> Throw {
    let code = "ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH";
    let text = "error:030000B2:digital envelope routines::not XOF or invalid length";
    errors::throw(agent, Intrinsic::ErrorPrototype, code, text)
}

/// `newHmac(name, key)`: `undefined` where there is no such algorithm, or no HMAC with it.
fn new_hmac(agent: &mut Agent, call: Call) -> JsResult {
    match algorithm(agent, call.arg(0))? {
        Some(algorithm) if !algorithm.is_extendable() => {
            let key = bytes(agent, call.arg(1))?;
            let hmac = Hmac::new(algorithm, &key);
            Ok(new_handle(agent, State::Hmac(hmac), None))
        }
        _ => Ok(Value::UNDEFINED),
    }
}

/// Bytes that are hashed between two looks at the budget.
const PIECE: usize = 1 << 20;

/// `update(handle, data, encoding)`
fn update(agent: &mut Agent, call: Call) -> JsResult {
    let data = text_or_bytes(agent, call.arg(1), call.arg(2))?;
    for piece in data.chunks(PIECE) {
        agent.poll_work(piece.len() / 64)?;
        match &mut handle(agent, call)?.state {
            Some(State::Hash(hash)) => hash.update(piece),
            Some(State::Hmac(hmac)) => hmac.update(piece),
            None => {}
        }
    }
    Ok(Value::UNDEFINED)
}

/// `digest(handle)`: a Buffer. A hash gives the same again, an HMAC nothing.
fn digest(agent: &mut Agent, call: Call) -> JsResult {
    let handle = handle(agent, call)?;
    let length = handle.length;
    let digest = match handle.state.take() {
        Some(State::Hash(hash)) => {
            handle.digest = hash.finish(length);
            handle.digest.clone()
        }
        Some(State::Hmac(hmac)) => hmac.finish(),
        None => handle.digest.clone(),
    };
    Ok(new_buffer(agent, digest).value())
}

/// `copy(handle, outputLength)`
fn copy(agent: &mut Agent, call: Call) -> JsResult {
    let length = count(call.arg(1));
    let Some(state) = handle(agent, call)?.state.clone() else {
        return Ok(Value::UNDEFINED);
    };
    let is_fixed = matches!(state, State::Hash(Hasher::Fixed(_) | Hasher::Both(..)));
    if is_fixed && let Some(length) = length {
        let State::Hash(hash) = state.clone() else {
            unreachable!("it is one");
        };
        if hash.finish(None).len() != length {
            return Err(not_extendable(agent));
        }
    }
    Ok(new_handle(agent, state, length))
}

/// `digestLength(name)`: `undefined` where there is no such algorithm.
fn digest_length(agent: &mut Agent, call: Call) -> JsResult {
    let algorithm = algorithm(agent, call.arg(0))?;
    Ok(algorithm.map_or(Value::UNDEFINED, |algorithm| {
        Value::from_usize(algorithm.size)
    }))
}

/// `hashNames()`
fn hash_names(agent: &mut Agent, _: Call) -> JsResult {
    let heap = &mut agent.heap;
    let names = NAMES.iter().map(|name| heap.new_string(name).value());
    let names = names.collect();
    Ok(agent.new_array(names).value())
}

/// [crypto.timingSafeEqual(a, b)](https://nodejs.org/api/crypto.html#cryptotimingsafeequala-b)
fn timing_safe_equal(agent: &mut Agent, call: Call) -> JsResult {
    let mut parts = [Vec::new(), Vec::new()];
    for (index, name) in ["buf1", "buf2"].into_iter().enumerate() {
        let Some(bytes) = Bytes::of_any(&agent.heap, call.arg(index)) else {
            let text = format!(
                "The \"{name}\" argument must be an instance of ArrayBuffer, Buffer, \
                 TypedArray, or DataView."
            );
            let proto = Intrinsic::TypeErrorPrototype;
            return Err(errors::throw(agent, proto, "ERR_INVALID_ARG_TYPE", &text));
        };
        agent.poll_work(bytes.length / 64)?;
        parts[index] = bytes.read(&agent.heap).into_owned();
    }
    let [first, second] = parts;
    if first.len() != second.len() {
        let code = "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH";
        let text = "Input buffers must have the same byte length";
        return Err(errors::throw(
            agent,
            Intrinsic::RangeErrorPrototype,
            code,
            text,
        ));
    }
    // All bytes are looked at, wherever the first difference is.
    let pairs = first.iter().zip(&second);
    let difference = pairs.fold(0, |difference, (a, b)| difference | (a ^ b));
    Ok(Value::bool(std::hint::black_box(difference) == 0))
}

/// `isAnyBuffer(value)`: whether it is an ArrayBuffer or a SharedArrayBuffer.
fn is_any_buffer(agent: &mut Agent, call: Call) -> JsResult {
    let object = call.arg(0).as_object();
    let is = object.is_some_and(|object| agent.heap.buffer(object).is_some());
    Ok(Value::bool(is))
}

/// `fill(view, offset, size)`, in bytes.
fn fill(agent: &mut Agent, call: Call) -> JsResult {
    let Some(all) = Bytes::of_any(&agent.heap, call.arg(0)) else {
        return Err(agent.type_error("no bytes"));
    };
    let start = count(call.arg(1)).unwrap_or(0);
    let size = count(call.arg(2)).unwrap_or(all.length);
    let part = all.part(start..start.saturating_add(size));
    let mut made = vec![0; part.length];
    random::fill(agent, &mut made)?;
    part.put(&mut agent.heap, &made);
    Ok(Value::UNDEFINED)
}

/// `randomUUID()`
fn random_uuid(agent: &mut Agent, _: Call) -> JsResult {
    let uuid = random::uuid(agent)?;
    Ok(agent.heap.new_string_owned(uuid).value())
}

/// `randomUUIDv7()`
fn random_uuid_v7(agent: &mut Agent, _: Call) -> JsResult {
    let uuid = random::uuid_v7(agent)?;
    Ok(agent.heap.new_string_owned(uuid).value())
}

/// `pbkdf2(password, salt, iterations, length, digest)`: `undefined` where there is no such digest.
fn pbkdf2(agent: &mut Agent, call: Call) -> JsResult {
    let Some(algorithm) = algorithm(agent, call.arg(4))? else {
        return Ok(Value::UNDEFINED);
    };
    let password = bytes(agent, call.arg(0))?;
    let salt = bytes(agent, call.arg(1))?;
    let iterations = count(call.arg(2)).unwrap_or(1) as u32;
    let length = count(call.arg(3)).unwrap_or(0);
    agent.check_room(length)?;
    let budget = &agent.heap.budget;
    let made = derive::pbkdf2(algorithm, &password, &salt, iterations, length, budget);
    let key = agent.metered(made)?;
    Ok(new_buffer(agent, key).value())
}

/// `hkdf(digest, key, salt, info, length)`: an ArrayBuffer; `undefined` where there is no such
/// digest, `null` where the key would be too long.
fn hkdf(agent: &mut Agent, call: Call) -> JsResult {
    let Some(algorithm) = algorithm(agent, call.arg(0))? else {
        return Ok(Value::UNDEFINED);
    };
    let key = bytes(agent, call.arg(1))?;
    let salt = bytes(agent, call.arg(2))?;
    let info = bytes(agent, call.arg(3))?;
    let length = count(call.arg(4)).unwrap_or(0);
    if length > 255 * algorithm.size {
        return Ok(Value::NULL);
    }
    let made = derive::hkdf(algorithm, &key, &salt, &info, length);
    agent.poll_work(made.len())?;
    Ok(new_array_buffer(agent, made).value())
}

/// `scrypt(password, salt, length, N, r, p)`
fn scrypt(agent: &mut Agent, call: Call) -> JsResult {
    let password = bytes(agent, call.arg(0))?;
    let salt = bytes(agent, call.arg(1))?;
    let length = count(call.arg(2)).unwrap_or(0);
    let cost = |index| count(call.arg(index)).unwrap_or(1).max(1);
    let cost = Cost {
        n: cost(3),
        r: cost(4),
        p: cost(5),
    };
    let table = cost.n.saturating_mul(cost.r).saturating_mul(128);
    agent.check_room(table.saturating_add(length))?;
    let budget = &agent.heap.budget;
    let made = derive::scrypt(&password, &salt, &cost, length, budget);
    let key = agent.metered(made)?;
    Ok(new_buffer(agent, key).value())
}
