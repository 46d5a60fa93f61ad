//! [Parsing constructor strings](https://urlpattern.spec.whatwg.org/#constructor-string-parsing): where
//! in a text the patterns of components are.

use super::canonicalize::Canonicalize;
use super::compile::{compile, matches_special};
use super::component::{Component, Invalid, Matches};
use super::init::Init;
use super::part::Options;
use super::tokenizer::{Policy, Token, TokenType, tokenize};
use crate::budget::Budget;

/// What the parser is in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Init,
    Authority,
    In(Component),
    Done,
}

struct Parser<'a> {
    input: &'a str,
    tokens: Vec<Token<'a>>,
    result: Init,
    /// The token that the component begins with.
    start: usize,
    at: usize,
    /// How far the next step goes.
    increment: usize,
    group_depth: usize,
    bracket_depth: usize,
    is_special: bool,
    state: State,
}

/// The components of a text.
pub(super) fn parse(input: &str, budget: &Budget, matches: Matches<'_>) -> Result<Init, Invalid> {
    let mut parser = Parser {
        input,
        tokens: tokenize(input, Policy::Lenient, budget)?,
        result: Init::default(),
        start: 0,
        at: 0,
        increment: 1,
        group_depth: 0,
        bracket_depth: 0,
        is_special: false,
        state: State::Init,
    };
    while parser.at < parser.tokens.len() {
        budget.spend(1).map_err(|_| Invalid)?;
        parser.increment = 1;
        if parser.token(parser.at).kind == TokenType::End {
            if parser.end() {
                break;
            }
        } else if !parser.skips_group() {
            parser.step(budget, matches)?;
        }
        parser.at += parser.increment;
    }
    let result = &mut parser.result;
    if result.get(Component::Hostname).is_some() && result.get(Component::Port).is_none() {
        *result.get_mut(Component::Port) = Some(String::new());
    }
    Ok(parser.result)
}

