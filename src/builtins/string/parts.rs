//! Single units, parts, padding and repetition of strings.

use super::receiver::{kept_string, this_string};
use crate::engine::{Agent, Budget, Call, JsResult, Str, Text, TextBuilder, Value};
use crate::heap::MAX_LENGTH;
use crate::numeric::from_text::is_white_space;

/// The index that an argument means, if it lies in the string.
#[inline]
fn index_in(agent: &mut Agent, value: Value, length: usize) -> JsResult<Option<usize>> {
    if let Some(index) = value.as_int() {
        return Ok((index >= 0 && (index as usize) < length).then_some(index as usize));
    }
    let index = agent.to_integer_or_infinity(value)?;
    Ok((index >= 0.0 && index < length as f64).then_some(index as usize))
}

/// [String.prototype.at ( index )](https://tc39.es/ecma262/#sec-string.prototype.at)
pub(super) fn at(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "at")?;
    let length = agent.heap.string_length(string);
    let relative = agent.to_integer_or_infinity(call.arg(0))?;
    let index = if relative < 0.0 {
        length as f64 + relative
    } else {
        relative
    };
    if index < 0.0 || index >= length as f64 {
        return Ok(Value::UNDEFINED);
    }
    Ok(agent.heap.string_unit(string, index as usize).value())
}

/// [String.prototype.charAt ( pos )](https://tc39.es/ecma262/#sec-string.prototype.charat)
pub(super) fn char_at(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "charAt")?;
    let length = agent.heap.string_length(string);
    Ok(match index_in(agent, call.arg(0), length)? {
        Some(index) => agent.heap.string_unit(string, index).value(),
        None => agent.heap.empty_string().value(),
    })
}

/// [String.prototype.charCodeAt ( pos )](https://tc39.es/ecma262/#sec-string.prototype.charcodeat)
pub(super) fn char_code_at(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "charCodeAt")?;
    let length = agent.heap.string_length(string);
    Ok(match index_in(agent, call.arg(0), length)? {
        Some(index) => Value::int(agent.heap.text(string).at(index) as i32),
        None => Value::NAN,
    })
}

/// [String.prototype.codePointAt ( pos )](https://tc39.es/ecma262/#sec-string.prototype.codepointat)
pub(super) fn code_point_at(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "codePointAt")?;
    let length = agent.heap.string_length(string);
    Ok(match index_in(agent, call.arg(0), length)? {
        Some(index) => Value::from_u32(agent.heap.text(string).code_point_at(index).0),
        None => Value::UNDEFINED,
    })
}

/// [String.prototype.concat ( ...args )](https://tc39.es/ecma262/#sec-string.prototype.concat)
pub(super) fn concat(agent: &mut Agent, call: Call) -> JsResult {
    let mut string = this_string(agent, call, "concat")?;
    for index in 0..call.len() {
        let next = agent.to_string(call.arg(index))?;
        string = agent.concat(string, next)?;
        // The slot of an argument that was used is a rooted place for what there is so far.
        call.set_arg(index, string.value());
    }
    Ok(string.value())
}

/// [String.prototype.slice ( start, end )](https://tc39.es/ecma262/#sec-string.prototype.slice)
pub(super) fn slice(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "slice")?;
    let length = agent.heap.string_length(string) as f64;
    let from = agent.relative_index(call.arg(0), length, 0.0)?;
    let to = agent.relative_index(call.arg(1), length, length)?;
    Ok(agent
        .heap
        .substring(string, from as usize, to as usize)
        .value())
}

/// [String.prototype.substr ( start, length )](https://tc39.es/ecma262/#sec-string.prototype.substr)
pub(super) fn substr(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "substr")?;
    let size = agent.heap.string_length(string) as f64;
    let start = agent.relative_index(call.arg(0), size, 0.0)?;
    let length = match call.arg(1) {
        Value::UNDEFINED => size,
        length => agent.to_integer_or_infinity(length)?,
    };
    let end = (start + length.clamp(0.0, size)).min(size);
    Ok(agent
        .heap
        .substring(string, start as usize, end as usize)
        .value())
}

/// [String.prototype.substring ( start, end )](https://tc39.es/ecma262/#sec-string.prototype.substring)
pub(super) fn substring(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "substring")?;
    let length = agent.heap.string_length(string) as f64;
    let start = agent
        .to_integer_or_infinity(call.arg(0))?
        .clamp(0.0, length);
    let end = match call.arg(1) {
        Value::UNDEFINED => length,
        end => agent.to_integer_or_infinity(end)?.clamp(0.0, length),
    };
    let (from, to) = (start.min(end) as usize, start.max(end) as usize);
    Ok(agent.heap.substring(string, from, to).value())
}

