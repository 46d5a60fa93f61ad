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
    /// Whether it may match without going on in the text, so that what follows it counts too.
    pub(super) is_open: bool,
    /// Whether it matches at the text's start only.
    is_anchored: bool,
}

impl Beginning {
    /// With no character yet.
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
    of: Vec<Beginning>,
}

impl<'a> Beginnings<'a> {
    /// Looks through a pattern; if the budget is spent, the outcome is worthless.
    pub(super) fn new(tree: &'a Tree, budget: &'a Budget) -> Self {
        let mut beginnings = Beginnings {
            tree,
            budget,
            of: Vec::with_capacity(tree.nodes().len()),
        };
        for &node in budget.each(tree.nodes()) {
            let beginning = beginnings.find(node);
            beginnings.of.push(beginning);
        }
        beginnings
    }

    /// What a part begins with; `None` if the budget was spent before it was found.
    pub(super) fn of(&self, node: NodeId) -> Option<&Beginning> {
        self.of.get(node as usize)
    }

    /// What a node begins with whose children are known.
    fn find(&self, node: Node) -> Beginning {
        match node {
            Node::Char(point) => {
                let mut beginning = Beginning::new(false);
                beginning.units.add(point, point);
                beginning
            }
            Node::Set(list) => self.of_set(list),
            Node::Sequence(parts) => self.of_sequence(parts),
            Node::Choice(choices) => self.of_choice(choices),
            Node::Group { body, .. } => self.of[body as usize].clone(),
            Node::Repeat { most: 0, .. } => Beginning::new(true),
            Node::Repeat { body, least, .. } => {
                let body = &self.of[body as usize];
                Beginning {
                    units: body.units.clone(),
                    is_open: body.is_open || least == 0,
                    is_anchored: false,
                }
            }
            Node::Reference { .. } => {
                let mut beginning = Beginning::new(true);
                beginning.units.add_all();
                beginning
            }
            Node::Start { multiline } => Beginning {
                is_anchored: !multiline,
                ..Beginning::new(true)
            },
            Node::Empty | Node::Look { .. } | Node::End { .. } | Node::Boundary { .. } => {
                Beginning::new(true)
            }
        }
    }

    fn of_set(&self, list: List) -> Beginning {
        let mut beginning = Beginning::new(false);
        for &(first, last) in self.tree.ranges(list) {
            beginning.units.add(first, last);
            if last > 0xFF {
                // The rest, in order, has no bytes.
                break;
            }
        }
        beginning
    }

    fn of_sequence(&self, parts: List) -> Beginning {
        let parts = self.tree.children(parts);
        let first = parts.first().map(|&part| &self.of[part as usize]);
        let mut beginning = Beginning {
            is_anchored: first.is_some_and(|first| first.is_anchored),
            ..Beginning::new(true)
        };
        for &part in self.budget.each(parts) {
            let part = &self.of[part as usize];
            beginning.units.add_units(&part.units);
            if !part.is_open {
                beginning.is_open = false;
                break;
            }
        }
        beginning
    }

    fn of_choice(&self, choices: List) -> Beginning {
        let mut beginning = Beginning {
            is_anchored: true,
            ..Beginning::new(false)
        };
        for &choice in self.budget.each(self.tree.children(choices)) {
            let choice = &self.of[choice as usize];
            beginning.units.add_units(&choice.units);
            beginning.is_open |= choice.is_open;
            beginning.is_anchored &= choice.is_anchored;
        }
        beginning
    }

    /// Where a match of the whole pattern can begin, and with which units.
    pub(super) fn of_whole(&self) -> (Begin, FirstUnits) {
        let root = self.tree.root;
        let Some(whole) = self.of(root) else {
            return (Begin::Any, FirstUnits::none());
        };
        let units = whole.units.clone();
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
        let bytes = (0..=0xFF).filter(|&byte| units.has_byte(byte));
        let bytes: Vec<u8> = bytes.collect();
        let begin = match bytes.len() {
            1..=3 => Begin::Bytes(bytes),
            _ => Begin::Firsts,
        };
        (begin, units)
    }

    /// The sequence of bytes that all matches begin with.
    fn prefix(&self) -> Vec<u8> {
        let mut text = Vec::new();
        let root = [self.tree.root];
        // What follows in the sequences around the present node.
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
