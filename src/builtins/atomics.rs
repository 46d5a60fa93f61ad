//! [The Atomics object](https://tc39.es/ecma262/#sec-atomics-object).
//!
//! Accesses to shared memory are atomic; those to other buffers, which no other thread sees, are
//! ordinary. How an agent comes to wait without blocking is a hook: only an event loop
//! can end such a wait.

use super::array_buffer::to_index;
use crate::engine::{
    Agent, BufferData, Call, ElementType, Intrinsic, JsResult, Method, Object, PropertyFlags,
    SharedMemory, SharedWait, Throw, TypedArrayData, Value, WaitEnd,
};
use std::sync::Arc;
use std::time::{Duration, Instant};

const METHODS: &[Method] = &[
    Method::new("load", 2, load),
    Method::new("store", 3, store),
    Method::new("add", 3, add),
    Method::new("sub", 3, sub),
    Method::new("and", 3, and),
    Method::new("or", 3, or),
    Method::new("xor", 3, xor),
    Method::new("exchange", 3, exchange),
    Method::new("compareExchange", 4, compare_exchange),
    Method::new("isLockFree", 1, is_lock_free),
    Method::new("wait", 4, wait),
    Method::new("waitAsync", 4, wait_async),
    Method::new("notify", 3, notify),
    Method::new("pause", 0, pause),
];

/// Makes `Atomics`.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let atomics = agent.heap.new_builtin_object(object_prototype.value());
    agent.define_methods(atomics, METHODS);
    agent.define_tag(atomics, "Atomics");
    agent.define_global("Atomics", atomics.value());
}

/// An element that an operation is about.
struct Place {
    view: TypedArrayData,
    index: usize,
}

impl Place {
    /// Its offset in the buffer, in bytes.
    fn byte(&self) -> usize {
        self.view.offset + self.index * self.view.element.size()
    }

    /// The memory, where other agents may see it too.
    fn shared<'a>(&self, agent: &'a Agent) -> Option<&'a Arc<SharedMemory>> {
        agent.heap.buffer(self.view.buffer)?.shared()
    }
}

fn detached(agent: &mut Agent, method: &str) -> Throw {
    agent.type_error(format!(
        "Cannot perform Atomics.{method} on a detached ArrayBuffer"
    ))
}

/// [ValidateIntegerTypedArray](https://tc39.es/ecma262/#sec-validateintegertypedarray) of the first
/// argument, where the element type is one of those.
fn typed_array(
    agent: &mut Agent,
    call: Call,
    method: &str,
    is_wanted: fn(ElementType) -> bool,
    wanted: &str,
) -> JsResult<TypedArrayData> {
    let object = call.arg(0).as_object();
    let view = object.and_then(|object| agent.heap.typed_array(object));
    let Some(view) = view.filter(|view| is_wanted(view.element)) else {
        let what = agent.value_for_message(call.arg(0));
        return Err(agent.type_error(format!("{what} is not an {wanted} typed array.")));
    };
    match agent.heap.view_length(&view) {
        Some(_) => Ok(view),
        None => Err(detached(agent, method)),
    }
}

/// [ValidateAtomicAccess](https://tc39.es/ecma262/#sec-validateatomicaccess) of the second argument.
fn access(agent: &mut Agent, call: Call, view: TypedArrayData) -> JsResult<Place> {
    const INVALID: &str = "Invalid atomic access index";
    let length = agent.heap.view_length(&view).unwrap_or(0);
    let index = to_index(agent, call.arg(1), INVALID)?;
    if index >= length as f64 {
        return Err(agent.range_error(INVALID));
    }
    let index = index as usize;
    Ok(Place { view, index })
}

