//! [Web Crypto](https://nodejs.org/api/webcrypto.html): the global `crypto`.

use super::random;
use super::subtle::{self, CRYPTO_KEY, SUBTLE_CRYPTO};
use super::wrong::{illegal, invalid_this};
use crate::engine::{
    Accessor, Agent, Call, Constructor, ElementType, HostData, Intrinsic, JsResult, Kind,
    LazyGlobal, Method, Object, Tracer, Value,
};
use crate::host::buffer::Bytes;
use crate::host::errors;
use crate::host::web::dom_exception;
use crate::host::web::interface::{self, ATTRIBUTE, Interface, Members, OPERATION};

static CRYPTO: Interface = Interface {
    constructor: Constructor {
        name: "Crypto",
        length: 0,
        run: illegal,
    },
    parent: None,
    is_class: true,
    members: &[
        Members::Accessors(ACCESSORS, ATTRIBUTE),
        Members::Methods(METHODS, OPERATION),
        Members::Tag("Crypto"),
    ],
    statics: &[],
};

const GLOBALS: &[LazyGlobal] = &[
    LazyGlobal {
        name: "Crypto",
        make: |agent| Ok(interface::constructor(agent, &CRYPTO).value()),
    },
    LazyGlobal {
        name: "CryptoKey",
        make: |agent| Ok(interface::constructor(agent, &CRYPTO_KEY).value()),
    },
    LazyGlobal {
        name: "SubtleCrypto",
        make: |agent| Ok(interface::constructor(agent, &SUBTLE_CRYPTO).value()),
    },
];

const ACCESSORS: &[Accessor] = &[Accessor::getter("subtle", get_subtle)];

const METHODS: &[Method] = &[
    Method::function("getRandomValues", 1, get_random_values),
    Method::function("randomUUID", 0, random_uuid),
];

const GLOBAL: &[Accessor] = &[Accessor::getter("crypto", get_crypto)];

/// The most bytes that are made at once.
const MOST: usize = 65_536;

/// What tells `crypto` apart.
struct Crypto;

impl HostData for Crypto {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn class_name(&self) -> Option<&'static str> {
        Some("Crypto")
    }
}

/// The only objects of their classes.
struct Global {
    crypto: Object,
    subtle: Object,
}

impl HostData for Global {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.crypto);
        tracer.mark_object(self.subtle);
    }
}

/// Names the globals.
pub(in crate::host) fn install(agent: &mut Agent) {
    agent.define_lazy_globals(GLOBALS);
    agent.define_accessors_with(agent.realm.global_object, GLOBAL, ATTRIBUTE);
}

/// [crypto](https://nodejs.org/api/globals.html#crypto)
fn get_crypto(agent: &mut Agent, call: Call) -> JsResult {
    let this = call.this();
    if !this.is_nullish() && this != agent.realm.global_object.value() {
        return Err(invalid_this(agent, "nullish or must be the global object"));
    }
    Ok(crypto(agent))
}

/// The object, whatever became of the global variable.
pub(super) fn crypto(agent: &mut Agent) -> Value {
    if let Some(global) = agent.slot::<Global>() {
        return global.crypto.value();
    }
    let prototype = interface::prototype(agent, &CRYPTO);
    let shape = agent.heap.root_shape(prototype.value(), Kind::Host);
    let crypto = agent.heap.new_host(Kind::Host, shape, Box::new(Crypto));
    let subtle = subtle::new_subtle(agent);
    agent.set_slot(Global { crypto, subtle });
    crypto.value()
}

fn check_this(agent: &mut Agent, call: Call) -> JsResult<()> {
    let object = call.this().as_object();
    match object.and_then(|object| agent.heap.host::<Crypto>(object)) {
        Some(_) => Ok(()),
        None => Err(invalid_this(agent, "of type Crypto")),
    }
}

/// [crypto.subtle](https://nodejs.org/api/webcrypto.html#cryptosubtle)
fn get_subtle(agent: &mut Agent, call: Call) -> JsResult {
    check_this(agent, call)?;
    let global = agent.slot::<Global>();
    Ok(global.map_or(Value::UNDEFINED, |global| global.subtle.value()))
}

/// [crypto.getRandomValues(typedArray)](https://nodejs.org/api/webcrypto.html#cryptogetrandomvaluestypedarray)
fn get_random_values(agent: &mut Agent, call: Call) -> JsResult {
    check_this(agent, call)?;
    if call.is_empty() {
        let text = "Failed to execute 'getRandomValues' on 'Crypto': \
                    1 argument required, but only 0 present.";
        let proto = Intrinsic::TypeErrorPrototype;
        return Err(errors::throw(agent, proto, "ERR_MISSING_ARGS", text));
    }
    let array = call.arg(0).as_object();
    let view = array.and_then(|array| agent.heap.typed_array(array));
    let is_float = |element| {
        use ElementType::{Float16, Float32, Float64};
        matches!(element, Float16 | Float32 | Float64)
    };
    let bytes = Bytes::of_typed_array(&agent.heap, call.arg(0));
    let (Some(_), Some(bytes)) = (view.filter(|view| !is_float(view.element)), bytes) else {
        let text = "The data argument must be an integer-type TypedArray";
        return Err(dom_exception::throw(agent, "TypeMismatchError", text));
    };
    if bytes.length > MOST {
        let text = "The requested length exceeds 65,536 bytes";
        return Err(dom_exception::throw(agent, "QuotaExceededError", text));
    }
    let mut made = vec![0; bytes.length];
    random::fill(agent, &mut made)?;
    bytes.put(&mut agent.heap, &made);
    Ok(call.arg(0))
}

/// [crypto.randomUUID()](https://nodejs.org/api/webcrypto.html#cryptorandomuuid)
fn random_uuid(agent: &mut Agent, call: Call) -> JsResult {
    check_this(agent, call)?;
    let uuid = random::uuid(agent)?;
    Ok(agent.heap.new_string_owned(uuid).value())
}
