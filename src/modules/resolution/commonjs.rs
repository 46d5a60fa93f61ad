//! [What `require` finds](https://nodejs.org/api/modules.html#all-together).

use super::errors::{ResolutionError, Result, invalid_specifier};
use super::files::PathKind;
use super::import::{Asking, Base};
use super::path::{folder_of, join, leads_outside, name_of, resolve};
use super::resolver::Resolver;
use super::url::{self, Url};

/// The extensions that a request may leave out, in the order in which they are tried.
pub const EXTENSIONS: [&str; 3] = [".js", ".json", ".node"];

/// Whether a request is taken from the folder of who asks.
pub fn is_relative(request: &str) -> bool {
    matches!(request, "." | "..") || request.starts_with("./") || request.starts_with("../")
}

/// Whether a request isn't looked for in lookup folders: as [`is_relative`], and with a backslash
/// or a dot after the first dot, as Node has it.
fn is_near(request: &str) -> bool {
    match request.as_bytes() {
        [b'.'] => true,
        [b'.', second, ..] => matches!(second, b'.' | b'/'),
        _ => false,
    }
}

/// [`module.paths`](https://nodejs.org/api/modules.html#modulepaths): the folders in which packages
/// are looked for from a folder, the nearest first.
pub fn package_folders(from: &str) -> Vec<String> {
    let mut folders = Vec::new();
    let mut folder = from;
    loop {
        if name_of(folder) != "node_modules" {
            folders.push(join(folder, "node_modules"));
        }
        if folder == "/" || folder == "." {
            return folders;
        }
        folder = folder_of(folder);
    }
}

/// Folders of packages that are looked at from everywhere: `NODE_PATH`, and those of old times in
/// the home folder and beside the program.
pub fn global_folders(node_path: Option<&str>, home: Option<&str>, program: &str) -> Vec<String> {
    let mut folders = Vec::new();
    let node_path = node_path
        .unwrap_or("")
        .split(':')
        .filter(|folder| !folder.is_empty());
    folders.extend(node_path.map(String::from));
    if let Some(home) = home.filter(|home| !home.is_empty()) {
        folders.push(resolve(home, "./.node_modules"));
        folders.push(resolve(home, "./.node_libraries"));
    }
    folders.push(resolve(program, "../../lib/node"));
    folders
}

/// The folders in which a request is looked for. `file` and `folders` are those of who asks.
pub fn lookup_folders(
    request: &str,
    file: Option<&str>,
    folders: &[String],
    global: &[String],
) -> Vec<String> {
    if !is_near(request) {
        return folders.iter().chain(global).cloned().collect();
    }
    match file {
        Some(file) => vec![folder_of(file).to_string()],
        None => vec![String::from(".")],
    }
}

/// That nothing is found. `stack` is who asked, the nearest first.
pub fn cannot_find(request: &str, stack: &[String]) -> Box<ResolutionError> {
    use super::errors::Property;
    let mut message = format!("Cannot find module '{request}'");
    if !stack.is_empty() {
        message.push_str("\nRequire stack:\n- ");
        message.push_str(&stack.join("\n- "));
    }
    let mut error = ResolutionError::plain("MODULE_NOT_FOUND", message);
    let property = ("requireStack", Property::List(stack.to_vec()));
    error.properties.push(property);
    error
}

/// That there is no such file, of which a package says that it is there.
fn missing(file: &str, package: Option<&str>) -> Box<ResolutionError> {
    let message = format!("Cannot find module '{file}'");
    let error = ResolutionError::plain("MODULE_NOT_FOUND", message);
    match package {
        Some(package) => error.with("path", package),
        None => error,
    }
}

/// What a request is for, beside its text.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    /// Absolute ones, or such as are taken from the current folder.
    pub folders: &'a [String],
    /// The extensions that may be left out.
    pub extensions: &'a [&'a str],
}

impl Resolver {
    /// What a request means in the module in a file: its real path. `None` if nothing is found.
    /// Names of built-in modules are not looked for.
    pub fn require(
        &mut self,
        request: &str,
        file: Option<&str>,
        search: Search<'_>,
    ) -> Result<Option<String>> {
        if let Some(found) = self.require_from_scope(request, file)? {
            return Ok(Some(found));
        }
        self.find_path(request, search)
    }

    /// What a request means in the package of who asks: an entry of its `imports`, or the package
    /// itself.
    pub fn require_from_scope(
        &mut self,
        request: &str,
        file: Option<&str>,
    ) -> Result<Option<String>> {
        let Some(file) = file.filter(|_| !is_near(request) && !request.starts_with('/')) else {
            return Ok(None);
        };
        let Some(config) = self.scope(file)? else {
            return Ok(None);
        };
        let base = Base::of_path(file);
        if request.starts_with('#') && config.imports.is_some() {
            let url = self.package_import(request, &base, Asking::Require);
            let url = url.map_err(|error| match error.is("ERR_MODULE_NOT_FOUND") {
                true => missing(request, None),
                false => error,
            })?;
            let package = config.file.clone();
            return self.file_of(&url, Some(file), &package).map(Some);
        }
        let (Some(name), Some(_)) = (&config.name, &config.exports) else {
            return Ok(None);
        };
        let Some(rest) = request.strip_prefix(name.as_str()) else {
            return Ok(None);
        };
        if !rest.is_empty() && !rest.starts_with('/') {
            return Ok(None);
        }
        let subpath = format!(".{rest}");
        let url = self.package_export(&config, &subpath, Some(&base), Asking::Require)?;
        self.file_of(&url, Some(file), config.folder()).map(Some)
    }

