//! What a registered function is called with.

use super::value::JsValue;
use std::ops::Index;

/// The arguments of a call. As in a script, one that wasn't given is `undefined`: `arguments[9]`
/// is always a value.
///
/// ```
/// use minijs::Runtime;
///
/// let mut runtime = Runtime::new();
/// let mut context = runtime.context();
/// let greet = context.function("greet", 1, |context, arguments| {
///     let name: Option<String> = context.convert(&arguments[0])?;
///     Ok(format!("hello {} ({})", name.unwrap_or("you".into()), arguments.len()))
/// });
/// context.set_global("greet", greet)?;
/// assert_eq!(runtime.eval::<String>("greet()")?, "hello you (0)");
/// assert_eq!(runtime.eval::<String>("greet('Ada', 1)")?, "hello Ada (2)");
/// # Ok::<(), minijs::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Arguments {
    given: Vec<JsValue>,
    undefined: JsValue,
}

impl Arguments {
    pub(super) fn new(given: Vec<JsValue>, undefined: JsValue) -> Arguments {
        Arguments { given, undefined }
    }

    /// How many were given.
    #[must_use]
    pub fn len(&self) -> usize {
        self.given.len()
    }

    /// Whether none was given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// An argument, if it was given.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&JsValue> {
        self.given.get(index)
    }

    /// Those that were given.
    #[must_use]
    pub fn as_slice(&self) -> &[JsValue] {
        &self.given
    }

    /// Those that were given, one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, JsValue> {
        self.given.iter()
    }
}

impl Index<usize> for Arguments {
    type Output = JsValue;

    fn index(&self, index: usize) -> &JsValue {
        self.given.get(index).unwrap_or(&self.undefined)
    }
}

impl<'a> IntoIterator for &'a Arguments {
    type Item = &'a JsValue;
    type IntoIter = std::slice::Iter<'a, JsValue>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
