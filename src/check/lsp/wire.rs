//! Messages on standard input and output: each a head that tells its length, then JSON.
//!
//! What is no message is told of on standard error and passed over. A head that can't be understood ends the
//! conversation, for nobody knows where the next message would begin.

use lsp_server::{Connection, Message};
use std::io::{self, BufRead, Read};
use std::thread::{self, JoinHandle};

/// The longest message that is read, in bytes. The length is what the other side claims.
const LONGEST: u64 = 256 << 20;

/// What carries messages until the editor says goodbye.
pub(super) struct Wires {
    reader: JoinHandle<io::Result<()>>,
    writer: JoinHandle<io::Result<()>>,
}

/// A connection by standard input and output.
pub(super) fn stdio() -> (Connection, Wires) {
    let (ours, theirs) = Connection::memory();
    let (sender, receiver) = (theirs.sender, theirs.receiver);
    let reader = thread::spawn(move || {
        let mut stdin = io::stdin().lock();
        while let Some(bytes) = read(&mut stdin)? {
            let message: Message = match serde_json::from_slice(&bytes) {
                Ok(message) => message,
                Err(error) => {
                    eprintln!("minijs: what is no message is passed over: {error}");
                    continue;
                }
            };
            let is_exit = matches!(&message, Message::Notification(it) if it.method == "exit");
            if sender.send(message).is_err() || is_exit {
                break;
            }
        }
        Ok(())
    });
    let writer = thread::spawn(move || {
        let mut stdout = io::stdout().lock();
        receiver
            .into_iter()
            .try_for_each(|message| message.write(&mut stdout))
    });
    (ours, Wires { reader, writer })
}

impl Wires {
    /// Waits until all is written; the connection has to be gone.
    ///
    /// # Errors
    /// Why one of the ways broke.
    pub(super) fn join(self) -> io::Result<()> {
        for way in [self.reader, self.writer] {
            way.join()
                .map_err(|_| io::Error::other("a thread panicked"))??;
        }
        Ok(())
    }
}

/// The text of a message; nothing at the end.
fn read(from: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let broken = |what: String| io::Error::new(io::ErrorKind::InvalidData, what);
    let mut length = None;
    loop {
        let mut line = String::new();
        if from.by_ref().take(4096).read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line
            .split_once(':')
            .ok_or_else(|| broken(format!("malformed header: {line:?}")))?;
        if name.eq_ignore_ascii_case("content-length") {
            let value = value.trim();
            let number = value.parse().ok().filter(|length| *length <= LONGEST);
            length = Some(number.ok_or_else(|| broken(format!("no length is {value:?}")))?);
        }
    }
    let length = length.ok_or_else(|| broken(String::from("no Content-Length")))?;
    let mut bytes = Vec::new();
    match from.take(length).read_to_end(&mut bytes)? as u64 == length {
        true => Ok(Some(bytes)),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn told(mut bytes: &[u8]) -> Result<Option<Vec<u8>>, String> {
        read(&mut bytes).map_err(|error| error.to_string())
    }

    #[test]
    fn heads_are_read_and_what_they_claim_isnt_trusted() {
        assert_eq!(told(b""), Ok(None));
        assert_eq!(
            told(b"content-length: 2\r\nX: y\r\n\r\n{}{"),
            Ok(Some(b"{}".to_vec()))
        );
        for (head, why) in [
            ("hello\r\n\r\n", "malformed header"),
            ("X: y\r\n\r\n", "no Content-Length"),
            ("Content-Length: -5\r\n\r\n{}", "no length is \"-5\""),
            ("Content-Length: 99999999999999\r\n\r\n{}", "no length is"),
            ("Content-Length: 9\r\n\r\n{}", "end of file"),
        ] {
            let error = told(head.as_bytes()).expect_err(head);
            assert!(error.contains(why), "{head}: {error}");
        }
    }
}
