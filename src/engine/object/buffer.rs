//! The bytes under ArrayBuffers and SharedArrayBuffers.

use super::shared_memory::SharedMemory;
use crate::engine::{Agent, JsResult};
use crate::heap::{Heap, HostData, Object, Tracer};
use std::ops::Range;
use std::sync::Arc;

/// The internal slots of an ArrayBuffer or a SharedArrayBuffer.
pub struct BufferData {
    /// The bytes.
    pub block: DataBlock,
    /// The most bytes that it may grow to, if its length may change.
    pub max_length: Option<usize>,
    /// Whether it may be detached: not what the host hands out parts of.
    pub is_detachable: bool,
}

/// Where a buffer's bytes are.
pub enum DataBlock {
    /// In the buffer itself.
    Own(Vec<u8>),
    /// In memory that other agents may have too: it is a SharedArrayBuffer.
    Shared(Arc<SharedMemory>),
    /// Nowhere: it was detached.
    Detached,
}

impl HostData for BufferData {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn external_bytes(&self) -> usize {
        match &self.block {
            DataBlock::Own(bytes) => bytes.capacity(),
            DataBlock::Shared(memory) => self.max_length.unwrap_or_else(|| memory.len()),
            DataBlock::Detached => 0,
        }
    }

    fn class_name(&self) -> Option<&'static str> {
        Some(match self.is_shared() {
            true => "SharedArrayBuffer",
            false => "ArrayBuffer",
        })
    }
}

impl BufferData {
    /// How many bytes it has; `None` once it was detached.
    #[inline]
    pub fn byte_length(&self) -> Option<usize> {
        match &self.block {
            DataBlock::Own(bytes) => Some(bytes.len()),
            DataBlock::Shared(memory) => Some(memory.len()),
            DataBlock::Detached => None,
        }
    }

    /// Whether it is a SharedArrayBuffer.
    /// [IsSharedArrayBuffer](https://tc39.es/ecma262/#sec-issharedarraybuffer)
    pub fn is_shared(&self) -> bool {
        matches!(self.block, DataBlock::Shared(_))
    }

    /// The memory of a SharedArrayBuffer.
    pub fn shared(&self) -> Option<&Arc<SharedMemory>> {
        match &self.block {
            DataBlock::Shared(memory) => Some(memory),
            _ => None,
        }
    }

    /// Reads `size` bytes, which must be there.
    #[inline]
    pub fn read(&self, at: usize, size: usize) -> u64 {
        match &self.block {
            DataBlock::Own(bytes) => read_bytes(bytes, at, size),
            DataBlock::Shared(memory) => memory.read(at, size),
            DataBlock::Detached => 0,
        }
    }

    /// Writes the low `size` bytes, for which there must be room.
    #[inline]
    pub fn write(&mut self, at: usize, size: usize, raw: u64) {
        match &mut self.block {
            DataBlock::Own(bytes) => write_bytes(bytes, at, size, raw),
            DataBlock::Shared(memory) => memory.write(at, size, raw),
            DataBlock::Detached => {}
        }
    }

    /// A copy of a range of bytes, where it has them; [`Agent::buffer_part`] for many.
    fn part(&self, range: Range<usize>) -> Option<Vec<u8>> {
        match &self.block {
            DataBlock::Own(bytes) => bytes.get(range).map(<[u8]>::to_vec),
            DataBlock::Shared(memory) if range.start <= range.end && range.end <= memory.len() => {
                let mut part = vec![0; range.len()];
                memory.copy_out(range.start, &mut part);
                Some(part)
            }
            _ => None,
        }
    }

    /// Copies bytes to a place, where there is room for all of them; [`Agent::put_bytes`] for many.
    fn put(&mut self, at: usize, from: &[u8]) {
        match &mut self.block {
            DataBlock::Own(bytes) => {
                if let Some(place) = bytes.get_mut(at..at + from.len()) {
                    place.copy_from_slice(from);
                }
            }
            DataBlock::Shared(memory) if at + from.len() <= memory.len() => {
                memory.copy_in(at, from);
            }
            _ => {}
        }
    }
}

/// Reads `size` bytes, which must be there.
#[inline]
fn read_bytes(bytes: &[u8], at: usize, size: usize) -> u64 {
    let bytes = &bytes[at..at + size];
    match size {
        1 => bytes[0] as u64,
        2 => u16::from_le_bytes([bytes[0], bytes[1]]) as u64,
        4 => u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as u64,
        _ => {
            let mut all = [0; 8];
            all[..size].copy_from_slice(bytes);
            u64::from_le_bytes(all)
        }
    }
}

