//! [Operations on iterator objects](https://tc39.es/ecma262/#sec-operations-on-iterator-objects).

use crate::engine::{Agent, JsResult, PropertyKey, Throw, Unwinding, messages};
use crate::heap::{Object, Value};

/// An [iterator record](https://tc39.es/ecma262/#sec-iterator-records).
#[derive(Clone, Copy, Debug)]
pub struct IteratorRecord {
    /// `[[Iterator]]`
    pub iterator: Object,
    /// `[[NextMethod]]`
    pub next: Value,
}

impl Agent {
    /// [GetIterator](https://tc39.es/ecma262/#sec-getiterator), kind sync. The record's values are
    /// kept.
    pub fn get_iterator(&mut self, value: Value) -> JsResult<IteratorRecord> {
        let key = PropertyKey::symbol(self.symbols.iterator);
        let method = if value.is_nullish() {
            Value::UNDEFINED
        } else {
            self.get_v(value, key)?
        };
        if !self.heap.is_callable(method) {
            return Err(self.not_iterable(value));
        }
        self.get_iterator_from_method(value, method)
    }

    /// The TypeError for a value without an iterator, where no expression gave it.
    #[cold]
    pub fn not_iterable(&mut self, value: Value) -> Throw {
        let what = self.call_site_for_message(value);
        self.type_error(messages::no_iterator(&what))
    }

    /// [GetIteratorFromMethod](https://tc39.es/ecma262/#sec-getiteratorfrommethod)
    pub fn get_iterator_from_method(
        &mut self,
        value: Value,
        method: Value,
    ) -> JsResult<IteratorRecord> {
        let iterator = self.call(method, value, &[])?;
        let Some(iterator) = iterator.as_object() else {
            let text = "Result of the Symbol.iterator method is not an object";
            return Err(self.type_error(text));
        };
        self.get_iterator_direct(iterator)
    }

    /// [GetIteratorDirect](https://tc39.es/ecma262/#sec-getiteratordirect)
    pub fn get_iterator_direct(&mut self, iterator: Object) -> JsResult<IteratorRecord> {
        // To step it is to change it.
        self.check_write(iterator.value())?;
        self.keep_object(iterator);
        let next = self.get(iterator, self.names.next)?;
        self.keep(next);
        Ok(IteratorRecord { iterator, next })
    }

    /// [IteratorNext](https://tc39.es/ecma262/#sec-iteratornext)
    pub fn iterator_next(
        &mut self,
        record: &IteratorRecord,
        value: Option<Value>,
    ) -> JsResult<Object> {
        let arguments = value.as_slice();
        if !self.heap.is_callable(record.next) {
            let what = self.call_site_for_message(record.next);
            return Err(self.type_error(messages::not_a_function(&what)));
        }
        let result = self.call(record.next, record.iterator.value(), arguments)?;
        self.iterator_result(result)
    }

    /// That a result of an iterator's method is an object.
    pub fn iterator_result(&mut self, result: Value) -> JsResult<Object> {
        match result.as_object() {
            Some(result) => Ok(result),
            None => {
                let what = self.value_for_message(result);
                Err(self.type_error(format!("Iterator result {what} is not an object")))
            }
        }
    }

    /// [IteratorStepValue](https://tc39.es/ecma262/#sec-iteratorstepvalue): the next value, `None`
    /// when it is done.
    pub fn iterator_step_value(&mut self, record: &IteratorRecord) -> JsResult<Option<Value>> {
        self.poll()?;
        let result = self.iterator_next(record, None)?;
        if let Some(step) = self.plain_iterator_result(result) {
            return Ok(step);
        }
        self.scoped(|agent| {
            agent.keep_object(result);
            let done = agent.get(result, agent.names.done)?;
            if agent.heap.to_boolean(done) {
                return Ok(None);
            }
            Ok(Some(agent.get(result, agent.names.value)?))
        })
    }

    /// [IteratorStep](https://tc39.es/ecma262/#sec-iteratorstep): the next result, whose value
    /// isn't looked at, `None` when it is done.
    pub fn iterator_step(&mut self, record: &IteratorRecord) -> JsResult<Option<Object>> {
        self.poll()?;
        let result = self.iterator_next(record, None)?;
        self.scoped(|agent| {
            agent.keep_object(result);
            let done = agent.get(result, agent.names.done)?;
            Ok((!agent.heap.to_boolean(done)).then_some(result))
        })
    }

