//! [String exotic objects](https://tc39.es/ecma262/#sec-string-exotic-objects).

use crate::heap::{Heap, HostData, Object, Str, Text, Tracer, Value};

/// The internal slot of a String object.
pub struct StringData(pub Str);

impl HostData for StringData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.0.value());
    }
}

impl Heap {
    pub(super) fn string_object_unit(&mut self, object: Object, index: u32) -> Option<Value> {
        let string = self.host::<StringData>(object)?.0;
        let index = index as usize;
        (index < self.string_length(string)).then(|| self.string_unit(string, index).value())
    }
}

impl Heap {
    pub(super) fn string_object_length(&self, object: Object) -> usize {
        self.host::<StringData>(object)
            .map_or(0, |data| self.string_length(data.0))
    }

    /// The string of one code unit at an index below the length.
    #[inline]
    pub fn string_unit(&mut self, string: Str, index: usize) -> Str {
        match self.text(string) {
            Text::Latin1(text) => {
                let unit = text[index];
                self.single_unit(unit)
            }
            Text::Utf16(text) => {
                let unit = text[index];
                self.new_utf16(&[unit])
            }
        }
    }
}
