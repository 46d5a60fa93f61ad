//! [Proxy objects](https://tc39.es/ecma262/#sec-proxy-objects): the constructor. What proxies do is
//! in the engine, with the internal methods.

use crate::engine::{
    Agent, Call, Constructor, JsResult, Method, Object, PropertyFlags, Value, messages,
};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Proxy",
    length: 2,
    run: construct,
};

const STATICS: &[Method] = &[Method::new("revocable", 2, revocable)];

/// Makes `Proxy`, which has no `prototype`.
pub(super) fn install(agent: &mut Agent) {
    let constructor = agent.new_constructor_function(&CONSTRUCTOR);
    agent.heap.hide_from_stacks(constructor.value());
    agent.define_global(CONSTRUCTOR.name, constructor.value());
    agent.define_methods(constructor, STATICS);
}

/// [Proxy ( target, handler )](https://tc39.es/ecma262/#sec-proxy-target-handler)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_construct() {
        return Err(agent.type_error(messages::requires_new("Proxy")));
    }
    Ok(create(agent, call)?.value())
}

fn create(agent: &mut Agent, call: Call) -> JsResult<Object> {
    match (call.arg(0).as_object(), call.arg(1).as_object()) {
        (Some(target), Some(handler)) => Ok(agent.new_proxy(target, handler)),
        _ => {
            let text = "Cannot create proxy with a non-object as target or handler";
            Err(agent.type_error(text))
        }
    }
}

/// [Proxy.revocable ( target, handler )](https://tc39.es/ecma262/#sec-proxy.revocable)
fn revocable(agent: &mut Agent, call: Call) -> JsResult {
    let proxy = create(agent, call)?.value();
    let revoker = agent.new_builtin("", 0, revoke);
    agent.heap.set_native_data(revoker, 0, proxy);
    let result = agent.new_plain_object(2);
    let (proxy_key, revoke_key) = (agent.names.proxy, agent.names.revoke);
    for (key, value) in [(proxy_key, proxy), (revoke_key, revoker.value())] {
        agent
            .heap
            .add_property(result, key, PropertyFlags::DATA, value);
    }
    Ok(result.value())
}

/// [Proxy revocation functions](https://tc39.es/ecma262/#sec-proxy-revocation-functions)
fn revoke(agent: &mut Agent, call: Call) -> JsResult {
    let proxy = agent.heap.native_data(call.callee(), 0);
    agent
        .heap
        .set_native_data(call.callee(), 0, Value::UNDEFINED);
    if let Some(proxy) = proxy.as_object() {
        agent.heap.revoke_proxy(proxy);
    }
    Ok(Value::UNDEFINED)
}
