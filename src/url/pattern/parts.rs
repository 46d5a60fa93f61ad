//! [Parsing pattern strings](https://urlpattern.spec.whatwg.org/#parsing): tokens to parts.

use super::canonicalize::Canonicalize;
use super::component::Invalid;
use super::generate::segment_wildcard;
use super::part::{Modifier, Options, Part, PartType};
use super::tokenizer::{Policy, Token, TokenType, tokenize};
use crate::budget::Budget;

/// [The pattern parser](https://urlpattern.spec.whatwg.org/#pattern-parser).
struct Parser<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
    options: Options,
    canonicalize: Canonicalize,
    budget: &'a Budget,
    parts: Vec<Part>,
    pending: String,
    next_number: usize,
}

/// [Parses a pattern string](https://urlpattern.spec.whatwg.org/#parse-a-pattern-string).
pub(super) fn parse(
    input: &str,
    options: Options,
    canonicalize: Canonicalize,
    budget: &Budget,
) -> Result<Vec<Part>, Invalid> {
    let mut parser = Parser {
        tokens: tokenize(input, Policy::Strict, budget)?,
        at: 0,
        options,
        canonicalize,
        budget,
        parts: Vec::new(),
        pending: String::new(),
        next_number: 0,
    };
    while parser.at < parser.tokens.len() {
        parser.part()?;
    }
    Ok(parser.parts)
}

impl<'a> Parser<'a> {
    fn take(&mut self, kind: TokenType) -> Option<Token<'a>> {
        let token = *self.tokens.get(self.at)?;
        if token.kind != kind {
            return None;
        }
        self.at += 1;
        Some(token)
    }

    fn require(&mut self, kind: TokenType) -> Result<(), Invalid> {
        self.take(kind).map(drop).ok_or(Invalid)
    }

    fn encode(&self, text: &str) -> Result<String, Invalid> {
        self.canonicalize.apply(text, self.budget)
    }

    /// What begins at the next token.
    fn part(&mut self) -> Result<(), Invalid> {
        let start = self.take(TokenType::Char);
        let name = self.take(TokenType::Name);
        let regexp = self.regexp_or_wildcard(name.is_some());
        if name.is_some() || regexp.is_some() {
            let mut prefix = start.map_or("", |token| token.value);
            let own = self.options.prefix;
            if !prefix.is_empty() && !prefix.chars().eq(own) {
                self.pending.push_str(prefix);
                prefix = "";
            }
            self.flush()?;
            let modifier = self.modifier();
            return self.add(prefix, name, regexp, "", modifier);
        }
        if let Some(fixed) = start.or_else(|| self.take(TokenType::EscapedChar)) {
            self.pending.push_str(fixed.value);
            return Ok(());
        }
        if self.take(TokenType::Open).is_some() {
            let prefix = self.text();
            let name = self.take(TokenType::Name);
            let regexp = self.regexp_or_wildcard(name.is_some());
            let suffix = self.text();
            self.require(TokenType::Close)?;
            let modifier = self.modifier();
            return self.add(&prefix, name, regexp, &suffix, modifier);
        }
        self.flush()?;
        self.require(TokenType::End)
    }

    fn regexp_or_wildcard(&mut self, has_name: bool) -> Option<Token<'a>> {
        match self.take(TokenType::Regexp) {
            None if !has_name => self.take(TokenType::Asterisk),
            found => found,
        }
    }

    fn modifier(&mut self) -> Modifier {
        match self.take(TokenType::OtherModifier) {
            Some(token) if token.value == "?" => Modifier::Optional,
            Some(_) => Modifier::OneOrMore,
            None => match self.take(TokenType::Asterisk) {
                Some(_) => Modifier::ZeroOrMore,
                None => Modifier::None,
            },
        }
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        while let Some(token) = self
            .take(TokenType::Char)
            .or_else(|| self.take(TokenType::EscapedChar))
        {
            text.push_str(token.value);
        }
        text
    }

    /// Adds the fixed text that was collected.
    fn flush(&mut self) -> Result<(), Invalid> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let pending = std::mem::take(&mut self.pending);
        let text = self.encode(&pending)?;
        self.parts.push(Part::fixed(text, Modifier::None));
        Ok(())
    }

    fn add(
        &mut self,
        prefix: &str,
        name: Option<Token<'a>>,
        regexp: Option<Token<'a>>,
        suffix: &str,
        modifier: Modifier,
    ) -> Result<(), Invalid> {
        if name.is_none() && regexp.is_none() {
            if modifier == Modifier::None {
                self.pending.push_str(prefix);
                return Ok(());
            }
            self.flush()?;
            if !prefix.is_empty() {
                let text = self.encode(prefix)?;
                self.parts.push(Part::fixed(text, modifier));
            }
            return Ok(());
        }
        self.flush()?;
        let kind = match regexp {
            None => PartType::SegmentWildcard,
            Some(token) if token.kind == TokenType::Asterisk || token.value == ".*" => {
                PartType::FullWildcard
            }
            Some(token) if token.value == segment_wildcard(self.options) => {
                PartType::SegmentWildcard
            }
            Some(token) => PartType::Regexp(String::from(token.value)),
        };
        let name = match name {
            Some(token) => String::from(token.value),
            None => {
                self.next_number += 1;
                (self.next_number - 1).to_string()
            }
        };
        self.budget
            .spend(self.parts.len() / 16)
            .map_err(|_| Invalid)?;
        if self.parts.iter().any(|part| part.name == name) {
            return Err(Invalid);
        }
        let part = Part {
            kind,
            modifier,
            name,
            prefix: self.encode(prefix)?,
            suffix: self.encode(suffix)?,
        };
        self.parts.push(part);
        Ok(())
    }
}
