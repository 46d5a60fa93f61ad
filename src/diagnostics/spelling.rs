//! Which known word a misspelt one may be.

/// The word nearest to `word`, if one is so near that it may be meant: one slip for four letters or
/// more, two for eight or more, where a slip is a letter too much, too few or another one, or two
/// that are swapped. Of three letters two may be swapped, or one be missing. The first of several that are equally
/// near.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let most = match length {
        0..=2 => return None,
        3..=7 => 1,
        _ => 2,
    };
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        if candidate == word || candidate.chars().count().abs_diff(length) > most {
            continue;
        }
        let is_missing_one = candidate.chars().count() > length;
        if length == 3 && !is_missing_one && !has_same_letters(word, candidate) {
            continue;
        }
        let distance = distance(word, candidate);
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn has_same_letters(left: &str, right: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(left) == sorted(right)
}

/// How many slips are between two words (the optimal string alignment distance).
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for i in 1..=left.len() {
        let mut row = vec![i];
        for j in 1..=right.len() {
            let replaced = last[j - 1] + usize::from(left[i - 1] != right[j - 1]);
            let mut least = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            let is_swap =
                i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if is_swap {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips() {
        let known = ["function", "const", "return", "else", "let", "async"];
        for (word, meant) in [
            ("fucntion", Some("function")),
            ("functoin", Some("function")),
            ("funtcoin", Some("function")),
            ("fnctn", None),
            ("cosnt", Some("const")),
            ("conts", Some("const")),
            ("retrn", Some("return")),
            ("esle", Some("else")),
            ("lte", Some("let")),
            ("le", None),
            ("lot", None),
            ("asnyc", Some("async")),
            ("const", None),
            ("person", None),
        ] {
            assert_eq!(nearest(word, known), meant, "{word}");
        }
    }
}
