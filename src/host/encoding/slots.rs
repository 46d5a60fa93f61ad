//! The internal slots of `TextEncoder` and `TextDecoder`.

use crate::engine::{HostData, Tracer};
use encoding_rs::{Decoder, Encoding};

/// A TextEncoder's internal slots: none, but they tell it apart.
pub(in crate::host) struct TextEncoder;

impl HostData for TextEncoder {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn class_name(&self) -> Option<&'static str> {
        Some("TextEncoder")
    }
}

/// A TextDecoder's internal slots.
pub(in crate::host) struct TextDecoder {
    pub(super) encoding: &'static Encoding,
    pub(super) fatal: bool,
    pub(super) ignore_bom: bool,
    /// The state of a stream; `None` before its first bytes.
    pub(super) stream: Option<Decoder>,
}

impl HostData for TextDecoder {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn class_name(&self) -> Option<&'static str> {
        Some("TextDecoder")
    }
}

impl TextDecoder {
    pub(super) fn name(&self) -> String {
        self.encoding.name().to_ascii_lowercase()
    }
}
