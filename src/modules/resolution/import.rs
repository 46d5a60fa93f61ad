//! [What `import` finds](https://nodejs.org/api/esm.html#resolution-algorithm-specification).

use super::built_in;
use super::errors::{
    Result, invalid_specifier, module_not_found, unsupported_folder, unsupported_request,
};
use super::files::PathKind;
use super::format::invalid_url;
use super::package_config::{PackageConfig, PackageType};
use super::path::{extension, folder_of, join, resolve, without_slash};
use super::resolver::{Resolved, Resolver};
use super::url::{self, Url};
use std::rc::Rc;

/// Where an import is asked for.
#[derive(Clone)]
pub(super) struct Base {
    pub url: Url,
    /// The path, for messages and for what is looked for above it.
    pub path: String,
}

impl Base {
    pub fn of_path(path: &str) -> Base {
        Base {
            url: url::of_path(path),
            path: path.to_string(),
        }
    }

    fn parse(url: &str) -> Result<Base> {
        let parsed = url::parse(url).ok_or_else(|| invalid_url(url))?;
        let path = match parsed.scheme() {
            "file" => url::to_path(&parsed)?,
            _ => url.to_string(),
        };
        Ok(Base { url: parsed, path })
    }
}

/// Which conditions hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asking {
    Import,
    Require,
}

/// Whether a specifier is a path: such a specifier is taken from the URL of who asks.
pub(super) fn is_path(specifier: &str) -> bool {
    matches!(specifier, "." | "..")
        || ["/", "./", "../"]
            .iter()
            .any(|start| specifier.starts_with(start))
}

impl Resolver {
    /// What a specifier means in the module with the URL `referrer`.
    pub fn import(&mut self, specifier: &str, referrer: &str) -> Result<Resolved> {
        if !is_path(specifier)
            && let Some(url) = url::parse(specifier)
        {
            match url.scheme() {
                "data" => return Ok(self.resolved(url.href())),
                "node" => return Ok(self.resolved(specifier.to_string())),
                _ => {}
            }
        }
        let base = Base::parse(referrer)?;
        match self.module_url(specifier, &base, Asking::Import) {
            Ok(url) => Ok(self.resolved(url.href())),
            Err(mut error) => {
                let hopeful = ["ERR_MODULE_NOT_FOUND", "ERR_UNSUPPORTED_DIR_IMPORT"];
                if hopeful.iter().any(|code| error.is(code))
                    && let Some(hint) = self.suggestion(specifier, &base)
                {
                    error.message.push_str(&hint);
                }
                Err(error)
            }
        }
    }

    /// [`import.meta.resolve(specifier)`](https://nodejs.org/api/esm.html#importmetaresolvespecifier):
    /// the same, but a file need not be there.
    pub fn import_meta_resolve(&mut self, specifier: &str, referrer: &str) -> Result<String> {
        use super::errors::Property;
        match self.import(specifier, referrer) {
            Ok(resolved) => Ok(resolved.url),
            Err(error) => match error.properties.first() {
                Some(("url", Property::Text(url))) => Ok(url.clone()),
                _ => Err(error),
            },
        }
    }

    /// [`module.findPackageJSON(specifier, base)`](https://nodejs.org/api/module.html#modulefindpackagejsonspecifier-base):
    /// the path of the package.json of a package or of the package that a file belongs to.
    pub fn package_json(&mut self, specifier: &str, referrer: &str) -> Result<Option<String>> {
        let base = Base::parse(referrer)?;
        let is_bare = !specifier.starts_with(['.', '/']) && !specifier.starts_with("file:");
        if is_bare {
            if base.url.scheme() != "file" {
                return Err(invalid_url(specifier));
            }
            let (name, _) = split_package_name(specifier, &base.path)?;
            return self.package_file(name, &base).map(Some);
        }
        let url = match url::parse(specifier) {
            Some(url) => url,
            None => {
                let unsupported = || unsupported_request(specifier, &base.url.href());
                url::join(&base.url, specifier).ok_or_else(unsupported)?
            }
        };
        let path = match self.existing(url.clone(), &base) {
            Ok(url) => url::to_path(&url)?,
            Err(error) if error.is("ERR_UNSUPPORTED_DIR_IMPORT") => {
                join(&without_slash(&url::to_path(&url)?), "package.json")
            }
            Err(error) => return Err(error),
        };
        let config = self.scope(&path)?;
        Ok(config.map(|config| config.file.clone()))
    }

    fn resolved(&mut self, url: String) -> Resolved {
        let format = self.format(&url).ok();
        Resolved { url, format }
    }

    fn module_url(&mut self, specifier: &str, base: &Base, asking: Asking) -> Result<Url> {
        let url = if is_path(specifier) {
            let unsupported = || unsupported_request(specifier, &base.url.href());
            url::join(&base.url, specifier).ok_or_else(unsupported)?
        } else if specifier.starts_with('#') && base.url.scheme() == "file" {
            self.package_import(specifier, base, asking)?
        } else if let Some(url) = url::parse(specifier) {
            url
        } else if base.url.scheme() == "data" && !built_in::is_plain_name(specifier) {
            return Err(unsupported_request(specifier, &base.url.href()));
        } else {
            self.package(specifier, base, asking)?
        };
        match url.scheme() {
            "file" => self.existing(url, base),
            _ => Ok(url),
        }
    }