    /// The file that a package says a request has.
    fn file_of(&mut self, url: &Url, parent: Option<&str>, package: &str) -> Result<String> {
        if url::has_escaped_separator(url) {
            let reason = "must not include encoded \"/\" or \"\\\" characters";
            return Err(invalid_specifier(&url.href(), reason, parent));
        }
        let path = url::to_path(url)?;
        match self.file_at(&path) {
            Some(file) => Ok(file),
            None => Err(missing(&path, Some(package))),
        }
    }

    /// [`Module._findPath`](https://nodejs.org/api/modules.html#all-together): a file, with and
    /// without extensions, or a folder.
    pub fn find_path(&mut self, request: &str, search: Search<'_>) -> Result<Option<String>> {
        if request.starts_with('/') {
            return self.find_in("", request, search);
        }
        let inside = !is_relative(request) || !leads_outside(request);
        for folder in search.folders {
            let here;
            let folder = match folder.starts_with('/') {
                true => folder,
                false => {
                    here = resolve(&self.files.current_folder(), folder);
                    &here
                }
            };
            if inside && !self.is_folder(folder) {
                continue;
            }
            if let Some(found) = self.find_exported(folder, request)? {
                return Ok(Some(found));
            }
            if let Some(found) = self.find_in(folder, request, search)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    fn find_in(
        &mut self,
        folder: &str,
        request: &str,
        search: Search<'_>,
    ) -> Result<Option<String>> {
        let path = resolve(folder, request);
        let is_folder = request.ends_with('/') || matches!(name_of(request), "." | "..");
        let (kind, file) = self.file(&path);
        if !is_folder {
            if file.is_some() {
                return Ok(file);
            }
            if let Some(found) = self.with_extension(&path, search) {
                return Ok(Some(found));
            }
        }
        match kind {
            PathKind::Folder => self.folder(&path, request, search),
            _ => Ok(None),
        }
    }

    /// [LOAD_AS_DIRECTORY](https://nodejs.org/api/modules.html#all-together)
    fn folder(
        &mut self,
        folder: &str,
        request: &str,
        search: Search<'_>,
    ) -> Result<Option<String>> {
        let config_file = join(folder, "package.json");
        let config = self.config(&config_file, None)?;
        let main = config.as_ref().and_then(|config| config.main.as_deref());
        let index = join(folder, "index");
        let Some(main) = main.filter(|main| !main.is_empty()) else {
            return Ok(self.with_extension(&index, search));
        };
        let file = resolve(folder, main);
        let found = self
            .file_at(&file)
            .or_else(|| self.with_extension(&file, search))
            .or_else(|| self.with_extension(&join(&file, "index"), search));
        if found.is_some() {
            return Ok(found);
        }
        let Some(found) = self.with_extension(&index, search) else {
            let message = format!(
                "Cannot find module '{file}'. \
                 Please verify that the package.json has a valid \"main\" entry"
            );
            let error = ResolutionError::plain("MODULE_NOT_FOUND", message);
            return Err(error
                .with("path", &config_file)
                .with("requestPath", request));
        };
        let message = format!(
            "Invalid 'main' field in '{config_file}' of '{main}'. \
             Please either fix that or report it to the module author"
        );
        self.warn("DEP0128", "", message);
        Ok(Some(found))
    }

    /// [LOAD_PACKAGE_EXPORTS](https://nodejs.org/api/modules.html#all-together)
    fn find_exported(&mut self, folder: &str, request: &str) -> Result<Option<String>> {
        let Some((name, rest)) = package_and_rest(request) else {
            return Ok(None);
        };
        let package = join(folder, name);
        let Some(config) = self.config(&join(&package, "package.json"), None)? else {
            return Ok(None);
        };
        if config.exports.is_none() {
            return Ok(None);
        }
        let subpath = format!(".{rest}");
        let url = self.package_export(&config, &subpath, None, Asking::Require)?;
        self.file_of(&url, None, &package).map(Some)
    }

    fn with_extension(&mut self, path: &str, search: Search<'_>) -> Option<String> {
        let mut extensions = search.extensions.iter();
        extensions.find_map(|extension| self.file_at(&format!("{path}{extension}")))
    }

    fn file_at(&mut self, path: &str) -> Option<String> {
        // A path that ends with a slash is one of a folder.
        match path.ends_with('/') {
            true => None,
            false => self.file(path).1,
        }
    }
}

/// A package's name, and the rest of a request with its slash.
fn package_and_rest(request: &str) -> Option<(&str, &str)> {
    let scope = match request.starts_with('@') {
        true => request.find('/')? + 1,
        false => 0,
    };
    let end = request[scope..]
        .find('/')
        .map_or(request.len(), |place| scope + place);
    let (name, rest) = request.split_at(end);
    let last = &name[scope..];
    let valid =
        !last.is_empty() && !last.starts_with('.') && scope != 2 && !name.contains(['%', '\\']);
    valid.then_some((name, rest))
}
