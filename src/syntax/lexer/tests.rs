//! What the lexer gives for texts that need no grammar.

use bumpalo::Bump;

use super::Lexer;
use super::{Lexeme, Piece};
use crate::syntax::ast::StringValue;

fn pieces<'a>(bump: &'a Bump, text: &'a str) -> Vec<(Piece<'a>, bool)> {
    let mut lexer = Lexer::new(text, bump, true);
    let mut pieces = Vec::new();
    loop {
        let lexed = lexer.next().unwrap();
        if matches!(lexed.piece, Piece::End) {
            return pieces;
        }
        pieces.push((lexed.piece, lexed.newline_before));
    }
}

fn number(text: &str) -> f64 {
    let bump = Bump::new();
    match pieces(&bump, text)[..] {
        [(Piece::Number(literal), _)] => literal.value,
        _ => panic!("not a number: {text}"),
    }
}

fn message(text: &str) -> String {
    let bump = Bump::new();
    let mut lexer = Lexer::new(text, &bump, true);
    loop {
        match lexer.next() {
            Ok(lexed) => assert!(!matches!(lexed.piece, Piece::End), "no error: {text}"),
            Err(failure) => return failure.diagnostic.message,
        }
    }
}

#[test]
fn numbers() {
    assert_eq!(number("0"), 0.0);
    assert_eq!(number("1_000.5e-1"), 100.05);
    assert_eq!(number(".5"), 0.5);
    assert_eq!(number("5."), 5.0);
    assert_eq!(number("0x1F"), 31.0);
    assert_eq!(number("0b1_0"), 2.0);
    assert_eq!(number("017"), 15.0);
    assert_eq!(number("08.5"), 8.5);
    assert_eq!(number("0x20000000000001"), 9_007_199_254_740_992.0);
    assert_eq!(number("0x20000000000003"), 9_007_199_254_740_996.0);
    assert_eq!(
        number("123456789012345678901234567890"),
        123_456_789_012_345_678_901_234_567_890.0
    );
    assert_eq!(number(&format!("0x1{}", "0".repeat(300))), f64::INFINITY);
    assert_eq!(message("3in []"), "Invalid or unexpected token");
    assert_eq!(
        message("1__0"),
        "Only one underscore is allowed as numeric separator"
    );
    let end = "Numeric separators are not allowed at the end of numeric literals";
    assert_eq!(message("1_"), end);
    assert_eq!(
        message("0_1"),
        "Numeric separator can not be used after leading 0."
    );
}

#[test]
fn strings() {
    let bump = Bump::new();
    let value = |text| match pieces(&bump, text)[..] {
        [(Piece::String(literal), _)] => literal.value,
        _ => panic!("not a string: {text}"),
    };
    assert!(value("'abc'").is("abc"));
    assert!(
        value(
            r"'a\n\x41\u{1F600}\0\
b'"
        )
        .is("a\nA😀\0b")
    );
    assert!(value(r"'\uD83D\uDE00'").is("😀"));
    assert!(value(r"'\101'").is("A"));
    assert_eq!(value(r"'a\uD83D'"), StringValue::Utf16(&[0x61, 0xD83D]));
    assert_eq!(message("'a\nb'"), "Invalid or unexpected token");
    assert_eq!(message(r"'\xZ'"), "Invalid hexadecimal escape sequence");
    assert_eq!(message(r"'\u{110000}'"), "Undefined Unicode code-point");
}

#[test]
fn templates_and_braces() {
    let bump = Bump::new();
    let found = pieces(&bump, "`a${ {b: `${c}`} }d`");
    assert_eq!(found.len(), 9);
    assert!(matches!(found[8].0, Piece::Template(_, chunk) if chunk.raw == "d"));
}

#[test]
fn comments_and_lines() {
    let bump = Bump::new();
    let found = pieces(
        &bump,
        "#!x\na // b\n/* \n */ c <!-- d\n --> e\n /* f */ --> g\nh --> i",
    );
    let newlines: Vec<_> = found.iter().map(|(_, newline)| *newline).collect();
    assert_eq!(newlines, [true, true, true, false, false, false]);
    assert!(matches!(found[3].0, Piece::Punctuator(Lexeme::Decrement)));
    assert_eq!(message("/* a"), "Invalid or unexpected token");
}

#[test]
fn words() {
    let bump = Bump::new();
    let text = r"\u0061bc é𠮷 if\u{61} #\u{62} ℘";
    let mut lexer = Lexer::new(text, &bump, true);
    let mut texts = Vec::new();
    for _ in 0..5 {
        match lexer.next().unwrap().piece {
            Piece::Word { name, .. } | Piece::PrivateName(name) => {
                texts.push(lexer.name_text(name))
            }
            piece => panic!("{piece:?}"),
        }
    }
    assert_eq!(texts, ["abc", "é𠮷", "ifa", "b", "℘"]);
}
