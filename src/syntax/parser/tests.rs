//! Trees and errors of whole texts.

use std::rc::Rc;

use super::{DynamicForm, Parsed, parse, parse_dynamic_function, parse_within};
use crate::budget::Budget;
use crate::source::SourceText;
use crate::syntax::ast::expression::{AssignmentOperator, BinaryOperator, Expression};
use crate::syntax::ast::function::FunctionKind;
use crate::syntax::ast::pattern::{AssignmentTarget, BindingPattern};
use crate::syntax::ast::statement::Statement;
use crate::syntax::ast::{EvalContext, Goal, Program};
use crate::syntax::syntax_error::SyntaxError;

fn source(text: &str) -> Rc<SourceText> {
    Rc::new(SourceText::new("test.js", text))
}

fn script(text: &str) -> Parsed {
    parse(source(text), Goal::Script).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn error(text: &str) -> SyntaxError {
    match parse(source(text), Goal::Script) {
        Ok(_) => panic!("no error: {text}"),
        Err(error) => *error,
    }
}

fn accepts(goal: Goal, texts: &[&str]) {
    for text in texts {
        if let Err(error) = parse(source(text), goal) {
            panic!("{text}: {error:?}");
        }
    }
}

fn rejects(goal: Goal, texts: &[&str]) {
    for text in texts {
        assert!(parse(source(text), goal).is_err(), "no error: {text}");
    }
}

/// The texts of the statements, between bars.
fn pieces(text: &str) -> String {
    let parsed = script(text);
    let slice = |statement: &Statement<'_>| parsed.source().slice(statement.span()).to_string();
    let pieces: Vec<_> = parsed.program().statements.iter().map(slice).collect();
    pieces.join("|")
}

fn first_expression<'a>(program: &'a Program<'a>) -> Expression<'a> {
    match program.statements[0] {
        Statement::Expression(statement) => statement.expression,
        statement => panic!("not an expression: {statement:?}"),
    }
}

/// An expression of operators and names with all its parentheses.
fn grouped(program: &Program<'_>, expression: Expression<'_>) -> String {
    match expression {
        Expression::Identifier(name) => program.names.text(name.name).to_string(),
        Expression::Binary(node) => {
            let operator = match node.operator {
                BinaryOperator::Add => "+",
                BinaryOperator::Multiply => "*",
                BinaryOperator::Exponent => "**",
                BinaryOperator::Less => "<",
                BinaryOperator::In => "in",
                _ => "?",
            };
            let (left, right) = (grouped(program, node.left), grouped(program, node.right));
            format!("({left} {operator} {right})")
        }
        Expression::Logical(node) => {
            let (left, right) = (grouped(program, node.left), grouped(program, node.right));
            format!("({left} {:?} {right})", node.operator)
        }
        Expression::PrivateIn(node) => {
            let name = program.names.text(node.name.name);
            format!("(#{name} in {})", grouped(program, node.right))
        }
        Expression::Parenthesized(node) => grouped(program, node.expression),
        _ => panic!("not an operator: {expression:?}"),
    }
}

#[test]
fn precedence_and_associativity() {
    for (text, expected) in [
        ("a + b * c", "(a + (b * c))"),
        ("a * b + c", "((a * b) + c)"),
        ("a + b + c", "((a + b) + c)"),
        ("a ** b ** c * d", "((a ** (b ** c)) * d)"),
        ("a * b ** c", "(a * (b ** c))"),
        ("(a + b) * c", "((a + b) * c)"),
        ("a + (b + c * d) + e", "((a + (b + (c * d))) + e)"),
        ("a && b || c && d", "((a And b) Or (c And d))"),
        ("a ?? b ?? c", "((a Coalesce b) Coalesce c)"),
        ("a < b in c + d", "((a < b) in (c + d))"),
        ("a || #b in c", "(a Or (#b in c))"),
        ("#a in b in c", "((#a in b) in c)"),
    ] {
        let parsed = script(text);
        let program = parsed.program();
        assert_eq!(
            grouped(program, first_expression(program)),
            expected,
            "{text}"
        );
    }
    rejects(
        Goal::Script,
        &[
            "-a ** b",
            "a ?? b || c",
            "a && b ?? c",
            "a + #b in c",
            "a = #b",
        ],
    );
}

#[test]
fn semicolons_are_inserted_where_the_rules_say() {
    for (text, expected) in [
        ("a\nb", "a|b"),
        ("a\n++b", "a|++b"),
        ("a\n(b)", "a\n(b)"),
        ("a\n/b/g", "a\n/b/g"),
        ("{ 1 }\n/b/g", "{ 1 }|/b/g"),
        ("do x; while (y) z", "do x; while (y)|z"),
        ("if (a) b\nelse c", "if (a) b\nelse c"),
        ("if (a) if (b) c; else d\ne", "if (a) if (b) c; else d|e"),
        ("let\nx", "let\nx"),
        ("var a = 1\nlet b", "var a = 1|let b"),
        ("async\nfunction f() {}", "async|function f() {}"),
        ("x\nof\ny", "x|of|y"),
        ("a = b\n`c`", "a = b\n`c`"),
    ] {
        assert_eq!(pieces(text), expected, "{text}");
    }
    rejects(
        Goal::Script,
        &[
            "a b",
            "for (a\n;b)",
            "throw\na",
            "a\n=> b",
            "if (a)",
            "{ 1 2 }",
            "while (a)",
        ],
    );
}

#[test]
fn slash_is_what_the_grammar_allows() {
    accepts(
        Goal::Script,
        &[
            "a / b / c",
            "a = /b/ / /c/",
            "if (a) /b/.c",
            "(a) / b",
            "function f() {} /b/",
            "x = function () {} / 2",
            "a++ / 2",
            "x = {} / 2",
            "{} /b/",
            "/[/]/ / 2",
            "`${a}` / 2",
            "a /= /=/",
        ],
    );
    assert_eq!(
        error("/a").diagnostic.message,
        "Invalid regular expression: missing /"
    );
    assert_eq!(
        error("/a/gg").diagnostic.message,
        "Invalid regular expression flags"
    );
}

#[test]
fn contextual_words_are_names_elsewhere() {
    accepts(
        Goal::Script,
        &[
            "var async, of, get, set, from, as, let, yield, await, target, meta, static;",
            "({get, set, async, static: 1, await, yield, of})",
            "({get a() {}, set a(b) {}, async c() {}, async *d() {}, *e() {}, get() {}, async() {}})",
            "class A { get; set; static; async; static static; get\n*a() {} async\nb() {} }",
            "class A { static async *[a]() {} static get b() {} static { c } 'd' = 1; #e; 1n() {} }",
            "let async; async = 1; async(1); async => async; async async => async",
            "for (let in a); for (let = 1;;); for (of of of); for (async of => {};;);",
            "let {get} = a; let [set] = b; let of; yield: 1; await: 2",
            "l\\u0065t\nx; ({ v\\u0061r: 1 }).v\\u0061r; \\u0061sync: 1",
            "a.if.class.yield.await; ({if: 1, class() {}})",
            "new.target; function f() { new.target }",
            "label: function f() {}",
            "if (a) function f() {} else function g() {}",
        ],
    );
    rejects(
        Goal::Script,
        &[
            "for (let of a);",
            "for (async of a);",
            "while (a) function f() {}",
            "if (a) class B {}",
            "if (a) let [b] = c",
            "if (a) async function f() {}",
            "({if})",
            "v\\u0061r a",
            "async\nfunction* () {}",
            "if (a) function* f() {}",
        ],
    );
}

#[test]
fn await_and_yield_follow_their_functions() {
    accepts(
        Goal::Script,
        &[
            "async function f() { await a; (function await() {}); for await (b of c); }",
            "function* f() { yield\na; yield* b; yield /c/; ({yield: 1}).yield; (function yield() {}) }",
            "async () => await a; async a => await a; async (a, [b], {c}, ...d) => { await a }",
            "async () => { () => await\n }",
            "class A { static { (function () { await }) } }",
            "class A { static { () => await } }",
            "await\n(a)",
        ],
    );
    accepts(
        Goal::Module,
        &["await a; for await (b of c); x = async () => await d"],
    );
    rejects(
        Goal::Script,
        &[
            "await a",
            "function f() { await a }",
            "async function f(a = await b) {}",
            "function* f(a = yield) {}",
            "async (a = await) => b",
            "async await => a",
            "function* f() { (a = yield) => b }",
            "async function f() { function await() {} }",
            "class A { static { await } }",
            "(function* yield() {})",
        ],
    );
    rejects(Goal::Module, &["await", "() => await a", "var await"]);
    let parsed = parse(source("await a"), Goal::Module).unwrap();
    assert!(parsed.program().has_top_level_await);
    let parsed = parse(source("async () => await a"), Goal::Module).unwrap();
    assert!(!parsed.program().has_top_level_await);
}

#[test]
fn cover_grammars_become_patterns() {
    accepts(
        Goal::Script,
        &[
            "[a, , b.c, [d] = 1, ...e] = f",
            "({a, b = 1, c: d.e, [f]: g = 2, ...h} = i)",
            "(a) = 1; ((a.b)) = 2; [(a), (b.c)] = d; f() = 1; f()++",
            "({a, b = 1}, [c], ...d) => e; (a, b,) => c; ({a = 1}) => a; () => {}",
            "for ({a = 1} of b); for ([c] in d); for (var e = 1 in f);",
            "[...[a]] = b; [...a.b] = c; f(...a,); [...a,]",
        ],
    );
    rejects(
        Goal::Script,
        &[
            "({a = 1})",
            "(a, b) = c",
            "([a]) = b",
            "({a: (b)}) => c",
            "([(a)]) => b",
            "((a) = 1) => b",
            "(a.b) => c",
            "[a + 1] = b",
            "[...a, b] = c",
            "[...a,] = b",
            "({...a,} = b)",
            "({...{a}} = b)",
            "[f()] = a",
            "f() &&= a",
            "a?.b = c",
            "a?.b++",
            "(a?.b.c) = d",
            "{a} += b",
            "async (...a,) => b",
            "(a, ...b,) => c",
            "({a() {}} = b)",
            "for (let [a];;);",
            "const a",
            "for (let a = 1 of b);",
        ],
    );
    let parsed = script("[a = b] = c");
    let Expression::Assignment(node) = first_expression(parsed.program()) else {
        panic!("not an assignment");
    };
    assert_eq!(node.operator, AssignmentOperator::Assign);
    let AssignmentTarget::Array(pattern) = node.target else {
        panic!("not a pattern");
    };
    assert!(pattern.elements[0].is_some_and(|element| element.default.is_some()));
}

#[test]
fn modules() {
    accepts(
        Goal::Module,
        &[
            "import 'a'; import b from 'c'; import * as d from 'e'; import f, {g as h} from 'i'",
            "import {default as a, 'b c' as d, as as as, from} from 'e' with {type: 'json'}",
            "export {}; export * from 'a'; export * as default from 'b'; export {c as 'd'} from 'e'",
            "let a; export {a, a as b, a as default}; export let c = 1; export class D {}",
            "export default function () {}",
            "export default class {}",
            "export default async () => {}",
            "export default async function* a() {}",
            "import.meta.url; import('a', {with: {}})",
        ],
    );
    rejects(
        Goal::Module,
        &[
            "export {'a'}",
            "export {if}",
            "{ import 'a' }",
            "export 1",
            "import {if} from 'a'",
            "import a, b from 'c'",
            "<!-- b",
            "return",
        ],
    );
    rejects(Goal::Script, &["import 'a'", "export {}", "import.meta"]);
}

#[test]
fn functions_are_numbered_as_they_start() {
    let text = "function a() { (b = function () {}) => { class C { d = () => 1; static {} \
                constructor() { e => e } } } }";
    let parsed = script(text);
    let functions = &parsed.program().functions;
    let kinds: Vec<_> = functions
        .iter()
        .map(|function| (function.kind, function.is_arrow))
        .collect();
    use FunctionKind::{ClassConstructor, FieldInitializer, Normal, StaticBlock};
    assert_eq!(
        kinds,
        [
            (Normal, false),
            (Normal, true),
            (Normal, false),
            (FieldInitializer, false),
            (Normal, true),
            (StaticBlock, false),
            (ClassConstructor, false),
            (Normal, true),
        ]
    );
    let numbers: Vec<_> = functions
        .iter()
        .map(|function| function.id.get().0)
        .collect();
    assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn directives() {
    assert!(
        script("'a'; \"use strict\"; b")
            .program()
            .use_strict
            .is_some()
    );
    assert!(script("'use\\u0020strict'").program().use_strict.is_none());
    assert!(script("('use strict')").program().use_strict.is_none());
    assert!(script("a; 'use strict'").program().use_strict.is_none());
    let parsed = script("function f() { 'use strict' }");
    assert!(parsed.program().functions[0].use_strict.is_some());
    let context = EvalContext {
        strict: true,
        ..EvalContext::default()
    };
    assert!(
        parse(source("a"), Goal::Eval(context))
            .unwrap()
            .program()
            .is_strict()
    );
}

#[test]
fn common_js_is_wrapped() {
    let parsed = parse(
        source("#!node\n'use strict'; return require('a')"),
        Goal::CommonJs,
    )
    .unwrap();
    let program = parsed.program();
    let Expression::Function(function) = first_expression(program) else {
        panic!("not wrapped");
    };
    let names: Vec<_> = function
        .parameters
        .items
        .iter()
        .map(|item| match item.pattern {
            BindingPattern::Identifier(name) => program.names.text(name.name),
            pattern => panic!("{pattern:?}"),
        })
        .collect();
    assert_eq!(
        names,
        ["exports", "require", "module", "__filename", "__dirname"]
    );
    assert!(function.use_strict.is_some());
    assert!(std::ptr::eq(function, program.functions[0]));
}

#[test]
fn dynamic_functions() {
    let form = DynamicForm {
        is_async: false,
        is_generator: true,
    };
    let parsed = parse_dynamic_function(
        &SourceText::of_eval("f", ""),
        form,
        "a, b = 1 // c",
        "yield a\n-->",
        &Rc::default(),
    )
    .unwrap();
    let function = parsed.program().functions[0];
    assert!(function.is_generator && function.name.is_none() && !function.is_declaration);
    let text = "function* anonymous(a, b = 1 // c\n) {\nyield a\n-->\n}";
    assert_eq!(parsed.source().slice(function.span), text);
    let plain = DynamicForm {
        is_async: false,
        is_generator: false,
    };
    assert!(
        parse_dynamic_function(
            &SourceText::of_eval("f", ""),
            plain,
            "",
            "return 1",
            &Rc::default()
        )
        .is_ok()
    );
    assert!(
        parse_dynamic_function(
            &SourceText::of_eval("f", ""),
            plain,
            "a) { b }, function (",
            "",
            &Rc::default()
        )
        .is_err()
    );
    assert!(
        parse_dynamic_function(
            &SourceText::of_eval("f", ""),
            plain,
            "/*",
            "*/){",
            &Rc::default()
        )
        .is_err()
    );
    let error = parse_dynamic_function(
        &SourceText::of_eval("f", ""),
        plain,
        "",
        "}; {",
        &Rc::default(),
    )
    .map(|_| ())
    .unwrap_err();
    assert_eq!(error.diagnostic.message, "Unexpected token ';'");
    assert_eq!(
        error.diagnostic.primary.span.start,
        "(function anonymous(\n) {\n}".len() as u32
    );
}

#[test]
fn messages_are_those_of_v8() {
    for (text, message, start) in [
        ("f(a b)", "missing ) after argument list", 4),
        ("(a b)", "Unexpected identifier 'b'", 3),
        ("let x = ;", "Unexpected token ';'", 8),
        ("1 2", "Unexpected number", 2),
        ("'a' 'b'", "Unexpected string", 4),
        ("'abc", "Invalid or unexpected token", 0),
        ("}", "Unexpected token '}'", 0),
        ("return 1", "Illegal return statement", 0),
        ("try {}", "Missing catch or finally after try", 6),
        (
            "function () {}",
            "Function statements require a function name",
            9,
        ),
        ("enum", "Unexpected reserved word", 0),
        ("throw\n1", "Illegal newline after throw", 0),
        ("1 = 2", "Invalid left-hand side in assignment", 0),
        (
            "1++",
            "Invalid left-hand side expression in postfix operation",
            0,
        ),
        ("({a = 1})", "Invalid shorthand property initializer", 4),
        (
            "(...a, b) => 1",
            "Rest parameter must be last formal parameter",
            5,
        ),
        ("let [...a, b] = c", "Rest element must be last element", 9),
        ("a ?? b || c", "Unexpected token '||'", 7),
        (
            "class A { constructor() {} constructor() {} }",
            "A class may only have one constructor",
            27,
        ),
        ("`\\u`", "Invalid Unicode escape sequence", 1),
        (
            "import a from 'b'",
            "Cannot use import statement outside a module",
            0,
        ),
        ("()", "Unexpected token ')'", 1),
        (
            "function f() {\n  await g()\n}",
            "Unexpected identifier 'g'",
            0,
        ),
    ] {
        let error = error(text);
        if text.contains("await") {
            let message =
                "await is only valid in async functions and the top level bodies of modules";
            assert_eq!(error.diagnostic.message, message);
            assert_eq!(error.diagnostic.notes.len(), 1);
            continue;
        }
        assert_eq!(error.diagnostic.message, message, "{text}");
        assert_eq!(error.diagnostic.primary.span.start, start, "{text}");
    }
}

#[test]
fn labels_say_what_was_expected() {
    for (text, label) in [
        ("let x = ;", "expected an expression, found `;`"),
        ("a.;", "expected a name, found `;`"),
        ("if (a", "expected `)` or `,`, found the end of the text"),
        ("var if", "expected a name or a pattern, found `if`"),
    ] {
        let found = error(text).diagnostic.primary.text;
        assert_eq!(found, label, "{text}");
    }
    let error = error("f(a, {b: 1)");
    assert_eq!(error.diagnostic.secondary[0].span.start, 5);
}

#[test]
fn unfinished_texts_are_known() {
    for text in [
        "f(",
        "if (a) {",
        "`a",
        "`a${",
        "a +",
        "/* a",
        "({",
        "class A {",
        "x => {",
    ] {
        assert!(error(text).is_incomplete, "{text}");
    }
    for text in ["f(a b", "'a", "()", "a b", "}", "/a", "a\n=>"] {
        assert!(!error(text).is_incomplete, "{text}");
    }
}

#[test]
fn depth_is_no_obstacle() {
    let depth = 20_000;
    for (open, inner, close) in [
        ("(", "1", ")"),
        ("[", "a", "]"),
        ("{", "", "}"),
        ("a => ", "1", ""),
        ("`${", "1", "}`"),
        ("!", "1", ""),
        ("if (a) ", "b", ""),
        ("function f() {", "", "}"),
    ] {
        script(&format!(
            "{}{inner}{}",
            open.repeat(depth),
            close.repeat(depth)
        ));
    }
    script(&format!("{}a{} = 1", "[".repeat(depth), "]".repeat(depth)));
    script(&format!(
        "({}a{}) => 1",
        "[".repeat(depth),
        "]".repeat(depth)
    ));
    script(&format!("1{}", " + 1".repeat(depth)));
}

#[test]
fn what_a_text_breaks_off_in_is_soon_made_up() {
    // Each beginning of these is a text that breaks off.
    let texts = [
        "async () => { for await (const [a = 1, ...b] of c) for (let { d, e: f } in g) {} }",
        "for (let i = 0, j = [i, ...k]; i < 1; i++) do { switch (a) { case 1: break } } while (b)",
        "class A extends (b, c) { static #d = { get e() {}, async *f() {} }; static { new.target } }",
        "try { throw `a${{ b }}c` } catch ({ d }) { if (e?.[f]) g: for (;;) continue g; else h } finally {}",
        "function* a({ b = yield } = {}, ...c) { return (d, e) => async ([f]) => { await f } }",
    ];
    for text in texts {
        for end in 0..text.len() {
            let budget = Rc::new(Budget::new(Some(4000), None));
            let beginning = source(&text[..end]);
            // Whether it follows the grammar doesn't matter here.
            let _ = parse_within(beginning, Goal::Script, &budget);
            assert!(budget.stopped().is_none(), "{}", &text[..end]);
        }
    }
}
