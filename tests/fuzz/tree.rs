//! The generator's own trees of programs: text with holes, in which it is known what may be left
//! out, what may be replaced, and where a suspension may stand.
//!
//! One tree is rendered in three [forms](Form). In the suspending forms each marked operand `e` is
//! `(yield e)` or `(await e)`, and functions that are called on the way are delegated to.

use std::borrow::Cow;

/// What a program's main function is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// An ordinary function.
    Plain,
    /// A generator, driven by a loop that sends each value back.
    Generator,
    /// An async function.
    Async,
}

/// What may be done with a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sort {
    /// An expression that may suspend after it was evaluated.
    Operand,
    /// An expression that may not (an anonymous function gets its name from where it stands).
    Expression,
    /// A statement, or several.
    Statement,
    /// Children that can be left out, and what stands between them.
    List(&'static str),
    /// Something that can be left out.
    Optional,
    /// What is inside belongs to another function: no suspension of the outer one can stand there.
    Boundary,
    /// The text inside as a string literal.
    Quoted,
    /// A pattern: what is inside is bound or assigned.
    Pattern,
    /// A reference to a property of `super` that is assigned to.
    SuperTarget,
    /// Parts that belong together.
    Group,
}

/// A piece of a node.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// Text as it stands.
    Text(Cow<'static, str>),
    /// Text that depends on the form.
    ByForm([&'static str; 3]),
    /// A smaller tree.
    Node(Node),
}

/// A tree.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) sort: Sort,
    pub(crate) parts: Vec<Part>,
    /// Whether the operand suspends, in the forms that can.
    pub(crate) suspended: bool,
}

impl From<&'static str> for Part {
    fn from(text: &'static str) -> Part {
        Part::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Part {
    fn from(text: String) -> Part {
        Part::Text(Cow::Owned(text))
    }
}

impl From<Node> for Part {
    fn from(node: Node) -> Part {
        Part::Node(node)
    }
}

impl From<[&'static str; 3]> for Part {
    fn from(texts: [&'static str; 3]) -> Part {
        Part::ByForm(texts)
    }
}

/// `function` of a function that suspends with its caller.
pub(crate) const FUNCTION: [&str; 3] = ["function ", "function* ", "async function "];

/// What stands before the name of a method that suspends with its caller.
pub(crate) const METHOD: [&str; 3] = ["", "*", "async "];

/// What stands before a call of such a function.
pub(crate) const CALL: [&str; 3] = ["(", "(yield* ", "(await "];

/// A node of a sort; its parts are texts, texts by form, and nodes.
macro_rules! node {
    ($sort:expr; $($part:expr),* $(,)?) => {
        $crate::tree::Node::new($sort, vec![$($crate::tree::Part::from($part)),*])
    };
}

/// An operand.
macro_rules! op {
    ($($part:expr),* $(,)?) => { $crate::tree::node!($crate::tree::Sort::Operand; $($part),*) };
}

/// A statement.
macro_rules! st {
    ($($part:expr),* $(,)?) => { $crate::tree::node!($crate::tree::Sort::Statement; $($part),*) };
}

/// Parts that belong together.
macro_rules! group {
    ($($part:expr),* $(,)?) => { $crate::tree::node!($crate::tree::Sort::Group; $($part),*) };
}

/// The inside of another function.
macro_rules! inner {
    ($($part:expr),* $(,)?) => { $crate::tree::node!($crate::tree::Sort::Boundary; $($part),*) };
}

pub(crate) use {group, inner, node, op, st};

impl Node {
    /// A node.
    pub(crate) fn new(sort: Sort, parts: Vec<Part>) -> Node {
        Node {
            sort,
            parts,
            suspended: false,
        }
    }

    /// Children with something between them.
    pub(crate) fn list(separator: &'static str, nodes: Vec<Node>) -> Node {
        let parts = nodes.into_iter().map(Part::Node).collect();
        Node::new(Sort::List(separator), parts)
    }

    /// The smaller trees in it.
    pub(crate) fn children(&self) -> impl Iterator<Item = &Node> {
        self.parts.iter().filter_map(|part| match part {
            Part::Node(node) => Some(node),
            _ => None,
        })
    }

    /// The smaller trees in it, to change.
    pub(crate) fn children_mut(&mut self) -> impl Iterator<Item = &mut Node> {
        self.parts.iter_mut().filter_map(|part| match part {
            Part::Node(node) => Some(node),
            _ => None,
        })
    }

    /// How many nodes there are, this one included.
    pub(crate) fn count(&self) -> usize {
        1 + self.children().map(Node::count).sum::<usize>()
    }

    /// The node at a place in preorder.
    pub(crate) fn at_mut(&mut self, place: usize) -> Option<&mut Node> {
        if place == 0 {
            return Some(self);
        }
        let mut rest = place - 1;
        for child in self.children_mut() {
            let count = child.count();
            if rest < count {
                return child.at_mut(rest);
            }
            rest -= count;
        }
        None
    }

    /// The program's text in a form.
    pub(crate) fn render(&self, form: Form) -> String {
        let mut text = String::new();
        self.write(form, &mut text);
        text
    }

    fn write(&self, form: Form, text: &mut String) {
        match self.sort {
            Sort::Operand if self.suspended && form != Form::Plain => {
                text.push_str(match form {
                    Form::Async => "(await ",
                    _ => "(yield ",
                });
                self.write_parts(form, text);
                text.push(')');
            }
            Sort::Boundary => self.write_parts(Form::Plain, text),
            Sort::Quoted => {
                let mut inner = String::new();
                self.write_parts(Form::Plain, &mut inner);
                quote(&inner, text);
            }
            Sort::List(separator) => {
                let before = text.len();
                for child in self.children() {
                    let at = text.len();
                    if at > before {
                        text.push_str(separator);
                    }
                    let start = text.len();
                    child.write(form, text);
                    if text.len() == start {
                        text.truncate(at);
                    }
                }
            }
            _ => self.write_parts(form, text),
        }
    }

    fn write_parts(&self, form: Form, text: &mut String) {
        for part in &self.parts {
            match part {
                Part::Text(piece) => text.push_str(piece),
                Part::ByForm(pieces) => text.push_str(match form {
                    Form::Plain => pieces[0],
                    Form::Generator => pieces[1],
                    Form::Async => pieces[2],
                }),
                Part::Node(node) => node.write(form, text),
            }
        }
    }
}

/// Writes a text as a string literal.
fn quote(inner: &str, text: &mut String) {
    text.push('\'');
    for c in inner.chars() {
        match c {
            '\n' => text.push(' '),
            '\'' | '\\' => text.extend(['\\', c]),
            c => text.push(c),
        }
    }
    text.push('\'');
}

/// Indents a text by its brackets, for people. Strings with brackets in them may mislead it, which
/// changes only how the text looks.
pub(crate) fn indent(text: &str) -> String {
    let mut result = String::new();
    let mut depth = 0_usize;
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let closing = line.chars().take_while(|c| "})]".contains(*c)).count();
        let level = depth.saturating_sub(closing);
        result.extend(std::iter::repeat_n("  ", level));
        result.push_str(line);
        result.push('\n');
        for c in line.chars() {
            match c {
                '{' | '(' | '[' => depth += 1,
                '}' | ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }
    result
}
