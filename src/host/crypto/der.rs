//! [DER](https://www.itu.int/rec/T-REC-X.690), as far as keys and signatures need it.

pub(super) const INTEGER: u8 = 2;
pub(super) const BIT_STRING: u8 = 3;
pub(super) const OCTET_STRING: u8 = 4;
pub(super) const NULL: u8 = 5;
pub(super) const OBJECT_ID: u8 = 6;
pub(super) const SEQUENCE: u8 = 0x30;

/// What is still to be read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    /// The next value, with its tag.
    pub(super) fn any(&mut self) -> Option<(u8, &'a [u8])> {
        let (&[tag, first], mut rest) = self.0.split_first_chunk()?;
        let mut length = usize::from(first);
        if first >= 0x80 {
            let count = usize::from(first & 0x7F);
            if count == 0 || count > 4 {
                return None;
            }
            let (bytes, after) = rest.split_at_checked(count)?;
            length = bytes
                .iter()
                .fold(0, |length, byte| length << 8 | usize::from(*byte));
            rest = after;
        }
        let (value, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some((tag, value))
    }

    /// The next value, if it has that tag.
    pub(super) fn take(&mut self, tag: u8) -> Option<&'a [u8]> {
        let mut ahead = *self;
        let (found, value) = ahead.any()?;
        (found == tag).then(|| {
            *self = ahead;
            value
        })
    }

    /// The parts of the sequence that comes next.
    pub(super) fn sequence(&mut self) -> Option<Reader<'a>> {
        self.take(SEQUENCE).map(Reader)
    }

    /// The integer that comes next, at least 0, without zeros before it.
    pub(super) fn integer(&mut self) -> Option<&'a [u8]> {
        let bytes = self.take(INTEGER)?;
        let negative = bytes.first().is_none_or(|first| *first >= 0x80);
        (!negative).then(|| trimmed(bytes))
    }

    /// The bytes of the bit string that comes next.
    pub(super) fn bits(&mut self) -> Option<&'a [u8]> {
        self.take(BIT_STRING)?.strip_prefix(&[0])
    }
}

/// Bytes without the zeros at the start.
pub(super) fn trimmed(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    &bytes[zeros..]
}

/// A value with its tag.
pub(super) fn value(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut made = vec![tag];
    match u8::try_from(length) {
        Ok(length) if length < 0x80 => made.push(length),
        _ => {
            let bytes = length.to_be_bytes();
            let bytes = trimmed(&bytes);
            made.push(0x80 | bytes.len() as u8);
            made.extend_from_slice(bytes);
        }
    }
    made.extend_from_slice(content);
    made
}

/// A sequence of values.
pub(super) fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    value(SEQUENCE, &parts.concat())
}

/// An integer that is at least 0.
pub(super) fn integer(bytes: &[u8]) -> Vec<u8> {
    let bytes = trimmed(bytes);
    match bytes.first() {
        Some(first) if *first < 0x80 => value(INTEGER, bytes),
        _ => value(INTEGER, &[&[0], bytes].concat()),
    }
}

/// A bit string of whole bytes.
pub(super) fn bits(bytes: &[u8]) -> Vec<u8> {
    value(BIT_STRING, &[&[0], bytes].concat())
}

#[cfg(test)]
mod tests {
    use super::{Reader, integer, sequence};

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        let made = sequence(&[integer(&[0, 0x80]), integer(&[0]), integer(&[1; 300])]);
        let mut reader = Reader(&made);
        let Some(mut parts) = reader.sequence() else {
            panic!("it is a sequence");
        };
        assert_eq!(parts.integer(), Some(&[0x80][..]));
        assert_eq!(parts.integer(), Some(&[][..]));
        assert_eq!(parts.integer(), Some(&[1; 300][..]));
        assert_eq!(parts.integer(), None);
        for end in 0..made.len() {
            assert!(Reader(&made[..end]).sequence().is_none());
        }
    }
}
