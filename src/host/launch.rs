//! What a program is started with beside its text: what Node's options ask for.
//! <https://nodejs.org/api/cli.html>

use super::Rejections;
use super::node::require_builtin;
use super::process::ProcessState;
use super::resolution;
use crate::engine::{Agent, JsResult, Object, PropertyFlags, Value};

/// What a program is started with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Launch {
    /// Modules to require before the program: `--require`.
    pub requires: Vec<String>,
    /// Modules to import before the program: `--import`.
    pub imports: Vec<String>,
    /// The texts of files of environment variables, of which the later count: `--env-file`.
    pub env_texts: Vec<String>,
    /// Conditions of packages beside Node's: `--conditions`.
    pub conditions: Vec<String>,
    /// Symbolic links to modules aren't followed: `--preserve-symlinks`.
    pub keeps_links: bool,
    /// Properties of `process` that are set to true, as those that switch warnings.
    pub switches: Vec<&'static str>,
    /// Codes and names of warnings that aren't printed: `--disable-warning`.
    pub disabled_warnings: Vec<String>,
    /// `--unhandled-rejections`
    pub rejections: Rejections,
    /// `process.title`
    pub title: Option<String>,
    /// `Error.stackTraceLimit`
    pub stack_trace_limit: Option<u64>,
    /// There is a global `gc`: `--expose-gc`.
    pub exposes_gc: bool,
    /// `delete` or `throw`: what becomes of `__proto__`.
    pub proto: Option<String>,
    /// Texts can't be made code: `--disallow-code-generation-from-strings`.
    pub forbids_eval: bool,
}

/// Does what is to be done before the program, but for its imports.
pub fn begin(agent: &mut Agent, launch: &Launch) -> JsResult<()> {
    let resolver = resolution::resolver(agent);
    resolver
        .borrow_mut()
        .set_habits(&launch.conditions, launch.keeps_links);
    let state = ProcessState::of(agent);
    state.rejections = launch.rejections;
    state
        .disabled_warnings
        .clone_from(&launch.disabled_warnings);
    agent.realm.code_generation = !launch.forbids_eval;
    agent.scoped(|agent| {
        let settings = settings(agent, launch)?;
        let begin = require_builtin(agent, "internal/process/launch")?;
        agent.keep(begin);
        let key = agent.static_key("launch");
        agent.invoke(begin, key, &[settings.value()])?;
        Ok(())
    })
}

/// Tells of a rejection that nobody handled, by warnings.
pub(super) fn warn_of_rejection(agent: &mut Agent, reason: Value, number: u32) -> JsResult<()> {
    agent.scoped(|agent| {
        let module = require_builtin(agent, "internal/process/launch")?;
        agent.keep(module);
        let key = agent.static_key("warnOfRejection");
        agent.invoke(module, key, &[reason, Value::from_u32(number)])?;
        Ok(())
    })
}

fn settings(agent: &mut Agent, launch: &Launch) -> JsResult<Object> {
    let settings = agent.new_plain_object(8);
    agent.keep_object(settings);
    let switches: Vec<String> = launch.switches.iter().map(ToString::to_string).collect();
    for (name, texts) in [
        ("requires", &launch.requires),
        ("envTexts", &launch.env_texts),
        ("switches", &switches),
    ] {
        let list = text_list(agent, texts);
        agent.define_constant(settings, name, list, PropertyFlags::DATA);
    }
    for (name, text) in [("title", &launch.title), ("proto", &launch.proto)] {
        if let Some(text) = text {
            let text = agent.heap.new_string(text).value();
            agent.define_constant(settings, name, text, PropertyFlags::DATA);
        }
    }
    if let Some(limit) = launch.stack_trace_limit {
        let limit = Value::number(limit as f64);
        agent.define_constant(settings, "stackTraceLimit", limit, PropertyFlags::DATA);
    }
    let exposes = Value::bool(launch.exposes_gc);
    agent.define_constant(settings, "exposesGc", exposes, PropertyFlags::DATA);
    Ok(settings)
}

fn text_list(agent: &mut Agent, texts: &[String]) -> Value {
    let values = texts
        .iter()
        .map(|text| {
            let text = agent.heap.new_string(text).value();
            agent.keep(text);
            text
        })
        .collect();
    agent.new_array(values).value()
}
