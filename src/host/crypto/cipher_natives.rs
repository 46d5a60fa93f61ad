//! What the module `crypto` asks of ciphers: part of the binding of that name.

use super::arguments::{bytes, text_or_bytes};
use super::cipher::{self, Aes, Cipher, Failure, Info, Mode, NAMES};
use crate::engine::{
    Agent, Call, HostData, JsResult, Kind, Method, Object, PropertyFlags, Tracer, Value,
};
use crate::host::buffer::new_buffer;

pub(super) const METHODS: &[Method] = &[
    Method::new("newCipher", 4, new_cipher),
    Method::new("cipherUpdate", 3, update),
    Method::new("cipherFinish", 2, finish),
    Method::new("cipherOpen", 2, add_open),
    Method::new("cipherPadded", 2, set_padded),
    Method::new("cipherInfo", 1, cipher_info),
    Method::new("cipherNames", 0, cipher_names),
    Method::new("wrapKey", 2, wrap_key),
    Method::new("unwrapKey", 2, unwrap_key),
];

/// A cipher; empty once it is finished.
struct Handle(Option<Cipher>);

impl HostData for Handle {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn external_bytes(&self) -> usize {
        2048
    }
}

fn object(agent: &mut Agent, call: Call) -> JsResult<Object> {
    let object = call.arg(0).as_object();
    let object = object.filter(|object| agent.heap.host::<Handle>(*object).is_some());
    object.ok_or_else(|| agent.type_error("no handle of a cipher"))
}

fn cipher(agent: &mut Agent, object: Object) -> &mut Option<Cipher> {
    match agent.heap.host_mut::<Handle>(object) {
        Some(Handle(cipher)) => cipher,
        None => unreachable!("looked at by `object`"),
    }
}

/// `newCipher(name, encrypts, key, iv)`: `undefined` if the key or the initialization vector doesn't fit.
fn new_cipher(agent: &mut Agent, call: Call) -> JsResult {
    let name = agent.to_rust_string(call.arg(0))?;
    let encrypts = agent.heap.to_boolean(call.arg(1));
    let key = bytes(agent, call.arg(2))?;
    let iv = bytes(agent, call.arg(3))?;
    let cipher = Info::named(&name).and_then(|info| Cipher::new(info, encrypts, &key, &iv));
    let Some(cipher) = cipher else {
        return Ok(Value::UNDEFINED);
    };
    let shape = agent.heap.root_shape(Value::NULL, Kind::Host);
    let handle = agent
        .heap
        .new_host(Kind::Host, shape, Box::new(Handle(Some(cipher))));
    Ok(handle.value())
}

/// Bytes that are enciphered between two looks at the budget.
const PIECE: usize = 1 << 20;

/// `cipherUpdate(handle, data, encoding)`: a Buffer, `undefined` after the end.
fn update(agent: &mut Agent, call: Call) -> JsResult {
    let object = object(agent, call)?;
    let data = text_or_bytes(agent, call.arg(1), call.arg(2))?;
    let Some(mut machine) = cipher(agent, object).take() else {
        return Ok(Value::UNDEFINED);
    };
    agent.check_room(data.len())?;
    let mut made = Vec::with_capacity(data.len());
    for piece in data.chunks(PIECE) {
        // A stop drops the cipher.
        agent.poll_work(piece.len() / 64)?;
        made.append(&mut machine.update(piece));
    }
    *cipher(agent, object) = Some(machine);
    Ok(new_buffer(agent, made).value())
}

/// `cipherFinish(handle, proof)`: `[rest, proof]`, or a number that says what is wrong: 1 for a wrong
/// end, 2 for a wrong length, 3 for what can't be proved. `undefined` after the end.
fn finish(agent: &mut Agent, call: Call) -> JsResult {
    let object = object(agent, call)?;
    let expected = match call.arg(1).is_undefined() {
        true => None,
        false => Some(bytes(agent, call.arg(1))?),
    };
    let Some(cipher) = cipher(agent, object).take() else {
        return Ok(Value::UNDEFINED);
    };
    let result = match expected {
        Some(expected) => cipher.finish_proved(&expected).map(|rest| (rest, None)),
        None => cipher.finish(),
    };
    match result {
        Ok((rest, proof)) => {
            let rest = new_buffer(agent, rest).value();
            agent.keep(rest);
            let proof = match proof {
                Some(proof) => new_buffer(agent, proof.to_vec()).value(),
                None => Value::UNDEFINED,
            };
            agent.keep(proof);
            Ok(agent.new_array(vec![rest, proof]).value())
        }
        Err(Failure::BadDecrypt) => Ok(Value::int(1)),
        Err(Failure::WrongFinalBlockLength) => Ok(Value::int(2)),
        Err(Failure::Unauthentic) => Ok(Value::int(3)),
    }
}

