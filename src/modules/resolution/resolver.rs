//! The resolver: where files are looked for and what is remembered of them.

use super::errors::{Result, unreadable_config};
use super::files::{Files, PathKind};
use super::module_format::Format;
use super::package_config::{PackageConfig, PackageType};
use super::path::{folder_of, join, name_of};
use super::url;
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// The [conditions](https://nodejs.org/api/packages.html#conditional-exports) that hold.
#[derive(Clone, Debug)]
pub struct Conditions(Vec<String>);

impl Conditions {
    /// Those of `import`, and others that a user gave.
    pub fn import(others: &[String]) -> Conditions {
        Conditions::with("import", others)
    }

    /// Those of `require`, and others that a user gave.
    pub fn require(others: &[String]) -> Conditions {
        Conditions::with("require", others)
    }

    fn with(own: &str, others: &[String]) -> Conditions {
        let names = ["node", own, "module-sync", "node-addons"];
        let names = names.into_iter().map(String::from);
        Conditions(names.chain(others.iter().cloned()).collect())
    }

    /// Whether one holds.
    pub fn hold(&self, name: &str) -> bool {
        name == "default" || self.0.iter().any(|condition| condition == name)
    }
}

/// What a specifier means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resolved {
    /// The URL that identifies the module; `node:fs` and the like for one of Node's.
    pub url: String,
    /// What it is, unless loading it fails for that.
    pub format: Option<Format>,
}

/// A warning for the user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warning {
    /// Whether it is a deprecation.
    pub is_deprecation: bool,
    /// Its code.
    pub code: &'static str,
    /// Its text.
    pub message: String,
}

/// Finds out what specifiers mean.
pub struct Resolver {
    pub(super) files: Rc<dyn Files>,
    pub(super) for_import: Conditions,
    pub(super) for_require: Conditions,
    /// `--preserve-symlinks`
    pub(super) keeps_links: bool,
    configs: FxHashMap<String, Rc<PackageConfig>>,
    real_folders: FxHashMap<String, String>,
    scopes: FxHashMap<String, Option<Rc<PackageConfig>>>,
    folders: FxHashMap<String, bool>,
    warnings: Vec<Warning>,
    given: FxHashSet<String>,
    /// Those that a user adds to Node's conditions.
    added: Vec<String>,
}

impl Resolver {
    /// A resolver over files. `conditions` are those that a user adds to Node's.
    pub fn new(files: Rc<dyn Files>, conditions: &[String]) -> Resolver {
        Resolver {
            files,
            for_import: Conditions::import(conditions),
            for_require: Conditions::require(conditions),
            keeps_links: false,
            configs: FxHashMap::default(),
            real_folders: FxHashMap::default(),
            scopes: FxHashMap::default(),
            folders: FxHashMap::default(),
            warnings: Vec::new(),
            given: FxHashSet::default(),
            added: conditions.to_vec(),
        }
    }

    /// Lets other conditions hold than Node's, or these again.
    pub fn set_conditions(&mut self, conditions: Option<Vec<String>>) {
        (self.for_import, self.for_require) = match conditions {
            Some(names) => (Conditions(names.clone()), Conditions(names)),
            None => (
                Conditions::import(&self.added),
                Conditions::require(&self.added),
            ),
        };
    }

    /// Adds conditions to Node's, and says whether symbolic links are kept: what options ask for.
    pub fn set_habits(&mut self, conditions: &[String], keeps_links: bool) {
        self.added = conditions.to_vec();
        self.keeps_links = keeps_links;
        self.set_conditions(None);
    }

    /// The files that it looks at.
    pub fn files(&self) -> &Rc<dyn Files> {
        &self.files
    }

    /// The warnings that came up since the last call, each once in a process.
    pub fn take_warnings(&mut self) -> Vec<Warning> {
        std::mem::take(&mut self.warnings)
    }

    /// Notes a deprecation, once for what it is about.
    pub(super) fn warn(&mut self, code: &'static str, about: &str, message: String) {
        // DEP0128 comes at each look, as in Node.
        if code == "DEP0128" || self.given.insert(format!("{code} {about}")) {
            self.warnings.push(Warning {
                is_deprecation: true,
                code,
                message,
            });
        }
    }

