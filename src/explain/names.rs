//! Names that no variable has, variables that have no value yet, and constants.

use super::nodes::Nodes;
use super::scene::{Scene, property_names, similar};
use crate::engine::{ErrorData, Remark};
use crate::source::Span;
use crate::syntax::ast::expression::{AssignmentOperator, Expression};
use crate::syntax::ast::pattern::AssignmentTarget;
use crate::syntax::ast::statement::Statement;
use crate::syntax::ast::{Goal, IdentifierReference};
use crate::syntax::scope::BindingKind;

/// Names that browsers have.
const BROWSER: &[&str] = &[
    "window",
    "document",
    "alert",
    "prompt",
    "confirm",
    "localStorage",
    "sessionStorage",
    "location",
    "history",
    "screen",
    "XMLHttpRequest",
    "HTMLElement",
    "Image",
    "FileReader",
    "requestAnimationFrame",
    "cancelAnimationFrame",
    "DOMParser",
    "MutationObserver",
    "IntersectionObserver",
    "customElements",
    "getComputedStyle",
];

/// Modules that come with the runtime.
const MODULES: &[&str] = &[
    "assert",
    "buffer",
    "child_process",
    "crypto",
    "events",
    "fs",
    "http",
    "https",
    "net",
    "os",
    "path",
    "querystring",
    "readline",
    "stream",
    "url",
    "util",
    "vm",
    "worker_threads",
    "zlib",
];

/// What is in one of them.
const IN_MODULES: &[(&str, &str)] = &[
    ("EventEmitter", "events"),
    ("createInterface", "readline"),
    ("createServer", "http"),
    ("execSync", "child_process"),
    ("existsSync", "fs"),
    ("inspect", "util"),
    ("mkdirSync", "fs"),
    ("promisify", "util"),
    ("randomUUID", "crypto"),
    ("readFile", "fs"),
    ("readFileSync", "fs"),
    ("readdirSync", "fs"),
    ("spawn", "child_process"),
    ("writeFile", "fs"),
    ("writeFileSync", "fs"),
    ("after", "test"),
    ("afterEach", "test"),
    ("before", "test"),
    ("beforeEach", "test"),
    ("describe", "test"),
    ("it", "test"),
    ("test", "test"),
];

/// Names of other languages, and what they are here.
const FOREIGN: &[(&str, &str)] = &[
    ("False", "false"),
    ("NULL", "null"),
    ("Nil", "null"),
    ("None", "null"),
    ("True", "true"),
    ("boolean", "Boolean"),
    ("echo", "console.log(...)"),
    ("exit", "process.exit()"),
    ("int", "Math.trunc(...)"),
    ("len", ".length"),
    ("log", "console.log(...)"),
    ("nil", "null"),
    ("print", "console.log(...)"),
    ("printf", "console.log(...)"),
    ("println", "console.log(...)"),
    ("puts", "console.log(...)"),
    ("self", "this"),
    (
        "sleep",
        "await new Promise(done => setTimeout(done, milliseconds))",
    ),
    ("str", "String(...)"),
];

/// Names of the language that are no variables everywhere.
const WORDS: &[&str] = &["arguments", "require", "module", "exports"];

impl<'a> Scene<'_, '_, 'a> {
    /// The first use of a name from the place of the failure on.
    fn use_of(&self, name_text: &str) -> Option<&'a IdentifierReference> {
        let uses = self.nodes.expressions.iter().filter_map(|node| match node {
            Expression::Identifier(node) if self.probe.text(node.name) == name_text => Some(*node),
            _ => None,
        });
        let assigned = self.nodes.expressions.iter().find_map(|node| match node {
            Expression::Assignment(node) => match node.target.without_parentheses() {
                AssignmentTarget::Identifier(name)
                    if self.probe.text(name.name) == name_text
                        && self.probe.assignment_position(node.target) == self.failure.position =>
                {
                    Some(name)
                }
                _ => None,
            },
            _ => None,
        });
        assigned.or_else(|| {
            uses.filter(|node| node.span.start >= self.failure.position)
                .min_by_key(|node| node.span.start)
        })
    }
}

