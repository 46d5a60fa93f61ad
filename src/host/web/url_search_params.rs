//! [URLSearchParams](https://nodejs.org/api/url.html#class-urlsearchparams), after the
//! [URL Standard](https://url.spec.whatwg.org/#interface-urlsearchparams).

use super::check;
use super::interface::{self, ATTRIBUTE, Interface, Iterators, Members, OPERATION};
use super::objects::{self, data, data_mut, require_arguments};
use super::url_data;
use crate::budget::Budget;
use crate::engine::{
    Accessor, Agent, Call, Constructor, HostData, IterationKind, IteratorRecord, JsResult, Method,
    Object, OwnProperty, PropertyKey, Throw, Tracer, Value,
};
use crate::host::{errors, inspect};
use crate::url::search_params::{self, Pair};
use rustc_hash::FxHashMap;

const ATTRIBUTES: &[Accessor] = &[Accessor::getter("size", size)];

const OPERATIONS: &[Method] = &[
    Method::new("append", 2, append),
    Method::new("delete", 1, delete),
    Method::new("get", 1, get),
    Method::new("getAll", 1, get_all),
    Method::new("has", 1, has),
    Method::new("set", 2, set),
    Method::new("sort", 0, sort),
    Method::new("entries", 0, entries),
    Method::new("forEach", 1, for_each),
    Method::new("keys", 0, keys),
    Method::new("values", 0, values),
    Method::new("toString", 0, to_string),
];

const ITERATOR_METHODS: &[Method] = &[Method::new("next", 0, next)];

/// The internal slots of a URLSearchParams.
pub(super) struct UrlSearchParams {
    pub(super) list: Vec<Pair>,
    /// The URL whose query it is.
    url: Option<Object>,
}

impl HostData for UrlSearchParams {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(url) = self.url {
            tracer.mark_object(url);
        }
    }

    fn external_bytes(&self) -> usize {
        self.list.iter().map(bytes_of).sum()
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("URLSearchParams")
    }
}

fn bytes_of((name, value): &Pair) -> usize {
    size_of::<Pair>() + name.len() + value.len()
}

/// The internal slots of an iterator.
struct ParamsIterator {
    params: Object,
    at: usize,
    kind: IterationKind,
}

impl HostData for ParamsIterator {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.params);
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("URLSearchParamsIterator")
    }
}

/// `URLSearchParams`
pub(super) static URL_SEARCH_PARAMS: Interface = Interface {
    constructor: Constructor {
        name: "URLSearchParams",
        length: 0,
        run: construct,
    },
    parent: None,
    is_class: true,
    members: &[
        Members::Accessors(ATTRIBUTES, ATTRIBUTE),
        Members::Methods(OPERATIONS, OPERATION),
        Members::Inspect(inspect_custom),
        Members::Tag("URLSearchParams"),
        Members::Iterator("entries"),
    ],
    statics: &[],
};

static ITERATORS: Iterators = Iterators {
    members: &[
        Members::Methods(ITERATOR_METHODS, OPERATION),
        Members::Inspect(inspect_iterator),
        Members::Tag("URLSearchParams Iterator"),
    ],
};

/// The `searchParams` of a URL.
pub(super) fn new_of_url(agent: &mut Agent, list: Vec<Pair>, url: Object) -> Object {
    let data = UrlSearchParams {
        list,
        url: Some(url),
    };
    objects::new_object(agent, &URL_SEARCH_PARAMS, data)
}

/// A list as a query.
pub(super) fn serialize(list: &[Pair], budget: &Budget) -> String {
    let pairs = list.iter().map(|(name, value)| (&**name, &**value));
    search_params::serialize(pairs, budget)
}

fn this_params(agent: &mut Agent, call: Call) -> JsResult<Object> {
    objects::this_of::<UrlSearchParams>(agent, call, "URLSearchParams")
}

fn list(agent: &Agent, params: Object) -> &Vec<Pair> {
    &data::<UrlSearchParams>(agent, params).list
}

fn list_mut(agent: &mut Agent, params: Object) -> &mut Vec<Pair> {
    &mut data_mut::<UrlSearchParams>(agent, params).list
}

