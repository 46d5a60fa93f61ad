//! [The basic URL parser](https://url.spec.whatwg.org/#concept-basic-url-parser), without the parts
//! that only setters need.
//!
//! Each state takes all that it is for at once: delimiters are ASCII, so it goes through bytes. The
//! fragment is cut off first, because no state lets a `#` be part of anything else.

use super::host;
use super::percent::{self, C0_CONTROL, EncodeSet, FRAGMENT, PATH, QUERY, SPECIAL_QUERY, USERINFO};
use super::record::{Scheme, Url};
use crate::budget::Budget;
use std::borrow::Cow;

impl Url {
    /// The URL that a text is, relative to another.
    pub fn parse(input: &str, base: Option<&Url>, budget: &Budget) -> Option<Url> {
        parse(input, base, budget)
    }

    /// [The origin](https://url.spec.whatwg.org/#concept-url-origin), serialized.
    pub fn origin(&self, budget: &Budget) -> String {
        match self.kind {
            Scheme::File => String::from("null"),
            Scheme::Other if self.scheme == "blob" => match parse(&self.path, None, budget) {
                Some(inner) if matches!(inner.kind, Scheme::Http | Scheme::Https) => {
                    inner.origin(budget)
                }
                _ => String::from("null"),
            },
            Scheme::Other => String::from("null"),
            _ => format!("{}://{}", self.scheme, self.host()),
        }
    }
}

/// The URL that a text is, relative to another; `None` is a failure.
fn parse(input: &str, base: Option<&Url>, budget: &Budget) -> Option<Url> {
    let trimmed = input.trim_matches(|c: char| c <= ' ');
    let input = without_tabs_and_newlines(trimmed, budget);
    let (rest, fragment) = match input.split_once('#') {
        Some((rest, fragment)) => (rest, Some(fragment)),
        None => (&*input, None),
    };
    let mut url = match scheme(rest) {
        Some((scheme, rest)) => absolute(scheme, rest, base, budget)?,
        None => {
            let base = base?;
            match base.has_opaque_path {
                // Only the fragment may be new.
                true if rest.is_empty() && fragment.is_some() => base.clone(),
                true => return None,
                false => relative_or_file(rest, base, budget)?,
            }
        }
    };
    url.fragment = fragment.map(|fragment| encoded(fragment, &FRAGMENT, budget));
    Some(url)
}

/// A text without what is dropped wherever it occurs.
pub(super) fn without_tabs_and_newlines<'a>(text: &'a str, budget: &Budget) -> Cow<'a, str> {
    let is_dropped = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r');
    let mut pieces = budget.pieces(text.as_bytes(), 32);
    if !pieces.any(|piece| memchr::memchr3(b'\t', b'\n', b'\r', piece).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut kept = Vec::with_capacity(text.len());
    for piece in budget.pieces(text.as_bytes(), 16) {
        kept.extend(piece.iter().copied().filter(|byte| !is_dropped(*byte)));
    }
    Cow::Owned(percent::into_text(kept))
}

/// A text, percent-encoded.
pub(super) fn encoded(text: &str, set: &EncodeSet, budget: &Budget) -> String {
    let mut out = String::with_capacity(text.len());
    percent::encode_into(&mut out, text, set, budget);
    out
}

/// [Scheme state](https://url.spec.whatwg.org/#scheme-state): the scheme in small letters, and what
/// follows its colon.
fn scheme(input: &str) -> Option<(String, &str)> {
    let bytes = input.as_bytes();
    if !bytes.first()?.is_ascii_alphabetic() {
        return None;
    }
    let is_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let end = bytes.iter().position(|byte| !is_scheme(byte))?;
    let rest = input[end..].strip_prefix(':')?;
    Some((input[..end].to_ascii_lowercase(), rest))
}

