//! A place in a JavaScript text, from which tokens are taken one by one, and the spans that a
//! scan jumps over. All of it works on bytes: what isn't ASCII is part of a name.

/// A place in a text. What takes a token moves it only if the token is there.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub text: &'a str,
    pub place: usize,
}

impl<'a> Cursor<'a> {
    /// The byte here; 0 at the end.
    pub fn peek(&self) -> u8 {
        self.at(self.place)
    }

    /// The byte at a place; 0 outside.
    pub fn at(&self, place: usize) -> u8 {
        self.text.as_bytes().get(place).copied().unwrap_or(0)
    }

    /// Whether the text goes on like this.
    pub fn is_at(&self, word: &str) -> bool {
        let rest = self.text.as_bytes().get(self.place..);
        rest.is_some_and(|rest| rest.starts_with(word.as_bytes()))
    }

    /// Goes over spaces and comments.
    pub fn skip_space(&mut self) {
        loop {
            match (self.peek(), self.at(self.place + 1)) {
                (9..=13 | b' ', _) => self.place += 1,
                (b'/', b'/') => self.skip_line(),
                (b'/', b'*') => self.skip_block(),
                _ => return,
            }
        }
    }

    /// Goes to the end of the line.
    pub fn skip_line(&mut self) {
        while self.place < self.text.len() && !matches!(self.peek(), b'\n' | b'\r') {
            self.place += 1;
        }
    }

    /// Goes over a comment that begins here.
    pub fn skip_block(&mut self) {
        let rest = self.text.as_bytes().get(self.place + 2..).unwrap_or(&[]);
        let end = rest.windows(2).position(|two| two == b"*/");
        self.place = end.map_or(self.text.len(), |end| self.place + 2 + end + 2);
    }

    /// Takes a word or a mark that is here.
    pub fn take(&mut self, word: &str) -> Option<()> {
        self.is_at(word).then(|| self.place += word.len())
    }

    /// Takes a word or a mark, after spaces.
    pub fn eat(&mut self, word: &str) -> Option<()> {
        self.skip_space();
        self.take(word)
    }

    /// Takes several, with spaces between them.
    pub fn eat_all(&mut self, words: &[&str]) -> Option<()> {
        words.iter().try_for_each(|word| self.eat(word))
    }

    /// Takes a word or a mark, after spaces, if it is there; whether it was.
    pub fn may_eat(&mut self, word: &str) -> bool {
        let before = *self;
        let found = self.eat(word).is_some();
        if !found {
            *self = before;
        }
        found
    }

