//! [Date.parse](https://tc39.es/ecma262/#sec-date.parse): the format of the spec, and the looser
//! ones that V8 takes.
//!
//! Looser dates are sequences of numbers, words and signs. Words before the first number mean
//! nothing, unless they are months; text in parentheses is left out; a number before `:` belongs to
//! the time, as does what follows; a sign after the time or after `UTC` begins an offset; other
//! numbers are the day, month and year in an order that their sizes tell.

use super::time::{make_date, make_day, make_time, time_clip, utc};
use crate::engine::{Agent, Budget, Text};
use crate::numeric::from_text::is_white_space;

/// What a word means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Word {
    Month(i32),
    /// AM or PM, with the hours that it adds.
    HalfDay(i32),
    /// A zone, with its offset in hours.
    Zone(i32),
    /// `T`
    Separator,
    Other,
}

const WORDS: &[(&str, Word)] = &[
    ("jan", Word::Month(1)),
    ("feb", Word::Month(2)),
    ("mar", Word::Month(3)),
    ("apr", Word::Month(4)),
    ("may", Word::Month(5)),
    ("jun", Word::Month(6)),
    ("jul", Word::Month(7)),
    ("aug", Word::Month(8)),
    ("sep", Word::Month(9)),
    ("oct", Word::Month(10)),
    ("nov", Word::Month(11)),
    ("dec", Word::Month(12)),
    ("am", Word::HalfDay(0)),
    ("pm", Word::HalfDay(12)),
    ("ut", Word::Zone(0)),
    ("utc", Word::Zone(0)),
    ("z", Word::Zone(0)),
    ("gmt", Word::Zone(0)),
    ("cdt", Word::Zone(-5)),
    ("cst", Word::Zone(-6)),
    ("edt", Word::Zone(-4)),
    ("est", Word::Zone(-5)),
    ("mdt", Word::Zone(-6)),
    ("mst", Word::Zone(-7)),
    ("pdt", Word::Zone(-7)),
    ("pst", Word::Zone(-8)),
    ("t", Word::Separator),
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Token {
    /// Its value and how many digits it has.
    Number(i32, usize),
    Symbol(u8),
    /// What it means and how long it is.
    Word(Word, usize),
    Space,
    Unknown,
    End,
}

impl Token {
    fn sign(self) -> Option<i32> {
        match self {
            Token::Symbol(b'+') => Some(1),
            Token::Symbol(b'-') => Some(-1),
            _ => None,
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Token::Number(..))
    }

    fn is_z(self) -> bool {
        matches!(self, Token::Word(Word::Zone(0), 1))
    }

    /// The value of a number of exactly this many digits, in a range.
    fn fixed(self, digits: usize, least: i32, most: i32) -> Option<i32> {
        match self {
            Token::Number(value, length) if length == digits && (least..=most).contains(&value) => {
                Some(value)
            }
            _ => None,
        }
    }
}

struct Scanner<'a> {
    text: Text<'a>,
    budget: &'a Budget,
    at: usize,
    current: Token,
}

