//! What can go wrong with a specifier, in Node's words.

use super::json::quote;

/// The constructor of an error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorClass {
    /// `Error`
    Error,
    /// `TypeError`
    TypeError,
    /// `RangeError`
    RangeError,
    /// `URIError`
    UriError,
}

/// The value of a property that an error has beside its code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Property {
    /// A string.
    Text(String),
    /// An array of strings.
    List(Vec<String>),
}

/// An error to be thrown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResolutionError {
    /// Its constructor.
    pub class: ErrorClass,
    /// `code`; a plain error of the language has none.
    pub code: Option<&'static str>,
    /// Whether the first line of the stack shows the code: `Error [CODE]: message`.
    pub shows_code: bool,
    /// `message`
    pub message: String,
    /// Other own enumerable properties, in order, after `code`.
    pub properties: Vec<(&'static str, Property)>,
}

/// The error is large, and rare.
pub type Result<T> = std::result::Result<T, Box<ResolutionError>>;

impl ResolutionError {
    /// One of Node's own errors.
    pub fn new(class: ErrorClass, code: &'static str, message: String) -> Box<ResolutionError> {
        Box::new(ResolutionError {
            class,
            code: Some(code),
            shows_code: true,
            message,
            properties: Vec::new(),
        })
    }

    /// One that shows its code as a property only.
    pub fn plain(code: &'static str, message: String) -> Box<ResolutionError> {
        let mut error = ResolutionError::new(ErrorClass::Error, code, message);
        error.shows_code = false;
        error
    }

    /// The same error, with one more property.
    pub fn with(mut self: Box<Self>, name: &'static str, text: &str) -> Box<ResolutionError> {
        let property = Property::Text(text.to_string());
        self.properties.push((name, property));
        self
    }

    /// Whether it has a code.
    pub fn is(&self, code: &str) -> bool {
        self.code == Some(code)
    }
}

fn imported_from(base: Option<&str>) -> String {
    base.map_or(String::new(), |base| format!(" imported from {base}"))
}

/// A package, or a module if its URL is given, that isn't there.
pub(super) fn module_not_found(path: &str, base: &str, url: Option<&str>) -> Box<ResolutionError> {
    let what = match url {
        Some(_) => "module",
        None => "package",
    };
    let message = format!("Cannot find {what} '{path}' imported from {base}");
    let error = ResolutionError::new(ErrorClass::Error, "ERR_MODULE_NOT_FOUND", message);
    match url {
        Some(url) => error.with("url", url),
        None => error,
    }
}

pub(super) fn unsupported_folder(path: &str, base: &str, url: &str) -> Box<ResolutionError> {
    let message = format!(
        "Directory import '{path}' is not supported resolving ES modules imported from {base}"
    );
    ResolutionError::new(ErrorClass::Error, "ERR_UNSUPPORTED_DIR_IMPORT", message).with("url", url)
}

pub(super) fn invalid_specifier(
    request: &str,
    reason: &str,
    base: Option<&str>,
) -> Box<ResolutionError> {
    let from = imported_from(base);
    let message = format!("Invalid module \"{request}\" {reason}{from}");
    let code = "ERR_INVALID_MODULE_SPECIFIER";
    ResolutionError::new(ErrorClass::TypeError, code, message)
}

/// A package.json whose fields make no sense.
pub(super) fn invalid_config(path: &str, base: Option<&str>, why: &str) -> Box<ResolutionError> {
    let base = base.map_or(String::new(), |base| format!(" while importing {base}"));
    let message = format!("Invalid package config {path}{base}. {why}");
    ResolutionError::new(ErrorClass::Error, "ERR_INVALID_PACKAGE_CONFIG", message)
}

/// A package.json that can't be read. `importing` is the specifier and the path of who asks.
pub(super) fn unreadable_config(
    path: &str,
    importing: Option<(&str, &str)>,
) -> Box<ResolutionError> {
    let importing = importing.map_or(String::new(), |(specifier, base)| {
        format!(" while importing \"{specifier}\" from {base}")
    });
    let message = format!("Invalid package config {path}{importing}.");
    ResolutionError::plain("ERR_INVALID_PACKAGE_CONFIG", message)
}

pub(super) fn not_exported(
    config: &str,
    subpath: &str,
    base: Option<&str>,
) -> Box<ResolutionError> {
    let from = imported_from(base);
    let message = match subpath {
        "." => format!("No \"exports\" main defined in {config}{from}"),
        _ => format!("Package subpath '{subpath}' is not defined by \"exports\" in {config}{from}"),
    };
    ResolutionError::new(ErrorClass::Error, "ERR_PACKAGE_PATH_NOT_EXPORTED", message)
}

pub(super) fn import_not_defined(
    specifier: &str,
    config: Option<&str>,
    base: &str,
) -> Box<ResolutionError> {
    let package = config.map_or(String::new(), |config| format!(" in package {config}"));
    let message = format!(
        "Package import specifier \"{specifier}\" is not defined{package} imported from {base}"
    );
    let code = "ERR_PACKAGE_IMPORT_NOT_DEFINED";
    ResolutionError::new(ErrorClass::TypeError, code, message)
}

pub(super) fn invalid_target(
    config: &str,
    key: &str,
    target: &str,
    is_import: bool,
    base: Option<&str>,
) -> Box<ResolutionError> {
    let from = imported_from(base);
    let hint = match is_import || target.is_empty() || target.starts_with("./") {
        true => "",
        false => "; targets must start with \"./\"",
    };
    let target = quote(target);
    let field = match is_import {
        true => "imports",
        false => "exports",
    };
    let message = match key {
        "." => format!(
            "Invalid \"exports\" main target {target} defined in the package config {config}{from}{hint}"
        ),
        _ => format!(
            "Invalid \"{field}\" target {target} defined for '{key}' in the package config {config}{from}{hint}"
        ),
    };
    ResolutionError::new(ErrorClass::Error, "ERR_INVALID_PACKAGE_TARGET", message)
}

/// A relative specifier whose base has no hierarchy, as `data:` URLs.
pub(super) fn unsupported_request(specifier: &str, base: &str) -> Box<ResolutionError> {
    let message = format!(
        "Failed to resolve module specifier \"{specifier}\" from \"{base}\": \
         Invalid relative URL or base scheme is not hierarchical."
    );
    let code = "ERR_UNSUPPORTED_RESOLVE_REQUEST";
    ResolutionError::new(ErrorClass::TypeError, code, message)
}

pub(super) fn unsupported_scheme(scheme: &str) -> Box<ResolutionError> {
    let known = match scheme {
        "http" | "https" => "file and data",
        _ => "file, data, and node",
    };
    let message = format!(
        "Only URLs with a scheme in: {known} are supported by the default ESM loader. \
         Received protocol '{scheme}:'"
    );
    let code = "ERR_UNSUPPORTED_ESM_URL_SCHEME";
    ResolutionError::new(ErrorClass::Error, code, message)
}

/// A name with `node:` that is no module of Node.
pub fn unknown_built_in(name: &str) -> Box<ResolutionError> {
    let message = format!("No such built-in module: {name}");
    ResolutionError::new(ErrorClass::Error, "ERR_UNKNOWN_BUILTIN_MODULE", message)
}
