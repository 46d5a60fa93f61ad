//! [URL](https://nodejs.org/api/url.html#class-url), after the
//! [URL Standard](https://url.spec.whatwg.org/#url-class), over the module `url`.
//!
//! A change through `searchParams` is written into the URL's query when something asks for that.

use super::blob_urls;
use super::interface::{self, ATTRIBUTE, Interface, Members, OPERATION};
use super::objects::{self, data, data_mut, require_arguments};
use super::url_data::UrlData;
use super::url_search_params::{self, UrlSearchParams};
use crate::engine::{
    Accessor, Agent, Call, Constructor, Intrinsic, JsResult, Method, NativeFn, Object,
    PropertyFlags, PropertyKey, Str, SymbolKind, Throw, Value, messages,
};
use crate::host::{errors, inspect};
use crate::url::{Component, Scheme, Url, search_params};

const STATIC_METHODS: &[Method] = &[
    Method::new("parse", 1, parse_static),
    Method::new("canParse", 1, can_parse),
    Method::function("createObjectURL", 1, blob_urls::create),
    Method::function("revokeObjectURL", 1, blob_urls::revoke),
];

const FIRST_METHODS: &[Method] = &[Method::new("toString", 0, to_string)];

const ATTRIBUTES: &[Accessor] = &[
    attribute("href", href, set_href),
    Accessor::getter("origin", origin),
    attribute("protocol", protocol, set_protocol),
    attribute("username", username, set_username),
    attribute("password", password, set_password),
    attribute("host", host, set_host),
    attribute("hostname", hostname, set_hostname),
    attribute("port", port, set_port),
    attribute("pathname", pathname, set_pathname),
    attribute("search", search, set_search),
    Accessor::getter("searchParams", search_params),
    attribute("hash", hash, set_hash),
];

const LAST_METHODS: &[Method] = &[Method::new("toJSON", 0, to_string)];

const fn attribute(name: &'static str, get: NativeFn, set: NativeFn) -> Accessor {
    Accessor {
        name,
        get: Some(get),
        set: Some(set),
    }
}

/// `URL`
pub(super) static URL: Interface = Interface {
    constructor: Constructor {
        name: "URL",
        length: 1,
        run: construct,
    },
    parent: None,
    is_class: true,
    members: &[
        Members::Methods(FIRST_METHODS, OPERATION),
        Members::Accessors(ATTRIBUTES, ATTRIBUTE),
        Members::Methods(LAST_METHODS, OPERATION),
        Members::Inspect(inspect_custom),
        Members::Tag("URL"),
    ],
    statics: &[Members::Methods(STATIC_METHODS, OPERATION)],
};

/// The URL of an object that is one, as it is now.
pub(in crate::host) fn url_of(agent: &mut Agent, value: Value) -> Option<&Url> {
    let object = objects::object_of::<UrlData>(agent, value)?;
    write_params(agent, object);
    Some(&data::<UrlData>(agent, object).url)
}

/// A new `URL`.
pub(in crate::host) fn new_url(agent: &mut Agent, url: Url) -> Object {
    objects::new_object(agent, &URL, UrlData::new(url))
}

/// The texts of `(url, base)`, kept.
fn arguments(agent: &mut Agent, call: Call) -> JsResult<(Str, Option<Str>)> {
    require_arguments(agent, call, &["url"])?;
    let input = objects::to_str(agent, call.arg(0))?;
    let base = match call.arg(1) {
        Value::UNDEFINED => None,
        base => Some(objects::to_str(agent, base)?),
    };
    Ok((input, base))
}

/// The URL that a text is, relative to another text.
pub(in crate::host) fn parse(
    agent: &mut Agent,
    input: Str,
    base: Option<Str>,
) -> JsResult<Option<Url>> {
    let heap = &agent.heap;
    let base = base.map(|base| Url::parse(&heap.utf8(base), None, &heap.budget));
    let url = match base {
        Some(None) => None,
        Some(Some(base)) => Url::parse(&heap.utf8(input), Some(&base), &heap.budget),
        None => Url::parse(&heap.utf8(input), None, &heap.budget),
    };
    agent.poll()?;
    Ok(url)
}

/// [`ERR_INVALID_URL`](https://nodejs.org/api/errors.html#err_invalid_url)
#[cold]
pub(in crate::host) fn invalid_url(agent: &mut Agent, input: Str, base: Option<Str>) -> Throw {
    let error = objects::native_error(agent, "ERR_INVALID_URL", "Invalid URL");
    objects::add(agent, error, "input", input.value());
    if let Some(base) = base {
        objects::add(agent, error, "base", base.value());
    }
    agent.throw(error.value())
}

