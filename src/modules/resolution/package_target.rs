//! [PACKAGE_TARGET_RESOLVE](https://nodejs.org/api/esm.html#resolution-algorithm-specification):
//! where an entry of `exports` or `imports` leads.

use super::errors::{Result, invalid_config, invalid_specifier, invalid_target};
use super::format::invalid_url;
use super::import::{Asking, Base};
use super::json::Json;
use super::package_config::PackageConfig;
use super::resolver::Resolver;
use super::url::{self, Url};

/// The field that an entry is in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Exports,
    Imports,
}

/// An entry that was asked for.
pub(super) struct Target<'a> {
    pub config: &'a PackageConfig,
    pub field: Field,
    /// The entry's key.
    pub key: &'a str,
    pub base: Option<&'a Base>,
    pub asking: Asking,
    /// What the key's star stands for, if it has one.
    pub matched: Option<&'a str>,
    /// Whether what was asked for ends with a slash.
    pub ends_with_slash: bool,
}

/// Where an entry leads.
pub(super) enum Found {
    /// To a file, or to a module of another package or of Node.
    Url(Url),
    /// To nothing, on purpose.
    Null,
    /// No condition holds.
    Nothing,
}

/// What the parts of a path say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    Fine,
    /// One is empty.
    Empty,
    /// One is `.`, `..` or `node_modules`, escaped or not.
    Forbidden,
}

impl Resolver {
    pub(super) fn target(&mut self, target: &Target<'_>, value: &Json) -> Result<Found> {
        match value {
            Json::Text(text) => self.text_target(target, text).map(Found::Url),
            Json::List(items) => self.first_of(target, items),
            Json::Object(entries) => {
                if entries.iter().any(|(key, _)| is_index(key)) {
                    let base = target.base.map(|base| base.url.href());
                    let why = "\"exports\" cannot contain numeric property keys.";
                    return Err(invalid_config(&target.config.file, base.as_deref(), why));
                }
                for (key, value) in entries {
                    let conditions = match target.asking {
                        Asking::Import => &self.for_import,
                        Asking::Require => &self.for_require,
                    };
                    if conditions.hold(key) {
                        match self.target(target, value)? {
                            Found::Nothing => {}
                            found => return Ok(found),
                        }
                    }
                }
                Ok(Found::Nothing)
            }
            Json::Null => Ok(Found::Null),
            other => Err(target.invalid(&other.write())),
        }
    }

    /// The first of several that leads anywhere.
    fn first_of(&mut self, target: &Target<'_>, items: &[Json]) -> Result<Found> {
        let mut last = match items.is_empty() {
            true => Ok(Found::Null),
            false => Ok(Found::Nothing),
        };
        for item in items {
            match self.target(target, item) {
                Ok(Found::Nothing) => {}
                Ok(Found::Null) => last = Ok(Found::Null),
                Err(error) if error.is("ERR_INVALID_PACKAGE_TARGET") => last = Err(error),
                found => return found,
            }
        }
        last
    }

    fn text_target(&mut self, target: &Target<'_>, text: &str) -> Result<Url> {
        let matched = target.matched.unwrap_or("");
        let Some(inner) = text.strip_prefix("./") else {
            let is_package = target.field == Field::Imports
                && !text.starts_with("../")
                && !text.starts_with('/')
                && url::parse(text).is_none();
            if !is_package {
                return Err(target.invalid(text));
            }
            let specifier = match target.matched {
                Some(matched) => text.replace('*', matched),
                None => text.to_string(),
            };
            let base = Base::of_path(&target.config.file);
            return self.package(&specifier, &base, target.asking);
        };
        match parts(inner) {
            Parts::Fine => {}
            Parts::Forbidden => return Err(target.invalid(text)),
            Parts::Empty => self.warn_of_empty_part(target, text, true),
        }
        let file = url::of_path(&target.config.file);
        let url = url::join(&file, text).ok_or_else(|| invalid_url(text))?;
        let folder = file.pathname().rfind('/').map_or(0, |place| place + 1);
        if !url.pathname().starts_with(&file.pathname()[..folder]) {
            return Err(target.invalid(text));
        }
        if matched.is_empty() {
            return Ok(url);
        }
        match parts(matched) {
            Parts::Fine => {}
            Parts::Forbidden => {
                let field = target.field.name();
                let request = target.key.replacen('*', matched, 1);
                let reason = format!(
                    "request is not a valid match in pattern \"{}\" for the \"{field}\" resolution of {}",
                    target.key, target.config.file
                );
                let base = target.base.map(|base| base.path.as_str());
                return Err(invalid_specifier(&request, &reason, base));
            }
            Parts::Empty => self.warn_of_empty_part(target, text, false),
        }
        replaced(&url, matched)
    }

