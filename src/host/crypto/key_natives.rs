//! What the module `crypto` asks of keys of pairs: part of the binding of that name.

use super::arguments::bytes;
use super::chance::Chance;
use super::curves::{self, Curve};
use super::der::{self, Reader};
use super::hasher::Algorithm;
use super::keys::{Edwards, Key};
use super::random;
use super::rsa_padding::{self as padding, Padding};
use crate::engine::{Agent, Call, HostData, JsResult, Kind, Method, PropertyFlags, Tracer, Value};
use crate::event_loop::EventLoop;
use crate::event_loop::completions::{Finish, Length};
use crate::host::buffer::new_buffer;

pub(super) const METHODS: &[Method] = &[
    Method::new("keyRead", 2, read),
    Method::new("keyOfParts", 2, of_parts),
    Method::new("keyWrite", 2, write),
    Method::new("keyParts", 1, parts),
    Method::new("keyFacts", 1, facts),
    Method::new("keyPublic", 1, public),
    Method::new("keySign", 6, sign),
    Method::new("keyVerify", 7, verify),
    Method::new("keyCrypt", 7, crypt),
    Method::new("keyAgree", 2, agree),
    Method::new("generateRsa", 3, generate_rsa),
    Method::new("generateOther", 1, generate_other),
    Method::new("curvePoint", 3, curve_point),
    Method::new("curveNames", 0, curve_names),
];

/// A key, which no script gets to see.
struct Handle(Key);

impl HostData for Handle {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn external_bytes(&self) -> usize {
        match self.0 {
            Key::RsaPublic(_) | Key::RsaPrivate(_) => 8 << 10,
            _ => 256,
        }
    }
}

fn new_handle(agent: &mut Agent, key: Option<Key>) -> Value {
    match key {
        Some(key) => {
            let shape = agent.heap.root_shape(Value::NULL, Kind::Host);
            let handle = agent
                .heap
                .new_host(Kind::Host, shape, Box::new(Handle(key)));
            handle.value()
        }
        None => Value::UNDEFINED,
    }
}

fn key(agent: &mut Agent, value: Value) -> JsResult<Key> {
    let object = value.as_object();
    match object.and_then(|object| agent.heap.host::<Handle>(object)) {
        Some(Handle(key)) => Ok(key.clone()),
        None => Err(agent.type_error("no handle of a key")),
    }
}

fn chance(agent: &mut Agent) -> JsResult<Chance> {
    let mut seed = [0; 32];
    random::fill(agent, &mut seed)?;
    Ok(Chance::new(seed))
}

fn buffer(agent: &mut Agent, bytes: Option<Vec<u8>>) -> Value {
    bytes.map_or(Value::UNDEFINED, |bytes| new_buffer(agent, bytes).value())
}

fn algorithm(agent: &mut Agent, name: Value) -> JsResult<Option<&'static Algorithm>> {
    match name.is_undefined() {
        true => Ok(None),
        false => Ok(Algorithm::named(&agent.to_rust_string(name)?)),
    }
}

/// What work on a key costs, in steps: a private operation of RSA is thousands of calls' work.
fn charge(agent: &mut Agent, key: &Key) -> JsResult<()> {
    agent.poll_work(key.rsa_size().map_or(1 << 10, |size| size << 4))
}

/// `keyRead(bytes, form)`: a handle; `undefined` for what is no such key.
fn read(agent: &mut Agent, call: Call) -> JsResult {
    let bytes = bytes(agent, call.arg(0))?;
    let form = agent.to_rust_string(call.arg(1))?;
    agent.poll_work(bytes.len() << 4)?;
    let key = match form.as_str() {
        "spki" => Key::from_spki(&bytes),
        "pkcs8" => Key::from_pkcs8(&bytes),
        "pkcs1-public" => Key::from_pkcs1_public(&bytes),
        "pkcs1" => Key::from_pkcs1_private(&bytes),
        "sec1" => Key::from_sec1(&bytes),
        _ => None,
    };
    Ok(new_handle(agent, key))
}

fn edwards(name: &str) -> Option<Edwards> {
    match name {
        "Ed25519" | "ed25519" => Some(Edwards::Ed25519),
        "X25519" | "x25519" => Some(Edwards::X25519),
        _ => None,
    }
}

