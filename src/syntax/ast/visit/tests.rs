//! The walk on small texts, and on deep ones.

use std::mem::discriminant;
use std::rc::Rc;

use super::{Visitor, walk_statements};
use crate::budget::{Budget, Termination};
use crate::source::{SourceText, Span};
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::pattern::{DeclaredBy, PatternPart};
use crate::syntax::ast::statement::Statement;
use crate::syntax::ast::{BindingIdentifier, Goal, IdentifierReference, Name, Names};
use crate::syntax::parser::{Parsed, parse};

fn parsed(goal: Goal, text: &str) -> Parsed {
    parse(Rc::new(SourceText::new("test.js", text)), goal).expect("the test parses")
}

/// Notes all that it sees.
struct Notes<'n, 'a> {
    names: &'n Names<'a>,
    seen: Vec<&'a str>,
    expressions: Vec<Expression<'a>>,
    statements: Vec<Statement<'a>>,
    budget: Budget,
}

impl Notes<'_, '_> {
    fn see(&mut self, name: Name) {
        let text = self.names.text(name);
        self.seen.push(text);
    }
}

impl<'a> Visitor<'a> for Notes<'_, 'a> {
    fn budget(&self) -> Option<&Budget> {
        Some(&self.budget)
    }

    fn enter_statement(&mut self, statement: Statement<'a>) {
        self.statements.push(statement);
    }

    fn enter_expression(&mut self, expression: Expression<'a>) {
        self.expressions.push(expression);
    }

    fn visit_identifier(&mut self, identifier: &'a IdentifierReference) {
        self.see(identifier.name);
    }

    fn visit_binding_identifier(
        &mut self,
        identifier: &'a BindingIdentifier,
        _: DeclaredBy,
        _: PatternPart,
    ) {
        self.see(identifier.name);
    }
}

/// The names that the walk meets, in its order.
fn walked(goal: Goal, text: &str) -> Vec<String> {
    let parsed = parsed(goal, text);
    parsed.with_ast(|program| {
        let mut notes = Notes {
            names: &program.names,
            seen: Vec::new(),
            expressions: Vec::new(),
            statements: Vec::new(),
            budget: Budget::default(),
        };
        walk_statements(&mut notes, program.statements);
        assert_no_repetition(
            notes
                .expressions
                .iter()
                .map(|e| (discriminant(e), e.span())),
        );
        assert_no_repetition(notes.statements.iter().map(|s| (discriminant(s), s.span())));
        notes.seen.iter().map(ToString::to_string).collect()
    })
}