impl<'a> Parser<'a> {
    fn token(&self, at: usize) -> Token<'a> {
        // The last one is the end.
        self.tokens[at.min(self.tokens.len() - 1)]
    }

    /// What the end of the text means; whether all is done.
    fn end(&mut self) -> bool {
        match self.state {
            State::Init => {
                self.rewind();
                if self.is_hash_prefix() {
                    self.change(State::In(Component::Hash), 1);
                } else if self.is_search_prefix() {
                    self.change(State::In(Component::Search), 1);
                } else {
                    self.change(State::In(Component::Pathname), 0);
                }
                false
            }
            State::Authority => {
                self.rewind_to(State::In(Component::Hostname));
                false
            }
            _ => {
                self.change(State::Done, 0);
                true
            }
        }
    }

    /// Whether the token is of a group in braces, which belongs to one component.
    fn skips_group(&mut self) -> bool {
        match self.token(self.at).kind {
            TokenType::Open => {
                self.group_depth += 1;
                true
            }
            TokenType::Close if self.group_depth > 0 => {
                self.group_depth -= 1;
                false
            }
            _ => self.group_depth > 0,
        }
    }

    fn step(&mut self, budget: &Budget, matches: Matches<'_>) -> Result<(), Invalid> {
        use Component::{Hash, Hostname, Password, Pathname, Port, Protocol, Search, Username};
        match self.state {
            State::Init if self.is(0, ":") => self.rewind_to(State::In(Protocol)),
            State::In(Protocol) if self.is(0, ":") => self.end_protocol(budget, matches)?,
            State::Authority if self.is(0, "@") => self.rewind_to(State::In(Username)),
            State::Authority if self.is_behind_host() => self.rewind_to(State::In(Hostname)),
            State::In(Username) if self.is(0, ":") => self.change(State::In(Password), 1),
            State::In(Username | Password) if self.is(0, "@") => {
                self.change(State::In(Hostname), 1);
            }
            State::In(Hostname) if self.is(0, "[") => self.bracket_depth += 1,
            State::In(Hostname) if self.is(0, "]") => {
                self.bracket_depth = self.bracket_depth.saturating_sub(1);
            }
            State::In(Hostname) if self.is(0, ":") && self.bracket_depth == 0 => {
                self.change(State::In(Port), 1);
            }
            State::In(Hostname | Port) if self.is(0, "/") => self.change(State::In(Pathname), 0),
            State::In(Hostname | Port | Pathname) if self.is_search_prefix() => {
                self.change(State::In(Search), 1);
            }
            State::In(Hostname | Port | Pathname | Search) if self.is_hash_prefix() => {
                self.change(State::In(Hash), 1);
            }
            _ => {}
        }
        Ok(())
    }

    fn end_protocol(&mut self, budget: &Budget, matches: Matches<'_>) -> Result<(), Invalid> {
        let protocol = self.component_text();
        let protocol = compile(protocol, Canonicalize::Protocol, Options::PLAIN, budget)?;
        self.is_special = matches_special(&protocol, matches);
        if self.is(1, "/") && self.is(2, "/") {
            self.change(State::Authority, 3);
        } else if self.is_special {
            self.change(State::Authority, 1);
        } else {
            self.change(State::In(Component::Pathname), 1);
        }
        Ok(())
    }

    /// [Changes the state](https://urlpattern.spec.whatwg.org/#change-state): what is passed over is
    /// empty.
    fn change(&mut self, state: State, skip: usize) {
        use Component::{Hash, Hostname, Pathname, Port, Search};
        if let State::In(component) = self.state {
            let text = self.component_text().to_string();
            *self.result.get_mut(component) = Some(text);
        }
        if self.state != State::Init
            && let State::In(next) = state
        {
            // Where in the order of components the parser was.
            let before = match self.state {
                State::In(component) => component,
                _ => Component::Protocol,
            };
            let path = if self.is_special { "/" } else { "" };
            let mut fill = |component: Component, from: Component, text: &str| {
                if before < component && next >= from {
                    let value = self.result.get_mut(component);
                    value.get_or_insert_with(|| String::from(text));
                }
            };
            fill(Hostname, Port, "");
            fill(Pathname, Search, path);
            fill(Search, Hash, "");
        }
        self.state = state;
        self.at += skip;
        self.start = self.at;
        self.increment = 0;
    }

    fn rewind(&mut self) {
        self.at = self.start;
        self.increment = 0;
    }

    fn rewind_to(&mut self, state: State) {
        self.rewind();
        self.state = state;
    }

    fn component_text(&self) -> &'a str {
        &self.input[self.token(self.start).at..self.token(self.at).at]
    }

    /// [Whether a token is a character without meaning in patterns](https://urlpattern.spec.whatwg.org/#is-a-non-special-pattern-char).
    fn is(&self, offset: usize, value: &str) -> bool {
        let token = self.token(self.at + offset);
        let kinds = [
            TokenType::Char,
            TokenType::EscapedChar,
            TokenType::InvalidChar,
        ];
        token.value == value && kinds.contains(&token.kind)
    }

    fn is_hash_prefix(&self) -> bool {
        self.is(0, "#")
    }

    /// [Whether a token begins the search](https://urlpattern.spec.whatwg.org/#is-a-search-prefix): a
    /// question mark that isn't a modifier.
    fn is_search_prefix(&self) -> bool {
        if self.is(0, "?") {
            return true;
        }
        if self.token(self.at).value != "?" {
            return false;
        }
        let Some(before) = self.at.checked_sub(1) else {
            return true;
        };
        !matches!(
            self.token(before).kind,
            TokenType::Name | TokenType::Regexp | TokenType::Close | TokenType::Asterisk
        )
    }

    /// Whether a token can't be of a host.
    fn is_behind_host(&self) -> bool {
        self.is(0, "/") || self.is_search_prefix() || self.is_hash_prefix()
    }
}
