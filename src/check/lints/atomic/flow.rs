//! Follows the data of one async function from reads over awaits to writes.
//!
//! Evaluates statements and expressions in the order in which they run, with sets of reads in place of
//! values; loops twice. Doesn't enter functions inside. Where a function is too large to be followed,
//! nothing is found.

use rustc_hash::FxHashSet;

use super::paths::{PathId, Paths, Root};
use super::state::{Age, Origins, ReadId, State, add};
use crate::check::lints::reads::FILE_READS;
use crate::check::model::facts::{Key, Model};
use crate::check::model::names::inner;
use crate::check::model::parents::for_each_part;
use crate::native_stack::with_stack;
use crate::source::Span;
use crate::syntax::ast::expression::{
    AssignmentExpression, AssignmentOperator, ConditionalExpression, Expression, LogicalExpression,
    UpdateExpression,
};
use crate::syntax::ast::function::{Function, FunctionBody};
use crate::syntax::ast::pattern::{AssignmentTarget, BindingPattern};
use crate::syntax::ast::statement::{
    ForInit, ForTarget, IfStatement, Statement, SwitchStatement, TryStatement, VariableDeclaration,
    VariableKind,
};
use crate::syntax::ast::visit::for_each_name;

/// More reads than this aren't followed.
const MOST_READS: usize = 400;

/// How many loops within each other are gone through twice.
const TWICE_WITHIN: u32 = 4;

/// A write by what was read before an await.
pub struct Race {
    /// What is written.
    pub target: Span,
    /// Where it was read.
    pub read: Span,
    /// What was awaited in between.
    pub wait: Span,
    /// The read only decided whether to write.
    pub is_check: bool,
}

/// The state of the evaluation.
pub struct Flow<'m, 'a> {
    model: &'m Model<'a>,
    function: &'a Function<'a>,
    paths: Paths<'m, 'a>,
    reads: Vec<(PathId, Span)>,
    state: State,
    /// The reads that decided that this point is reached.
    control: Vec<ReadId>,
    races: Vec<Race>,
    told: FxHashSet<u32>,
    /// How many loops are around.
    loops: u32,
}

impl<'m, 'a> Flow<'m, 'a> {
    /// The races of a function.
    pub fn races(model: &'m Model<'a>, function: &'a Function<'a>) -> Vec<Race> {
        let mut flow = Flow {
            model,
            function,
            paths: Paths::new(model, function.id.get()),
            reads: Vec::new(),
            state: State::default(),
            control: Vec::new(),
            races: Vec::new(),
            told: FxHashSet::default(),
            loops: 0,
        };
        match function.body {
            FunctionBody::Block(block) => flow.list(block.statements),
            FunctionBody::Expression(value) => {
                flow.expression(value);
            }
        }
        match flow.reads.len() < MOST_READS {
            true => flow.races,
            false => Vec::new(),
        }
    }

