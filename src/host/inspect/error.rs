//! Errors: the stack, its first line put right, its repetitions folded.

use super::Style;
use super::class::Class;
use super::inspector::{Inspector, UNKNOWN_DEPTH};
use super::text::spaces;
use crate::engine::{Agent, ErrorData, Intrinsic, JsResult, Object, PropertyKey, Value};
use rustc_hash::FxHashSet;

/// Stacks of more frames than this have their repetitions folded.
const SHORT_STACK: usize = 10;
/// Fewer lines than this are never folded.
const MIN_FOLDED: usize = 3;
/// How a frame's line begins, with the line end before it.
const FRAME: &str = "\n    at";

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
        let stack = match self.stack_of(agent, error) {
            Ok(stack) => stack,
            Err(throw) => {
                agent.catch(throw)?;
                let to_string = agent.intrinsic(Intrinsic::ObjectToString);
                let text = agent.call(to_string.value(), error.value(), &[])?;
                return agent.to_rust_string(text);
            }
        };
        let message = self.try_get(agent, error, agent.names.message)?;
        let name = self.try_get(agent, error, agent.names.name)?;
        self.drop_shown_keys(agent, &stack, (name, message), keys);
        self.add_hidden_keys(agent, error, keys)?;
        let name = name.filter(|name| !name.is_nullish());
        let stack = improve_first_line(agent, stack, class, name)?;
        let text = self.with_frames(agent, error, stack, message)?;
        if self.indentation == 0 {
            return Ok(text);
        }
        let line = format!("\n{}", spaces(self.indentation));
        let text = text.replace('\n', &line);
        agent.poll_work(text.len() / 64)?;
        Ok(text)
    }

    /// The `stack`, or the text that replaces it.
    fn stack_of(&mut self, agent: &mut Agent, error: Object) -> JsResult<String> {
        let stack = self.try_get(agent, error, agent.names.stack)?;
        let stack = stack.filter(|stack| agent.heap.to_boolean(*stack));
        if let Some(text) = stack.and_then(Value::as_string) {
            return Ok(agent.heap.utf8(text));
        }
        let mut shown = String::new();
        if let Some(stack) = stack {
            self.seen.push(error);
            self.indentation += 4;
            shown = format!("\n    {}", self.value(agent, stack, UNKNOWN_DEPTH, false)?);
            self.indentation -= 4;
            self.seen.pop();
        }
        let header = agent.error_to_string(error)?;
        Ok(format!("{}{shown}", agent.heap.utf8(header)))
    }

    /// `stack` isn't listed, `name` and `message` only where the stack doesn't have them. `None` for
    /// one whose getter throws.
    fn drop_shown_keys(
        &self,
        agent: &Agent,
        stack: &str,
        (name, message): (Option<Value>, Option<Value>),
        keys: &mut Vec<PropertyKey>,
    ) {
        if self.options.show_hidden {
            return;
        }
        let names = agent.names;
        keys.retain(|key| *key != names.stack);
        for (key, value) in [(names.name, name), (names.message, message)] {
            let is_shown = value.is_some_and(|value| {
                let text = value.as_string();
                text.is_none_or(|text| stack.contains(&agent.heap.utf8(text)))
            });
            if is_shown {
                keys.retain(|other| *other != key);
            }
        }
    }

    fn add_hidden_keys(
        &mut self,
        agent: &mut Agent,
        error: Object,
        keys: &mut Vec<PropertyKey>,
    ) -> JsResult<()> {
        let (cause, errors) = (agent.names.cause, agent.names.errors);
        if !keys.contains(&cause) && agent.get_own_property(error, cause)?.is_some() {
            keys.push(cause);
        }
        if let Some(list) = self.try_get(agent, error, errors)?
            && !keys.contains(&errors)
            && agent.is_array(list)?
            && agent.get_own_property(error, errors)?.is_some()
        {
            keys.push(errors);
        }
        Ok(())
    }

    /// The stack with brackets where it has no frames, else with its frames folded.
    fn with_frames(
        &mut self,
        agent: &mut Agent,
        error: Object,
        stack: String,
        message: Option<Value>,
    ) -> JsResult<String> {
        let mut from = 0;
        if let Some(message) = message.filter(|message| agent.heap.to_boolean(*message)) {
            let text = agent.to_rust_string(message)?;
            from = match stack.find(&text) {
                Some(at) if at > 0 && message.is_string() => at + text.len(),
                _ => 0,
            };
        }
        let Some(start) = stack[from..].find(FRAME).map(|at| at + from) else {
            let data = agent.heap.host::<ErrorData>(error);
            return Ok(match data.is_some_and(|data| data.is_inner) {
                true => stack,
                false => format!("[{stack}]"),
            });
        };
        let frames = self.frames(agent, error, &stack[start + 1..])?;
        let mut text = String::from(&stack[..start]);
        let directory = match self.options.colors {
            true => std::env::current_dir().ok(),
            false => None,
        };
        let directory = directory.map(|directory| directory.to_string_lossy().into_owned());
        for frame in frames {
            text.push('\n');
            match self.options.colors {
                true => text.push_str(&self.coloured_frame(&frame, directory.as_deref())),
                false => text.push_str(&frame),
            }
        }
        Ok(text)
    }

    /// A stack's lines, without what its cause's stack has too, and with repetitions folded.
    fn frames(&mut self, agent: &mut Agent, error: Object, text: &str) -> JsResult<Vec<String>> {
        let mut frames: Vec<String> = text.split('\n').map(String::from).collect();
        let cause = self.try_get(agent, error, agent.names.cause)?;
        if let Some(cause) = cause.and_then(Value::as_object)
            && is_error(agent, cause)?
        {
            let text = self.stack_of(agent, cause)?;
            if let Some(start) = text.find(FRAME) {
                let others: Vec<&str> = text[start + 1..].split('\n').collect();
                if let Some((at, length)) = common_run(&frames, &others) {
                    let skipped = length - 2;
                    let text = format!("    ... {skipped} lines matching cause stack trace ...");
                    let text = self.style(Style::Undefined, &text);
                    frames.splice(at + 1..at + 1 + skipped, [text]);
                }
            }
        }
        if frames.len() > SHORT_STACK {
            frames = self.fold(&frames);
        }
        Ok(frames)
    }

    /// Replaces repetitions of a line or of several by a line that says so.
    fn fold(&self, frames: &[String]) -> Vec<String> {
        let distinct: FxHashSet<&String> = frames.iter().collect();
        if frames.len() - distinct.len() <= MIN_FOLDED {
            return frames.to_vec();
        }
        let mut out = Vec::with_capacity(frames.len());
        let mut at = 0;
        while at < frames.len() {
            let found = match at < frames.len() - MIN_FOLDED {
                true => repetition(frames, at),
                false => None,
            };
            let Some((period, times)) = found else {
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

    /// A frame's line in colours: Node's own grey, the working directory grey, packages underlined.
    fn coloured_frame(&self, frame: &str, directory: Option<&str>) -> String {
        if is_of_node(frame) {
            return self.style(Style::Undefined, frame);
        }
        let line = self.mark_packages(frame);
        let Some(directory) = directory else {
            return line;
        };
        let Some(at) = line.find(directory) else {
            return line;
        };
        let mut start = at;
        if line[..start].ends_with("file://") {
            start -= "file://".len();
        }
        let in_brackets = line[..start].ends_with('(');
        if in_brackets {
            start -= 1;
        }
        let closes = in_brackets && line.ends_with(')');
        let end = match closes {
            true => line.len() - 1,
            false => line.len(),
        };
        let behind = (at + directory.len() + 1).min(end);
        let (Some(marked), Some(rest)) = (line.get(start..behind), line.get(behind..end)) else {
            return line;
        };
        let mut out = String::from(&line[..start]);
        out.push_str(&self.style(Style::Undefined, marked));
        out.push_str(rest);
        if closes {
            out.push_str(&self.style(Style::Undefined, ")"));
        }
        out
    }

    /// Underlines what follows `/node_modules/`.
    fn mark_packages(&self, line: &str) -> String {
        const FOLDER: &str = "/node_modules/";
        let mut out = String::new();
        let mut rest = line;
        while let Some(at) = rest.find(FOLDER) {
            let start = at + FOLDER.len();
            let name = &rest[start..];
            let length = match name.find('/') {
                Some(slash) if name.starts_with('@') => {
                    let second = name[slash + 1..].find('/');
                    second.map_or(name.len(), |second| slash + 1 + second)
                }
                slash => slash.unwrap_or(name.len()),
            };
            out.push_str(&rest[..start]);
            out.push_str(&self.style(Style::Module, &name[..length]));
            rest = &name[length..];
        }
        out.push_str(rest);
        out
    }
}

/// Whether a line is that of one of Node's own frames.
fn is_of_node(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("    at ") else {
        return false;
    };
    let place = match rest.split_once('(') {
        Some((name, place)) if name.ends_with(' ') && !name.contains(['/', '\\']) => place,
        _ => rest,
    };
    place.starts_with("node:")
}

/// Whether Node takes a value for an error.
pub(super) fn is_error(agent: &mut Agent, object: Object) -> JsResult<bool> {
    if agent.heap.host::<ErrorData>(object).is_some() {
        return Ok(true);
    }
    let error = agent.intrinsic(Intrinsic::Error).value();
    match agent.heap.is_callable(error) {
        true => agent.ordinary_has_instance(error, object.value()),
        false => Ok(false),
    }
}

/// How the lines from a place on repeat: how many lines, how many times after the first. The
/// period is what all distances to the line's other places have in common, or else one of the
/// divisors that were tried on the way there, whichever hides more lines.
fn repetition(frames: &[String], at: usize) -> Option<(usize, usize)> {
    let later = frames[at + 1..].iter().enumerate();
    let distances: Vec<usize> = later
        .filter(|(_, frame)| **frame == frames[at])
        .map(|(distance, _)| distance + 1)
        .collect();
    let farthest = *distances.last()?;
    if farthest < MIN_FOLDED {
        return None;
    }
    let mut others: Vec<usize> = Vec::new();
    let mut period = farthest;
    if distances.len() > 1 {
        let mut divisor = 0;
        for &distance in &distances {
            let mut distance = distance;
            while distance != 0 {
                if divisor != 0 && !others.contains(&divisor) {
                    others.push(divisor);
                }
                let rest = if divisor == 0 { 0 } else { divisor % distance };
                divisor = distance;
                distance = rest;
            }
            if divisor == 1 {
                break;
            }
        }
        period = divisor;
        others.retain(|other| *other != period);
    }
    let mut best = (period, repeats(frames, at, period));
    while let Some(other) = others.pop() {
        let times = repeats(frames, at, other);
        if other * times > best.0 * best.1 {
            best = (other, times);
        }
    }
    (best.0 * best.1 >= MIN_FOLDED).then_some(best)
}

/// How often the `period` lines from a place on come again right behind.
fn repeats(frames: &[String], at: usize, period: usize) -> usize {
    if at + period > frames.len() {
        return 0;
    }
    let unit = &frames[at..at + period];
    let behind = frames[at + period..].chunks_exact(period);
    behind.take_while(|chunk| *chunk == unit).count()
}

/// The first run of more than three lines that both have, from the first place of its first line
/// in the other: where it begins, and its length.
fn common_run(frames: &[String], others: &[&str]) -> Option<(usize, usize)> {
    for at in 0..frames.len().saturating_sub(MIN_FOLDED) {
        let Some(other) = others.iter().position(|other| *other == frames[at]) else {
            continue;
        };
        let pairs = frames[at..].iter().zip(&others[other..]);
        let length = pairs.take_while(|(a, b)| a == *b).count();
        if length > MIN_FOLDED {
            return Some((at, length));
        }
    }
    None
}

/// Puts the constructor's name into the first line, where the line begins with the error's name.
/// No name means `Error`.
fn improve_first_line(
    agent: &mut Agent,
    mut stack: String,
    class: &Class,
    name: Option<Value>,
) -> JsResult<String> {
    let prefix_of = |fallback: &str| String::from(class.prefix(fallback, None).trim_end());
    let (text, is_string) = match name {
        None => (String::from("Error"), true),
        Some(name) => (agent.to_rust_string(name)?, name.is_string()),
    };
    if !is_string {
        let named = format!("{text} [{}]", prefix_of("Error"));
        stack = stack.replacen(&text, &named, 1);
    }
    let begins_with_name = is_string
        && text.ends_with("Error")
        && stack
            .strip_prefix(&text)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '\n']));
    if class.constructor.is_some() && !begins_with_name {
        return Ok(stack);
    }
    let (fallback, length) = match class.constructor {
        Some(_) => (String::from("Error"), text.len()),
        None => match leading_name(&stack) {
            "" => (String::from("Error"), 0),
            found => (found.to_string(), found.len()),
        },
    };
    let prefix = prefix_of(&fallback);
    if is_string && prefix == text {
        return Ok(stack);
    }
    let rest = &stack[length..];
    Ok(if !prefix.contains(&text) {
        format!("{prefix} [{text}]{rest}")
    } else if length == 0 {
        format!("{prefix}: {stack}")
    } else {
        format!("{prefix}{rest}")
    })
}

/// The name of an error without a constructor, as its stack begins: `TypeError` of `TypeError: x`.
fn leading_name(stack: &str) -> &str {
    let end = stack
        .find(|c: char| !(c.is_ascii_alphanumeric() || "_ []()-".contains(c)))
        .unwrap_or(stack.len());
    let (name, rest) = stack.split_at(end);
    let capital = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.len() > 1;
    if capital && (rest.starts_with(':') || rest.starts_with(FRAME)) {
        return name;
    }
    let is_word = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    match stack.ends_with("Error") && stack.chars().all(is_word) {
        true => stack,
        false => "",
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
        assert_eq!(repetition(&frames("baaabaaab"), 0), Some((4, 1)));
        let other: Vec<&str> = vec!["x", "b", "c", "d", "e"];
        assert_eq!(common_run(&frames("abcde"), &other), Some((1, 4)));
    }
}