/// Writes the low `size` bytes, for which there must be room.
#[inline]
fn write_bytes(bytes: &mut [u8], at: usize, size: usize, raw: u64) {
    bytes[at..at + size].copy_from_slice(&raw.to_le_bytes()[..size]);
}

/// How many bytes are copied between two looks at the budget.
const AT_ONCE: usize = 1 << 20;

/// How many bytes that are copied make a step.
const BYTES: usize = 256;

impl Agent {
    /// A copy of a range of bytes, where a buffer has them.
    ///
    /// # Errors
    /// Where the budget is spent meanwhile.
    pub fn buffer_part(
        &mut self,
        buffer: Object,
        range: Range<usize>,
    ) -> JsResult<Option<Vec<u8>>> {
        if range.len() > AT_ONCE {
            self.check_room(range.len())?;
        }
        let length = self.heap.buffer_length(buffer);
        if range.start > range.end || length.is_none_or(|length| range.end > length) {
            return Ok(None);
        }
        let mut copy = Vec::with_capacity(range.len());
        for start in range.clone().step_by(AT_ONCE) {
            let end = range.end.min(start + AT_ONCE);
            let Some(data) = self.heap.buffer(buffer) else {
                return Ok(None);
            };
            match &data.block {
                DataBlock::Own(bytes) => copy.extend_from_slice(&bytes[start..end]),
                _ => copy.extend(data.part(start..end).unwrap_or_default()),
            }
            self.poll_work((end - start) / BYTES)?;
        }
        Ok(Some(copy))
    }

    /// Copies bytes to a place in a buffer, where there is room for all of them.
    ///
    /// # Errors
    /// Where the budget is spent meanwhile; a part of them may be there then.
    pub fn put_bytes(&mut self, buffer: Object, at: usize, from: &[u8]) -> JsResult<()> {
        let end = at.checked_add(from.len());
        let length = self.heap.buffer_length(buffer).unwrap_or(0);
        if end.is_none_or(|end| end > length) {
            return Ok(());
        }
        for (place, piece) in from.chunks(AT_ONCE).enumerate() {
            if let Some(data) = self.heap.buffer_mut(buffer) {
                data.put(at + place * AT_ONCE, piece);
            }
            self.poll_work(piece.len() / BYTES)?;
        }
        Ok(())
    }

    /// Copies bytes from one place to another, also within one buffer, as far as both have them.
    ///
    /// # Errors
    /// Where the budget is spent meanwhile; a part of them may be there then.
    pub fn copy_bytes(
        &mut self,
        from: Object,
        range: Range<usize>,
        to: Object,
        at: usize,
    ) -> JsResult<()> {
        let room = self.heap.buffer_length(to).unwrap_or(0).saturating_sub(at);
        let end = range.end.min(self.heap.buffer_length(from).unwrap_or(0));
        let end = end.min(range.start.saturating_add(room));
        let count = end.saturating_sub(range.start);
        // Where the places may overlap, what would be written over is read first.
        let backwards = at > range.start;
        let pieces = count.div_ceil(AT_ONCE);
        for piece in 0..pieces {
            let piece = if backwards { pieces - 1 - piece } else { piece };
            let (first, last) = (piece * AT_ONCE, count.min((piece + 1) * AT_ONCE));
            let part = self.heap.buffer(from);
            let part = part.and_then(|data| data.part(range.start + first..range.start + last));
            if let (Some(part), Some(data)) = (part, self.heap.buffer_mut(to)) {
                data.put(at + first, &part);
            }
            self.poll_work((last - first) / BYTES)?;
        }
        Ok(())
    }
}

impl Heap {
    /// How many bytes a buffer has; `None` for what isn't a buffer or was detached.
    #[inline]
    pub fn buffer_length(&self, buffer: Object) -> Option<usize> {
        self.buffer(buffer)?.byte_length()
    }

    /// Whether a buffer's length may change.
    /// [IsFixedLengthArrayBuffer](https://tc39.es/ecma262/#sec-isfixedlengtharraybuffer)
    pub fn is_resizable_buffer(&self, buffer: Object) -> bool {
        let data = self.buffer(buffer);
        data.is_some_and(|data| data.max_length.is_some())
    }
}

impl Heap {
    /// A buffer's internal slots, if it is one.
    #[inline]
    pub fn buffer(&self, buffer: Object) -> Option<&BufferData> {
        self.host::<BufferData>(buffer)
    }

    /// A buffer's internal slots, to change.
    #[inline]
    pub fn buffer_mut(&mut self, buffer: Object) -> Option<&mut BufferData> {
        self.host_mut::<BufferData>(buffer)
    }
}
