//! Events as bytes: a recording of a million tasks is meant to fit into memory.
//!
//! An event is a byte for its sort, the task and the stack, and then its fields. Numbers are written seven
//! bits a byte, and names of tasks and promises as what they differ by from the last one, as those that
//! belong together are near each other. So most events take less than ten bytes.

use crate::event_loop::observer::{
    Channel, Combinator, Fact, Kind, Maker, Phase, Place, Readiness, TaskId,
};

/// What an event is.
#[derive(Clone, Copy, Debug)]
pub enum What {
    /// A fact.
    Fact(Fact),
    /// Output.
    Output {
        /// The stream.
        channel: Channel,
        /// Where its bytes begin among those of the block, and how many there are.
        bytes: (u32, u32),
    },
}

/// Something that happened.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// What.
    pub what: What,
    /// The task that ran.
    pub task: TaskId,
    /// Names the stack.
    pub stack: u32,
}

const KINDS: [Kind; 17] = [
    Kind::Main,
    Kind::Module,
    Kind::Tick,
    Kind::Microtask,
    Kind::Reaction,
    Kind::Thenable,
    Kind::Resume,
    Kind::Timeout,
    Kind::Interval,
    Kind::Immediate,
    Kind::Completion,
    Kind::Message,
    Kind::Cleanup,
    Kind::Rejection,
    Kind::Exit,
    Kind::Frame,
    Kind::Mutation,
];

const PHASES: [Phase; 7] = [
    Phase::Main,
    Phase::Timers,
    Phase::Pending,
    Phase::Poll,
    Phase::Check,
    Phase::Closing,
    Phase::Exit,
];

const REASONS: [Readiness; 4] = [
    Readiness::AtOnce,
    Readiness::Settled,
    Readiness::Due,
    Readiness::Came,
];

const MAKERS: [Maker; 4] = [
    Maker::Constructor,
    Maker::AsyncFunction,
    Maker::Then,
    Maker::Function,
];

const COMBINATORS: [Combinator; 4] = [
    Combinator::All,
    Combinator::AllSettled,
    Combinator::Any,
    Combinator::Race,
];

const CHANNELS: [Channel; 2] = [Channel::Stdout, Channel::Stderr];

// Each is written as its number, and read as what stands there in its table.
const _: () = {
    let mut number = 0;
    while number < KINDS.len() {
        assert!(KINDS[number] as usize == number);
        number += 1;
    }
    number = 0;
    while number < PHASES.len() {
        assert!(PHASES[number] as usize == number);
        number += 1;
    }
    assert!(Phase::Exit as usize + 1 == PHASES.len());
};

/// The most bytes that an event takes.
const MOST: usize = 64;

/// What the numbers of an event are told from.
#[derive(Clone, Copy, Default)]
pub(super) struct Base {
    task: u32,
    promise: u32,
    time: u64,
    output: u32,
}

/// Adds an event to the bytes of those before it.
#[inline]
pub(super) fn pack(event: &Event, base: &mut Base, bytes: &mut Vec<u8>) {
    let mut out = Out {
        bytes: [0; MOST],
        length: 1,
        base,
    };
    out.task(event.task);
    out.number(event.stack);
    let sort = match event.what {
        What::Output { channel, bytes } => {
            out.byte(channel as u8);
            out.number(bytes.1);
            0
        }
        What::Fact(fact) => out.fact(fact),
    };
    out.bytes[0] = sort;
    bytes.extend_from_slice(&out.bytes[..out.length]);
}

struct Out<'a> {
    bytes: [u8; MOST],
    length: usize,
    base: &'a mut Base,
}

