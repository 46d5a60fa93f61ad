//! [Function objects](https://tc39.es/ecma262/#sec-function-objects), and the constructors and
//! prototypes of generator and async functions. What compiles a text is
//! `Agent::compile_function`.

use crate::engine::{
    Agent, BoundData, Call, Constructor, FunctionKind, Intrinsic, JsResult, Kind, Method, NativeFn,
    Object, OwnProperty, PropertyFlags, TextBuilder, Value, messages,
};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Function",
    length: 1,
    run: construct,
};

const METHODS: &[Method] = &[
    Method::new("apply", 2, apply),
    Method::new("bind", 1, bind),
    Method::new("call", 1, call_function),
    Method::new("toString", 0, to_string),
];

const HAS_INSTANCE: &[Method] = &[Method::new("@@hasInstance", 1, has_instance)];

/// A constructor that isn't a global.
struct Hidden {
    name: &'static str,
    /// The prototype of its functions.
    prototype: Intrinsic,
    /// The prototype of what those functions return, and the prototype of that.
    instances: Option<(Intrinsic, Intrinsic)>,
    run: NativeFn,
}

const HIDDEN: &[Hidden] = &[
    Hidden {
        name: "GeneratorFunction",
        prototype: Intrinsic::GeneratorFunctionPrototype,
        instances: Some((Intrinsic::GeneratorPrototype, Intrinsic::IteratorPrototype)),
        run: construct_generator_function,
    },
    Hidden {
        name: "AsyncFunction",
        prototype: Intrinsic::AsyncFunctionPrototype,
        instances: None,
        run: construct_async_function,
    },
    Hidden {
        name: "AsyncGeneratorFunction",
        prototype: Intrinsic::AsyncGeneratorFunctionPrototype,
        instances: Some((
            Intrinsic::AsyncGeneratorPrototype,
            Intrinsic::AsyncIteratorPrototype,
        )),
        run: construct_async_generator_function,
    },
];

/// Makes `Function`, its kin, and their prototypes. Iterator prototypes must be there.
pub(super) fn install(agent: &mut Agent) {
    let prototype = agent.intrinsic(Intrinsic::FunctionPrototype);
    let thrower = make_thrower(agent);
    let pair = agent.heap.new_accessor(thrower.value(), thrower.value());
    let restricted = PropertyFlags::CONFIGURABLE.with(PropertyFlags::ACCESSOR);
    for name in ["arguments", "caller"] {
        agent.define_constant(prototype, name, pair, restricted);
    }
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.realm.set_intrinsic(Intrinsic::Function, constructor);
    agent.define_methods(prototype, METHODS);
    for name in ["apply", "call"] {
        let method = agent.initial_value(prototype, name);
        agent.heap.hide_from_stacks(method);
    }
    agent.define_methods_with(prototype, HAS_INSTANCE, PropertyFlags::NONE);
    agent.natives.function_apply = native_of(agent, prototype, "apply");
    agent.natives.function_call = native_of(agent, prototype, "call");
    for hidden in HIDDEN {
        let prototype = agent.intrinsic(hidden.prototype);
        if let Some((instances, parent)) = hidden.instances {
            link_instances(agent, prototype, instances, parent);
        }
        let line = Constructor {
            name: hidden.name,
            length: 1,
            run: hidden.run,
        };
        let function = agent.new_constructor_function(&line);
        agent.heap.set_prototype(function, constructor.value());
        let none = PropertyFlags::NONE;
        agent.define_constant(function, "prototype", prototype.value(), none);
        let fixed = PropertyFlags::CONFIGURABLE;
        agent.define_constant(prototype, "constructor", function.value(), fixed);
        agent.define_tag(prototype, hidden.name);
    }
}

/// The number of the native that is a method of an object.
fn native_of(agent: &mut Agent, object: Object, name: &'static str) -> Option<u32> {
    let method = agent.initial_value(object, name);
    agent.heap.native(method)
}

/// [%ThrowTypeError%](https://tc39.es/ecma262/#sec-%throwtypeerror%)
fn make_thrower(agent: &mut Agent) -> Object {
    let thrower = agent.new_builtin("", 0, |agent, _| {
        Err(agent.type_error(messages::RESTRICTED_PROPERTY))
    });
    agent.materialize_function(thrower);
    for key in [agent.names.length, agent.names.name] {
        agent
            .heap
            .set_property_flags(thrower, key, PropertyFlags::NONE);
    }
    agent.heap.prevent_extensions(thrower);
    agent
        .realm
        .set_intrinsic(Intrinsic::ThrowTypeError, thrower);
    thrower
}

