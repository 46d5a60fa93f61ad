//! What there is to count in one text.

use crate::source::Span;
use rustc_hash::FxHashMap;

/// What is counted at a place: with the place it is found again when the text is lowered.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum What {
    /// A statement, or what initializes a variable or a field.
    Statement,
    /// A function's body.
    Function,
    /// The first way of an `if` or a conditional expression, which has the place.
    Then,
    /// The other way.
    Else,
    /// An operand of a logical expression or assignment.
    Operand,
    /// A case of a `switch`.
    Case,
    /// No case, of the `switch` that has the place.
    NoCase,
    /// A default value.
    Default,
    /// What follows the `?.` after the expression that has the place.
    Link,
}

/// A place that is counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Probe {
    /// What is counted.
    pub what: What,
    /// Where.
    pub span: Span,
}

/// The construct that a branch is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BranchKind {
    /// `if`
    If,
    /// `a ? b : c`
    Conditional,
    /// `&&`, `||`, `??` and the assignments with them
    Logical,
    /// `switch`
    Switch,
    /// A default value
    Default,
    /// `?.`
    OptionalChain,
}

/// A way to go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arm {
    /// Its text; empty where nothing is written for it, at the start of the branch.
    pub span: Span,
    /// Its counter.
    pub counter: u32,
}

/// A place with ways to go on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Branch {
    /// Which construct.
    pub kind: BranchKind,
    /// Its text.
    pub span: Span,
    /// The ways, in the order of the text.
    pub arms: Vec<Arm>,
}

/// A function.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FunctionPlace {
    /// Its name, or `(anonymous_N)`.
    pub name: String,
    /// Its text.
    pub span: Span,
    /// Its counter.
    pub counter: u32,
}

/// The parts of a text that are counted, each with the number of its counter.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Plan {
    /// Statements in the order of the text.
    pub statements: Vec<(Span, u32)>,
    /// Functions in the order of the text.
    pub functions: Vec<FunctionPlace>,
    /// Branches in the order of the text.
    pub branches: Vec<Branch>,
    /// How many counters there are.
    pub counters: u32,
}

/// Makes a plan, in any order.
#[derive(Default)]
pub struct PlanBuilder {
    plan: Plan,
    places: FxHashMap<Probe, u32>,
    anonymous: u32,
}

impl PlanBuilder {
    fn counter(&mut self, what: What, span: Span) -> u32 {
        let next = self.places.len() as u32;
        *self.places.entry(Probe { what, span }).or_insert(next)
    }

    /// Adds a statement.
    pub fn statement(&mut self, span: Span) {
        let counter = self.counter(What::Statement, span);
        self.plan.statements.push((span, counter));
    }

    /// Adds a function, with its name if it has one.
    pub fn function(&mut self, name: Option<String>, span: Span) {
        let counter = self.counter(What::Function, span);
        let name = name.unwrap_or_default();
        self.plan.functions.push(FunctionPlace {
            name,
            span,
            counter,
        });
    }

    /// Adds a branch with its arms: what is counted for each, where, and its text.
    pub fn branch(&mut self, kind: BranchKind, span: Span, arms: &[(What, Span, Span)]) {
        let arms = arms.iter().map(|&(what, place, span)| Arm {
            span,
            counter: self.counter(what, place),
        });
        let arms = arms.collect();
        self.plan.branches.push(Branch { kind, span, arms });
    }

    /// The plan, and where each counter belongs.
    #[must_use]
    pub fn finish(mut self) -> (Plan, FxHashMap<Probe, u32>) {
        let plan = &mut self.plan;
        plan.counters = self.places.len() as u32;
        plan.statements
            .sort_by_key(|(span, _)| (span.start, span.end));
        plan.functions
            .sort_by_key(|it| (it.span.start, u32::MAX - it.span.end));
        plan.branches
            .sort_by_key(|it| (it.span.start, u32::MAX - it.span.end));
        for function in &mut plan.functions {
            if function.name.is_empty() {
                function.name = format!("(anonymous_{})", self.anonymous);
                self.anonymous += 1;
            }
        }
        (self.plan, self.places)
    }
}
