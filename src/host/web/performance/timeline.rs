//! The timeline: the entries that were made, and whom new ones concern.

use super::entry::{self, Sort};
use crate::engine::{Agent, Call, HostData, JsResult, Object, Str, Tracer, Value};
use rustc_hash::FxHashMap;

/// How many resources are kept, unless the program says otherwise.
const MOST_RESOURCES: usize = 250;

/// The entries, in the order in which they were made.
pub(super) struct Timeline {
    marks: Vec<Object>,
    measures: Vec<Object>,
    pub(super) resources: Vec<Object>,
    /// Those that came while the resources were full.
    pub(super) more_resources: Vec<Object>,
    pub(super) most_resources: usize,
    /// Whether the event that resources are full is still to come.
    pub(super) is_full: bool,
    /// The time of the latest mark of each name.
    times: FxHashMap<String, f64>,
    pub(super) observers: Vec<Object>,
    /// Observers that are still to hear of something.
    pub(super) pending: Vec<Object>,
    /// Whether an immediate will tell them.
    pub(super) is_scheduled: bool,
    /// The object `performance`, once it was asked for.
    pub(super) performance: Option<Object>,
}

impl Default for Timeline {
    fn default() -> Timeline {
        Timeline {
            marks: Vec::new(),
            measures: Vec::new(),
            resources: Vec::new(),
            more_resources: Vec::new(),
            most_resources: MOST_RESOURCES,
            is_full: false,
            times: FxHashMap::default(),
            observers: Vec::new(),
            pending: Vec::new(),
            is_scheduled: false,
            performance: None,
        }
    }
}

impl HostData for Timeline {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for list in [
            &self.marks,
            &self.measures,
            &self.resources,
            &self.more_resources,
            &self.observers,
            &self.pending,
        ] {
            list.iter().for_each(|object| tracer.mark_object(*object));
        }
        if let Some(object) = self.performance {
            tracer.mark_object(object);
        }
    }

    fn external_bytes(&self) -> usize {
        let entries = self.marks.capacity() + self.measures.capacity() + self.resources.capacity();
        let names = self.times.keys().map(String::capacity);
        entries * size_of::<Object>() + self.times.capacity() * 40 + names.sum::<usize>()
    }
}

impl Timeline {
    /// The timeline of an agent.
    pub(super) fn of(agent: &mut Agent) -> &mut Timeline {
        if agent.slot::<Timeline>().is_none() {
            agent.set_slot(Timeline::default());
        }
        match agent.slot_mut() {
            Some(timeline) => timeline,
            None => unreachable!("it was set"),
        }
    }

    /// The kept entries of a sort.
    pub(super) fn list(&mut self, sort: Sort) -> Option<&mut Vec<Object>> {
        match sort {
            Sort::Mark => Some(&mut self.marks),
            Sort::Measure => Some(&mut self.measures),
            Sort::Resource => Some(&mut self.resources),
            Sort::Function => None,
        }
    }
}

/// Remembers the time of a mark.
pub(super) fn remember_mark(agent: &mut Agent, name: String, time: f64) {
    Timeline::of(agent).times.insert(name, time);
}

/// The time of the latest mark of a name.
pub(super) fn time_of_mark(agent: &mut Agent, name: &str) -> Option<f64> {
    Timeline::of(agent).times.get(name).copied()
}

/// Forgets the entries of a sort, all or those of a name.
fn clear(agent: &mut Agent, sort: Sort, name: Option<Str>) -> JsResult<()> {
    if sort == Sort::Mark {
        let name = name.map(|name| agent.heap.utf8(name));
        let times = &mut Timeline::of(agent).times;
        match name {
            Some(name) => {
                times.remove(&name);
            }
            None => times.clear(),
        }
    }
    let Some(list) = Timeline::of(agent).list(sort) else {
        return Ok(());
    };
    let count = list.len();
    agent.poll_work(count)?;
    let Some(list) = Timeline::of(agent).list(sort) else {
        return Ok(());
    };
    let mut left = std::mem::take(list);
    match name {
        Some(name) => left.retain(|object| !has_name(agent, *object, name)),
        None => left.clear(),
    }
    if let Some(list) = Timeline::of(agent).list(sort) {
        *list = left;
    }
    Ok(())
}

fn has_name(agent: &Agent, object: Object, name: Str) -> bool {
    let entry = entry::entry(agent, object);
    entry.is_some_and(|entry| agent.heap.same_string(entry.name, name))
}

/// All entries of a list with a name and a type, where these are given.
pub(super) fn filter(
    agent: &mut Agent,
    entries: Vec<Object>,
    name: Option<Str>,
    sort: Option<&str>,
) -> JsResult<Vec<Value>> {
    let mut found = Vec::new();
    for object in entries {
        agent.poll()?;
        let Some(entry) = entry::entry(agent, object) else {
            continue;
        };
        let fits = sort.is_none_or(|sort| entry.sort.name() == sort)
            && name.is_none_or(|name| agent.heap.same_string(entry.name, name));
        if fits {
            found.push(object.value());
        }
    }
    Ok(found)
}

/// Entries in the order of their times.
pub(super) fn sorted(agent: &mut Agent, entries: Vec<Object>) -> JsResult<Vec<Object>> {
    agent.poll_work(entries.len())?;
    let mut entries: Vec<(f64, Object)> = entries
        .into_iter()
        .filter_map(|object| Some((entry::entry(agent, object)?.start, object)))
        .collect();
    entries.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    Ok(entries.into_iter().map(|(_, object)| object).collect())
}

/// All that is kept, in the order of time.
fn all(agent: &mut Agent) -> JsResult<Vec<Object>> {
    let timeline = Timeline::of(agent);
    let lists = [&timeline.marks, &timeline.measures, &timeline.resources];
    let entries = lists.into_iter().flatten().copied().collect();
    sorted(agent, entries)
}

/// An argument as a string, which is kept; `None` for `undefined`.
pub(super) fn optional_string(agent: &mut Agent, value: Value) -> JsResult<Option<Str>> {
    if value.is_undefined() {
        return Ok(None);
    }
    let string = agent.to_string(value)?;
    agent.keep(string.value());
    Ok(Some(string))
}

/// As [`optional_string`], as text.
pub(super) fn optional_text(agent: &mut Agent, value: Value) -> JsResult<Option<String>> {
    let string = optional_string(agent, value)?;
    Ok(string.map(|string| agent.heap.utf8(string)))
}

/// The entries with a name and a type, as an array.
pub(super) fn matching(agent: &mut Agent, name: Value, sort: Value) -> JsResult {
    let name = optional_string(agent, name)?;
    let sort = optional_text(agent, sort)?;
    let entries = all(agent)?;
    let found = filter(agent, entries, name, sort.as_deref())?;
    Ok(agent.new_array(found).value())
}

/// The entries of a type, for an observer that wants what was before it.
pub(super) fn of_type(agent: &mut Agent, sort: &str) -> JsResult<Vec<Object>> {
    let entries = all(agent)?;
    let found = filter(agent, entries, None, Some(sort))?;
    Ok(found.into_iter().filter_map(Value::as_object).collect())
}

/// `clearMarks(name)` and its like.
pub(super) fn clear_call(agent: &mut Agent, call: Call, sort: Sort) -> JsResult {
    let name = optional_string(agent, call.arg(0))?;
    clear(agent, sort, name)?;
    Ok(Value::UNDEFINED)
}