/// Tells the URL, if it is that of one, of a change.
fn changed(agent: &mut Agent, params: Object) {
    if let Some(url) = data::<UrlSearchParams>(agent, params).url {
        url_data::params_changed(agent, url);
    }
}

/// [`new URLSearchParams(init)`](https://nodejs.org/api/url.html#class-urlsearchparams)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = interface::prototype_for(agent, call, &URL_SEARCH_PARAMS)?;
    let list = match call.arg(0) {
        Value::UNDEFINED => Vec::new(),
        init => match init.as_object() {
            Some(init) => list_of_object(agent, init, prototype)?,
            None => {
                let text = agent.to_rust_string(init)?;
                let text = text.strip_prefix('?').unwrap_or(&text);
                search_params::parse(text, &agent.heap.budget)
            }
        },
    };
    agent.poll()?;
    let params = UrlSearchParams { list, url: None };
    Ok(objects::new_object_of(agent, prototype, params).value())
}

/// What another URLSearchParams, an iterable of pairs or a record has.
fn list_of_object(agent: &mut Agent, init: Object, prototype: Object) -> JsResult<Vec<Pair>> {
    let key = PropertyKey::symbol(agent.symbols.iterator);
    let method = agent.get(init, key)?;
    agent.keep(method);
    if method.is_nullish() {
        return list_of_record(agent, init);
    }
    if !agent.heap.is_callable(method) {
        let text = "Query pairs must be iterable";
        return Err(check::type_error(agent, "ERR_ARG_NOT_ITERABLE", text));
    }
    if objects::object_of::<UrlSearchParams>(agent, init.value()).is_some()
        && agent.get(prototype, key)? == method
    {
        let list = list(agent, init).iter();
        return Ok(agent.heap.budget.each(list).cloned().collect());
    }
    let record = agent.get_iterator_from_method(init.value(), method)?;
    let mut list = Vec::new();
    while let Some(pair) = agent.iterator_step_value(&record)? {
        match agent.scoped(|agent| pair_of(agent, pair)) {
            Ok(pair) => list.push(pair),
            Err(throw) => return Err(agent.iterator_close_throw(record.iterator, throw)),
        }
    }
    Ok(list)
}

#[cold]
fn invalid_tuple(agent: &mut Agent) -> Throw {
    let text = "Each query pair must be an iterable [name, value] tuple";
    check::type_error(agent, "ERR_INVALID_TUPLE", text)
}

/// A name and a value from an iterable of two.
fn pair_of(agent: &mut Agent, pair: Value) -> JsResult<Pair> {
    agent.keep(pair);
    let Some(object) = pair.as_object() else {
        return Err(invalid_tuple(agent));
    };
    if agent.is_array(pair)? {
        if agent.length_of_array_like(object)? != 2.0 {
            return Err(invalid_tuple(agent));
        }
        let mut element = |index| {
            let value = agent.get(object, PropertyKey::index(index))?;
            agent.to_rust_string(value)
        };
        return Ok((element(0)?, element(1)?));
    }
    let key = PropertyKey::symbol(agent.symbols.iterator);
    let method = agent.get(object, key)?;
    if !agent.heap.is_callable(method) {
        return Err(invalid_tuple(agent));
    }
    let record = agent.get_iterator(pair)?;
    let mut texts = Vec::new();
    while let Some(value) = agent.iterator_step_value(&record)? {
        match agent.to_rust_string(value) {
            // More than two are too many, however many there are.
            Ok(text) if texts.len() < 3 => texts.push(text),
            Ok(_) => {}
            Err(throw) => return Err(close(agent, &record, throw)),
        }
    }
    let Ok([name, value]) = <[String; 2]>::try_from(texts) else {
        return Err(invalid_tuple(agent));
    };
    Ok((name, value))
}

fn close(agent: &mut Agent, record: &IteratorRecord, throw: Throw) -> Throw {
    agent.iterator_close_throw(record.iterator, throw)
}

