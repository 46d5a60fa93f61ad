//! [Generator objects](https://tc39.es/ecma262/#sec-generator-objects),
//! [AsyncGenerator objects](https://tc39.es/ecma262/#sec-asyncgenerator-objects): their prototypes. How
//! they run is `interpreter::generator`.

use crate::engine::{Agent, Call, Intrinsic, JsResult, Method, Object, Original, ResumeMode};
use crate::interpreter::async_generator::call_async_method;
use crate::interpreter::generator::call_method;

const METHODS: &[Method] = &[
    Method::new("next", 1, next),
    Method::new("return", 1, return_),
    Method::new("throw", 1, throw),
];

const ASYNC_METHODS: &[Method] = &[
    Method::new("next", 1, async_next),
    Method::new("return", 1, async_return),
    Method::new("throw", 1, async_throw),
];

/// Gives both prototypes their methods; after `Function`, which makes them.
pub(super) fn install(agent: &mut Agent) {
    let generator = fill(agent, Intrinsic::GeneratorPrototype, "Generator", METHODS);
    agent.set_original(Original::GeneratorNext, generator, "next");
    agent.set_original(Original::GeneratorReturn, generator, "return");
    let intrinsic = Intrinsic::AsyncGeneratorPrototype;
    let generator = fill(agent, intrinsic, "AsyncGenerator", ASYNC_METHODS);
    agent.set_original(Original::AsyncGeneratorNext, generator, "next");
}

fn fill(
    agent: &mut Agent,
    prototype: Intrinsic,
    tag: &'static str,
    methods: &'static [Method],
) -> Object {
    let prototype = agent.intrinsic(prototype);
    agent.define_methods(prototype, methods);
    agent.define_tag(prototype, tag);
    prototype
}

/// [Generator.prototype.next ( value )](https://tc39.es/ecma262/#sec-generator.prototype.next)
fn next(agent: &mut Agent, call: Call) -> JsResult {
    call_method(agent, call.this(), ResumeMode::Next, call.arg(0), "next")
}

/// [Generator.prototype.return ( value )](https://tc39.es/ecma262/#sec-generator.prototype.return)
fn return_(agent: &mut Agent, call: Call) -> JsResult {
    call_method(
        agent,
        call.this(),
        ResumeMode::Return,
        call.arg(0),
        "return",
    )
}

/// [Generator.prototype.throw ( exception )](https://tc39.es/ecma262/#sec-generator.prototype.throw)
fn throw(agent: &mut Agent, call: Call) -> JsResult {
    call_method(agent, call.this(), ResumeMode::Throw, call.arg(0), "throw")
}

/// [AsyncGenerator.prototype.next ( value )](https://tc39.es/ecma262/#sec-asyncgenerator-prototype-next)
fn async_next(agent: &mut Agent, call: Call) -> JsResult {
    call_async_method(agent, call.this(), ResumeMode::Next, call.arg(0), "next")
}

/// [AsyncGenerator.prototype.return ( value )](https://tc39.es/ecma262/#sec-asyncgenerator-prototype-return)
fn async_return(agent: &mut Agent, call: Call) -> JsResult {
    call_async_method(
        agent,
        call.this(),
        ResumeMode::Return,
        call.arg(0),
        "return",
    )
}

/// [AsyncGenerator.prototype.throw ( exception )](https://tc39.es/ecma262/#sec-asyncgenerator-prototype-throw)
fn async_throw(agent: &mut Agent, call: Call) -> JsResult {
    call_async_method(agent, call.this(), ResumeMode::Throw, call.arg(0), "throw")
}
