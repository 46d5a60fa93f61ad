//! Inputs of several lines, and what is printed while one is typed.

use super::screen::Screen;
use super::{PATIENCE, Session, scratch};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// A session whose screen is looked at.
struct Seen {
    session: Session,
    screen: Screen,
}

impl Seen {
    fn start(size: (u16, u16), variables: &[(&str, &str)]) -> Seen {
        let session = Session::run(&[], variables, size, Path::new("."));
        let mut screen = Screen::of_columns(size.0.into());
        screen.write(b"> ");
        Seen { session, screen }
    }

    /// Waits until the last lines are those, and the cursor is behind the last.
    fn wait(&mut self, lines: &[&str]) {
        let begun = Instant::now();
        loop {
            let shown = self.screen.lines();
            if shown
                .iter()
                .rev()
                .zip(lines.iter().rev())
                .all(|(a, b)| a == b)
                && shown.len() >= lines.len()
            {
                return;
            }
            if begun.elapsed() > PATIENCE {
                let _ = self.session.child.kill();
                panic!("{shown:#?}\ndoesn't end with\n{lines:#?}");
            }
            if self.session.read_some() {
                let seen = std::mem::take(&mut self.session.seen);
                self.screen.write(&seen);
            }
        }
    }

    /// Types something, and waits for the last lines.
    fn keys(&mut self, keys: &str, lines: &[&str]) {
        self.session.keys(keys);
        self.wait(lines);
    }

    /// Types as a person does, so that nothing is taken for pasted.
    fn slowly(&mut self, keys: &str) {
        for key in keys.chars() {
            std::thread::sleep(Duration::from_millis(15));
            self.session.keys(&key.to_string());
        }
    }
}

/// What a terminal does for Ctrl-C while no input is typed, if it is the one that controls the session.
fn interrupt(session: &Session) {
    let child = Pid::from_raw(session.child.id() as i32);
    kill(child, Signal::SIGINT).unwrap();
}

const PLAIN: &[(&str, &str)] = &[("NO_COLOR", "1")];

#[test]
fn further_lines_have_a_margin() {
    for size in [(80, 24), (40, 24)] {
        let mut seen = Seen::start(size, PLAIN);
        seen.slowly("function f() {\r");
        seen.wait(&["> function f() {", "|"]);
        seen.slowly("return [\r");
        seen.slowly("`a\r");
        seen.slowly("  b`,\r");
        seen.slowly("]\r");
        seen.slowly("}");
        let lines = [
            "> function f() {",
            "|   return [",
            "|     `a",
            "  b`,",
            "|   ]",
            "| }",
        ];
        seen.wait(&lines);
        seen.keys("\r", &["| }", "undefined", ">"]);
        // What is run has no margins, and no indentation is added to a template.
        let text = "'function f() {\\n  return [\\n    `a\\n  b`,\\n  ]\\n}'";
        let (first, second) = text.split_at(text.len().min(size.0.into()));
        let rows = ["> f + ''", first, second, ">"].into_iter();
        let rows: Vec<&str> = rows.filter(|row| !row.is_empty()).collect();
        seen.keys("f + ''\r", &rows);
        // The block comes back as a whole.
        seen.session.keys("\x1b[A\x1b[A");
        seen.wait(&lines);
        seen.keys("\x03", &["| }", ">"]);
    }
}

#[test]
fn pasted_lines_stay_as_they_are() {
    let mut seen = Seen::start((80, 24), PLAIN);
    seen.keys(
        "\x1b[200~function f() {\n    return 1\n}\x1b[201~",
        &["    return 1", "}"],
    );
    seen.keys("\rf + ''\r", &["'function f() {\\n    return 1\\n}'", ">"]);
    // The same where the terminal doesn't mark what is pasted.
    seen.keys(
        "function g() {\n    return 1\n}\ng + ''\n",
        &["'function g() {\\n    return 1\\n}'", ">"],
    );
}

#[test]
fn a_line_without_an_end_goes_on_in_its_row() {
    for size in [(80, 24), (40, 24)] {
        let mut seen = Seen::start(size, PLAIN);
        let code = "let n = 0; function dot() {\\\n process.stdout.write(n < 50 ? '.' : 'end\\n');\\\n n++ < 50 && setTimeout(dot, 1) }";
        let code = code.replace("\\\n", "");
        seen.session.keys(&format!("{code}\r"));
        seen.wait(&["undefined", ">"]);
        seen.session.keys("setTimeout(dot, 100) && 1\r40 +");
        let dots = ".".repeat(50);
        let rows = match size.0 {
            80 => vec![format!("{dots}end"), "> 40 +".to_string()],
            _ => vec![
                dots[..40].to_string(),
                format!("{}end", &dots[40..]),
                "> 40 +".to_string(),
            ],
        };
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        seen.wait(&rows);
        seen.keys(" 2\r", &["> 40 + 2", "42", ">"]);
    }
}

