//! Where bytes from outside enter the engine, one function each. The bytes come from the simple loop
//! of this target (`bytes.rs`) or from libFuzzer (`coverage/`), which sees what they reach.
//!
//! Only a panic or a crash is a failure, and a value that doesn't survive being written and read.

use minijs::{Context, Error, ErrorKind, Runtime};

/// What bytes are given to.
pub(crate) type Entry = fn(&[u8]);

/// The entries, by name.
pub(crate) const ENTRIES: &[(&str, Entry)] = &[
    ("lexer", lexer),
    ("parser", parser),
    ("regexp", regexp),
    ("json", json),
    ("date", date),
];

/// How much a program may do, so that a pattern that backtracks for ever is no failure.
const INSTRUCTIONS: u64 = 200_000;

/// Enough for any input that is tried, too little for one that multiplies.
const HEAP: usize = 256 << 20;

fn runtime() -> Runtime {
    Runtime::builder()
        .instruction_limit(INSTRUCTIONS)
        .heap_limit(HEAP)
        .stdout(std::io::sink())
        .stderr(std::io::sink())
        .build()
}

/// Reads a text as a program, without running it.
fn read(runtime: &mut Runtime, text: &str) {
    let result = runtime.eval::<()>(&format!("throw 0;\n{text}"));
    if let Err(error) = result {
        check(&error);
    }
}

/// An end that is expected of a program.
fn check(error: &Error) {
    let expected = matches!(
        error.kind(),
        ErrorKind::Syntax | ErrorKind::Exception | ErrorKind::Stopped(_) | ErrorKind::Conversion
    );
    assert!(expected, "{error:?}");
}

/// Each line by itself, so that an error in one doesn't hide the next.
pub(crate) fn lexer(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut runtime = runtime();
    for line in text.split('\n').take(50) {
        read(&mut runtime, line);
    }
}

/// A whole program: tokens, grammar, early errors, scopes.
pub(crate) fn parser(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    read(&mut runtime(), &text);
    read(&mut runtime(), &format!("async function* f() {{{text}\n}}"));
}

/// Calls a function of a script with texts.
fn call(runtime: &mut Runtime, function: &str, texts: &[&str]) {
    let run = |context: &mut Context<'_>, function| {
        let this = context.value(())?;
        let mut arguments = Vec::new();
        for text in texts {
            arguments.push(context.value(*text)?);
        }
        context.call(&function, &this, &arguments)
    };
    match runtime.eval(function) {
        Ok(function) => {
            if let Err(error) = run(&mut runtime.context(), function) {
                check(&error);
                let message = error.message();
                assert!(!message.contains("doesn't survive"), "{message}");
            }
        }
        Err(error) => panic!("{error}"),
    }
}

/// The first line is the pattern, with flags after a last slash; the rest is searched.
pub(crate) fn regexp(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (first, subject) = text.split_once('\n').unwrap_or((&text, "aab\u{e9}"));
    let (pattern, flags) = first.rsplit_once('/').unwrap_or((first, ""));
    let function = "(pattern, flags, subject) => {
        const r = new RegExp(pattern, flags);
        new RegExp(r.source, r.flags);
        r.exec(subject);
        subject.replace(r, '[$&$1$<n>]');
        subject.split(r);
    }";
    call(&mut runtime(), function, &[pattern, flags, subject]);
}

/// What is read, written and read again is the same.
pub(crate) fn json(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let function = "text => {
        const once = JSON.stringify(JSON.parse(text));
        if (JSON.stringify(JSON.parse(once)) !== once) throw Error(`${once} doesn't survive`);
        JSON.parse(text, (key, value) => value);
    }";
    call(&mut runtime(), function, &[&text]);
}

/// A date that is read, written and read again is the same.
pub(crate) fn date(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let function = "text => {
        const time = Date.parse(text);
        if (Number.isNaN(time)) return;
        const date = new Date(time);
        if (Date.parse(date.toISOString()) !== time) throw Error(`${time} doesn't survive`);
        if (Date.parse(date.toString()) !== Math.floor(time / 1000) * 1000) throw Error(`${date} doesn't survive`);
    }";
    call(&mut runtime(), function, &[&text]);
}