/// `keyOfParts(name, isPrivate, ...parts)`: a handle. Of RSA the numbers n, e, d, p, q; of a curve the
/// private number or the point.
fn of_parts(agent: &mut Agent, call: Call) -> JsResult {
    let name = agent.to_rust_string(call.arg(0))?;
    let is_private = agent.heap.to_boolean(call.arg(1));
    let mut parts = Vec::new();
    for place in 2..call.args().len() {
        parts.push(bytes(agent, call.arg(place))?);
    }
    agent.poll_work(parts.iter().map(Vec::len).sum::<usize>() << 4)?;
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    let key = match (name.as_str(), is_private, parts.as_slice()) {
        ("rsa", false, [n, e]) => Key::rsa_public(n, e),
        ("rsa", true, [n, e, d, p, q]) => Key::rsa_private(n, e, d, p, q),
        (name, true, [private]) => match (Curve::named(name), edwards(name)) {
            (Some(curve), _) => Key::ec_private(curve, private),
            (None, Some(kind)) => Key::edwards_private(kind, private),
            (None, None) => None,
        },
        (name, false, [public]) => match (Curve::named(name), edwards(name)) {
            (Some(curve), _) => Key::ec_public(curve, public),
            (None, Some(kind)) => Key::edwards_public(kind, public),
            (None, None) => None,
        },
        _ => None,
    };
    Ok(new_handle(agent, key))
}

/// `keyWrite(handle, form)`: a Buffer; `undefined` if the key has no such form.
fn write(agent: &mut Agent, call: Call) -> JsResult {
    let key = key(agent, call.arg(0))?;
    charge(agent, &key)?;
    let form = agent.to_rust_string(call.arg(1))?;
    let bytes = match form.as_str() {
        "spki" => key.to_spki(),
        "pkcs8" => key.to_pkcs8(),
        "pkcs1-public" => key.to_pkcs1_public(),
        "pkcs1" => key.to_pkcs1_private(),
        "sec1" => key.to_sec1(),
        _ => None,
    };
    Ok(buffer(agent, bytes))
}

/// `keyParts(handle)`: an object with the names of JSON Web Keys, whose numbers are Buffers.
fn parts(agent: &mut Agent, call: Call) -> JsResult {
    let key = key(agent, call.arg(0))?;
    charge(agent, &key)?;
    let mut texts = Vec::new();
    let mut numbers = Vec::new();
    match &key {
        Key::RsaPublic(_) => {
            texts.push(("kty", "RSA"));
            let (n, e) = key.rsa_numbers().unwrap_or_default();
            numbers.extend([("n", n), ("e", e)]);
        }
        Key::RsaPrivate(_) => {
            texts.push(("kty", "RSA"));
            if let Some(parts) = key.rsa_parts() {
                let names = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];
                let values = [
                    parts.n, parts.e, parts.d, parts.p, parts.q, parts.dp, parts.dq, parts.qi,
                ];
                numbers.extend(names.into_iter().zip(values));
            }
        }
        Key::Ec(curve, public, private) => {
            let (x, y) = public[1..].split_at(curve.size());
            texts.extend([("kty", "EC"), ("crv", curve.web_name())]);
            numbers.extend([("x", x.to_vec()), ("y", y.to_vec())]);
            numbers.extend(private.clone().map(|private| ("d", private)));
        }
        Key::Edwards(kind, public, private) => {
            let name = match kind {
                Edwards::Ed25519 => "Ed25519",
                Edwards::X25519 => "X25519",
            };
            texts.extend([("crv", name), ("kty", "OKP")]);
            numbers.extend(private.map(|private| ("d", private.to_vec())));
            numbers.push(("x", public.to_vec()));
        }
    }
    let object = agent.new_plain_object(10);
    agent.keep_object(object);
    for (name, text) in texts {
        let text = agent.heap.new_string(text).value();
        agent.define_constant(object, name, text, PropertyFlags::DATA);
    }
    for (name, number) in numbers {
        let number = new_buffer(agent, number).value();
        agent.define_constant(object, name, number, PropertyFlags::DATA);
    }
    Ok(object.value())
}

