//! What generated programs are compared with, and what counts as a failure.

use crate::features::{Feature, Features};
use crate::generate::{self, Profile, Program, Size};
use crate::node::Node;
use crate::reduce::reduce;
use crate::rng::Rng;
use crate::tree::{self, Form, Sort, indent};
use crate::worker::{Outcome, Stop, Task, Worker};

/// What a program is put to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Oracle {
    /// As a generator that is driven to its end it prints what it prints as a function.
    Generator,
    /// As an async function it does, too.
    Async,
    /// It prints the same while garbage is collected all the time.
    Collection,
    /// It can be stopped anywhere, and its runtime is of use afterwards.
    Limits,
    /// Node prints the same.
    Node,
}

/// Every oracle, by its name.
pub(crate) const ORACLES: &[(&str, Oracle)] = &[
    ("suspension/generator", Oracle::Generator),
    ("suspension/async", Oracle::Async),
    ("collection", Oracle::Collection),
    ("limits", Oracle::Limits),
    ("node", Oracle::Node),
];

/// A program that failed.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    /// What went wrong, in words that stay the same while the program is reduced.
    pub(crate) kind: String,
    /// The program's text.
    text: String,
    /// What it should have printed.
    expected: String,
    /// What it printed.
    found: String,
}

/// What runs programs.
pub(crate) struct Bench {
    worker: Worker,
    node: Option<Node>,
    /// Programs that were no tests: their forms differ on Node as well, or they weren't finished.
    pub(crate) mistakes: usize,
}

impl Bench {
    /// With Node where it is installed.
    pub(crate) fn new() -> Bench {
        Bench {
            worker: Worker::default(),
            node: Node::find(),
            mistakes: 0,
        }
    }

    /// Whether an oracle can be asked.
    pub(crate) fn can(&self, oracle: Oracle) -> bool {
        oracle != Oracle::Node || self.node.is_some()
    }

    /// Puts the program of a seed to an oracle. A failure is reduced.
    pub(crate) fn trial(
        &mut self,
        oracle: Oracle,
        seed: u64,
        features: &Features,
    ) -> Result<Option<Failure>, String> {
        let (mut program, form) = prepare(oracle, seed, features);
        let Some(mut failure) = self.judge(oracle, seed, form, &program)? else {
            return Ok(None);
        };
        let kind = failure.kind.clone();
        let mut problem = None;
        program.short = true;
        match self.judge(oracle, seed, form, &program)? {
            Some(found) if found.kind == kind => failure = found,
            _ => program.short = false,
        }
        let short = program.short;
        reduce(&program.tree, |tree| {
            let candidate = Program {
                tree: tree.clone(),
                short,
            };
            match self.judge(oracle, seed, form, &candidate) {
                Ok(Some(found)) if found.kind == kind => {
                    failure = found;
                    true
                }
                Ok(_) => false,
                Err(message) => {
                    problem = Some(message);
                    false
                }
            }
        });
        match problem {
            Some(message) => Err(message),
            None => Ok(Some(failure)),
        }
    }

    fn judge(
        &mut self,
        oracle: Oracle,
        seed: u64,
        form: Form,
        program: &Program,
    ) -> Result<Option<Failure>, String> {
        let text = program.text(form);
        match oracle {
            Oracle::Generator | Oracle::Async => {
                let plain = program.text(Form::Plain);
                self.judge_suspension(&plain, &text)
            }
            Oracle::Collection => self.judge_collection(&text),
            Oracle::Limits => self.judge_limits(&text, seed),
            Oracle::Node => self.judge_on_node(&text),
        }
    }

    fn judge_suspension(&mut self, plain: &str, text: &str) -> Result<Option<Failure>, String> {
        let expected = self.worker.perform(Task::Run(0), plain)?;
        if expected.is_broken() {
            return Ok(Some(Failure::new(plain, &Outcome::nothing(), &expected)));
        }
        let found = self.worker.perform(Task::Run(0), text)?;
        if found == expected {
            return Ok(None);
        }
        if let Some(node) = &mut self.node
            && node.run(plain)? != node.run(text)?
        {
            self.mistakes += 1;
            return Ok(None);
        }
        Ok(Some(Failure::new(text, &expected, &found)))
    }

    fn judge_collection(&mut self, text: &str) -> Result<Option<Failure>, String> {
        let expected = self.worker.perform(Task::Run(0), text)?;
        if expected.is_broken() {
            return Ok(Some(Failure::new(text, &Outcome::nothing(), &expected)));
        }
        for stress in [1, 3, 7] {
            let found = self.worker.perform(Task::Run(stress), text)?;
            if found.status == "hangs" {
                // Collecting takes most of the time: that it was too little says nothing.
                self.mistakes += 1;
            } else if found != expected {
                let mut failure = Failure::new(text, &expected, &found);
                failure.kind = format!("{} with --gc-stress={stress}", failure.kind);
                return Ok(Some(failure));
            }
        }
        Ok(None)
    }

