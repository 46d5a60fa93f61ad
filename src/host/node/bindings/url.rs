//! The binding `url`: what the module `url` asks of the parser, and `buffer` of Blob URLs.

use crate::engine::{Agent, Call, JsResult, Method, Object, PropertyFlags, Value};
use crate::host::web::{blob_urls, url};
use crate::url::{self as parser, Component, FilePathError, Url};

const METHODS: &[Method] = &[
    Method::new("domainToASCII", 1, domain_to_ascii),
    Method::new("domainToUnicode", 1, domain_to_unicode),
    Method::new("toASCII", 1, to_ascii),
    Method::new("toUnicode", 1, to_unicode),
    Method::new("parse", 3, parse),
    Method::new("format", 5, format),
    Method::new("getHref", 1, get_href),
    Method::new("fileURL", 1, file_url),
    Method::new("filePath", 1, file_path),
    Method::new("resolveObjectURL", 1, resolve_object_url),
];

/// Makes an object with the functions.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods_with(binding, METHODS, PropertyFlags::DATA);
    Ok(binding)
}

fn text(agent: &mut Agent, text: String) -> JsResult {
    Ok(agent.heap.new_string_owned(text).value())
}

/// The hostname that a text is, as the setter takes it: empty where it is none.
fn hostname_of(agent: &mut Agent, call: Call) -> JsResult<String> {
    let domain = agent.to_rust_string(call.arg(0))?;
    let budget = &agent.heap.budget;
    // What isn't taken leaves the old one, so two are tried.
    let after = |old: &str| {
        let mut url = Url::parse(old, None, budget)?;
        url.set(Component::Hostname, &domain, budget);
        url.hostname().map(String::from)
    };
    let hostname = after("ws://a").filter(|name| after("ws://b").as_ref() == Some(name));
    Ok(hostname.unwrap_or_default())
}

/// `domainToASCII(domain)`
fn domain_to_ascii(agent: &mut Agent, call: Call) -> JsResult {
    let hostname = hostname_of(agent, call)?;
    text(agent, hostname)
}

/// `domainToUnicode(domain)`
fn domain_to_unicode(agent: &mut Agent, call: Call) -> JsResult {
    let hostname = hostname_of(agent, call)?;
    text(agent, parser::domain_to_unicode(&hostname))
}

/// `toASCII(host)`: of a host that no URL has to have, empty where that fails.
fn to_ascii(agent: &mut Agent, call: Call) -> JsResult {
    let domain = agent.to_rust_string(call.arg(0))?;
    let ascii = parser::domain_to_ascii(&domain, &agent.heap.budget);
    text(agent, ascii.unwrap_or_default())
}

/// `toUnicode(host)`
fn to_unicode(agent: &mut Agent, call: Call) -> JsResult {
    let domain = agent.to_rust_string(call.arg(0))?;
    text(agent, parser::domain_to_unicode(&domain))
}

/// `parse(input, base, throws)`: a URL; without `throws` undefined where it is none.
fn parse(agent: &mut Agent, call: Call) -> JsResult {
    let input = agent.to_string(call.arg(0))?;
    agent.keep(input.value());
    let base = match call.arg(1) {
        Value::UNDEFINED => None,
        base => Some(agent.to_string(base)?),
    };
    match url::parse(agent, input, base)? {
        Some(parsed) => Ok(url::new_url(agent, parsed).value()),
        None if agent.heap.to_boolean(call.arg(2)) => Err(url::invalid_url(agent, input, base)),
        None => Ok(Value::UNDEFINED),
    }
}

/// `format(href, hash, unicode, search, auth)`: the URL with or without these.
fn format(agent: &mut Agent, call: Call) -> JsResult {
    let href = agent.to_string(call.arg(0))?;
    let Some(mut parsed) = url::parse(agent, href, None)? else {
        return Ok(href.value());
    };
    let wants = |place: usize| agent.heap.to_boolean(call.arg(place));
    if !wants(1) {
        parsed.drop_fragment();
    }
    if wants(2) {
        parsed.show_host_in_unicode();
    }
    if !wants(3) {
        parsed.put_query(None);
    }
    if !wants(4) {
        parsed.drop_credentials();
    }
    text(agent, parsed.href())
}

/// `getHref(value)`: that of a URL object; undefined for anything else.
fn get_href(agent: &mut Agent, call: Call) -> JsResult {
    match url::url_of(agent, call.arg(0)).map(|url| url.href()) {
        Some(href) => text(agent, href),
        None => Ok(Value::UNDEFINED),
    }
}

/// `fileURL(path)`: the URL object of a file with an absolute path.
fn file_url(agent: &mut Agent, call: Call) -> JsResult {
    let path = agent.to_rust_string(call.arg(0))?;
    let file = parser::file_url(&path, &agent.heap.budget);
    agent.poll()?;
    Ok(url::new_url(agent, file).value())
}

/// `filePath(url)`: the path of the file that a URL object or a text stands for. Otherwise a number:
/// 0 no URL, 1 another scheme, 2 a host, 3 an encoded slash, 4 malformed encoding.
fn file_path(agent: &mut Agent, call: Call) -> JsResult {
    let url = match url::url_of(agent, call.arg(0)).cloned() {
        Some(url) => Some(url),
        None => {
            let input = agent.to_string(call.arg(0))?;
            url::parse(agent, input, None)?
        }
    };
    let Some(url) = url else {
        return Ok(Value::int(0));
    };
    match parser::file_path(&url, &agent.heap.budget) {
        Ok(path) => text(agent, path),
        Err(FilePathError::Scheme) => Ok(Value::int(1)),
        Err(FilePathError::Host) => Ok(Value::int(2)),
        Err(FilePathError::EncodedSlash) => Ok(Value::int(3)),
        Err(FilePathError::Malformed) => Ok(Value::int(4)),
    }
}

/// `resolveObjectURL(id)`: the Blob of a Blob URL, or undefined.
fn resolve_object_url(agent: &mut Agent, call: Call) -> JsResult {
    let id = agent.to_rust_string(call.arg(0))?;
    let blob = blob_urls::resolve(agent, &id);
    Ok(blob.map_or(Value::UNDEFINED, Object::value))
}