/// `keyFacts(handle)`: `[type, isPrivate, bits or the curve's name, the public exponent]`
fn facts(agent: &mut Agent, call: Call) -> JsResult {
    let key = key(agent, call.arg(0))?;
    let kind = agent.heap.new_string(key.type_name()).value();
    let detail = match &key {
        Key::Ec(curve, ..) => agent.heap.new_string(curve.name()).value(),
        key => key.rsa_bits().map_or(Value::UNDEFINED, Value::from_usize),
    };
    let exponent = key.rsa_numbers().map_or(Value::UNDEFINED, |(_, e)| {
        let number = e
            .iter()
            .fold(0.0, |number, byte| number * 256.0 + f64::from(*byte));
        Value::number(number)
    });
    let facts = vec![kind, Value::bool(key.is_private()), detail, exponent];
    Ok(agent.new_array(facts).value())
}

/// `keyPublic(handle)`
fn public(agent: &mut Agent, call: Call) -> JsResult {
    let key = key(agent, call.arg(0))?;
    Ok(new_handle(agent, Some(key.public())))
}

/// What OpenSSL's numbers of salts' lengths mean; `None` for any.
fn salt_length(value: Value, digest: usize, most: usize) -> Option<usize> {
    match value.as_number() {
        Some(-1.0) => Some(digest),
        Some(length) if length >= 0.0 => Some(length as usize),
        _ => Some(most),
    }
}

/// `keySign(handle, digest, data, padding, saltLength, isDer)`: a Buffer; `undefined` where that can't be
/// signed. `data` is what the digest gave, or the message for what signs messages.
fn sign(agent: &mut Agent, call: Call) -> JsResult {
    let key = key(agent, call.arg(0))?;
    let algorithm = algorithm(agent, call.arg(1))?;
    let data = bytes(agent, call.arg(2))?;
    charge(agent, &key)?;
    let mut chance = chance(agent)?;
    let signature = match (&key, algorithm) {
        (Key::RsaPrivate(_), Some(algorithm)) => {
            let (size, bits) = (key.rsa_size().unwrap_or(0), key.rsa_bits().unwrap_or(0));
            let padded = match Padding::numbered(call.arg(3).as_number().unwrap_or(1.0) as usize) {
                Some(Padding::Pss) => {
                    let most = (bits - 1).div_ceil(8).saturating_sub(algorithm.size + 2);
                    let length = salt_length(call.arg(4), algorithm.size, most);
                    let length = length.unwrap_or(most);
                    agent.check_room(length)?;
                    let mut salt = vec![0; length.min(most + 1)];
                    random::fill(agent, &mut salt)?;
                    padding::pss_signed(algorithm, algorithm, &data, &salt, bits)
                }
                Some(Padding::Pkcs1) => padding::pkcs1_signed(algorithm, &data, size),
                _ => None,
            };
            padded.and_then(|padded| key.rsa_apply(&padded, true, &mut chance))
        }
        (Key::Ec(curve, _, Some(private)), Some(_)) => {
            let signature = curve.sign(private, &data);
            match agent.heap.to_boolean(call.arg(5)) {
                true => signature.map(|signature| {
                    let (r, s) = signature.split_at(curve.size());
                    der::sequence(&[der::integer(r), der::integer(s)])
                }),
                false => signature,
            }
        }
        (Key::Edwards(Edwards::Ed25519, _, Some(private)), None) => {
            use ed25519_dalek::Signer;
            agent.poll_work(data.len() / 32)?;
            let key = ed25519_dalek::SigningKey::from_bytes(private);
            Some(key.sign(&data).to_bytes().to_vec())
        }
        _ => None,
    };
    Ok(buffer(agent, signature))
}

