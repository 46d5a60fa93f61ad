//! What was told of a program, in order.
//!
//! Owns the facts and nothing made of them. They are kept packed, in blocks, so that a long recording never has to
//! be copied, and the oldest can be dropped where only the last ones are wanted.

use super::packing::{Base, Unpacker, pack};
pub use super::packing::{Event, What};
use crate::event_loop::observer::{Channel, Fact, Observer, Place, TaskId};
use crate::source::SourceText;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::ops::Deref;
use std::rc::Rc;

/// How many events a block has.
const BLOCK: usize = 4096;

/// An event that was unpacked, to be looked at as one that is kept.
pub struct Unpacked(Event);

impl Deref for Unpacked {
    type Target = Event;

    fn deref(&self) -> &Event {
        &self.0
    }
}

#[derive(Default)]
struct Block {
    /// How many events it has.
    count: usize,
    events: Vec<u8>,
    base: Base,
    /// The bytes of the outputs.
    bytes: Vec<u8>,
}

impl Block {
    #[inline]
    fn add(&mut self, event: &Event) {
        self.count += 1;
        pack(event, &mut self.base, &mut self.events);
    }
}

/// How many stacks are found without a look at the table.
const LOOKED_UP: usize = 32;

/// A recording.
#[derive(Default)]
pub struct Recording {
    sources: Vec<Rc<SourceText>>,
    stacks: Vec<Rc<[Place]>>,
    stack_numbers: FxHashMap<Rc<[Place]>, u32>,
    /// Stacks that were looked up, by what is cheap to tell of them.
    looked_up: [u32; LOOKED_UP],
    blocks: VecDeque<Block>,
    /// How many of the last events are kept, if not all.
    last: Option<usize>,
    /// How many events were dropped.
    dropped: u64,
}

impl Recording {
    /// An empty one, which keeps about the last so many events, or all.
    pub fn new(last: Option<usize>) -> Recording {
        Recording {
            last,
            ..Recording::default()
        }
    }

    /// The number of a stack; 0 is the one without places.
    #[inline]
    fn stack(&mut self, stack: &[Place]) -> u32 {
        let [first, ..] = stack else {
            return 0;
        };
        let slot = (first.offset as usize + stack.len()) % LOOKED_UP;
        let number = self.looked_up[slot];
        if number != 0 && *self.stacks[number as usize - 1] == *stack {
            return number;
        }
        let number = self.stack_number(stack);
        self.looked_up[slot] = number;
        number
    }

    fn stack_number(&mut self, stack: &[Place]) -> u32 {
        if let Some(number) = self.stack_numbers.get(stack) {
            return *number;
        }
        let number = self.stacks.len() as u32 + 1;
        let stack: Rc<[Place]> = stack.into();
        self.stack_numbers.insert(Rc::clone(&stack), number);
        self.stacks.push(stack);
        number
    }

    /// The block to add to.
    fn block(&mut self) -> &mut Block {
        if self.blocks.back().is_none_or(|it| it.count >= BLOCK) {
            self.next_block();
        }
        let at = self.blocks.len() - 1;
        &mut self.blocks[at]
    }

    #[cold]
    fn next_block(&mut self) {
        if let Some(full) = self.blocks.back_mut() {
            full.events.shrink_to_fit();
        }
        self.drop_oldest();
        self.blocks.push_back(Block {
            events: Vec::with_capacity(BLOCK * 10),
            ..Block::default()
        });
    }

    fn drop_oldest(&mut self) {
        let Some(last) = self.last else {
            return;
        };
        while self.blocks.len() > last.div_ceil(BLOCK)
            && let Some(block) = self.blocks.pop_front()
        {
            self.dropped += block.count as u64;
        }
    }

    fn add(&mut self, fact: Fact, task: TaskId, stack: &[Place]) {
        let stack = self.stack(stack);
        self.block().add(&Event {
            what: What::Fact(fact),
            task,
            stack,
        });
    }

    fn add_output(&mut self, channel: Channel, bytes: &[u8], task: TaskId, stack: &[Place]) {
        let stack = self.stack(stack);
        let block = self.block();
        let at = block.bytes.len() as u32;
        block.bytes.extend_from_slice(bytes);
        block.add(&Event {
            what: What::Output {
                channel,
                bytes: (at, bytes.len() as u32),
            },
            task,
            stack,
        });
    }

    /// The events in their order, each with the bytes of an output.
    pub fn events(&self) -> impl Iterator<Item = (Unpacked, &[u8])> {
        self.blocks.iter().flat_map(|block| {
            Unpacker::new(&block.events).map(|event| {
                let bytes = match event.what {
                    What::Output {
                        bytes: (at, length),
                        ..
                    } => &block.bytes[at as usize..(at + length) as usize],
                    What::Fact(_) => &[],
                };
                (Unpacked(event), bytes)
            })
        })
    }

    /// How many events were dropped because only the last ones were wanted.
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// The places of a stack, the innermost first.
    pub fn places(&self, stack: u32) -> &[Place] {
        let index = (stack as usize).wrapping_sub(1);
        self.stacks.get(index).map_or(&[], |it| &**it)
    }

    /// The text that a place is in.
    pub fn source(&self, place: Place) -> Option<&SourceText> {
        self.sources.get(place.source as usize).map(|it| &**it)
    }

    /// Line and column of a place, from 1.
    pub fn line_column(&self, place: Place) -> Option<(u32, u32)> {
        Some(self.source(place)?.line_column(place.offset))
    }

    /// The line of the text that a place is in, without the space around it.
    pub fn line(&self, place: Place) -> &str {
        let Some(source) = self.source(place) else {
            return "";
        };
        let (text, at) = (source.text(), place.offset as usize);
        let Some((before, after)) = text.split_at_checked(at) else {
            return "";
        };
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let end = after.find(['\n', '\r']).map_or(text.len(), |end| at + end);
        text[start..end].trim()
    }
}

/// Records what it is told.
pub struct Recorder(Rc<RefCell<Recording>>);

impl Recorder {
    /// Into a recording.
    pub fn new(recording: &Rc<RefCell<Recording>>) -> Recorder {
        Recorder(Rc::clone(recording))
    }
}

impl Observer for Recorder {
    fn source(&mut self, _: u32, source: &Rc<SourceText>) {
        self.0.borrow_mut().sources.push(Rc::clone(source));
    }

    fn fact(&mut self, fact: Fact, task: TaskId, stack: &[Place]) {
        self.0.borrow_mut().add(fact, task, stack);
    }

    fn output(&mut self, channel: Channel, bytes: &[u8], task: TaskId, stack: &[Place]) {
        self.0.borrow_mut().add_output(channel, bytes, task, stack);
    }
}
