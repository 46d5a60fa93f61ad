//! Modules that import each other, for what a person is told of a variable without a value.

use super::record::{Kind, ModuleId, Modules, Record};
use crate::engine::Agent;
use std::collections::VecDeque;

/// The way from a module by one of its imports back to itself, as the names of the files; `None` where
/// there is none.
pub(super) fn import_cycle(agent: &Agent, name: &str, specifier: &str) -> Option<String> {
    let records = &agent.slot::<Modules>()?.records;
    let is_it = |record: &Record| match &record.kind {
        Kind::Text { source, .. } => source.name() == name,
        Kind::Synthetic { .. } => false,
    };
    let own = records.iter().position(is_it)?;
    let specifier = specifier.trim_matches(['"', '\'']);
    let entries = records[own].entries()?;
    let mut requests = entries.requests.iter();
    let request = requests.position(|(request, ..)| request.specifier == specifier)?;
    let first = (*records[own].loaded.get(request)?)?.0 as usize;
    // The shortest way back: each module with the one that it was reached from.
    let mut from: Vec<Option<usize>> = vec![None; records.len()];
    let mut next = VecDeque::from([first]);
    from[first] = Some(own);
    while let Some(at) = next.pop_front() {
        if at == own {
            break;
        }
        for &ModuleId(to) in records[at].loaded.iter().flatten() {
            let to = to as usize;
            if from[to].is_none() {
                from[to] = Some(at);
                next.push_back(to);
            }
        }
    }
    let mut way = vec![own];
    loop {
        let at = from[*way.last()?]?;
        way.push(at);
        if at == own {
            break;
        }
    }
    let names = way.iter().rev().map(|&at| {
        let url = &records[at].url;
        let name = url.rsplit('/').next().unwrap_or(url);
        format!("`{name}`")
    });
    Some(names.collect::<Vec<_>>().join(" imports "))
}
