//! Early errors of small texts.

use std::rc::Rc;

use super::check;
use crate::diagnostics::Diagnostic;
use crate::source::SourceText;
use crate::syntax::ast::{EvalContext, Goal};
use crate::syntax::parser::parse;
use crate::syntax::scope::analyze;

fn result(goal: Goal, text: &str) -> Result<(), Diagnostic> {
    let source = Rc::new(SourceText::new("test.js", text));
    let parsed = parse(source, goal).expect("the test parses");
    let budget = parsed.budget();
    let scopes = analyze(parsed.program(), budget);
    check(parsed.program(), &scopes, text, budget)
}

#[track_caller]
fn valid(goal: Goal, texts: &[&str]) {
    for text in texts {
        assert_eq!(result(goal, text), Ok(()), "{text}");
    }
}

/// Each text comes with the part of it that the error is about.
#[track_caller]
fn errors(goal: Goal, message: &str, places_and_texts: &[(&str, &str)]) {
    for (place, text) in places_and_texts {
        let diagnostic = result(goal, text).expect_err(text);
        assert_eq!(diagnostic.message, message, "{text}");
        let found = &text[diagnostic.primary.span.range()];
        assert_eq!(found, *place, "{text}");
        assert!(!diagnostic.primary.text.is_empty(), "{text}");
    }
}

const SLOPPY: Goal = Goal::Script;

#[test]
fn names_in_strict_code() {
    errors(
        SLOPPY,
        "Unexpected strict mode reserved word",
        &[
            ("static", "'use strict'; static;"),
            ("let", "'use strict'; var let;"),
            ("public", "function public() { 'use strict'; }"),
            ("yield", "class yield {}"),
            ("package", "(package) => { 'use strict'; }"),
            ("private", "'use strict'; private: ;"),
        ],
    );
    errors(
        SLOPPY,
        "Unexpected eval or arguments in strict mode",
        &[
            ("eval", "'use strict'; eval = 1;"),
            ("arguments", "'use strict'; arguments++;"),
            ("eval", "function eval() { 'use strict'; }"),
            ("eval", "'use strict'; try {} catch (eval) {}"),
            ("eval", "'use strict'; ({eval} = 1);"),
        ],
    );
    errors(
        SLOPPY,
        "Invalid destructuring assignment target",
        &[
            ("eval", "'use strict'; [eval] = 1;"),
            ("eval", "'use strict'; var {a: eval} = 1;"),
        ],
    );
    errors(
        SLOPPY,
        "Keyword must not contain escaped characters",
        &[(r"st\u0061tic", r"'use strict'; st\u0061tic;")],
    );
    errors(
        SLOPPY,
        "let is disallowed as a lexically bound name",
        &[("let", "let [let] = 1;"), ("let", "for (const let of a);")],
    );
    valid(
        SLOPPY,
        &[
            "static: var let, eval = yield, public;",
            "class A { static static() {} }",
        ],
    );
}

#[test]
fn other_restrictions_of_strict_code() {
    errors(
        SLOPPY,
        "Delete of an unqualified identifier in strict mode.",
        &[
            ("a", "'use strict'; delete a;"),
            ("a", "'use strict'; delete ((a));"),
        ],
    );
    errors(
        SLOPPY,
        "Strict mode code may not include a with statement",
        &[("with", "'use strict'; with (a) b;")],
    );
    errors(
        SLOPPY,
        "Octal literals are not allowed in strict mode.",
        &[
            ("017", "'use strict'; 017;"),
            ("017", "class A { 017() {} }"),
        ],
    );
    errors(
        SLOPPY,
        "Decimals with leading zeros are not allowed in strict mode.",
        &[("019", "'use strict'; 019;")],
    );
    errors(
        SLOPPY,
        "Octal escape sequences are not allowed in strict mode.",
        &[(r"\07", r"function f() { '\07'; 'use strict'; }")],
    );
    errors(
        SLOPPY,
        "\\8 and \\9 are not allowed in strict mode.",
        &[(r"\8", r"'use strict'; '\8';")],
    );
    let message = "In strict mode code, functions can only be declared at top level or inside a \
                   block.";
    errors(
        SLOPPY,
        message,
        &[
            ("function", "'use strict'; if (1) function f() {}"),
            ("function", "'use strict'; a: function f() {}"),
        ],
    );
    let message = "Illegal 'use strict' directive in function with non-simple parameter list";
    errors(
        SLOPPY,
        message,
        &[("'use strict'", "function f(a = 1) { 'use strict'; }")],
    );
    valid(SLOPPY, &["'use strict'; f() = 1; f()++; for (f() of []);"]);
    valid(
        SLOPPY,
        &["f() = 1; delete a; with (a) 017; '\\07'; if (1) function g() {}"],
    );
}