/// Where the text begins and ends once white space is taken off.
fn trimmed(text: Text<'_>, at_start: bool, at_end: bool, budget: &Budget) -> (usize, usize) {
    let white = |unit: &u16| is_white_space(u32::from(*unit));
    let mut start = 0;
    if at_start {
        start = budget.each(text.units().take_while(white)).count();
    }
    let mut end = text.len();
    if at_end {
        let rest = text.slice(start, end);
        end -= budget.each(rest.units().rev().take_while(white)).count();
    }
    (start, end)
}

/// [TrimString ( string, where )](https://tc39.es/ecma262/#sec-trimstring)
fn trim_string(agent: &mut Agent, string: Str, at_start: bool, at_end: bool) -> Value {
    let (start, end) = trimmed(
        agent.heap.text(string),
        at_start,
        at_end,
        &agent.heap.budget,
    );
    agent.heap.substring(string, start, end).value()
}

/// [String.prototype.trim ( )](https://tc39.es/ecma262/#sec-string.prototype.trim)
pub(super) fn trim(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "trim")?;
    Ok(trim_string(agent, string, true, true))
}

/// [String.prototype.trimStart ( )](https://tc39.es/ecma262/#sec-string.prototype.trimstart)
pub(super) fn trim_start(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "trimLeft")?;
    Ok(trim_string(agent, string, true, false))
}

/// [String.prototype.trimEnd ( )](https://tc39.es/ecma262/#sec-string.prototype.trimend)
pub(super) fn trim_end(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "trimRight")?;
    Ok(trim_string(agent, string, false, true))
}

/// [String.prototype.repeat ( count )](https://tc39.es/ecma262/#sec-string.prototype.repeat)
pub(super) fn repeat(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "repeat")?;
    let count = agent.to_integer_or_infinity(call.arg(0))?;
    if count < 0.0 || count.is_infinite() {
        let what = agent.value_for_message(call.arg(0));
        return Err(agent.range_error(format!("Invalid count value: {what}")));
    }
    let length = agent.heap.string_length(string);
    if length == 0 || count == 0.0 {
        return Ok(agent.heap.empty_string().value());
    }
    if length as f64 * count > MAX_LENGTH as f64 {
        return Err(agent.range_error("Invalid string length"));
    }
    let count = count as usize;
    agent.check_room(length * count)?;
    let budget = &agent.heap.budget;
    Ok(match agent.heap.text(string) {
        Text::Latin1(text) => {
            let text = repeated(text, length * count, budget).into_boxed_slice();
            agent.heap.new_latin1_boxed(text).value()
        }
        Text::Utf16(text) => {
            let text = repeated(text, length * count, budget);
            agent.heap.new_utf16(&text).value()
        }
    })
}

/// `size` items, those of `part` again and again.
fn repeated<T: Copy>(part: &[T], size: usize, budget: &Budget) -> Vec<T> {
    let mut all = Vec::with_capacity(size);
    // Copies are of whole parts, and large ones for small parts.
    let unit = part.repeat((1024 / part.len().max(1)).max(1));
    while all.len() < size {
        let take = unit.len().min(size - all.len());
        for piece in budget.pieces(&unit[..take], 64) {
            all.extend_from_slice(piece);
        }
        if budget.spend(1).is_err() {
            break;
        }
    }
    all
}

/// [StringPaddingBuiltinsImpl](https://tc39.es/ecma262/#sec-stringpaddingbuiltinsimpl)
fn pad(agent: &mut Agent, call: Call, method: &str, at_start: bool) -> JsResult {
    let string = this_string(agent, call, method)?;
    let max_length = agent.to_length(call.arg(0))?;
    let length = agent.heap.string_length(string);
    if max_length <= length as f64 {
        return Ok(string.value());
    }
    let filler = match call.arg(1) {
        Value::UNDEFINED => agent.heap.single_unit(b' '),
        filler => kept_string(agent, filler)?,
    };
    let unit = agent.heap.string_length(filler);
    if unit == 0 {
        return Ok(string.value());
    }
    if max_length > MAX_LENGTH as f64 {
        return Err(agent.range_error("Invalid string length"));
    }
    let missing = max_length as usize - length;
    agent.check_room(missing)?;
    let mut text = TextBuilder::new();
    if !at_start {
        text.push(agent, string);
    }
    let filling = agent.heap.text(filler);
    for _ in agent.heap.budget.each(0..missing / unit) {
        text.push_text(filling);
    }
    text.push_text(filling.slice(0, missing % unit));
    if at_start {
        text.push(agent, string);
    }
    Ok(text.finish(agent)?.value())
}

/// [String.prototype.padEnd ( maxLength [ , fillString ] )](https://tc39.es/ecma262/#sec-string.prototype.padend)
pub(super) fn pad_end(agent: &mut Agent, call: Call) -> JsResult {
    pad(agent, call, "padEnd", false)
}

/// [String.prototype.padStart ( maxLength [ , fillString ] )](https://tc39.es/ecma262/#sec-string.prototype.padstart)
pub(super) fn pad_start(agent: &mut Agent, call: Call) -> JsResult {
    pad(agent, call, "padStart", true)
}