/// What follows a scheme.
fn absolute(scheme: String, rest: &str, base: Option<&Url>, budget: &Budget) -> Option<Url> {
    let kind = Scheme::of(&scheme);
    let base = base.filter(|base| base.scheme == scheme && !base.has_opaque_path);
    let mut url = Url::of_scheme(kind, scheme);
    if kind == Scheme::File {
        return file(url, rest, base, budget);
    }
    if kind.is_special() {
        if let Some(base) = base.filter(|_| !rest.starts_with("//")) {
            return relative(rest, base, budget);
        }
        let rest = rest.trim_start_matches(['/', '\\']);
        return authority(url, rest, budget);
    }
    if let Some(rest) = rest.strip_prefix("//") {
        return authority(url, rest, budget);
    }
    let (path, query) = path_and_query(rest);
    match path.strip_prefix('/') {
        Some(path) => push_path(&mut url, path, budget),
        None => {
            url.has_opaque_path = true;
            url.path = opaque_path(path, budget);
        }
    }
    set_query(&mut url, query, budget);
    Some(url)
}

/// [Opaque path state](https://url.spec.whatwg.org/#cannot-be-a-base-url-path-state): a space at the
/// end would be lost, unless it is encoded. At the end of the input there is none.
pub(super) fn opaque_path(path: &str, budget: &Budget) -> String {
    let mut out = encoded(path, &C0_CONTROL, budget);
    if out.ends_with(' ') {
        out.pop();
        out.push_str("%20");
    }
    out
}

fn path_and_query(rest: &str) -> (&str, Option<&str>) {
    match rest.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (rest, None),
    }
}

/// [Query state](https://url.spec.whatwg.org/#query-state)
fn set_query(url: &mut Url, query: Option<&str>, budget: &Budget) {
    url.query = query.map(|query| encoded(query, query_set(url.kind), budget));
}

/// What is encoded in a query.
pub(super) fn query_set(kind: Scheme) -> &'static EncodeSet {
    match kind.is_special() {
        true => &SPECIAL_QUERY,
        false => &QUERY,
    }
}

fn relative_or_file(rest: &str, base: &Url, budget: &Budget) -> Option<Url> {
    match base.kind {
        Scheme::File => {
            let url = Url::of_scheme(Scheme::File, base.scheme.clone());
            file(url, rest, Some(base), budget)
        }
        _ => relative(rest, base, budget),
    }
}

/// Whether a byte parts segments of a path.
pub(super) fn is_slash(byte: u8, kind: Scheme) -> bool {
    byte == b'/' || (byte == b'\\' && kind.is_special())
}

fn starts_with_slash(text: &str, kind: Scheme) -> bool {
    text.bytes().next().is_some_and(|byte| is_slash(byte, kind))
}

/// [Relative state](https://url.spec.whatwg.org/#relative-state)
fn relative(rest: &str, base: &Url, budget: &Budget) -> Option<Url> {
    let mut url = Url::of_scheme(base.kind, base.scheme.clone());
    if starts_with_slash(rest, url.kind) {
        let rest = &rest[1..];
        if starts_with_slash(rest, url.kind) {
            let rest = match url.kind.is_special() {
                true => rest.trim_start_matches(['/', '\\']),
                false => &rest[1..],
            };
            return authority(url, rest, budget);
        }
        copy_authority(&mut url, base);
        path(&mut url, rest, budget);
        return Some(url);
    }
    copy_authority(&mut url, base);
    url.path.clone_from(&base.path);
    continue_path(&mut url, rest, base, true, budget);
    Some(url)
}

/// A relative path behind that of the base, which the URL has already.
fn continue_path(url: &mut Url, rest: &str, base: &Url, shortens: bool, budget: &Budget) {
    let (path, query) = path_and_query(rest);
    if path.is_empty() {
        match query {
            Some(_) => set_query(url, query, budget),
            None => url.query.clone_from(&base.query),
        }
        return;
    }
    match shortens {
        true => shorten(url),
        false => url.path.clear(),
    }
    push_path(url, path, budget);
    set_query(url, query, budget);
}

fn copy_authority(url: &mut Url, base: &Url) {
    url.username.clone_from(&base.username);
    url.password.clone_from(&base.password);
    url.host.clone_from(&base.host);
    url.port = base.port;
}

/// A path and a query.
fn path(url: &mut Url, rest: &str, budget: &Budget) {
    let (path, query) = path_and_query(rest);
    push_path(url, path, budget);
    set_query(url, query, budget);
}