/// The enumerable properties of an object: of those whose names become the same, the last.
fn list_of_record(agent: &mut Agent, init: Object) -> JsResult<Vec<Pair>> {
    let keys = agent.own_property_keys(init)?;
    agent.keep_keys(&keys);
    let mut list: Vec<Pair> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for key in keys {
        agent.poll()?;
        let property = agent.get_own_property(init, key)?;
        if !property.is_some_and(OwnProperty::is_enumerable) {
            continue;
        }
        let name = agent.heap.key_to_value(key);
        let name = agent.to_rust_string(name)?;
        let value = agent.get(init, key)?;
        let value = agent.to_rust_string(value)?;
        match places.get(&name) {
            Some(place) => list[*place].1 = value,
            None => {
                places.insert(name.clone(), list.len());
                list.push((name, value));
            }
        }
    }
    Ok(list)
}

/// [`urlSearchParams.size`](https://nodejs.org/api/url.html#urlsearchparamssize)
fn size(agent: &mut Agent, call: Call) -> JsResult {
    let params = this_params(agent, call)?;
    Ok(Value::from_usize(list(agent, params).len()))
}

/// [`urlSearchParams.append(name, value)`](https://nodejs.org/api/url.html#urlsearchparamsappendname-value)
fn append(agent: &mut Agent, call: Call) -> JsResult {
    let params = this_params(agent, call)?;
    require_arguments(agent, call, &["name", "value"])?;
    let name = agent.to_rust_string(call.arg(0))?;
    let value = agent.to_rust_string(call.arg(1))?;
    let pair = (name, value);
    let bytes = bytes_of(&pair);
    list_mut(agent, params).push(pair);
    agent.heap.report_external(bytes);
    changed(agent, params);
    Ok(Value::UNDEFINED)
}

/// The arguments `(name, value)`, of which the second may be missing.
fn name_and_value(agent: &mut Agent, call: Call) -> JsResult<(String, Option<String>)> {
    require_arguments(agent, call, &["name"])?;
    let name = agent.to_rust_string(call.arg(0))?;
    let value = match call.arg(1) {
        Value::UNDEFINED => None,
        value => Some(agent.to_rust_string(value)?),
    };
    Ok((name, value))
}

fn is_same(pair: &Pair, name: &str, value: Option<&str>) -> bool {
    pair.0 == name && value.is_none_or(|value| pair.1 == value)
}

/// [`urlSearchParams.delete(name[, value])`](https://nodejs.org/api/url.html#urlsearchparamsdeletename-value)
fn delete(agent: &mut Agent, call: Call) -> JsResult {
    let params = this_params(agent, call)?;
    let (name, value) = name_and_value(agent, call)?;
    agent.poll_work(list(agent, params).len() / 8)?;
    list_mut(agent, params).retain(|pair| !is_same(pair, &name, value.as_deref()));
    changed(agent, params);
    Ok(Value::UNDEFINED)
}

/// [`urlSearchParams.get(name)`](https://nodejs.org/api/url.html#urlsearchparamsgetname)
fn get(agent: &mut Agent, call: Call) -> JsResult {
    let params = this_params(agent, call)?;
    require_arguments(agent, call, &["name"])?;
    let name = agent.to_rust_string(call.arg(0))?;
    agent.poll_work(list(agent, params).len() / 8)?;
    let found = list(agent, params).iter().find(|pair| pair.0 == name);
    let Some(value) = found.map(|(_, value)| value.clone()) else {
        return Ok(Value::NULL);
    };
    Ok(agent.heap.new_string_owned(value).value())
}

/// [`urlSearchParams.getAll(name)`](https://nodejs.org/api/url.html#urlsearchparamsgetallname)
fn get_all(agent: &mut Agent, call: Call) -> JsResult {
    let params = this_params(agent, call)?;
    require_arguments(agent, call, &["name"])?;
    let name = agent.to_rust_string(call.arg(0))?;
    agent.poll_work(list(agent, params).len() / 8)?;
    let found = list(agent, params).iter().filter(|pair| pair.0 == name);
    let found: Vec<String> = found.map(|(_, value)| value.clone()).collect();
    let values = found.into_iter();
    let values = values.map(|value| agent.heap.new_string_owned(value).value());
    let values = values.collect();
    Ok(agent.new_array(values).value())
}

