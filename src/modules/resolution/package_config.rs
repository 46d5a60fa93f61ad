//! [package.json](https://nodejs.org/api/packages.html#nodejs-packagejson-field-definitions): the
//! fields that have a meaning for modules.

use super::json::Json;
use super::path::folder_of;

/// The field `type`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PackageType {
    /// Not there, or of no meaning.
    None,
    /// `commonjs`
    CommonJs,
    /// `module`
    Module,
}

/// A package.json.
#[derive(Debug)]
pub(super) struct PackageConfig {
    /// Its path.
    pub file: String,
    /// `name`
    pub name: Option<String>,
    /// `main`, if it is a string.
    pub main: Option<String>,
    /// `type`
    pub kind: PackageType,
    /// `exports`, if it is a string, an array or an object.
    pub exports: Option<Json>,
    /// `imports`, if it is an object.
    pub imports: Option<Json>,
}

impl PackageConfig {
    /// Reads the text of a file; `None` if it makes no sense.
    pub fn parse(file: &str, text: &str) -> Option<PackageConfig> {
        let json = Json::parse(text.strip_prefix('\u{FEFF}').unwrap_or(text))?;
        let Json::Object(fields) = json else {
            return None;
        };
        let mut config = PackageConfig {
            file: file.to_string(),
            name: None,
            main: None,
            kind: PackageType::None,
            exports: None,
            imports: None,
        };
        for (name, value) in fields {
            match (name.as_str(), value) {
                ("name", Json::Text(text)) => config.name = Some(text),
                ("type", Json::Text(text)) => {
                    config.kind = match text.as_str() {
                        "commonjs" => PackageType::CommonJs,
                        "module" => PackageType::Module,
                        _ => PackageType::None,
                    }
                }
                ("name" | "type", _) => return None,
                ("main", Json::Text(text)) => config.main = Some(text),
                ("exports", value @ (Json::Text(_) | Json::List(_) | Json::Object(_))) => {
                    config.exports = Some(value);
                }
                ("imports", value @ Json::Object(_)) => config.imports = Some(value),
                _ => {}
            }
        }
        Some(config)
    }

    /// The folder that the package.json is in.
    pub fn folder(&self) -> &str {
        folder_of(&self.file)
    }
}
