//! [Iterator.zip and Iterator.zipKeyed](https://tc39.es/proposal-joint-iteration/): several iterators
//! side by side. What they give is an iterator helper, with slots of its own.

use super::helper_state::State;
use super::receiver::get_iterator_flattenable;
use crate::engine::{
    Agent, Call, Intrinsic, IteratorRecord, JsResult, Kind, Object, PropertyFlags, PropertyKey,
    Throw, Value, messages,
};
use crate::heap::{HostData, Tracer};

/// When the whole ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// With the first iterator that ends.
    Shortest,
    /// With the last; iterators that ended earlier give their padding.
    Longest,
    /// When all end in the same round; otherwise it throws.
    Strict,
}

/// The internal slots of what `zip` and `zipKeyed` give.
pub(super) struct Zip {
    state: State,
    mode: Mode,
    iterators: Vec<IteratorRecord>,
    /// Whether each of them has not ended.
    open: Vec<bool>,
    /// The padding for iterators that have ended.
    padding: Vec<Value>,
    /// Under which names results are given; `None` for arrays.
    keys: Option<Vec<PropertyKey>>,
}

impl HostData for Zip {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for record in &self.iterators {
            tracer.mark_object(record.iterator);
            tracer.mark(record.next);
        }
        tracer.mark_all(&self.padding);
        for key in self.keys.iter().flatten() {
            let symbol = key.as_symbol().map(|symbol| symbol.value());
            let value = symbol.or(key.as_atom().map(Value::from));
            tracer.mark(value.unwrap_or(Value::UNDEFINED));
        }
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("Iterator")
    }
}

/// [IteratorCloseAll](https://tc39.es/proposal-joint-iteration/#sec-closeall), the last first.
fn close_all<T>(
    agent: &mut Agent,
    iterators: &[IteratorRecord],
    completion: JsResult<T>,
) -> JsResult<T> {
    iterators
        .iter()
        .rev()
        .fold(completion, |completion, record| match completion {
            Ok(value) => agent.iterator_close(record.iterator).map(|()| value),
            Err(throw) => Err(agent.iterator_close_throw(record.iterator, throw)),
        })
}

/// Closes all iterators where something threw.
fn or_close<T>(
    agent: &mut Agent,
    iterators: &[IteratorRecord],
    result: JsResult<T>,
) -> JsResult<T> {
    match result {
        Err(throw) => close_all(agent, iterators, Err(throw)),
        result => result,
    }
}

fn required_object(agent: &mut Agent, call: Call, method: &str) -> JsResult<Object> {
    match call.arg(0).as_object() {
        Some(object) => Ok(object),
        None => Err(agent.type_error(messages::called_on_non_object(method))),
    }
}

/// Reads the options: the mode, and an object with the padding for iterators that ended.
fn options(agent: &mut Agent, value: Value) -> JsResult<(Mode, Option<Object>)> {
    let Some(options) = value.as_object() else {
        if value.is_undefined() {
            return Ok((Mode::Shortest, None));
        }
        let what = agent.value_for_message(value);
        return Err(agent.type_error(format!("{what} is not an object")));
    };
    let mode = option(agent, options, "mode")?;
    let text = mode.as_string().map(|text| agent.heap.utf8(text));
    let mode = match text.as_deref() {
        None if mode.is_undefined() => Mode::Shortest,
        Some("shortest") => Mode::Shortest,
        Some("longest") => Mode::Longest,
        Some("strict") => Mode::Strict,
        _ => {
            let what = agent.value_for_message(mode);
            let text = format!("Invalid value for option mode: {what}");
            return Err(agent.type_error(text));
        }
    };
    if mode != Mode::Longest {
        return Ok((mode, None));
    }
    let padding = option(agent, options, "padding")?;
    if !padding.is_undefined() && !padding.is_object() {
        let what = agent.value_for_message(padding);
        return Err(agent.type_error(format!("{what} is not an object")));
    }
    agent.keep(padding);
    Ok((mode, padding.as_object()))
}

fn option(agent: &mut Agent, options: Object, name: &str) -> JsResult {
    let key = agent.heap.property_key_of_str(name);
    agent.keep_key(key);
    agent.get(options, key)
}