/// [`new URL(input[, base])`](https://nodejs.org/api/url.html#new-urlinput-base)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = interface::prototype_for(agent, call, &URL)?;
    let (input, base) = arguments(agent, call)?;
    match parse(agent, input, base)? {
        Some(url) => {
            let url = UrlData::new(url);
            Ok(objects::new_object_of(agent, prototype, url).value())
        }
        None => Err(invalid_url(agent, input, base)),
    }
}

/// [`URL.parse(input[, base])`](https://nodejs.org/api/url.html#urlparseinput-base)
fn parse_static(agent: &mut Agent, call: Call) -> JsResult {
    let (input, base) = arguments(agent, call)?;
    let url = parse(agent, input, base)?;
    Ok(url.map_or(Value::NULL, |url| new_url(agent, url).value()))
}

/// [`URL.canParse(input[, base])`](https://nodejs.org/api/url.html#urlcanparseinput-base)
fn can_parse(agent: &mut Agent, call: Call) -> JsResult {
    let (input, base) = arguments(agent, call)?;
    Ok(Value::bool(parse(agent, input, base)?.is_some()))
}

/// The receiver, if it is a URL. Else the error is that of Node's private name `field`, or of its
/// class where that is what it asks for.
fn this_url(agent: &mut Agent, call: Call, field: &str) -> JsResult<Object> {
    if let Some(object) = objects::object_of::<UrlData>(agent, call.this()) {
        return Ok(object);
    }
    let this = call.this();
    let text = if this.is_nullish() {
        let this = agent.value_for_message(this);
        messages::read_of_nullish(&this, field)
    } else if field == CLASS {
        String::from("Receiver must be an instance of class URL")
    } else {
        format!("Cannot read private member {field} from an object whose class did not declare it")
    };
    Err(agent.type_error(text))
}

const CLASS: &str = "URL";
const CONTEXT: &str = "#context";

/// Writes what `searchParams` has into the query, if it was changed.
fn write_params(agent: &mut Agent, object: Object) {
    let this = data::<UrlData>(agent, object);
    let Some(params) = this.params.filter(|_| this.params_changed) else {
        return;
    };
    let budget = &agent.heap.budget;
    let list = &data::<UrlSearchParams>(agent, params).list;
    let query = url_search_params::serialize(list, budget);
    let query = Some(query).filter(|query| !query.is_empty());
    let this = data_mut::<UrlData>(agent, object);
    this.url.put_query(query);
    this.params_changed = false;
}

/// Gives `searchParams` what the query has now.
fn read_params(agent: &mut Agent, object: Object) -> JsResult<()> {
    let this = data_mut::<UrlData>(agent, object);
    this.params_changed = false;
    if let Some(params) = this.params {
        let list = list_of_query(agent, object);
        data_mut::<UrlSearchParams>(agent, params).list = list;
    }
    agent.poll()
}

fn list_of_query(agent: &Agent, object: Object) -> Vec<search_params::Pair> {
    let query = data::<UrlData>(agent, object).url.query().unwrap_or("");
    search_params::parse(query, &agent.heap.budget)
}

/// A part that doesn't depend on the query.
fn part(agent: &mut Agent, call: Call, part: impl Fn(&Url) -> String) -> JsResult {
    let object = this_url(agent, call, CONTEXT)?;
    let text = part(&data::<UrlData>(agent, object).url);
    Ok(agent.heap.new_string_owned(text).value())
}

/// `url.toString()`, `url.toJSON()`
fn to_string(agent: &mut Agent, call: Call) -> JsResult {
    href(agent, call)
}

/// [`url.href`](https://nodejs.org/api/url.html#urlhref)
fn href(agent: &mut Agent, call: Call) -> JsResult {
    let object = this_url(agent, call, CLASS)?;
    write_params(agent, object);
    let text = data::<UrlData>(agent, object).url.href();
    Ok(agent.heap.new_string_owned(text).value())
}

/// `set href`
fn set_href(agent: &mut Agent, call: Call) -> JsResult {
    let object = this_url(agent, call, CONTEXT)?;
    let input = objects::to_str(agent, call.arg(0))?;
    let Some(url) = parse(agent, input, None)? else {
        let proto = Intrinsic::TypeErrorPrototype;
        let error = errors::new_error(agent, proto, "ERR_INVALID_URL", "Invalid URL");
        objects::add(agent, error, "input", input.value());
        return Err(agent.throw(error.value()));
    };
    data_mut::<UrlData>(agent, object).url = url;
    read_params(agent, object)?;
    Ok(Value::UNDEFINED)
}