fn assert_no_repetition<T: PartialEq>(nodes: impl Iterator<Item = (T, Span)>) {
    let mut nodes: Vec<_> = nodes.collect();
    nodes.sort_by_key(|(_, span)| (span.start, span.end));
    assert!(nodes.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn each_node_is_visited_once() {
    // Each variable of the text is named once, by `v` and its number in the order of the text.
    let statements = "
        v; { v; } var v = v, {p: v, v, v = v, [v]: v, ...v} = v, [v, , v = v, ...v] = v;
        if (v) v; else if (v) v; else v;
        for (let v = v; v; v) v; for (v; ; ); for (var v in v) v; for (v.p of v) v;
        for (const [v] of v) v; while (v) v; do v; while (v);
        with (v) v; switch (v) { case v: v; default: v; } a: b: v;
        try { v; } catch ({v}) { v; } finally { v; } throw v;
        function v(v, [v] = v, ...v) { return v; } async function* v() { await v; yield v; yield* v; }
        class v extends v { constructor(v) { super(v); super.p; super[v]; } [v]() { v; } [v] = v;
            static #q = v; static { v; } get p() { return v; } }
    ";
    let expressions = "
        ([v, ...v, `${v} ${v}`, {p: v, v, [v]: v, m(v) { v; }, ...v}, function v() { v; }, (v) => v]);
        (v, v); v = v; v += v; v ??= v; [v, v.p, {p: v, v, v = v, ...v}, ...v[v]] = v; v++; --v;
        -v; delete v.p; v + v * v; v && v || v; v ? v : v; new v(v); v(v, ...v); v?.p?.[v]?.(v);
        v`${v}`; import(v, v); (class { #q; m() { return #q in v && v.#q; } }); new.target;
    ";
    let mut count = 0;
    let mut number = |text: &str| {
        let mut numbered = String::new();
        for (index, piece) in text.split('v').enumerate() {
            if index > 0 && !piece.starts_with(|after: char| after.is_ascii_alphabetic()) {
                count += 1;
                numbered.push_str(&format!("v{count}"));
            } else if index > 0 {
                numbered.push('v');
            }
            numbered.push_str(piece);
        }
        numbered
    };
    let text = number(&format!("{statements} function f() {{ {expressions} }}"));
    let mut seen = walked(Goal::Script, &text);
    seen.retain(|name| name != "f");
    seen.sort_by_key(|name| name[1..].parse::<usize>().expect("a number"));
    let all: Vec<String> = (1..=count).map(|number| format!("v{number}")).collect();
    assert_eq!(seen, all, "in {text}");
}

#[test]
fn modules_are_walked() {
    let text = "import a, {x as b} from 'm'; import * as c from 'm'; export {a}; \
                export default d; export const e = f; export * from 'm';";
    assert_eq!(walked(Goal::Module, text), ["a", "b", "c", "d", "e", "f"]);
}

#[test]
fn spines_go_from_right_to_left_and_all_else_as_the_text() {
    let cases: &[(&str, &[&str])] = &[
        ("a + b * c + d", &["d", "c", "b", "a"]),
        ("a.p[b](c, d).q(e)", &["e", "c", "d", "b", "a"]),
        ("[a, {p: b}, c]", &["a", "b", "c"]),
        ("(a, b), c", &["a", "b", "c"]),
        ("a ? b : c ? d : e", &["a", "b", "c", "d", "e"]),
        ("a = b = c", &["a", "b", "c"]),
        ("let {a = b, c: [d = e]} = f", &["a", "b", "d", "e", "f"]),
    ];
    for (text, expected) in cases {
        assert_eq!(walked(Goal::Script, text), *expected, "in {text}");
    }
}

#[test]
fn no_tree_is_too_deep() {
    const DEPTH: usize = 50_000;
    let around =
        |before: &str, after: &str| format!("{}x{}", before.repeat(DEPTH), after.repeat(DEPTH));
    let texts = [
        (around("x + ", ""), DEPTH + 1),
        (around("", ".p(x)"), DEPTH + 1),
        (around("", "?.p"), 1),
        (around("x = ", ""), DEPTH + 1),
        (around("x ? x : ", ""), 2 * DEPTH + 1),
        (around("await ", ""), 1),
        (around("(", ")"), 1),
        (around("[", "]"), 1),
        (around("{", "}"), 1),
        (around("if (x) x; else ", ""), 2 * DEPTH + 1),
        (around("while (x) ", ""), DEPTH + 1),
        (around("() => ", ""), 1),
        (
            around("class { p = ", "}").replacen("class", "0, class", 1),
            1,
        ),
        (format!("var {} = 0", around("[", "]")), 1),
        (format!("({} = 0)", around("[", "]")), 1),
    ];
    for (text, expected) in texts {
        let thread = std::thread::Builder::new().stack_size(512 << 10);
        let walk = move || walked(Goal::Module, &text).len();
        let handle = thread.spawn(walk).expect("a thread starts");
        assert_eq!(handle.join().expect("the stack suffices"), expected);
    }
}

#[test]
fn a_spent_budget_ends_the_walk() {
    let parsed = parsed(Goal::Script, "a; b; c");
    parsed.with_ast(|program| {
        let budget = Budget::default();
        budget.stop(Termination::Interrupted);
        let mut notes = Notes {
            names: &program.names,
            seen: Vec::new(),
            expressions: Vec::new(),
            statements: Vec::new(),
            budget,
        };
        walk_statements(&mut notes, program.statements);
        assert!(notes.seen.is_empty());
    });
}
