//! [Tokenizing pattern strings](https://urlpattern.spec.whatwg.org/#tokenizing).

use super::component::Invalid;
use crate::budget::Budget;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TokenType {
    Open,
    Close,
    Regexp,
    Name,
    Char,
    EscapedChar,
    OtherModifier,
    Asterisk,
    End,
    InvalidChar,
}

/// A token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenType,
    /// Where it begins in the text, in bytes.
    pub(super) at: usize,
    pub(super) value: &'a str,
}

/// What happens to what can't be a token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Policy {
    Strict,
    Lenient,
}

/// Longer texts are no patterns, in bytes: what is made of them has many times their size.
const LONGEST: usize = 1 << 20;

/// [Whether a character may be in a name](https://urlpattern.spec.whatwg.org/#is-a-valid-name-code-point).
pub(super) fn is_name_character(c: char, is_first: bool) -> bool {
    match c {
        '$' | '_' => true,
        '\u{200c}' | '\u{200d}' => !is_first,
        c if is_first => unicode_ident::is_xid_start(c),
        c => unicode_ident::is_xid_continue(c),
    }
}

/// [Tokenizes](https://urlpattern.spec.whatwg.org/#tokenize) a text.
pub(super) fn tokenize<'a>(
    input: &'a str,
    policy: Policy,
    budget: &Budget,
) -> Result<Vec<Token<'a>>, Invalid> {
    if input.len() > LONGEST {
        return Err(Invalid);
    }
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = input[at..].chars().next() {
        budget.spend(1).map_err(|_| Invalid)?;
        let next = at + c.len_utf8();
        let token =
            |kind, value: std::ops::Range<usize>| Some((kind, &input[value.clone()], value.end));
        let found = match c {
            '*' => token(TokenType::Asterisk, at..next),
            '+' | '?' => token(TokenType::OtherModifier, at..next),
            '{' => token(TokenType::Open, at..next),
            '}' => token(TokenType::Close, at..next),
            '\\' => input[next..]
                .chars()
                .next()
                .and_then(|escaped| token(TokenType::EscapedChar, next..next + escaped.len_utf8())),
            ':' => {
                let rest = input[next..].char_indices();
                let mut rest = rest.skip_while(|(at, c)| is_name_character(*c, *at == 0));
                let length = rest.next().map_or(input.len() - next, |(at, _)| at);
                (length > 0)
                    .then_some(length)
                    .and_then(|length| token(TokenType::Name, next..next + length))
            }
            '(' => regexp_length(&input[next..]).map(|length| {
                let value = &input[next..next + length];
                (TokenType::Regexp, value, next + length + 1)
            }),
            _ => token(TokenType::Char, at..next),
        };
        let (kind, value, end) = match found {
            Some(found) => found,
            None if policy == Policy::Strict => return Err(Invalid),
            None => (TokenType::InvalidChar, &input[at..next], next),
        };
        tokens.push(Token { kind, at, value });
        at = end;
    }
    tokens.push(Token {
        kind: TokenType::End,
        at,
        value: "",
    });
    Ok(tokens)
}

/// The length of a regular expression, up to the parenthesis that closes it; `None` where it is none.
fn regexp_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut depth = 1;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            0x80.. => return None,
            b'?' if at == 0 => return None,
            b'\\' => {
                if !bytes.get(at + 1)?.is_ascii() {
                    return None;
                }
                at += 1;
            }
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return (at > 0).then_some(at);
                }
            }
            b'(' => {
                depth += 1;
                // Only groups that capture nothing.
                if bytes.get(at + 1) != Some(&b'?') {
                    return None;
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}