    fn judge_limits(&mut self, text: &str, seed: u64) -> Result<Option<Failure>, String> {
        let complete = self.worker.perform(Task::Run(0), text)?;
        if complete.is_broken() {
            return Ok(Some(Failure::new(text, &Outcome::nothing(), &complete)));
        }
        let mut rng = Rng::new(seed ^ 0x5157);
        let lines = complete.output.lines().count().max(1);
        let most = 1 << (4 + rng.below(12));
        let stops = [
            Stop::AtLine(1 + rng.below(lines) as u64),
            Stop::AtLine(lines as u64),
            Stop::Instructions(1 + rng.below(most) as u64),
            Stop::Heap(1 << (16 + rng.below(8))),
            Stop::Time(1 + rng.below(3000) as u64),
        ];
        for stop in stops {
            let found = self.worker.perform(Task::Stop(stop), text)?;
            let is_beginning = complete.output.starts_with(&found.output);
            if found.is_broken() || !is_beginning {
                let mut failure = Failure::new(text, &complete, &found);
                failure.kind = match is_beginning {
                    true => format!("{} ({})", failure.kind, stop.name()),
                    false => format!("prints something else ({})", stop.name()),
                };
                failure.found = format!("// stopped by {stop:?}\n{}", failure.found);
                return Ok(Some(failure));
            }
        }
        Ok(None)
    }

    fn judge_on_node(&mut self, text: &str) -> Result<Option<Failure>, String> {
        let Some(node) = &mut self.node else {
            return Ok(None);
        };
        let expected = node.run(text)?;
        let found = self.worker.perform(Task::Run(0), text)?;
        if found == expected {
            return Ok(None);
        }
        // A process of its own has the last word.
        let alone = node.run_alone(text)?;
        let words = |output: &str| !output.starts_with("SyntaxError");
        if words(&expected.output) && alone != expected {
            self.mistakes += 1;
        }
        match found.output == alone.output && found.status == alone.status {
            true => Ok(None),
            false => Ok(Some(Failure::new(text, &alone, &found))),
        }
    }
}

/// The program of a seed, as an oracle wants it, and its form.
fn prepare(oracle: Oracle, seed: u64, features: &Features) -> (Program, Form) {
    let mut rng = Rng::new(seed ^ 0xf02d);
    let profile = match oracle {
        Oracle::Generator | Oracle::Async => Profile::Linear,
        _ if rng.chance(30) => Profile::Linear,
        _ => Profile::Full,
    };
    let form = match (oracle, profile) {
        (Oracle::Generator, _) => Form::Generator,
        (Oracle::Async, _) => Form::Async,
        (_, Profile::Full) => Form::Plain,
        _ => [Form::Plain, Form::Generator, Form::Async][rng.below(3)],
    };
    let size = match oracle {
        Oracle::Collection => Size::Small,
        _ => Size::Any,
    };
    let mut program = generate::program(seed, profile, size, features);
    let percent = [100, 50, 15, 4][rng.below(4)];
    if features.has(Feature::Suspension) {
        suspend(&mut program.tree, percent, features, &mut rng);
    }
    (program, form)
}

/// Lets some operands suspend.
fn suspend(node: &mut tree::Node, percent: usize, features: &Features, rng: &mut Rng) {
    let kept_out = match node.sort {
        Sort::Pattern => !features.has(Feature::PatternSuspension),
        Sort::SuperTarget => !features.has(Feature::SuperSuspension),
        _ => false,
    };
    if kept_out {
        return;
    }
    node.suspended = node.sort == Sort::Operand && rng.chance(percent);
    for child in node.children_mut() {
        suspend(child, percent, features, rng);
    }
}

impl Outcome {
    fn nothing() -> Outcome {
        Outcome {
            status: "exit 0".to_owned(),
            output: String::new(),
        }
    }
}

impl Stop {
    fn name(self) -> &'static str {
        match self {
            Stop::AtLine(_) => "interrupt",
            Stop::Instructions(_) => "instructions",
            Stop::Heap(_) => "heap",
            Stop::Time(_) => "time",
        }
    }
}

impl Failure {
    fn new(text: &str, expected: &Outcome, found: &Outcome) -> Failure {
        let kind = match found.is_broken() {
            // Numbers vary with the program.
            true => found.status.replace(|c: char| c.is_ascii_digit(), ""),
            false if found.status != expected.status => {
                format!("{} instead of {}", found.status, expected.status)
            }
            false => "prints something else".to_owned(),
        };
        Failure {
            kind,
            text: text.to_owned(),
            expected: expected.output.clone(),
            found: found.output.clone(),
        }
    }

    /// The failure as a golden: the program, and what belongs into the `.out` beside it.
    pub(crate) fn golden(&self) -> String {
        format!(
            "{}\n----- the program\n{}----- expected\n{}----- found\n{}-----",
            self.kind,
            indent(&self.text),
            self.expected,
            self.found
        )
    }

    /// The program's own part, without names and numbers: alike for failures of one cause, mostly.
    pub(crate) fn signature(&self) -> String {
        let body = self.text.find("main(p, q)").unwrap_or(0);
        let body = self.text[body..].chars().filter(|c| !c.is_ascii_digit());
        format!("{} {}", self.kind, body.collect::<String>())
    }
}

/// The text of the program of a seed, as an oracle sees it.
pub(crate) fn text(oracle: Oracle, seed: u64, features: &Features) -> String {
    let (program, form) = prepare(oracle, seed, features);
    indent(&program.text(form))
}
