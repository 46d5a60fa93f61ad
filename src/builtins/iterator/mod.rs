//! [Iterator objects](https://tc39.es/ecma262/#sec-iterator-objects): the prototypes of all
//! iterators, the constructor, `Iterator.from`. `helpers` has the methods that return iterators, `zip`
//! those that join several, `consume` those that use one up; `receiver` and `helper_state` are what
//! they share.

mod consume;
mod helper_state;
mod helpers;
mod receiver;
mod zip;

use receiver::get_iterator_flattenable;

use crate::engine::{
    Accessor, Agent, Call, Constructor, Intrinsic, IteratorRecord, JsResult, Method, Object,
    Original, PropertyFlags, PropertyKey, Value, messages,
};
use crate::heap::{HostData, Kind, Tracer};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Iterator",
    length: 0,
    run: construct,
};

const STATICS: &[Method] = &[
    Method::new("from", 1, from),
    Method::new("concat", 0, helpers::concat),
    Method::new("zip", 1, zip::zip),
    Method::new("zipKeyed", 1, zip::zip_keyed),
];

const CONSTRUCTOR_ACCESSOR: &[Accessor] = &[Accessor {
    name: "constructor",
    get: Some(get_constructor),
    set: Some(set_constructor),
}];

const METHODS: &[Method] = &[
    Method::new("reduce", 1, consume::reduce),
    Method::new("toArray", 0, consume::to_array),
    Method::new("forEach", 1, consume::for_each),
    Method::new("some", 1, consume::some),
    Method::new("every", 1, consume::every),
    Method::new("find", 1, consume::find),
    Method::new("map", 1, helpers::map),
    Method::new("filter", 1, helpers::filter),
    Method::new("take", 1, helpers::take),
    Method::new("drop", 1, helpers::drop),
    Method::new("flatMap", 1, helpers::flat_map),
    Method::new("@@iterator", 0, this_value),
];

const TAG_ACCESSOR: &[Accessor] = &[Accessor {
    name: "@@toStringTag",
    get: Some(get_tag),
    set: Some(set_tag),
}];

const DISPOSE: &[Method] = &[Method::new("@@dispose", 0, dispose)];

const ASYNC_METHODS: &[Method] = &[
    Method::new("@@asyncIterator", 0, this_value),
    Method::new("@@asyncDispose", 0, async_dispose),
];

const WRAPPER_METHODS: &[Method] = &[
    Method::new("next", 0, wrapper_next),
    Method::new("return", 0, wrapper_return),
];

/// `[[Iterated]]` of what `Iterator.from` makes.
struct Wrapper(IteratorRecord);

impl HostData for Wrapper {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.0.iterator);
        tracer.mark(self.0.next);
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("Iterator")
    }
}

/// Makes the iterator prototypes and `Iterator`. To be installed before all that have iterators.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = new_prototype(agent, Intrinsic::IteratorPrototype, object_prototype);
    let constructor = agent.new_constructor_function(&CONSTRUCTOR);
    agent.realm.set_intrinsic(Intrinsic::Iterator, constructor);
    agent.define_global(CONSTRUCTOR.name, constructor.value());
    let fixed = PropertyFlags::NONE;
    agent.define_constant(constructor, "prototype", prototype.value(), fixed);
    agent.define_methods(constructor, STATICS);
    agent.define_accessors(prototype, CONSTRUCTOR_ACCESSOR);
    agent.define_methods(prototype, METHODS);
    agent.set_original(Original::IteratorIterator, prototype, "@@iterator");
    agent.define_accessors(prototype, TAG_ACCESSOR);
    agent.define_methods(prototype, DISPOSE);

    let async_prototype = new_prototype(agent, Intrinsic::AsyncIteratorPrototype, object_prototype);
    agent.define_methods(async_prototype, ASYNC_METHODS);
    let helper = new_prototype(agent, Intrinsic::IteratorHelperPrototype, prototype);
    agent.define_methods(helper, helpers::METHODS);
    agent.define_tag(helper, "Iterator Helper");
    let wrapper = new_prototype(agent, Intrinsic::WrapForValidIteratorPrototype, prototype);
    agent.define_methods(wrapper, WRAPPER_METHODS);
}

fn new_prototype(agent: &mut Agent, intrinsic: Intrinsic, parent: Object) -> Object {
    let prototype = agent.heap.new_builtin_object(parent.value());
    agent.realm.set_intrinsic(intrinsic, prototype);
    prototype
}

/// [Iterator ( )](https://tc39.es/ecma262/#sec-iterator)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let new_target = call.new_target(agent);
    if new_target.is_undefined() {
        return Err(agent.type_error(messages::requires_new("Iterator")));
    }
    if new_target == call.callee().value() {
        return Err(agent.type_error("Abstract class Iterator not directly constructable"));
    }
    let object =
        agent.ordinary_create_from_constructor(new_target, Intrinsic::IteratorPrototype)?;
    Ok(object.value())
}

/// [Iterator.from ( O )](https://tc39.es/ecma262/#sec-iterator.from)
fn from(agent: &mut Agent, call: Call) -> JsResult {
    let record = get_iterator_flattenable(agent, call.arg(0), true, "Iterator.from")?;
    let iterator = record.iterator.value();
    let constructor = agent.intrinsic(Intrinsic::Iterator).value();
    if agent.ordinary_has_instance(constructor, iterator)? {
        return Ok(iterator);
    }
    let shape = agent.root_shape(Intrinsic::WrapForValidIteratorPrototype, Kind::Host);
    let wrapper = agent
        .heap
        .new_host(Kind::Host, shape, Box::new(Wrapper(record)));
    Ok(wrapper.value())
}

