//! [Character classes](https://tc39.es/ecma262/#sec-compilecharacterclass), with the operations on sets
//! and the strings in them that `v` adds.

use super::fold::{canonicalize, close_over_case};
use super::pattern::{Node, Reader, set};
use super::properties::property;
use super::sets::{LAST, Points};

const DIGITS: [(u32, u32); 1] = [(0x30, 0x39)];
const WORD: [(u32, u32); 4] = [(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)];
const SPACES: [(u32, u32); 10] = [
    (0x9, 0xD),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
];

/// What a class contains: code points, and with `v` strings of none or several of them. With `v` and
/// `i` both hold all that differs only by case, so that operations needn't know of it.
#[derive(Default, Debug)]
pub(super) struct Contents {
    points: Points,
    strings: Vec<Vec<u32>>,
    /// [MayContainStrings](https://tc39.es/ecma262/#sec-static-semantics-maycontainstrings)
    may_contain_strings: bool,
}

/// Reading classes.
pub(super) trait Classes {
    /// The class that begins here.
    fn class(&mut self) -> Node;
    /// The class that is named behind a backslash, if one is.
    fn class_escape(&mut self) -> Option<Contents>;
    /// As a part of a pattern.
    fn class_node(&self, contents: Contents) -> Node;
}

impl Classes for Reader<'_> {
    fn class(&mut self) -> Node {
        if self.mode.sets {
            let contents = self.set_class();
            return self.class_node(contents);
        }
        self.eat("[");
        let negated = self.eat("^");
        let mut ranges = Vec::new();
        while !self.eat("]") {
            let Some(first) = self.class_atom(&mut ranges) else {
                break;
            };
            if self.peek() != Some('-') {
                ranges.extend(first.map(|point| (point, point)));
                continue;
            }
            self.eat("-");
            if self.peek() == Some(']') {
                ranges.extend(first.map(|point| (point, point)));
                ranges.push(('-' as u32, '-' as u32));
                continue;
            }
            let last = self.class_atom(&mut ranges).flatten();
            match (first, last) {
                (Some(first), Some(last)) => ranges.push((first, last)),
                // A whole class isn't the end of a range.
                (first, last) => {
                    let points = [first, last, Some('-' as u32)];
                    ranges.extend(points.into_iter().flatten().map(|point| (point, point)));
                }
            }
        }
        let mut points = Points::new(&ranges);
        if self.mode.ignore_case {
            points = close_over_case(&points, self.mode.unicode);
        }
        set(if negated { points.not() } else { points })
    }

    fn class_escape(&mut self) -> Option<Contents> {
        let mode = self.mode;
        let letter = self.peek()?;
        let points = match letter.to_ascii_lowercase() {
            'd' => Points::new(&DIGITS),
            's' => Points::new(&SPACES),
            'w' => {
                let word = Points::new(&WORD);
                match mode.unicode && mode.ignore_case {
                    true => close_over_case(&word, true),
                    false => word,
                }
            }
            'p' if mode.unicode => {
                self.next();
                self.eat("{");
                let property = property(self.until('}'));
                let mut contents = Contents {
                    points: property.points.clone(),
                    strings: property.strings.clone(),
                    may_contain_strings: !property.strings.is_empty(),
                };
                if mode.sets {
                    contents = folded(contents, mode.ignore_case);
                }
                if letter == 'P' {
                    contents.points = contents.points.not();
                }
                if !mode.sets && mode.ignore_case {
                    contents.points = close_over_case(&contents.points, true);
                }
                return Some(contents);
            }
            _ => return None,
        };
        self.next();
        let points = match letter.is_ascii_uppercase() {
            true => points.not(),
            false => points,
        };
        Some(Contents {
            points,
            ..Contents::default()
        })
    }

    fn class_node(&self, contents: Contents) -> Node {
        let Contents {
            points, strings, ..
        } = contents;
        if strings.is_empty() {
            return set(points);
        }
        // The longer ones first.
        let mut strings = strings;
        strings.sort_by(|one, other| (other.len(), other).cmp(&(one.len(), one)));
        strings.dedup();
        let mut choices = Vec::new();
        let mut last = Vec::new();
        for string in strings {
            let characters = string.iter().map(|&point| self.character(point));
            match string.is_empty() {
                true => last.push(Node::Empty),
                false => choices.push(Node::Sequence(characters.collect())),
            }
        }
        choices.push(set(points));
        choices.extend(last);
        Node::Choice(choices)
    }
}

