//! Paths of files as URLs and back, as
//! [pathToFileURL](https://nodejs.org/api/url.html#urlpathtofileurlpath-options) and
//! [fileURLToPath](https://nodejs.org/api/url.html#urlfileurltopathurl-options) of POSIX systems.

use super::percent::{self, FILE_PATH, encode_into};
use super::record::{Scheme, Url};
use crate::budget::Budget;

/// Why a URL is no path of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FilePathError {
    /// Its scheme isn't `file`.
    Scheme,
    /// It has a host.
    Host,
    /// Its path has an encoded slash.
    EncodedSlash,
    /// Its path's percent-encoding isn't UTF-8.
    Malformed,
}

/// The URL of a file with an absolute path.
pub fn file_url(path: &str, budget: &Budget) -> Url {
    let mut url = Url::of_scheme(Scheme::File, String::from("file"));
    url.host = Some(String::new());
    let mut encoded = String::new();
    encode_into(&mut encoded, path, &FILE_PATH, budget);
    // Segments of dots are resolved.
    super::parser::start_path(&mut url, &encoded, budget);
    url
}

/// The path of a file with a URL.
///
/// # Errors
/// Where it isn't one.
pub fn file_path(url: &Url, budget: &Budget) -> Result<String, FilePathError> {
    if url.kind != Scheme::File {
        return Err(FilePathError::Scheme);
    }
    if url.hostname().is_some_and(|host| !host.is_empty()) {
        return Err(FilePathError::Host);
    }
    let path = url.pathname();
    let is_slash = |(at, _): (usize, &str)| {
        let digits = path.as_bytes().get(at + 1..at + 3);
        digits.is_some_and(|digits| digits.eq_ignore_ascii_case(b"2F"))
    };
    if path.match_indices('%').any(is_slash) {
        return Err(FilePathError::EncodedSlash);
    }
    let malformed = |(at, _): (usize, &str)| {
        let digits = path.as_bytes().get(at + 1..at + 3);
        digits.and_then(percent::hex_pair).is_none()
    };
    if path.match_indices('%').any(malformed) {
        return Err(FilePathError::Malformed);
    }
    let bytes = percent::decode(path.as_bytes(), false, budget);
    String::from_utf8(bytes).map_err(|_| FilePathError::Malformed)
}
