//! Errors: the stack, its first line put right, its repetitions folded.

use super::class::Class;
use super::text::spaces;
use super::{Inspector, Style};
use crate::engine::{Agent, ErrorData, JsResult, Kind, Object, PropertyKey, Value};

/// Stacks of more frames than this have their repetitions folded.
const SHORT_STACK: usize = 10;
/// Fewer lines than this are never folded.
const MIN_FOLDED: usize = 3;

impl Inspector {
    /// An error's text. Takes keys out of `keys` that the text has already, and adds `cause` and
    /// `errors`.
    pub(super) fn error_base(
        &mut self,
        agent: &mut Agent,
        error: Object,
        class: &Class,
        keys: &mut Vec<PropertyKey>,
    ) -> JsResult<String> {
        let name_value = self.read(agent, error, agent.names.name)?;
        let name = match name_value {
            value if value.is_nullish() => String::from("Error"),
            value => display_text(agent, value),
        };
        let message = self.read(agent, error, agent.names.message)?;
        let message = match message {
            value if value.is_undefined() => String::new(),
            value => display_text(agent, value),
        };
        let stack = self.stack(agent, error, &name, name_value, &message)?;
        self.drop_shown_keys(agent, error, &stack, keys)?;
        for key in [agent.names.cause, agent.names.errors] {
            if keys.contains(&key) {
                continue;
            }
            let own = super::own_property(agent, error, key)?;
            let wanted = match own {
                None => false,
                Some(_) if key == agent.names.cause => true,
                Some(_) => self.read(agent, error, key)?.is(Kind::Array),
            };
            if wanted {
                keys.push(key);
            }
        }
        let stack = improve_first_line(stack, class, &name);
        let text = self.with_frames(agent, error, stack, &message)?;
        if self.indentation == 0 {
            return Ok(text);
        }
        let line = format!("\n{}", spaces(self.indentation));
        Ok(text.replace('\n', &line))
    }

    /// The `stack`, or what stands for it.
    fn stack(
        &mut self,
        agent: &mut Agent,
        error: Object,
        name: &str,
        name_value: Value,
        message: &str,
    ) -> JsResult<String> {
        let stack = self.read(agent, error, agent.names.stack)?;
        if let Some(text) = stack.as_string() {
            if agent.heap.string_length(text) > 0 {
                return Ok(agent.heap.utf8(text));
            }
        } else if agent.to_boolean(stack) {
            let header = header(name, name_value, message);
            self.indentation += 4;
            let depth = self.options.depth.unwrap_or(0);
            let shown = self.value(agent, stack, depth, false);
            self.indentation -= 4;
            return Ok(format!("{header}\n    {}", shown?));
        }
        Ok(header(name, name_value, message))
    }

    /// `name`, `message` and `stack` are listed only where the stack doesn't have them.
    fn drop_shown_keys(
        &mut self,
        agent: &mut Agent,
        error: Object,
        stack: &str,
        keys: &mut Vec<PropertyKey>,
    ) -> JsResult<()> {
        if self.options.show_hidden || keys.is_empty() {
            return Ok(());
        }
        for key in [agent.names.name, agent.names.message, agent.names.stack] {
            let Some(at) = keys.iter().position(|other| *other == key) else {
                continue;
            };
            let text = self.read_text(agent, error, key)?;
            if text.is_none_or(|text| stack.contains(&text)) {
                keys.remove(at);
            }
        }
        Ok(())
    }

    /// The stack with brackets where it has no frames, else with its frames folded.
    fn with_frames(
        &mut self,
        agent: &mut Agent,
        error: Object,
        stack: String,
        message: &str,
    ) -> JsResult<String> {
        let from = match message.is_empty() {
            true => 0,
            false => stack.find(message).map_or(0, |at| at + message.len()),
        };
        let Some(start) = stack[from..].find("\n    at").map(|at| at + from) else {
            return Ok(format!("[{stack}]"));
        };
        let mut frames: Vec<String> = stack[start + 1..].split('\n').map(String::from).collect();
        let cause = self.read(agent, error, agent.names.cause)?;
        if let Some(cause) = cause.as_object()
            && agent.heap.host::<ErrorData>(cause).is_some()
            && let Some(text) = self.read_text(agent, cause, agent.names.stack)?
            && let Some(start) = text.find("\n    at")
        {
            let others: Vec<&str> = text[start + 1..].split('\n').collect();
            let (at, length) = longest_common_run(&frames, &others);
            if length > MIN_FOLDED {
                let skipped = length - 2;
                let text = format!("    ... {skipped} lines matching cause stack trace ...");
                let text = self.style(Style::Undefined, &text);
                frames.splice(at + 1..at + 1 + skipped, [text]);
            }
        }
        if frames.len() > SHORT_STACK {
            frames = self.fold(&frames);
        }
        Ok(format!("{}\n{}", &stack[..start], frames.join("\n")))
    }

