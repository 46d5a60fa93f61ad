//! The [JSON](https://www.rfc-editor.org/rfc/rfc8259) of package.json.

use std::fmt::Write;

/// How deep arrays and objects may be nested, as in Node's reader.
const DEEPEST: usize = 1024;

/// A JSON text's value.
#[derive(Clone, PartialEq, Debug)]
pub enum Json {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A string; a lone surrogate is replaced.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, in the order of its text. Of a name that is there twice the last value counts.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a text; `None` if it isn't JSON.
    pub fn parse(text: &str) -> Option<Json> {
        let mut reader = Reader {
            text,
            place: 0,
            depth: 0,
        };
        let value = reader.value()?;
        reader.skip_space();
        (reader.place == text.len()).then_some(value)
    }

    /// The property of an object.
    pub fn get(&self, name: &str) -> Option<&Json> {
        let Json::Object(properties) = self else {
            return None;
        };
        let found = properties.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value)
    }

    /// The value without spaces, as `JSON.stringify` writes it.
    pub fn write(&self) -> String {
        let mut text = String::new();
        self.write_to(&mut text);
        text
    }

    fn write_to(&self, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(true) => out.push_str("true"),
            Json::Bool(false) => out.push_str("false"),
            Json::Number(number) => out.push_str(number),
            Json::Text(text) => out.push_str(&quote(text)),
            Json::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write_to(out);
                }
                out.push(']');
            }
            Json::Object(properties) => {
                out.push('{');
                for (index, (name, value)) in properties.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    out.push_str(&quote(name));
                    out.push(':');
                    value.write_to(out);
                }
                out.push('}');
            }
        }
    }
}

/// A text as a JSON string.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{8}' => quoted.push_str("\\b"),
            '\u{c}' => quoted.push_str("\\f"),
            '\0'..' ' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

struct Reader<'a> {
    text: &'a str,
    place: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.place).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.place += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.place += usize::from(found);
        found
    }

    /// Takes a mark, after spaces.
    fn mark(&mut self, byte: u8) -> bool {
        self.skip_space();
        self.take(byte)
    }

    fn value(&mut self) -> Option<Json> {
        self.skip_space();
        match self.peek()? {
            b'{' => self.nested(Reader::object),
            b'[' => self.nested(Reader::list),
            b'"' => self.string().map(Json::Text),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            _ => self.number(),
        }
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Option<Json>) -> Option<Json> {
        self.place += 1;
        self.depth += 1;
        let value = (self.depth <= DEEPEST).then(|| read(self)).flatten();
        self.depth -= 1;
        value
    }

    fn word(&mut self, word: &str, value: Json) -> Option<Json> {
        self.text[self.place..].starts_with(word).then(|| {
            self.place += word.len();
            value
        })
    }

    fn list(&mut self) -> Option<Json> {
        let mut items = Vec::new();
        if self.mark(b']') {
            return Some(Json::List(items));
        }
        loop {
            items.push(self.value()?);
            if self.mark(b']') {
                return Some(Json::List(items));
            }
            if !self.mark(b',') {
                return None;
            }
        }
    }

    fn object(&mut self) -> Option<Json> {
        let mut properties: Vec<(String, Json)> = Vec::new();
        if self.mark(b'}') {
            return Some(Json::Object(properties));
        }
        loop {
            self.skip_space();
            let name = self.string()?;
            if !self.mark(b':') {
                return None;
            }
            properties.push((name, self.value()?));
            if self.mark(b'}') {
                return Some(Json::Object(without_repetitions(properties)));
            }
            if !self.mark(b',') {
                return None;
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        if !self.take(b'"') {
            return None;
        }
        let mut text = String::new();
        loop {
            let start = self.place;
            while !matches!(self.peek()?, b'"' | b'\\' | 0..0x20) {
                self.place += 1;
            }
            text.push_str(&self.text[start..self.place]);
            match self.peek()? {
                b'"' => {
                    self.place += 1;
                    return Some(text);
                }
                b'\\' => text.push(self.escape()?),
                _ => return None,
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        self.place += 1;
        let letter = self.peek()?;
        self.place += 1;
        Some(match letter {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.unit()?;
                let pair =
                    (0xD800..0xDC00).contains(&first) && self.text[self.place..].starts_with("\\u");
                if pair {
                    let before = self.place;
                    self.place += 2;
                    let second = self.unit()?;
                    if (0xDC00..0xE000).contains(&second) {
                        let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                        return char::from_u32(code);
                    }
                    self.place = before;
                }
                char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return None,
        })
    }

    /// The four digits of an escape.
    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.place..self.place + 4)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        self.place += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.place;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.place += 1;
        }
        (self.place > start).then_some(())
    }

    fn number(&mut self) -> Option<Json> {
        let start = self.place;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Some(Json::Number(self.text[start..self.place].to_string()))
    }
}

/// Keeps the last value of each name, where the name first is.
fn without_repetitions(properties: Vec<(String, Json)>) -> Vec<(String, Json)> {
    let mut places = rustc_hash::FxHashMap::default();
    let mut kept: Vec<(String, Json)> = Vec::with_capacity(properties.len());
    for (name, value) in properties {
        match places.get(&name) {
            Some(&place) => {
                let slot: &mut (String, Json) = &mut kept[place];
                slot.1 = value;
            }
            None => {
                places.insert(name.clone(), kept.len());
                kept.push((name, value));
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{Json, quote};

    #[test]
    fn what_is_json() {
        let same = |text: &str| {
            assert_eq!(
                Json::parse(text).map(|json| json.write()).as_deref(),
                Some(text)
            )
        };
        same(r#"{"a":[1,-2.5e+3,true,false,null],"b":{}}"#);
        same("[]");
        let two = Json::parse(r#" { "a" : 1 , "b":2, "a":3 } "#);
        assert_eq!(
            two.map(|json| json.write()).as_deref(),
            Some(r#"{"a":3,"b":2}"#)
        );
        let escapes = Json::parse(r#""\u0041\n\ud83d\ude00\/""#);
        assert_eq!(escapes, Some(Json::Text("A\n\u{1F600}/".into())));
        assert_eq!(quote("a\"\u{1}é"), r#""a\"\u0001é""#);
    }

    #[test]
    fn what_is_not() {
        for text in [
            "",
            "{",
            "{a:1}",
            "[1,]",
            "{\"a\":1,}",
            "01",
            "1 2",
            "'a'",
            "tru",
            "\"\n\"",
            "\"\\x\"",
            "-",
        ] {
            assert_eq!(Json::parse(text), None, "{text}");
        }
        let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert!(Json::parse(&deep(1000)).is_some() && Json::parse(&deep(100_000)).is_none());
    }
}
