//! What doesn't give Node's output, and why: `expectations.txt`, a line for each program with its name
//! and a reason. It fails both ways.

use std::collections::BTreeMap;
use std::fs;

use libtest_mimic::Failed;

const PATH: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/packages/expectations.txt"
);

/// The list.
pub(crate) struct Expectations(BTreeMap<String, String>);

impl Expectations {
    /// Reads the list.
    pub(crate) fn read() -> Result<Expectations, String> {
        let text = fs::read_to_string(PATH).map_err(|error| format!("{PATH}: {error}"))?;
        Expectations::parse(&text)
    }

    fn parse(text: &str) -> Result<Expectations, String> {
        let mut list = BTreeMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, reason)) = line.split_once(' ') else {
                return Err(format!("not a name and a reason: {line}"));
            };
            if list.insert(name.to_string(), reason.to_string()).is_some() {
                return Err(format!("twice in the list: {name}"));
            }
        }
        Ok(Expectations(list))
    }

    /// Whether a program ended as the list says.
    pub(crate) fn judge(&self, name: &str, result: Result<(), Failed>) -> Result<(), Failed> {
        match (self.0.get(name), result) {
            (None, result) => result,
            (Some(_), Ok(())) => Err(format!("{name} passes and must not be in the list").into()),
            (Some(_), Err(_)) => Ok(()),
        }
    }

    /// Complains of an entry that is no program's.
    pub(crate) fn check_names<'a>(
        &self,
        names: impl Iterator<Item = &'a str>,
    ) -> Result<(), String> {
        let names: Vec<&str> = names.collect();
        match self.0.keys().find(|name| !names.contains(&name.as_str())) {
            Some(name) => Err(format!("{name} is in the list and is no program")),
            None => Ok(()),
        }
    }
}

/// Checks that the list fails both ways.
pub(crate) fn self_test() {
    let list = Expectations::parse("# head\na because\n").unwrap_or_else(|error| panic!("{error}"));
    let failed = || Err(Failed::from("it differs"));
    assert!(list.judge("a", failed()).is_ok());
    assert!(list.judge("a", Ok(())).is_err());
    assert!(list.judge("b", failed()).is_err());
    assert!(list.judge("b", Ok(())).is_ok());
    assert!(list.check_names(["a", "b"].into_iter()).is_ok());
    assert!(list.check_names(["b"].into_iter()).is_err());
    assert!(Expectations::parse("a\n").is_err());
}