    /// [DEP0166](https://nodejs.org/api/deprecations.html#DEP0166)
    fn warn_of_empty_part(&mut self, target: &Target<'_>, text: &str, in_target: bool) {
        if target.ends_with_slash {
            return;
        }
        let matched = target.matched.unwrap_or("");
        let leads_to = text.replace('*', matched);
        let request = target.key.replacen('*', matched, 1);
        let double = match in_target {
            true => &leads_to,
            false => &request,
        };
        let kind = match double.contains("//") {
            true => "double slash",
            false => "leading or trailing slash matching",
        };
        let pattern = match request == target.key {
            true => String::new(),
            false => format!("matched to \"{}\" ", target.key),
        };
        let from = target.base.map_or(String::new(), |base| {
            format!(" imported from {}", base.path)
        });
        let message = format!(
            "Use of deprecated {kind} resolving \"{leads_to}\" for module request \"{request}\" \
             {pattern}in the \"{}\" field module resolution of the package at {}{from}.",
            target.field.name(),
            target.config.file
        );
        self.warn("DEP0166", &message.clone(), message);
    }
}

impl Field {
    fn name(self) -> &'static str {
        match self {
            Field::Exports => "exports",
            Field::Imports => "imports",
        }
    }
}

impl Target<'_> {
    fn invalid(&self, text: &str) -> Box<super::errors::ResolutionError> {
        let base = self.base.map(|base| base.path.as_str());
        let is_import = self.field == Field::Imports;
        invalid_target(&self.config.file, self.key, text, is_import, base)
    }
}

/// The URL with a text in place of its stars.
fn replaced(url: &Url, matched: &str) -> Result<Url> {
    let text = url.href().replace('*', matched);
    url::parse(&text).ok_or_else(|| invalid_url(&text))
}

/// Whether an object with this key isn't in the order of its text.
fn is_index(key: &str) -> bool {
    let number = key.parse::<u32>();
    number.is_ok_and(|number| number < u32::MAX && number.to_string() == key)
}

/// Looks at the parts of a path.
fn parts(path: &str) -> Parts {
    let mut worst = Parts::Fine;
    for part in path.split(['/', '\\']) {
        if part.is_empty() {
            worst = Parts::Empty;
        } else if is_forbidden(part) {
            return Parts::Forbidden;
        }
    }
    worst
}

fn is_forbidden(part: &str) -> bool {
    const LONGEST: usize = "node_modules".len() * 3;
    if part.len() > LONGEST {
        return false;
    }
    let mut plain = String::with_capacity(part.len());
    let mut rest = part;
    while let Some(c) = rest.chars().next() {
        let code = rest.strip_prefix('%').and_then(|rest| rest.get(..2));
        let code = code.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let code = code.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match code.and_then(char::from_u32) {
            Some(letter) => {
                plain.push(letter);
                rest = &rest[3..];
            }
            None => {
                plain.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    matches!(
        plain.to_ascii_lowercase().as_str(),
        "." | ".." | "node_modules"
    )
}