/// `cipherOpen(handle, bytes)`: what is said openly.
fn add_open(agent: &mut Agent, call: Call) -> JsResult {
    let object = object(agent, call)?;
    let open = bytes(agent, call.arg(1))?;
    if let Some(cipher) = cipher(agent, object) {
        cipher.add_open(&open);
    }
    Ok(Value::UNDEFINED)
}

/// `cipherPadded(handle, padded)`
fn set_padded(agent: &mut Agent, call: Call) -> JsResult {
    let object = object(agent, call)?;
    let padded = agent.heap.to_boolean(call.arg(1));
    if let Some(cipher) = cipher(agent, object) {
        cipher.set_padded(padded);
    }
    Ok(Value::UNDEFINED)
}

/// `cipherInfo(nameOrNid, ivLength)`: what `crypto.getCipherInfo` gives, `undefined` for no cipher and
/// for one that takes no such initialization vector.
fn cipher_info(agent: &mut Agent, call: Call) -> JsResult {
    let info = match call.arg(0).as_number() {
        Some(nid) => Info::numbered(nid as u32),
        None => Info::named(&agent.to_rust_string(call.arg(0))?),
    };
    let wanted = call.arg(1).as_number().map(|length| length as usize);
    let Some(info) = info.filter(|info| wanted.is_none_or(|length| info.takes_iv(length))) else {
        return Ok(Value::UNDEFINED);
    };
    let object = agent.new_plain_object(6);
    agent.keep_object(object);
    let mode = match info.mode {
        Mode::Ecb => "ecb",
        Mode::Cbc => "cbc",
        Mode::Ctr => "ctr",
        Mode::Gcm => "gcm",
        Mode::Stream => "stream",
    };
    let iv_length = wanted.unwrap_or(info.iv_length());
    let block_size = (info.mode != Mode::Stream).then(|| info.block_size());
    let number = Value::from_usize;
    let entries = [
        ("mode", Some(agent.heap.new_string(mode).value())),
        ("name", Some(agent.heap.new_string(info.name).value())),
        ("nid", Some(number(info.nid as usize))),
        ("blockSize", block_size.map(number)),
        ("ivLength", (iv_length > 0).then(|| number(iv_length))),
        ("keyLength", Some(number(info.key_length))),
    ];
    for (name, value) in entries {
        if let Some(value) = value {
            agent.define_constant(object, name, value, PropertyFlags::DATA);
        }
    }
    Ok(object.value())
}

/// `cipherNames()`
fn cipher_names(agent: &mut Agent, _: Call) -> JsResult {
    let heap = &mut agent.heap;
    let names = NAMES.iter().map(|name| heap.new_string(name).value());
    let names = names.collect();
    Ok(agent.new_array(names).value())
}

/// `wrapKey(key, bytes)`: a Buffer; `undefined` for what can't be wrapped.
fn wrap_key(agent: &mut Agent, call: Call) -> JsResult {
    let (key, secret) = (bytes(agent, call.arg(0))?, bytes(agent, call.arg(1))?);
    agent.poll_work(secret.len())?;
    match Aes::new(&key).filter(|_| secret.len() >= 16 && secret.len().is_multiple_of(8)) {
        Some(aes) => {
            let wrapped = cipher::wrap_key(&aes, &secret);
            Ok(new_buffer(agent, wrapped).value())
        }
        None => Ok(Value::UNDEFINED),
    }
}

/// `unwrapKey(key, bytes)`: a Buffer; `undefined` for what isn't wrapped with this key.
fn unwrap_key(agent: &mut Agent, call: Call) -> JsResult {
    let (key, wrapped) = (bytes(agent, call.arg(0))?, bytes(agent, call.arg(1))?);
    agent.poll_work(wrapped.len())?;
    match Aes::new(&key).and_then(|aes| cipher::unwrap_key(&aes, &wrapped)) {
        Some(secret) => Ok(new_buffer(agent, secret).value()),
        None => Ok(Value::UNDEFINED),
    }
}