/// `x is not defined`
pub(super) fn not_defined(scene: &mut Scene<'_, '_, '_>, name: &str) -> Option<Remark> {
    let node = scene.use_of(name)?;
    let source = scene.probe.source.clone();
    let remark = |text: &str| Remark::new(&source, node.span, text);
    if name == "await" {
        return Some(
            remark("outside of async functions and modules, `await` is a name like any other")
                .with_advice("call the file `.mjs`, or put this into an async function"),
        );
    }
    if let Some(it) = declared_elsewhere(scene, name, node.span) {
        return Some(remark("this can't be seen from here").with_other(
            it,
            format!("`{name}` is known only inside the block or function that declares it"),
        ));
    }
    let this = scene.this();
    if let Some(this) = this
        && this.as_object().is_some()
        && this != scene.agent().realm.global_object.value()
    {
        let key = scene.agent().heap.property_key_of_str(name);
        let is_there = matches!(
            super::scene::property(scene.agent(), this, key),
            super::scene::Property::Value(..) | super::scene::Property::Accessor(_)
        );
        let is_member = scene.probe.function.is_some_and(|function| {
            function.kind != crate::syntax::ast::function::FunctionKind::Normal
        });
        if is_there && is_member {
            return Some(remark(&format!("did you mean `this.{name}`?")));
        }
    }
    let visible = scene.probe.visible_names(name);
    let own = visible
        .into_iter()
        .filter(|name| !WORDS.contains(name) && !name.starts_with("__"));
    if let Some(meant) = similar(name, own) {
        return Some(remark(&format!("did you mean `{meant}`?")));
    }
    if let Some((_, meant)) = FOREIGN.iter().find(|(foreign, _)| *foreign == name) {
        return Some(remark(&format!("in JavaScript this is `{meant}`")));
    }
    if BROWSER.contains(&name) {
        let text = format!("`{name}` is something of browsers, and this doesn't run in one");
        return Some(match name {
            "alert" => remark(&text).with_advice("`console.log(...)` prints"),
            "window" => remark(&text).with_advice("the global object is `globalThis`"),
            _ => remark(&text),
        });
    }
    if let Some(text) = module_of(scene, name) {
        return Some(remark(&text.0).with_advice(text.1));
    }
    let is_assigned = scene
        .nodes
        .targets
        .iter()
        .any(|target| target.span == node.span);
    if let Some(meant) = nearest_name(scene, name) {
        if BROWSER.contains(&meant.as_str()) {
            let text = format!("`{meant}` is something of browsers, and this doesn't run in one");
            return Some(remark(&text));
        }
        return Some(remark(&format!("did you mean `{meant}`?")));
    }
    is_assigned.then(|| {
        remark("there is no variable of this name")
            .with_advice(format!("declare it: `let {name} = ...`"))
    })
}

/// Where a variable of a name is declared that can't be seen from a place.
fn declared_elsewhere(scene: &Scene<'_, '_, '_>, name: &str, at: Span) -> Option<Span> {
    let declared = scene.probe.declared_anywhere(name)?;
    (declared != at).then_some(declared)
}

/// What is said of a name that is a module's, or in one.
fn module_of(scene: &Scene<'_, '_, '_>, name: &str) -> Option<(String, String)> {
    let is_module = scene.probe.program.goal == Goal::Module;
    if MODULES.contains(&name) {
        let advice = match is_module {
            true => format!("`import {name} from \"node:{name}\"`"),
            false => format!("`const {name} = require(\"node:{name}\")`"),
        };
        return Some((
            format!("`{name}` is a module, which has to be asked for"),
            advice,
        ));
    }
    let (_, module) = IN_MODULES.iter().find(|(known, _)| *known == name)?;
    let advice = match is_module {
        true => format!("`import {{ {name} }} from \"node:{module}\"`"),
        false => format!("`const {{ {name} }} = require(\"node:{module}\")`"),
    };
    Some((
        format!("`{name}` is in the module `node:{module}`, which has to be asked for"),
        advice,
    ))
}

