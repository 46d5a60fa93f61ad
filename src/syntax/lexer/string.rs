//! String literals.

use super::Lexer;
use super::escape::{Cooked, Escape, escape};
use super::lexeme::Piece;
use crate::source::Span;
use crate::syntax::ast::StringValue;
use crate::syntax::ast::expression::StringLiteral;
use crate::syntax::syntax_error::{Failure, SyntaxError};

impl<'a> Lexer<'a> {
    /// Reads the string whose opening quote is at `start`.
    pub(super) fn string(&mut self, start: usize) -> Result<Piece<'a>, Failure> {
        let bytes = self.text.as_bytes();
        let quote = bytes[start];
        let mut at = start + 1;
        // The usual string has no escapes and is a piece of the source.
        loop {
            match bytes.get(at) {
                Some(byte) if *byte == quote => break,
                Some(b'\\') => return self.escaped_string(start, at),
                None | Some(b'\n' | b'\r') => return Err(self.unterminated_string(start, at)),
                Some(_) => at += 1,
            }
        }
        let value = StringValue::Utf8(&self.text[start + 1..at]);
        Ok(self.finish_string(start, at + 1, value, None))
    }

    fn finish_string(
        &mut self,
        start: usize,
        end: usize,
        value: StringValue<'a>,
        legacy_escape: Option<Span>,
    ) -> Piece<'a> {
        self.go_to(end);
        let span = Span::new(start as u32, end as u32);
        Piece::String(self.bump.alloc(StringLiteral {
            span,
            value,
            legacy_escape,
        }))
    }

    /// The same from the first backslash on.
    fn escaped_string(&mut self, start: usize, first: usize) -> Result<Piece<'a>, Failure> {
        let bytes = self.text.as_bytes();
        let quote = bytes[start];
        let mut cooked = Cooked::default();
        cooked.push_str(&self.text[start + 1..first]);
        let mut legacy = None;
        let mut at = first;
        let mut piece = first;
        loop {
            match bytes.get(at) {
                Some(byte) if *byte == quote => break,
                None | Some(b'\n' | b'\r') => return Err(self.unterminated_string(start, at)),
                Some(b'\\') => {
                    cooked.push_str(&self.text[piece..at]);
                    if at + 1 == bytes.len() {
                        return Err(self.unterminated_string(start, at));
                    }
                    let length = match escape(&self.text[at + 1..]) {
                        Escape::Code(code, length) => {
                            cooked.push_code(code);
                            length
                        }
                        Escape::Nothing(length) => length,
                        Escape::Legacy(code, length) => {
                            cooked.push_code(code);
                            let span = Span::new(at as u32, (at + 1 + length) as u32);
                            legacy.get_or_insert(span);
                            length
                        }
                        Escape::Invalid(message, length) => {
                            let span = Span::new(at as u32, (at + 1 + length) as u32);
                            return Err(SyntaxError::labelled(
                                span,
                                message,
                                match self.text.as_bytes().get(at + 1) {
                                    Some(b'u') => {
                                        "four hexadecimal digits must follow, or some in `{}`"
                                    }
                                    Some(b'x') => "two hexadecimal digits must follow",
                                    _ => "write `\\\\` for a backslash",
                                },
                            ));
                        }
                    };
                    at += 1 + length;
                    piece = at;
                }
                Some(_) => at += 1,
            }
        }
        cooked.push_str(&self.text[piece..at]);
        let value = cooked.finish(self.bump);
        Ok(self.finish_string(start, at + 1, value, legacy))
    }

    fn unterminated_string(&self, start: usize, at: usize) -> Failure {
        let end = self.end_of_line(at);
        let mut failure = SyntaxError::labelled(
            Span::new(start as u32, end as u32),
            "Invalid or unexpected token",
            "this string doesn't end on its line",
        );
        let quote = &self.text[start..=start];
        failure.diagnostic.notes.push(format!(
            "Close it with `{quote}`, or use a template in backticks for several lines."
        ));
        failure
    }
}
