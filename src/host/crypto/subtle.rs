//! [SubtleCrypto](https://nodejs.org/api/webcrypto.html#class-subtlecrypto) and
//! [CryptoKey](https://nodejs.org/api/webcrypto.html#class-cryptokey): the classes and their slots.
//! What the methods do is the text `internal/webcrypto`, loaded when one is called.

use super::wrong::{illegal, invalid_this};
use crate::engine::{
    Accessor, Agent, Call, Constructor, HostData, JsResult, Kind, Method, Object, PropertyFlags,
    Tracer, Value,
};
use crate::host::inspect::{self, Options};
use crate::host::node::require_builtin;
use crate::host::web::interface::{self, ATTRIBUTE, Interface, Members, OPERATION};

pub(super) static SUBTLE_CRYPTO: Interface = Interface {
    constructor: Constructor {
        name: "SubtleCrypto",
        length: 0,
        run: illegal,
    },
    parent: None,
    is_class: true,
    members: &[
        Members::Methods(METHODS, OPERATION),
        Members::Tag("SubtleCrypto"),
    ],
    statics: &[],
};

macro_rules! forwarded {
    ($($name:literal $length:literal),* $(,)?) => {
        &[$(
            Method::function($name, $length, |agent, call| forward(agent, call, $name)),
        )*]
    };
}

const METHODS: &[Method] = forwarded![
    "encrypt" 3,
    "decrypt" 3,
    "sign" 3,
    "verify" 4,
    "digest" 2,
    "generateKey" 3,
    "deriveKey" 5,
    "deriveBits" 2,
    "importKey" 5,
    "exportKey" 2,
    "wrapKey" 4,
    "unwrapKey" 7,
    "getPublicKey" 2,
    "encapsulateBits" 2,
    "encapsulateKey" 5,
    "decapsulateBits" 3,
    "decapsulateKey" 6,
];

pub(super) static CRYPTO_KEY: Interface = Interface {
    constructor: Constructor {
        name: "CryptoKey",
        length: 0,
        run: illegal,
    },
    parent: None,
    is_class: true,
    members: &[
        Members::Accessors(KEY_ACCESSORS, ATTRIBUTE),
        Members::Inspect(inspect),
        Members::Tag("CryptoKey"),
    ],
    statics: &[],
};

const KEY_ACCESSORS: &[Accessor] = &[
    Accessor::getter("type", key_type),
    Accessor::getter("extractable", extractable),
    Accessor::getter("algorithm", algorithm),
    Accessor::getter("usages", usages),
];

/// What tells `crypto.subtle` apart.
struct Subtle;

impl HostData for Subtle {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn class_name(&self) -> Option<&'static str> {
        Some("SubtleCrypto")
    }
}

/// A CryptoKey's internal slots.
struct CryptoKey {
    /// `secret`, `public` or `private`.
    kind: Value,
    extractable: bool,
    algorithm: Value,
    usages: Value,
    /// A Buffer with the bytes of the key, or the handle of a key of a pair. No script gets to see it.
    secret: Value,
}

impl HostData for CryptoKey {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&[self.kind, self.algorithm, self.usages, self.secret]);
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("CryptoKey")
    }
}

/// The only `SubtleCrypto`.
pub(super) fn new_subtle(agent: &mut Agent) -> Object {
    let prototype = interface::prototype(agent, &SUBTLE_CRYPTO);
    let shape = agent.heap.root_shape(prototype.value(), Kind::Host);
    agent.heap.new_host(Kind::Host, shape, Box::new(Subtle))
}

/// Calls the function of the text with the name of a method, with `this` as it is: it gives a
/// promise, also where `this` is wrong.
fn forward(agent: &mut Agent, call: Call, name: &str) -> JsResult {
    let exports = require_builtin(agent, "internal/webcrypto")?;
    agent.keep(exports);
    let key = agent.static_key(name);
    let function = agent.get_v(exports, key)?;
    agent.keep(function);
    agent.call(function, call.this(), &call.args())
}

/// Whether a value is `crypto.subtle`: of the binding.
pub(super) fn is_subtle(agent: &mut Agent, call: Call) -> JsResult {
    let object = call.arg(0).as_object();
    let is = object.is_some_and(|object| agent.heap.host::<Subtle>(object).is_some());
    Ok(Value::bool(is))
}

/// `newKey(extractable, algorithm, usages, secret, type)`, of the binding. It is a secret key by default.
pub(super) fn new_key(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = interface::prototype(agent, &CRYPTO_KEY);
    let kind = match call.arg(4).is_undefined() {
        true => agent.heap.new_string("secret").value(),
        false => call.arg(4),
    };
    let data = CryptoKey {
        kind,
        extractable: agent.heap.to_boolean(call.arg(0)),
        algorithm: call.arg(1),
        usages: call.arg(2),
        secret: call.arg(3),
    };
    let shape = agent.heap.root_shape(prototype.value(), Kind::Host);
    let key = agent.heap.new_host(Kind::Host, shape, Box::new(data));
    Ok(key.value())
}

/// A key as `console.log` shows it: its properties, as if they were its own.
fn inspect(agent: &mut Agent, call: Call) -> JsResult {
    let key = this_key(agent, call)?;
    let (is_extractable, algorithm, usages) = (key.extractable, key.algorithm, key.usages);
    let kind = key.kind;
    if call.arg(0).as_number().is_some_and(|depth| depth < 0.0) {
        return Ok(call.this());
    }
    let mut options = Options::default();
    if let Some(given) = call.arg(1).as_object() {
        options.update(agent, given)?;
        options.depth = options.depth.map(|depth| depth - 1.0);
    }
    let shown = agent.new_plain_object(4);
    agent.keep_object(shown);
    let entries = [
        ("type", kind),
        ("extractable", Value::bool(is_extractable)),
        ("algorithm", algorithm),
        ("usages", usages),
    ];
    for (name, value) in entries {
        agent.define_constant(shown, name, value, PropertyFlags::DATA);
    }
    let text = inspect::inspect(agent, shown.value(), &options)?;
    let text = format!("CryptoKey {text}");
    Ok(agent.heap.new_string_owned(text).value())
}

/// `keySecret(key)`, of the binding: `undefined` for what is no CryptoKey.
pub(super) fn key_secret(agent: &mut Agent, call: Call) -> JsResult {
    let object = call.arg(0).as_object();
    let key = object.and_then(|object| agent.heap.host::<CryptoKey>(object));
    Ok(key.map_or(Value::UNDEFINED, |key| key.secret))
}

fn this_key(agent: &mut Agent, call: Call) -> JsResult<&CryptoKey> {
    let object = call.this().as_object();
    let object = object.filter(|object| agent.heap.host::<CryptoKey>(*object).is_some());
    let Some(object) = object else {
        return Err(invalid_this(agent, "of type CryptoKey"));
    };
    match agent.heap.host::<CryptoKey>(object) {
        Some(key) => Ok(key),
        None => unreachable!("it was one just now"),
    }
}

/// [cryptoKey.type](https://nodejs.org/api/webcrypto.html#cryptokeytype)
fn key_type(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this_key(agent, call)?.kind)
}

/// [cryptoKey.extractable](https://nodejs.org/api/webcrypto.html#cryptokeyextractable)
fn extractable(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(this_key(agent, call)?.extractable))
}

/// [cryptoKey.algorithm](https://nodejs.org/api/webcrypto.html#cryptokeyalgorithm)
fn algorithm(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this_key(agent, call)?.algorithm)
}

/// [cryptoKey.usages](https://nodejs.org/api/webcrypto.html#cryptokeyusages)
fn usages(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this_key(agent, call)?.usages)
}
