//! Making a failing program small: leaving out what can be left out, and putting parts in the place
//! of wholes, as long as the failure stays of its kind.

use std::time::{Duration, Instant};

use crate::tree::{Node, Part, Sort};

/// How long a reduction may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A way to make a program smaller at a node.
#[derive(Clone, Debug)]
enum Edit {
    /// Leaves out children of a list.
    Drop(usize, usize),
    /// Leaves out a node.
    Empty,
    /// Puts a text in the place of a node.
    Replace(&'static str),
    /// Puts one of the nodes below in its place: by its number in preorder from there.
    Hoist(usize),
    /// Lets it suspend no more.
    Calm,
}

/// The smallest tree found for which `fails` still holds.
pub(crate) fn reduce(tree: &Node, mut fails: impl FnMut(&Node) -> bool) -> Node {
    let start = Instant::now();
    let mut best = tree.clone();
    loop {
        let before = size(&best);
        let mut place = 0;
        while place < best.count() {
            let mut changed = false;
            for edit in edits(&best, place) {
                if start.elapsed() > PATIENCE {
                    return best;
                }
                let mut candidate = best.clone();
                let Some(node) = candidate.at_mut(place) else {
                    break;
                };
                apply(node, &edit);
                if size(&candidate) < size(&best) && fails(&candidate) {
                    best = candidate;
                    changed = true;
                    break;
                }
            }
            if !changed {
                place += 1;
            }
        }
        if size(&best) >= before {
            return best;
        }
    }
}

/// What is to become small: the text, and how much of it suspends.
fn size(tree: &Node) -> usize {
    let own: usize = tree
        .parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.len(),
            Part::ByForm(texts) => texts[0].len(),
            Part::Node(node) => size(node),
        })
        .sum();
    own + usize::from(tree.suspended) * 4
}

fn edits(tree: &Node, place: usize) -> Vec<Edit> {
    let mut copy = tree.clone();
    let Some(node) = copy.at_mut(place) else {
        return Vec::new();
    };
    let mut edits = Vec::new();
    match node.sort {
        Sort::List(_) => {
            let count = node.children().count();
            let mut length = count;
            while length > 0 {
                let mut at = 0;
                while at < count {
                    edits.push(Edit::Drop(at, length));
                    at += length;
                }
                length /= 2;
            }
        }
        Sort::Optional => edits.push(Edit::Empty),
        Sort::Statement => {
            edits.push(Edit::Empty);
            edits.extend(below(node, |sort| {
                matches!(sort, Sort::Statement | Sort::List("\n"))
            }));
        }
        Sort::Operand | Sort::Expression => {
            edits.extend(["0", "1", "''", "[]", "({})", "undefined"].map(Edit::Replace));
            if node.suspended {
                edits.push(Edit::Calm);
            }
            edits.extend(below(node, |sort| {
                matches!(sort, Sort::Operand | Sort::Expression)
            }));
        }
        Sort::Pattern => {
            edits.extend(["[]", "{}"].map(Edit::Replace));
            edits.extend(below(node, |sort| sort == Sort::Pattern));
        }
        Sort::Boundary | Sort::Quoted | Sort::Group | Sort::SuperTarget => {}
    }
    edits
}

/// The nearest nodes of some sorts below a node.
fn below(node: &Node, wanted: impl Fn(Sort) -> bool) -> Vec<Edit> {
    const MOST: usize = 12;
    let mut sorts = Vec::new();
    preorder(node, &mut sorts);
    let found = sorts.iter().enumerate().skip(1);
    let found = found.filter(|(_, sort)| wanted(**sort));
    found.map(|(at, _)| Edit::Hoist(at)).take(MOST).collect()
}

fn preorder(node: &Node, sorts: &mut Vec<Sort>) {
    sorts.push(node.sort);
    for child in node.children() {
        preorder(child, sorts);
    }
}

fn apply(node: &mut Node, edit: &Edit) {
    match edit {
        Edit::Drop(at, length) => {
            let mut child = 0;
            node.parts.retain(|_| {
                let keep = child < *at || child >= at + length;
                child += 1;
                keep
            });
        }
        Edit::Empty => node.parts.clear(),
        Edit::Replace(text) => node.parts = vec![Part::from(*text)],
        Edit::Hoist(place) => {
            if let Some(inner) = node.at_mut(*place) {
                let inner = inner.clone();
                let suspended = node.suspended;
                *node = inner;
                node.suspended |= suspended && node.sort == Sort::Operand;
            }
        }
        Edit::Calm => node.suspended = false,
    }
}
