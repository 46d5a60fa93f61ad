//! [DisposableStack](https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack-objects)
//! and [AsyncDisposableStack](https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack-objects).

use crate::engine::{
    Accessor, Agent, Awaited, Call, Caught, Constructor, DisposalStep, Intrinsic, JsResult, Kind,
    Method, NativeId, Object, Throw, Value, Way, messages,
};
use crate::heap::{HostData, Tracer};

const METHODS: &[Method] = &[
    Method::new("use", 1, |agent, call| use_(agent, call, SYNC)),
    Method::new("dispose", 0, dispose),
    Method::new("adopt", 2, |agent, call| adopt(agent, call, SYNC)),
    Method::new("defer", 1, |agent, call| defer(agent, call, SYNC)),
    Method::new("move", 0, |agent, call| move_(agent, call, SYNC)),
];

const ACCESSORS: &[Accessor] = &[Accessor::getter("disposed", |agent, call| {
    disposed(agent, call, SYNC)
})];

const ASYNC_METHODS: &[Method] = &[
    Method::new("use", 1, |agent, call| use_(agent, call, ASYNC)),
    Method::new("disposeAsync", 0, dispose_async),
    Method::new("adopt", 2, |agent, call| adopt(agent, call, ASYNC)),
    Method::new("defer", 1, |agent, call| defer(agent, call, ASYNC)),
    Method::new("move", 0, |agent, call| move_(agent, call, ASYNC)),
];

const ASYNC_ACCESSORS: &[Accessor] = &[Accessor::getter("disposed", |agent, call| {
    disposed(agent, call, ASYNC)
})];

/// Which of the two kinds.
#[derive(Clone, Copy)]
struct Sort {
    name: &'static str,
    is_async: bool,
    prototype: Intrinsic,
}

const SYNC: Sort = Sort {
    name: "DisposableStack",
    is_async: false,
    prototype: Intrinsic::DisposableStackPrototype,
};

const ASYNC: Sort = Sort {
    name: "AsyncDisposableStack",
    is_async: true,
    prototype: Intrinsic::AsyncDisposableStackPrototype,
};

/// The internal slots of a stack.
struct StackData {
    is_async: bool,
    /// The resources, until it is disposed of.
    list: Option<Object>,
}

impl HostData for StackData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(list) = self.list {
            tracer.mark_object(list);
        }
    }
}

/// An asynchronous disposal on its way.
#[derive(Clone, Copy)]
struct Disposal {
    list: Object,
    promise: Object,
    error: Option<Value>,
    awaited: Awaited,
}

impl HostData for Disposal {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.list);
        tracer.mark_object(self.promise);
        tracer.mark_all(&self.error);
    }
}

/// The functions that go on with a disposal.
#[derive(Clone, Copy)]
struct Natives {
    fulfilled: NativeId,
    rejected: NativeId,
    adopted: NativeId,
}

