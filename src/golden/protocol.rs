//! How command lines are put to a worker, and how it tells that one has ended.
//!
//! A worker is the command `minijs`, started once for many command lines, which it runs one after
//! another: that saves starting a process for each. A request comes over its standard input. What the
//! program writes comes over its standard output and standard error as ever, and behind it, in both,
//! a mark that no program can write, because it is drawn at random for each worker and a program
//! doesn't see it. So a program that kills its process is told from one that ends, and what it had
//! written isn't lost.

use std::io::{self, ErrorKind, Read, Write};

/// The argument behind `minijs test` that makes a worker.
pub(crate) const WORKER: &str = "--worker";

/// Bytes of a mark.
pub(crate) const MARK: usize = 32;

/// Bytes that follow the mark on standard output: what [`Ending`] says.
pub(crate) const TRAILER: usize = 5;

/// The most that one field of a request may hold.
const LARGEST: usize = 1 << 30;

/// A command line for a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// What tells the end of its output.
    pub(crate) mark: [u8; MARK],
    /// Where it runs.
    pub(crate) folder: Vec<u8>,
    /// What is piped into it.
    pub(crate) stdin: Vec<u8>,
    /// The arguments, without the command's own name.
    pub(crate) arguments: Vec<Vec<u8>>,
}

/// What a worker says of a command line that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ending {
    /// The exit code.
    pub(crate) code: i32,
    /// What becomes of the worker.
    pub(crate) state: State,
}

/// What becomes of a worker after a command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It takes another.
    Ready,
    /// It ends: the program left something behind that others could see.
    Ends,
    /// It ran nothing: this needs a process of its own.
    Refused,
}

impl Ending {
    /// As bytes behind the mark.
    pub(crate) fn encode(self) -> [u8; TRAILER] {
        let [a, b, c, d] = self.code.to_le_bytes();
        [a, b, c, d, self.state as u8]
    }

    /// From the bytes behind the mark.
    pub(crate) fn decode([a, b, c, d, state]: [u8; TRAILER]) -> Ending {
        Ending {
            code: i32::from_le_bytes([a, b, c, d]),
            state: match state {
                0 => State::Ready,
                1 => State::Ends,
                _ => State::Refused,
            },
        }
    }
}

impl Request {
    /// Writes it to a worker.
    pub(crate) fn write(&self, to: &mut impl Write) -> io::Result<()> {
        let mut bytes = self.mark.to_vec();
        let mut field = |field: &[u8]| {
            bytes.extend((field.len() as u32).to_le_bytes());
            bytes.extend(field);
        };
        field(&self.folder);
        field(&self.stdin);
        for argument in &self.arguments {
            field(argument);
        }
        let end = u32::MAX.to_le_bytes();
        bytes.extend(end);
        to.write_all(&bytes)?;
        to.flush()
    }

    /// Reads the next; `None` where there is no more.
    pub(crate) fn read(from: &mut impl Read) -> io::Result<Option<Request>> {
        let mut mark = [0; MARK];
        match from.read_exact(&mut mark) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        let torn = || io::Error::from(ErrorKind::UnexpectedEof);
        let folder = field(from)?.ok_or_else(torn)?;
        let stdin = field(from)?.ok_or_else(torn)?;
        let mut arguments = Vec::new();
        while let Some(argument) = field(from)? {
            arguments.push(argument);
        }
        Ok(Some(Request {
            mark,
            folder,
            stdin,
            arguments,
        }))
    }
}

/// A field; `None` for the mark of the end.
fn field(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length);
    if length == u32::MAX {
        return Ok(None);
    }
    let length = length as usize;
    if length > LARGEST {
        return Err(io::Error::from(ErrorKind::InvalidData));
    }
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::{Ending, MARK, Request, State};

    #[test]
    fn requests_come_through() {
        let request = Request {
            mark: [7; MARK],
            folder: b"/a b".to_vec(),
            stdin: vec![0, 255, 10],
            arguments: vec![b"x".to_vec(), Vec::new(), b"-p".to_vec()],
        };
        let mut bytes = Vec::new();
        request.write(&mut bytes).unwrap();
        request.write(&mut bytes).unwrap();
        let mut from = &bytes[..];
        for _ in 0..2 {
            assert_eq!(Request::read(&mut from).unwrap(), Some(request.clone()));
        }
        assert_eq!(Request::read(&mut from).unwrap(), None);
        assert!(Request::read(&mut &bytes[..50]).is_err());
    }

    #[test]
    fn endings_come_through() {
        for state in [State::Ready, State::Ends, State::Refused] {
            for code in [0, 1, -1, 255, i32::MIN] {
                let ending = Ending { code, state };
                assert_eq!(Ending::decode(ending.encode()), ending);
            }
        }
    }
}
