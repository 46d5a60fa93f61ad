//! As much of [URLs](https://url.spec.whatwg.org/) as identifies modules: those of files whole, the
//! others as far as a loader tells them apart.

use super::errors::{ErrorClass, ResolutionError, Result};
use super::path;

/// A URL. Its parts are escaped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Url {
    /// The scheme in small letters, without its colon.
    pub scheme: String,
    /// The host of a `file:` URL, mostly empty.
    host: String,
    /// The path of a `file:` URL; what is between the scheme and the query of another.
    pub path: String,
    /// The query, without its `?`.
    query: Option<String>,
    /// The fragment, without its `#`.
    fragment: Option<String>,
}

impl Url {
    /// [`new URL(text)`](https://url.spec.whatwg.org/#dom-url-url)
    pub fn parse(text: &str) -> Option<Url> {
        let text = cleaned(text);
        let scheme = scheme_of(&text)?;
        let rest = &text[scheme.len() + 1..];
        let scheme = scheme.to_ascii_lowercase();
        if scheme == "file" {
            return Some(file_url(rest, None));
        }
        let (before, query, fragment) = split(rest);
        let special = matches!(&*scheme, "http" | "https" | "ws" | "wss" | "ftp");
        let path = match special {
            true => special_path(before)?,
            false => escape(before, |byte| !(0x20..=0x7E).contains(&byte)),
        };
        Some(Url {
            scheme,
            host: String::new(),
            path,
            query: query.map(|query| escape_query(query, special)),
            fragment: fragment.map(escape_fragment),
        })
    }

    /// [`new URL(reference, base)`](https://url.spec.whatwg.org/#dom-url-url) of a reference that is
    /// a path; `None` where the base has no hierarchy.
    pub fn join(&self, reference: &str) -> Option<Url> {
        (self.scheme == "file").then(|| file_url(&cleaned(reference), Some(self)))
    }

    /// [`url.pathToFileURL(path)`](https://nodejs.org/api/url.html#urlpathtofileurlpath-options) of
    /// an absolute path.
    pub fn of_path(file: &str) -> Url {
        let escaped = escape(file, |byte| {
            byte <= b' '
                || byte > 0x7D
                || matches!(
                    byte,
                    b'"' | b'#'
                        | b'%'
                        | b'<'
                        | b'>'
                        | b'?'
                        | b'['
                        | b'\\'
                        | b']'
                        | b'^'
                        | b'`'
                        | b'{'
                        | b'|'
                        | b'}'
                )
        });
        Url {
            scheme: String::from("file"),
            host: String::new(),
            path: escaped,
            query: None,
            fragment: None,
        }
    }

    /// [`url.fileURLToPath(url)`](https://nodejs.org/api/url.html#urlfileurltopathurl-options)
    pub fn to_path(&self) -> Result<String> {
        let type_error =
            |code, message: String| Err(ResolutionError::new(ErrorClass::TypeError, code, message));
        if self.scheme != "file" {
            let message = "The URL must be of scheme file";
            return type_error("ERR_INVALID_URL_SCHEME", message.into());
        }
        if !self.host.is_empty() {
            let system = match cfg!(target_os = "macos") {
                true => "darwin",
                false => "linux",
            };
            let message = format!("File URL host must be \"localhost\" or empty on {system}");
            return type_error("ERR_INVALID_FILE_URL_HOST", message);
        }
        if self.path.contains("%2f") || self.path.contains("%2F") {
            let message = "File URL path must not include encoded / characters";
            return type_error("ERR_INVALID_FILE_URL_PATH", message.into());
        }
        unescape(&self.path).ok_or_else(|| {
            Box::new(ResolutionError {
                class: ErrorClass::UriError,
                code: None,
                shows_code: false,
                message: String::from("URI malformed"),
                properties: Vec::new(),
            })
        })
    }

    /// Whether its path has an escaped slash or backslash.
    pub fn has_escaped_separator(&self) -> bool {
        let mut rest = self.path.as_str();
        while let Some(place) = rest.find('%') {
            rest = &rest[place + 1..];
            let code = rest.get(..2);
            if code.is_some_and(|code| ["2f", "5c"].iter().any(|c| code.eq_ignore_ascii_case(c))) {
                return true;
            }
        }
        false
    }

    /// The URL as text.
    pub fn href(&self) -> String {
        let mut text = format!("{}:", self.scheme);
        if self.scheme == "file" {
            text.push_str("//");
            text.push_str(&self.host);
        }
        text.push_str(&self.path);
        for (mark, part) in [('?', &self.query), ('#', &self.fragment)] {
            if let Some(part) = part {
                text.push(mark);
                text.push_str(part);
            }
        }
        text
    }

