//! [Module records](https://tc39.es/ecma262/#sec-abstract-module-records): what is known of each module,
//! and the map in which they are found.
//!
//! A record lives as long as its agent, as in any host with a module map.

use crate::engine::{Agent, Caught, HostData, JsResult, Object, Tracer, Value};
use crate::lower::module::{ImportLinks, ModuleEntries};
use crate::source::SourceText;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Which record.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ModuleId(pub(super) u32);

/// [`[[Status]]`](https://tc39.es/ecma262/#table-cyclic-module-fields) of a record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Status {
    /// Its requests aren't loaded, or not all of them.
    New,
    /// Linking can begin.
    Unlinked,
    /// Linking goes on.
    Linking,
    /// Its scope is made, its imports are known.
    Linked,
    /// It or a module that it needs is being run.
    Evaluating,
    /// It waits for an `await`, its own or that of a module that it needs.
    EvaluatingAsync,
    /// It has run, or failed.
    Evaluated,
}

/// Runs a module that isn't a JavaScript text: sets its exports.
pub type Evaluate = fn(&mut Agent, ModuleId) -> JsResult<()>;

/// What a module is made of.
pub(super) enum Kind {
    /// [A text](https://tc39.es/ecma262/#sec-source-text-module-records).
    Text {
        source: Rc<SourceText>,
        entries: Rc<ModuleEntries>,
        links: ImportLinks,
        /// Makes the scope and gives the body.
        init: Object,
    },
    /// [Exports that are set by Rust](https://tc39.es/ecma262/#sec-synthetic-module-records).
    Synthetic {
        names: Rc<Vec<String>>,
        evaluate: Evaluate,
        /// What `evaluate` needs.
        data: Value,
    },
}

/// A record.
pub(super) struct Record {
    /// Its URL, or the name under which the text was given.
    pub(super) url: Rc<str>,
    pub(super) kind: Kind,
    pub(super) status: Status,
    /// What its evaluation threw.
    pub(super) error: Option<Value>,
    /// The scope object; `undefined` before linking, and where no variable is seen from outside.
    pub(super) scope: Value,
    /// The function that runs a text's module.
    pub(super) body: Option<Object>,
    pub(super) namespace: Option<Object>,
    pub(super) deferred_namespace: Option<Object>,
    /// What each request leads to.
    pub(super) loaded: Vec<Option<ModuleId>>,
    pub(super) dfs_index: u32,
    pub(super) dfs_ancestor_index: u32,
    pub(super) has_top_level_await: bool,
    pub(super) cycle_root: Option<ModuleId>,
    /// When it became asynchronous, among all that did.
    pub(super) async_order: Option<u64>,
    /// The promise that a root's evaluation gave.
    pub(super) top_level: Option<Object>,
    pub(super) async_parents: Vec<ModuleId>,
    pub(super) pending_dependencies: u32,
    /// Whether an import found that it, or what it needs, can't be linked.
    pub(super) has_failed_to_link: bool,
}

impl Record {
    pub(super) fn new(url: &str, kind: Kind) -> Record {
        let (requests, has_top_level_await) = match &kind {
            Kind::Text { entries, .. } => (entries.requests.len(), entries.has_top_level_await),
            Kind::Synthetic { .. } => (0, false),
        };
        Record {
            url: url.into(),
            kind,
            status: Status::New,
            error: None,
            scope: Value::UNDEFINED,
            body: None,
            namespace: None,
            deferred_namespace: None,
            loaded: vec![None; requests],
            dfs_index: 0,
            dfs_ancestor_index: 0,
            has_top_level_await,
            cycle_root: None,
            async_order: None,
            top_level: None,
            async_parents: Vec::new(),
            pending_dependencies: 0,
            has_failed_to_link: false,
        }
    }

    /// The entries of a text.
    pub(super) fn entries(&self) -> Option<Rc<ModuleEntries>> {
        match &self.kind {
            Kind::Text { entries, .. } => Some(Rc::clone(entries)),
            Kind::Synthetic { .. } => None,
        }
    }
}

/// All records of an agent.
#[derive(Default)]
pub(super) struct Modules {
    pub(super) records: Vec<Record>,
    /// By URL and the attribute `type`.
    pub(super) map: FxHashMap<(String, Option<String>), Known>,
    /// How many became asynchronous.
    pub(super) asynchronous: u64,
    /// What the last that failed has thrown.
    pub(super) thrown: Option<Caught>,
}

/// What is known of a URL.
#[derive(Clone, Copy)]
pub enum Known {
    /// Its module.
    Module(ModuleId),
    /// What loading it failed with.
    Failed(Value),
}

impl HostData for Modules {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for record in &self.records {
            match &record.kind {
                Kind::Text { init, .. } => tracer.mark_object(*init),
                Kind::Synthetic { data, .. } => tracer.mark(*data),
            }
            tracer.mark(record.scope);
            record.error.inspect(|error| tracer.mark(*error));
            let objects = [
                record.body,
                record.namespace,
                record.deferred_namespace,
                record.top_level,
            ];
            for object in objects.into_iter().flatten() {
                tracer.mark_object(object);
            }
        }
        if let Some(caught) = &self.thrown {
            tracer.mark_all(&caught.roots());
        }
        for known in self.map.values() {
            if let Known::Failed(error) = known {
                tracer.mark(*error);
            }
        }
    }
}

/// The records of an agent.
pub(super) fn modules(agent: &mut Agent) -> &mut Modules {
    if agent.slot::<Modules>().is_none() {
        agent.set_slot(Modules::default());
    }
    match agent.slot_mut() {
        Some(modules) => modules,
        None => unreachable!("it was set"),
    }
}

/// A record.
pub(super) fn record(agent: &mut Agent, id: ModuleId) -> &mut Record {
    &mut modules(agent).records[id.0 as usize]
}

/// Adds a record.
pub(super) fn add(agent: &mut Agent, record: Record) -> ModuleId {
    let records = &mut modules(agent).records;
    records.push(record);
    ModuleId(records.len() as u32 - 1)
}

impl ModuleId {
    /// The module's URL, or the name under which its text was given.
    pub fn url(self, agent: &mut Agent) -> Rc<str> {
        Rc::clone(&record(agent, self).url)
    }

    /// What a synthetic module keeps.
    pub fn data(self, agent: &mut Agent) -> Value {
        match &record(agent, self).kind {
            Kind::Synthetic { data, .. } => *data,
            Kind::Text { .. } => Value::UNDEFINED,
        }
    }

    /// The module whose deferred namespace an object is.
    pub(super) fn of_deferred(agent: &mut Agent, namespace: Object) -> Option<ModuleId> {
        let mut records = modules(agent).records.iter();
        let found = records.position(|record| record.deferred_namespace == Some(namespace));
        found.map(|at| ModuleId(at as u32))
    }

    /// What its evaluation threw.
    pub fn error(self, agent: &mut Agent) -> Option<Value> {
        record(agent, self).error
    }
}

/// What is known under a URL and the attribute `type`.
pub fn known(agent: &mut Agent, url: &str, kind: Option<&str>) -> Option<Known> {
    let key = (url.to_string(), kind.map(String::from));
    modules(agent).map.get(&key).copied()
}

/// Notes what a URL with the attribute `type` leads to.
pub fn note(agent: &mut Agent, url: &str, kind: Option<&str>, known: Known) {
    let key = (url.to_string(), kind.map(String::from));
    modules(agent).map.insert(key, known);
}