    /// Replaces repetitions of a line or of several by a line that says so.
    fn fold(&self, frames: &[String]) -> Vec<String> {
        let mut out = Vec::with_capacity(frames.len());
        let mut at = 0;
        while at < frames.len() {
            let Some((period, times)) = repetition(frames, at) else {
                out.push(frames[at].clone());
                at += 1;
                continue;
            };
            out.extend_from_slice(&frames[at..at + period]);
            let hidden = period * times;
            let text = match times {
                1 => format!("    ... collapsed {hidden} duplicate lines matching above lines ..."),
                _ => format!(
                    "    ... collapsed {hidden} duplicate lines matching above {period} lines {times} times..."
                ),
            };
            out.push(self.style(Style::Undefined, &text));
            at += period + hidden;
        }
        out
    }
}

/// How the lines from a place on repeat: how many lines, how many times after the first. The
/// period is what all distances to the line's other places have in common.
fn repetition(frames: &[String], at: usize) -> Option<(usize, usize)> {
    let later = frames[at + 1..].iter().enumerate();
    let distances = later.filter(|(_, frame)| **frame == frames[at]);
    let period = distances.fold(0, |period, (distance, _)| {
        common_divisor(period, distance + 1)
    });
    if period == 0 {
        return None;
    }
    let unit = &frames[at..at + period];
    let times = frames[at + period..]
        .chunks_exact(period)
        .take_while(|chunk| *chunk == unit)
        .count();
    (times * period >= MIN_FOLDED).then_some((period, times))
}

fn common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

/// The longest run of lines that both have: where it begins in the first, and its length.
fn longest_common_run(frames: &[String], others: &[&str]) -> (usize, usize) {
    let mut best = (0, 0);
    for at in 0..frames.len() {
        for other in 0..others.len() {
            let pairs = frames[at..].iter().zip(&others[other..]);
            let length = pairs.take_while(|(a, b)| a == *b).count();
            if length > best.1 {
                best = (at, length);
            }
        }
    }
    best
}

/// What `Error.prototype.toString` gives.
fn header(name: &str, name_value: Value, message: &str) -> String {
    let name = if name_value.is_undefined() {
        "Error"
    } else {
        name
    };
    match (name.is_empty(), message.is_empty()) {
        (true, _) => message.to_string(),
        (_, true) => name.to_string(),
        _ => format!("{name}: {message}"),
    }
}

/// A value of a `name` or `message` as text, without a script's code.
fn display_text(agent: &mut Agent, value: Value) -> String {
    match value.as_string() {
        Some(text) => agent.heap.utf8(text),
        None if value.is_object() => agent.value_for_message(value),
        None => super::primitive_text(agent, value),
    }
}

/// Puts the constructor's name into the first line, where the line begins with the error's name.
fn improve_first_line(stack: String, class: &Class, name: &str) -> String {
    let begins_with_name = name.ends_with("Error")
        && stack
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(':') || rest.starts_with('\n'));
    if class.constructor.is_some() && !begins_with_name {
        return stack;
    }
    let (fallback, length) = if class.constructor.is_none() {
        let found = leading_name(&stack);
        let fallback = if found.is_empty() { "Error" } else { found };
        (fallback.to_string(), found.len())
    } else {
        (String::from("Error"), name.len())
    };
    let prefix = class.prefix(&fallback, None);
    let prefix = prefix.strip_suffix(' ').unwrap_or(&prefix);
    if prefix == name {
        return stack;
    }
    let rest = &stack[length..];
    if !prefix.contains(name) {
        format!("{prefix} [{name}]{rest}")
    } else if length == 0 {
        format!("{prefix}: {stack}")
    } else {
        format!("{prefix}{rest}")
    }
}

/// The name of an error without a constructor, as its stack begins: `TypeError` of `TypeError: x`.
fn leading_name(stack: &str) -> &str {
    let end = stack
        .find(|c: char| !(c.is_ascii_alphanumeric() || "_ []()-".contains(c)))
        .unwrap_or(stack.len());
    let name = &stack[..end];
    let rest = &stack[end..];
    let followed = rest.starts_with(':') || rest.trim_start().starts_with("at");
    let capital = name.starts_with(|c: char| c.is_ascii_uppercase());
    if name.len() > 1 && ((capital && followed) || (rest.is_empty() && name.ends_with("Error"))) {
        name
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions() {
        let frames = |text: &str| -> Vec<String> { text.chars().map(String::from).collect() };
        assert_eq!(repetition(&frames("aaaab"), 0), Some((1, 3)));
        assert_eq!(repetition(&frames("ababaty"), 0), None);
        assert_eq!(repetition(&frames("abababy"), 0), Some((2, 2)));
        assert_eq!(repetition(&frames("abcabc"), 0), Some((3, 1)));
        assert_eq!(repetition(&frames("aaaabbbbaaaabbbb"), 0), Some((1, 3)));
        assert_eq!(repetition(&frames("aaabaaabaaab"), 0), None);
        assert_eq!(repetition(&frames("baaabaaab"), 0), Some((4, 1)));
        let other: Vec<&str> = vec!["x", "b", "c", "d", "e"];
        assert_eq!(longest_common_run(&frames("abcde"), &other), (1, 4));
    }
}