/// [`urlSearchParams.has(name[, value])`](https://nodejs.org/api/url.html#urlsearchparamshasname-value)
fn has(agent: &mut Agent, call: Call) -> JsResult {
    let params = this_params(agent, call)?;
    let (name, value) = name_and_value(agent, call)?;
    agent.poll_work(list(agent, params).len() / 8)?;
    let mut list = list(agent, params).iter();
    Ok(Value::bool(
        list.any(|pair| is_same(pair, &name, value.as_deref())),
    ))
}

/// [`urlSearchParams.set(name, value)`](https://nodejs.org/api/url.html#urlsearchparamssetname-value)
fn set(agent: &mut Agent, call: Call) -> JsResult {
    let params = this_params(agent, call)?;
    require_arguments(agent, call, &["name", "value"])?;
    let name = agent.to_rust_string(call.arg(0))?;
    let mut value = Some(agent.to_rust_string(call.arg(1))?);
    agent.poll_work(list(agent, params).len() / 8)?;
    let list = list_mut(agent, params);
    // The first gets the value, the others go.
    list.retain_mut(|pair| match pair.0 == name {
        true => match value.take() {
            Some(value) => {
                pair.1 = value;
                true
            }
            None => false,
        },
        false => true,
    });
    if let Some(value) = value {
        list.push((name, value));
    }
    changed(agent, params);
    Ok(Value::UNDEFINED)
}

/// [`urlSearchParams.sort()`](https://nodejs.org/api/url.html#urlsearchparamssort)
fn sort(agent: &mut Agent, call: Call) -> JsResult {
    let params = this_params(agent, call)?;
    let mut list = std::mem::take(list_mut(agent, params));
    search_params::sort(&mut list, &agent.heap.budget);
    *list_mut(agent, params) = list;
    agent.poll()?;
    changed(agent, params);
    Ok(Value::UNDEFINED)
}

/// [`urlSearchParams.forEach(fn[, thisArg])`](https://nodejs.org/api/url.html#urlsearchparamsforeachfn-thisarg)
fn for_each(agent: &mut Agent, call: Call) -> JsResult {
    let params = this_params(agent, call)?;
    let callback = errors::require_function(agent, "callback", call.arg(0))?;
    let mut at = 0;
    while let Some((name, value)) = list(agent, params).get(at).cloned() {
        at += 1;
        agent.poll()?;
        let name = objects::text(agent, &name);
        let value = objects::text(agent, &value);
        agent.call(callback, call.arg(1), &[value, name, params.value()])?;
    }
    Ok(Value::UNDEFINED)
}

/// [`urlSearchParams.toString()`](https://nodejs.org/api/url.html#urlsearchparamstostring)
fn to_string(agent: &mut Agent, call: Call) -> JsResult {
    let params = this_params(agent, call)?;
    let text = serialize(list(agent, params), &agent.heap.budget);
    agent.poll()?;
    Ok(agent.heap.new_string_owned(text).value())
}

fn iterate(agent: &mut Agent, call: Call, kind: IterationKind) -> JsResult {
    let params = this_params(agent, call)?;
    let data = ParamsIterator {
        params,
        at: 0,
        kind,
    };
    let prototype = interface::iterator_prototype(agent, &ITERATORS);
    Ok(objects::new_object_of(agent, prototype, data).value())
}

/// [`urlSearchParams.entries()`](https://nodejs.org/api/url.html#urlsearchparamsentries)
fn entries(agent: &mut Agent, call: Call) -> JsResult {
    iterate(agent, call, IterationKind::Entries)
}

/// [`urlSearchParams.keys()`](https://nodejs.org/api/url.html#urlsearchparamskeys)
fn keys(agent: &mut Agent, call: Call) -> JsResult {
    iterate(agent, call, IterationKind::Keys)
}

/// [`urlSearchParams.values()`](https://nodejs.org/api/url.html#urlsearchparamsvalues)
fn values(agent: &mut Agent, call: Call) -> JsResult {
    iterate(agent, call, IterationKind::Values)
}

