//! What kind of module a URL is: by its scheme, its extension, and the nearest package.json.

use super::data_url::DataUrl;
use super::errors::{ErrorClass, ResolutionError, Result, unknown_built_in, unsupported_scheme};
use super::module_format::Format;
use super::package_config::PackageType;
use super::path::extension;
use super::resolver::Resolver;
use super::url;
use super::{built_in, errors};
use crate::permissions::Denied;
use std::io::ErrorKind;

impl Resolver {
    /// What the module with a URL is; what can't be loaded is an error.
    pub fn format(&mut self, url: &str) -> Result<Format> {
        let Some(parsed) = url::parse(url) else {
            return Err(invalid_url(url));
        };
        match parsed.scheme() {
            "node" if built_in::name_of(url).is_some() => Ok(Format::BuiltIn),
            "node" => Err(unknown_built_in(url)),
            "data" => {
                let data = DataUrl::parse(url).ok_or_else(|| invalid_url(url))?;
                data.format()
                    .ok_or_else(|| unknown_format(data.media_type().unwrap_or("null"), url))
            }
            "file" => {
                let path = url::to_path(&parsed)?;
                self.file_format(&path)
            }
            scheme => Err(unsupported_scheme(scheme)),
        }
    }

    /// What the file with a path is as an ES module is asked for it.
    pub fn file_format(&mut self, path: &str) -> Result<Format> {
        let extension = extension(path);
        Ok(match extension {
            ".js" | "" => match self.scope(path)?.map(|config| config.kind) {
                Some(PackageType::Module) => Format::Module,
                Some(PackageType::CommonJs) => Format::CommonJs,
                Some(PackageType::None) | None => Format::Detect,
            },
            ".mjs" => Format::Module,
            ".cjs" => Format::CommonJs,
            ".json" => Format::Json,
            ".wasm" => Format::Wasm,
            ".node" => Format::Addon,
            _ if is_typescript(path) => return Err(typescript(path)),
            _ => {
                let message = format!("Unknown file extension \"{extension}\" for {path}");
                let code = "ERR_UNKNOWN_FILE_EXTENSION";
                return Err(ResolutionError::new(ErrorClass::TypeError, code, message));
            }
        })
    }

    /// The bytes of the module with a URL of a file or of data.
    pub fn read(&self, url: &str) -> Result<Vec<u8>> {
        let parsed = url::parse(url).ok_or_else(|| invalid_url(url))?;
        if parsed.scheme() == "data" {
            let data = DataUrl::parse(url).ok_or_else(|| invalid_url(url))?;
            return Ok(data.bytes());
        }
        let path = url::to_path(&parsed)?;
        self.files
            .read(&path)
            .map_err(|error| unreadable(&error, &path))
    }
}

/// Whether a file is TypeScript.
pub fn is_typescript(path: &str) -> bool {
    matches!(extension(path), ".ts" | ".mts" | ".cts")
}

/// [TypeScript](https://nodejs.org/api/typescript.html): Node runs it once the types are taken out,
/// which isn't done here.
pub fn typescript(path: &str) -> Box<ResolutionError> {
    let to = match extension(path) {
        ".mts" => ".mjs",
        ".cts" => ".cjs",
        _ => ".js",
    };
    let script = format!("{}{to}", &path[..path.len() - extension(path).len()]);
    let message = format!(
        "TypeScript isn't run: {path} has to be compiled to JavaScript first, \
         for example with `tsc` or `esbuild`, and {script} imported instead"
    );
    let code = "ERR_UNKNOWN_FILE_EXTENSION";
    ResolutionError::new(ErrorClass::TypeError, code, message)
}

/// A format that nothing is known of.
pub fn unknown_format(name: &str, url: &str) -> Box<ResolutionError> {
    let message = format!("Unknown module format: {name} for URL {url}");
    let code = "ERR_UNKNOWN_MODULE_FORMAT";
    ResolutionError::new(ErrorClass::RangeError, code, message)
}

/// A URL that isn't one.
pub fn invalid_url(url: &str) -> Box<ResolutionError> {
    let message = String::from("Invalid URL");
    ResolutionError::new(ErrorClass::TypeError, "ERR_INVALID_URL", message).with("input", url)
}

/// A file that can't be read, as `fs.readFileSync` tells it.
pub fn unreadable(error: &std::io::Error, path: &str) -> Box<ResolutionError> {
    let refusal = error
        .get_ref()
        .and_then(|error| error.downcast_ref::<Denied>());
    if let Some(denied) = refusal {
        let (class, code) = (ErrorClass::Error, "ERR_ACCESS_DENIED");
        return ResolutionError::new(class, code, denied.to_string())
            .with("permission", denied.permission.error_name())
            .with("resource", &denied.resource);
    }
    let (code, words) = match error.kind() {
        ErrorKind::NotFound => ("ENOENT", "no such file or directory"),
        ErrorKind::PermissionDenied => ("EACCES", "permission denied"),
        ErrorKind::IsADirectory => {
            let message = String::from("EISDIR: illegal operation on a directory, read");
            return ResolutionError::plain("EISDIR", message);
        }
        _ => {
            let message = format!("EIO: {error}, open '{path}'");
            return ResolutionError::plain("EIO", message);
        }
    };
    let message = format!("{code}: {words}, open '{path}'");
    ResolutionError::plain(code, message).with("path", path)
}

/// Whether all attributes of an import have names that are known.
pub fn check_attribute_names(url: &str, attributes: &[(String, String)]) -> Result<()> {
    match attributes.iter().find(|(key, _)| key != "type") {
        Some((key, value)) => Err(unsupported_attribute(url, key, value)),
        None => Ok(()),
    }
}

fn unsupported_attribute(url: &str, key: &str, value: &str) -> Box<ResolutionError> {
    let message =
        format!("Import attribute \"{key}\" with value \"{value}\" is not supported in {url}");
    let code = "ERR_IMPORT_ATTRIBUTE_UNSUPPORTED";
    ResolutionError::new(ErrorClass::TypeError, code, message)
}

/// Whether a module of a format may be imported with the
/// [attributes](https://nodejs.org/api/esm.html#import-attributes) of an import. Only `type` is known.
pub fn check_attributes(url: &str, format: Format, attributes: &[(String, String)]) -> Result<()> {
    let error = |code, message| {
        Err(errors::ResolutionError::new(
            ErrorClass::TypeError,
            code,
            message,
        ))
    };
    check_attribute_names(url, attributes)?;
    let kind = attributes.first().map(|(_, value)| value.as_str());
    match (kind, format) {
        (None, Format::Json) => {
            let message = format!("Module \"{url}\" needs an import attribute of \"type: json\"");
            error("ERR_IMPORT_ATTRIBUTE_MISSING", message)
        }
        (None, _) | (Some("json"), Format::Json) => Ok(()),
        (Some("json"), _) => {
            let message = format!("Module \"{url}\" is not of type \"json\"");
            error("ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE", message)
        }
        (Some(kind), _) => Err(unsupported_attribute(url, "type", kind)),
    }
}