/// [Authority state](https://url.spec.whatwg.org/#authority-state) and what follows it.
fn authority(mut url: Url, rest: &str, budget: &Budget) -> Option<Url> {
    let is_end = |byte: &u8| *byte == b'?' || is_slash(*byte, url.kind);
    let end = rest.as_bytes().iter().position(is_end);
    let (authority, rest) = rest.split_at(end.unwrap_or(rest.len()));
    let host = match authority.rsplit_once('@') {
        Some((_, "")) => return None,
        Some((credentials, host)) => {
            let (user, password) = match credentials.split_once(':') {
                Some((user, password)) => (user, password),
                None => (credentials, ""),
            };
            url.username = encoded(user, &USERINFO, budget);
            url.password = encoded(password, &USERINFO, budget);
            host
        }
        None => authority,
    };
    let (host, port) = split_port(host);
    if host.is_empty() && (url.kind.is_special() || port.is_some()) {
        return None;
    }
    url.host = Some(host::parse(host, !url.kind.is_special(), budget)?);
    if let Some(port) = port {
        let digits = port.bytes().all(|byte| byte.is_ascii_digit());
        url.port = match digits {
            true => port_number(port, url.kind)?,
            false => return None,
        };
    }
    path_start(&mut url, rest, budget);
    Some(url)
}

/// A host and what follows the colon behind it; colons in brackets are the host's.
pub(super) fn split_port(host: &str) -> (&str, Option<&str>) {
    let mut in_brackets = false;
    for (at, byte) in host.bytes().enumerate() {
        match byte {
            b'[' => in_brackets = true,
            b']' => in_brackets = false,
            b':' if !in_brackets => return (&host[..at], Some(&host[at + 1..])),
            _ => {}
        }
    }
    (host, None)
}

/// [Port state](https://url.spec.whatwg.org/#port-state): what digits stand for, where that isn't
/// the scheme's own.
pub(super) fn port_number(digits: &str, kind: Scheme) -> Option<Option<u16>> {
    let mut port = 0u32;
    for digit in digits.bytes() {
        port = port * 10 + u32::from(digit - b'0');
        if port > u32::from(u16::MAX) {
            return None;
        }
    }
    let port = Some(port as u16).filter(|_| !digits.is_empty());
    Some(port.filter(|port| kind.default_port() != Some(*port)))
}

/// [Path start state](https://url.spec.whatwg.org/#path-start-state), with a query.
fn path_start(url: &mut Url, rest: &str, budget: &Budget) {
    let (path, query) = path_and_query(rest);
    start_path(url, path, budget);
    set_query(url, query, budget);
}

/// [Path start state](https://url.spec.whatwg.org/#path-start-state)
pub(super) fn start_path(url: &mut Url, path: &str, budget: &Budget) {
    if starts_with_slash(path, url.kind) {
        push_path(url, &path[1..], budget);
    } else if url.kind.is_special() || !path.is_empty() {
        push_path(url, path, budget);
    }
}

/// [Path state](https://url.spec.whatwg.org/#path-state): adds segments.
pub(super) fn push_path(url: &mut Url, path: &str, budget: &Budget) {
    let kind = url.kind;
    let bytes = path.as_bytes();
    url.path.reserve(bytes.len() + 1);
    let mut from = 0;
    let mut ends = path_slashes(bytes, kind).peekable();
    loop {
        let end = ends.next();
        let segment = &path[from..end.unwrap_or(bytes.len())];
        if budget.spend(1 + segment.len() / 16).is_err() {
            return;
        }
        match segment.len() <= 6 && is_dots(segment) {
            true => {
                if is_double_dot(segment) {
                    shorten(url);
                }
                if end.is_none() {
                    url.path.push('/');
                }
            }
            false => {
                let is_first = url.path.is_empty();
                url.path.push('/');
                if kind == Scheme::File && is_first && is_drive_letter(segment) {
                    url.path.push_str(&segment[..1]);
                    url.path.push(':');
                } else {
                    percent::encode_into(&mut url.path, segment, &PATH, budget);
                }
            }
        }
        match end {
            Some(end) => from = end + 1,
            None => return,
        }
    }
}

