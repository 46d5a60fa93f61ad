//! Patterns as trees.
//!
//! All nodes are in one vector, children before parents, so that passes over a tree and dropping it
//! need no recursion however deep it is; their lists are in two more.

use rustc_hash::FxHashMap;

use super::sets::Points;

/// How a part of a pattern is read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mode {
    pub(crate) ignore_case: bool,
    pub(crate) multiline: bool,
    pub(crate) dot_all: bool,
    /// With `u` or `v`.
    pub(crate) unicode: bool,
    /// With `v`.
    pub(crate) sets: bool,
}

/// The index of a node in its tree.
pub(crate) type NodeId = u32;

/// A part of one of the lists of a tree.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct List {
    start: u32,
    end: u32,
}

/// No upper end.
pub(crate) const ENDLESS: u32 = u32::MAX;

/// A part of a pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Node {
    Empty,
    Char(u32),
    /// One of the code points in ranges: [`Tree::ranges`].
    Set(List),
    /// One after another: [`Tree::children`].
    Sequence(List),
    /// The first that matches: [`Tree::children`].
    Choice(List),
    /// A capturing group, by its number.
    Group {
        number: u32,
        body: NodeId,
    },
    Look {
        behind: bool,
        negated: bool,
        body: NodeId,
    },
    Reference {
        to: Reference,
        ignore_case: bool,
    },
    Start {
        multiline: bool,
    },
    End {
        multiline: bool,
    },
    Boundary {
        negated: bool,
        /// Whether `ſ` and `K` are letters of words too.
        folds: bool,
    },
    Repeat {
        body: NodeId,
        least: u32,
        most: u32,
        greedy: bool,
        /// The first capturing group inside, and the one after the last.
        groups: (u32, u32),
    },
}

/// What a reference refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Reference {
    /// A group.
    Number(u32),
    /// The group with a name that has matched, by the index of the name in [`Tree::names`].
    Name(u32),
}

/// A name, and the groups that have it.
#[derive(Debug, PartialEq)]
pub(crate) struct GroupName {
    pub(crate) name: String,
    pub(crate) groups: Vec<usize>,
}

/// Properties of a node and all below it.
#[derive(Clone, Copy, Debug)]
struct Facts {
    is_nullable: bool,
    is_always_empty: bool,
}

/// A pattern.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    facts: Vec<Facts>,
    children: Vec<NodeId>,
    ranges: Vec<(u32, u32)>,
    /// Where large sets already are.
    large: FxHashMap<Points, List>,
    /// Names in the order of their first mention.
    pub(crate) names: Vec<GroupName>,
    /// The whole pattern.
    pub(crate) root: NodeId,
    /// How many capturing groups there are.
    pub(crate) groups: usize,
}

/// Equal sets with so many ranges or more share their list.
const LARGE: usize = 16;

/// A length as `u32`: strings are shorter than that.
fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl Tree {
    /// All nodes, children before parents, by their ids.
    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub(crate) fn node(&self, id: NodeId) -> Node {
        self.nodes[id as usize]
    }

    pub(crate) fn children(&self, list: List) -> &[NodeId] {
        &self.children[list.start as usize..list.end as usize]
    }

    pub(crate) fn ranges(&self, list: List) -> &[(u32, u32)] {
        &self.ranges[list.start as usize..list.end as usize]
    }

    /// Whether a part may match nothing.
    pub(crate) fn is_nullable(&self, id: NodeId) -> bool {
        self.facts[id as usize].is_nullable
    }

    /// Whether a part matches nothing else.
    pub(crate) fn is_always_empty(&self, id: NodeId) -> bool {
        self.facts[id as usize].is_always_empty
    }

    /// The names in the order of their groups.
    pub(crate) fn into_names(self) -> Vec<GroupName> {
        let mut names = self.names;
        names.sort_by_key(|name| name.groups.first().copied());
        names
    }

    pub(super) fn add(&mut self, node: Node) -> NodeId {
        let facts = self.facts_of(node);
        self.facts.push(facts);
        self.nodes.push(node);
        index(self.nodes.len() - 1)
    }

    pub(super) fn list(&mut self, nodes: impl IntoIterator<Item = NodeId>) -> List {
        let start = index(self.children.len());
        self.children.extend(nodes);
        let end = index(self.children.len());
        List { start, end }
    }

    pub(super) fn set(&mut self, points: &Points) -> NodeId {
        let is_large = points.ranges().len() >= LARGE;
        let known = is_large.then(|| self.large.get(points)).flatten();
        let list = known.copied().unwrap_or_else(|| {
            let start = index(self.ranges.len());
            self.ranges.extend_from_slice(points.ranges());
            let end = index(self.ranges.len());
            List { start, end }
        });
        if is_large && known.is_none() {
            self.large.insert(points.clone(), list);
        }
        self.add(Node::Set(list))
    }

    fn facts_of(&self, node: Node) -> Facts {
        let of = |id: NodeId| self.facts[id as usize];
        let (is_nullable, is_always_empty) = match node {
            Node::Char(_) | Node::Set(_) => (false, false),
            Node::Sequence(list) => {
                let parts = self.children(list);
                let is_nullable = parts.iter().all(|&part| of(part).is_nullable);
                (is_nullable, parts.iter().all(|&p| of(p).is_always_empty))
            }
            Node::Choice(list) => {
                let parts = self.children(list);
                let is_nullable = parts.iter().any(|&part| of(part).is_nullable);
                (is_nullable, parts.iter().all(|&p| of(p).is_always_empty))
            }
            Node::Group { body, .. } => (of(body).is_nullable, of(body).is_always_empty),
            Node::Repeat {
                body, least, most, ..
            } => (
                least == 0 || of(body).is_nullable,
                most == 0 || of(body).is_always_empty,
            ),
            Node::Reference { .. } => (true, false),
            Node::Empty
            | Node::Look { .. }
            | Node::Start { .. }
            | Node::End { .. }
            | Node::Boundary { .. } => (true, true),
        };
        Facts {
            is_nullable,
            is_always_empty,
        }
    }
}
