//! Scope analysis on small texts.

use std::rc::Rc;

use super::binding::Binding;
use super::{BindingKind, Resolved, ScopeKind, Scopes, analyze, analyze_direct_eval};
use crate::budget::Budget;
use crate::source::{SourceText, Span};
use crate::syntax::ast::module::ExportLocal;
use crate::syntax::ast::visit::{Visitor, walk_statements};
use crate::syntax::ast::{
    EvalContext, FunctionId, Goal, IdentifierReference, PrivateName, Program, ScopeId,
};
use crate::syntax::parser::{Parsed, parse};

fn parsed(goal: Goal, text: &str) -> Parsed {
    parse(Rc::new(SourceText::new("test.js", text)), goal).expect("the test parses")
}

/// The identifiers that use a variable.
struct Uses<'a>(Vec<&'a IdentifierReference>);

impl<'a> Visitor<'a> for Uses<'a> {
    fn budget(&self) -> Option<&Budget> {
        None
    }

    fn visit_identifier(&mut self, identifier: &'a IdentifierReference) {
        self.0.push(identifier);
    }

    fn visit_export_local(&mut self, node: &'a ExportLocal<'a>) {
        self.0
            .extend(node.specifiers.iter().map(|specifier| specifier.local));
    }
}

/// All identifiers that use a variable, as `name: what it means`, in the order of the text.
fn uses_in(program: &Program<'_>, scopes: &Scopes) -> Vec<String> {
    let mut uses = Uses(Vec::new());
    walk_statements(&mut uses, program.statements);
    uses.0.sort_by_key(|identifier| identifier.span.start);
    let told = uses.0.iter().map(|identifier| {
        let name = program.names.text(identifier.name);
        let resolved = Resolved::from(identifier.resolution.get());
        format!("{name}: {}", meaning(resolved, scopes))
    });
    told.collect()
}

fn meaning(resolved: Resolved, scopes: &Scopes) -> String {
    let place = resolved.binding().map_or_else(
        || "global".to_string(),
        |binding| {
            let check = if binding.check_tdz { " checked" } else { "" };
            let kind = scopes.binding(binding).kind;
            format!("{kind:?} in {:?}{check}", scopes.scope(binding.scope).kind)
        },
    );
    match resolved {
        Resolved::Dynamic { .. } => format!("dynamic, {place}"),
        _ => place,
    }
}

#[track_caller]
fn check(goal: Goal, text: &str, expected: &[&str]) {
    let parsed = parsed(goal, text);
    let scopes = analyze(parsed.program(), parsed.budget());
    assert_eq!(uses_in(parsed.program(), &scopes), expected, "in {text}");
}

#[track_caller]
fn check_module(text: &str, expected: &[&str]) {
    check(Goal::Module, text, expected);
}

/// The binding of a name that is declared once.
fn binding(parsed: &Parsed, scopes: &Scopes, name: &str) -> Binding {
    let all = scopes.scopes.iter().flat_map(|scope| &scope.bindings);
    let mut found = all.filter(|binding| {
        parsed.program().names.text(binding.name) == name && binding.kind.is_variable()
    });
    let binding = *found.next().expect("the name is declared");
    assert!(found.next().is_none(), "{name} is declared once");
    binding
}

#[test]
fn innermost_binding_wins() {
    check_module(
        "let a; { let a; a; } a; function f(a) { a; { var b; } b; } c;",
        &[
            "a: Let in Block",
            "a: Let in Module",
            "a: Parameter in Function",
            "b: Var in Function",
            "c: global",
        ],
    );
    check(
        Goal::Script,
        "let a; var b; a; b; { let c; c; }",
        &["a: global", "b: global", "c: Let in Block"],
    );
}

#[test]
fn checks_only_what_may_be_uninitialized() {
    check_module(
        "a; let a; a;",
        &["a: Let in Module checked", "a: Let in Module"],
    );
    check_module("let a = a;", &["a: Let in Module checked"]);
    check_module("let [a, b = a] = [];", &["a: Let in Module"]);
    // A closure is made in place, a function declaration on entry to its block.
    check_module("let a; (() => a);", &["a: Let in Module"]);
    check_module("(() => a); let a;", &["a: Let in Module checked"]);
    check_module("let a; function f() { a; }", &["a: Let in Module checked"]);
    check_module("let a; { function f() { a; } }", &["a: Let in Module"]);
    check_module(
        "switch (0) { case 0: let a; a; case 1: a; }",
        &["a: Let in Switch", "a: Let in Switch checked"],
    );
    check_module(
        "for (let a of a) a;",
        &["a: Let in For checked", "a: Let in For"],
    );
    check_module(
        "(a = b, b = a) => b;",
        &[
            "b: Parameter in Function checked",
            "a: Parameter in Function",
            "b: Parameter in Function",
        ],
    );
    check_module("import a from 'm'; a;", &["a: Import in Module checked"]);
}

