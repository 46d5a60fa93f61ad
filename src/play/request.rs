//! What is asked for: by the page of the server, and by the server of a worker. Both are JSON.

use serde_json::{Value, json};

/// The longest program, in bytes.
pub const LONGEST_TEXT: usize = 256 << 10;

/// The longest name of a program, in bytes.
const LONGEST_NAME: usize = 255;

/// A program to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The name of its file, which says by its ending what it is.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What a program may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Time, in milliseconds.
    pub time_ms: u64,
    /// Steps of evaluation.
    pub steps: u64,
    /// Memory, in mebibytes.
    pub memory_mib: u64,
    /// Events of the recording.
    pub events: u64,
    /// Output, in kibibytes.
    pub output_kib: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            time_ms: 3000,
            steps: 50_000_000,
            memory_mib: 128,
            events: 10_000,
            output_kib: 256,
        }
    }
}

impl Program {
    /// As a page puts it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn of(value: &Value) -> Result<Program, &'static str> {
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        let (name, source) = text("name")
            .zip(text("text"))
            .ok_or("a program has a name and a text")?;
        if source.len() > LONGEST_TEXT {
            return Err("the program is too long");
        }
        let is_plain =
            |character: char| !character.is_control() && !matches!(character, '/' | '\\');
        if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(is_plain) {
            return Err("that isn't a name of a file");
        }
        Ok(Program {
            name: name.to_owned(),
            text: source.to_owned(),
        })
    }

    /// For a worker, with what the program may use.
    pub fn for_worker(&self, limits: Limits) -> Vec<u8> {
        let request = json!({
            "name": self.name,
            "text": self.text,
            "limits": [
                limits.time_ms, limits.steps, limits.memory_mib, limits.events, limits.output_kib,
            ],
        });
        request.to_string().into_bytes()
    }

    /// What [`Program::for_worker`] gave.
    pub fn from_server(bytes: &[u8]) -> Option<(Program, Limits)> {
        let value: Value = serde_json::from_slice(bytes).ok()?;
        let number = |index: usize| value.get("limits")?.get(index)?.as_u64();
        let limits = Limits {
            time_ms: number(0)?,
            steps: number(1)?,
            memory_mib: number(2)?,
            events: number(3)?,
            output_kib: number(4)?,
        };
        Some((Program::of(&value).ok()?, limits))
    }
}