#[test]
fn declarations() {
    errors(
        SLOPPY,
        "Identifier 'a' has already been declared",
        &[
            ("a", "let a; { var a; }"),
            ("a", "(function (a) { let a; });"),
        ],
    );
    let message = "Duplicate parameter name not allowed in this context";
    errors(
        SLOPPY,
        message,
        &[("a", "(a, [a]) => 1;"), ("a", "({ m(a, a) {} });")],
    );
    errors(
        SLOPPY,
        "Identifier '#a' has already been declared",
        &[("#a", "class A { #a; #a() {} }")],
    );
    let diagnostic = result(SLOPPY, "let a;\nlet a;").expect_err("a is declared twice");
    assert_eq!(diagnostic.primary.span.start, 11);
    assert_eq!(diagnostic.secondary[0].span.start, 4);
}

#[test]
fn jumps_and_labels() {
    errors(
        SLOPPY,
        "Illegal break statement",
        &[
            ("break", "break;"),
            ("break", "while (1) { () => { break; }; }"),
            ("break", "a: { break; }"),
        ],
    );
    let message = "Illegal continue statement: no surrounding iteration statement";
    errors(
        SLOPPY,
        message,
        &[("continue", "switch (1) { case 1: continue; }")],
    );
    let message = "Illegal continue statement: 'a' does not denote an iteration statement";
    errors(SLOPPY, message, &[("a", "a: { while (1) continue a; }")]);
    errors(
        SLOPPY,
        "Undefined label 'a'",
        &[
            ("a", "break a;"),
            ("a", "a: while (1) { (function () { break a; }); }"),
            ("a", "a: ; break a;"),
        ],
    );
    errors(
        SLOPPY,
        "Label 'a' has already been declared",
        &[("a", "a: { b: a: ; }")],
    );
    valid(
        SLOPPY,
        &[
            "a: b: while (1) { continue a; }",
            "a: { break a; } a: ;",
            "a: { (function () { a: ; }); b: { break a; } }",
            "switch (1) { default: break; }",
        ],
    );
    let message = "In non-strict mode code, functions can only be declared at top level, inside \
                   a block, or as the body of an if statement.";
    errors(
        SLOPPY,
        message,
        &[("function", "while (1) a: function f() {}")],
    );
}

#[test]
fn surroundings() {
    errors(
        SLOPPY,
        "'super' keyword unexpected here",
        &[
            ("super", "super.a;"),
            ("super", "class A { constructor() { super(); } }"),
            ("super", "class A extends B { m() { super(); } }"),
            ("super", "class A extends B { a = super(); }"),
            ("super", "({ m() { function f() { super.a; } } });"),
        ],
    );
    errors(
        SLOPPY,
        "new.target expression is not allowed here",
        &[("new.target", "() => new.target;")],
    );
    let message = "'arguments' is not allowed in class field initializer or static \
                   initialization block";
    errors(
        SLOPPY,
        message,
        &[
            ("arguments", "class A { a = () => arguments; }"),
            ("arguments", "class A { static { arguments; } }"),
        ],
    );
    valid(
        SLOPPY,
        &[
            "class A extends B { constructor() { () => super(super.a); } a = new.target; }",
            "class A { static { super.a; function f() { arguments; } } }",
            "({ get a() { return super.b; } });",
        ],
    );
    let inside = EvalContext {
        in_method: true,
        in_function: true,
        ..EvalContext::default()
    };
    valid(Goal::Eval(inside), &["super.a; new.target;"]);
    errors(
        Goal::Eval(inside),
        "'super' keyword unexpected here",
        &[("super", "super();")],
    );
    let field = EvalContext {
        in_field_initializer: true,
        ..EvalContext::default()
    };
    errors(Goal::Eval(field), message, &[("arguments", "arguments;")]);
}

