//! Which texts are files that are reported on.

use super::recording::Recording;
use crate::budget::Budget;
use crate::url::{Url, file_path};
use std::path::{Component, Path};

/// The path of the file that a text's name leads to: a path already, or a URL.
pub(super) fn path_of(name: &str) -> Option<String> {
    if Path::new(name).is_absolute() {
        return Some(name.to_string());
    }
    if !name.starts_with("file:") {
        return None;
    }
    let budget = Budget::default();
    file_path(&Url::parse(name, None, &budget)?, &budget).ok()
}

/// Whether a file is part of an installed package.
fn is_installed(path: &str) -> bool {
    let mut components = Path::new(path).components();
    components.any(|component| component == Component::Normal("node_modules".as_ref()))
}

impl Recording {
    /// Counts in files, but for those of installed packages.
    pub(crate) fn of_files() -> Recording {
        Recording::new(|name| path_of(name).is_some_and(|path| !is_installed(&path)))
    }
}

/// A path as it is shown: from a folder on, where it is below that.
pub(super) fn shown_path(path: &str, base: &Path) -> String {
    let path = Path::new(path);
    let shown = path.strip_prefix(base).unwrap_or(path);
    shown.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::{is_installed, path_of, shown_path};
    use std::path::Path;

    #[test]
    fn names_of_files() {
        let path = |name| path_of(name);
        assert_eq!(path("/a/b.js").as_deref(), Some("/a/b.js"));
        assert_eq!(
            path("file:///a/b%20c.mjs?v=2").as_deref(),
            Some("/a/b c.mjs")
        );
        assert_eq!(path("[eval]"), None);
        assert_eq!(path("node:fs"), None);
        assert_eq!(path("data:text/javascript,1"), None);
    }

    #[test]
    fn installed_packages() {
        assert!(is_installed("/a/node_modules/b/c.js"));
        assert!(!is_installed("/a/node_modules.js"));
    }

    #[test]
    fn shown_from_a_folder_on() {
        assert_eq!(shown_path("/a/b/c.js", Path::new("/a")), "b/c.js");
        assert_eq!(shown_path("/ab/c.js", Path::new("/a")), "/ab/c.js");
    }
}