/// `keyVerify(handle, digest, data, signature, padding, saltLength, isDer)`: whether it is right;
/// `undefined` where this key can't sign that.
fn verify(agent: &mut Agent, call: Call) -> JsResult {
    let key = key(agent, call.arg(0))?;
    let algorithm = algorithm(agent, call.arg(1))?;
    let data = bytes(agent, call.arg(2))?;
    let signature = bytes(agent, call.arg(3))?;
    charge(agent, &key)?;
    let is_right = match (&key, algorithm) {
        (Key::RsaPublic(_) | Key::RsaPrivate(_), Some(algorithm)) => {
            let (size, bits) = (key.rsa_size().unwrap_or(0), key.rsa_bits().unwrap_or(0));
            let mut chance = chance(agent)?;
            let padded = match signature.len() == size {
                true => key.rsa_apply(&signature, false, &mut chance),
                false => None,
            };
            let kind = Padding::numbered(call.arg(4).as_number().unwrap_or(1.0) as usize);
            match (padded, kind) {
                (None, _) => false,
                (Some(padded), Some(Padding::Pss)) => {
                    let length = match call.arg(5).as_number() {
                        Some(-2.0) | None => None,
                        _ => salt_length(call.arg(5), algorithm.size, 0),
                    };
                    padding::pss_verifies(algorithm, algorithm, &data, &padded, length, bits)
                }
                (padded, Some(Padding::Pkcs1)) => {
                    let expected = padding::pkcs1_signed(algorithm, &data, size);
                    expected.is_some() && padded == expected
                }
                _ => return Ok(Value::UNDEFINED),
            }
        }
        (Key::Ec(curve, public, _), Some(_)) => {
            let plain = match agent.heap.to_boolean(call.arg(6)) {
                true => plain_signature(*curve, &signature),
                false => Some(signature),
            };
            plain.is_some_and(|plain| curve.verify(public, &data, &plain))
        }
        (Key::Edwards(Edwards::Ed25519, public, _), None) => {
            use ed25519_dalek::Verifier;
            agent.poll_work(data.len() / 32)?;
            let key = ed25519_dalek::VerifyingKey::from_bytes(public);
            let signature = ed25519_dalek::Signature::from_slice(&signature);
            match (key, signature) {
                (Ok(key), Ok(signature)) => key.verify(&data, &signature).is_ok(),
                _ => false,
            }
        }
        _ => return Ok(Value::UNDEFINED),
    };
    Ok(Value::bool(is_right))
}

/// The two numbers of a signature in DER, each filled up.
fn plain_signature(curve: Curve, signature: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader(signature);
    let mut parts = reader.sequence()?;
    let mut made = Vec::new();
    for _ in 0..2 {
        let number = parts.integer()?;
        let missing = curve.size().checked_sub(number.len())?;
        made.resize(made.len() + missing, 0);
        made.extend_from_slice(number);
    }
    (parts.0.is_empty() && reader.0.is_empty()).then_some(made)
}

/// `keyCrypt(handle, encrypts, withPrivate, padding, digest, label, data)`: a Buffer; `undefined` if that
/// can't be.
fn crypt(agent: &mut Agent, call: Call) -> JsResult {
    let key = key(agent, call.arg(0))?;
    let encrypts = agent.heap.to_boolean(call.arg(1));
    let with_private = agent.heap.to_boolean(call.arg(2));
    let kind = Padding::numbered(call.arg(3).as_number().unwrap_or(0.0) as usize);
    let algorithm = algorithm(agent, call.arg(4))?;
    let label = bytes(agent, call.arg(5))?;
    let data = bytes(agent, call.arg(6))?;
    charge(agent, &key)?;
    let mut chance = chance(agent)?;
    let (Some(size), Some(kind)) = (key.rsa_size(), kind) else {
        return Ok(Value::UNDEFINED);
    };
    if encrypts {
        let padded = match (kind, algorithm, with_private) {
            (Padding::Pkcs1, _, true) => padding::pkcs1_private(&data, size),
            (Padding::Pkcs1, _, false) => padding::pkcs1_public(&data, size, &mut chance),
            (Padding::Oaep, Some(algorithm), false) => {
                padding::oaep(algorithm, &label, &data, size, &mut chance)
            }
            (Padding::None, ..) => (data.len() == size).then_some(data),
            _ => None,
        };
        let made = padded.and_then(|padded| key.rsa_apply(&padded, with_private, &mut chance));
        return Ok(buffer(agent, made));
    }
    let padded = match data.len() == size {
        true => key.rsa_apply(&data, with_private, &mut chance),
        false => None,
    };
    let made = padded.and_then(|padded| match (kind, algorithm) {
        (Padding::Pkcs1, _) => padding::pkcs1_message(&padded, if with_private { 2 } else { 1 }),
        (Padding::Oaep, Some(algorithm)) => padding::oaep_message(algorithm, &label, &padded),
        (Padding::None, _) => Some(padded),
        _ => None,
    });
    Ok(buffer(agent, made))
}