impl Out<'_> {
    #[inline(always)]
    fn byte(&mut self, byte: u8) {
        self.bytes[self.length] = byte;
        self.length += 1;
    }

    #[inline(always)]
    fn long(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.byte(number as u8 | 0x80);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    #[inline(always)]
    fn number(&mut self, number: u32) {
        self.long(u64::from(number));
    }

    #[inline(always)]
    fn difference(&mut self, from: u32, to: u32) {
        let difference = to.wrapping_sub(from).cast_signed();
        self.number(((difference << 1) ^ (difference >> 31)).cast_unsigned());
    }

    #[inline(always)]
    fn task(&mut self, task: u32) {
        self.difference(self.base.task, task);
        self.base.task = task;
    }

    /// A promise; none is 0.
    #[inline(always)]
    fn promise(&mut self, promise: u32) {
        match promise {
            0 => self.byte(0),
            _ => {
                let difference = promise.wrapping_sub(self.base.promise).cast_signed();
                let difference = ((difference << 1) ^ (difference >> 31)).cast_unsigned();
                self.long(u64::from(difference) + 1);
                self.base.promise = promise;
            }
        }
    }

    fn place(&mut self, place: Place) {
        // What is no place has the last numbers.
        self.number(place.source.wrapping_add(3));
        self.number(place.offset);
    }

    fn time(&mut self, time: u64) {
        self.long(time.wrapping_sub(self.base.time));
        self.base.time = time;
    }

    /// Adds the fields of a fact; its sort.
    fn fact(&mut self, fact: Fact) -> u8 {
        match fact {
            Fact::Queued {
                task,
                kind,
                function,
                on,
                gives,
                delay,
            } => {
                self.task(task);
                self.byte(kind as u8);
                self.place(function);
                self.promise(on);
                self.promise(gives);
                self.number(delay);
                1
            }
            Fact::Ready { task, why } => {
                self.task(task);
                self.byte(why as u8);
                2
            }
            Fact::Handler { task, function } => {
                self.task(task);
                self.place(function);
                3
            }
            Fact::Begin {
                task,
                turn,
                phase,
                drain,
                time,
            } => {
                self.task(task);
                self.number(turn);
                self.byte(phase as u8);
                self.number(drain);
                self.time(time);
                4
            }
            Fact::End { task, threw, time } => {
                self.task(task);
                self.byte(u8::from(threw));
                self.time(time);
                5
            }
            Fact::Cancelled { task } => {
                self.task(task);
                6
            }
            _ => self.promise_fact(fact),
        }
    }

    fn promise_fact(&mut self, fact: Fact) -> u8 {
        match fact {
            Fact::Created { promise, maker, of } => {
                self.promise(promise);
                self.byte(maker as u8);
                self.promise(of);
                7
            }
            Fact::Follows { promise, other } => {
                self.promise(promise);
                self.promise(other);
                8
            }
            Fact::Settled { promise, rejected } => {
                self.promise(promise);
                self.byte(u8::from(rejected));
                9
            }
            Fact::Handled { promise, late } => {
                self.promise(promise);
                self.byte(u8::from(late));
                10
            }
            Fact::Unhandled { promise } => {
                self.promise(promise);
                11
            }
            Fact::Element {
                combinator,
                promise,
                element,
                index,
            } => {
                self.promise(promise);
                self.promise(element);
                self.byte(combinator as u8);
                self.number(index);
                12
            }
            _ => unreachable!("what is about a task has been told"),
        }
    }
}

/// The events of some bytes.
pub(super) struct Unpacker<'a> {
    bytes: &'a [u8],
    base: Base,
}

impl<'a> Unpacker<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Unpacker<'a> {
        Unpacker {
            bytes,
            base: Base::default(),
        }
    }

    fn byte(&mut self) -> u8 {
        match self.bytes.split_first() {
            Some((first, rest)) => {
                self.bytes = rest;
                *first
            }
            None => 0,
        }
    }

    fn long(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return number;
            }
            shift += 7;
        }
    }

    fn number(&mut self) -> u32 {
        self.long() as u32
    }

    fn flag(&mut self) -> bool {
        self.byte() != 0
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::from(self.byte())]
    }

    fn task(&mut self) -> u32 {
        let difference = self.number();
        self.base.task = self.base.task.wrapping_add(unfolded(difference));
        self.base.task
    }

    fn promise(&mut self) -> u32 {
        match self.long() {
            0 => 0,
            difference => {
                let difference = unfolded((difference - 1) as u32);
                self.base.promise = self.base.promise.wrapping_add(difference);
                self.base.promise
            }
        }
    }

    fn place(&mut self) -> Place {
        Place {
            source: self.number().wrapping_sub(3),
            offset: self.number(),
        }
    }

    fn time(&mut self) -> u64 {
        let difference = self.long();
        self.base.time = self.base.time.wrapping_add(difference);
        self.base.time
    }

    fn fact(&mut self, sort: u8) -> Fact {
        match sort {
            1 => Fact::Queued {
                task: self.task(),
                kind: self.one_of(&KINDS),
                function: self.place(),
                on: self.promise(),
                gives: self.promise(),
                delay: self.number(),
            },
            2 => Fact::Ready {
                task: self.task(),
                why: self.one_of(&REASONS),
            },
            3 => Fact::Handler {
                task: self.task(),
                function: self.place(),
            },
            4 => Fact::Begin {
                task: self.task(),
                turn: self.number(),
                phase: self.one_of(&PHASES),
                drain: self.number(),
                time: self.time(),
            },
            5 => Fact::End {
                task: self.task(),
                threw: self.flag(),
                time: self.time(),
            },
            6 => Fact::Cancelled { task: self.task() },
            7 => Fact::Created {
                promise: self.promise(),
                maker: self.one_of(&MAKERS),
                of: self.promise(),
            },
            8 => Fact::Follows {
                promise: self.promise(),
                other: self.promise(),
            },
            9 => Fact::Settled {
                promise: self.promise(),
                rejected: self.flag(),
            },
            10 => Fact::Handled {
                promise: self.promise(),
                late: self.flag(),
            },
            11 => Fact::Unhandled {
                promise: self.promise(),
            },
            12 => Fact::Element {
                promise: self.promise(),
                element: self.promise(),
                combinator: self.one_of(&COMBINATORS),
                index: self.number(),
            },
            _ => unreachable!("no event has the sort {sort}"),
        }
    }
}

