//! `minijs check --lsp`, spoken to as an editor does.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const URI: &str = "file:///a.mjs";

/// The server and the way to it.
struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next_id: u64,
}

impl Server {
    /// A server that isn't initialized yet.
    fn start() -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_minijs"))
            .args(["check", "--lsp"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Server {
            input: child.stdin.take().unwrap(),
            output: BufReader::new(child.stdout.take().unwrap()),
            child,
            next_id: 1,
        }
    }

    /// A server that knows what the editor can do.
    fn initialized() -> Server {
        let mut server = Server::start();
        let related = json!({ "relatedInformation": true });
        let capabilities = json!({ "textDocument": { "publishDiagnostics": related } });
        let answer = server.ask("initialize", json!({ "capabilities": capabilities }));
        let result = &answer["result"];
        assert_eq!(result["serverInfo"]["name"], "minijs");
        assert_eq!(result["capabilities"]["textDocumentSync"]["change"], 2);
        assert_eq!(result["capabilities"]["hoverProvider"], true);
        server.tell("initialized", json!({}));
        server
    }

    fn send(&mut self, message: Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert_ne!(
                self.output.read_line(&mut line).unwrap(),
                0,
                "the server is gone"
            );
            match line.trim_end().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.parse().unwrap();
                }
                Some(_) => {}
                None => break,
            }
        }
        let mut bytes = vec![0; length];
        self.output.read_exact(&mut bytes).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks, and gives the answer, which is the next message but for what is told by itself.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.next_id;
        self.next_id += 1;
        self.send(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == id {
                return message;
            }
            assert_eq!(
                message["method"], "textDocument/publishDiagnostics",
                "{message}"
            );
        }
    }

    fn open(&mut self, text: &str) {
        let document =
            json!({ "uri": URI, "languageId": "javascript", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn change(&mut self, version: u32, changes: Value) {
        let document = json!({ "uri": URI, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.tell("textDocument/didChange", params);
    }

    /// What is told of the text next: its version, and codes with lines and columns.
    fn told(&mut self) -> (Value, Vec<(String, u64, u64)>) {
        let message = self.receive();
        assert_eq!(
            message["method"], "textDocument/publishDiagnostics",
            "{message}"
        );
        let params = &message["params"];
        assert_eq!(params["uri"], URI);
        let found = params["diagnostics"].as_array().unwrap();
        let found = found.iter().map(|found| {
            let start = &found["range"]["start"];
            (
                found["code"].as_str().unwrap().to_owned(),
                start["line"].as_u64().unwrap(),
                start["character"].as_u64().unwrap(),
            )
        });
        (params["version"].clone(), found.collect())
    }

    /// Says goodbye; the exit code.
    fn end(mut self) -> Option<i32> {
        let answer = self.ask("shutdown", Value::Null);
        assert_eq!(answer["result"], Value::Null);
        assert_eq!(
            self.ask("textDocument/hover", json!({}))["error"]["code"],
            -32600
        );
        self.tell("exit", Value::Null);
        self.child.wait().unwrap().code()
    }
}

fn range(line: u32, start: u32, end: u32) -> Value {
    let at = |character| json!({ "line": line, "character": character });
    json!({ "start": at(start), "end": at(end) })
}

const PROGRAM: &str = "const s = '😀'; setInterval(beat, 10);\nexport {};\n";

#[test]
fn findings_are_told_as_the_text_changes() {
    let mut server = Server::initialized();
    server.open(PROGRAM);
    // The emoji counts as two.
    assert_eq!(
        server.told(),
        (json!(1), vec![(String::from("E06"), 0, 16)])
    );
    // Two edits in one message, the second in the text that the first one left.
    let first = json!({ "range": range(0, 0, 0), "text": "\n" });
    let second = json!({ "range": range(1, 16, 27), "text": "setTimeout" });
    server.change(2, json!([first, second]));
    assert_eq!(server.told(), (json!(2), vec![]));
    // The whole text anew.
    server.change(3, json!([{ "text": "let a = = 1;" }]));
    assert_eq!(server.told(), (json!(3), vec![(String::from("E00"), 0, 8)]));
    // Many changes in a row are answered once.
    for version in 4..20 {
        server.change(version, json!([{ "text": "x;" }]));
    }
    assert_eq!(server.told(), (json!(19), vec![]));
    let document = json!({ "textDocument": { "uri": URI } });
    server.tell("textDocument/didClose", document);
    assert_eq!(server.told(), (Value::Null, vec![]));
    assert_eq!(server.end(), Some(0));
}

#[test]
fn changes_are_offered() {
    let mut server = Server::initialized();
    let program =
        "export async function load() {\n  try {\n    return fetch('/');\n  } catch {}\n}\n";
    server.open(program);
    let document = json!({ "uri": URI });
    let params = json!({
        "textDocument": document,
        "range": range(2, 12, 12),
        "context": { "diagnostics": [] },
    });
    let answer = server.ask("textDocument/codeAction", params);
    let actions = answer["result"].as_array().unwrap();
    let titles: Vec<&str> = actions
        .iter()
        .map(|one| one["title"].as_str().unwrap())
        .collect();
    assert_eq!(
        titles,
        ["Await it here (E09)", "Ignore this E09 with a comment"]
    );
    let edit = |action: &Value| action["edit"]["changes"][URI][0].clone();
    let expected = json!({ "range": range(2, 11, 11), "newText": "await " });
    assert_eq!(edit(&actions[0]), expected);
    assert_eq!(actions[0]["isPreferred"], true);
    let comment = "    // minijs-ignore E09: (the reason)\n";
    let expected = json!({ "range": range(2, 0, 0), "newText": comment });
    assert_eq!(edit(&actions[1]), expected);
    let params = json!({
        "textDocument": document,
        "range": range(0, 0, 0),
        "context": { "diagnostics": [], "only": ["source.fixAll"] },
    });
    let answer = server.ask("textDocument/codeAction", params);
    let actions = answer["result"].as_array().unwrap();
    assert_eq!(actions.len(), 1);
    let fixed = program.replace("return fetch", "return await fetch");
    assert_eq!(edit(&actions[0])["newText"], fixed);
    assert_eq!(server.end(), Some(0));
}

#[test]
fn codes_are_explained() {
    let mut server = Server::initialized();
    server.open("setInterval(beat, 10); // minijs-ignore E06: ever\nsetInterval(beat, 10);\n");
    let mut hover = |line: u32, character: u32| {
        let position = json!({ "line": line, "character": character });
        let params = json!({ "textDocument": { "uri": URI }, "position": position });
        server.ask("textDocument/hover", params)["result"].clone()
    };
    for (line, character, start, end) in [(0, 41, 40, 43), (1, 3, 0, 11)] {
        let told = hover(line, character);
        let value = told["contents"]["value"].as_str().unwrap();
        assert!(value.starts_with("**E06 endless-interval**"), "{value}");
        assert_eq!(told["range"], range(line, start, end));
    }
    assert_eq!(hover(0, 3), Value::Null);
    assert_eq!(server.end(), Some(0));
}

#[test]
fn the_protocol_is_kept() {
    let mut server = Server::start();
    assert_eq!(
        server.ask("textDocument/hover", json!({}))["error"]["code"],
        -32002
    );
    drop(server.ask("initialize", json!({ "capabilities": {} })));
    assert_eq!(server.ask("none", json!({}))["error"]["code"], -32601);
    assert_eq!(server.ask("initialize", json!({}))["error"]["code"], -32600);
    server.tell("$/setTrace", json!({ "value": "off" }));
    server.tell("exit", Value::Null);
    // Without a shutdown before.
    assert_eq!(server.child.wait().unwrap().code(), Some(1));
    let server = Server::initialized();
    let Server {
        mut child, input, ..
    } = server;
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn what_is_no_message_is_passed_over() {
    let mut server = Server::initialized();
    for text in ["{{{{{", "[1,2]", "5", "null"] {
        write!(server.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
    }
    let answer = server.ask("shutdown", json!(null));
    assert_eq!(answer["result"], json!(null));
    server.tell("exit", json!(null));
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_length_that_cant_be_ends_the_conversation() {
    let mut server = Server::initialized();
    write!(server.input, "Content-Length: 99999999999999\r\n\r\n{{}}").unwrap();
    server.input.flush().unwrap();
    assert_eq!(server.child.wait().unwrap().code(), Some(2));
}