#[test]
fn class_names() {
    check_module(
        "class A extends A { [A] = A; static { A; } m() { A; } } A;",
        &[
            "A: ClassName in Class checked",
            "A: ClassName in Class checked",
            "A: ClassName in Class",
            "A: ClassName in Class",
            "A: ClassName in Class",
            "A: Class in Module",
        ],
    );
}

#[test]
fn function_names() {
    check_module(
        "(function f() { f; });",
        &["f: FunctionName in FunctionName"],
    );
    check_module("(function f(f) { f; });", &["f: Parameter in Function"]);
    let parsed = parsed(
        Goal::Module,
        "(function f() { f; }); (function g() { () => g; });",
    );
    let scopes = analyze(parsed.program(), parsed.budget());
    assert!(!binding(&parsed, &scopes, "f").captured);
    assert!(binding(&parsed, &scopes, "g").captured);
}

#[test]
fn bodies_have_a_scope_only_where_parameters_could_tell() {
    let text = "(a, b = () => a) => { var a; a; }";
    check_module(
        text,
        &["a: Parameter in Function", "a: Var in FunctionBody"],
    );
    let first = parsed(Goal::Module, text);
    let scopes = analyze(first.program(), first.budget());
    assert_eq!(scopes.functions[0].body_copies, [(0, 0)]);
    assert!(scopes.functions[0].body_scope.is_some());

    check_module(
        "(a, b = a) => { var a; a; }",
        &["a: Parameter in Function", "a: Parameter in Function"],
    );
    check(
        Goal::Module,
        "var b; (a = b) => { var b; b; }",
        &["b: Var in Module", "b: Var in Function"],
    );
}

#[test]
fn arguments_objects() {
    check(
        Goal::CommonJs,
        "() => arguments;",
        &["arguments: Arguments in Function"],
    );
    check(Goal::Script, "arguments;", &["arguments: global"]);
    check(
        Goal::Script,
        "function f() { let arguments; arguments; }",
        &["arguments: Let in Function"],
    );
    let facts = |text: &str| {
        let parsed = parsed(Goal::Script, text);
        let scopes = analyze(parsed.program(), parsed.budget());
        let info = &scopes.functions[0];
        (info.needs_arguments, info.maps_arguments)
    };
    assert_eq!(facts("function f(a) { a; }"), (false, false));
    assert_eq!(facts("function f(a) { arguments[0]; }"), (true, false));
    assert_eq!(
        facts("function f(a) { arguments[0]; a = 1; }"),
        (true, true)
    );
    assert_eq!(facts("function f(a) { arguments[0] = 1; }"), (true, true));
    assert_eq!(facts("function f(a) { g(arguments); }"), (true, true));
    assert_eq!(facts("function f(a) { arguments[0](); }"), (true, true));
    assert_eq!(
        facts("function f(a) { 'use strict'; g(arguments); }"),
        (true, false)
    );
    assert_eq!(facts("function f() { var arguments; }"), (true, false));
    assert_eq!(
        facts("function f(arguments) { arguments; }"),
        (false, false)
    );
    assert_eq!(
        facts("function f() { function arguments() {} }"),
        (false, false)
    );
}

#[test]
fn captures() {
    let text = "let a, b, c; a; (() => b); { let d; (() => { c = d; }); } export { a as z };";
    let parsed = parsed(Goal::Module, text);
    let scopes = analyze(parsed.program(), parsed.budget());
    let captured = |name| binding(&parsed, &scopes, name).captured;
    assert!(captured("a") && captured("b") && captured("c") && captured("d"));
    let reassigned = |name| binding(&parsed, &scopes, name).reassigned;
    assert!(reassigned("c") && !reassigned("b") && !reassigned("d"));
    assert_eq!(scopes.top_level.captured_count, 4);
    assert_eq!(scopes.hops(ScopeId(2), ScopeId(0)), 1);
}

