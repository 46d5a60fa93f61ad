//! [Headers](https://fetch.spec.whatwg.org/#headers-class), as
//! [Node](https://nodejs.org/api/globals.html#class-headers) has them.

use super::interface::{Interface, Iterators, Members, OPERATION};
use super::objects::{self, data, data_mut};
use super::pairs::Pairs;
use super::web_idl::{self, byte_string};
use crate::engine::{
    Agent, Call, Constructor, HostData, IterationKind, JsResult, Kind, Method, Object, OwnProperty,
    PropertyKey, Throw, Tracer, Value,
};
use crate::host::inspect;

const OPERATIONS: &[Method] = &[
    Method::new("append", 2, append),
    Method::new("delete", 1, delete),
    Method::new("get", 1, get),
    Method::new("has", 1, has),
    Method::new("set", 2, set),
    Method::new("getSetCookie", 0, get_set_cookie),
    Method::function("keys", 0, |agent, call| {
        PAIRS.iterate(agent, call, IterationKind::Keys)
    }),
    Method::function("values", 0, |agent, call| {
        PAIRS.iterate(agent, call, IterationKind::Values)
    }),
    Method::function("entries", 0, |agent, call| {
        PAIRS.iterate(agent, call, IterationKind::Entries)
    }),
    Method::function("forEach", 1, |agent, call| PAIRS.for_each(agent, call)),
];

const ITERATOR_METHODS: &[Method] = &[Method::new("next", 0, |agent, call| {
    PAIRS.next(agent, call)
})];

/// A header; values of the same name are joined.
#[derive(Clone)]
struct Header {
    /// As it was first given.
    name: String,
    /// In small letters.
    key: String,
    value: String,
}

/// The internal slots of Headers.
#[derive(Clone, Default)]
struct HeadersData {
    list: Vec<Header>,
    /// The values of `Set-Cookie`, which can't be joined.
    cookies: Vec<String>,
    /// What iteration gives, until there is a change.
    sorted: Option<Vec<(String, String)>>,
}

impl HostData for HeadersData {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn external_bytes(&self) -> usize {
        let list = self.list.iter();
        let list = list.map(|header| 2 * header.name.len() + header.value.len());
        let cookies = self.cookies.iter().map(String::len);
        list.chain(cookies).sum::<usize>() + self.list.len() * size_of::<Header>()
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("Headers")
    }
}

const SET_COOKIE: &str = "set-cookie";

impl HeadersData {
    fn find(&mut self, key: &str) -> Option<&mut Header> {
        self.list.iter_mut().find(|header| header.key == key)
    }

    fn append(&mut self, name: String, value: String) {
        self.sorted = None;
        let key = name.to_ascii_lowercase();
        if key == SET_COOKIE {
            self.cookies.push(value.clone());
        }
        let separator = if key == "cookie" { "; " } else { ", " };
        match self.find(&key) {
            Some(header) => {
                header.value.push_str(separator);
                header.value.push_str(&value);
            }
            None => self.list.push(Header { name, key, value }),
        }
    }

    fn set(&mut self, name: String, value: String) {
        self.sorted = None;
        let key = name.to_ascii_lowercase();
        if key == SET_COOKIE {
            self.cookies = vec![value.clone()];
        }
        match self.find(&key) {
            Some(header) => (header.name, header.value) = (name, value),
            None => self.list.push(Header { name, key, value }),
        }
    }

    fn delete(&mut self, key: &str) {
        self.sorted = None;
        self.list.retain(|header| header.key != key);
        if key == SET_COOKIE {
            self.cookies.clear();
        }
    }

    /// [Sort and combine](https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine)
    fn sorted(&mut self) -> &[(String, String)] {
        let (list, cookies) = (&self.list, &self.cookies);
        self.sorted.get_or_insert_with(|| {
            let mut sorted = Vec::with_capacity(list.len());
            for header in list {
                let key = || header.key.clone();
                match header.key == SET_COOKIE {
                    true => sorted.extend(cookies.iter().map(|value| (key(), value.clone()))),
                    false => sorted.push((key(), header.value.clone())),
                }
            }
            // The sort is stable, which leaves cookies in order.
            sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
            sorted
        })
    }
}

/// `Headers`
pub(super) static HEADERS: Interface = Interface {
    constructor: Constructor {
        name: "Headers",
        length: 0,
        run: construct,
    },
    parent: None,
    is_class: true,
    members: &[
        Members::Methods(OPERATIONS, OPERATION),
        Members::Inspect(inspect_custom),
        Members::Iterator("entries"),
        Members::Tag("Headers"),
    ],
    statics: &[],
};

static ITERATORS: Iterators = Iterators {
    members: &[
        Members::Methods(ITERATOR_METHODS, OPERATION),
        Members::Tag("Headers Iterator"),
    ],
};

