//! Packages, paths and built-in modules, as `import` and `require` find them.

use super::seen::{FILES, FOUND};
use crate::modules::resolution::commonjs::{
    EXTENSIONS, Search, cannot_find, global_folders, lookup_folders, package_folders,
};
use crate::modules::resolution::{
    Files, Format, PathKind, ResolutionError, Resolver, built_in, check_attributes,
};
use std::collections::BTreeMap;
use std::io;
use std::rc::Rc;

/// Files that are made up, and symbolic links from paths to paths.
#[derive(Default)]
struct Made {
    files: BTreeMap<String, String>,
    links: BTreeMap<String, String>,
}

impl Made {
    fn of(files: &[(&str, &str)]) -> Made {
        let files = files
            .iter()
            .map(|(path, text)| (path.to_string(), text.to_string()));
        Made {
            files: files.collect(),
            links: BTreeMap::new(),
        }
    }

    fn resolver(self) -> Resolver {
        Resolver::new(Rc::new(self), &[])
    }

    fn followed(&self, path: &str) -> String {
        for (from, to) in &self.links {
            if path == from || path.starts_with(&format!("{from}/")) {
                return self.followed(&format!("{to}{}", &path[from.len()..]));
            }
        }
        path.to_string()
    }
}

impl Files for Made {
    fn kind(&self, path: &str) -> PathKind {
        let path = self.followed(path);
        let inside = format!("{}/", path.trim_end_matches('/'));
        if self.files.contains_key(&path) {
            return PathKind::File;
        }
        match self.files.keys().any(|file| file.starts_with(&inside)) {
            true => PathKind::Folder,
            false => PathKind::Missing,
        }
    }

    fn look(&self, path: &str) -> (PathKind, bool) {
        (self.kind(path), self.links.contains_key(path))
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let path = self.followed(path).replace("//", "/");
        let text = self.files.get(&path);
        text.map(|text| text.clone().into_bytes())
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn real_path(&self, path: &str) -> io::Result<String> {
        Ok(self.followed(path))
    }

    fn current_folder(&self) -> String {
        String::from("/p")
    }
}

fn shown(error: &ResolutionError) -> String {
    let class = format!("{:?}", error.class).replace("UriError", "URIError");
    format!("{}: {}", error.code.unwrap_or(&class), error.message)
}

fn require(resolver: &mut Resolver, request: &str, file: &str) -> String {
    if built_in::name_of(request).is_some() {
        return format!("OK {request}");
    }
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let folders = lookup_folders(request, Some(file), &package_folders(folder), &[]);
    let search = Search {
        folders: &folders,
        extensions: &EXTENSIONS,
    };
    match resolver.require(request, Some(file), search) {
        Ok(Some(found)) => format!("OK {found}"),
        Ok(None) => shown(&cannot_find(request, &[file.to_string()])),
        Err(error) => shown(&error),
    }
}

fn import(resolver: &mut Resolver, specifier: &str, url: &str) -> String {
    let found = resolver.import(specifier, url).and_then(|resolved| {
        let format = resolver.format(&resolved.url)?;
        check_attributes(&resolved.url, format, &[])?;
        Ok(resolved.url)
    });
    found.unwrap_or_else(|error| shown(&error))
}

#[test]
fn specifiers_mean_what_they_mean_in_node() {
    let mut files = Made::of(FILES);
    files
        .files
        .insert("/p/node_modules/nojson/.keep".into(), String::new());
    let mut resolver = files.resolver();
    let url = "file:///p/main.mjs";
    for (specifier, wanted, imported, required) in FOUND {
        let found = match resolver.import_meta_resolve(specifier, url) {
            Ok(url) => format!("OK {url}"),
            Err(error) => shown(&error),
        };
        assert_eq!(found, *wanted, "{specifier}");
        let found = import(&mut resolver, specifier, url);
        let same = match wanted.strip_prefix("OK ") {
            Some(url) if imported.is_empty() || *imported == "OK" => url,
            _ if imported.is_empty() => wanted,
            _ => imported,
        };
        assert_eq!(found, same, "import {specifier}");
        let found = require(&mut resolver, specifier, "/p/main.mjs");
        assert_eq!(found, *required, "require {specifier}");
    }
}

#[test]
fn errors_have_properties() {
    let mut resolver = Made::of(&[("/p/a.js", "")]).resolver();
    let error = resolver.import("./nope", "file:///p/a.js").err();
    let properties = error.map(|error| format!("{:?}", error.properties));
    let wanted = r#"[("url", Text("file:///p/nope"))]"#;
    assert_eq!(properties.as_deref(), Some(wanted));
    let error = cannot_find("x", &["/p/b.js".into(), "/p/a.js".into()]);
    let wanted = "Cannot find module 'x'\nRequire stack:\n- /p/b.js\n- /p/a.js";
    assert_eq!(error.message, wanted);
}

#[test]
fn the_best_pattern_wins() {
    let exports = r#"{"exports": {"./*": "./all/*", "./a/*": "./a-dir/*.js", "./a/*.js": "./a-js/*.js",
        "./a/x/*": null, "./b/*/c/*": "./two/*", "./a/y*": {"require": "./cjs.js", "default": ["bad", "./esm-*.js"]}}}"#;
    let files: Vec<(&str, &str)> = ["all/q", "a-dir/q.js", "a-js/q.js", "esm-z.js", "cjs.js"]
        .map(|name| (format!("/p/node_modules/k/{name}"), ""))
        .into_iter()
        .map(|(name, text)| (&*name.leak(), text))
        .chain([
            ("/p/node_modules/k/package.json", exports),
            ("/p/m.mjs", ""),
        ])
        .collect();
    let mut resolver = Made::of(&files).resolver();
    let mut found = |specifier: &str| import(&mut resolver, specifier, "file:///p/m.mjs");
    let inside = "file:///p/node_modules/k/";
    assert_eq!(found("k/q"), format!("{inside}all/q"));
    assert_eq!(found("k/a/q"), format!("{inside}a-dir/q.js"));
    assert_eq!(found("k/a/q.js"), format!("{inside}a-js/q.js"));
    assert_eq!(found("k/a/yz"), format!("{inside}esm-z.js"));
    assert!(found("k/a/x/q").starts_with("ERR_PACKAGE_PATH_NOT_EXPORTED"));
    assert!(found("k/b/1/c/2").starts_with("ERR_MODULE_NOT_FOUND"));
    let found = require(&mut resolver, "k/a/yz", "/p/m.cjs");
    assert_eq!(found, "OK /p/node_modules/k/cjs.js");
}

