//! Paths as text, with `/` between their parts.

use std::borrow::Cow;

/// Takes `.`, `..` and empty parts out of an absolute path.
fn normalize_absolute(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let mut normal = String::with_capacity(path.len());
    for part in parts {
        normal.push('/');
        normal.push_str(part);
    }
    match normal.is_empty() {
        true => String::from("/"),
        false => normal,
    }
}

/// Whether [`normalize_absolute`] has nothing to do.
fn is_normal(path: &str) -> bool {
    if path == "/" {
        return true;
    }
    let inner = path.strip_prefix('/');
    inner.is_some_and(|inner| {
        inner
            .split('/')
            .all(|part| !matches!(part, "" | "." | ".."))
    })
}

/// A path, taken from an absolute folder.
pub fn resolve(folder: &str, path: &str) -> String {
    if path.starts_with('/') {
        return match is_normal(path) {
            true => path.to_string(),
            false => normalize_absolute(path),
        };
    }
    if let Some(rest) = path.strip_prefix("./") {
        // The common case: nothing goes up, and nothing is written twice.
        let plain = rest.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if plain && is_normal(folder) && folder != "/" {
            return format!("{folder}/{rest}");
        }
    }
    normalize_absolute(&format!("{folder}/{path}"))
}

/// A name in a folder that has no `.` or `..`.
pub fn join(folder: &str, name: &str) -> String {
    match folder.ends_with('/') {
        true => format!("{folder}{name}"),
        false => format!("{folder}/{name}"),
    }
}

/// The folder that holds a path; `/` holds itself, and a name without a folder is in `.`.
pub fn folder_of(path: &str) -> &str {
    let trimmed = path.trim_end_matches('/');
    match trimmed.rfind('/') {
        Some(0) => "/",
        Some(place) => trimmed[..place].trim_end_matches('/'),
        None if trimmed.is_empty() && !path.is_empty() => "/",
        None => ".",
    }
}

/// The last part of a path.
pub fn name_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// From the last dot of a path's last part; empty where that part has none but at its start.
pub fn extension(path: &str) -> &str {
    let name = name_of(path);
    match name.rfind('.') {
        Some(0) | None => "",
        Some(_) if name == ".." => "",
        Some(place) => &name[place..],
    }
}

/// Whether a relative path, once its parts are taken together, leads out of where it starts.
pub fn leads_outside(path: &str) -> bool {
    let mut depth = 0_i64;
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                depth -= 1;
                if depth < 0 {
                    return true;
                }
            }
            _ => depth += 1,
        }
    }
    false
}

/// The way from an absolute folder to an absolute path.
pub fn relative(folder: &str, path: &str) -> String {
    let parts = |path| -> Vec<&str> {
        let parts = str::split(path, '/').filter(|part| !part.is_empty());
        parts.collect()
    };
    let (from, to) = (parts(folder), parts(path));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[shared..].iter().map(|_| "..");
    let way: Vec<&str> = up.chain(to[shared..].iter().copied()).collect();
    way.join("/")
}

/// A path without the slashes at its end.
pub fn without_slash(path: &str) -> Cow<'_, str> {
    match path.len() > 1 && path.ends_with('/') {
        true => Cow::Owned(path.trim_end_matches('/').to_string()),
        false => Cow::Borrowed(path),
    }
}

#[cfg(test)]
mod tests {
    use super::{extension, folder_of, leads_outside, relative, resolve};

    #[test]
    fn paths_are_taken_from_a_folder() {
        assert_eq!(resolve("/a/b", "./c/d.js"), "/a/b/c/d.js");
        assert_eq!(resolve("/a/b", "../c"), "/a/c");
        assert_eq!(resolve("/a/b", "./c/../../d"), "/a/d");
        assert_eq!(resolve("/a", "../../../d"), "/d");
        assert_eq!(resolve("/", "./d"), "/d");
        assert_eq!(resolve("/a", "/x//y/./z/"), "/x/y/z");
        assert_eq!(resolve("/a", "."), "/a");
        assert_eq!(resolve("/a", ""), "/a");
    }

    #[test]
    fn parts_of_paths() {
        assert_eq!(folder_of("/a/b"), "/a");
        assert_eq!(folder_of("/a"), "/");
        assert_eq!(folder_of("/"), "/");
        assert_eq!(folder_of("a"), ".");
        assert_eq!(folder_of("/a/b/"), "/a");
        assert_eq!(extension("/a.b/c.d.js"), ".js");
        assert_eq!(extension("/a.b/c"), "");
        assert_eq!(extension("/.b"), "");
        assert_eq!(extension("/b."), ".");
        assert!(leads_outside("./../a") && leads_outside("a/../../b"));
        assert!(!leads_outside("./a/..") && !leads_outside("."));
        assert_eq!(relative("/a/b", "/a/c/d"), "../c/d");
        assert_eq!(relative("/a", "/a/c"), "c");
    }
}