/// [ValidateAtomicAccessOnIntegerTypedArray](https://tc39.es/ecma262/#sec-validateatomicaccessonintegertypedarray)
fn place(agent: &mut Agent, call: Call, method: &str) -> JsResult<Place> {
    let is_wanted = |element| {
        !matches!(
            element,
            ElementType::Uint8Clamped
                | ElementType::Float16
                | ElementType::Float32
                | ElementType::Float64
        )
    };
    let view = typed_array(agent, call, method, is_wanted, "integer")?;
    access(agent, call, view)
}

/// As [`place`], of an element that can be waited for.
fn waitable_place(agent: &mut Agent, call: Call, method: &str) -> JsResult<Place> {
    let is_wanted = |element| matches!(element, ElementType::Int32 | ElementType::BigInt64);
    let view = typed_array(agent, call, method, is_wanted, "int32 or BigInt64")?;
    if method != "notify"
        && !agent
            .heap
            .buffer(view.buffer)
            .is_some_and(BufferData::is_shared)
    {
        let what = agent.value_for_message(call.arg(0));
        return Err(agent.type_error(format!("{what} is not a shared typed array.")));
    }
    access(agent, call, view)
}

/// A value as an element takes it: an integral number or a bigint, kept, and its bytes.
fn operand(agent: &mut Agent, element: ElementType, value: Value) -> JsResult<(Value, u64)> {
    let value = if element.is_bigint() {
        agent.to_bigint(value)?
    } else {
        Value::number(agent.to_integer_or_infinity(value)?)
    };
    agent.keep(value);
    let raw = agent.encode_element(element, value)?;
    Ok((value, raw))
}

/// [RevalidateAtomicAccess](https://tc39.es/ecma262/#sec-revalidateatomicaccess)
fn revalidate(agent: &mut Agent, place: &Place, method: &str) -> JsResult<()> {
    match agent.heap.view_length(&place.view) {
        Some(length) if place.index < length => Ok(()),
        Some(_) => Err(agent.range_error("Invalid atomic access index")),
        None => Err(detached(agent, method)),
    }
}

/// Replaces an element: what it was.
fn replace(agent: &mut Agent, place: &Place, change: impl Fn(u64) -> u64) -> Value {
    let (at, size) = (place.byte(), place.view.element.size());
    let old = if let Some(memory) = place.shared(agent) {
        memory.update(at, size, change)
    } else if let Some(data) = agent.heap.buffer_mut(place.view.buffer) {
        let old = data.read(at, size);
        data.write(at, size, change(old));
        old
    } else {
        0
    };
    agent.heap.decode_element(place.view.element, old)
}

/// [AtomicReadModifyWrite](https://tc39.es/ecma262/#sec-atomicreadmodifywrite)
fn read_modify_write(
    agent: &mut Agent,
    call: Call,
    method: &str,
    change: fn(u64, u64) -> u64,
) -> JsResult {
    let place = place(agent, call, method)?;
    let (_, operand) = operand(agent, place.view.element, call.arg(2))?;
    revalidate(agent, &place, method)?;
    Ok(replace(agent, &place, |old| change(old, operand)))
}

/// [Atomics.add ( typedArray, index, value )](https://tc39.es/ecma262/#sec-atomics.add)
fn add(agent: &mut Agent, call: Call) -> JsResult {
    read_modify_write(agent, call, "add", u64::wrapping_add)
}

/// [Atomics.sub ( typedArray, index, value )](https://tc39.es/ecma262/#sec-atomics.sub)
fn sub(agent: &mut Agent, call: Call) -> JsResult {
    read_modify_write(agent, call, "sub", u64::wrapping_sub)
}

/// [Atomics.and ( typedArray, index, value )](https://tc39.es/ecma262/#sec-atomics.and)
fn and(agent: &mut Agent, call: Call) -> JsResult {
    read_modify_write(agent, call, "and", |old, operand| old & operand)
}

/// [Atomics.or ( typedArray, index, value )](https://tc39.es/ecma262/#sec-atomics.or)
fn or(agent: &mut Agent, call: Call) -> JsResult {
    read_modify_write(agent, call, "or", |old, operand| old | operand)
}