    /// Takes a name that is here.
    pub fn name(&mut self) -> Option<&'a str> {
        let start = self.place;
        if !is_name_start(self.peek()) {
            return None;
        }
        while is_name_part(self.peek()) {
            self.place += 1;
        }
        self.text.get(start..self.place)
    }

    /// Takes a name, after spaces.
    pub fn eat_name(&mut self) -> Option<&'a str> {
        self.skip_space();
        self.name()
    }

    /// Takes a string literal that is here: what is between its quotes.
    pub fn string(&mut self) -> Option<&'a str> {
        let quote = self.peek();
        if !matches!(quote, b'\'' | b'"') {
            return None;
        }
        let start = self.place + 1;
        let mut place = start;
        loop {
            match self.at(place) {
                0 | b'\n' | b'\r' => return None,
                b'\\' => place += 2,
                byte if byte == quote => break,
                _ => place += 1,
            }
        }
        self.place = place + 1;
        self.text.get(start..place)
    }

    /// Takes a string literal, after spaces.
    pub fn eat_string(&mut self) -> Option<&'a str> {
        self.skip_space();
        self.string()
    }

    /// Takes a string literal of one of some texts, after spaces.
    pub fn eat_quoted(&mut self, text: &str) -> Option<()> {
        self.eat_string()
            .filter(|string| *string == text)
            .map(|_| ())
    }

    /// Takes `require('x')` that is here: what is between the quotes.
    pub fn require(&mut self) -> Option<&'a str> {
        let mut after = *self;
        after.take("require")?;
        after.eat("(")?;
        let request = after.eat_string()?;
        after.eat(")")?;
        *self = after;
        Some(request)
    }

    /// Takes `exports` or `module.exports`, after spaces.
    pub fn eat_exports(&mut self) -> Option<()> {
        if self.may_eat("module") {
            self.eat(".")?;
        }
        self.eat("exports")
    }

    /// Takes the rest of a regular expression, from its first slash on.
    pub fn skip_regular_expression(&mut self) -> Option<()> {
        let mut in_class = false;
        loop {
            self.place += 1;
            match self.peek() {
                0 | b'\n' | b'\r' => return None,
                b'\\' => self.place += 1,
                b'[' => in_class = true,
                b']' => in_class = false,
                b'/' if !in_class => {
                    self.place += 1;
                    return Some(());
                }
                _ => {}
            }
        }
    }

    /// Goes to the end of a template, or to behind its next `${`. Whether it was the latter.
    pub fn skip_template(&mut self) -> Option<bool> {
        loop {
            match (self.peek(), self.at(self.place + 1)) {
                (0, _) if self.place >= self.text.len() => return None,
                (b'`', _) => {
                    self.place += 1;
                    return Some(false);
                }
                (b'$', b'{') => {
                    self.place += 2;
                    return Some(true);
                }
                (b'\\', _) => self.place += 2,
                _ => self.place += 1,
            }
        }
    }

    /// Whether a word may begin at a place: what is before it is neither part of a name nor a dot.
    pub fn begins_word(&self, place: usize) -> bool {
        place == 0 || is_space(self.at(place - 1)) || is_mark(self.at(place - 1))
    }
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 9..=13 | b' ')
}

/// A mark that a word may follow.
fn is_mark(byte: u8) -> bool {
    matches!(byte, b'!' | b'%' | b'&' | b'('..=b'-' | b'/' | b':'..=b'?' | b'[' | b']' | b'^' | b'{'..=b'~')
}

/// A mark after which an expression begins, so that a slash begins a regular expression.
pub(super) fn is_before_expression(byte: u8) -> bool {
    is_mark(byte) && !matches!(byte, b')' | b'/' | b']' | b'}') || byte == b'.'
}

pub(super) fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$' | 0x80..)
}

pub(super) fn is_name_part(byte: u8) -> bool {
    is_name_start(byte) || byte.is_ascii_digit()
}

/// The value of a string literal's inside; `None` if it is no well-formed text.
pub(super) fn unescape(literal: &str) -> Option<String> {
    if !literal.contains('\\') {
        return Some(literal.to_string());
    }
    let mut units: Vec<u16> = Vec::with_capacity(literal.len());
    let mut chars = literal.chars().peekable();
    while let Some(c) = chars.next() {
        let mut value = c;
        if c == '\\' {
            value = match chars.next()? {
                '\r' => {
                    chars.next_if_eq(&'\n');
                    continue;
                }
                '\n' | '\u{2028}' | '\u{2029}' => continue,
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\u{8}',
                'v' => '\u{b}',
                'f' => '\u{c}',
                '0' => '\0',
                'x' => char::from_u32(digits(&mut chars, 2)?)?,
                'u' if chars.next_if_eq(&'{').is_some() => {
                    let mut code = 0_u32;
                    loop {
                        match chars.next()? {
                            '}' => break,
                            digit => code = code.checked_mul(16)? + digit.to_digit(16)?,
                        }
                    }
                    char::from_u32(code)?
                }
                'u' => {
                    let unit = digits(&mut chars, 4)?;
                    units.push(u16::try_from(unit).ok()?);
                    continue;
                }
                other => other,
            };
        }
        units.extend(value.encode_utf16(&mut [0; 2]).iter());
    }
    String::from_utf16(&units).ok()
}

fn digits(chars: &mut impl Iterator<Item = char>, count: usize) -> Option<u32> {
    (0..count).try_fold(0, |code, _| Some(code * 16 + chars.next()?.to_digit(16)?))
}