/// [`url.origin`](https://nodejs.org/api/url.html#urlorigin)
fn origin(agent: &mut Agent, call: Call) -> JsResult {
    let object = this_url(agent, call, CONTEXT)?;
    let origin = data::<UrlData>(agent, object)
        .url
        .origin(&agent.heap.budget);
    Ok(agent.heap.new_string_owned(origin).value())
}

/// [`url.protocol`](https://nodejs.org/api/url.html#urlprotocol)
fn protocol(agent: &mut Agent, call: Call) -> JsResult {
    part(agent, call, Url::protocol)
}

/// [`url.username`](https://nodejs.org/api/url.html#urlusername)
fn username(agent: &mut Agent, call: Call) -> JsResult {
    part(agent, call, |url| url.username().to_string())
}

/// [`url.password`](https://nodejs.org/api/url.html#urlpassword)
fn password(agent: &mut Agent, call: Call) -> JsResult {
    part(agent, call, |url| url.password().to_string())
}

/// [`url.host`](https://nodejs.org/api/url.html#urlhost)
fn host(agent: &mut Agent, call: Call) -> JsResult {
    part(agent, call, Url::host)
}

/// [`url.hostname`](https://nodejs.org/api/url.html#urlhostname)
fn hostname(agent: &mut Agent, call: Call) -> JsResult {
    part(agent, call, |url| url.hostname().unwrap_or("").to_string())
}

/// [`url.port`](https://nodejs.org/api/url.html#urlport)
fn port(agent: &mut Agent, call: Call) -> JsResult {
    part(agent, call, |url| {
        url.port().map_or(String::new(), |port| port.to_string())
    })
}

/// [`url.pathname`](https://nodejs.org/api/url.html#urlpathname)
fn pathname(agent: &mut Agent, call: Call) -> JsResult {
    part(agent, call, |url| url.pathname().to_string())
}

/// [`url.search`](https://nodejs.org/api/url.html#urlsearch)
fn search(agent: &mut Agent, call: Call) -> JsResult {
    let object = this_url(agent, call, CLASS)?;
    write_params(agent, object);
    let text = data::<UrlData>(agent, object).url.search();
    Ok(agent.heap.new_string_owned(text).value())
}

/// [`url.searchParams`](https://nodejs.org/api/url.html#urlsearchparams)
fn search_params(agent: &mut Agent, call: Call) -> JsResult {
    let object = this_url(agent, call, "#searchParams")?;
    if let Some(params) = data::<UrlData>(agent, object).params {
        return Ok(params.value());
    }
    let list = list_of_query(agent, object);
    agent.poll()?;
    let params = url_search_params::new_of_url(agent, list, object);
    data_mut::<UrlData>(agent, object).params = Some(params);
    Ok(params.value())
}

/// [`url.hash`](https://nodejs.org/api/url.html#urlhash)
fn hash(agent: &mut Agent, call: Call) -> JsResult {
    part(agent, call, Url::hash)
}

fn set(agent: &mut Agent, call: Call, component: Component) -> JsResult {
    let object = this_url(agent, call, CONTEXT)?;
    let value = agent.to_rust_string(call.arg(0))?;
    // The URL is away while it is changed, since the heap has the budget.
    let mut url = data::<UrlData>(agent, object).url.clone();
    url.set(component, &value, &agent.heap.budget);
    agent.poll()?;
    data_mut::<UrlData>(agent, object).url = url;
    if component == Component::Search {
        read_params(agent, object)?;
    }
    Ok(Value::UNDEFINED)
}

fn set_protocol(agent: &mut Agent, call: Call) -> JsResult {
    set(agent, call, Component::Protocol)
}

fn set_username(agent: &mut Agent, call: Call) -> JsResult {
    set(agent, call, Component::Username)
}

fn set_password(agent: &mut Agent, call: Call) -> JsResult {
    set(agent, call, Component::Password)
}

fn set_host(agent: &mut Agent, call: Call) -> JsResult {
    set(agent, call, Component::Host)
}

fn set_hostname(agent: &mut Agent, call: Call) -> JsResult {
    set(agent, call, Component::Hostname)
}

fn set_port(agent: &mut Agent, call: Call) -> JsResult {
    set(agent, call, Component::Port)
}

fn set_pathname(agent: &mut Agent, call: Call) -> JsResult {
    set(agent, call, Component::Pathname)
}

fn set_search(agent: &mut Agent, call: Call) -> JsResult {
    set(agent, call, Component::Search)
}

