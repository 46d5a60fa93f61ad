//! [`application/x-www-form-urlencoded`](https://url.spec.whatwg.org/#application/x-www-form-urlencoded):
//! reading and writing lists of names and values.

use super::percent::{self, FORM, push_encoded};
use crate::budget::Budget;

/// A name and its value.
pub type Pair = (String, String);

/// [The parser](https://url.spec.whatwg.org/#concept-urlencoded-parser)
pub fn parse(input: &str, budget: &Budget) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for sequence in input.split('&') {
        if budget.spend(1).is_err() {
            break;
        }
        if sequence.is_empty() {
            continue;
        }
        let (name, value) = sequence.split_once('=').unwrap_or((sequence, ""));
        pairs.push((decoded(name, budget), decoded(value, budget)));
    }
    pairs
}

fn decoded(text: &str, budget: &Budget) -> String {
    if text.len() < 64 && !text.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        return text.to_string();
    }
    percent::into_text(percent::decode(text.as_bytes(), true, budget))
}

/// [The serializer](https://url.spec.whatwg.org/#concept-urlencoded-serializer)
pub fn serialize<'a>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    budget: &Budget,
) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if budget.spend(1).is_err() {
            break;
        }
        if !out.is_empty() {
            out.push('&');
        }
        push_form_encoded(&mut out, name, budget);
        out.push('=');
        push_form_encoded(&mut out, value, budget);
    }
    out
}

fn push_form_encoded(out: &mut String, text: &str, budget: &Budget) {
    out.reserve(text.len());
    for piece in budget.pieces(text.as_bytes(), 16) {
        for &byte in piece {
            match byte {
                b' ' => out.push('+'),
                byte if FORM.has(byte) => push_encoded(out, byte),
                byte => out.push(char::from(byte)),
            }
        }
    }
}

/// [Sorts](https://url.spec.whatwg.org/#dom-urlsearchparams-sort) by names, in UTF-16 code units;
/// equal ones stay in order.
pub fn sort(pairs: &mut [Pair], budget: &Budget) {
    // Within ASCII, and mostly beyond it, bytes are in the same order.
    if pairs
        .iter()
        .all(|(name, _)| name.bytes().all(|byte| byte < 0xEE))
    {
        pairs.sort_by(|(a, _), (b, _)| {
            // What stops here is told later.
            let _ = budget.spend(1 + a.len().min(b.len()) / 32);
            a.as_bytes().cmp(b.as_bytes())
        });
        return;
    }
    pairs.sort_by(|(a, _), (b, _)| {
        let a = budget.each(a.encode_utf16());
        a.cmp(budget.each(b.encode_utf16()))
    });
}