    fn list(&mut self, statements: &'a [Statement<'a>]) {
        let decided = self.control.len();
        for statement in statements {
            if self.state.is_dead || self.reads.len() >= MOST_READS {
                break;
            }
            self.statement(*statement);
        }
        self.control.truncate(decided);
    }

    fn statement(&mut self, statement: Statement<'a>) {
        with_stack(|| self.statement_here(statement));
    }

    fn statement_here(&mut self, statement: Statement<'a>) {
        match statement {
            Statement::Expression(node) => {
                self.expression(node.expression);
            }
            Statement::Variable(node) => self.declaration(node),
            Statement::Return(node) => {
                node.argument.map(|value| self.expression(value));
                self.state.is_dead = true;
            }
            Statement::Throw(node) => {
                self.expression(node.argument);
                self.state.is_dead = true;
            }
            Statement::Break(_) | Statement::Continue(_) => self.state.is_dead = true,
            Statement::Block(block) => self.list(block.statements),
            Statement::If(node) => self.branch(node),
            Statement::For(node) => {
                match node.init {
                    Some(ForInit::Variable(head)) => self.declaration(head),
                    Some(ForInit::Expression(init)) => {
                        self.expression(init);
                    }
                    None => {}
                }
                self.rounds(|flow| {
                    node.test.map(|test| flow.expression(test));
                    flow.statement(node.body);
                    flow.state.is_dead = false;
                    node.update.map(|update| flow.expression(update));
                });
            }
            Statement::ForIn(node) => {
                let origins = self.expression(node.object);
                self.rounds(|flow| {
                    flow.head(&node.target, &origins);
                    flow.statement(node.body);
                });
            }
            Statement::ForOf(node) => {
                let origins = self.expression(node.iterable);
                self.rounds(|flow| {
                    if node.is_await {
                        flow.state.wait(node.iterable.span(), true);
                    }
                    flow.head(&node.target, &origins);
                    flow.statement(node.body);
                });
            }
            Statement::While(node) => self.rounds(|flow| {
                flow.expression(node.test);
                flow.statement(node.body);
            }),
            Statement::DoWhile(node) => self.rounds(|flow| {
                flow.statement(node.body);
                flow.state.is_dead = false;
                flow.expression(node.test);
            }),
            Statement::Switch(node) => self.switch(node),
            Statement::Labelled(node) => {
                let before = self.state.clone();
                self.statement(node.body);
                // A jump may have come here from anywhere inside.
                if self.state.is_dead {
                    self.state = before;
                }
            }
            Statement::Try(node) => self.attempt(node),
            Statement::With(_)
            | Statement::Function(_)
            | Statement::Class(_)
            | Statement::Empty(_)
            | Statement::Debugger(_)
            | Statement::Import(_)
            | Statement::ExportLocal(_)
            | Statement::ExportFrom(_)
            | Statement::ExportAll(_)
            | Statement::ExportDefault(_)
            | Statement::ExportDeclaration(_) => {}
        }
    }

    /// A loop: its body twice, and not at all.
    fn rounds(&mut self, mut round: impl FnMut(&mut Self)) {
        let decided = self.control.len();
        self.loops += 1;
        // Twice in each would be a thousand times in the tenth.
        let count = if self.loops <= TWICE_WITHIN { 2 } else { 1 };
        for _ in 0..count {
            let before = self.state.clone();
            round(self);
            self.control.truncate(decided);
            let after = std::mem::replace(&mut self.state, before);
            self.state.join(after);
        }
        self.loops -= 1;
    }

    fn head(&mut self, target: &'a ForTarget<'a>, origins: &Origins) {
        if let ForTarget::Variable(head) = target {
            for declarator in head.declarators {
                self.bind(declarator.pattern, origins);
            }
        }
    }

    fn branch(&mut self, node: &'a IfStatement<'a>) {
        self.expression(node.test);
        let test = self.checked(node.test);
        let before = self.state.clone();
        let decided = self.control.len();
        self.control.extend(&test);
        self.statement(node.consequent);
        let consequent = std::mem::replace(&mut self.state, before);
        if let Some(alternate) = node.alternate {
            self.statement(alternate);
        }
        self.control.truncate(decided);
        let ends_one = consequent.is_dead != self.state.is_dead;
        self.state.join(consequent);
        // What follows is reached because of the test.
        if ends_one {
            self.control.extend(&test);
        }
    }

    fn switch(&mut self, node: &'a SwitchStatement<'a>) {
        self.expression(node.discriminant);
        let test = self.checked(node.discriminant);
        let decided = self.control.len();
        self.control.extend(&test);
        let before = self.state.clone();
        let mut after = before.clone();
        for case in node.cases {
            let mut entry = before.clone();
            if !self.state.is_dead {
                entry.join(std::mem::take(&mut self.state));
            }
            self.state = entry;
            case.test.map(|test| self.expression(test));
            self.list(case.statements);
            after.join(State {
                is_dead: false,
                ..self.state.clone()
            });
        }
        self.control.truncate(decided);
        self.state = after;
    }

    fn attempt(&mut self, node: &'a TryStatement<'a>) {
        let before = self.state.clone();
        self.list(node.block.statements);
        let mut after = self.state.clone();
        if let Some(handler) = node.handler {
            // Any part of the block may have run, and waited.
            let mut entry = before.clone();
            entry.join(State {
                is_dead: false,
                ..self.state.clone()
            });
            self.state = entry;
            if let Some(parameter) = handler.parameter {
                self.bind(parameter, &[]);
            }
            self.list(handler.body.statements);
            after.join(self.state.clone());
        }
        if let Some(finalizer) = node.finalizer {
            let is_dead = after.is_dead;
            self.state = before;
            self.state.join(State {
                is_dead: false,
                ..after
            });
            self.list(finalizer.statements);
            self.state.is_dead |= is_dead;
        } else {
            self.state = after;
        }
    }

    fn declaration(&mut self, node: &'a VariableDeclaration<'a>) {
        for declarator in node.declarators {
            let Some(value) = declarator.initializer else {
                continue;
            };
            let origins = self.expression(value);
            self.bind(declarator.pattern, &origins);
        }
        if node.kind == VariableKind::AwaitUsing {
            self.state.wait(node.span, true);
        }
    }

    fn bind(&mut self, pattern: BindingPattern<'a>, origins: &[ReadId]) {
        for_each_name(pattern, &mut |name| {
            if let Some(key) = self.model.declared_key(name) {
                self.state.values.insert(key, origins.to_vec());
            }
        });
    }

    /// Evaluates an expression; what its value is made from.
    fn expression(&mut self, expression: Expression<'a>) -> Origins {
        if self.reads.len() >= MOST_READS {
            return Vec::new();
        }
        with_stack(|| self.expression_here(expression))
    }

    fn expression_here(&mut self, expression: Expression<'a>) -> Origins {
        match expression {
            Expression::Identifier(identifier) => match self.model.key(identifier) {
                Some(key) => self.variable(key, expression),
                None => Vec::new(),
            },
            Expression::Member(member) => match self.paths.of_expression(expression) {
                Some(path) => {
                    let mut origins = self.parts(expression);
                    let read = self.note_read(path, member.span);
                    add(&mut origins, &[read]);
                    origins
                }
                None => self.parts(expression),
            },
            Expression::Assignment(node) => self.assignment(node),
            Expression::Update(node) => self.update(node),
            Expression::Await(node) => {
                let origins = self.expression(node.argument);
                self.state.wait(node.span, self.is_work(node.argument));
                match inner(node.argument) {
                    // What a promise that is kept stands for isn't out of date.
                    Expression::Identifier(_) | Expression::Member(_) => Vec::new(),
                    _ => origins,
                }
            }
            Expression::Yield(node) => {
                let origins = node.argument.map(|value| self.expression(value));
                self.state.wait(node.span, true);
                origins.unwrap_or_default()
            }
            Expression::Logical(node) => self.logical(node),
            Expression::Conditional(node) => self.conditional(node),
            Expression::Function(_) | Expression::Class(_) => Vec::new(),
            other => self.parts(other),
        }
    }

    /// Whether it matters if what is awaited is done twice: not for a look at a file, an import or a
    /// promise that is there already.
    fn is_work(&self, awaited: Expression<'a>) -> bool {
        match inner(awaited) {
            Expression::Identifier(_) | Expression::Member(_) | Expression::ImportCall(_) => false,
            Expression::Call(call) => {
                let name = self.model.method(call).map(|(_, name)| name);
                let imported = self.model.imported(call.callee).and_then(|(_, name)| name);
                !name
                    .or(imported)
                    .is_some_and(|name| FILE_READS.contains(&name))
            }
            _ => true,
        }
    }

    /// The reads that a test asks whether they are there, or are some constant.
    fn checked(&mut self, test: Expression<'a>) -> Origins {
        let mut found = Vec::new();
        let mut pending = vec![test];
        while let Some(part) = pending.pop() {
            match inner(part) {
                Expression::Unary(node) => pending.push(node.argument),
                Expression::Logical(node) => pending.extend([node.left, node.right]),
                Expression::Binary(node) => {
                    match (self.is_constant(node.left), self.is_constant(node.right)) {
                        (false, true) => pending.push(node.left),
                        (true, false) => pending.push(node.right),
                        _ => {}
                    }
                }
                leaf @ (Expression::Identifier(_) | Expression::Member(_)) => {
                    self.checked_leaf(leaf, &mut found);
                }
                _ => {}
            }
        }
        found
    }

    fn checked_leaf(&mut self, leaf: Expression<'a>, found: &mut Origins) {
        let mut leaf = leaf;
        loop {
            if let Some(path) = self.paths.of_expression(leaf) {
                let read = (path, inner(leaf).span());
                if let Some(id) = self.reads.iter().position(|known| *known == read) {
                    add(found, &[id as ReadId]);
                }
            }
            match inner(leaf) {
                Expression::Member(member) => leaf = member.object,
                Expression::Identifier(identifier) => {
                    let key = self.model.key(identifier);
                    let held = key.and_then(|key| self.state.values.get(&key));
                    // What is made from several things is no look at one.
                    if let Some([only]) = held.map(Vec::as_slice) {
                        add(found, &[*only]);
                    }
                    return;
                }
                _ => return,
            }
        }
    }

    fn is_constant(&self, expression: Expression<'a>) -> bool {
        match inner(expression) {
            Expression::Null(_)
            | Expression::Boolean(_)
            | Expression::Number(_)
            | Expression::String(_) => true,
            Expression::Unary(node) => matches!(node.argument, Expression::Number(_)),
            other => self.model.is_global(other, "undefined"),
        }
    }

    fn parts(&mut self, expression: Expression<'a>) -> Origins {
        let mut origins = Vec::new();
        for_each_part(expression, &mut |part| {
            let more = self.expression(part);
            add(&mut origins, &more);
        });
        origins
    }

    fn variable(&mut self, key: Key, expression: Expression<'a>) -> Origins {
        let mut origins = self.state.values.get(&key).cloned().unwrap_or_default();
        if let Some(path) = self.paths.of_expression(expression) {
            let read = self.note_read(path, expression.span());
            add(&mut origins, &[read]);
        }
        origins
    }

    fn note_read(&mut self, path: PathId, span: Span) -> ReadId {
        let known = self.reads.iter().position(|read| *read == (path, span));
        let id = known.unwrap_or_else(|| {
            self.reads.push((path, span));
            self.reads.len() - 1
        }) as ReadId;
        self.state.ages.insert(id, Age::Fresh);
        id
    }

    fn logical(&mut self, node: &'a LogicalExpression<'a>) -> Origins {
        let mut origins = self.expression(node.left);
        let test = self.checked(node.left);
        let before = self.state.clone();
        let decided = self.control.len();
        self.control.extend(&test);
        let right = self.expression(node.right);
        self.control.truncate(decided);
        self.state.join(before);
        add(&mut origins, &right);
        origins
    }

    fn conditional(&mut self, node: &'a ConditionalExpression<'a>) -> Origins {
        let test = self.expression(node.test);
        let checked = self.checked(node.test);
        let before = self.state.clone();
        let decided = self.control.len();
        self.control.extend(&checked);
        let mut origins = self.expression(node.consequent);
        let consequent = std::mem::replace(&mut self.state, before);
        let alternate = self.expression(node.alternate);
        self.control.truncate(decided);
        self.state.join(consequent);
        add(&mut origins, &alternate);
        // Which of both it is.
        add(&mut origins, &test);
        origins
    }

    fn update(&mut self, node: &'a UpdateExpression<'a>) -> Origins {
        if let Some(path) = self.paths.of_target(node.target) {
            let read = self.note_read(path, node.target.span());
            self.write(path, node.target.span(), &[read]);
        }
        Vec::new()
    }

    fn assignment(&mut self, node: &'a AssignmentExpression<'a>) -> Origins {
        let target = node.target.without_parentheses();
        if let AssignmentTarget::Member(member) = target {
            self.expression(member.object);
        }
        let path = self.paths.of_target(target);
        let read = match (node.operator, path) {
            (AssignmentOperator::Assign, _) | (_, None) => None,
            (_, Some(path)) => Some(self.note_read(path, target.span())),
        };
        let decided = self.control.len();
        if let AssignmentOperator::Logical(_) = node.operator {
            self.control.extend(read);
        }
        let mut origins = self.expression(node.value);
        if matches!(node.operator, AssignmentOperator::Numeric(_))
            && let Some(read) = read
        {
            add(&mut origins, &[read]);
        }
        if let Some(path) = path {
            self.write(path, target.span(), &origins);
        }
        self.control.truncate(decided);
        if let AssignmentTarget::Identifier(identifier) = target
            && let Some(key) = self.model.key(identifier)
        {
            self.state.values.insert(key, origins.clone());
        }
        origins
    }

    fn write(&mut self, path: PathId, target: Span, origins: &[ReadId]) {
        let is_fresh = origins
            .iter()
            .chain(&self.control)
            .any(|read| self.is_of(*read, path) && self.state.ages.get(read) == Some(&Age::Fresh));
        if !is_fresh {
            let by_value = self.stale(path, origins);
            let stale = match by_value {
                Some(found) => Some((found, false)),
                None => {
                    let control = self.control.iter().copied();
                    let works = |read: &ReadId| {
                        matches!(self.state.ages.get(read), Some(Age::Stale(_, true)))
                    };
                    let control: Origins = control.filter(works).collect();
                    self.stale(path, &control).map(|found| (found, true))
                }
            };
            if let Some(((read, wait), is_check)) = stale
                && self.told.insert(target.start)
                && self.may_overlap(path)
            {
                self.races.push(Race {
                    target,
                    read,
                    wait,
                    is_check,
                });
            }
        }
        for (read, age) in &mut self.state.ages {
            if self.reads[*read as usize].0 == path {
                *age = Age::Settled;
            }
        }
    }

    fn is_of(&self, read: ReadId, path: PathId) -> bool {
        self.reads[read as usize].0 == path
    }

    /// The read of a path among some that is out of date, and what was awaited since.
    fn stale(&self, path: PathId, reads: &[ReadId]) -> Option<(Span, Span)> {
        reads
            .iter()
            .find_map(|read| match self.state.ages.get(read) {
                Some(Age::Stale(wait, _)) if self.is_of(*read, path) => {
                    Some((self.reads[*read as usize].1, *wait))
                }
                _ => None,
            })
    }

    /// Whether other code can write the path while this function waits.
    fn may_overlap(&self, path: PathId) -> bool {
        let owner = self.paths.owner(path);
        let Some(own) = self.model.thread(Some(self.function.id.get()), owner) else {
            return true;
        };
        let whole = self.paths.path(path);
        match whole.root {
            Root::Variable(key) if whole.names.is_empty() => {
                let facts = self.model.bindings.get(&key);
                facts.is_some_and(|facts| {
                    facts
                        .writes
                        .iter()
                        .any(|write| self.model.thread(write.function, owner) != Some(own))
                })
            }
            _ => false,
        }
    }
}