/// [Iterator.zip ( iterables \[ , options \] )](https://tc39.es/proposal-joint-iteration/#sec-iterator.zip)
pub(super) fn zip(agent: &mut Agent, call: Call) -> JsResult {
    const NAME: &str = "Iterator.zip";
    let iterables = required_object(agent, call, NAME)?;
    let (mode, padding) = options(agent, call.arg(1))?;
    let input = agent.get_iterator(iterables.value())?;
    let mut iterators = Vec::new();
    loop {
        let next = agent.iterator_step_value(&input);
        let Some(value) = or_close(agent, &iterators, next)? else {
            break;
        };
        let iterator = get_iterator_flattenable(agent, value, false, NAME);
        if iterator.is_err() {
            // That of the iterables is the first to have been opened.
            iterators.insert(0, input);
        }
        let iterator = or_close(agent, &iterators, iterator)?;
        iterators.push(iterator);
    }
    let padding = match (mode, padding) {
        (Mode::Longest, Some(padding)) => {
            let padding = padding_of_iterable(agent, padding, iterators.len());
            or_close(agent, &iterators, padding)?
        }
        _ => vec![Value::UNDEFINED; iterators.len()],
    };
    Ok(helper(agent, mode, iterators, padding, None))
}

/// The first values of an iterable, which is closed where it has more.
fn padding_of_iterable(agent: &mut Agent, iterable: Object, count: usize) -> JsResult<Vec<Value>> {
    let record = agent.get_iterator(iterable.value())?;
    let mut padding = Vec::with_capacity(count);
    while padding.len() < count {
        let Some(value) = agent.iterator_step_value(&record)? else {
            padding.resize(count, Value::UNDEFINED);
            return Ok(padding);
        };
        agent.keep(value);
        padding.push(value);
    }
    agent.iterator_close(record.iterator)?;
    Ok(padding)
}

/// [Iterator.zipKeyed ( iterables \[ , options \] )](https://tc39.es/proposal-joint-iteration/#sec-iterator.zipkeyed)
pub(super) fn zip_keyed(agent: &mut Agent, call: Call) -> JsResult {
    let iterables = required_object(agent, call, "Iterator.zipKeyed")?;
    let (mode, padding_option) = options(agent, call.arg(1))?;
    let all_keys = agent.own_property_keys(iterables)?;
    agent.keep_keys(&all_keys);
    let (mut keys, mut iterators) = (Vec::new(), Vec::new());
    for key in all_keys {
        let iterator = iterator_of_property(agent, iterables, key);
        if let Some(iterator) = or_close(agent, &iterators, iterator)? {
            keys.push(key);
            iterators.push(iterator);
        }
    }
    let mut padding = vec![Value::UNDEFINED; iterators.len()];
    if let Some(object) = padding_option {
        for (key, place) in keys.iter().zip(&mut padding) {
            let value = agent.get(object, *key);
            *place = or_close(agent, &iterators, value)?;
            agent.keep(*place);
        }
    }
    Ok(helper(agent, mode, iterators, padding, Some(keys)))
}

/// The iterator that an enumerable property leads to; `None` where it is `undefined`.
fn iterator_of_property(
    agent: &mut Agent,
    iterables: Object,
    key: PropertyKey,
) -> JsResult<Option<IteratorRecord>> {
    let property = agent.get_own_property(iterables, key)?;
    if !property.is_some_and(|property| property.is_enumerable()) {
        return Ok(None);
    }
    let value = agent.get(iterables, key)?;
    if value.is_undefined() {
        return Ok(None);
    }
    get_iterator_flattenable(agent, value, false, "Iterator.zipKeyed").map(Some)
}

fn helper(
    agent: &mut Agent,
    mode: Mode,
    iterators: Vec<IteratorRecord>,
    padding: Vec<Value>,
    keys: Option<Vec<PropertyKey>>,
) -> Value {
    let data = Zip {
        state: State::Start,
        mode,
        open: vec![true; iterators.len()],
        iterators,
        padding,
        keys,
    };
    let shape = agent.root_shape(Intrinsic::IteratorHelperPrototype, Kind::Host);
    let helper = agent.heap.new_host(Kind::Host, shape, Box::new(data));
    helper.value()
}

fn data(agent: &mut Agent, helper: Object) -> &mut Zip {
    match agent.heap.host_mut::<Zip>(helper) {
        Some(data) => data,
        None => unreachable!("it was one just now"),
    }
}