#[test]
fn output_before_a_prompt_gets_a_line() {
    let mut seen = Seen::start((80, 24), PLAIN);
    seen.session.keys("process.stdout.write('ab'); for (;;);\r");
    seen.wait(&["ab"]);
    interrupt(&seen.session);
    seen.wait(&["ab", "interrupted", ">"]);
}

#[test]
fn endless_jobs_end_with_an_interrupt() {
    let mut session = Session::start();
    for code in [
        "/(a+)+b/.test('a'.repeat(60))",
        "for (;;);",
        "let again = () => Promise.resolve().then(again); again(), 1",
        "process.nextTick(function tick() { process.nextTick(tick) }), 1",
        "(async () => { for (;;) await 0 })(), 1",
        "await (async () => { for (;;) await 0 })()",
        "queueMicrotask(function job() { queueMicrotask(job); queueMicrotask(() => {}) }), 1",
    ] {
        let sleepless = format!("console.log('be' + 'gun'), 0; {code}\r");
        session.keys(&sleepless);
        session.expect("begun\n");
        interrupt(&session);
        session.expect("interrupted\n> ");
        session.line("70 + 7", "77\n");
    }
}

#[test]
fn a_program_may_end_the_session() {
    let mut session = Session::start();
    session.keys("setTimeout(() => { console.log('b' + 'ye'); process.exit(7) }, 50) && 3\r");
    session.expect("\n3\n");
    session.keys("typed");
    session.expect("bye\n");
    assert_eq!(session.end(), Some(7));
}

#[test]
fn keys_are_the_prompts() {
    let mut session = Session::start();
    session
        .keys("process.stdin.on('data', () => {}).on('end', () => console.log('en' + 'ded')), 1\r");
    session.expect("ended\n");
    session.line("70 + 7", "77\n");
}

#[test]
fn much_output_while_lines_are_entered() {
    let mut session = Session::start();
    session.keys(
        "let n = 0; const timer = setInterval(() => { console.log('line', n++) }, 5), x = 1\r",
    );
    session.expect("undefined\n");
    for round in 0..8 {
        session.keys(&format!("'a' + {round}\r"));
        session.expect(&format!("'a{round}'\n"));
    }
    session.keys("clearInterval(timer), 'ended'\r");
    session.expect("'ended'\n");
}

#[test]
fn a_list_of_candidates_ends_with_an_interrupt() {
    for size in [(80, 24), (40, 10)] {
        let mut session = Session::run(&[], PLAIN, size, Path::new("."));
        session.keys("setInterval(() => process.title, 1) && 1\r");
        session.expect("\n1\n");
        session.keys("\t\t");
        session.expect("Display all ");
        session.keys("\x03");
        session.keys("20 + 3\r");
        session.expect("\n23\n");
        session.keys("\t\ty");
        session.expect("--More--");
        session.keys("\x03");
        session.keys("40 + 2\r");
        session.expect("\n42\n");
        // One that is no list any more.
        session.keys("proces\x03");
        session.line("70 + 7", "77\n");
    }
}

#[test]
fn a_history_that_cannot_be_written() {
    let folder = scratch("no history");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("is a folder");
    fs::create_dir_all(&file).unwrap();
    let variables = [
        ("NO_COLOR", "1"),
        ("MINIJS_HISTORY", file.to_str().unwrap()),
    ];
    let mut session = Session::with(&variables);
    session.line("20 + 1", "21\n");
    session.keys("\x1b[A\r");
    session.expect("\n21\n");
}

#[test]
fn sizes_of_terminals() {
    for size in [(40, 10), (10, 3), (2, 2), (1, 1), (0, 0)] {
        let mut session = Session::run(&[], PLAIN, size, Path::new("."));
        session.keys("setInterval(() => console.log('tick'), 5) && 0\r");
        session.keys("Array(100).fill('a long one') && 'do' + 'ne'\r");
        session.expect("'done'");
        session.keys("\x04");
        assert_eq!(session.end(), Some(0));
    }
}

#[test]
fn wide_characters() {
    let mut seen = Seen::start((20, 24), PLAIN);
    seen.keys("'宽字符'\r", &["'宽字符'", ">"]);
    seen.keys("'e\u{301}👍'.length\r", &["4", ">"]);
}

#[test]
fn suspended_and_continued() {
    let mut session = Session::start();
    session.keys("setInterval(() => {}, 1) && 1\r");
    session.expect("\n1\n");
    session.keys("40 + 2");
    session.expect("40 + 2");
    session.keys("\x1a");
    let child = Pid::from_raw(session.child.id() as i32);
    let status = waitpid(child, Some(WaitPidFlag::WUNTRACED)).unwrap();
    assert_eq!(status, WaitStatus::Stopped(child, Signal::SIGTSTP));
    session.seen.clear();
    kill(child, Signal::SIGCONT).unwrap();
    // It is painted once more.
    session.expect("> 40 + 2");
    session.keys("\r");
    session.expect("\n42\n");
}
