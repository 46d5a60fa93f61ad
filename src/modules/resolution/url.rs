//! URLs as modules use them, in the terms of [`crate::url`], with Node's errors.
//!
//! What is parsed here is a part of a text that was parsed before, or leads to a file, so nothing is
//! counted.

use super::errors::{ErrorClass, ResolutionError, Result};
use super::path;
use crate::budget::Budget;
use crate::url::percent::{COMPONENT, encode_into};
use crate::url::{FilePathError, file_path, file_url};

pub use crate::url::Url;

/// [`new URL(text)`](https://url.spec.whatwg.org/#dom-url-url)
pub fn parse(text: &str) -> Option<Url> {
    Url::parse(text, None, &Budget::default())
}

/// [`new URL(reference, base)`](https://url.spec.whatwg.org/#dom-url-url); `None` where the base has no
/// hierarchy.
pub fn join(base: &Url, reference: &str) -> Option<Url> {
    Url::parse(reference, Some(base), &Budget::default())
}

/// [`url.pathToFileURL(path)`](https://nodejs.org/api/url.html#urlpathtofileurlpath-options) of an
/// absolute path.
pub fn of_path(file: &str) -> Url {
    file_url(file, &Budget::default())
}

/// [`url.fileURLToPath(url)`](https://nodejs.org/api/url.html#urlfileurltopathurl-options)
///
/// # Errors
/// Where it is no file's.
pub fn to_path(url: &Url) -> Result<String> {
    let error = match file_path(url, &Budget::default()) {
        Ok(path) => return Ok(path),
        Err(error) => error,
    };
    let (code, message) = match error {
        FilePathError::Scheme => (
            "ERR_INVALID_URL_SCHEME",
            String::from("The URL must be of scheme file"),
        ),
        FilePathError::Host => {
            let system = match cfg!(target_os = "macos") {
                true => "darwin",
                false => "linux",
            };
            let message = format!("File URL host must be \"localhost\" or empty on {system}");
            ("ERR_INVALID_FILE_URL_HOST", message)
        }
        FilePathError::EncodedSlash => (
            "ERR_INVALID_FILE_URL_PATH",
            String::from("File URL path must not include encoded / characters"),
        ),
        FilePathError::Malformed => {
            return Err(Box::new(ResolutionError {
                class: ErrorClass::UriError,
                code: None,
                shows_code: false,
                message: String::from("URI malformed"),
                properties: Vec::new(),
            }));
        }
    };
    Err(ResolutionError::new(ErrorClass::TypeError, code, message))
}

/// Whether its path has an escaped slash or backslash.
pub fn has_escaped_separator(url: &Url) -> bool {
    let mut rest = url.pathname();
    while let Some(place) = rest.find('%') {
        rest = &rest[place + 1..];
        let code = rest.get(..2);
        if code.is_some_and(|code| ["2f", "5c"].iter().any(|c| code.eq_ignore_ascii_case(c))) {
            return true;
        }
    }
    false
}

/// The same URL for another path, which is absolute.
pub fn with_path(url: &Url, file: &str) -> Url {
    let mut found = of_path(file);
    found.put_query(url.query().map(String::from));
    found.put_fragment(url.fragment().map(String::from));
    found
}

/// [`encodeURIComponent(text)`](https://tc39.es/ecma262/#sec-encodeuricomponent-uricomponent)
pub(super) fn escape_component(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    encode_into(&mut escaped, text, &COMPONENT, &Budget::default());
    escaped
}

/// The path of a URL's text for a specifier that leads to a file, if it is one.
pub fn path_of(url: &str) -> Option<String> {
    let file = to_path(&parse(url)?).ok()?;
    Some(path::without_slash(&file).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{Url, join, of_path, parse, to_path, with_path};

    #[test]
    fn references_are_taken_from_a_file() {
        let base = parse("file:///a/b/main.mjs?q#h");
        let from = |reference| {
            let url = base.as_ref().and_then(|base| join(base, reference));
            url.map_or(String::from("none"), |url| url.href())
        };
        assert_eq!(from("./x.js"), "file:///a/b/x.js");
        assert_eq!(from("../../../y.js"), "file:///y.js");
        assert_eq!(from("./a b.js?q=1#h"), "file:///a/b/a%20b.js?q=1#h");
        assert_eq!(from("//h/p"), "file://h/p");
        let data = parse("data:text/javascript,1");
        assert!(data.is_some_and(|data| join(&data, "./x").is_none()));
    }

    #[test]
    fn paths_and_urls() {
        let path = |text| parse(text).map(|url| to_path(&url).map_err(|error| error.code));
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
        let moved = |url: Url| with_path(&url, "/c~d").href();
        assert_eq!(
            parse("file:///a?q#h").map(moved).as_deref(),
            Some("file:///c%7Ed?q#h")
        );
        assert_eq!(of_path("/a b%~é").href(), "file:///a%20b%25%7E%C3%A9");
    }
}