    /// Reads a result that has the layout which built-ins give it: the value, `None` when it is
    /// the last one.
    #[inline]
    pub fn plain_iterator_result(&self, result: Object) -> Option<Option<Value>> {
        if self.heap.shape(result) != self.realm.shapes.iterator_result {
            return None;
        }
        let [value, done, _] = self.heap.object3_slots(result)?;
        Some((!self.heap.to_boolean(done)).then_some(value))
    }

    /// [IteratorClose](https://tc39.es/ecma262/#sec-iteratorclose) for a throw completion: what the
    /// iterator's `return` throws is dropped.
    pub fn iterator_close_throw(&mut self, iterator: Object, throw: Throw) -> Throw {
        if self.machine.unwinding() != Unwinding::Exception {
            return throw;
        }
        let pending = self.machine.take_pending(throw);
        self.scoped(|agent| {
            pending
                .roots()
                .into_iter()
                .for_each(|root| agent.keep(root));
            agent.keep_object(iterator);
            match agent.call_return(iterator) {
                // A stop goes on instead.
                Err(throw) if agent.catch(throw).is_err() => throw,
                _ => agent.machine.unwind(pending),
            }
        })
    }

    /// Calls an iterator's `return`, if it has one.
    fn call_return(&mut self, iterator: Object) -> JsResult<()> {
        if let Some(method) = self.get_method(iterator.value(), self.names.return_)? {
            self.call(method, iterator.value(), &[])?;
        }
        Ok(())
    }

    /// [IteratorClose](https://tc39.es/ecma262/#sec-iteratorclose) for any other completion.
    pub fn iterator_close(&mut self, iterator: Object) -> JsResult<()> {
        let method = self.get(iterator, self.names.return_)?;
        self.iterator_close_by(iterator, method)
    }

    /// The rest of [IteratorClose](https://tc39.es/ecma262/#sec-iteratorclose), once the property
    /// `return` was read.
    pub fn iterator_close_by(&mut self, iterator: Object, method: Value) -> JsResult<()> {
        let key = self.names.return_;
        let Some(method) = self.as_method(iterator.value(), key, method)? else {
            return Ok(());
        };
        let result = self.call(method, iterator.value(), &[])?;
        if !result.is_object() {
            let what = self.value_for_message(result);
            return Err(self.type_error(format!("Iterator result {what} is not an object")));
        }
        Ok(())
    }

    /// [CreateIterResultObject](https://tc39.es/ecma262/#sec-createiterresultobject)
    #[inline]
    pub fn create_iter_result_object(&mut self, value: Value, done: bool) -> Object {
        let root = self.realm.shapes.iterator_result;
        let slots = [value, Value::bool(done), Value::UNDEFINED];
        self.heap.new_object3(root, slots)
    }

    /// Everything that an iterable gives, as a list. The values are kept in an array that is kept.
    pub fn iterable_to_array(&mut self, value: Value) -> JsResult<Object> {
        if self.is_plain_iterable_array(value)
            && let Some(array) = value.as_object()
            && self.heap.is_dense(array)
        {
            let elements = self.heap.elements(array).to_vec();
            let copy = self.new_array(elements);
            self.keep_object(copy);
            self.fill_holes(array, copy)?;
            return Ok(copy);
        }
        let record = self.get_iterator(value)?;
        let list = self.new_array(Vec::new());
        self.keep_object(list);
        while let Some(value) = self.iterator_step_value(&record)? {
            self.heap.push_element(list, value);
        }
        Ok(list)
    }

    /// The elements of an array-like:
    /// [CreateListFromArrayLike](https://tc39.es/ecma262/#sec-createlistfromarraylike).
    pub fn create_list_from_array_like(&mut self, value: Value) -> JsResult<Vec<Value>> {
        let Some(object) = value.as_object() else {
            return Err(self.type_error("CreateListFromArrayLike called on non-object"));
        };
        if self.heap.is_dense(object) {
            self.poll_work(self.heap.elements(object).len() / 16)?;
            let elements = self.heap.elements(object);
            if !elements.iter().any(|element| element.is_hole()) {
                return Ok(elements.to_vec());
            }
        }
        let length = self.length_of_array_like(object)?;
        if length > 10_000_000.0 {
            return Err(self.stack_overflow());
        }
        let list = self.new_array(Vec::new());
        self.keep_object(list);
        for index in 0..length as u32 {
            let value = self.get(object, PropertyKey::index(index))?;
            self.heap.push_element(list, value);
        }
        Ok(self.heap.elements(list).to_vec())
    }
}