/// The name that may have been meant by one that no variable has.
fn nearest_name(scene: &mut Scene<'_, '_, '_>, name: &str) -> Option<String> {
    let mut known: Vec<String> = scene
        .probe
        .visible_names(name)
        .into_iter()
        .map(String::from)
        .collect();
    let global = scene.agent().realm.global_object.value();
    let agent = scene.agent();
    let lexicals: Vec<_> = agent.realm.lexicals.names().collect();
    known.extend(
        lexicals
            .into_iter()
            .map(|key| agent.heap.key_for_message(key)),
    );
    if let Some((own, _)) = property_names(agent, global) {
        known.extend(own);
    }
    known.extend(WORDS.iter().map(|word| String::from(*word)));
    known.extend(BROWSER.iter().map(|word| String::from(*word)));
    // Variables of the program come first.
    if let Some(meant) = similar(name, known.iter().map(String::as_str)) {
        return Some(meant);
    }
    let key = agent.heap.property_key_of_str("Math");
    let super::scene::Property::Value(math, _) = super::scene::property(agent, global, key) else {
        return None;
    };
    let (own, _) = property_names(agent, math)?;
    let found = own.iter().find(|known| known.eq_ignore_ascii_case(name))?;
    Some(format!("Math.{found}"))
}

/// `Cannot access 'x' before initialization`
pub(super) fn before_initialization(scene: &mut Scene<'_, '_, '_>, name: &str) -> Option<Remark> {
    let node = scene.use_of(name)?;
    let source = scene.probe.source.clone();
    let declaration = scene.probe.declaration(node.resolution.get())?;
    if declaration.kind == BindingKind::Import {
        return circular_import(scene, node.span, declaration.span);
    }
    let all = Nodes::of_all(scene.probe.program);
    let own = all.declarators.iter().find(|declarator| {
        declarator.pattern.span().start <= declaration.span.start
            && declaration.span.end <= declarator.pattern.span().end
    });
    let is_own_value = own.is_some_and(|declarator| {
        declarator.span.start <= node.span.start && node.span.end <= declarator.span.end
    });
    if is_own_value && declaration.is_own {
        return Some(
            Remark::new(&source, node.span, "it is used here, before it has a value")
                .with_other(
                    declaration.span,
                    format!("this declares `{name}`, also for its own value"),
                )
                .with_advice(
                    "if another variable of that name is meant, one of the two needs another name",
                ),
        );
    }
    let other = match declaration.kind {
        BindingKind::Class => format!("the class `{name}` is made only here"),
        _ => format!("`{name}` gets its value only here"),
    };
    Some(Remark::new(&source, node.span, "it is used here").with_other(declaration.span, other))
}

/// What is said of an import that has no value yet: the modules import each other.
fn circular_import(scene: &mut Scene<'_, '_, '_>, used: Span, imported: Span) -> Option<Remark> {
    let source = scene.probe.source.clone();
    let program = scene.probe.program;
    let specifier = program
        .statements
        .iter()
        .find_map(|statement| match statement {
            Statement::Import(node)
                if node.span.start <= imported.start && imported.end <= node.span.end =>
            {
                Some(node.specifier)
            }
            _ => None,
        })?;
    let cycle = match scene.agent().hooks.import_cycle {
        Some(find) => find(scene.agent(), source.name(), source.slice(specifier.span)),
        None => None,
    };
    let text = "the module that has it hasn't run yet";
    let remark = Remark::new(&source, used, text);
    Some(match cycle {
        Some(cycle) => remark
            .with_other(specifier.span, format!("the modules import each other: {cycle}"))
            .with_advice("use it in a function that is called later, or move it to a module that both import"),
        None => remark.with_other(specifier.span, "it is imported here"),
    })
}