/// Makes the prototype of generator objects and links it with that of generator functions; `generator`
/// adds its methods.
fn link_instances(agent: &mut Agent, functions: Object, instances: Intrinsic, parent: Intrinsic) {
    let fixed = PropertyFlags::CONFIGURABLE;
    if agent.intrinsic(instances) == agent.intrinsic(Intrinsic::ObjectPrototype) {
        let parent = agent.intrinsic(parent).value();
        let object = agent.heap.new_builtin_object(parent);
        agent.realm.set_intrinsic(instances, object);
    }
    let object = agent.intrinsic(instances);
    agent.define_constant(object, "constructor", functions.value(), fixed);
    agent.define_constant(functions, "prototype", object.value(), fixed);
}

/// [Function ( ...parameterArgs, bodyArg )](https://tc39.es/ecma262/#sec-function-p1-p2-pn-body)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    create_dynamic_function(
        agent,
        call,
        FunctionKind::Normal,
        Intrinsic::FunctionPrototype,
    )
}

/// [GeneratorFunction ( ...parameterArgs, bodyArg )](https://tc39.es/ecma262/#sec-generatorfunction)
fn construct_generator_function(agent: &mut Agent, call: Call) -> JsResult {
    let proto = Intrinsic::GeneratorFunctionPrototype;
    create_dynamic_function(agent, call, FunctionKind::Generator, proto)
}

/// [AsyncFunction ( ...parameterArgs, bodyArg )](https://tc39.es/ecma262/#sec-async-function-constructor-arguments)
fn construct_async_function(agent: &mut Agent, call: Call) -> JsResult {
    let proto = Intrinsic::AsyncFunctionPrototype;
    create_dynamic_function(agent, call, FunctionKind::Async, proto)
}

/// [AsyncGeneratorFunction ( ...parameterArgs, bodyArg )](https://tc39.es/ecma262/#sec-asyncgeneratorfunction)
fn construct_async_generator_function(agent: &mut Agent, call: Call) -> JsResult {
    let proto = Intrinsic::AsyncGeneratorFunctionPrototype;
    create_dynamic_function(agent, call, FunctionKind::AsyncGenerator, proto)
}

/// [CreateDynamicFunction ( constructor, newTarget, kind, parameterArgs, bodyArg )](https://tc39.es/ecma262/#sec-createdynamicfunction)
fn create_dynamic_function(
    agent: &mut Agent,
    call: Call,
    kind: FunctionKind,
    proto: Intrinsic,
) -> JsResult {
    let new_target = call.new_target(agent);
    agent.keep(new_target);
    let mut parameters = String::new();
    for index in 0..call.len().saturating_sub(1) {
        if index > 0 {
            parameters.push(',');
        }
        parameters.push_str(&agent.to_rust_string(call.arg(index))?);
    }
    let body = match call.len() {
        0 => String::new(),
        count => agent.to_rust_string(call.arg(count - 1))?,
    };
    let Some(compile) = agent.hooks.compile_function else {
        return Err(agent.type_error(messages::NO_CODE_GENERATION));
    };
    let function = compile(agent, kind, &parameters, &body)?;
    if !new_target.is_undefined() && new_target != call.callee().value() {
        agent.keep_object(function);
        let proto = agent.get_prototype_from_constructor(new_target, proto)?;
        agent.set_prototype_of(function, proto.value())?;
    }
    Ok(function.value())
}

/// [Function.prototype.apply ( thisArg, argArray )](https://tc39.es/ecma262/#sec-function.prototype.apply)
fn apply(agent: &mut Agent, call: Call) -> JsResult {
    apply_to(agent, call.this(), call.arg(0), call.arg(1), true)
}

/// Calls with the elements of an array-like; `optional` where none may be given.
pub(super) fn apply_to(
    agent: &mut Agent,
    function: Value,
    this: Value,
    list: Value,
    optional: bool,
) -> JsResult {
    if !agent.heap.is_callable(function) {
        let what = agent.value_for_message(function);
        let kind = match agent.heap.type_of_text(function) {
            "object" => "an object",
            kind => &format!("a {kind}"),
        };
        return Err(agent.type_error(format!(
            "Function.prototype.apply was called on {what}, which is {kind} and not a function"
        )));
    }
    if optional && list.is_nullish() {
        return agent.call(function, this, &[]);
    }
    let arguments = agent.create_list_from_array_like(list)?;
    agent.call(function, this, &arguments)
}

