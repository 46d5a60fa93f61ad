//! The console, driven from Rust.

use super::install;
use crate::builtins;
use crate::engine::{Agent, Limits, Value};
use crate::host::streams::{self, Sink};
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

struct Collected(Rc<RefCell<Vec<u8>>>);

impl Write for Collected {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An agent, and what it has written to both streams.
fn captured() -> (Agent, Rc<RefCell<Vec<u8>>>) {
    let mut agent = Agent::new(Limits::default());
    builtins::install(&mut agent);
    let written = Rc::new(RefCell::new(Vec::new()));
    let sink = |written: &Rc<RefCell<Vec<u8>>>| {
        Sink::new(Box::new(Collected(written.clone())), false, false)
    };
    streams::install(&mut agent, sink(&written), sink(&written));
    install(&mut agent);
    (agent, written)
}

fn call(agent: &mut Agent, method: &str, arguments: &[Value]) {
    let key = agent.heap.property_key_of_str("console");
    let global = agent.realm.global_object;
    let console = agent.get(global, key).unwrap_or(Value::UNDEFINED);
    let key = agent.heap.property_key_of_str(method);
    assert_eq!(
        agent.invoke(console, key, arguments),
        Ok(Value::UNDEFINED),
        "{method}"
    );
}

fn text(agent: &mut Agent, written: &Rc<RefCell<Vec<u8>>>) -> String {
    streams::flush_stdout(agent);
    String::from_utf8(written.take()).unwrap_or_default()
}

#[test]
fn lines_in_order() {
    let (mut agent, written) = captured();
    let agent = &mut agent;
    let hello = agent.heap.new_string("héllo\nw").value();
    call(agent, "log", &[hello]);
    call(agent, "log", &[Value::double(-0.0)]);
    call(agent, "group", &[hello]);
    call(agent, "error", &[hello, Value::int(2)]);
    call(agent, "groupEnd", &[]);
    call(agent, "log", &[]);
    assert_eq!(
        text(agent, &written),
        "héllo\nw\n-0\nhéllo\nw\n  héllo\n  w 2\n\n"
    );
    let lone = agent.heap.new_utf16(&[0x61, 0xD800]).value();
    call(agent, "log", &[lone]);
    assert_eq!(text(agent, &written), "a\u{FFFD}\n");
}

#[test]
fn counting_and_asserting() {
    let (mut agent, written) = captured();
    let agent = &mut agent;
    call(agent, "count", &[]);
    call(agent, "count", &[]);
    call(agent, "countReset", &[]);
    call(agent, "count", &[]);
    call(agent, "assert", &[Value::FALSE]);
    let message = agent.heap.new_string("no %d").value();
    call(agent, "assert", &[Value::FALSE, message, Value::int(3)]);
    call(agent, "assert", &[Value::TRUE, message]);
    assert_eq!(
        text(agent, &written),
        "default: 1\ndefault: 2\ndefault: 1\nAssertion failed\nAssertion failed: no 3\n"
    );
}

#[test]
fn tables() {
    let (mut agent, written) = captured();
    let agent = &mut agent;
    let row = agent.new_plain_object(1);
    let key = agent.heap.property_key_of_str("b");
    assert_eq!(
        agent.create_data_property(row, key, Value::int(5)),
        Ok(true)
    );
    let a = agent.heap.new_string("日").value();
    let data = agent.new_array_from(&[Value::int(1), a, row.value()]);
    call(agent, "table", &[data.value()]);
    assert_eq!(
        text(agent, &written),
        "┌─────────┬───┬────────┐\n\
         │ (index) │ b │ Values │\n\
         ├─────────┼───┼────────┤\n\
         │ 0       │   │ 1      │\n\
         │ 1       │   │ '日'   │\n\
         │ 2       │ 5 │        │\n\
         └─────────┴───┴────────┘\n"
    );
}
