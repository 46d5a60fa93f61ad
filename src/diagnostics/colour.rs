//! Whether to write in colour.
//!
//! Owns the rule, which is Node's: `FORCE_COLOR` decides if it is set; otherwise colour needs a
//! terminal that isn't dumb, with neither `NO_COLOR` nor `NODE_DISABLE_COLORS` set to something.

use std::ffi::OsString;
use std::io::IsTerminal;

/// Turns the foreground red.
pub(super) const RED: &str = "\x1b[31m";

/// Turns all colour off.
pub(super) const PLAIN: &str = "\x1b[0m";

/// Whether a stream of this process gets colour.
pub fn stream_wants_colour(stream: &impl IsTerminal) -> bool {
    wants_colour(stream.is_terminal(), |name| std::env::var_os(name))
}

/// The rule itself, for a stream and an environment.
pub fn wants_colour(is_terminal: bool, variable: impl Fn(&str) -> Option<OsString>) -> bool {
    if let Some(force) = variable("FORCE_COLOR") {
        return ["", "1", "2", "3", "true"].iter().any(|on| force == *on);
    }
    let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
    let dumb = variable("TERM").is_some_and(|term| term == "dumb");
    is_terminal && !dumb && !is_set("NO_COLOR") && !is_set("NODE_DISABLE_COLORS")
}

#[cfg(test)]
mod tests {
    use super::wants_colour;

    #[test]
    fn rule() {
        // Variable, value, on a terminal, elsewhere.
        let cases: &[(&str, &str, bool, bool)] = &[
            ("PATH", "x", true, false),
            ("FORCE_COLOR", "", true, true),
            ("FORCE_COLOR", "1", true, true),
            ("FORCE_COLOR", "2", true, true),
            ("FORCE_COLOR", "true", true, true),
            ("FORCE_COLOR", "0", false, false),
            ("FORCE_COLOR", "x", false, false),
            ("NO_COLOR", "1", false, false),
            ("NO_COLOR", "", true, false),
            ("NODE_DISABLE_COLORS", "1", false, false),
            ("TERM", "dumb", false, false),
            ("TERM", "xterm", true, false),
        ];
        for &(name, value, terminal, elsewhere) in cases {
            let variable = |asked: &str| (asked == name).then(|| value.into());
            assert_eq!(
                wants_colour(true, variable),
                terminal,
                "{name}={value} on a terminal"
            );
            assert_eq!(
                wants_colour(false, variable),
                elsewhere,
                "{name}={value} elsewhere"
            );
        }
        let both = |name: &str| matches!(name, "NO_COLOR" | "FORCE_COLOR").then(|| "1".into());
        assert!(wants_colour(false, both));
    }
}
