//! Disposing of resources: what `using` declarations and the stacks of disposables have in common.
//!
//! [Resource management](https://tc39.es/proposal-explicit-resource-management/#sec-disposable-resource-records).
//! The resources of a scope are in an array: for each its value, the method, and a [`Way`].

use crate::engine::{Agent, Caught, Intrinsic, JsResult, PropertyFlags, PropertyKey};
use crate::heap::{Heap, Object, Value};

/// How a resource is disposed of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Its method is called.
    Sync,
    /// What its method gives is awaited. Without a method something is awaited all the same.
    Async,
    /// The method is that of a sync disposal, and `undefined` is awaited after it.
    SyncAwaited,
}

impl Way {
    fn value(self) -> Value {
        Value::int(self as i32)
    }

    fn from_value(value: Value) -> Way {
        match value.as_int() {
            Some(0) => Way::Sync,
            Some(1) => Way::Async,
            _ => Way::SyncAwaited,
        }
    }
}

/// What disposal has awaited so far.
#[derive(Clone, Copy, Default, Debug)]
pub struct Awaited {
    /// A resource without a method wants something awaited.
    pub needed: bool,
    /// Something was.
    pub done: bool,
}

/// What disposal comes to next.
pub enum DisposalStep {
    /// A value is to be awaited.
    Await(Value),
    /// A method threw.
    Error(Caught),
    /// Nothing is left.
    Done,
}

impl Agent {
    /// [AddDisposableResource](https://tc39.es/proposal-explicit-resource-management/#sec-adddisposableresource-disposable-v-hint-disposemethod)
    pub fn add_disposable_resource(
        &mut self,
        list: Object,
        value: Value,
        is_async: bool,
    ) -> JsResult<()> {
        if value.is_nullish() {
            if is_async {
                self.heap
                    .push_resource(list, Value::UNDEFINED, Value::UNDEFINED, Way::Async);
            }
            return Ok(());
        }
        if !value.is_object() {
            return Err(self.type_error("An object is expected with `using` declarations"));
        }
        let (dispose, async_dispose) = (
            PropertyKey::symbol(self.symbols.dispose),
            PropertyKey::symbol(self.symbols.async_dispose),
        );
        if is_async && let Some(method) = self.disposal_method(value, async_dispose)? {
            self.heap.push_resource(list, value, method, Way::Async);
            return Ok(());
        }
        let way = match is_async {
            true => Way::SyncAwaited,
            false => Way::Sync,
        };
        match self.disposal_method(value, dispose)? {
            Some(method) => {
                self.heap.push_resource(list, value, method, way);
                Ok(())
            }
            None => Err(self.no_disposal_method()),
        }
    }

    fn disposal_method(&mut self, value: Value, key: PropertyKey) -> JsResult<Option<Value>> {
        let method = self.get_v(value, key)?;
        if method.is_nullish() {
            return Ok(None);
        }
        match self.heap.is_callable(method) {
            true => Ok(Some(method)),
            false => Err(self.no_disposal_method()),
        }
    }

    fn no_disposal_method(&mut self) -> crate::engine::Throw {
        self.type_error("Symbol(Symbol.dispose) is not a function")
    }

    /// [DisposeResources](https://tc39.es/proposal-explicit-resource-management/#sec-disposeresources),
    /// up to the next point where something is awaited or has gone wrong.
    ///
    /// # Errors
    /// Only where the program is stopped.
    pub fn dispose_step(&mut self, list: Object, awaited: &mut Awaited) -> JsResult<DisposalStep> {
        loop {
            self.poll()?;
            let last = self.heap.last_resource(list);
            let is_sync = last.is_none_or(|(.., way)| way == Way::Sync);
            if is_sync && awaited.needed && !awaited.done {
                awaited.needed = false;
                return Ok(DisposalStep::Await(Value::UNDEFINED));
            }
            let Some((value, method, way)) = last else {
                return Ok(DisposalStep::Done);
            };
            if method.is_undefined() {
                self.heap.drop_resource(list);
                awaited.needed = true;
                continue;
            }
            let result = self.call(method, value, &[]);
            self.heap.drop_resource(list);
            match (result, way) {
                (Ok(_), Way::Sync) => {}
                (Ok(result), Way::Async) => {
                    awaited.done = true;
                    return Ok(DisposalStep::Await(result));
                }
                (Ok(_), Way::SyncAwaited) => {
                    awaited.done = true;
                    return Ok(DisposalStep::Await(Value::UNDEFINED));
                }
                (Err(throw), way) => {
                    let error = self.catch_with_site(throw)?;
                    if way != Way::SyncAwaited {
                        return Ok(DisposalStep::Error(error));
                    }
                    awaited.done = true;
                    let promise = self.new_promise();
                    self.reject_promise(promise, error.value);
                    return Ok(DisposalStep::Await(promise.value()));
                }
            }
        }
    }

    /// The error for one that disposal threw when there was one already.
    pub fn suppressed_error(&mut self, error: Value, suppressed: Value) -> Object {
        self.scoped(|agent| {
            agent.keep(error);
            agent.keep(suppressed);
            let text = "An error was suppressed during disposal";
            let object = agent.new_error(Intrinsic::SuppressedErrorPrototype, text);
            let hidden = PropertyFlags::HIDDEN;
            agent.define_constant(object, "error", error, hidden);
            agent.define_constant(object, "suppressed", suppressed, hidden);
            object
        })
    }
}

impl Heap {
    /// Adds a resource whose method is known.
    pub fn push_resource(&mut self, list: Object, value: Value, method: Value, way: Way) {
        for part in [value, method, way.value()] {
            self.push_element(list, part);
        }
    }

    /// Whether and how the resource that is next to go is to be disposed of.
    fn last_resource(&self, list: Object) -> Option<(Value, Value, Way)> {
        let elements = self.elements(list);
        let [.., value, method, way] = elements else {
            return None;
        };
        Some((*value, *method, Way::from_value(*way)))
    }

    fn drop_resource(&mut self, list: Object) {
        let left = self.elements(list).len().saturating_sub(3);
        self.truncate_elements(list, left);
    }
}
