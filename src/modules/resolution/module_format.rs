//! What a module can be.

/// What a module is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// One of Node's.
    BuiltIn,
    /// A CommonJS module.
    CommonJs,
    /// An ES module.
    Module,
    /// Source that nothing says of what it is: an ES module where it uses what only those have,
    /// else a CommonJS module.
    Detect,
    /// JSON.
    Json,
    /// WebAssembly.
    Wasm,
    /// A native addon.
    Addon,
}

impl Format {
    /// That with a name of Node's.
    pub fn named(name: &str) -> Option<Format> {
        let formats = [
            Format::BuiltIn,
            Format::CommonJs,
            Format::Module,
            Format::Json,
            Format::Wasm,
            Format::Addon,
        ];
        formats.into_iter().find(|format| format.name() == name)
    }

    /// The name that Node gives it.
    pub fn name(self) -> &'static str {
        match self {
            Format::BuiltIn => "builtin",
            Format::CommonJs | Format::Detect => "commonjs",
            Format::Module => "module",
            Format::Json => "json",
            Format::Wasm => "wasm",
            Format::Addon => "addon",
        }
    }
}