/// `new Headers(init)`
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = web_idl::prototype_for(agent, call, &HEADERS, "_Headers")?;
    let headers = match call.arg(0) {
        Value::UNDEFINED => HeadersData::default(),
        init => match init.as_object() {
            Some(init) => fill(agent, init, prototype)?,
            None => {
                return Err(agent.type_error(
                    "Headers constructor: Argument 1 could not be converted to one of: \
                     sequence<sequence<ByteString>>, record<ByteString, ByteString>.",
                ));
            }
        },
    };
    Ok(objects::new_object_of(agent, prototype, headers).value())
}

/// [Fills headers](https://fetch.spec.whatwg.org/#concept-headers-fill) from an iterable of pairs or
/// a record.
fn fill(agent: &mut Agent, init: Object, prototype: Object) -> JsResult<HeadersData> {
    let key = PropertyKey::symbol(agent.symbols.iterator);
    let method = agent.get(init, key)?;
    agent.keep(method);
    if objects::object_of::<HeadersData>(agent, init.value()).is_some()
        && agent.get(prototype, key)? == method
    {
        return Ok(data::<HeadersData>(agent, init).clone());
    }
    let mut headers = HeadersData::default();
    if !agent.heap.is_callable(method) {
        for (name, value) in record(agent, init)? {
            let (name, value) = checked(agent, name, value)?;
            headers.append(name, value);
        }
        return Ok(headers);
    }
    let pairs = sequence(agent, init.value(), "init")?;
    let mut lists = Vec::new();
    for (place, pair) in pairs.into_iter().enumerate() {
        let texts = sequence(agent, pair, &format!("init[{place}]"))?;
        let texts = texts.into_iter().map(|text| byte_string(agent, text));
        lists.push(texts.collect::<JsResult<Vec<String>>>()?);
    }
    for list in lists {
        let [name, value] = <[String; 2]>::try_from(list).map_err(|list| {
            let found = list.len();
            agent.type_error(format!(
                "Headers constructor: expected name/value pair to be length 2, found {found}."
            ))
        })?;
        let (name, value) = checked(agent, name, value)?;
        headers.append(name, value);
    }
    Ok(headers)
}

/// The values of an iterable, which are kept.
fn sequence(agent: &mut Agent, value: Value, what: &str) -> JsResult<Vec<Value>> {
    if !value.is_object() {
        let shown = web_idl::stringify(agent, value)?;
        let text = format!("Headers constructor: {what} ({shown}) is not iterable.");
        return Err(agent.type_error(text));
    }
    let key = PropertyKey::symbol(agent.symbols.iterator);
    let method = agent.get_v(value, key)?;
    let iterator = match method.is_nullish() {
        true => Value::UNDEFINED,
        false => agent.call(method, value, &[])?,
    };
    let Some(iterator) = iterator.as_object() else {
        return Err(not_iterable(agent, what));
    };
    let record = agent.get_iterator_direct(iterator)?;
    if !agent.heap.is_callable(record.next) {
        return Err(not_iterable(agent, what));
    }
    let list = agent.new_array(Vec::new());
    agent.keep_object(list);
    while let Some(value) = agent.iterator_step_value(&record)? {
        agent.heap.push_element(list, value);
    }
    Ok(agent.heap.elements(list).to_vec())
}

#[cold]
fn not_iterable(agent: &mut Agent, what: &str) -> Throw {
    agent.type_error(format!("Headers constructor: {what} is not iterable."))
}

/// The own properties of an object; of a proxy those that are enumerable.
fn record(agent: &mut Agent, init: Object) -> JsResult<Vec<(String, String)>> {
    let keys = agent.own_property_keys(init)?;
    agent.keep_keys(&keys);
    let mut pairs: Vec<(String, String)> = Vec::new();
    for key in keys {
        agent.poll()?;
        if init.is(Kind::Proxy) {
            let property = agent.get_own_property(init, key)?;
            if !property.is_some_and(OwnProperty::is_enumerable) {
                continue;
            }
        }
        if key.is_symbol() {
            let shown = agent.heap.key_for_message(key);
            return Err(agent.type_error(format!(
                "Headers constructor: Key {shown} in init is a symbol, which cannot be converted to \
                 a ByteString."
            )));
        }
        let name = agent.heap.key_to_value(key);
        let name = byte_string(agent, name)?;
        let value = agent.get(init, key)?;
        if value.is_symbol() {
            return Err(agent.type_error(format!(
                "Headers constructor: init[\"{name}\"] is a symbol, which cannot be converted to a \
                 ByteString."
            )));
        }
        let value = byte_string(agent, value)?;
        pairs.push((name, value));
    }
    Ok(pairs)
}

/// [Whether a text is a header's name](https://fetch.spec.whatwg.org/#header-name).
fn is_name(name: &str) -> bool {
    let is_token = |byte: u8| {
        matches!(
            byte,
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.'
                | b'^' | b'_' | b'`' | b'|' | b'~'
        )
    };
    !name.is_empty() && name.bytes().all(is_token)
}

#[cold]
fn invalid(agent: &mut Agent, method: &str, text: &str, what: &str) -> Throw {
    agent.type_error(format!(
        "Headers.{method}: \"{text}\" is an invalid header {what}."
    ))
}

/// A name and a value as they are kept: the value without white space around it.
fn checked(agent: &mut Agent, name: String, value: String) -> JsResult<(String, String)> {
    checked_for(agent, "append", name, value)
}