impl HostData for Natives {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// Makes both constructors and their prototypes.
pub(super) fn install(agent: &mut Agent) {
    let natives = Natives {
        fulfilled: agent.register_function("", 1, |agent, call| settled(agent, call, false)),
        rejected: agent.register_function("", 1, |agent, call| settled(agent, call, true)),
        adopted: agent.register_function("", 0, call_adopted),
    };
    agent.set_slot(natives);
    let run = |agent: &mut Agent, call| construct(agent, call, SYNC);
    install_sort(agent, SYNC, run, (METHODS, ACCESSORS));
    let run = |agent: &mut Agent, call| construct(agent, call, ASYNC);
    install_sort(agent, ASYNC, run, (ASYNC_METHODS, ASYNC_ACCESSORS));
}

fn install_sort(
    agent: &mut Agent,
    sort: Sort,
    run: fn(&mut Agent, Call) -> JsResult,
    (methods, accessors): (&'static [Method], &'static [Accessor]),
) {
    let parent = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let prototype = agent.heap.new_builtin_object(parent);
    agent.realm.set_intrinsic(sort.prototype, prototype);
    let line = Constructor {
        name: sort.name,
        length: 0,
        run,
    };
    agent.define_constructor(&line, prototype);
    agent.define_methods(prototype, methods);
    agent.define_accessors(prototype, accessors);
    let (method, symbol) = match sort.is_async {
        true => ("disposeAsync", "@@asyncDispose"),
        false => ("dispose", "@@dispose"),
    };
    agent.define_alias(prototype, symbol, method);
    agent.define_tag(prototype, sort.name);
}

fn natives(agent: &Agent) -> Natives {
    match agent.slot::<Natives>() {
        Some(natives) => *natives,
        None => unreachable!("set when the constructors were made"),
    }
}

/// [DisposableStack ( )](https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack)
fn construct(agent: &mut Agent, call: Call, sort: Sort) -> JsResult {
    if !call.is_construct() {
        return Err(agent.type_error(messages::requires_new(sort.name)));
    }
    let new_target = call.new_target(agent);
    let list = agent.new_array(Vec::new());
    agent.keep_object(list);
    let data = stack_data(sort, list);
    let stack = agent.host_from_constructor(new_target, sort.prototype, data)?;
    Ok(stack.value())
}

fn stack_data(sort: Sort, list: Object) -> Box<StackData> {
    Box::new(StackData {
        is_async: sort.is_async,
        list: Some(list),
    })
}

/// The stack that a method is called on, and its resources unless it is disposed of.
fn receiver(
    agent: &mut Agent,
    call: Call,
    sort: Sort,
    method: &str,
) -> JsResult<(Object, Option<Object>)> {
    if let Some(object) = call.this().as_object()
        && let Some(data) = agent.heap.host::<StackData>(object)
        && data.is_async == sort.is_async
    {
        return Ok((object, data.list));
    }
    if method == "disposeAsync" {
        return Err(agent.type_error("Receiver is not an AsyncDisposableStack"));
    }
    let receiver = agent.value_for_message(call.this());
    let method = method_name(sort, method);
    Err(agent.type_error(messages::incompatible_receiver(&method, &receiver)))
}

fn method_name(sort: Sort, method: &str) -> String {
    match method.strip_prefix("get ") {
        Some(method) => format!("get {}.prototype.{method}", sort.name),
        None => format!("{}.prototype.{method}", sort.name),
    }
}

/// The resources of a stack that must not be disposed of.
fn open_list(agent: &mut Agent, call: Call, sort: Sort, method: &str) -> JsResult<Object> {
    match receiver(agent, call, sort, method)?.1 {
        Some(list) => Ok(list),
        None => {
            let method = method_name(sort, method);
            Err(agent.reference_error(format!(
                "Cannot call {method} on an already-disposed DisposableStack"
            )))
        }
    }
}

/// Takes the resources of a stack, which is disposed of then.
fn take_list(agent: &mut Agent, stack: Object) -> Option<Object> {
    agent.heap.host_mut::<StackData>(stack)?.list.take()
}

/// [get DisposableStack.prototype.disposed](https://tc39.es/proposal-explicit-resource-management/#sec-get-disposablestack.prototype.disposed)
fn disposed(agent: &mut Agent, call: Call, sort: Sort) -> JsResult {
    let (_, list) = receiver(agent, call, sort, "get disposed")?;
    Ok(Value::bool(list.is_none()))
}

/// [DisposableStack.prototype.use( value )](https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack.prototype.use)
fn use_(agent: &mut Agent, call: Call, sort: Sort) -> JsResult {
    let list = open_list(agent, call, sort, "use")?;
    agent.keep_object(list);
    agent.add_disposable_resource(list, call.arg(0), sort.is_async)?;
    Ok(call.arg(0))
}

fn require_function(agent: &mut Agent, value: Value) -> JsResult<()> {
    if agent.heap.is_callable(value) {
        return Ok(());
    }
    let what = agent.value_for_message(value);
    Err(agent.type_error(messages::not_a_function(&what)))
}

fn way(sort: Sort) -> Way {
    match sort.is_async {
        true => Way::Async,
        false => Way::Sync,
    }
}

/// [DisposableStack.prototype.adopt( value, onDispose )](https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack.prototype.adopt)
fn adopt(agent: &mut Agent, call: Call, sort: Sort) -> JsResult {
    let list = open_list(agent, call, sort, "adopt")?;
    require_function(agent, call.arg(1))?;
    let native = natives(agent).adopted;
    let method = agent.new_native(native, [call.arg(0), call.arg(1)]);
    agent
        .heap
        .push_resource(list, Value::UNDEFINED, method.value(), way(sort));
    Ok(call.arg(0))
}

fn call_adopted(agent: &mut Agent, call: Call) -> JsResult {
    let callee = call.callee();
    let value = agent.heap.native_data(callee, 0);
    let method = agent.heap.native_data(callee, 1);
    agent.call(method, Value::UNDEFINED, &[value])
}

/// [DisposableStack.prototype.defer( onDispose )](https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack.prototype.defer)
fn defer(agent: &mut Agent, call: Call, sort: Sort) -> JsResult {
    let list = open_list(agent, call, sort, "defer")?;
    require_function(agent, call.arg(0))?;
    agent
        .heap
        .push_resource(list, Value::UNDEFINED, call.arg(0), way(sort));
    Ok(Value::UNDEFINED)
}

/// [DisposableStack.prototype.move( )](https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack.prototype.move)
fn move_(agent: &mut Agent, call: Call, sort: Sort) -> JsResult {
    let list = open_list(agent, call, sort, "move")?;
    let shape = agent.root_shape(sort.prototype, Kind::Host);
    let data = stack_data(sort, list);
    let moved = agent.heap.new_host(Kind::Host, shape, data);
    if let Some(stack) = call.this().as_object() {
        take_list(agent, stack);
    }
    Ok(moved.value())
}

/// [DisposableStack.prototype.dispose ( )](https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack.prototype.dispose)
fn dispose(agent: &mut Agent, call: Call) -> JsResult {
    let (stack, _) = receiver(agent, call, SYNC, "dispose")?;
    let Some(list) = take_list(agent, stack) else {
        return Ok(Value::UNDEFINED);
    };
    agent.keep_object(list);
    let (mut error, mut awaited) = (None, Awaited::default());
    loop {
        match agent.dispose_step(list, &mut awaited)? {
            DisposalStep::Error(mut next) => {
                let earlier = error.map(|error: Caught| error.value);
                next.value = combined(agent, earlier, next.value);
                next.roots().into_iter().for_each(|root| agent.keep(root));
                error = Some(next);
            }
            DisposalStep::Await(_) => unreachable!("sync resources await nothing"),
            DisposalStep::Done => break,
        }
    }
    match error {
        Some(error) => Err(agent.throw_again(error)),
        None => Ok(Value::UNDEFINED),
    }
}

/// An error after another that may have come before.
fn combined(agent: &mut Agent, earlier: Option<Value>, error: Value) -> Value {
    match earlier {
        Some(earlier) => agent.suppressed_error(error, earlier).value(),
        None => error,
    }
}

/// [AsyncDisposableStack.prototype.disposeAsync ( )](https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack.prototype.disposeAsync)
fn dispose_async(agent: &mut Agent, call: Call) -> JsResult {
    let promise = agent.new_promise();
    agent.keep_object(promise);
    match receiver(agent, call, ASYNC, "disposeAsync") {
        Err(throw) => {
            let error = agent.catch(throw)?;
            agent.reject_promise(promise, error);
        }
        Ok((stack, _)) => match take_list(agent, stack) {
            None => agent.resolve_promise(promise, Value::UNDEFINED),
            Some(list) => {
                let disposal = Box::new(Disposal {
                    list,
                    promise,
                    error: None,
                    awaited: Awaited::default(),
                });
                let shape = agent.root_shape(Intrinsic::ObjectPrototype, Kind::Host);
                let disposal = agent.heap.new_host(Kind::Host, shape, disposal);
                agent.keep_object(disposal);
                go_on(agent, disposal)?;
            }
        },
    }
    Ok(promise.value())
}

fn data(agent: &mut Agent, disposal: Object) -> &mut Disposal {
    match agent.heap.host_mut::<Disposal>(disposal) {
        Some(data) => data,
        None => unreachable!("a disposal on its way"),
    }
}

fn note_error(agent: &mut Agent, disposal: Object, error: Value) {
    let earlier = data(agent, disposal).error;
    let error = combined(agent, earlier, error);
    data(agent, disposal).error = Some(error);
}

/// Disposes up to the next thing that is awaited.
fn go_on(agent: &mut Agent, disposal: Object) -> JsResult<()> {
    loop {
        let Disposal {
            list,
            promise,
            error,
            mut awaited,
        } = *data(agent, disposal);
        let step = agent.dispose_step(list, &mut awaited);
        data(agent, disposal).awaited = awaited;
        let failed = match step? {
            DisposalStep::Done => {
                match error {
                    Some(error) => agent.reject_promise(promise, error),
                    None => agent.resolve_promise(promise, Value::UNDEFINED),
                }
                return Ok(());
            }
            DisposalStep::Error(error) => error.value,
            DisposalStep::Await(value) => match wait(agent, disposal, value) {
                Ok(()) => return Ok(()),
                Err(throw) => agent.catch(throw)?,
            },
        };
        note_error(agent, disposal, failed);
    }
}

/// Goes on when a value is settled.
fn wait(agent: &mut Agent, disposal: Object, value: Value) -> Result<(), Throw> {
    agent.scoped(|agent| {
        agent.keep(value);
        let constructor = agent.intrinsic(Intrinsic::Promise);
        let promise = agent.promise_resolve(constructor, value)?;
        agent.keep_object(promise);
        let (natives, none) = (natives(agent), Value::UNDEFINED);
        let fulfilled = agent.new_native(natives.fulfilled, [disposal.value(), none]);
        let rejected = agent.new_native(natives.rejected, [disposal.value(), none]);
        agent.perform_promise_then(promise, fulfilled.value(), rejected.value(), none);
        Ok(())
    })
}

fn settled(agent: &mut Agent, call: Call, is_rejected: bool) -> JsResult {
    let Some(disposal) = agent.heap.native_data(call.callee(), 0).as_object() else {
        unreachable!("made with its disposal");
    };
    if is_rejected {
        note_error(agent, disposal, call.arg(0));
    }
    go_on(agent, disposal)?;
    Ok(Value::UNDEFINED)
}
