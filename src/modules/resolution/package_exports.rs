//! [PACKAGE_EXPORTS_RESOLVE and PACKAGE_IMPORTS_RESOLVE](https://nodejs.org/api/esm.html#resolution-algorithm-specification):
//! which entry of `exports` or `imports` a path or a name has.

use super::errors::{Result, import_not_defined, invalid_config, invalid_specifier, not_exported};
use super::import::{Asking, Base};
use super::json::Json;
use super::package_config::PackageConfig;
use super::package_target::{Field, Found, Target};
use super::resolver::Resolver;
use super::url::Url;
use std::cmp::Ordering;

impl Resolver {
    /// The file of a package's `exports` for a path in it, which is `.` or begins with `./`.
    pub(super) fn package_export(
        &mut self,
        config: &PackageConfig,
        subpath: &str,
        base: Option<&Base>,
        asking: Asking,
    ) -> Result<Url> {
        let exports = config.exports.as_ref().unwrap_or(&Json::Null);
        let base_url = base.map(|base| base.url.href());
        let is_main = is_main_only(exports, &config.file, base_url.as_deref())?;
        let entry = |name: &str| match is_main {
            true => (name == ".").then_some(exports),
            false => exports.get(name),
        };
        let mut target = Target {
            config,
            field: Field::Exports,
            key: subpath,
            base,
            asking,
            matched: None,
            ends_with_slash: false,
        };
        let exact = entry(subpath).filter(|_| !subpath.contains('*') && !subpath.ends_with('/'));
        let found = if let Some(value) = exact {
            self.target(&target, value)?
        } else if let Json::Object(entries) = exports
            && !is_main
            && let Some((key, value, matched)) = best_pattern(entries, subpath)
        {
            if subpath.ends_with('/') {
                self.warn_of_slash(subpath, config, base);
            }
            target.key = key;
            target.matched = Some(matched);
            target.ends_with_slash = subpath.ends_with('/');
            self.target(&target, value)?
        } else {
            if subpath.ends_with('/') && has_open_pattern(exports, subpath) {
                self.warn_of_slash(subpath, config, base);
            }
            Found::Nothing
        };
        match found {
            Found::Url(url) => Ok(url),
            Found::Null | Found::Nothing => {
                let base = base.map(|base| base.path.as_str());
                Err(not_exported(&config.file, subpath, base))
            }
        }
    }

    /// The URL of a name that begins with `#`.
    pub(super) fn package_import(
        &mut self,
        name: &str,
        base: &Base,
        asking: Asking,
    ) -> Result<Url> {
        if name == "#" || name.ends_with('/') {
            let reason = "is not a valid internal imports specifier name";
            return Err(invalid_specifier(name, reason, Some(&base.path)));
        }
        let scope = self.scope(&base.path)?;
        if let Some(config) = &scope
            && let Some(Json::Object(entries)) = &config.imports
        {
            let mut target = Target {
                config,
                field: Field::Imports,
                key: name,
                base: Some(base),
                asking,
                matched: None,
                ends_with_slash: false,
            };
            let exact = entries.iter().find(|(key, _)| key == name);
            let found = if let Some((_, value)) = exact.filter(|_| !name.contains('*')) {
                self.target(&target, value)?
            } else if let Some((key, value, matched)) = best_pattern(entries, name) {
                target.key = key;
                target.matched = Some(matched);
                self.target(&target, value)?
            } else {
                Found::Nothing
            };
            if let Found::Url(url) = found {
                return Ok(url);
            }
        }
        let file = scope.as_ref().map(|config| config.file.as_str());
        Err(import_not_defined(name, file, &base.path))
    }

    /// [DEP0155](https://nodejs.org/api/deprecations.html#DEP0155)
    fn warn_of_slash(&mut self, subpath: &str, config: &PackageConfig, base: Option<&Base>) {
        let from = base.map_or(String::new(), |base| {
            format!(" imported from {}", base.path)
        });
        let message = format!(
            "Use of deprecated trailing slash pattern mapping \"{subpath}\" in the \"exports\" field \
             module resolution of the package at {}{from}. \
             Mapping specifiers ending in \"/\" is no longer supported.",
            config.file
        );
        let about = format!("{} {subpath}", config.file);
        self.warn("DEP0155", &about, message);
    }
}

/// Whether `exports` is what the package's main entry has, rather than a table of paths.
fn is_main_only(exports: &Json, file: &str, base: Option<&str>) -> Result<bool> {
    let Json::Object(entries) = exports else {
        return Ok(matches!(exports, Json::Text(_) | Json::List(_)));
    };
    let mut paths = entries.iter().map(|(key, _)| key.starts_with('.'));
    let Some(first) = paths.next() else {
        return Ok(false);
    };
    if paths.any(|is_path| is_path != first) {
        let why = "\"exports\" cannot contain some keys starting with '.' and some not. \
             The exports object must either be an object of package subpath keys \
             or an object of main entry condition name keys only.";
        return Err(invalid_config(file, base, why));
    }
    Ok(!first)
}

/// The entry whose pattern says most about a path, and what its star stands for.
fn best_pattern<'a, 'b>(
    entries: &'a [(String, Json)],
    path: &'b str,
) -> Option<(&'a str, &'a Json, &'b str)> {
    let mut best: Option<(&'a str, &'a Json, &'b str)> = None;
    for (key, value) in entries {
        let Some((before, after)) = key.split_once('*') else {
            continue;
        };
        let fits = path.len() >= key.len()
            && path.starts_with(before)
            && path.ends_with(after)
            && !after.contains('*');
        let better = best.is_none_or(|(best, ..)| says_more(best, key) == Ordering::Greater);
        if fits && better {
            best = Some((key, value, &path[before.len()..path.len() - after.len()]));
        }
    }
    best
}

/// Whether there is a pattern that begins as a path does.
fn has_open_pattern(exports: &Json, path: &str) -> bool {
    let Json::Object(entries) = exports else {
        return false;
    };
    let mut patterns = entries.iter().filter_map(|(key, _)| key.split_once('*'));
    patterns.any(|(before, _)| path.starts_with(before))
}

/// [PATTERN_KEY_COMPARE](https://nodejs.org/api/esm.html#resolution-algorithm-specification) of two
/// patterns: which has more before its star, then which is longer. Greater means that the second says more.
fn says_more(first: &str, second: &str) -> Ordering {
    let star = |key: &str| key.find('*').unwrap_or(key.len());
    let before = star(second).cmp(&star(first));
    before.then(second.len().cmp(&first.len()))
}
