//! The texts of Node's modules: that they parse, and mean something with each free name.

use super::natives::BINDINGS;
use super::texts::MODULES;
use crate::Runtime;
use crate::budget::Budget;
use crate::engine::{Agent, Primordial};
use crate::source::SourceText;
use crate::syntax::ast::expression::{CallExpression, Expression};
use crate::syntax::ast::visit::{Rest, Visitor, walk_arguments, walk_statements};
use crate::syntax::ast::{Goal, IdentifierReference, Names};
use crate::syntax::early_errors;
use crate::syntax::parser::parse;
use crate::syntax::scope::{self, Resolved};
use std::rc::Rc;

/// Collects what is wrong with the free names of a text.
struct FreeNames<'n, 'a> {
    names: &'n Names<'a>,
    agent: &'n mut Agent,
    called: Option<*const IdentifierReference>,
    wrong: Vec<String>,
}

impl<'a> Visitor<'a> for FreeNames<'_, 'a> {
    fn budget(&self) -> Option<&Budget> {
        None
    }

    fn visit_call(&mut self, node: &'a CallExpression<'a>) -> Rest<'a> {
        walk_arguments(self, node.arguments);
        if let Expression::Identifier(reference) = node.callee {
            self.called = Some(std::ptr::from_ref(reference));
        }
        Some(node.callee)
    }

    fn visit_identifier(&mut self, identifier: &'a IdentifierReference) {
        if !matches!(
            Resolved::from(identifier.resolution.get()),
            Resolved::Global
        ) {
            return;
        }
        let name = self.names.text(identifier.name);
        let is_called = self.called.take() == Some(std::ptr::from_ref(identifier));
        let known = ["undefined", "internalBinding"].contains(&name);
        match self.agent.primordial(name) {
            _ if known => {}
            Some(Primordial::Method(_)) if !is_called => {
                self.wrong.push(format!("{name} isn't called"));
            }
            Some(_) => {}
            None => self.wrong.push(format!("{name} isn't known")),
        }
    }
}

#[test]
fn each_text_parses_and_knows_its_free_names() {
    let mut runtime = Runtime::new();
    for (name, text) in MODULES {
        let source = Rc::new(SourceText::internal(*name, format!("'use strict';{text}")));
        let parsed = parse(source, Goal::CommonJs);
        let parsed = parsed.unwrap_or_else(|error| {
            panic!("{name}: {}", error.diagnostic.message);
        });
        let agent = &mut runtime.agent;
        let wrong = parsed.with_ast(|program| {
            let budget = Budget::default();
            let scopes = scope::analyze(program, &budget);
            // Nobody looks for them when the text is used.
            let mistake = early_errors::check(program, &scopes, parsed.source().text(), &budget);
            assert!(mistake.is_ok(), "{name}: {mistake:?}");
            let mut visitor = FreeNames {
                names: &program.names,
                agent,
                called: None,
                wrong: Vec::new(),
            };
            walk_statements(&mut visitor, program.statements);
            visitor.wrong
        });
        assert_eq!(wrong, Vec::<String>::new(), "{name}");
        assert!(text.starts_with("// "), "{name} says what it is");
    }
}

#[test]
fn each_binding_that_a_text_asks_for_is_there() {
    for (name, text) in MODULES {
        for (at, _) in text.match_indices("internalBinding('") {
            let rest = &text[at + "internalBinding('".len()..];
            let binding = rest.split('\'').next();
            let known = BINDINGS.iter().any(|(known, _)| Some(*known) == binding);
            assert!(known, "{name} asks for the binding {binding:?}");
        }
    }
}

#[test]
fn names_stand_for_built_ins_as_they_were_made() {
    let mut runtime = Runtime::new();
    let text = "Array.prototype.push = Map = Symbol.iterator = null; delete Math.max";
    runtime.run_script("patch.js", text).expect("it runs");
    let agent = &mut runtime.agent;
    let method = |it| matches!(it, Some(Primordial::Method(_)));
    assert!(method(agent.primordial("ArrayPrototypePush")));
    assert!(method(agent.primordial("MapPrototypeGetSize")));
    assert!(method(agent.primordial("ArrayPrototypeSymbolIterator")));
    assert!(method(agent.primordial("TypedArrayPrototypeGetLength")));
    let plain = |it| matches!(it, Some(Primordial::Plain(value)) if !value.is_nullish());
    for name in [
        "Map",
        "MathMax",
        "SymbolIterator",
        "NumberMAX_SAFE_INTEGER",
        "JSONParse",
    ] {
        assert!(plain(agent.primordial(name)), "{name}");
    }
    assert!(matches!(
        agent.primordial("PromiseResolve"),
        Some(Primordial::Static(..))
    ));
    assert_eq!(agent.primordial("ArrayPrototypeNothing"), None);
    assert_eq!(agent.primordial("nothing"), None);
}

#[test]
fn each_text_in_the_folder_is_in_the_table() {
    fn collect(folder: &std::path::Path, prefix: &str, names: &mut Vec<String>) {
        let entries = std::fs::read_dir(folder).expect("the folder of the texts");
        for entry in entries.map(|entry| entry.expect("an entry of the folder")) {
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.path().is_dir() {
                collect(&entry.path(), &format!("{prefix}{name}/"), names);
            } else if let Some(name) = name.strip_suffix(".js") {
                names.push(format!("{prefix}{name}"));
            }
        }
    }
    let mut names = Vec::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/host/node");
    collect(std::path::Path::new(folder), "", &mut names);
    names.sort();
    let listed: Vec<&str> = MODULES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, listed, "the table has each text once, in order");
}