#[test]
fn classes() {
    errors(
        SLOPPY,
        "Private field '#a' must be declared in an enclosing class",
        &[
            ("#a", "class A { m() { this.#a; } }"),
            ("#a", "class A extends (class { m() { this.#a; } }) { #a; }"),
            ("#a", "#a in b;"),
        ],
    );
    errors(
        SLOPPY,
        "Private fields can not be deleted",
        &[("#a", "class A { #a; m() { delete (this?.b.#a); } }")],
    );
    let message = "Classes may not have a static property named 'prototype'";
    errors(
        SLOPPY,
        message,
        &[("'prototype'", "class A { static 'prototype'() {} }")],
    );
    let inside = EvalContext {
        in_class: true,
        ..EvalContext::default()
    };
    valid(Goal::Eval(inside), &["this.#a;"]);
}

#[test]
fn literals() {
    let message = "Duplicate __proto__ fields are not allowed in object literals";
    errors(
        SLOPPY,
        message,
        &[("'__proto__'", "({ __proto__: 1, '__proto__': 2 });")],
    );
    valid(
        SLOPPY,
        &[
            "({ __proto__: 1, __proto__() {}, ['__proto__']: 2 });",
            "({ __proto__: a, __proto__: b } = 1);",
        ],
    );
    errors(
        SLOPPY,
        "Invalid regular expression: /a**/: Nothing to repeat",
        &[("/a**/", "/a**/;")],
    );
}

#[test]
fn modules() {
    errors(
        Goal::Module,
        "Duplicate export of 'a'",
        &[
            ("a", "export let a; let b; export { b as a };"),
            (
                "'a'",
                "export * as a from 'm'; export { b as 'a' } from 'm';",
            ),
        ],
    );
    errors(
        Goal::Module,
        "Export 'a' is not defined in module",
        &[("a", "export { a };")],
    );
    errors(
        Goal::Module,
        "Unexpected reserved word",
        &[("let", "import { let } from 'm';")],
    );
    errors(
        Goal::Module,
        "Import attribute has duplicate key 'a'",
        &[("'a'", "import 'm' with { a: '', 'a': '' };")],
    );
    valid(
        Goal::Module,
        &[
            "export { f, a as default }; function f() {} import a from 'm';",
            "export default function f() {} export { f };",
        ],
    );
}

#[test]
fn the_first_error_is_told_and_why_code_is_strict() {
    let text = "'use strict'; { let a, a; } 017;";
    let diagnostic = result(SLOPPY, text).expect_err("there are two errors");
    assert_eq!(
        diagnostic.message,
        "Identifier 'a' has already been declared"
    );
    let diagnostic = result(SLOPPY, "'use strict'; 017;").expect_err("an octal literal");
    assert_eq!(diagnostic.secondary[0].span.range(), 0..12);
    let diagnostic = result(Goal::Module, "017;").expect_err("an octal literal");
    assert_eq!(diagnostic.notes, ["The code of a module is always strict."]);
}

#[test]
fn deep_sources_dont_overflow() {
    let deep = 100_000;
    for text in [
        format!("{}a{}", "(".repeat(deep), ")".repeat(deep)),
        format!("{}{}", "{".repeat(deep), "}".repeat(deep)),
        format!("{};", "() => {".repeat(deep) + &"}".repeat(deep)),
        format!("a{};", " + a".repeat(deep)),
        format!("{};", "if (a) ; else ".repeat(deep)),
        format!("var {}a{} = b;", "[".repeat(deep), "]".repeat(deep)),
    ] {
        assert_eq!(result(SLOPPY, &text), Ok(()));
    }
}
