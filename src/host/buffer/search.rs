//! `indexOf`, `lastIndexOf`, `includes`.

use super::bytes::Bytes;
use super::encoding::{self, Encoding};
use crate::engine::{Agent, Call, JsResult, Value};
use crate::host::errors;
use memchr::memmem;

/// [buf.indexOf(value\[, byteOffset\]\[, encoding\])](https://nodejs.org/api/buffer.html#bufindexofvalue-byteoffset-encoding)
pub(super) fn index_of(agent: &mut Agent, call: Call) -> JsResult {
    let found = search(agent, call, true)?;
    Ok(found.map_or(Value::int(-1), Value::from_usize))
}

/// [buf.lastIndexOf(value\[, byteOffset\]\[, encoding\])](https://nodejs.org/api/buffer.html#buflastindexofvalue-byteoffset-encoding)
pub(super) fn last_index_of(agent: &mut Agent, call: Call) -> JsResult {
    let found = search(agent, call, false)?;
    Ok(found.map_or(Value::int(-1), Value::from_usize))
}

/// [buf.includes(value\[, byteOffset\]\[, encoding\])](https://nodejs.org/api/buffer.html#bufincludesvalue-byteoffset-encoding)
pub(super) fn includes(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(search(agent, call, true)?.is_some()))
}

fn search(agent: &mut Agent, call: Call, forwards: bool) -> JsResult<Option<usize>> {
    let Some(this) = Bytes::of_view(&agent.heap, call.this()) else {
        let (expected, value) = (
            "an instance of Buffer, TypedArray, or DataView",
            call.this(),
        );
        return Err(errors::invalid_argument_type(
            agent, "buffer", expected, value,
        ));
    };
    let value = call.arg(0);
    let (mut offset, mut encoding) = (call.arg(1), call.arg(2));
    if offset.is_string() {
        (offset, encoding) = (Value::UNDEFINED, offset);
    }
    let offset = match agent.to_number(offset)? {
        // Not given: from where the search begins.
        offset if offset.is_nan() && forwards => 0.0,
        offset if offset.is_nan() => this.length as f64,
        offset => offset.clamp(i32::MIN.into(), i32::MAX.into()).trunc(),
    };
    let (needle, encoding) = match value.as_string() {
        Some(text) => {
            let encoding = match encoding {
                Value::UNDEFINED => Encoding::Utf8,
                given => encoding::required(agent, given)?,
            };
            (encoding.encode(&agent.heap, text), encoding)
        }
        None => match (value.is_number(), Bytes::of_uint8_array(&agent.heap, value)) {
            (true, _) => (vec![agent.to_uint32(value)? as u8], Encoding::Latin1),
            (false, Some(bytes)) => {
                let name = match encoding {
                    Value::UNDEFINED => None,
                    given => Some(agent.to_string(given)?),
                };
                let encoding = name.and_then(|name| Encoding::named(agent.heap.text(name)));
                let needle = bytes.read(&agent.heap).into_owned();
                (needle, encoding.unwrap_or(Encoding::Utf8))
            }
            _ => {
                let expected =
                    "one of type number or string or an instance of Buffer or Uint8Array";
                return Err(errors::invalid_argument_type(
                    agent, "value", expected, value,
                ));
            }
        },
    };
    agent.poll_work((this.length + needle.len()) / 64)?;
    let units = match encoding {
        Encoding::Utf16le => 2,
        _ => 1,
    };
    let hay = this.read(&agent.heap);
    Ok(find(&hay, &needle, offset, forwards, units))
}

/// Where a search that is to begin at an offset begins; `None` where that is nowhere.
fn begin(offset: f64, length: usize, needle: usize, forwards: bool) -> Option<usize> {
    let (length, size) = (length as f64, needle as f64);
    let begin = if offset < 0.0 {
        match offset + length {
            begin if begin >= 0.0 => begin,
            _ if forwards || needle == 0 => 0.0,
            _ => return None,
        }
    } else if offset + size <= length {
        offset
    } else if needle == 0 {
        length
    } else if forwards {
        return None;
    } else {
        length - 1.0
    };
    (begin >= 0.0).then_some(begin as usize)
}

/// Where bytes are among others: at the first place from an offset on, or at the last up to it.
/// Code units of two bytes lie at even places.
fn find(hay: &[u8], needle: &[u8], offset: f64, forwards: bool, unit: usize) -> Option<usize> {
    let begin = begin(offset, hay.len(), needle.len(), forwards)?;
    if needle.is_empty() {
        return Some(begin);
    }
    if hay.is_empty() || needle.len() > hay.len() || needle.len() < unit {
        return None;
    }
    if unit == 2 {
        let needle = &needle[..needle.len() & !1];
        let last = (hay.len() & !1).checked_sub(needle.len())? / 2;
        let is_at = |place: &usize| hay[place * 2..].starts_with(needle);
        let found = match forwards {
            true => (begin / 2..=last).find(is_at),
            false => (0..=last.min(begin / 2)).rev().find(is_at),
        };
        return found.map(|place| place * 2);
    }
    if forwards {
        let found = memmem::find(hay.get(begin..)?, needle)?;
        return Some(begin + found);
    }
    let end = hay.len().min(begin + needle.len());
    memmem::rfind(&hay[..end], needle)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn the_offset_bounds_where_a_match_begins() {
        let hay = b"abcabcabc";
        assert_eq!(find(hay, b"abc", 1.0, true, 1), Some(3));
        assert_eq!(find(hay, b"abc", -3.0, true, 1), Some(6));
        assert_eq!(find(hay, b"abc", 5.0, false, 1), Some(3));
        assert_eq!(find(hay, b"abc", -100.0, false, 1), None);
        assert_eq!(find(hay, b"", 100.0, true, 1), Some(9));
        assert_eq!(find(hay, b"bc", 8.0, true, 1), None);
    }

    #[test]
    fn units_of_two_bytes_are_aligned() {
        let hay = [1, 0, 0, 1, 0, 1];
        assert_eq!(find(&hay, &[0, 1], 0.0, true, 2), Some(2));
        assert_eq!(find(&hay, &[0, 1], 5.0, false, 2), Some(4));
        assert_eq!(find(&hay, &[0, 0], 0.0, true, 2), None);
    }
}
