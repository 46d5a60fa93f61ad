//! What the parts of a pattern can begin with: first code units, the text's start, literal bytes.
//!
//! Found for all nodes in one pass, children before parents as the tree lists them, so that time is
//! linear and needs no native stack however deep a pattern is.

use super::program::Begin;
use super::sets::FirstUnits;
use super::tree::{List, Node, NodeId, Tree};
use crate::budget::Budget;
use memchr::memmem::Finder;

/// What a match of a part begins with.
#[derive(Clone, Debug)]
pub(super) struct Beginning {
    /// The first units of the characters that it can begin with.
    pub(super) units: FirstUnits,
    /// Whether it may match nothing, so that what follows it counts too.
    pub(super) is_open: bool,
    /// Whether it matches at the text's start only.
    is_anchored: bool,
}

impl Beginning {
    /// Of a part that begins with no character.
    fn new(is_open: bool) -> Beginning {
        Beginning {
            units: FirstUnits::none(),
            is_open,
            is_anchored: false,
        }
    }
}

/// What each part of a pattern begins with, by its node.
pub(super) struct Beginnings<'a> {
    tree: &'a Tree,
    budget: &'a Budget,
    /// For each node its index in `found`, or [`LEAF`].
    index: Vec<u32>,
    /// Those of the nodes that have children.
    found: Vec<Beginning>,
}

/// A node whose beginning is found when it is asked for: most nodes are characters.
const LEAF: u32 = u32::MAX;

impl<'a> Beginnings<'a> {
    /// Finds those of all parts of a pattern. If the budget is spent, the result is worthless.
    pub(super) fn new(tree: &'a Tree, budget: &'a Budget) -> Self {
        let mut beginnings = Beginnings {
            tree,
            budget,
            index: Vec::with_capacity(tree.nodes().len()),
            found: Vec::new(),
        };
        for &node in budget.each(tree.nodes()) {
            let index = match beginnings.of_children(node) {
                Some(beginning) => {
                    beginnings.found.push(beginning);
                    beginnings.found.len() as u32 - 1
                }
                None => LEAF,
            };
            beginnings.index.push(index);
        }
        beginnings
    }

    /// What a part begins with.
    pub(super) fn of(&self, node: NodeId) -> Beginning {
        let index = self.index.get(node as usize).copied().unwrap_or(LEAF);
        match self.found.get(index as usize) {
            Some(beginning) => beginning.clone(),
            None => self.of_leaf(self.tree.node(node)),
        }
    }

    /// Finds that of a node with children, after theirs; `None` for others.
    fn of_children(&self, node: Node) -> Option<Beginning> {
        Some(match node {
            Node::Sequence(parts) => self.of_sequence(parts),
            Node::Choice(choices) => self.of_choice(choices),
            Node::Group { body, .. } => self.of(body),
            Node::Repeat { most: 0, .. } => Beginning::new(true),
            Node::Repeat { body, least, .. } => {
                let body = self.of(body);
                Beginning {
                    is_open: body.is_open || least == 0,
                    is_anchored: false,
                    ..body
                }
            }
            _ => return None,
        })
    }

    fn of_leaf(&self, node: Node) -> Beginning {
        match node {
            Node::Char(point) => {
                let mut beginning = Beginning::new(false);
                beginning.units.add(point, point);
                beginning
            }
            Node::Set(list) => self.of_set(list),
            Node::Reference { .. } => {
                let mut beginning = Beginning::new(true);
                beginning.units.add_all();
                beginning
            }
            Node::Start { multiline } => Beginning {
                is_anchored: !multiline,
                ..Beginning::new(true)
            },
            _ => Beginning::new(true),
        }
    }

    fn of_set(&self, list: List) -> Beginning {
        let mut beginning = Beginning::new(false);
        for &(first, last) in self.tree.ranges(list) {
            beginning.units.add(first, last);
            if last > 0xFF {
                // Ranges are sorted: the rest is above 0xFF.
                break;
            }
        }
        beginning
    }

    fn of_sequence(&self, parts: List) -> Beginning {
        let mut whole = Beginning::new(true);
        let parts = self.tree.children(parts).iter();
        for (place, &part) in self.budget.each(parts.enumerate()) {
            let part = self.of(part);
            if place == 0 {
                whole.is_anchored = part.is_anchored;
            }
            whole.units.add_units(&part.units);
            if !part.is_open {
                whole.is_open = false;
                break;
            }
        }
        whole
    }

    fn of_choice(&self, choices: List) -> Beginning {
        let mut whole = Beginning {
            is_anchored: true,
            ..Beginning::new(false)
        };
        for &choice in self.budget.each(self.tree.children(choices)) {
            let choice = self.of(choice);
            whole.units.add_units(&choice.units);
            whole.is_open |= choice.is_open;
            whole.is_anchored &= choice.is_anchored;
        }
        whole
    }

    /// Where a match of the whole pattern can begin, and with which units.
    pub(super) fn of_whole(&self) -> (Begin, FirstUnits) {
        let whole = self.of(self.tree.root);
        let units = whole.units;
        if whole.is_anchored {
            return (Begin::Start, units);
        }
        if whole.is_open || units.is_all() {
            return (Begin::Any, units);
        }
        let text = self.prefix();
        if text.len() > 1 {
            let finder = Finder::new(&text).into_owned();
            return (Begin::Text(Box::new(finder)), units);
        }
        let begin = match units.few_bytes(3) {
            Some(bytes) if !bytes.is_empty() => Begin::Bytes(bytes),
            _ => Begin::Firsts,
        };
        (begin, units)
    }

    /// The sequence of bytes that all matches begin with.
    fn prefix(&self) -> Vec<u8> {
        let mut text = Vec::new();
        let root = [self.tree.root];
        // The rests of the sequences around the current node, innermost last.
        let mut rest = vec![root.iter()];
        while let Some(parts) = rest.last_mut() {
            let Some(&part) = parts.next() else {
                rest.pop();
                continue;
            };
            if self.budget.spend(1).is_err() {
                break;
            }
            let mut node = self.tree.node(part);
            while let Node::Group { body, .. } = node {
                if self.budget.spend(1).is_err() {
                    return text;
                }
                node = self.tree.node(body);
            }
            match node {
                Node::Sequence(parts) => rest.push(self.tree.children(parts).iter()),
                Node::Char(point) if point <= 0xFF => text.push(point as u8),
                _ => break,
            }
        }
        text
    }
}