#[test]
fn symbolic_links_are_followed() {
    let mut files = Made::of(&[
        ("/real/pkg/index.js", ""),
        ("/real/one.js", ""),
        ("/p/node_modules/x.js", ""),
    ]);
    files
        .links
        .insert("/p/node_modules/pkg".into(), "/real/pkg".into());
    files
        .links
        .insert("/p/link.js".into(), "/real/one.js".into());
    let mut resolver = files.resolver();
    assert_eq!(
        require(&mut resolver, "pkg", "/p/m.js"),
        "OK /real/pkg/index.js"
    );
    assert_eq!(
        require(&mut resolver, "./link", "/p/m.js"),
        "OK /real/one.js"
    );
    let found = import(&mut resolver, "./link.js?a#b", "file:///p/m.js");
    assert_eq!(found, "file:///real/one.js?a#b");
}

#[test]
fn folders_of_packages() {
    assert_eq!(
        package_folders("/a/b"),
        ["/a/b/node_modules", "/a/node_modules", "/node_modules"]
    );
    assert_eq!(package_folders("/"), ["/node_modules"]);
    let inside = [
        "/a/node_modules/b/node_modules",
        "/a/node_modules",
        "/node_modules",
    ];
    assert_eq!(package_folders("/a/node_modules/b"), inside);
    let global = global_folders(Some("/x::y"), Some("/h"), "/usr/bin/node");
    assert_eq!(
        global,
        [
            "/x",
            "y",
            "/h/.node_modules",
            "/h/.node_libraries",
            "/usr/lib/node"
        ]
    );
    let near = lookup_folders("./x", Some("/a/b.js"), &["/m".into()], &["/g".into()]);
    assert_eq!(near, ["/a"]);
    let far = lookup_folders("x", Some("/a/b.js"), &["/m".into()], &["/g".into()]);
    assert_eq!(far, ["/m", "/g"]);
    // Three dots are no way up.
    assert_eq!(lookup_folders("...", None, &[], &["/g".into()]).len(), 1);
}

