//! What a text is of which nothing says whether it is a CommonJS or an ES module, as Node finds out
//! ([syntax detection](https://nodejs.org/api/packages.html#syntax-detection)).

use super::ast::Goal;
use super::early_errors;
use super::parser::{Parsed, parse_within};
use super::scope::{self, Scopes};
use super::syntax_error::{ModuleSign, SyntaxError};
use crate::budget::Budget;
use crate::source::SourceText;
use std::rc::Rc;

/// The parameters of a CommonJS module's wrapper, whose names an ES module may declare.
const WRAPPER_NAMES: [&str; 5] = ["exports", "require", "module", "__filename", "__dirname"];

/// Parses a text as what `goal` says, checks and analyses it.
///
/// # Errors
/// The first syntax error, or that the budget is spent.
pub fn parse_checked(
    source: Rc<SourceText>,
    goal: Goal,
    budget: &Rc<Budget>,
) -> Result<(Parsed, Scopes), Box<SyntaxError>> {
    let parsed = parse_within(source, goal, budget)?;
    let scopes = check(&parsed, false, budget)?;
    Ok((parsed, scopes))
}

/// Checks and analyses a text that is parsed. `is_inner` is whether it is that of a direct eval.
///
/// # Errors
/// The first early error, or that the budget is spent.
pub fn check(parsed: &Parsed, is_inner: bool, budget: &Budget) -> Result<Scopes, Box<SyntaxError>> {
    parsed.with_ast(|program| {
        let scopes = match is_inner {
            true => scope::analyze_direct_eval(program, budget),
            false => scope::analyze(program, budget),
        };
        if budget.stopped().is_some() {
            return Err(SyntaxError::stopped());
        }
        // The host's own texts have none: a test looks at each.
        if !parsed.source().is_internal() {
            early_errors::check(program, &scopes, parsed.source().text(), budget)
                .map_err(SyntaxError::from_diagnostic)?;
        }
        match budget.stopped() {
            Some(_) => Err(SyntaxError::stopped()),
            None => Ok(scopes),
        }
    })
}

/// What a text turned out to be.
pub enum Detected {
    /// A CommonJS module.
    CommonJs(Parsed, Scopes),
    /// An ES module, if it is a program at all: it has what only those may have.
    Module,
}

/// Finds out what a text is.
///
/// # Errors
/// If it is no CommonJS module, and no ES module either or nothing speaks for that. Or the budget is
/// spent.
pub fn detect(source: Rc<SourceText>, budget: &Rc<Budget>) -> Result<Detected, Box<SyntaxError>> {
    let failure = match parse_checked(Rc::clone(&source), Goal::CommonJs, budget) {
        Ok((parsed, scopes)) => return Ok(Detected::CommonJs(parsed, scopes)),
        Err(failure) => failure,
    };
    let may_be_module =
        failure.suggests_module == Some(ModuleSign::Possible) || declares_wrapper_name(&failure);
    let is_module = failure.suggests_module == Some(ModuleSign::Certain)
        || may_be_module && parse_checked(source, Goal::Module, budget).is_ok();
    match is_module {
        true => Ok(Detected::Module),
        false => Err(failure),
    }
}

fn declares_wrapper_name(failure: &SyntaxError) -> bool {
    let message = &failure.diagnostic.message;
    let name = message
        .strip_prefix("Identifier '")
        .and_then(|rest| rest.strip_suffix("' has already been declared"));
    name.is_some_and(|name| WRAPPER_NAMES.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::{Detected, detect};
    use crate::source::SourceText;
    use std::rc::Rc;

    /// Whether a text is an ES module, or the error.
    fn found(text: &str) -> Result<bool, String> {
        let source = Rc::new(SourceText::new("test.js", text));
        match detect(source, &Rc::default()) {
            Ok(detected) => Ok(matches!(detected, Detected::Module)),
            Err(failure) => Err(failure.diagnostic.message),
        }
    }

    #[test]
    fn the_kind_of_a_file_is_found() {
        let commonjs = [
            "require('a')",
            "import('a')",
            "var module",
            "{ let module }",
        ];
        for text in commonjs {
            assert_eq!(found(text), Ok(false), "{text}");
        }
        let modules = [
            "import 'a'",
            "a; export {}",
            "import.meta",
            "await a",
            "for await (a of b);",
            "await a; export {}",
            "const module = 1",
            "const { exports } = a, __dirname = 2",
            "class require {} import 'a'",
            "export let x; let x",
        ];
        for text in modules {
            assert_eq!(found(text), Ok(true), "{text}");
        }
    }

    #[test]
    fn the_better_error_is_told() {
        let declared = |name| Err(format!("Identifier '{name}' has already been declared"));
        let message = "await is only valid in async functions and the top level bodies of modules";
        let awaits = || Err(String::from(message));
        assert_eq!(found("function f() { await a }"), awaits());
        assert_eq!(found("await a; let x; let x"), awaits());
        assert_eq!(found("await a; with (b);"), awaits());
        assert_eq!(found("const module = 1; let module"), declared("module"));
        assert_eq!(found("const module = 1; let x; let x"), declared("module"));
        assert_eq!(found("const require = 1; with (a);"), declared("require"));
        assert_eq!(found("let x; let x"), declared("x"));
    }
}
