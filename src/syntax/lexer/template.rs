//! Templates: chunks of text between substitutions.

use memchr::memchr3;

use super::Lexer;
use super::escape::{Cooked, Escape, escape};
use super::lexeme::{ChunkError, Piece};
use crate::source::Span;
use crate::syntax::ast::expression::TemplateChunk;
use crate::syntax::syntax_error::{Failure, SyntaxError};
use crate::syntax::terminal::Terminal;

impl<'a> Lexer<'a> {
    /// Reads a template from its backtick to its end or first substitution.
    pub(super) fn template_start(&mut self, start: usize) -> Result<Piece<'a>, Failure> {
        let opening = Span::new(start as u32, start as u32 + 1);
        let (chunk, has_substitution) = self.chunk(start, opening)?;
        if has_substitution {
            self.templates.push((self.depth, opening));
            Ok(Piece::Template(Terminal::TemplateHead, chunk))
        } else {
            Ok(Piece::Template(Terminal::TemplateWhole, chunk))
        }
    }

    /// Reads on from the brace that closes a substitution.
    pub(super) fn template_rest(&mut self, start: usize) -> Result<Piece<'a>, Failure> {
        let opening = self.open_template().unwrap_or(Span::empty(start as u32));
        let (chunk, has_substitution) = self.chunk(start, opening)?;
        if has_substitution {
            Ok(Piece::Template(Terminal::TemplateMiddle, chunk))
        } else {
            self.templates.pop();
            Ok(Piece::Template(Terminal::TemplateTail, chunk))
        }
    }

    /// Reads the chunk whose opening delimiter is at `start`; says whether a substitution follows.
    fn chunk(
        &mut self,
        start: usize,
        opening: Span,
    ) -> Result<(&'a TemplateChunk<'a>, bool), Failure> {
        let bytes = self.text.as_bytes();
        let from = start + 1;
        let mut at = from;
        let mut is_plain = true;
        let has_substitution = loop {
            match memchr3(b'`', b'$', b'\\', &bytes[at..]) {
                None => return Err(unterminated(opening)),
                Some(found) => at += found,
            }
            match bytes[at] {
                b'`' => break false,
                b'$' if bytes.get(at + 1) == Some(&b'{') => break true,
                b'$' => at += 1,
                _ => {
                    is_plain = false;
                    at = (at + 2).min(bytes.len());
                }
            }
        };
        let raw = &self.text[from..at];
        let has_return = memchr::memchr(b'\r', raw.as_bytes()).is_some();
        let raw = if has_return {
            &*self
                .bump
                .alloc_str(&raw.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            raw
        };
        let chunk_span = Span::new(from as u32, at as u32);
        let cooked = if is_plain {
            Some(crate::syntax::ast::StringValue::Utf8(raw))
        } else {
            match cook(raw) {
                Ok(cooked) => Some(cooked.finish(self.bump)),
                Err((message, span)) => {
                    // Where line ends were normalised, the offsets don't fit the text any more.
                    let place = Span::new(span.start + from as u32, span.end + from as u32);
                    let span = if has_return { chunk_span } else { place };
                    self.chunk_errors.push(ChunkError {
                        chunk: from as u32,
                        span,
                        message,
                    });
                    None
                }
            }
        };
        self.go_to(at + if has_substitution { 2 } else { 1 });
        Ok((
            self.bump.alloc(TemplateChunk {
                span: chunk_span,
                cooked,
                raw,
            }),
            has_substitution,
        ))
    }
}

/// Decodes the escapes of a chunk.
fn cook(raw: &str) -> Result<Cooked, (&'static str, Span)> {
    let mut cooked = Cooked::default();
    let mut rest = 0;
    while let Some(found) = memchr::memchr(b'\\', &raw.as_bytes()[rest..]) {
        let at = rest + found;
        cooked.push_str(&raw[rest..at]);
        let length = match escape(&raw[at + 1..]) {
            Escape::Code(code, length) => {
                cooked.push_code(code);
                length
            }
            Escape::Nothing(length) => length,
            Escape::Legacy(_, length) => {
                let message = "Octal escape sequences are not allowed in template strings";
                return Err((message, Span::new(at as u32, (at + 1 + length) as u32)));
            }
            Escape::Invalid(message, length) => {
                return Err((message, Span::new(at as u32, (at + 1 + length) as u32)));
            }
        };
        rest = at + 1 + length;
    }
    cooked.push_str(&raw[rest..]);
    Ok(cooked)
}

fn unterminated(opening: Span) -> Failure {
    let mut failure = SyntaxError::labelled(
        opening,
        "Unterminated template literal",
        "this template has no end",
    );
    failure
        .diagnostic
        .notes
        .push("Close it with a backtick.".to_string());
    failure.is_incomplete = true;
    failure
}