    /// The same URL for another path, which is absolute.
    pub fn with_path(&self, file: &str) -> Url {
        Url {
            query: self.query.clone(),
            fragment: self.fragment.clone(),
            ..Url::of_path(file)
        }
    }

    /// The URL of the folder that it is in: `new URL('.', url)`.
    pub fn folder(&self) -> Url {
        let end = self.path.rfind('/').map_or(0, |place| place + 1);
        Url {
            path: self.path[..end].to_string(),
            query: None,
            fragment: None,
            ..self.clone()
        }
    }
}

/// The scheme that a text begins with.
pub fn scheme_of(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let valid =
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(is_letter);
    valid.then_some(scheme)
}

/// Without what a URL's text may have around and within it.
fn cleaned(text: &str) -> String {
    let text = text.trim_matches(|c: char| c <= ' ');
    text.replace(['\t', '\n', '\r'], "")
}

/// What is before the query, the query, the fragment.
fn split(text: &str) -> (&str, Option<&str>, Option<&str>) {
    let (text, fragment) = match text.split_once('#') {
        Some((text, fragment)) => (text, Some(fragment)),
        None => (text, None),
    };
    match text.split_once('?') {
        Some((text, query)) => (text, Some(query), fragment),
        None => (text, None, fragment),
    }
}

