//! Code from texts at run time: indirect `eval` and `new Function`.

use super::compile::{SourceKind, compile, compile_parsed, within_budget};
use crate::engine::{Agent, Call, FunctionKind, Intrinsic, JsResult};
use crate::heap::{Object, Str, Text, Value};
use crate::source::SourceText;
use crate::syntax::parser::{DynamicForm, parse_dynamic_function};
use std::rc::Rc;

/// Lets an agent make code from texts.
pub fn install(agent: &mut Agent) {
    agent.hooks.compile_function = Some(compile_function);
    let eval = agent.new_builtin("eval", 1, eval);
    agent.realm.set_intrinsic(Intrinsic::Eval, eval);
    agent.define_global("eval", eval.value());
}

/// [eval ( x )](https://tc39.es/ecma262/#sec-eval-x), called indirectly.
fn eval(agent: &mut Agent, call: Call) -> JsResult {
    agent.check_code_generation()?;
    let Some(text) = call.arg(0).as_string() else {
        return Ok(call.arg(0));
    };
    let source = eval_source(agent, text);
    match compile(agent, source, SourceKind::Eval) {
        Ok(code) => {
            agent.keep_object(code);
            let this = agent.realm.global_object.value();
            agent.call(code.value(), this, &[])
        }
        Err(error) => Err(error.throw(agent)),
    }
}

/// The source that a text becomes when it is evaluated. Where the budget is spent it ends early, and
/// isn't read.
pub(super) fn eval_source(agent: &mut Agent, text: Str) -> Rc<SourceText> {
    let (origin, caller) = agent.eval_origin();
    let source = match agent.heap.text(text) {
        Text::Latin1(_) => SourceText::of_eval(origin, agent.heap.utf8(text)),
        Text::Utf16(_) => SourceText::from_eval(origin, agent.heap.each_unit(text)),
    };
    Rc::new(match caller {
        Some(caller) => source.within(&caller),
        None => source,
    })
}

/// [CreateDynamicFunction](https://tc39.es/ecma262/#sec-createdynamicfunction), from the texts on.
fn compile_function(
    agent: &mut Agent,
    kind: FunctionKind,
    parameters: &str,
    body: &str,
) -> JsResult<Object> {
    agent.check_code_generation()?;
    let form = DynamicForm {
        is_async: matches!(kind, FunctionKind::Async | FunctionKind::AsyncGenerator),
        is_generator: matches!(kind, FunctionKind::Generator | FunctionKind::AsyncGenerator),
    };
    let (origin, caller) = agent.eval_origin();
    let origin = SourceText::of_eval(origin, "");
    let origin = match caller {
        Some(caller) => origin.within(&caller),
        None => origin,
    };
    let parsed = within_budget(agent, |budget| {
        parse_dynamic_function(&origin, form, parameters, body, budget)
    });
    let compiled = parsed.and_then(|parsed| compile_parsed(agent, parsed));
    let code = match compiled {
        Ok(compiled) => compiled,
        Err(error) => return Err(error.throw(agent)),
    };
    agent.keep_object(code);
    let function = agent.call(code.value(), Value::UNDEFINED, &[])?;
    let Some(function) = function.as_object() else {
        unreachable!("the text of a function gives one");
    };
    agent.keep_object(function);
    let name = agent.heap.property_key_of_str("anonymous");
    agent.set_function_name(function, name, "");
    Ok(function)
}
