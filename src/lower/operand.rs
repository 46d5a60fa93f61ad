//! Operands: evaluated in order, each with a slot to wait in; as steps where one may suspend.
//!
//! An operand's slot is reserved before anything that is evaluated after it is lowered, so it lies
//! below all slots that those use: a node that holds an operand's value while it evaluates another
//! one holds it in that slot. Other slots that are to survive an evaluation are reserved before the
//! operands.

use super::forms::Children;
use super::lowerer::{Lowerer, boxed};
use crate::heap::{Mark, Slot, THIS, Value};
use crate::interpreter::nodes::call::KeepIn;
use crate::interpreter::nodes::captured::{CapturedGet, CapturedPlace};
use crate::interpreter::nodes::constant::Constant;
use crate::interpreter::nodes::local::LocalGet;
use crate::interpreter::nodes::sequence::Sequence;
use crate::interpreter::suspend::Steps;
use crate::interpreter::{NodeBox, Part, ResumableBox};
use crate::syntax::ast::expression::Expression;

/// Something lowered that can't suspend, in the most special form.
pub(super) enum Lowered {
    /// A frame slot that can be read as it is.
    Local(Slot),
    /// An int32.
    Int(i32),
    /// A captured variable that can be read as it is.
    Captured(CapturedPlace),
    /// Anything else.
    Node(NodeBox),
}

impl Lowered {
    /// As a node.
    pub(super) fn node(self) -> NodeBox {
        match self {
            Lowered::Local(slot) => boxed(LocalGet(slot)),
            Lowered::Int(int) => boxed(Constant(Value::int(int))),
            Lowered::Captured(place) => boxed(CapturedGet(place)),
            Lowered::Node(node) => node,
        }
    }
}

/// Makes a node in the instance for the forms of its operands, each a variable that holds a
/// [`Lowered`]: `Local` has an instance of its own, `Int` where the list says so, all else is a node.
macro_rules! operands {
    ($node:expr;) => { $node };
    ($node:expr; $operand:ident: Local $(, $($others:tt)*)?) => {
        match $operand {
            Lowered::Local(slot) => {
                let $operand = $crate::interpreter::operand::Local(slot);
                operands!($node; $($($others)*)?)
            }
            other => {
                let $operand = other.node();
                operands!($node; $($($others)*)?)
            }
        }
    };
    ($node:expr; $operand:ident: Local | Int $(, $($others:tt)*)?) => {
        match $operand {
            Lowered::Local(slot) => {
                let $operand = $crate::interpreter::operand::Local(slot);
                operands!($node; $($($others)*)?)
            }
            Lowered::Int(int) => {
                let $operand = $crate::interpreter::operand::Int(int);
                operands!($node; $($($others)*)?)
            }
            other => {
                let $operand = other.node();
                operands!($node; $($($others)*)?)
            }
        }
    };
}
pub(super) use operands;

/// Something lowered, in the most special form.
pub(super) enum LoweredPart {
    /// It can't suspend.
    Plain(Lowered),
    /// It may.
    Suspends(ResumableBox),
}

impl LoweredPart {
    fn part(self) -> Part {
        match self {
            LoweredPart::Plain(lowered) => Part::Plain(lowered.node()),
            LoweredPart::Suspends(node) => Part::Suspends(node),
        }
    }
}

impl From<LoweredPart> for Part {
    fn from(lowered: LoweredPart) -> Part {
        lowered.part()
    }
}

impl From<Lowered> for LoweredPart {
    fn from(lowered: Lowered) -> LoweredPart {
        LoweredPart::Plain(lowered)
    }
}

impl From<NodeBox> for LoweredPart {
    fn from(node: NodeBox) -> LoweredPart {
        LoweredPart::Plain(Lowered::Node(node))
    }
}

impl From<Part> for LoweredPart {
    fn from(part: Part) -> LoweredPart {
        match part {
            Part::Plain(node) => LoweredPart::Plain(Lowered::Node(node)),
            Part::Suspends(node) => LoweredPart::Suspends(node),
        }
    }
}