fn set_hash(agent: &mut Agent, call: Call) -> JsResult {
    set(agent, call, Component::Hash)
}

/// What `util.inspect` lists.
const SHOWN: &[&str] = &[
    "href",
    "origin",
    "protocol",
    "username",
    "password",
    "host",
    "hostname",
    "port",
    "pathname",
    "search",
    "searchParams",
    "hash",
];

/// `[nodejs.util.inspect.custom]`: all attributes.
fn inspect_custom(agent: &mut Agent, call: Call) -> JsResult {
    let (options, depth) = objects::inspection(agent, call)?;
    let this = call.this();
    if depth.is_some_and(|depth| depth < 0.0) {
        return Ok(this);
    }
    let shown = agent.new_plain_object(SHOWN.len());
    agent.keep_object(shown);
    for name in SHOWN {
        let value = objects::get(agent, this, name)?;
        objects::add(agent, shown, name, value);
    }
    if options.show_hidden && objects::object_of::<UrlData>(agent, this).is_some() {
        add_context(agent, shown, this);
    }
    let name = match this.as_object() {
        Some(object) => objects::class_name(agent, object, "URL"),
        None => String::from("URL"),
    };
    let body = inspect::inspect(agent, shown.value(), &options)?;
    Ok(objects::text(agent, &format!("{name} {body}")))
}

const CONTEXT_CLASS: Constructor = Constructor {
    name: "URLContext",
    length: 0,
    run: |_, _| Ok(Value::UNDEFINED),
};

const CONTEXT_GETTERS: &[Accessor] = &[
    Accessor::getter("hasPort", |_, _| Ok(Value::UNDEFINED)),
    Accessor::getter("hasSearch", |_, _| Ok(Value::UNDEFINED)),
    Accessor::getter("hasHash", |_, _| Ok(Value::UNDEFINED)),
];

/// Adds the places of the parts in `href`, which Node keeps, for those who look at what is hidden.
fn add_context(agent: &mut Agent, shown: Object, this: Value) {
    let Some(url) = url_of(agent, this).cloned() else {
        return;
    };
    let href = url.href();
    let none = f64::from(u32::MAX);
    let place = |found: Option<usize>| found.map_or(none, |found| found as f64);
    let protocol_end = url.scheme().len() + 1;
    let has_host = url.hostname().is_some();
    let username_start = protocol_end + if has_host { 2 } else { 0 };
    let username_end = username_start + url.username().len();
    let password = match url.password() {
        "" => 0,
        password => password.len() + 1,
    };
    let host_start = username_end + password;
    let has_user = host_start > username_start;
    let host_end = host_start + url.hostname().map_or(0, str::len) + usize::from(has_user);
    let search_start = url.query().map(|query| {
        let hash = url.fragment().map_or(0, |hash| hash.len() + 1);
        href.len() - hash - query.len() - 1
    });
    let hash_start = url.fragment().map(|hash| href.len() - hash.len() - 1);
    let path_end = search_start.or(hash_start).unwrap_or(href.len());
    let scheme = match url.kind() {
        Scheme::Http => 0,
        Scheme::Other => 1,
        Scheme::Https => 2,
        Scheme::Ws => 3,
        Scheme::Ftp => 4,
        Scheme::Wss => 5,
        Scheme::File => 6,
    };
    let parent = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let prototype = agent.heap.new_builtin_object(parent);
    agent.new_constructor(&CONTEXT_CLASS, prototype);
    let hidden = PropertyFlags::CONFIGURABLE;
    agent.define_accessors_with(prototype, CONTEXT_GETTERS, hidden);
    let context = agent.heap.ordinary_object_create(prototype.value());
    let href_value = objects::text(agent, &href);
    objects::add(agent, context, "href", href_value);
    for (name, number) in [
        ("protocol_end", protocol_end as f64),
        ("username_end", username_end as f64),
        ("host_start", host_start as f64),
        ("host_end", host_end as f64),
        ("pathname_start", (path_end - url.pathname().len()) as f64),
        ("search_start", place(search_start)),
        ("hash_start", place(hash_start)),
        ("port", url.port().map_or(none, f64::from)),
        ("scheme_type", f64::from(scheme)),
    ] {
        objects::add(agent, context, name, Value::number(number));
    }
    let description = agent.heap.new_string("context");
    let symbol = agent.heap.new_symbol(Some(description), SymbolKind::Plain);
    let (key, flags) = (PropertyKey::symbol(symbol), PropertyFlags::DATA);
    agent.heap.add_property(shown, key, flags, context.value());
}
