//! What may be typed next on the command line.
//!
//! The shells ask the command itself (`commands/completions.rs`), so that what they offer follows the
//! rule that everything after the program is the program's, which the shells' own descriptions of
//! options can't say.

use super::command::Command;
use super::help;
use clap::{Arg, ValueHint};

/// What may be the word that is typed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Offer {
    /// Words, each with what it means.
    pub(super) words: Vec<(String, String)>,
    /// Files too.
    pub(super) files: bool,
}

impl Offer {
    fn files() -> Offer {
        Offer {
            words: Vec::new(),
            files: true,
        }
    }

    /// A line for each word, with its meaning after a tab, and one for the files.
    pub(super) fn lines(&self) -> String {
        let words = self.words.iter();
        let mut lines: String = words
            .map(|(word, meaning)| format!("{word}\t{meaning}\n"))
            .collect();
        if self.files {
            lines.push_str(":files\n");
        }
        lines
    }
}

/// What may be typed in the place of the last of the words, which may be unfinished. The command's own
/// name isn't among them.
pub(super) fn offer(commands: &[Command], words: &[String]) -> Offer {
    let Some((typed, before)) = words.split_last() else {
        return Offer::default();
    };
    let called = before.first().and_then(|first| named(commands, first));
    let (definition, before, runs_programs) = match called {
        Some(command) => {
            let runs = ["run", "repl"].contains(&command.name);
            (command.definition(), &before[1..], runs)
        }
        None => (help::whole(commands), before, true),
    };
    let mut options = before.iter();
    while let Some(word) = options.next() {
        if word == "--" || !word.starts_with('-') || word == "-" {
            if runs_programs {
                return Offer::files();
            }
            continue;
        }
        if let Some(option) = option(&definition, word)
            && takes_value(option)
            && !word.contains('=')
            && options.next().is_none()
        {
            return values(option, typed, "");
        }
    }
    if let Some((name, value)) = typed.split_once('=')
        && let Some(option) = option(&definition, name)
    {
        return values(option, value, &format!("{name}="));
    }
    if typed.starts_with('-') {
        return options_of(&definition, typed);
    }
    match called {
        Some(_) => positional(commands, &definition, typed),
        None => Offer {
            words: command_names(commands, typed),
            files: true,
        },
    }
}

fn named<'a>(commands: &'a [Command], name: &str) -> Option<&'a Command> {
    commands.iter().find(|command| command.name == name)
}

fn takes_value(option: &Arg) -> bool {
    option.get_action().takes_values()
}

fn option<'a>(definition: &'a clap::Command, word: &str) -> Option<&'a Arg> {
    let mut options = definition.get_arguments();
    match word.strip_prefix("--") {
        Some(long) => options.find(|option| option.get_long() == Some(long)),
        None => {
            let letter = word.chars().next_back();
            options.find(|option| letter.is_some() && option.get_short() == letter)
        }
    }
}

/// The values of an option, in words that begin with `before`.
fn values(option: &Arg, typed: &str, before: &str) -> Offer {
    let values = option.get_possible_values();
    let words = values
        .iter()
        .filter(|value| value.get_name().starts_with(typed));
    let words = words.map(|value| {
        let meaning = value.get_help().map(ToString::to_string);
        let word = format!("{before}{}", value.get_name());
        (word, meaning.unwrap_or_default())
    });
    let is_path = [ValueHint::FilePath, ValueHint::AnyPath].contains(&option.get_value_hint());
    Offer {
        words: words.collect(),
        files: is_path,
    }
}

fn options_of(definition: &clap::Command, typed: &str) -> Offer {
    let shown = definition.get_arguments().filter(|it| !it.is_hide_set());
    let mut words: Vec<_> = shown
        .filter_map(|option| Some((option.get_long()?, meaning(option))))
        .map(|(long, meaning)| (format!("--{long}"), meaning))
        .collect();
    words.push((String::from("--help"), String::from("Print help")));
    words.retain(|(word, _)| word.starts_with(typed));
    words.sort();
    words.dedup_by(|left, right| left.0 == right.0);
    Offer {
        words,
        files: false,
    }
}

fn meaning(option: &Arg) -> String {
    option
        .get_help()
        .map(ToString::to_string)
        .unwrap_or_default()
}

fn command_names(commands: &[Command], typed: &str) -> Vec<(String, String)> {
    let meant = commands.iter().filter(|it| it.name.starts_with(typed));
    meant
        .map(|command| (command.name.to_owned(), command.summary.to_owned()))
        .collect()
}

/// What a command takes that is no option.
fn positional(commands: &[Command], definition: &clap::Command, typed: &str) -> Offer {
    let Some(argument) = definition.get_positionals().next() else {
        return Offer::default();
    };
    match argument.get_value_hint() {
        ValueHint::CommandName => Offer {
            words: command_names(commands, typed),
            files: false,
        },
        _ => values(argument, typed, ""),
    }
}
