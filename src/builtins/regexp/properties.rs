//! What has which Unicode property. The tables are those of the crate that reads patterns first,
//! which shows what it read only in its debugging text; a test holds the form of that.

use super::sets::Points;
use regress::backends::try_parse;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What a `\p{..}` stands for.
#[derive(Default, Debug)]
pub(super) struct Property {
    pub(super) points: Points,
    /// What consists of several code points, for properties of strings.
    pub(super) strings: Vec<Vec<u32>>,
}

/// How many are remembered.
const MOST_KNOWN: usize = 64;

/// What `\p{..}` with something inside of the braces stands for; nothing where there is no such
/// property, which a pattern that was read without an error doesn't have.
pub(super) fn property(name: &[u32]) -> Arc<Property> {
    static KNOWN: Mutex<Option<FxHashMap<Vec<u32>, Arc<Property>>>> = Mutex::new(None);
    // Nothing panics while it is locked; and the map is whole at each time.
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    if let Some(property) = known.get(name) {
        return property.clone();
    }
    let property = Arc::new(look_up(name));
    if known.len() >= MOST_KNOWN {
        known.clear();
    }
    known.insert(name.to_vec(), property.clone());
    property
}

fn look_up(name: &[u32]) -> Property {
    let start = r"\p{".chars().map(|c| c as u32);
    let pattern = start.chain(name.iter().copied()).chain(['}' as u32]);
    let flags = regress::Flags {
        unicode_sets: true,
        ..regress::Flags::default()
    };
    match try_parse(pattern, flags) {
        Ok(read) => from_debug(&format!("{:?}", read.node)),
        Err(_) => Property::default(),
    }
}

/// Reads `U+0041-U+005A` as a range, and `[1, 2]` as a string.
fn from_debug(text: &str) -> Property {
    let mut ranges = Vec::new();
    let mut strings = Vec::new();
    for part in text.split(['[', ']']) {
        for range in part.split(", ") {
            let ends = range
                .strip_prefix("U+")
                .and_then(|ends| ends.split_once("-U+"));
            let Some((first, last)) = ends else { continue };
            let number = |text: &str| u32::from_str_radix(text, 16).ok();
            ranges.extend(number(first).zip(number(last)));
        }
        let numbers = part.split(", ").map(|number| number.parse().ok());
        match numbers.collect::<Option<Vec<u32>>>() {
            Some(numbers) if numbers.len() > 1 => strings.push(numbers),
            Some(numbers) => ranges.extend(numbers.iter().map(|&point| (point, point))),
            None => {}
        }
    }
    let points = Points::new(&ranges);
    let points = match text.contains("invert: true") {
        true => points.not(),
        false => points,
    };
    Property { points, strings }
}

#[cfg(test)]
mod tests {
    use super::property;

    fn named(name: &str) -> std::sync::Arc<super::Property> {
        property(&name.chars().map(|c| c as u32).collect::<Vec<u32>>())
    }

    #[test]
    fn the_crate_s_tables_are_understood() {
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