#[test]
fn formats_and_attributes() {
    let files = [
        ("/m/package.json", r#"{"type":"module"}"#),
        ("/c/package.json", r#"{"type":"commonjs"}"#),
        ("/n/node_modules/k/x", ""),
        ("/n/package.json", r#"{"type":"module"}"#),
    ];
    let mut resolver = Made::of(&files).resolver();
    let mut format = |url: &str| resolver.format(url).map_err(|error| shown(&error));
    assert_eq!(format("file:///m/a.js"), Ok(Format::Module));
    assert_eq!(format("file:///m/a"), Ok(Format::Module));
    assert_eq!(format("file:///c/a.js?x"), Ok(Format::CommonJs));
    assert_eq!(format("file:///d/a.js"), Ok(Format::Detect));
    // A package without a package.json isn't part of the one that it is installed in.
    assert_eq!(format("file:///n/node_modules/k.js"), Ok(Format::Detect));
    assert_eq!(format("file:///c/a.mjs"), Ok(Format::Module));
    assert_eq!(format("file:///m/a.json"), Ok(Format::Json));
    assert_eq!(
        format("data:text/javascript;charset=utf-8,1"),
        Ok(Format::Module)
    );
    assert_eq!(format("node:fs"), Ok(Format::BuiltIn));
    let unknown = "ERR_UNKNOWN_FILE_EXTENSION: Unknown file extension \".txt\" for /m/a.txt";
    assert_eq!(format("file:///m/a.txt"), Err(unknown.into()));
    let typescript = format("file:///m/a.mts").err().unwrap_or_default();
    assert!(typescript.contains("TypeScript isn't run") && typescript.contains("/m/a.mjs"));
    let kind = "ERR_UNKNOWN_MODULE_FORMAT: Unknown module format: null for URL data:,x";
    assert_eq!(format("data:,x"), Err(kind.into()));
    let check = |format, attributes: &[(&str, &str)]| {
        let owned = |(key, value): &(&str, &str)| (key.to_string(), value.to_string());
        let attributes: Vec<_> = attributes.iter().map(owned).collect();
        check_attributes("u", format, &attributes).map_err(|error| error.code)
    };
    assert_eq!(check(Format::Json, &[("type", "json")]), Ok(()));
    assert_eq!(
        check(Format::Json, &[]),
        Err(Some("ERR_IMPORT_ATTRIBUTE_MISSING"))
    );
    let incompatible = Err(Some("ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE"));
    assert_eq!(check(Format::Module, &[("type", "json")]), incompatible);
    let unsupported = Err(Some("ERR_IMPORT_ATTRIBUTE_UNSUPPORTED"));
    assert_eq!(check(Format::Json, &[("type", "text")]), unsupported);
    let others = [("type", "json"), ("kind", "x")];
    assert_eq!(check(Format::Json, &others), unsupported);
}

#[test]
fn warnings_are_given_once() {
    let files = [
        ("/p/node_modules/la/package.json", r#"{"type":"module"}"#),
        ("/p/node_modules/la/index.js", ""),
        ("/p/node_modules/ld/package.json", r#"{"main":"nope"}"#),
        ("/p/node_modules/ld/index.js", ""),
    ];
    let mut resolver = Made::of(&files).resolver();
    for _ in 0..2 {
        import(&mut resolver, "la", "file:///p/m.mjs");
    }
    let found: Vec<_> = resolver
        .take_warnings()
        .into_iter()
        .map(|it| (it.code, it.message))
        .collect();
    let message = "No \"main\" or \"exports\" field defined in the package.json for \
        /p/node_modules/la/ resolving the main entry point \"index.js\", imported from /p/m.mjs.\n\
        Default \"index\" lookups for the main are deprecated for ES modules.";
    assert_eq!(found, [("DEP0151", message.to_string())]);
    require(&mut resolver, "ld", "/p/m.js");
    assert_eq!(resolver.take_warnings().len(), 1);
}

#[test]
fn a_hint_tells_what_require_would_find() {
    let files = [
        ("/p/x.js", ""),
        ("/p/dir/index.js", ""),
        ("/p/node_modules/k/m d.js", ""),
    ];
    let mut resolver = Made::of(&files).resolver();
    let mut hint = |specifier: &str| {
        let message = import(&mut resolver, specifier, "file:///p/m.mjs");
        message.lines().nth(1).map(String::from)
    };
    let means = |what: &str| Some(format!("Did you mean to import \"{what}\"?"));
    assert_eq!(hint("./x"), means("./x.js"));
    assert_eq!(hint("./dir"), means("./dir/index.js"));
    assert_eq!(hint("/p/x"), means("/p/x.js"));
    assert_eq!(hint("file:///p/x"), means("/p/x.js"));
    assert_eq!(hint("k/m d"), means("k/m%20d.js"));
    assert_eq!(hint("./nope"), None);
}