/// The authority and path of a URL of the web; it needs a host.
fn special_path(text: &str) -> Option<String> {
    let rest = text.trim_start_matches(['/', '\\']);
    let end = rest.find(['/', '\\']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    if host.is_empty() {
        return None;
    }
    let path = match path.is_empty() {
        true => String::from("/"),
        false => segments(Vec::new(), path),
    };
    Some(format!("//{}{path}", host.to_ascii_lowercase()))
}

/// The [file state](https://url.spec.whatwg.org/#file-state) and what follows it.
fn file_url(text: &str, base: Option<&Url>) -> Url {
    let (before, query, fragment) = split(text);
    let is_slash = |byte: Option<&u8>| matches!(byte, Some(b'/' | b'\\'));
    let bytes = before.as_bytes();
    let inherited = || base.map_or(String::new(), |base| base.host.clone());
    let mut query = query.map(|query| escape_query(query, true));
    let (host, path) = if is_slash(bytes.first()) && is_slash(bytes.get(1)) {
        let rest = &before[2..];
        let end = rest.find(['/', '\\']).unwrap_or(rest.len());
        let host = match rest[..end].to_ascii_lowercase() {
            host if host == "localhost" => String::new(),
            host => host,
        };
        (host, segments(Vec::new(), &rest[end..]))
    } else if is_slash(bytes.first()) {
        (inherited(), segments(Vec::new(), before))
    } else {
        let old = base.map_or("/", |base| base.path.as_str());
        if before.is_empty() && query.is_none() {
            query = base.and_then(|base| base.query.clone());
        }
        match before.is_empty() {
            true => (inherited(), old.to_string()),
            false => {
                let folder = old.rsplit_once('/').map_or("", |(folder, _)| folder);
                let folder = folder.split('/').skip(1).map(String::from).collect();
                (inherited(), segments(folder, &format!("/{before}")))
            }
        }
    };
    Url {
        scheme: String::from("file"),
        host,
        path,
        query,
        fragment: fragment.map(escape_fragment),
    }
}

/// A path's parts after those of a folder, without `.` and `..`. The text is empty or begins with a
/// slash.
fn segments(mut parts: Vec<String>, text: &str) -> String {
    let mut rest = text.get(1..).unwrap_or("").split(['/', '\\']).peekable();
    while let Some(part) = rest.next() {
        let is_last = rest.peek().is_none();
        let dots = part.to_ascii_lowercase().replace("%2e", ".");
        match dots.as_str() {
            "." | ".." => {
                if dots == ".." {
                    parts.pop();
                }
                if is_last {
                    parts.push(String::new());
                }
            }
            _ => parts.push(escape(part, |byte| {
                byte <= b' '
                    || byte > 0x7E
                    || matches!(byte, b'"' | b'<' | b'>' | b'^' | b'`' | b'{' | b'}')
            })),
        }
    }
    let mut path = String::new();
    for part in &parts {
        path.push('/');
        path.push_str(part);
    }
    match path.is_empty() {
        true => String::from("/"),
        false => path,
    }
}

fn escape_query(query: &str, special: bool) -> String {
    escape(query, |byte| {
        byte <= b' '
            || byte > 0x7E
            || matches!(byte, b'"' | b'<' | b'>')
            || special && byte == b'\''
    })
}

fn escape_fragment(fragment: &str) -> String {
    escape(fragment, |byte| {
        byte <= b' ' || byte > 0x7E || matches!(byte, b'"' | b'<' | b'>' | b'`')
    })
}

fn escape(text: &str, is_unsafe: impl Fn(u8) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() && !is_unsafe(c as u8) {
            escaped.push(c);
            continue;
        }
        let mut bytes = [0; 4];
        for byte in c.encode_utf8(&mut bytes).bytes() {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            escaped.push('%');
            escaped.push(char::from(DIGITS[usize::from(byte >> 4)]));
            escaped.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
    escaped
}

/// [`decodeURIComponent(text)`](https://tc39.es/ecma262/#sec-decodeuricomponent-encodeduricomponent);
/// `None` where that throws.
fn unescape(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_string());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return None;
            }
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

/// [`encodeURIComponent(text)`](https://tc39.es/ecma262/#sec-encodeuricomponent-uricomponent)
pub(super) fn escape_component(text: &str) -> String {
    escape(text, |byte| {
        !byte.is_ascii_alphanumeric()
            && !matches!(
                byte,
                b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')'
            )
    })
}

/// The path of a URL's text for a specifier that leads to a file, if it is one.
pub fn path_of(url: &str) -> Option<String> {
    let url = Url::parse(url)?;
    url.to_path()
        .ok()
        .map(|file| path::without_slash(&file).into_owned())
}

#[cfg(test)]
mod tests {
    use super::Url;

    fn join(base: &str, reference: &str) -> String {
        let url = Url::parse(base).and_then(|base| base.join(reference));
        url.map_or(String::from("none"), |url| url.href())
    }

    #[test]
    fn references_are_taken_from_a_file() {
        let from = |reference| join("file:///a/b/main.mjs?q#h", reference);
        assert_eq!(from("./x.js"), "file:///a/b/x.js");
        assert_eq!(from("../y.js"), "file:///a/y.js");
        assert_eq!(from("../../../y.js"), "file:///y.js");
        assert_eq!(from("./c/../d/./e"), "file:///a/b/d/e");
        assert_eq!(from("/abs.js"), "file:///abs.js");
        assert_eq!(from("./a b.js?q=1#h"), "file:///a/b/a%20b.js?q=1#h");
        assert_eq!(from("."), "file:///a/b/");
        assert_eq!(from(".."), "file:///a/");
        assert_eq!(from("/..//a/./b/%2E%2e/c/"), "file:////a/c/");
        assert_eq!(from("//h/p"), "file://h/p");
        assert_eq!(from("./a^`{}\"é"), "file:///a/b/a%5E%60%7B%7D%22%C3%A9");
        assert_eq!(from("./a?'`#`'"), "file:///a/b/a?%27`#%60'");
        assert_eq!(from("./a\\b\t"), "file:///a/b/a/b");
        assert_eq!(join("data:text/javascript,1", "./x"), "none");
    }

    #[test]
    fn other_urls_keep_what_they_say() {
        let href = |text| Url::parse(text).map(|url| url.href());
        assert_eq!(
            href("a:b c é\t d?x y#z z ").as_deref(),
            Some("a:b c %C3%A9 d?x%20y#z%20z")
        );
        assert_eq!(href("file:x").as_deref(), Some("file:///x"));
        assert_eq!(href("http://X").as_deref(), Some("http://x/"));
        assert_eq!(href("https:"), None);
        assert_eq!(href("C:/x").as_deref(), Some("c:/x"));
        assert_eq!(href("x"), None);
        assert_eq!(href("1a:x"), None);
    }

    #[test]
    fn paths_and_urls() {
        let path = |text| Url::parse(text).map(|url| url.to_path().map_err(|error| error.code));
        assert_eq!(path("file:///a%20b/c"), Some(Ok("/a b/c".into())));
        assert_eq!(path("file:///a%5Cb"), Some(Ok("/a\\b".into())));
        assert_eq!(
            path("file:///a%2fb"),
            Some(Err(Some("ERR_INVALID_FILE_URL_PATH")))
        );
        assert_eq!(
            path("file://h/b"),
            Some(Err(Some("ERR_INVALID_FILE_URL_HOST")))
        );
        assert_eq!(path("file:///a%zz"), Some(Err(None)));
        assert_eq!(path("file:///%C3"), Some(Err(None)));
        assert_eq!(path("node:fs"), Some(Err(Some("ERR_INVALID_URL_SCHEME"))));
        assert_eq!(Url::of_path("/a b%~é").href(), "file:///a%20b%25%7E%C3%A9");
    }
}