/// Takes the iterators that haven't ended; from here on all have.
fn take_open(agent: &mut Agent, helper: Object) -> Vec<IteratorRecord> {
    let zip = data(agent, helper);
    let open = zip.iterators.iter().zip(&mut zip.open);
    open.filter_map(|(record, open)| std::mem::take(open).then_some(*record))
        .collect()
}

/// The state of a helper; `None` for other objects.
pub(super) fn state(agent: &Agent, helper: Object) -> Option<State> {
    Some(agent.heap.host::<Zip>(helper)?.state)
}

/// `next` of a helper that isn't running.
pub(super) fn next(agent: &mut Agent, helper: Object) -> JsResult<Option<Value>> {
    if data(agent, helper).state == State::Completed {
        return Ok(None);
    }
    data(agent, helper).state = State::Running;
    let result = agent.scoped(|agent| step(agent, helper));
    data(agent, helper).state = match result {
        Ok(Some(_)) => State::Suspended,
        _ => State::Completed,
    };
    result
}

/// `return` of a helper that isn't running.
pub(super) fn return_(agent: &mut Agent, helper: Object) -> JsResult<()> {
    let state = data(agent, helper).state;
    // What hasn't begun is over before its iterators are closed.
    data(agent, helper).state = match state {
        State::Suspended => State::Running,
        _ => State::Completed,
    };
    let open = take_open(agent, helper);
    let closed = close_all(agent, &open, Ok(()));
    data(agent, helper).state = State::Completed;
    closed
}

/// One round of [IteratorZip](https://tc39.es/proposal-joint-iteration/#sec-IteratorZip).
fn step(agent: &mut Agent, helper: Object) -> JsResult<Option<Value>> {
    let count = data(agent, helper).iterators.len();
    if count == 0 {
        return Ok(None);
    }
    let mut results = Vec::with_capacity(count);
    for place in 0..count {
        let zip = data(agent, helper);
        let (record, padding, mode) = (zip.iterators[place], zip.padding[place], zip.mode);
        if !zip.open[place] {
            results.push(padding);
            continue;
        }
        let value = match agent.iterator_step_value(&record) {
            Ok(Some(value)) => value,
            ended => {
                data(agent, helper).open[place] = false;
                if let Err(throw) = ended {
                    return close_open(agent, helper, Err(throw));
                }
                match mode {
                    Mode::Shortest => return close_open(agent, helper, Ok(None)),
                    Mode::Strict if place == 0 => return end_strictly(agent, helper),
                    Mode::Strict => {
                        let throw = uneven(agent);
                        return close_open(agent, helper, Err(throw));
                    }
                    Mode::Longest if !data(agent, helper).open.contains(&true) => return Ok(None),
                    Mode::Longest => padding,
                }
            }
        };
        agent.keep(value);
        results.push(value);
    }
    finish(agent, helper, results).map(Some)
}

fn close_open<T>(agent: &mut Agent, helper: Object, completion: JsResult<T>) -> JsResult<T> {
    let open = take_open(agent, helper);
    close_all(agent, &open, completion)
}

fn uneven(agent: &mut Agent) -> Throw {
    agent.type_error("Iterators passed to Iterator.zip or Iterator.zipKeyed with { mode: \"strict\" } have different lengths")
}

/// The first has ended: all others must too.
fn end_strictly(agent: &mut Agent, helper: Object) -> JsResult<Option<Value>> {
    for place in 1..data(agent, helper).iterators.len() {
        let record = data(agent, helper).iterators[place];
        let ended = match agent.iterator_step(&record) {
            Ok(Some(_)) => {
                let throw = uneven(agent);
                return close_open(agent, helper, Err(throw));
            }
            ended => ended,
        };
        data(agent, helper).open[place] = false;
        if let Err(throw) = ended {
            return close_open(agent, helper, Err(throw));
        }
    }
    Ok(None)
}

/// The values of one round, as an array or under their names.
fn finish(agent: &mut Agent, helper: Object, results: Vec<Value>) -> JsResult {
    let Some(keys) = data(agent, helper).keys.clone() else {
        return Ok(agent.new_array(results).value());
    };
    let object = agent.heap.ordinary_object_create(Value::NULL);
    for (key, value) in keys.into_iter().zip(results) {
        match key.as_index() {
            Some(_) => {
                agent.create_data_property(object, key, value)?;
            }
            None => agent
                .heap
                .add_property(object, key, PropertyFlags::DATA, value),
        }
    }
    Ok(object.value())
}