/// `Assignment to constant variable.`
pub(super) fn constant(scene: &mut Scene<'_, '_, '_>) -> Option<Remark> {
    let position = scene.failure.position;
    let fits = |scene: &Scene<'_, '_, '_>, target: AssignmentTarget<'_>| match target
        .without_parentheses()
    {
        AssignmentTarget::Identifier(node) => {
            let declared = scene.probe.declaration(node.resolution.get());
            declared
                .filter(|it| it.kind.is_constant())
                .map(|it| (node.span, it))
        }
        _ => None,
    };
    let mut found = Vec::new();
    for node in &scene.nodes.expressions {
        let (span, target) = match node {
            Expression::Assignment(node) => (node.span, node.target),
            Expression::Update(node) => (node.span, node.target),
            _ => continue,
        };
        if span.start <= position
            && position < span.end
            && let Some(fit) = fits(scene, target)
        {
            found.push((span.end - span.start, fit));
        }
    }
    let (_, (place, declaration)) = found.into_iter().min_by_key(|(length, _)| *length)?;
    let source = scene.probe.source.clone();
    let name = scene.probe.source.slice(place).to_owned();
    let remark = Remark::new(
        &source,
        place,
        format!("`{name}` can't be given another value"),
    );
    Some(match declaration.kind {
        BindingKind::Const => remark
            .with_other(declaration.span, "declared with `const` here")
            .with_advice("`let` is for variables that change"),
        BindingKind::Import => remark
            .with_other(declaration.span, "it is imported here")
            .with_advice("only the module that exports it can change it"),
        BindingKind::FunctionName | BindingKind::ClassName => {
            remark.with_other(declaration.span, "inside, this name always means this")
        }
        _ => remark.with_other(declaration.span, "declared here"),
    })
}

/// `Maximum call stack size exceeded`
pub(super) fn recursion(scene: &mut Scene<'_, '_, '_>) -> Option<Remark> {
    const LONGEST: usize = 4;
    let data = scene.failure.error;
    let data = scene.agent().heap.host::<ErrorData>(data)?;
    let frames: Vec<_> = data
        .frames
        .iter()
        .map(|frame| (frame.function, frame.position))
        .collect();
    let own = frames
        .iter()
        .position(|(function, _)| *function == scene.failure.function)?;
    let frames = &frames[own..];
    let repeats = |period: &usize| {
        frames.len() > 2 * period
            && (0..frames.len() - period).all(|at| frames[at].0 == frames[at + period].0)
    };
    let period = (1..=LONGEST).find(repeats)?;
    // The frame that called the innermost one in the round before.
    let (_, position) = frames[period];
    let source = scene.probe.source.clone();
    let names: Vec<Option<String>> = frames[..period]
        .iter()
        .rev()
        .map(|(function, _)| super::scene::function_name(scene.agent(), *function))
        .map(|name| name.filter(|name| !name.is_empty()))
        .collect();
    let own_name = names.last().cloned().flatten();
    let call = scene.nodes.expressions.iter().find_map(|node| match node {
        Expression::Call(node) if scene.probe.call_position(node) == position => Some(node.span),
        Expression::New(node) if node.span.start == position => Some(node.span),
        Expression::Member(node) if scene.probe.member_position(node) == position => {
            Some(node.span)
        }
        Expression::Assignment(node)
            if matches!(node.operator, AssignmentOperator::Assign)
                && scene.probe.assignment_position(node.target) == position =>
        {
            Some(node.span)
        }
        _ => None,
    })?;
    use crate::syntax::ast::function::FunctionKind;
    let kind = scene.probe.function.map(|function| function.kind);
    if period == 1 && matches!(kind, Some(FunctionKind::Getter | FunctionKind::Setter)) {
        let what = if kind == Some(FunctionKind::Getter) {
            "getter"
        } else {
            "setter"
        };
        return Some(
            Remark::new(
                &source,
                call,
                format!("this calls the {what} itself once more, and so on"),
            )
            .with_advice("keep the value under another name than the property has"),
        );
    }
    let text = match (period, own_name) {
        (1, Some(name)) => format!("`{name}` calls itself here, each time once more"),
        (1, None) => String::from("the function calls itself here, each time once more"),
        _ => {
            let names: Vec<String> = names
                .into_iter()
                .map(|name| {
                    name.map_or_else(|| String::from("a function"), |name| format!("`{name}`"))
                })
                .collect();
            let first = names.first()?;
            format!(
                "the functions call each other: {}, {first} ...",
                names.join(", ")
            )
        }
    };
    Some(Remark::new(&source, call, text).with_advice(
        "there has to be a case that ends this, and each call has to come nearer to it",
    ))
}
