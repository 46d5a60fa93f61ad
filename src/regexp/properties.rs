//! Unicode properties: the table that `properties.mjs` writes, parsed on demand.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::sets::Points;

/// Unicode's data; its form is described in `properties.mjs`.
const TABLE: &str = include_str!("properties.txt");

/// The longest name, in bytes.
pub(super) const LONGEST: usize = 64;

/// The property of strings that is the union of all others.
const UNION: &str = "RGI_Emoji";

/// What a property is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Characters.
    Characters,
    /// Strings as well.
    Strings,
}

/// What a `\p{..}` matches.
#[derive(Default, Debug)]
pub(super) struct Property {
    pub(super) points: Points,
    /// Strings of several code points, for properties of strings.
    pub(super) strings: Vec<Vec<u32>>,
}

/// How many parsed properties are cached.
const MOST_KNOWN: usize = 64;

/// The kind of the property `Name` or `Name=Value`, if there is one.
pub(super) fn find(text: &str) -> Option<Kind> {
    let (kind, _) = lines_of(text)?;
    Some(kind)
}

/// What `\p{..}` with this text in its braces matches; nothing if there is no such property.
pub(super) fn property(text: &str) -> Arc<Property> {
    static KNOWN: Mutex<Option<FxHashMap<String, Arc<Property>>>> = Mutex::new(None);
    // A poisoned lock is fine: nothing panics while the map is being changed.
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    if let Some(property) = known.get(text) {
        return property.clone();
    }
    let property = Arc::new(look_up(text));
    if known.len() >= MOST_KNOWN {
        known.clear();
    }
    known.insert(String::from(text), property.clone());
    property
}

fn look_up(text: &str) -> Property {
    match lines_of(text) {
        None => Property::default(),
        Some((Kind::Characters, data)) => Property {
            points: ranges(&data.concat()),
            strings: Vec::new(),
        },
        Some((Kind::Strings, data)) => {
            let strings = data.iter().flat_map(|line| line.split(' ')).map(string);
            let (single, strings): (Vec<_>, Vec<_>) = strings.partition(|one| one.len() == 1);
            let single: Vec<(u32, u32)> = single.iter().map(|one| (one[0], one[0])).collect();
            Property {
                points: Points::new(&single),
                strings,
            }
        }
    }
}

/// The kind of a property, and the data of its lines.
fn lines_of(text: &str) -> Option<(Kind, Vec<&'static str>)> {
    let line = |kind: &str, name: &str| {
        let mut lines = TABLE.lines().filter_map(|line| line.split_once(": "));
        lines.find_map(|(head, data)| {
            let mut names = head.strip_prefix(kind)?.strip_prefix(' ')?.split(',');
            names.any(|known| known == name).then_some(data)
        })
    };
    let characters = match text.split_once('=') {
        Some(("General_Category" | "gc", value)) => line("gc", value),
        Some(("Script" | "sc", value)) => line("sc", value),
        Some(("Script_Extensions" | "scx", value)) => {
            line("scx", value).or_else(|| line("sc", value))
        }
        Some(_) => None,
        None => line("gc", text).or_else(|| line("b", text)),
    };
    if let Some(data) = characters {
        return Some((Kind::Characters, vec![data]));
    }
    if text == UNION {
        let lines = TABLE.lines().filter(|line| line.starts_with("s "));
        let data = lines.filter_map(|line| line.split_once(": "));
        return Some((Kind::Strings, data.map(|(_, data)| data).collect()));
    }
    line("s", text).map(|data| (Kind::Strings, vec![data]))
}

fn number(hexadecimal: &str) -> u32 {
    let digits = hexadecimal.chars().map(|digit| digit.to_digit(16));
    digits.fold(0, |number, digit| number * 16 + digit.unwrap_or(0))
}

fn string(text: &str) -> Vec<u32> {
    text.split('.').map(number).collect()
}

fn ranges(data: &str) -> Points {
    let mut numbers = data.split(' ').map(number);
    let (mut ranges, mut before) = (Vec::new(), 0);
    while let (Some(gap), Some(length)) = (numbers.next(), numbers.next()) {
        let first = before + gap;
        before = first + length;
        ranges.push((first, before));
    }
    Points::new(&ranges)
}

#[cfg(test)]
mod tests {
    use super::{Kind, LONGEST, TABLE, find, property as named};

    #[test]
    fn names() {
        for text in ["Lu", "gc=Lu", "Script=Greek", "scx=Grek", "ASCII", "Emoji"] {
            assert_eq!(find(text), Some(Kind::Characters), "{text}");
        }
        for text in ["RGI_Emoji", "Basic_Emoji"] {
            assert_eq!(find(text), Some(Kind::Strings), "{text}");
        }
        for text in [
            "", "lu", "gc=", "gc=Greek", "=Lu", "Lu=Lu", "ASCII=Y", "sc=Lu", "Greek",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn all_of_the_table_can_be_read() {
        for line in TABLE.lines() {
            let (head, data) = line.split_once(": ").unwrap();
            let (kind, names) = head.split_once(' ').unwrap();
            let characters = |c: char| c.is_ascii_hexdigit() && !c.is_ascii_lowercase();
            assert!(
                data.chars()
                    .all(|c| characters(c) || matches!(c, ' ' | '.'))
            );
            for name in names.split(',') {
                let text = match kind {
                    "b" | "s" => String::from(name),
                    _ => format!("{kind}={name}"),
                };
                assert!(text.len() <= LONGEST);
                let property = named(&text);
                let is_sorted = property.points.ranges().is_sorted();
                assert!(is_sorted && property.points.ranges().len() + property.strings.len() > 0);
            }
        }
    }

    #[test]
    fn some_are_known() {
        assert_eq!(
            named("ASCII_Hex_Digit").points.ranges(),
            [(0x30, 0x39), (0x41, 0x46), (0x61, 0x66)]
        );
        assert_eq!(named("Any").points.ranges(), [(0, 0x10FFFF)]);
        assert_eq!(named("Cs").points.ranges(), [(0xD800, 0xDFFF)]);
        assert!(named("Script=Greek").points.contains(0x3B1));
        assert!(!named("Lu").points.contains(0x61));
        let keycaps = named("Emoji_Keycap_Sequence");
        assert_eq!(keycaps.points.ranges(), []);
        assert_eq!(keycaps.strings.len(), 12);
        assert!(keycaps.strings.contains(&vec![0x23, 0xFE0F, 0x20E3]));
        let emoji = named("RGI_Emoji");
        assert!(emoji.points.contains(0x1F600) && emoji.strings.len() > 2000);
    }
}