fn wrapped(agent: &mut Agent, call: Call, method: &str) -> JsResult<IteratorRecord> {
    let data = call.this().as_object();
    if let Some(wrapper) = data.and_then(|object| agent.heap.host::<Wrapper>(object)) {
        return Ok(wrapper.0);
    }
    let receiver = agent.value_for_message(call.this());
    Err(agent.type_error(messages::incompatible_receiver(method, &receiver)))
}

/// [%WrapForValidIteratorPrototype%.next ( )](https://tc39.es/ecma262/#sec-%wrapforvaliditeratorprototype%.next)
fn wrapper_next(agent: &mut Agent, call: Call) -> JsResult {
    let record = wrapped(agent, call, "%WrapForValidIteratorPrototype%.next")?;
    agent.call(record.next, record.iterator.value(), &[])
}

/// [%WrapForValidIteratorPrototype%.return ( )](https://tc39.es/ecma262/#sec-%wrapforvaliditeratorprototype%.return)
fn wrapper_return(agent: &mut Agent, call: Call) -> JsResult {
    let record = wrapped(agent, call, "%WrapForValidIteratorPrototype%.return")?;
    let iterator = record.iterator.value();
    match agent.get_method(iterator, agent.names.return_)? {
        Some(method) => agent.call(method, iterator, &[]),
        None => Ok(agent
            .create_iter_result_object(Value::UNDEFINED, true)
            .value()),
    }
}

/// [Iterator.prototype \[ %Symbol.iterator% \] ( )](https://tc39.es/ecma262/#sec-iterator.prototype-%symbol.iterator%)
fn this_value(_: &mut Agent, call: Call) -> JsResult {
    Ok(call.this())
}

/// [get Iterator.prototype.constructor](https://tc39.es/ecma262/#sec-get-iteratorprototype-constructor)
fn get_constructor(agent: &mut Agent, _: Call) -> JsResult {
    Ok(agent.intrinsic(Intrinsic::Iterator).value())
}

/// [set Iterator.prototype.constructor](https://tc39.es/ecma262/#sec-set-iteratorprototype-constructor)
fn set_constructor(agent: &mut Agent, call: Call) -> JsResult {
    let key = agent.names.constructor;
    set_unless_home(agent, call, key, "set Iterator.prototype.constructor")
}

/// [get Iterator.prototype \[ %Symbol.toStringTag% \]](https://tc39.es/ecma262/#sec-get-iterator.prototype-%symbol.tostringtag%)
fn get_tag(agent: &mut Agent, _: Call) -> JsResult {
    Ok(agent.heap.new_latin1(b"Iterator").value())
}

/// [set Iterator.prototype \[ %Symbol.toStringTag% \]](https://tc39.es/ecma262/#sec-set-iterator.prototype-%symbol.tostringtag%)
fn set_tag(agent: &mut Agent, call: Call) -> JsResult {
    let key = PropertyKey::symbol(agent.symbols.to_string_tag);
    let method = "set Iterator.prototype[Symbol.toStringTag]";
    set_unless_home(agent, call, key, method)
}

/// [SetterThatIgnoresPrototypeProperties ( thisValue, home, p, v )](https://tc39.es/ecma262/#sec-SetterThatIgnoresPrototypeProperties)
fn set_unless_home(agent: &mut Agent, call: Call, key: PropertyKey, method: &str) -> JsResult {
    let Some(object) = call.this().as_object() else {
        return Err(agent.type_error(messages::called_on_non_object(method)));
    };
    if object == agent.intrinsic(Intrinsic::IteratorPrototype) {
        let (key, object) = (
            agent.heap.key_for_message(key),
            agent.object_for_message(object),
        );
        return Err(agent.type_error(messages::read_only(&key, "object", &object)));
    }
    if agent.get_own_property(object, key)?.is_some() {
        agent.set(object, key, call.arg(0))?;
    } else {
        agent.create_data_property_or_throw(object, key, call.arg(0))?;
    }
    Ok(Value::UNDEFINED)
}

/// [Iterator.prototype \[ %Symbol.dispose% \] ( )](https://tc39.es/proposal-explicit-resource-management/#sec-%iteratorprototype%-%symbol.dispose%)
fn dispose(agent: &mut Agent, call: Call) -> JsResult {
    let this = call.this();
    if let Some(method) = agent.get_method(this, agent.names.return_)? {
        agent.call(method, this, &[])?;
    }
    Ok(Value::UNDEFINED)
}

/// [%AsyncIteratorPrototype% \[ %Symbol.asyncDispose% \] ( )](https://tc39.es/proposal-explicit-resource-management/#sec-%asynciteratorprototype%-%symbol.asyncdispose%)
fn async_dispose(agent: &mut Agent, call: Call) -> JsResult {
    let promise = agent.new_promise();
    agent.keep_object(promise);
    if let Err(throw) = call_async_return(agent, call.this(), promise) {
        let reason = agent.catch(throw)?;
        agent.reject_promise(promise, reason);
    }
    Ok(promise.value())
}

/// Calls an async iterator's `return`, whose settling settles the promise.
fn call_async_return(agent: &mut Agent, this: Value, promise: Object) -> JsResult<()> {
    let Some(method) = agent.get_method(this, agent.names.return_)? else {
        agent.resolve_promise(promise, Value::UNDEFINED);
        return Ok(());
    };
    let result = agent.call(method, this, &[])?;
    let constructor = agent.intrinsic(Intrinsic::Promise);
    let settled = agent.promise_resolve(constructor, result)?;
    let nothing = agent.new_builtin("", 1, |_, _| Ok(Value::UNDEFINED));
    let (nothing, none) = (nothing.value(), Value::UNDEFINED);
    agent.perform_promise_then(settled, nothing, none, promise.value());
    Ok(())
}