/// `keyAgree(private, public)`: a Buffer; `undefined` if the two don't fit.
fn agree(agent: &mut Agent, call: Call) -> JsResult {
    let private = key(agent, call.arg(0))?;
    let public = key(agent, call.arg(1))?;
    charge(agent, &private)?;
    let shared = match (&private, &public) {
        (Key::Ec(curve, _, Some(private)), Key::Ec(other, public, _)) if curve == other => {
            curve.agree(private, public)
        }
        (
            Key::Edwards(Edwards::X25519, _, Some(private)),
            Key::Edwards(Edwards::X25519, public, _),
        ) => {
            let shared = x25519_dalek::x25519(*private, *public);
            // A point of small order gives what everybody knows.
            (shared != [0; 32]).then(|| shared.to_vec())
        }
        _ => None,
    };
    Ok(buffer(agent, shared))
}

/// `generateRsa(bits, exponent, callback)`: a private key's handle, given to the callback if there is one;
/// `undefined` where there are no such keys.
fn generate_rsa(agent: &mut Agent, call: Call) -> JsResult {
    let bits = call.arg(0).as_number().unwrap_or(0.0) as usize;
    let exponent = call.arg(1).as_number().unwrap_or(0.0) as u32;
    // The work grows with the fourth power of the length.
    agent.poll_work((bits / 64).pow(4))?;
    let mut chance = chance(agent)?;
    let mut make = move || match bits <= 16_384 && exponent % 2 == 1 && exponent > 1 {
        true => Key::generate_rsa(bits, exponent, &mut chance),
        false => None,
    };
    let callback = call.arg(2);
    if callback.is_undefined() {
        let key = make();
        return Ok(new_handle(agent, key));
    }
    let work = move || -> Finish {
        let key = make();
        Box::new(move |agent, callback| {
            let handle = new_handle(agent, key);
            agent.keep(handle);
            agent.call(callback, Value::UNDEFINED, &[handle])?;
            Ok(())
        })
    };
    let name = "KEYPAIRGENREQUEST";
    EventLoop::begin_work(agent, callback, name, Length::Short, Box::new(work));
    Ok(Value::UNDEFINED)
}

/// `generateOther(name)`: a private key's handle; `undefined` for no such curve.
fn generate_other(agent: &mut Agent, call: Call) -> JsResult {
    let name = agent.to_rust_string(call.arg(0))?;
    agent.poll_work(1 << 10)?;
    let mut chance = chance(agent)?;
    let key = match (Curve::named(&name), edwards(&name)) {
        (Some(curve), _) => {
            let private = curve.generate(&mut chance);
            Key::ec_private(curve, &private)
        }
        (None, Some(kind)) => {
            let mut private = [0; 32];
            random::fill(agent, &mut private)?;
            Key::edwards_private(kind, &private)
        }
        (None, None) => None,
    };
    Ok(new_handle(agent, key))
}

/// `curvePoint(curve, bytes, compressed)`: a point in one of its forms; `undefined` for what is none.
fn curve_point(agent: &mut Agent, call: Call) -> JsResult {
    let name = agent.to_rust_string(call.arg(0))?;
    let bytes = bytes(agent, call.arg(1))?;
    agent.poll_work(1 << 8)?;
    let compressed = agent.heap.to_boolean(call.arg(2));
    let point = Curve::named(&name).and_then(|curve| curve.point(&bytes, compressed));
    Ok(buffer(agent, point))
}

/// `curveNames()`
fn curve_names(agent: &mut Agent, _: Call) -> JsResult {
    let heap = &mut agent.heap;
    let names = curves::names().map(|name| heap.new_string(name).value());
    let names = names.collect();
    Ok(agent.new_array(names).value())
}