fn path_slashes(bytes: &[u8], kind: Scheme) -> impl Iterator<Item = usize> {
    let places = bytes.iter().enumerate();
    let places = places.filter(move |(_, byte)| is_slash(**byte, kind));
    places.map(|(at, _)| at)
}

/// Whether a segment is a [single-dot](https://url.spec.whatwg.org/#single-dot-path-segment) or a
/// [double-dot](https://url.spec.whatwg.org/#double-dot-path-segment) one.
fn is_dots(segment: &str) -> bool {
    matches!(segment, "." | "..") || segment.eq_ignore_ascii_case("%2e") || is_double_dot(segment)
}

fn is_double_dot(segment: &str) -> bool {
    segment == ".."
        || [".%2e", "%2e.", "%2e%2e"]
            .iter()
            .any(|form| segment.eq_ignore_ascii_case(form))
}

/// [Shortens a path](https://url.spec.whatwg.org/#shorten-a-urls-path), but by no drive letter of a
/// file's.
fn shorten(url: &mut Url) {
    let Some(slash) = url.path.rfind('/') else {
        return;
    };
    let is_drive = |segment: &str| segment.ends_with(':') && is_drive_letter(segment);
    if url.kind == Scheme::File && slash == 0 && is_drive(&url.path[1..]) {
        return;
    }
    url.path.truncate(slash);
}

/// [Windows drive letters](https://url.spec.whatwg.org/#windows-drive-letter)
fn is_drive_letter(segment: &str) -> bool {
    matches!(segment.as_bytes(), [letter, b':' | b'|'] if letter.is_ascii_alphabetic())
}

/// [Starts with a Windows drive letter](https://url.spec.whatwg.org/#start-with-a-windows-drive-letter)
fn starts_with_drive_letter(text: &str) -> bool {
    match text.as_bytes() {
        [letter, b':' | b'|', rest @ ..] if letter.is_ascii_alphabetic() => {
            matches!(rest, [] | [b'/' | b'\\' | b'?' | b'#', ..])
        }
        _ => false,
    }
}

/// [File state](https://url.spec.whatwg.org/#file-state) and what follows it.
fn file(mut url: Url, rest: &str, base: Option<&Url>, budget: &Budget) -> Option<Url> {
    url.host = Some(String::new());
    if starts_with_slash(rest, url.kind) {
        let rest = &rest[1..];
        if starts_with_slash(rest, url.kind) {
            return file_host(url, &rest[1..], budget);
        }
        if let Some(base) = base {
            url.host.clone_from(&base.host);
            let first = base.path.split('/').nth(1).unwrap_or("");
            if !starts_with_drive_letter(rest) && first.ends_with(':') && is_drive_letter(first) {
                url.path.push('/');
                url.path.push_str(first);
            }
        }
        path(&mut url, rest, budget);
        return Some(url);
    }
    match base {
        Some(base) => {
            url.host.clone_from(&base.host);
            url.path.clone_from(&base.path);
            let shortens = !starts_with_drive_letter(rest);
            continue_path(&mut url, rest, base, shortens, budget);
        }
        None => path(&mut url, rest, budget),
    }
    Some(url)
}

/// [File host state](https://url.spec.whatwg.org/#file-host-state)
fn file_host(mut url: Url, rest: &str, budget: &Budget) -> Option<Url> {
    let is_end = |byte: &u8| matches!(byte, b'/' | b'\\' | b'?');
    let end = rest.as_bytes().iter().position(is_end);
    let host = &rest[..end.unwrap_or(rest.len())];
    if is_drive_letter(host) {
        path(&mut url, rest, budget);
        return Some(url);
    }
    url.host = Some(file_host_of(host, budget)?);
    path_start(&mut url, &rest[host.len()..], budget);
    Some(url)
}

/// The host of a file: `localhost` is none.
pub(super) fn file_host_of(host: &str, budget: &Budget) -> Option<String> {
    if host.is_empty() {
        return Some(String::new());
    }
    let host = host::parse(host, false, budget)?;
    Some(match host == "localhost" {
        true => String::new(),
        false => host,
    })
}