#[test]
fn special_bindings() {
    let text = "function f() { return () => this; } () => this;";
    let parsed = parsed(Goal::Script, text);
    let scopes = analyze(parsed.program(), parsed.budget());
    let arrow = scopes.functions[1].scope;
    let resolved = scopes
        .resolve_special(arrow, BindingKind::This)
        .expect("f has it");
    let this = scopes.binding(resolved.binding().expect("it is a binding"));
    assert!(this.captured && this.kind == BindingKind::This);
    let outer = scopes.functions[2].scope;
    assert_eq!(scopes.resolve_special(outer, BindingKind::This), None);
    assert!(scopes.top_level.uses.this && scopes.functions[0].uses.this);
}

#[test]
fn with_and_eval_make_lookups_dynamic() {
    check(
        Goal::Script,
        "function f(a) { with (a) { a; b; let c; c; } a; }",
        &[
            "a: Parameter in Function",
            "a: dynamic, Parameter in Function",
            "b: dynamic, global",
            "c: Let in Block",
            "a: Parameter in Function",
        ],
    );
    // The lookup before the call counts too: the code may run again.
    check(
        Goal::CommonJs,
        "let a; function f(b) { a; b; c; eval(''); }",
        &[
            "a: dynamic, Let in Function checked",
            "b: Parameter in Function",
            "c: dynamic, global",
            "eval: dynamic, global",
        ],
    );
    check(
        Goal::CommonJs,
        "'use strict'; let a; (() => { a; eval(''); });",
        &["a: Let in Function", "eval: global"],
    );
    check(
        Goal::CommonJs,
        "let a; (() => { a; eval?.(''); });",
        &["a: Let in Function", "eval: global"],
    );
    let parsed = parsed(Goal::CommonJs, "let a; function f() { let b; eval(''); }");
    let scopes = analyze(parsed.program(), parsed.budget());
    assert!(binding(&parsed, &scopes, "a").captured && binding(&parsed, &scopes, "b").captured);
    assert!(scopes.functions[1].needs_arguments && scopes.functions[1].this.is_some());
    let names = &parsed.program().names;
    let b = (0..names.len() as u32)
        .map(crate::syntax::ast::Name)
        .find(|name| names.text(*name) == "b")
        .expect("b is a name");
    assert!(scopes.scope(scopes.functions[1].scope).find(b).is_some());
}

#[test]
fn evals() {
    let goal = |strict| {
        Goal::Eval(EvalContext {
            strict,
            ..EvalContext::default()
        })
    };
    let text = "var a; let b; a; b; c; this;";
    check(
        goal(false),
        text,
        &["a: global", "b: Let in Eval", "c: global"],
    );
    check(
        goal(true),
        text,
        &["a: Var in Eval", "b: Let in Eval", "c: global"],
    );
    let parsed = parsed(goal(false), text);
    let scopes = analyze_direct_eval(parsed.program(), parsed.budget());
    assert_eq!(
        uses_in(parsed.program(), &scopes),
        ["a: dynamic, global", "b: Let in Eval", "c: dynamic, global",]
    );
    let this = scopes.resolve_special(ScopeId(0), BindingKind::This);
    assert_eq!(this, Some(Resolved::Dynamic { fallback: None }));
}

#[test]
fn functions_in_sloppy_blocks_are_variables_too() {
    let annex_b = |text: &str| {
        let parsed = parsed(Goal::CommonJs, text);
        let scopes = analyze(parsed.program(), parsed.budget());
        let mut found: Vec<_> = scopes.annex_b.iter().collect();
        found.sort_by_key(|(id, _)| **id);
        let found = found.into_iter();
        found
            .map(|(FunctionId(id), to)| format!("{id} {}", meaning(*to, &scopes)))
            .collect::<Vec<_>>()
    };
    assert_eq!(annex_b("{ function f() {} }"), ["1 Var in Function"]);
    assert_eq!(annex_b("if (1) function f() {}"), ["1 Var in Function"]);
    assert_eq!(
        annex_b("switch (1) { default: function f() {} }"),
        ["1 Var in Function"]
    );
    assert_eq!(annex_b("{ async function f() {} }"), [""; 0]);
    assert_eq!(annex_b("'use strict'; { function f() {} }"), [""; 0]);
    assert_eq!(annex_b("let f; { function f() {} }"), [""; 0]);
    assert_eq!(annex_b("{ let f; { function f() {} } }"), [""; 0]);
    assert_eq!(annex_b("for (let f;;) { function f() {} }"), [""; 0]);
    assert_eq!(
        annex_b("try {} catch (f) { { function f() {} } }"),
        ["1 Var in Function"]
    );
    assert_eq!(
        annex_b("try {} catch ({f}) { { function f() {} } }"),
        [""; 0]
    );
    assert_eq!(annex_b("(function (f) { { function f() {} } });"), [""; 0]);
    check(
        Goal::CommonJs,
        "f; { function f() {} f; } f;",
        &[
            "f: Var in Function",
            "f: Function in Block",
            "f: Var in Function",
        ],
    );
}

