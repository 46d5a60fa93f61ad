//! Which requests are answered, and what every answer says to the browser.
//!
//! Any site that the browser shows may send requests to this address. What tells them apart: a name of
//! another site that was made to lead here stands in `Host`; the site that a request comes from in `Origin`,
//! which it can't choose; and what isn't the page itself can't send JSON without being asked first, which
//! is refused too.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, Response, StatusCode};

/// An answer.
pub type Answer = Response<Full<Bytes>>;

/// For what isn't a page: nothing may be loaded, nobody may show it in a frame.
const NOTHING: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The addresses under which the page may be reached.
#[derive(Clone, Debug)]
pub struct Addresses(Vec<String>);

impl Addresses {
    /// Those of a port.
    pub fn new(port: u16) -> Addresses {
        let hosts = ["127.0.0.1", "localhost"];
        let mut addresses: Vec<String> = hosts.map(|host| format!("{host}:{port}")).into();
        if port == 80 {
            addresses.extend(hosts.map(String::from));
        }
        Addresses(addresses)
    }

    fn has(&self, address: &str) -> bool {
        self.0.iter().any(|it| it.eq_ignore_ascii_case(address))
    }
}

/// Why a request isn't answered, if it isn't.
pub fn refusal(request: &Parts, addresses: &Addresses) -> Option<Answer> {
    let refused = |why: &str| Some(text(StatusCode::FORBIDDEN, why));
    let headers = &request.headers;
    let host = single(headers, &header::HOST);
    let Some(host) = host.filter(|host| addresses.has(host)) else {
        return refused("This address answers under its own name only.\n");
    };
    if request
        .uri
        .authority()
        .is_some_and(|it| !addresses.has(it.as_str()))
    {
        return refused("This is no proxy.\n");
    }
    let origin = headers.contains_key(header::ORIGIN);
    let own = format!("http://{host}");
    let is_own = single(headers, &header::ORIGIN).is_some_and(|it| it.eq_ignore_ascii_case(&own));
    if origin && !is_own {
        return refused("Other sites aren't answered.\n");
    }
    let fetch = |name: &'static str| single(headers, &HeaderName::from_static(name));
    let site = fetch("sec-fetch-site");
    let is_visit = request.method == Method::GET
        && fetch("sec-fetch-mode") == Some("navigate")
        && fetch("sec-fetch-dest") == Some("document");
    if !matches!(site, None | Some("same-origin" | "none")) && !is_visit {
        return refused("Other sites aren't answered.\n");
    }
    if request.method == Method::POST {
        if !is_own {
            return refused("Only the page itself may ask for that.\n");
        }
        let kind = single(headers, &header::CONTENT_TYPE).unwrap_or("");
        let kind = kind.split(';').next().unwrap_or("").trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            let why = "That has to be JSON.\n";
            return Some(text(StatusCode::UNSUPPORTED_MEDIA_TYPE, why));
        }
    }
    None
}

/// The value of a header that is there once.
fn single<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    match values.next() {
        None => value.to_str().ok(),
        Some(_) => None,
    }
}

/// An answer in words.
pub fn text(status: StatusCode, words: &str) -> Answer {
    answer(status, "text/plain; charset=utf-8", words.to_owned())
}

/// An answer that the page's script reads.
pub fn json(text: String) -> Answer {
    answer(StatusCode::OK, "application/json", text)
}

/// The page, where only what has this mark may run.
pub fn page(text: String, nonce: &str) -> Answer {
    let mut answer = answer(StatusCode::OK, "text/html; charset=utf-8", text);
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; \
         img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'"
    );
    if let Ok(policy) = HeaderValue::try_from(policy) {
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    answer
}

/// That another method is meant.
pub fn only(method: &'static str) -> Answer {
    let mut answer = text(StatusCode::METHOD_NOT_ALLOWED, "Not with that method.\n");
    let headers = answer.headers_mut();
    headers.insert(header::ALLOW, HeaderValue::from_static(method));
    answer
}

fn answer(status: StatusCode, kind: &'static str, body: String) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(body)));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, NOTHING),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}