    /// Warns that nothing said of a file that it is an ES module, once for each package.
    pub fn warn_of_missing_type(&mut self, file: &str) {
        if file.contains("/node_modules/") {
            return;
        }
        let Ok(Some(config)) = self.scope(file) else {
            return;
        };
        let url = url::of_path(file).href();
        let message = format!(
            "Module type of {url} is not specified and it doesn't parse as CommonJS.\n\
             Reparsing as ES module because module syntax was detected. \
             This incurs a performance overhead.\n\
             To eliminate this warning, add \"type\": \"module\" to {}.",
            config.file
        );
        if config.kind == PackageType::None && self.given.insert(config.file.clone()) {
            self.warnings.push(Warning {
                is_deprecation: false,
                code: "MODULE_TYPELESS_PACKAGE_JSON",
                message,
            });
        }
    }

    pub(super) fn kind(&self, path: &str) -> PathKind {
        self.files.kind(path)
    }

    /// A path without symbolic links; `is_link` is whether its last part is one. Where folders lead
    /// is remembered.
    pub(super) fn real_path(&mut self, path: &str, is_link: bool) -> String {
        let folder = folder_of(path);
        let real = match self.real_folders.get(folder) {
            Some(real) => real,
            None => {
                let real = self.files.real_path(folder);
                let real = real.unwrap_or_else(|_| folder.to_string());
                self.real_folders.entry(folder.to_string()).or_insert(real)
            }
        };
        let file = join(real, name_of(path));
        match is_link {
            true => self.files.real_path(&file).unwrap_or(file),
            false => file,
        }
    }

    /// A file's path without symbolic links, unless they are to be kept; `None` where there is no file.
    pub(super) fn file(&mut self, path: &str) -> (PathKind, Option<String>) {
        let (kind, is_link) = self.files.look(path);
        let file = (kind == PathKind::File).then(|| match self.keeps_links {
            true => path.to_string(),
            false => self.real_path(path, is_link),
        });
        (kind, file)
    }

    /// Whether there is a folder: as [`Resolver::scope`], until [`Resolver::forget`] says otherwise.
    pub(super) fn is_folder(&mut self, path: &str) -> bool {
        if let Some(known) = self.folders.get(path) {
            return *known;
        }
        let found = self.kind(path) == PathKind::Folder;
        self.folders.insert(path.to_string(), found);
        found
    }

    /// Forgets what isn't there: a program may make it until it asks again.
    pub fn forget(&mut self) {
        self.folders.clear();
        self.scopes.clear();
    }

    /// The package.json with a path. `importing` is told of in an error.
    pub(super) fn config(
        &mut self,
        file: &str,
        importing: Option<(&str, &str)>,
    ) -> Result<Option<Rc<PackageConfig>>> {
        if let Some(config) = self.configs.get(file) {
            return Ok(Some(Rc::clone(config)));
        }
        let Ok(bytes) = self.files.read(file) else {
            return Ok(None);
        };
        let text = String::from_utf8_lossy(&bytes);
        let Some(config) = PackageConfig::parse(file, &text) else {
            return Err(unreadable_config(file, importing));
        };
        let config = Rc::new(config);
        self.configs.insert(file.to_string(), Rc::clone(&config));
        Ok(Some(config))
    }

    /// The package.json of the package that a file belongs to: the nearest above it, within
    /// `node_modules`.
    pub(super) fn scope(&mut self, file: &str) -> Result<Option<Rc<PackageConfig>>> {
        let first = folder_of(file);
        if let Some(known) = self.scopes.get(first) {
            return Ok(known.clone());
        }
        let mut folder = first;
        let found = loop {
            if name_of(folder) == "node_modules" {
                break None;
            }
            if let Some(config) = self.config(&join(folder, "package.json"), None)? {
                break Some(config);
            }
            if folder == "/" || folder == "." {
                break None;
            }
            folder = folder_of(folder);
        };
        self.scopes.insert(first.to_string(), found.clone());
        Ok(found)
    }

    /// The path of the nearest package.json above a file, and `type` in it.
    pub fn package_of(&mut self, file: &str) -> Result<Option<(String, Option<&'static str>)>> {
        let config = self.scope(file)?;
        Ok(config.map(|config| {
            let kind = match config.kind {
                PackageType::None => None,
                PackageType::CommonJs => Some("commonjs"),
                PackageType::Module => Some("module"),
            };
            (config.file.clone(), kind)
        }))
    }
}