#[test]
fn vars_and_catch_parameters() {
    let text = "try {} catch (e) { var e = 1; e; } e;";
    check(
        Goal::CommonJs,
        text,
        &["e: CatchParameter in Catch", "e: Var in Function"],
    );
}

#[test]
fn conflicts() {
    let count = |goal, text: &str| {
        let parsed = parsed(goal, text);
        analyze(parsed.program(), parsed.budget()).conflicts.len()
    };
    for text in [
        "let a; let a;",
        "let a; var a;",
        "var a; let a;",
        "{ { var a; } let a; }",
        "for (let a;;) { var a; }",
        "try {} catch (e) { let e; }",
        "try {} catch ([e]) { var e; }",
        "(function (a) { let a; });",
        "(a, a) => 1;",
        "{ function f() {} var f; }",
        "{ async function f() {} function f() {} }",
        "class A { #a; #a; }",
        "class A { get #a() {} static set #a(v) {} }",
    ] {
        assert_eq!(count(Goal::Script, text), 1, "{text}");
    }
    for text in [
        "var a; var a;",
        "function f() {} function f() {} var f;",
        "{ function f() {} function f() {} }",
        "try {} catch (e) { var e; }",
        "let a; { let a; }",
        "(function (a, a) { var a; });",
        "class A { get #a() {} set #a(v) {} }",
    ] {
        assert_eq!(count(Goal::Script, text), 0, "{text}");
    }
    assert_eq!(
        count(Goal::Module, "{ function f() {} function f() {} }"),
        1
    );
    assert_eq!(count(Goal::Module, "function f() {} var f;"), 1);
    assert_eq!(count(Goal::Module, "import a from 'm'; let a;"), 1);
}

#[test]
fn private_names() {
    let text = "class A { #a; static { #a in this; } } class B { m() { this.#b; } }";
    let first = parsed(Goal::Script, text);
    let scopes = analyze(first.program(), first.budget());
    assert_eq!(scopes.undeclared_private_names.len(), 1);
    let class = scopes
        .scopes
        .iter()
        .find(|scope| scope.kind == ScopeKind::Class);
    let class = class.expect("A has a scope");
    assert!(class.bindings.iter().any(|binding| binding.captured));

    // In the heritage the name is that of the class around.
    let text = "class A { #a; m() { class B extends f(this.#a) { #a; m() { this.#a; } } } }";
    let second = parsed(Goal::Script, text);
    let scopes = analyze(second.program(), second.budget());
    let class_at = |index: usize| {
        let mut classes = (0..)
            .map(ScopeId)
            .filter(|id| scopes.scope(*id).kind == ScopeKind::Class);
        classes.nth(index).expect("there are two classes")
    };
    let name = scopes.scope(class_at(0)).bindings[1].name;
    let use_at = |offset: usize| PrivateName {
        span: Span::new(offset as u32, offset as u32 + 2),
        name,
    };
    let declared_in = |offset: usize| {
        let resolved = scopes.resolve_private(class_at(1), use_at(offset));
        resolved
            .and_then(Resolved::binding)
            .expect("it is declared")
            .scope
    };
    let first_use = text.find("this.#a").expect("it is used") + 5;
    let second_use = text.rfind("this.#a").expect("it is used") + 5;
    assert_eq!(declared_in(first_use), class_at(0));
    assert_eq!(declared_in(second_use), class_at(1));
}

#[test]
fn deep_sources_dont_overflow() {
    let deep = 100_000;
    let nest = |open: &str, middle: &str, close: &str| {
        format!("{}{middle}{}", open.repeat(deep), close.repeat(deep))
    };
    for text in [
        nest("(", "a", ")"),
        nest("[", "", "]"),
        nest("{ let a;", "", "}"),
        nest("() => ", "1", ""),
        nest("if (a) ", ";", " else ;"),
        format!("var {}a{} = b;", "[".repeat(deep), "]".repeat(deep)),
        nest("a.b(", "", ")"),
        format!("a{};", " + a".repeat(deep)),
        format!("a{};", ".b()".repeat(deep)),
        nest("l: ", ";", ""),
    ] {
        let parsed = parsed(Goal::Script, &text);
        let scopes = analyze(parsed.program(), parsed.budget());
        assert!(scopes.conflicts.is_empty());
    }
}