/// The difference that was folded so that small ones of both signs are small numbers.
fn unfolded(number: u32) -> u32 {
    (number >> 1) ^ (number & 1).wrapping_neg()
}

impl Iterator for Unpacker<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        if self.bytes.is_empty() {
            return None;
        }
        let sort = self.byte();
        let (task, stack) = (self.task(), self.number());
        let what = match sort {
            0 => {
                let channel = self.one_of(&CHANNELS);
                let (at, length) = (self.base.output, self.number());
                self.base.output += length;
                What::Output {
                    channel,
                    bytes: (at, length),
                }
            }
            sort => What::Fact(self.fact(sort)),
        };
        Some(Event { what, task, stack })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again() {
        let place = |source, offset| Place { source, offset };
        let mut facts = Vec::new();
        for (number, kind) in KINDS.into_iter().enumerate() {
            facts.push(Fact::Queued {
                task: number as u32 * 1_000_000,
                kind,
                function: place(number as u32, u32::MAX),
                on: u32::MAX - number as u32,
                gives: number as u32,
                delay: u32::MAX,
            });
        }
        for function in [Place::NONE, Place::HOST, Place::DISPATCH] {
            facts.push(Fact::Handler { task: 7, function });
        }
        for why in REASONS {
            facts.push(Fact::Ready { task: 0, why });
        }
        for (number, phase) in PHASES.into_iter().enumerate() {
            facts.push(Fact::Begin {
                task: u32::MAX,
                turn: u32::MAX,
                phase,
                drain: 3,
                time: u64::MAX - 10 + number as u64,
            });
        }
        for maker in MAKERS {
            let (promise, of) = (u32::MAX, 1);
            facts.push(Fact::Created { promise, maker, of });
        }
        for combinator in COMBINATORS {
            facts.push(Fact::Element {
                combinator,
                promise: 1,
                element: u32::MAX,
                index: 300,
            });
        }
        facts.extend([
            Fact::End {
                task: 1,
                threw: true,
                time: 0,
            },
            Fact::Cancelled { task: 2 },
            Fact::Follows {
                promise: 5,
                other: 0,
            },
            Fact::Settled {
                promise: 6,
                rejected: true,
            },
            Fact::Handled {
                promise: 6,
                late: true,
            },
            Fact::Unhandled { promise: 9 },
        ]);
        let (mut bytes, mut base) = (Vec::new(), Base::default());
        for (number, fact) in facts.iter().enumerate() {
            let event = Event {
                what: What::Fact(*fact),
                task: number as u32 % 3,
                stack: u32::MAX,
            };
            pack(&event, &mut base, &mut bytes);
        }
        let unpacked: Vec<Event> = Unpacker::new(&bytes).collect();
        assert_eq!(unpacked.len(), facts.len());
        for (number, (event, fact)) in unpacked.iter().zip(&facts).enumerate() {
            assert!(matches!(event.what, What::Fact(unpacked) if unpacked == *fact));
            assert_eq!((event.task, event.stack), (number as u32 % 3, u32::MAX));
        }
    }
}