impl Reader<'_> {
    /// A character of a class, or a class in it whose ranges are added; `None` at the end.
    fn class_atom(&mut self, ranges: &mut Vec<(u32, u32)>) -> Option<Option<u32>> {
        let point = self.next()?;
        if point != '\\' as u32 {
            return Some(Some(point));
        }
        if let Some(contents) = self.class_escape() {
            ranges.extend_from_slice(contents.points.ranges());
            return Some(None);
        }
        Some(Some(self.character_escape(true)))
    }

    /// A class with `v`: [ClassSetExpression](https://tc39.es/ecma262/#prod-ClassContents).
    fn set_class(&mut self) -> Contents {
        self.eat("[");
        let negated = self.eat("^");
        let mut all = Contents::default();
        let mut is_first = true;
        while !self.eat("]") {
            if self.is_at_end() {
                break;
            }
            if self.eat("--") {
                let other = self.set_operand();
                all.points = all.points.and(&other.points.not());
                all.strings.retain(|one| !other.strings.contains(one));
            } else if self.eat("&&") {
                let other = self.set_operand();
                all.points = all.points.and(&other.points);
                all.strings.retain(|one| other.strings.contains(one));
                all.may_contain_strings &= other.may_contain_strings;
            } else {
                let more = self.set_operand();
                match is_first {
                    true => all = more,
                    false => {
                        // Joining looks at all that there is.
                        let size = all.points.ranges().len() + more.points.ranges().len();
                        if self.budget.spend(size / 4).is_err() {
                            break;
                        }
                        all.points = all.points.or(&more.points);
                        all.strings.extend(more.strings);
                        all.may_contain_strings |= more.may_contain_strings;
                    }
                }
            }
            is_first = false;
        }
        if negated {
            all.points = all.points.not();
            self.negates_strings |= all.may_contain_strings;
        }
        all
    }

    /// A class, a string, or a range of characters.
    fn set_operand(&mut self) -> Contents {
        let ignore_case = self.mode.ignore_case;
        if self.peek() == Some('[') {
            return self.nested(Reader::set_class).unwrap_or_default();
        }
        if self.eat(r"\q{") {
            return folded(self.quoted(), ignore_case);
        }
        let first = match self.eat("\\") {
            true => match self.class_escape() {
                Some(contents) => return contents,
                None => self.character_escape(true),
            },
            false => self.next().unwrap_or(LAST),
        };
        let mut last = first;
        let start = self.position();
        if self.eat("-") {
            if self.peek() == Some('-') {
                self.set_position(start);
            } else if self.eat("\\") {
                last = self.character_escape(true);
            } else {
                last = self.next().unwrap_or(LAST);
            }
        }
        let points = Points::new(&[(first, last)]);
        let contents = Contents {
            points,
            ..Contents::default()
        };
        folded(contents, ignore_case)
    }

    /// The strings of a `\q{..}`.
    fn quoted(&mut self) -> Contents {
        let mut strings = vec![Vec::new()];
        while let Some(point) = self.next() {
            match (char::from_u32(point), strings.last_mut()) {
                (Some('}'), _) => break,
                (Some('|'), _) => strings.push(Vec::new()),
                (Some('\\'), Some(string)) => string.push(self.character_escape(true)),
                (_, Some(string)) => string.push(point),
                (_, None) => {}
            }
        }
        let (single, strings): (Vec<_>, Vec<_>) =
            strings.into_iter().partition(|string| string.len() == 1);
        let single: Vec<(u32, u32)> = single.iter().map(|one| (one[0], one[0])).collect();
        Contents {
            points: Points::new(&single),
            may_contain_strings: !strings.is_empty(),
            strings,
        }
    }
}

/// [MaybeSimpleCaseFolding ( rer, A )](https://tc39.es/ecma262/#sec-maybesimplecasefolding), where a
/// set of folded characters is taken as that of all that fold to them.
fn folded(contents: Contents, ignore_case: bool) -> Contents {
    if !ignore_case {
        return contents;
    }
    let fold = |string: Vec<u32>| string.into_iter().map(|p| canonicalize(p, true)).collect();
    Contents {
        points: close_over_case(&contents.points, true),
        strings: contents.strings.into_iter().map(fold).collect(),
        may_contain_strings: contents.may_contain_strings,
    }
}