/// An operand of a node that is being built.
pub(super) struct Operand {
    /// What gives the value.
    pub(super) lowered: Lowered,
    /// Where the value can wait while later operands are evaluated.
    pub(super) slot: Slot,
}

impl Operand {
    /// As a node.
    pub(super) fn node(self) -> NodeBox {
        self.lowered.node()
    }
}

/// Operands that are being lowered.
pub(super) struct Operands {
    entries: Vec<Entry>,
    mark: Mark,
}

struct Entry {
    lowered: LoweredPart,
    slot: Slot,
    /// Whether the value is of use.
    kept: bool,
    /// What the node over the operands does with the value before it evaluates the next one.
    convert: Option<Conversion>,
}

type Conversion = Box<dyn FnOnce(NodeBox) -> NodeBox>;

impl Operands {
    /// Says what the node over the operands does with the value of the last one before it evaluates
    /// the next one: as a step, the operand does that itself.
    pub(super) fn convert_last(&mut self, convert: impl FnOnce(NodeBox) -> NodeBox + 'static) {
        if let Some(last) = self.entries.last_mut() {
            last.convert = Some(Box::new(convert));
        }
    }

    /// Appends an operand that was lowered before, with its slot.
    pub(super) fn push(&mut self, lowered: impl Into<LoweredPart>, slot: Slot) {
        self.entries.push(Entry {
            lowered: lowered.into(),
            slot,
            kept: true,
            convert: None,
        });
    }
}

impl Entry {
    /// The operand as a step or two.
    fn push_steps(self, steps: &mut Vec<(ResumableBox, Slot)>) {
        let slot = self.slot;
        match (self.lowered, self.convert) {
            (LoweredPart::Plain(lowered), Some(convert)) => {
                steps.push((convert(lowered.node()).into(), slot));
            }
            (lowered, convert) => {
                steps.push((lowered.part().into(), slot));
                let value = convert.map(|convert| convert(boxed(LocalGet(slot))));
                steps.extend(value.map(|value| (value.into(), slot)));
            }
        }
    }
}