/// What an iterator gives for a pair.
fn item(agent: &mut Agent, (name, value): &Pair, kind: IterationKind) -> Value {
    match kind {
        IterationKind::Keys => objects::text(agent, name),
        IterationKind::Values => objects::text(agent, value),
        IterationKind::Entries => {
            let name = objects::text(agent, name);
            let value = objects::text(agent, value);
            agent.new_array_from(&[name, value]).value()
        }
    }
}

fn this_iterator(agent: &mut Agent, call: Call) -> JsResult<Object> {
    objects::this_of::<ParamsIterator>(agent, call, "URLSearchParamsIterator")
}

/// The iterators' `next()`
fn next(agent: &mut Agent, call: Call) -> JsResult {
    let iterator = this_iterator(agent, call)?;
    let this = data_mut::<ParamsIterator>(agent, iterator);
    let (params, at, kind) = (this.params, this.at, this.kind);
    this.at += 1;
    let Some(pair) = list(agent, params).get(at).cloned() else {
        let result = agent.create_iter_result_object(Value::UNDEFINED, true);
        return Ok(result.value());
    };
    let value = item(agent, &pair, kind);
    Ok(agent.create_iter_result_object(value, false).value())
}

/// What is shown of the parts of an inspected object.
fn inner_options(options: &inspect::Options, depth: Option<f64>) -> inspect::Options {
    inspect::Options {
        depth: depth.map(|depth| depth - 1.0),
        ..options.clone()
    }
}

/// `[nodejs.util.inspect.custom]`: the pairs, as those of a map.
fn inspect_custom(agent: &mut Agent, call: Call) -> JsResult {
    let params = this_params(agent, call)?;
    let (options, depth) = objects::inspection(agent, call)?;
    if depth.is_some_and(|depth| depth < 0.0) {
        return Ok(objects::not_shown(agent, &options, "Object"));
    }
    let inner = inner_options(&options, depth);
    let mut shown = Vec::new();
    let mut width = 0.0;
    for (name, value) in list(agent, params).clone() {
        agent.poll()?;
        let mut half = |text: &str| {
            let value = objects::text(agent, text);
            inspect::inspect(agent, value, &inner)
        };
        let text = format!("{} => {}", half(&name)?, half(&value)?);
        width += inspect::without_colors(&text).encode_utf16().count() as f64 + 2.0;
        shown.push(text);
    }
    let class = objects::class_name(agent, params, "URLSearchParams");
    let text = if width - 2.0 > options.break_length {
        format!("{class} {{\n  {} }}", shown.join(",\n  "))
    } else if shown.is_empty() {
        format!("{class} {{}}")
    } else {
        format!("{class} {{ {} }}", shown.join(", "))
    };
    Ok(objects::text(agent, &text))
}

/// `[nodejs.util.inspect.custom]` of iterators: what they will give.
fn inspect_iterator(agent: &mut Agent, call: Call) -> JsResult {
    let iterator = this_iterator(agent, call)?;
    let (options, depth) = objects::inspection(agent, call)?;
    if depth.is_some_and(|depth| depth < 0.0) {
        return Ok(objects::not_shown(agent, &options, "Object"));
    }
    let inner = inner_options(&options, depth);
    let this = data::<ParamsIterator>(agent, iterator);
    let (params, at, kind) = (this.params, this.at, this.kind);
    let rest = list(agent, params).get(at..).unwrap_or_default().to_vec();
    let rest: Vec<Value> = rest.iter().map(|pair| item(agent, pair, kind)).collect();
    let all = agent.new_array(rest.clone());
    agent.keep_object(all);
    let together = inspect::inspect(agent, all.value(), &inner)?;
    let mut shown = Vec::new();
    for value in rest {
        shown.push(inspect::inspect(agent, value, &inner)?);
    }
    let body = match together.contains('\n') {
        true => format!("\n  {}", shown.join(",\n  ")),
        false => format!(" {}", shown.join(", ")),
    };
    let tag = PropertyKey::symbol(agent.symbols.to_string_tag);
    let tag = agent.get(iterator, tag)?;
    let tag = agent.to_rust_string(tag)?;
    Ok(objects::text(agent, &format!("{tag} {{{body} }}")))
}