    /// The URL of a file that is there, symbolic links followed.
    fn existing(&mut self, url: Url, base: &Base) -> Result<Url> {
        if url::has_escaped_separator(&url) {
            let reason = "must not include encoded \"/\" or \"\\\" characters";
            return Err(invalid_specifier(url.pathname(), reason, Some(&base.path)));
        }
        let path = url::to_path(&url).map_err(|error| {
            error
                .with("input", &url.href())
                .with("module", &base.url.href())
        })?;
        // A path that ends with a slash is one of a folder, whatever is there.
        let (kind, file) = match path.ends_with('/') {
            true => (PathKind::Folder, None),
            false => self.file(&path),
        };
        match (kind, file) {
            (_, Some(file)) => Ok(url::with_path(&url, &file)),
            (PathKind::Folder, _) => Err(unsupported_folder(&path, &base.path, &url.href())),
            _ => Err(module_not_found(&path, &base.path, Some(&url.href()))),
        }
    }

    /// [PACKAGE_RESOLVE](https://nodejs.org/api/esm.html#resolution-algorithm-specification)
    pub(super) fn package(&mut self, specifier: &str, base: &Base, asking: Asking) -> Result<Url> {
        if built_in::is_plain_name(specifier) {
            let path = specifier.to_string();
            return url::parse(&format!("node:{path}")).ok_or_else(|| invalid_url(specifier));
        }
        let (name, subpath) = split_package_name(specifier, &base.path)?;
        let file = self.package_file(name, base)?;
        let importing = Some((specifier, base.path.as_str()));
        let config = self.config(&file, importing)?;
        self.in_package(&file, config, &subpath, (base, asking))
    }

    /// Where the package.json of a package is, or would be: that of who asks if it has the name and
    /// says what it exports, else that of the nearest folder.
    fn package_file(&mut self, name: &str, base: &Base) -> Result<String> {
        if let Some(config) = self.scope(&base.path)?
            && config.exports.is_some()
            && config.name.as_deref() == Some(name)
        {
            return Ok(config.file.clone());
        }
        let mut folder = folder_of(&base.path);
        loop {
            let modules = join(folder, "node_modules");
            let package = match name.is_empty() {
                true => modules,
                false => join(&modules, name),
            };
            if self.is_folder(&package) {
                return Ok(join(&package, "package.json"));
            }
            if folder == "/" || folder == "." {
                return Err(module_not_found(name, &base.path, None));
            }
            folder = folder_of(folder);
        }
    }

    fn in_package(
        &mut self,
        file: &str,
        config: Option<Rc<PackageConfig>>,
        subpath: &str,
        (base, asking): (&Base, Asking),
    ) -> Result<Url> {
        if let Some(config) = &config
            && config.exports.is_some()
        {
            return self.package_export(config, subpath, Some(base), asking);
        }
        if subpath == "." {
            return self.main_file(file, config.as_deref(), base);
        }
        let url = url::join(&url::of_path(file), subpath);
        url.ok_or_else(|| invalid_url(subpath))
    }

    /// LEGACY_MAIN_RESOLVE: the file of the field `main`, or the index of the folder.
    fn main_file(
        &mut self,
        file: &str,
        config: Option<&PackageConfig>,
        base: &Base,
    ) -> Result<Url> {
        let folder = folder_of(file);
        let main = config.and_then(|config| config.main.as_deref());
        let main = main.filter(|main| !main.is_empty());
        let of_main = main.into_iter().flat_map(|main| {
            let endings = [
                "",
                ".js",
                ".json",
                ".node",
                "/index.js",
                "/index.json",
                "/index.node",
            ];
            endings.map(|ending| format!("./{main}{ending}"))
        });
        let index = ["index.js", "index.json", "index.node"].map(String::from);
        for name in of_main.chain(index) {
            let path = resolve(folder, &name);
            if self.kind(&path) == PathKind::File {
                self.warn_of_index((&path, folder), main, config, base);
                return Ok(url::of_path(&path));
            }
        }
        let wanted = resolve(folder, main.unwrap_or("index.js"));
        Err(module_not_found(&wanted, &base.path, None))
    }

    /// [DEP0151](https://nodejs.org/api/deprecations.html#DEP0151)
    fn warn_of_index(
        &mut self,
        (path, folder): (&str, &str),
        main: Option<&str>,
        config: Option<&PackageConfig>,
        base: &Base,
    ) {
        let is_module = match extension(path) {
            ".mjs" => true,
            ".js" => config.is_some_and(|config| config.kind == PackageType::Module),
            _ => false,
        };
        if !is_module {
            return;
        }
        let from = &base.path;
        let name = path.get(folder.len() + 1..).unwrap_or(path);
        let message = match main {
            None => format!(
                "No \"main\" or \"exports\" field defined in the package.json for {folder}/ \
                 resolving the main entry point \"{name}\", imported from {from}.\n\
                 Default \"index\" lookups for the main are deprecated for ES modules."
            ),
            Some(main) if resolve(folder, main) != path => format!(
                "Package {folder}/ has a \"main\" field set to \"{main}\", excluding the full \
                 filename and extension to the resolved file at \"{name}\", imported from {from}.\n \
                 Automatic extension resolution of the \"main\" field is deprecated for ES modules."
            ),
            Some(_) => return,
        };
        self.warn("DEP0151", &message.clone(), message);
    }
}

/// The name of the package, and `.` or the path in it that begins with `./`.
pub(super) fn split_package_name<'a>(specifier: &'a str, base: &str) -> Result<(&'a str, String)> {
    let first = specifier.find('/');
    let end = match (specifier.starts_with('@'), first) {
        (true, Some(place)) => specifier[place + 1..]
            .find('/')
            .map(|more| place + 1 + more),
        (_, place) => place,
    };
    let (name, rest) = specifier.split_at(end.unwrap_or(specifier.len()));
    let has_no_name = specifier.starts_with('@') && first.is_none();
    match has_no_name || name.starts_with('.') || name.contains(['%', '\\']) {
        false => Ok((name, format!(".{rest}"))),
        true => Err(invalid_specifier(
            specifier,
            "is not a valid package name",
            Some(base),
        )),
    }
}
