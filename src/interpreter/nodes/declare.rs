//! Global declarations of scripts and evals.

use crate::engine::{
    Agent, JsResult, OwnProperty, PropertyDescriptor, PropertyFlags, PropertyKey, Throw, messages,
};
use crate::heap::{Frame, Value};
use crate::interpreter::tree::{Node, NodeBox};

/// What a script declares globally.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum GlobalDeclaration {
    /// `var`
    Var,
    /// A function; its value comes at once.
    Function,
    /// `let`, `class`
    Lexical,
    /// `const`
    Constant,
}

/// [GlobalDeclarationInstantiation](https://tc39.es/ecma262/#sec-globaldeclarationinstantiation),
/// without the functions' values.
pub struct DeclareGlobals {
    /// Names and what they are declared as.
    pub declarations: Box<[(PropertyKey, GlobalDeclaration)]>,
    /// For an eval the bindings can be deleted.
    pub deletable: bool,
}

impl DeclareGlobals {
    /// Whether names that are declared may be declared again: by scripts at a prompt.
    fn may_redeclare(&self, agent: &Agent) -> bool {
        agent.realm.lexicals.may_redeclare && !self.deletable
    }

    /// Whatever forbids a declaration comes before any is made.
    fn check(&self, agent: &mut Agent) -> JsResult<()> {
        for &(name, kind) in &self.declarations {
            let may_redeclare = self.may_redeclare(agent);
            if agent.realm.lexicals.get(name).is_some() && !may_redeclare {
                return Err(already_declared(agent, name));
            }
            let own = agent.get_own_property(agent.inner_global(), name)?;
            let is_lexical = matches!(
                kind,
                GlobalDeclaration::Lexical | GlobalDeclaration::Constant
            );
            if is_lexical && own.is_some_and(|own| is_in_the_way(own, may_redeclare)) {
                return Err(already_declared(agent, name));
            }
        }
        for kind in [GlobalDeclaration::Function, GlobalDeclaration::Var] {
            for &(name, own_kind) in &self.declarations {
                if own_kind == kind && !can_declare(agent, name, kind)? {
                    return Err(not_declarable(agent, name));
                }
            }
        }
        Ok(())
    }
}

/// Whether a global property forbids a lexical declaration of its name. At a prompt a variable
/// doesn't, but `undefined` does.
fn is_in_the_way(own: OwnProperty, may_redeclare: bool) -> bool {
    let is_variable = own.flags().has(PropertyFlags::WRITABLE);
    !(own.is_configurable() || may_redeclare && is_variable)
}

fn not_declarable(agent: &mut Agent, name: PropertyKey) -> Throw {
    if agent
        .heap
        .context_global(agent.realm.global_object)
        .is_some()
    {
        return already_declared(agent, name);
    }
    let text = agent.heap.key_for_message(name);
    agent.type_error(match agent.heap.is_extensible(agent.realm.global_object) {
        true => messages::already_declared(&text),
        false => messages::not_extensible(&text),
    })
}

fn already_declared(agent: &mut Agent, name: PropertyKey) -> Throw {
    let name = agent.heap.key_for_message(name);
    agent.syntax_error(messages::already_declared(&name))
}

/// [CanDeclareGlobalVar](https://tc39.es/ecma262/#sec-candeclareglobalvar) and
/// [CanDeclareGlobalFunction](https://tc39.es/ecma262/#sec-candeclareglobalfunction)
pub fn can_declare(
    agent: &mut Agent,
    name: PropertyKey,
    kind: GlobalDeclaration,
) -> JsResult<bool> {
    let global = match kind {
        GlobalDeclaration::Function => agent.realm.global_object,
        _ => agent.inner_global(),
    };
    let Some(own) = agent.get_own_property(global, name)? else {
        return agent.is_extensible(global);
    };
    if kind != GlobalDeclaration::Function || own.is_configurable() {
        return Ok(true);
    }
    let needed = PropertyFlags::WRITABLE.with(PropertyFlags::ENUMERABLE);
    Ok(matches!(own, OwnProperty::Data { flags, .. } if flags.has(needed)))
}

/// The attributes of a new global variable.
fn attributes(deletable: bool) -> PropertyFlags {
    match deletable {
        true => PropertyFlags::DATA,
        false => PropertyFlags::WRITABLE.with(PropertyFlags::ENUMERABLE),
    }
}

impl Node for DeclareGlobals {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        self.check(agent)?;
        let global = agent.inner_global();
        for &(name, kind) in &self.declarations {
            if self.may_redeclare(agent) {
                agent.realm.lexicals.forget(name);
            }
            match kind {
                GlobalDeclaration::Lexical => agent.realm.lexicals.declare(name, false),
                GlobalDeclaration::Constant => agent.realm.lexicals.declare(name, true),
                // A function's property comes with its value.
                GlobalDeclaration::Function => {}
                GlobalDeclaration::Var => {
                    if agent.get_own_property(global, name)?.is_none() {
                        let flags = attributes(self.deletable);
                        let descriptor = PropertyDescriptor::data(Value::UNDEFINED, flags);
                        agent.define_property_or_throw(global, name, &descriptor)?;
                    }
                }
            }
        }
        Ok(Value::UNDEFINED)
    }
}

/// A script's function declaration gets its value:
/// [CreateGlobalFunctionBinding](https://tc39.es/ecma262/#sec-createglobalfunctionbinding).
pub struct GlobalFunctionInit {
    /// Its name.
    pub name: PropertyKey,
    /// Makes the function.
    pub value: NodeBox,
    /// For an eval the binding can be deleted.
    pub deletable: bool,
}

impl Node for GlobalFunctionInit {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.value.eval(agent, frame)?;
        let global = agent.realm.global_object;
        if agent.heap.context_global(global).is_some() {
            agent.scoped(|agent| {
                agent.keep(value);
                agent.context_declare_function(global, self.name, value, self.deletable)
            })?;
            return Ok(Value::UNDEFINED);
        }
        let own = agent.get_own_property(global, self.name)?;
        let descriptor = match own {
            Some(own) if !own.is_configurable() => PropertyDescriptor {
                value: Some(value),
                ..PropertyDescriptor::default()
            },
            _ => PropertyDescriptor::data(value, attributes(self.deletable)),
        };
        agent.scoped(|agent| {
            agent.keep(value);
            agent.define_property_or_throw(global, self.name, &descriptor)?;
            agent.put_value(global.value(), self.name, value, false)
        })?;
        Ok(Value::UNDEFINED)
    }
}
