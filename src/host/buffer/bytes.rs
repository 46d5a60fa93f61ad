//! The bytes that views lie over: finding, reading, and changing them.
//!
//! Invariant: what is read or written is looked up in the buffer as it is then. A buffer that was
//! detached or shrunk meanwhile gives fewer bytes, and takes none.

use crate::engine::{
    Agent, BufferData, DataBlock, ElementType, Kind, Object, TypedArrayData, Value,
};
use crate::heap::Heap;
use std::borrow::Cow;
use std::ops::Range;

/// A part of an ArrayBuffer or a SharedArrayBuffer.
#[derive(Clone, Copy)]
pub(in crate::host) struct Bytes {
    pub(in crate::host) buffer: Object,
    pub(in crate::host) offset: usize,
    pub(in crate::host) length: usize,
}

impl Bytes {
    fn of(heap: &Heap, view: &TypedArrayData) -> Bytes {
        let length = heap.view_length(view).unwrap_or(0) * view.element.size();
        Bytes {
            buffer: view.buffer,
            offset: view.offset,
            length,
        }
    }

    /// Those of a Uint8Array.
    pub(in crate::host) fn of_uint8_array(heap: &Heap, value: Value) -> Option<Bytes> {
        let view = heap.typed_array(value.as_object()?)?;
        (view.element == ElementType::Uint8).then(|| Bytes::of(heap, &view))
    }

    /// Those of a typed array.
    pub(in crate::host) fn of_typed_array(heap: &Heap, value: Value) -> Option<Bytes> {
        let view = heap.typed_array(value.as_object()?)?;
        Some(Bytes::of(heap, &view))
    }

    /// Those of a typed array or a DataView.
    pub(in crate::host) fn of_view(heap: &Heap, value: Value) -> Option<Bytes> {
        let object = value.as_object()?;
        if !object.is(Kind::TypedArray) && !object.is(Kind::Host) {
            return None;
        }
        let view = heap.host::<TypedArrayData>(object)?;
        Some(Bytes::of(heap, view))
    }

    /// All of an ArrayBuffer or a SharedArrayBuffer.
    pub(in crate::host) fn of_buffer(heap: &Heap, value: Value) -> Option<Bytes> {
        let buffer = value.as_object()?;
        let length = heap.buffer(buffer)?.byte_length().unwrap_or(0);
        Some(Bytes {
            buffer,
            offset: 0,
            length,
        })
    }

    /// Those of a view or a buffer.
    pub(in crate::host) fn of_any(heap: &Heap, value: Value) -> Option<Bytes> {
        Bytes::of_view(heap, value).or_else(|| Bytes::of_buffer(heap, value))
    }

    /// A part of them, as far as they reach.
    pub(in crate::host) fn part(self, range: Range<usize>) -> Bytes {
        let end = range.end.min(self.length);
        let start = range.start.min(end);
        Bytes {
            offset: self.offset + start,
            length: end - start,
            ..self
        }
    }

    /// What they are: borrowed, unless another thread may change them.
    pub(in crate::host) fn read(self, heap: &Heap) -> Cow<'_, [u8]> {
        let end = self.offset + self.length;
        match heap.buffer(self.buffer).map(|data| &data.block) {
            Some(DataBlock::Own(bytes)) => {
                let end = end.min(bytes.len());
                Cow::Borrowed(&bytes[self.offset.min(end)..end])
            }
            Some(DataBlock::Shared(memory)) => {
                let end = end.min(memory.len());
                let mut copy = vec![0; end.saturating_sub(self.offset)];
                memory.copy_out(self.offset.min(end), &mut copy);
                Cow::Owned(copy)
            }
            _ => Cow::Borrowed(&[]),
        }
    }

    /// Changes them.
    pub(in crate::host) fn change<T>(
        self,
        heap: &mut Heap,
        change: impl FnOnce(&mut [u8]) -> T,
    ) -> T {
        let end = self.offset + self.length;
        match heap.buffer_mut(self.buffer) {
            Some(BufferData {
                block: DataBlock::Own(bytes),
                ..
            }) => {
                let end = end.min(bytes.len());
                change(&mut bytes[self.offset.min(end)..end])
            }
            Some(BufferData {
                block: DataBlock::Shared(memory),
                ..
            }) => {
                let end = end.min(memory.len());
                let start = self.offset.min(end);
                let mut copy = vec![0; end - start];
                memory.copy_out(start, &mut copy);
                let result = change(&mut copy);
                memory.copy_in(start, &copy);
                result
            }
            _ => change(&mut []),
        }
    }

    /// Puts bytes at the beginning, as many as there is room for; how many that were.
    pub(in crate::host) fn put(self, heap: &mut Heap, from: &[u8]) -> usize {
        self.change(heap, |bytes| {
            let count = bytes.len().min(from.len());
            bytes[..count].copy_from_slice(&from[..count]);
            count
        })
    }
}

/// Copies bytes from one place to another, also within one buffer; how many there was room for.
pub(super) fn copy(agent: &mut Agent, from: Bytes, to: Bytes) -> usize {
    let count = from.length.min(to.length);
    let (from, to) = (from.part(0..count), to.part(0..count));
    if from.buffer == to.buffer
        && let Some(BufferData {
            block: DataBlock::Own(bytes),
            ..
        }) = agent.heap.buffer_mut(from.buffer)
    {
        if from.offset + count <= bytes.len() && to.offset + count <= bytes.len() {
            bytes.copy_within(from.offset..from.offset + count, to.offset);
        }
        return count;
    }
    // The target's bytes are taken out meanwhile, so that both can be at hand.
    let target = agent.heap.buffer_mut(to.buffer);
    let Some(BufferData {
        block: DataBlock::Own(bytes),
        ..
    }) = target
    else {
        let copied = from.read(&agent.heap).into_owned();
        return to.put(&mut agent.heap, &copied);
    };
    let mut taken = std::mem::take(bytes);
    let source = from.read(&agent.heap);
    if let Some(place) = taken.get_mut(to.offset..to.offset + source.len()) {
        place.copy_from_slice(&source);
    }
    drop(source);
    if let Some(data) = agent.heap.buffer_mut(to.buffer) {
        data.block = DataBlock::Own(taken);
    }
    count
}
