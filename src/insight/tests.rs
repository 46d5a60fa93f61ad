//! The rules for queues that this host doesn't have, and the bound on what is kept: with facts of our own.

use super::recording::{Recorder, Recording};
use super::rules::{RULES, why};
use super::story::Story;
use crate::event_loop::observer::{Channel, Fact, Kind, Observer, Phase, Place, Readiness};
use std::cell::RefCell;
use std::rc::Rc;

fn recorder(last: Option<usize>) -> (Rc<RefCell<Recording>>, Recorder) {
    let recording = Rc::new(RefCell::new(Recording::new(last)));
    let recorder = Recorder::new(&recording);
    (recording, recorder)
}

fn run(recorder: &mut Recorder, task: u32, kind: Kind, by: u32) {
    let queued = Fact::Queued {
        task,
        kind,
        function: Place::NONE,
        on: 0,
        gives: 0,
        delay: 0,
    };
    recorder.fact(queued, by, &[]);
    let why = Readiness::AtOnce;
    recorder.fact(Fact::Ready { task, why }, by, &[]);
    let begin = Fact::Begin {
        task,
        turn: 0,
        phase: Phase::Main,
        drain: 0,
        time: u64::from(task),
    };
    recorder.fact(begin, 0, &[]);
    recorder.output(Channel::Stdout, b"x\n", task, &[]);
    let end = Fact::End {
        task,
        threw: false,
        time: u64::from(task),
    };
    recorder.fact(end, task, &[]);
}

#[test]
fn the_queues_of_browsers_have_rules() {
    let (recording, mut recorder) = recorder(None);
    run(&mut recorder, 1, Kind::Main, 0);
    run(&mut recorder, 2, Kind::Mutation, 1);
    run(&mut recorder, 3, Kind::Frame, 1);
    let recording = recording.borrow();
    let story = Story::new(&recording);
    let rules: Vec<u8> = (0..3).map(|index| why(&story, index).rule).collect();
    assert_eq!(rules, [1, 14, 15]);
    assert_eq!(
        super::invariants::problems(&recording),
        Vec::<String>::new()
    );
}

#[test]
fn rules_are_found_by_their_numbers() {
    for (index, rule) in RULES.iter().enumerate() {
        assert_eq!(usize::from(rule.number), index + 1);
        assert!(rule.link.starts_with("https://") && rule.sentence.ends_with('.'));
    }
}

#[test]
fn only_the_last_events_are_kept() {
    let (recording, mut recorder) = recorder(Some(10_000));
    for task in 1..=10_000 {
        run(&mut recorder, task, Kind::Microtask, task - 1);
    }
    let recording = recording.borrow();
    let kept = recording.events().count();
    assert!((10_000..20_000).contains(&kept), "{kept}");
    assert_eq!(recording.dropped() as usize + kept, 50_000);
    let story = Story::new(&recording);
    assert_eq!(story.outputs.last().map(|output| output.task), Some(10_000));
}

#[test]
fn an_invariant_that_is_broken_is_found() {
    let (recording, mut recorder) = recorder(None);
    run(&mut recorder, 2, Kind::Tick, 0);
    let end = Fact::End {
        task: 3,
        threw: false,
        time: 0,
    };
    recorder.fact(end, 0, &[]);
    let problems = super::invariants::problems(&recording.borrow());
    assert_eq!(problems.len(), 2, "{problems:?}");
}
