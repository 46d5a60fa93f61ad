//! Constants.

use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Value};
use crate::interpreter::tree::Node;

/// A value known when the tree was made.
pub struct Constant(pub Value);

impl Node for Constant {
    #[inline]
    fn eval(&self, _: &mut Agent, _: Frame) -> JsResult {
        Ok(self.0)
    }
}