/// [Atomics.xor ( typedArray, index, value )](https://tc39.es/ecma262/#sec-atomics.xor)
fn xor(agent: &mut Agent, call: Call) -> JsResult {
    read_modify_write(agent, call, "xor", |old, operand| old ^ operand)
}

/// [Atomics.exchange ( typedArray, index, value )](https://tc39.es/ecma262/#sec-atomics.exchange)
fn exchange(agent: &mut Agent, call: Call) -> JsResult {
    read_modify_write(agent, call, "exchange", |_, operand| operand)
}

/// [Atomics.compareExchange ( typedArray, index, expectedValue, replacementValue )](https://tc39.es/ecma262/#sec-atomics.compareexchange)
fn compare_exchange(agent: &mut Agent, call: Call) -> JsResult {
    const NAME: &str = "compareExchange";
    let place = place(agent, call, NAME)?;
    let element = place.view.element;
    let (_, expected) = operand(agent, element, call.arg(2))?;
    let (_, replacement) = operand(agent, element, call.arg(3))?;
    revalidate(agent, &place, NAME)?;
    // Only the low bytes are the element's.
    let expected = expected & u64::MAX >> (64 - element.size() * 8);
    Ok(replace(agent, &place, |old| match old == expected {
        true => replacement,
        false => old,
    }))
}

/// [Atomics.load ( typedArray, index )](https://tc39.es/ecma262/#sec-atomics.load)
fn load(agent: &mut Agent, call: Call) -> JsResult {
    let place = place(agent, call, "load")?;
    revalidate(agent, &place, "load")?;
    let (at, size) = (place.byte(), place.view.element.size());
    let raw = match place.shared(agent) {
        Some(memory) => memory.load(at, size),
        None => agent
            .heap
            .buffer(place.view.buffer)
            .map_or(0, |data| data.read(at, size)),
    };
    Ok(agent.heap.decode_element(place.view.element, raw))
}

/// [Atomics.store ( typedArray, index, value )](https://tc39.es/ecma262/#sec-atomics.store)
fn store(agent: &mut Agent, call: Call) -> JsResult {
    let place = place(agent, call, "store")?;
    let (value, raw) = operand(agent, place.view.element, call.arg(2))?;
    revalidate(agent, &place, "store")?;
    replace(agent, &place, |_| raw);
    Ok(value)
}

/// [Atomics.isLockFree ( size )](https://tc39.es/ecma262/#sec-atomics.islockfree)
fn is_lock_free(agent: &mut Agent, call: Call) -> JsResult {
    let size = agent.to_integer_or_infinity(call.arg(0))?;
    Ok(Value::bool([1.0, 2.0, 4.0, 8.0].contains(&size)))
}

/// What a wait is for: the element, its expected bytes, and for how long, in milliseconds. The
/// steps that both sorts of waiting begin with in [DoWait](https://tc39.es/ecma262/#sec-dowait).
fn wait_arguments(agent: &mut Agent, call: Call, method: &str) -> JsResult<SharedWait> {
    let place = waitable_place(agent, call, method)?;
    let element = place.view.element;
    let expected = if element.is_bigint() {
        agent.encode_element(element, call.arg(2))?
    } else {
        let number = agent.to_number(call.arg(2))?;
        element.encode(number)
    };
    let timeout = agent.to_number(call.arg(3))?;
    let timeout = if timeout.is_nan() {
        f64::INFINITY
    } else {
        timeout.max(0.0)
    };
    let memory = place.shared(agent).cloned();
    let Some(memory) = memory else {
        unreachable!("a buffer stays shared");
    };
    Ok(SharedWait {
        memory,
        at: place.byte(),
        size: element.size(),
        expected: expected & u64::MAX >> (64 - element.size() * 8),
        timeout,
    })
}

fn text(agent: &mut Agent, text: &str) -> Value {
    agent.heap.new_string(text).value()
}