fn checked_for(
    agent: &mut Agent,
    method: &str,
    name: String,
    value: String,
) -> JsResult<(String, String)> {
    agent.poll_work((name.len() + value.len()) / 16)?;
    let trimmed = value.trim_matches(['\t', '\n', '\r', ' ']);
    if !is_name(&name) {
        return Err(invalid(agent, method, &name, "name"));
    }
    if memchr::memchr3(0, b'\r', b'\n', trimmed.as_bytes()).is_some() {
        return Err(invalid(agent, method, trimmed, "value"));
    }
    match trimmed.len() == value.len() {
        true => Ok((name, value)),
        false => Ok((name, trimmed.to_string())),
    }
}

fn this_headers(agent: &mut Agent, call: Call) -> JsResult<Object> {
    web_idl::this_of::<HeadersData>(agent, call)
}

fn headers(agent: &mut Agent, object: Object) -> &mut HeadersData {
    data_mut::<HeadersData>(agent, object)
}

/// The receiver, and a name and a value.
fn name_and_value(
    agent: &mut Agent,
    call: Call,
    method: &str,
) -> JsResult<(Object, String, String)> {
    let object = this_headers(agent, call)?;
    web_idl::require(agent, call, 2, &format!("Headers.{method}"))?;
    let name = byte_string(agent, call.arg(0))?;
    let value = byte_string(agent, call.arg(1))?;
    let (name, value) = checked_for(agent, method, name, value)?;
    let bytes = size_of::<Header>() + 2 * name.len() + value.len();
    agent.heap.report_external(bytes);
    Ok((object, name, value))
}

/// The receiver, and a name in small letters.
fn name(agent: &mut Agent, call: Call, method: &str) -> JsResult<(Object, String)> {
    let object = this_headers(agent, call)?;
    web_idl::require(agent, call, 1, &format!("Headers.{method}"))?;
    let name = byte_string(agent, call.arg(0))?;
    let count = headers(agent, object).list.len();
    agent.poll_work(name.len() / 16 + count / 8)?;
    match is_name(&name) {
        true => Ok((object, name.to_ascii_lowercase())),
        false => Err(invalid(agent, method, &name, "name")),
    }
}

/// `headers.append(name, value)`
fn append(agent: &mut Agent, call: Call) -> JsResult {
    let (object, name, value) = name_and_value(agent, call, "append")?;
    headers(agent, object).append(name, value);
    Ok(Value::UNDEFINED)
}

/// `headers.delete(name)`
fn delete(agent: &mut Agent, call: Call) -> JsResult {
    let (object, key) = name(agent, call, "delete")?;
    headers(agent, object).delete(&key);
    Ok(Value::UNDEFINED)
}

/// `headers.get(name)`
fn get(agent: &mut Agent, call: Call) -> JsResult {
    let (object, key) = name(agent, call, "get")?;
    let value = headers(agent, object).find(&key);
    match value.map(|header| header.value.clone()) {
        Some(value) => Ok(agent.heap.new_string_owned(value).value()),
        None => Ok(Value::NULL),
    }
}

/// `headers.has(name)`
fn has(agent: &mut Agent, call: Call) -> JsResult {
    let (object, key) = name(agent, call, "has")?;
    Ok(Value::bool(headers(agent, object).find(&key).is_some()))
}

/// `headers.set(name, value)`
fn set(agent: &mut Agent, call: Call) -> JsResult {
    let (object, name, value) = name_and_value(agent, call, "set")?;
    headers(agent, object).set(name, value);
    Ok(Value::UNDEFINED)
}

/// `headers.getSetCookie()`
fn get_set_cookie(agent: &mut Agent, call: Call) -> JsResult {
    let object = this_headers(agent, call)?;
    let cookies = headers(agent, object).cookies.clone();
    let cookies = cookies.iter().map(|text| objects::text(agent, text));
    let cookies = cookies.collect();
    Ok(agent.new_array(cookies).value())
}

static PAIRS: Pairs = Pairs {
    name: "Headers",
    iterators: &ITERATORS,
    this: this_headers,
    pair: |agent, object, at| {
        let (name, value) = headers(agent, object).sorted().get(at).cloned()?;
        Some([name, value].map(|text| objects::text(agent, &text)))
    },
};

/// `[nodejs.util.inspect.custom]`: names as they were given, with their values.
fn inspect_custom(agent: &mut Agent, call: Call) -> JsResult {
    let object = this_headers(agent, call)?;
    let (options, _) = objects::inspection(agent, call)?;
    let list = headers(agent, object).list.clone();
    let shown = agent.new_plain_object(list.len());
    agent.keep_object(shown);
    for header in list {
        let key = agent.heap.property_key_of_str(&header.name);
        agent.keep_key(key);
        let value = objects::text(agent, &header.value);
        agent.create_data_property(shown, key, value)?;
    }
    let body = inspect::inspect(agent, shown.value(), &options)?;
    Ok(objects::text(agent, &format!("Headers {body}")))
}