impl<'a> Scanner<'a> {
    fn new(text: Text<'a>, budget: &'a Budget) -> Scanner<'a> {
        let mut scanner = Scanner {
            text,
            budget,
            at: 0,
            current: Token::End,
        };
        scanner.current = scanner.scan();
        scanner
    }

    /// The unit at the current place; none where the budget is spent.
    fn unit(&self) -> Option<u16> {
        const OFTEN: usize = 1024;
        if self.at % OFTEN == OFTEN - 1 {
            self.budget.spend(OFTEN / 16).ok()?;
        }
        (self.at < self.text.len()).then(|| self.text.at(self.at))
    }

    fn next(&mut self) -> Token {
        let next = self.scan();
        std::mem::replace(&mut self.current, next)
    }

    fn skip(&mut self, symbol: u8) -> bool {
        let found = self.current == Token::Symbol(symbol);
        if found {
            self.next();
        }
        found
    }

    /// Takes a number of exactly this many digits, in a range.
    fn take_fixed(&mut self, digits: usize, least: i32, most: i32) -> Option<i32> {
        let value = self.current.fixed(digits, least, most)?;
        self.next();
        Some(value)
    }

    fn scan(&mut self) -> Token {
        let Some(unit) = self.unit() else {
            return Token::End;
        };
        match unit {
            0x30..=0x39 => self.scan_number(),
            0x3A | 0x2D | 0x2B | 0x2E | 0x29 => {
                self.at += 1;
                Token::Symbol(unit as u8)
            }
            0x28 => {
                self.skip_parentheses();
                Token::Unknown
            }
            _ if is_white_space(unit as u32) => {
                while self.unit().is_some_and(|unit| is_white_space(unit as u32)) {
                    self.at += 1;
                }
                Token::Space
            }
            0x41.. => self.scan_word(),
            _ => {
                self.at += 1;
                Token::Unknown
            }
        }
    }

    fn scan_number(&mut self) -> Token {
        const SIGNIFICANT: usize = 9;
        let start = self.at;
        let (mut value, mut digits) = (0, 0);
        while let Some(unit @ 0x30..=0x39) = self.unit() {
            self.at += 1;
            if digits == 0 && unit == 0x30 {
                continue;
            }
            if digits < SIGNIFICANT {
                value = value * 10 + (unit - 0x30) as i32;
            }
            digits += 1;
        }
        Token::Number(value, self.at - start)
    }

    fn scan_word(&mut self) -> Token {
        const PREFIX: usize = 3;
        let start = self.at;
        let mut prefix = String::new();
        while let Some(unit) = self.unit()
            && unit >= 0x41
            && !is_white_space(unit as u32)
        {
            if prefix.len() < PREFIX {
                let character = u8::try_from(unit).unwrap_or(b'?');
                prefix.push(character.to_ascii_lowercase() as char);
            }
            self.at += 1;
        }
        let length = self.at - start;
        let word = WORDS.iter().find(|(text, word)| {
            *text == prefix && (length <= PREFIX || matches!(word, Word::Month(_)))
        });
        Token::Word(word.map_or(Word::Other, |word| word.1), length)
    }

    fn skip_parentheses(&mut self) {
        let mut depth = 0;
        while let Some(unit) = self.unit() {
            self.at += 1;
            match unit {
                0x28 => depth += 1,
                0x29 => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
}

/// Milliseconds from the digits after a point.
fn fraction(value: i32, digits: usize) -> i32 {
    match digits {
        0..=3 => value * 10i32.pow(3 - digits as u32),
        _ => value / 10i32.pow(digits.min(9) as u32 - 3),
    }
}

fn is_day(value: i32) -> bool {
    (1..=31).contains(&value)
}

#[derive(Default)]
struct Day {
    parts: Vec<i32>,
    month: Option<i32>,
    iso: bool,
}

impl Day {
    fn add(&mut self, value: i32) -> Option<()> {
        (self.parts.len() < 3).then(|| self.parts.push(value))
    }

    /// Year, month from 1, day.
    fn finish(mut self) -> Option<(i32, i32, i32)> {
        let count = self.parts.len();
        if count == 0 {
            return None;
        }
        self.parts.resize(3, 1);
        let [a, b, c] = [self.parts[0], self.parts[1], self.parts[2]];
        let (mut year, month, day) = match self.month {
            None if self.iso || !is_day(a) => (a, b, c),
            None => (c, a, b),
            Some(month) if !is_day(a) => (a, month, b),
            Some(month) => (b, month, a),
        };
        if !self.iso {
            year += match year {
                0..=49 => 2000,
                50..=99 => 1900,
                _ => 0,
            };
        }
        ((1..=12).contains(&month) && is_day(day)).then_some((year, month, day))
    }
}

#[derive(Default)]
struct Time {
    parts: Vec<i32>,
    half: Option<i32>,
}

impl Time {
    const SIZE: usize = 4;

    fn add(&mut self, value: i32) -> Option<()> {
        (self.parts.len() < Time::SIZE).then(|| self.parts.push(value))
    }

    fn add_final(&mut self, value: i32) {
        self.parts.push(value);
        self.parts.resize(Time::SIZE.max(self.parts.len()), 0);
    }

    fn expects(&self, value: i32) -> bool {
        match self.parts.len() {
            1 | 2 => (0..60).contains(&value),
            3 => (0..1000).contains(&value),
            _ => false,
        }
    }

    fn finish(mut self) -> Option<[i32; 4]> {
        self.parts.resize(Time::SIZE, 0);
        let [mut hour, minute, second, ms] = [0, 1, 2, 3].map(|part| self.parts[part]);
        if let Some(half) = self.half {
            if !(0..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + half;
        }
        let inside = (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second)
            && (0..1000).contains(&ms);
        let midnight = [hour, minute, second, ms] == [24, 0, 0, 0];
        (inside || midnight).then_some([hour, minute, second, ms])
    }
}

#[derive(Default)]
struct Zone {
    sign: Option<i32>,
    hour: Option<i32>,
    minute: Option<i32>,
}

impl Zone {
    fn set(&mut self, hours: i32) {
        self.sign = Some(if hours < 0 { -1 } else { 1 });
        self.hour = Some(hours.abs());
        self.minute = Some(0);
    }

    fn is_utc(&self) -> bool {
        self.hour == Some(0) && self.minute == Some(0)
    }

    fn expects(&self, value: i32) -> bool {
        self.hour.is_some() && self.minute.is_none() && (0..60).contains(&value)
    }

    /// Offset in seconds; `None` for local time.
    fn finish(&self) -> Option<i64> {
        let (hour, minute) = (self.hour.unwrap_or(0), self.minute.unwrap_or(0));
        self.sign
            .map(|sign| i64::from(sign) * (i64::from(hour) * 3600 + i64::from(minute) * 60))
    }
}

#[derive(Default)]
struct Parsed {
    day: Day,
    time: Time,
    zone: Zone,
}

/// Parses a text to a time value; NaN if it is invalid.
pub(super) fn parse(agent: &Agent, text: Text<'_>) -> f64 {
    let Some(parsed) = parse_fields(text, &agent.heap.budget) else {
        return f64::NAN;
    };
    let offset = parsed.zone.finish();
    let (Some((year, month, day)), Some(time)) = (parsed.day.finish(), parsed.time.finish()) else {
        return f64::NAN;
    };
    let day = make_day(year.into(), (month - 1).into(), day.into());
    let [hour, minute, second, ms] = time.map(f64::from);
    let date = make_date(day, make_time(hour, minute, second, ms));
    time_clip(match offset {
        Some(offset) => date - offset as f64 * 1000.0,
        None => utc(agent, date),
    })
}

fn parse_fields(text: Text<'_>, budget: &Budget) -> Option<Parsed> {
    let mut scanner = Scanner::new(text, budget);
    let mut parsed = Parsed::default();
    let left = parsed.strict(&mut scanner)?;
    let mut token = match left {
        Token::End => scanner.next(),
        left => left,
    };
    let mut number_seen = !parsed.day.parts.is_empty();
    while token != Token::End {
        parsed.loose(&mut scanner, token, &mut number_seen)?;
        token = scanner.next();
    }
    Some(parsed)
}

impl Parsed {
    /// Reads the [date time string format](https://tc39.es/ecma262/#sec-date-time-string-format).
    /// Gives the first token that isn't of it, to go on with; `None` where there is no hope.
    fn strict(&mut self, scanner: &mut Scanner<'_>) -> Option<Token> {
        if let Some(sign) = scanner.current.sign() {
            let token = scanner.next();
            let Some(year) = scanner.current.fixed(6, i32::from(sign < 0), i32::MAX) else {
                if scanner.current.fixed(6, 0, 0).is_some() {
                    scanner.next();
                }
                return Some(token);
            };
            scanner.next();
            self.day.add(sign * year);
        } else {
            match scanner.take_fixed(4, 0, i32::MAX) {
                Some(year) => self.day.add(year),
                None => return Some(scanner.next()),
            };
        }
        for most in [12, 31] {
            if !scanner.skip(b'-') {
                break;
            }
            match scanner.take_fixed(2, 1, most) {
                Some(part) => self.day.add(part),
                None => return Some(scanner.next()),
            };
        }
        if matches!(scanner.current, Token::Word(Word::Separator, _)) {
            scanner.next();
            self.strict_time(scanner)?;
        } else if scanner.current != Token::End {
            return Some(scanner.next());
        } else {
            self.zone.set(0);
        }
        self.day.iso = true;
        Some(Token::End)
    }

    fn strict_time(&mut self, scanner: &mut Scanner<'_>) -> Option<()> {
        let hour = scanner.take_fixed(2, 0, 24)?;
        // Hour 24 is the end of the day, and nothing after.
        let most = if hour == 24 { 0 } else { 59 };
        self.time.add(hour);
        if !scanner.skip(b':') {
            return None;
        }
        self.time.add(scanner.take_fixed(2, 0, most)?);
        if scanner.skip(b':') {
            self.time.add(scanner.take_fixed(2, 0, most)?);
            if scanner.skip(b'.') {
                let Token::Number(value, digits) = scanner.next() else {
                    return None;
                };
                if hour == 24 && value > 0 {
                    return None;
                }
                self.time.add(fraction(value, digits));
            }
        }
        if scanner.current.is_z() {
            scanner.next();
            self.zone.set(0);
        } else if let Some(sign) = scanner.current.sign() {
            scanner.next();
            self.zone.sign = Some(sign);
            let (hour, minute) = match scanner.take_fixed(4, 0, 2359) {
                Some(both) => (both / 100, both % 100),
                None => {
                    let hour = scanner.take_fixed(2, 0, 23)?;
                    if !scanner.skip(b':') {
                        return None;
                    }
                    (hour, scanner.take_fixed(2, 0, 59)?)
                }
            };
            if minute > 59 {
                return None;
            }
            (self.zone.hour, self.zone.minute) = (Some(hour), Some(minute));
        }
        (scanner.current == Token::End).then_some(())
    }

    /// Takes one token of a looser date; `None` if it is unexpected there.
    fn loose(
        &mut self,
        scanner: &mut Scanner<'_>,
        token: Token,
        number_seen: &mut bool,
    ) -> Option<()> {
        match token {
            Token::Number(value, _) => {
                *number_seen = true;
                self.loose_number(scanner, value)
            }
            Token::Word(word, _) => match word {
                Word::HalfDay(half) if !self.time.parts.is_empty() => {
                    self.time.half = Some(half);
                    Some(())
                }
                Word::Month(month) => {
                    self.day.month = Some(month);
                    scanner.skip(b'-');
                    Some(())
                }
                Word::Zone(hours) if *number_seen => {
                    self.zone.set(hours);
                    Some(())
                }
                // A word without a meaning, not right before a number.
                _ => (!*number_seen && !scanner.current.is_number()).then_some(()),
            },
            _ => match token.sign() {
                Some(sign) if self.zone.is_utc() || !self.time.parts.is_empty() => {
                    *number_seen = true;
                    self.loose_offset(scanner, sign)
                }
                Some(_) => (!*number_seen).then_some(()),
                None if token == Token::Symbol(b')') => (!*number_seen).then_some(()),
                None => Some(()),
            },
        }
    }

    fn loose_number(&mut self, scanner: &mut Scanner<'_>, value: i32) -> Option<()> {
        if scanner.skip(b':') {
            if scanner.skip(b':') {
                if !self.time.parts.is_empty() {
                    return None;
                }
                self.time.add(value);
                self.time.add(0);
            } else {
                self.time.add(value)?;
                scanner.skip(b'.');
            }
        } else if scanner.skip(b'.') && self.time.expects(value) {
            self.time.add(value);
            let Token::Number(part, digits) = scanner.next() else {
                return None;
            };
            self.time.add_final(fraction(part, digits));
        } else if self.zone.expects(value) {
            self.zone.minute = Some(value);
        } else if self.time.expects(value) {
            self.time.add_final(value);
            let next = scanner.current;
            let ends = matches!(next, Token::End | Token::Space) || next.is_z();
            if !ends && next.sign().is_none() {
                return None;
            }
        } else {
            self.day.add(value)?;
            scanner.skip(b'-');
        }
        Some(())
    }

    fn loose_offset(&mut self, scanner: &mut Scanner<'_>, sign: i32) -> Option<()> {
        self.zone.sign = Some(sign);
        let (value, digits) = match scanner.current {
            Token::Number(value, digits) => {
                scanner.next();
                (value, digits)
            }
            _ => (0, 0),
        };
        let (hour, minute) = match digits {
            _ if scanner.current == Token::Symbol(b':') => (value, None),
            1 | 2 => (value, Some(0)),
            3 | 4 => (value / 100, Some(value % 100)),
            _ => return None,
        };
        (self.zone.hour, self.zone.minute) = (Some(hour), minute);
        Some(())
    }
}