impl<'a> Lowerer<'_, 'a> {
    /// Begins a list of operands.
    pub(super) fn operands(&mut self) -> Operands {
        Operands {
            entries: Vec::new(),
            mark: self.slots.mark(),
        }
    }

    /// Lowers an expression as the next operand; the slot that it waits in.
    pub(super) fn operand(&mut self, operands: &mut Operands, expression: Expression<'a>) -> Slot {
        self.operand_with(operands, |this| this.lower_operand(expression))
    }

    /// Lowers something as the next operand; the slot that it waits in.
    pub(super) fn operand_with<P: Into<LoweredPart>>(
        &mut self,
        operands: &mut Operands,
        lower: impl FnOnce(&mut Self) -> P,
    ) -> Slot {
        let lowered = self.scoped(lower);
        let slot = self.reserve(1);
        operands.push(lowered, slot);
        slot
    }

    /// Lowers something that is run between operands for what it does: its value has no slot.
    pub(super) fn step<P: Into<LoweredPart>>(
        &mut self,
        operands: &mut Operands,
        lower: impl FnOnce(&mut Self) -> P,
    ) {
        let lowered = self.scoped(lower).into();
        // The slot is written, but is free again.
        let slot = self.scoped(|this| this.reserve(1));
        operands.entries.push(Entry {
            lowered,
            slot,
            kept: false,
            convert: None,
        });
    }

    /// Frees the slots of operands that aren't evaluated after all.
    pub(super) fn discard(&mut self, operands: Operands) {
        self.slots.release(operands.mark);
    }

    /// Builds the node over the operands, and frees their slots.
    pub(super) fn finish<P: Into<Part>>(
        &mut self,
        operands: Operands,
        build: impl FnOnce(&mut Self, Vec<Operand>) -> P,
    ) -> Part {
        let suspends = |entry: &Entry| matches!(entry.lowered, LoweredPart::Suspends(_));
        let steps_end = (operands.entries.iter().rposition(suspends)).map_or(0, |last| last + 1);
        let (mut steps, mut built) = (Vec::new(), Vec::new());
        for (number, entry) in operands.entries.into_iter().enumerate() {
            let slot = entry.slot;
            let lowered = match entry {
                Entry {
                    lowered: LoweredPart::Plain(lowered),
                    ..
                } if number >= steps_end => lowered,
                entry => {
                    entry.push_steps(&mut steps);
                    Lowered::Local(slot)
                }
            };
            built.push(Operand { lowered, slot });
        }
        let result: Part = build(self, built).into();
        self.slots.release(operands.mark);
        match steps.is_empty() {
            true => result,
            false => Part::suspends(Steps {
                steps: steps.into(),
                result: result.into(),
            }),
        }
    }

    /// Evaluates the operands into their slots, whether or not one may suspend, then `result`.
    pub(super) fn finish_as_steps(&mut self, operands: Operands, result: impl Into<Part>) -> Part {
        self.slots.release(operands.mark);
        let entries = operands.entries.into_iter();
        let (places, parts): (Vec<_>, Vec<_>) = entries
            .map(|entry| ((entry.slot, entry.kept), entry.lowered.part()))
            .unzip();
        let result: Part = result.into();
        match (parts, result).plain() {
            Ok((nodes, result)) => {
                let keep = |(node, (slot, kept))| match kept {
                    true => keep(slot, node),
                    false => node,
                };
                let nodes = nodes.into_iter().zip(places).map(keep).collect();
                Part::Plain(boxed(Sequence(nodes, result)))
            }
            Err((parts, result)) => {
                let slots = places.into_iter().map(|(slot, _)| slot);
                Part::suspends(Steps {
                    steps: parts.into_iter().zip(slots).collect(),
                    result,
                })
            }
        }
    }

    /// Evaluates a value into a slot, then runs what follows.
    pub(super) fn store_then(&mut self, slot: Slot, value: impl Into<Part>, then: Part) -> Part {
        let value: Part = value.into();
        match (value, then).plain() {
            Ok((value, then)) => Part::Plain(boxed(Sequence(Box::new([keep(slot, value)]), then))),
            Err((value, result)) => Part::suspends(Steps {
                steps: Box::new([(value, slot)]),
                result,
            }),
        }
    }

    /// A node over one operand.
    pub(super) fn single<P: Into<Part>>(
        &mut self,
        operand: Expression<'a>,
        build: impl FnOnce(NodeBox) -> P,
    ) -> Part {
        let mut operands = self.operands();
        self.operand(&mut operands, operand);
        self.finish(operands, |_, operands| build(one(operands).node()))
    }

    /// Lowers an expression in the most special form.
    pub(super) fn lower_operand(&mut self, expression: Expression<'a>) -> LoweredPart {
        match expression.without_parentheses() {
            Expression::Identifier(node) => match self.plain_local(node.resolution.get()) {
                Some(slot) => Lowered::Local(slot).into(),
                None => match self.plain_captured(node.resolution.get()) {
                    Some(place) => Lowered::Captured(place).into(),
                    None => self.expression(expression).into(),
                },
            },
            Expression::This(_) if self.this_is_plain() => Lowered::Local(THIS).into(),
            Expression::Number(node) => match Value::number(node.value).as_int() {
                Some(int) => Lowered::Int(int).into(),
                None => self.expression(expression).into(),
            },
            _ => self.expression(expression).into(),
        }
    }
}

/// Evaluates a node into a slot.
pub(super) fn keep(slot: Slot, value: NodeBox) -> NodeBox {
    boxed(KeepIn { slot, value })
}

/// The only operand of a list.
pub(super) fn one(operands: Vec<Operand>) -> Operand {
    let [operand] = some(operands);
    operand
}

/// The operands of a list whose length is known.
pub(super) fn some<const N: usize>(operands: Vec<Operand>) -> [Operand; N] {
    operands
        .try_into()
        .unwrap_or_else(|_| unreachable!("so many operands were lowered"))
}