/// [Atomics.wait ( typedArray, index, value, timeout )](https://tc39.es/ecma262/#sec-atomics.wait)
fn wait(agent: &mut Agent, call: Call) -> JsResult {
    let wait = wait_arguments(agent, call, "wait")?;
    if let Some(before_block) = agent.hooks.before_block {
        before_block(agent);
    }
    let mut until = None;
    if let Some(jump) = agent.ambient.jump.as_ref()
        && wait.timeout.is_finite()
    {
        // The clock jumps instead of running, so no other agent can notify meanwhile.
        until = Some(Instant::now());
        if wait.memory.load(wait.at, wait.size) == wait.expected {
            jump(wait.timeout);
        }
    } else if let Ok(timeout) = Duration::try_from_secs_f64(wait.timeout / 1000.0) {
        // One that can't be counted is as good as none.
        until = Instant::now().checked_add(timeout);
    }
    let mut polled = Ok(());
    let goes_on = || {
        polled = agent.poll_now();
        polled.is_ok()
    };
    let place = (wait.at, wait.size);
    let end = wait.memory.wait(place, wait.expected, until, goes_on);
    let end = match end {
        WaitEnd::Notified => "ok",
        WaitEnd::NotEqual => "not-equal",
        WaitEnd::TimedOut => "timed-out",
        WaitEnd::Stopped => return polled.map(|()| Value::UNDEFINED),
    };
    Ok(text(agent, end))
}

/// [Atomics.waitAsync ( typedArray, index, value, timeout )](https://tc39.es/ecma262/#sec-atomics.waitasync)
fn wait_async(agent: &mut Agent, call: Call) -> JsResult {
    let wait = wait_arguments(agent, call, "waitAsync")?;
    let unequal = wait.memory.load(wait.at, wait.size) != wait.expected;
    if unequal || wait.timeout == 0.0 {
        let end = text(agent, if unequal { "not-equal" } else { "timed-out" });
        return Ok(wait_result(agent, false, end).value());
    }
    let Some(begin) = agent.hooks.wait_async else {
        return Err(agent.type_error("Atomics.waitAsync cannot be called in this context"));
    };
    let promise = agent.new_promise();
    agent.keep_object(promise);
    let value = match begin(agent, wait, promise) {
        true => promise.value(),
        false => text(agent, "not-equal"),
    };
    Ok(wait_result(agent, value == promise.value(), value).value())
}

/// `{ async, value }`
fn wait_result(agent: &mut Agent, is_async: bool, value: Value) -> Object {
    let result = agent.new_plain_object(2);
    let properties = [
        (agent.names.async_, Value::bool(is_async)),
        (agent.names.value, value),
    ];
    for (key, value) in properties {
        agent
            .heap
            .add_property(result, key, PropertyFlags::DATA, value);
    }
    result
}

/// [Atomics.notify ( typedArray, index, count )](https://tc39.es/ecma262/#sec-atomics.notify)
fn notify(agent: &mut Agent, call: Call) -> JsResult {
    let place = waitable_place(agent, call, "notify")?;
    let count = if call.arg(2).is_undefined() {
        f64::INFINITY
    } else {
        agent.to_integer_or_infinity(call.arg(2))?.max(0.0)
    };
    let memory = place.shared(agent);
    let notified = memory.map_or(0, |memory| memory.notify(place.byte(), count));
    Ok(Value::from_usize(notified))
}

/// [Atomics.pause ( \[ N \] )](https://tc39.es/ecma262/#sec-atomics.pause)
fn pause(agent: &mut Agent, call: Call) -> JsResult {
    let hint = call.arg(0);
    let integral = hint
        .as_number()
        .is_some_and(|n| n.is_finite() && n.fract() == 0.0);
    if !hint.is_undefined() && !integral {
        let text = "Atomics.pause argument must be undefined or an integer";
        return Err(agent.type_error(text));
    }
    std::hint::spin_loop();
    Ok(Value::UNDEFINED)
}
