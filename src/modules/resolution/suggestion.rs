//! 'Did you mean to import ...?': what a specifier would have meant to `require`.

use super::commonjs::{EXTENSIONS, Search, lookup_folders, package_folders};
use super::import::{Base, is_path};
use super::json::quote;
use super::path::{folder_of, relative};
use super::resolver::Resolver;
use super::url;

impl Resolver {
    /// The hint with the line break before it, if there is one.
    pub(super) fn suggestion(&mut self, specifier: &str, base: &Base) -> Option<String> {
        if base.url.scheme() != "file" {
            return None;
        }
        let specifier = match specifier.starts_with("file://") {
            true => url::to_path(&url::parse(specifier)?).ok()?,
            false => specifier.to_string(),
        };
        // As in Node, a relative specifier is taken from the current folder here.
        let folders = lookup_folders(&specifier, None, &package_folders(&base.path), &[]);
        let search = Search {
            folders: &folders,
            extensions: &EXTENSIONS,
        };
        let found = self.require(&specifier, None, search).ok()??;
        let found = if specifier.starts_with('.') && is_path(&specifier) {
            let way = relative(
                folder_of(base.url.pathname()),
                url::of_path(&found).pathname(),
            );
            match way.starts_with("../") {
                true => way,
                false => format!("./{way}"),
            }
        } else if specifier.starts_with('/') {
            found
        } else {
            let package = specifier.split('/').next().unwrap_or(&specifier);
            let needle = format!("/node_modules/{package}/");
            match found.rfind(&needle) {
                Some(place) => {
                    let rest = found[place + needle.len()..]
                        .split('/')
                        .map(url::escape_component);
                    format!("{package}/{}", rest.collect::<Vec<_>>().join("/"))
                }
                None => url::of_path(&found).href(),
            }
        };
        (found != specifier).then(|| format!("\nDid you mean to import {}?", quote(&found)))
    }
}