/// [Function.prototype.call ( thisArg, ...args )](https://tc39.es/ecma262/#sec-function.prototype.call)
fn call_function(agent: &mut Agent, call: Call) -> JsResult {
    const FEW: usize = 8;
    let count = call.len().saturating_sub(1);
    if count > FEW {
        return agent.call(call.this(), call.arg(0), &call.args_from(1));
    }
    let mut arguments = [Value::UNDEFINED; FEW];
    for (index, place) in arguments[..count].iter_mut().enumerate() {
        *place = call.arg(index + 1);
    }
    agent.call(call.this(), call.arg(0), &arguments[..count])
}

/// [Function.prototype.bind ( thisArg, ...args )](https://tc39.es/ecma262/#sec-function.prototype.bind)
fn bind(agent: &mut Agent, call: Call) -> JsResult {
    let this = call.this();
    let (Some(target), true) = (this.as_object(), agent.heap.is_callable(this)) else {
        return Err(agent.type_error("Bind must be called on a function"));
    };
    // [BoundFunctionCreate](https://tc39.es/ecma262/#sec-boundfunctioncreate)
    let proto = agent.get_prototype_of(target)?;
    let shape = agent.heap.root_shape(proto, Kind::Bound);
    let data = BoundData {
        target,
        this: call.arg(0),
        constructor: agent.is_constructor(this),
        arguments: call.args_from(1),
    };
    let bound = agent.heap.new_host(Kind::Bound, shape, Box::new(data));
    agent.keep_object(bound);
    let given = call.len().saturating_sub(1);
    let length = bound_length(agent, target, given)?;
    let name = agent.get(target, agent.names.name)?;
    let name = match name.as_string() {
        Some(name) => name,
        None => agent.heap.empty_string(),
    };
    let prefix = agent.heap.new_string("bound ");
    let name = agent.concat(prefix, name)?.value();
    let fixed = PropertyFlags::CONFIGURABLE;
    let (length_key, name_key) = (agent.names.length, agent.names.name);
    agent.heap.add_property(bound, length_key, fixed, length);
    agent.heap.add_property(bound, name_key, fixed, name);
    Ok(bound.value())
}

/// The `length` of a bound function over a target with one.
fn bound_length(agent: &mut Agent, target: Object, given: usize) -> JsResult {
    let key = agent.names.length;
    let length = match agent.get_own_property(target, key)? {
        None => return Ok(Value::ZERO),
        Some(OwnProperty::Data { value, .. }) if !target.is(Kind::Proxy) => value,
        Some(_) => agent.get(target, key)?,
    };
    let Some(length) = length.as_number() else {
        return Ok(Value::ZERO);
    };
    let length = if length.is_nan() { 0.0 } else { length.trunc() };
    Ok(Value::number((length - given as f64).max(0.0) + 0.0))
}

/// [Function.prototype.toString ( )](https://tc39.es/ecma262/#sec-function.prototype.tostring)
fn to_string(agent: &mut Agent, call: Call) -> JsResult {
    let this = call.this();
    if let Some(code) = agent.heap.function_code(this) {
        let code = agent.codes.get(code);
        let text = code.source.slice(code.span);
        let text = match code.source.with_surrogates(text.encode_utf16()) {
            Some(units) => agent.heap.new_utf16(&units),
            None => agent.heap.new_string(text),
        };
        return Ok(text.value());
    }
    if let Some(native) = this.as_object().filter(|this| this.is(Kind::Native)) {
        let name = agent.native_name(native);
        let mut text = TextBuilder::new();
        let is_class = agent.is_native_class(native);
        text.push_str(if is_class { "class " } else { "function " });
        text.push(agent, name);
        text.push_str(if is_class {
            " { [native code] }"
        } else {
            "() { [native code] }"
        });
        return Ok(text.finish(agent)?.value());
    }
    if agent.heap.is_callable(this) {
        let text = b"function () { [native code] }";
        return Ok(agent.heap.new_latin1(text).value());
    }
    Err(agent.type_error("Function.prototype.toString requires that 'this' be a Function"))
}

/// [Function.prototype \[ %Symbol.hasInstance% \] ( V )](https://tc39.es/ecma262/#sec-function.prototype-%symbol.hasinstance%)
fn has_instance(agent: &mut Agent, call: Call) -> JsResult {
    let found = agent.ordinary_has_instance(call.this(), call.arg(0))?;
    Ok(Value::bool(found))
}
