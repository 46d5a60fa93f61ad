//! The conversation with the editor.

use super::answers::{self, FIX_ALL};
use super::documents::{Document, Documents};
use super::wire;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long a text has to rest before it is looked at, so that typing isn't answered letter by letter.
const REST: Duration = Duration::from_millis(150);

/// Serves until the editor says goodbye; the exit code.
///
/// # Errors
/// Why the connection broke, in a line.
pub fn serve() -> Result<u8, String> {
    let (connection, wires) = wire::stdio();
    let code = match Server::begin(&connection)? {
        Some(mut server) => server.run()?,
        None => 1,
    };
    // The thread that writes ends when nobody gives it anything any more.
    drop(connection);
    wires
        .join()
        .map_err(|error| format!("the connection broke: {error}"))?;
    Ok(code)
}

/// What is known of the editor and its texts.
struct Server<'c> {
    connection: &'c Connection,
    documents: Documents,
    /// The editor shows places besides the one of a finding.
    shows_related: bool,
    is_shut_down: bool,
}

impl<'c> Server<'c> {
    /// Makes acquaintance; nothing if the editor goes before that.
    fn begin(connection: &'c Connection) -> Result<Option<Self>, String> {
        let (id, params) = loop {
            match connection.receiver.recv() {
                Ok(Message::Request(request)) if request.method == "initialize" => {
                    break (request.id, request.params);
                }
                Ok(Message::Request(request)) => {
                    let message = "the first request is initialize";
                    let code = ErrorCode::ServerNotInitialized;
                    send(connection, refusal(request.id, code, message).into())?;
                }
                Ok(Message::Notification(note)) if note.method == "exit" => return Ok(None),
                Ok(Message::Notification(_) | Message::Response(_)) => {}
                Err(_) => return Ok(None),
            }
        };
        let answer = json!({
            "capabilities": {
                "positionEncoding": "utf-16",
                "textDocumentSync": { "openClose": true, "change": 2 },
                "codeActionProvider": { "codeActionKinds": ["quickfix", FIX_ALL] },
                "hoverProvider": true,
            },
            "serverInfo": { "name": "minijs", "version": env!("CARGO_PKG_VERSION") },
        });
        send(connection, Response::new_ok(id, answer).into())?;
        let related = "/capabilities/textDocument/publishDiagnostics/relatedInformation";
        Ok(Some(Server {
            connection,
            documents: Documents::new(),
            shows_related: params.pointer(related) == Some(&Value::Bool(true)),
            is_shut_down: false,
        }))
    }

    fn run(&mut self) -> Result<u8, String> {
        loop {
            let due = self
                .documents
                .values()
                .filter_map(|document| document.due)
                .min();
            let message = match due {
                None => self.connection.receiver.recv().ok(),
                Some(due) => {
                    let wait = due.saturating_duration_since(Instant::now());
                    match self.connection.receiver.recv_timeout(wait) {
                        Ok(message) => Some(message),
                        Err(error) if error.is_timeout() => {
                            self.tell_what_is_due()?;
                            continue;
                        }
                        Err(_) => None,
                    }
                }
            };
            match message {
                Some(Message::Request(request)) => {
                    let answer = self.answer(request);
                    send(self.connection, answer.into())?;
                }
                Some(Message::Notification(note)) if note.method == "exit" => {
                    return Ok(if self.is_shut_down { 0 } else { 1 });
                }
                Some(Message::Notification(note)) => self.hear(&note)?,
                Some(Message::Response(_)) => {}
                // The editor is gone without a word.
                None => return Ok(1),
            }
        }
    }

    fn answer(&mut self, request: Request) -> Response {
        let Request { id, method, params } = request;
        if self.is_shut_down {
            return refusal(id, ErrorCode::InvalidRequest, "the server is shut down");
        }
        match method.as_str() {
            "shutdown" => {
                self.is_shut_down = true;
                Response::new_ok(id, Value::Null)
            }
            "initialize" => {
                let message = "the server is initialized already";
                refusal(id, ErrorCode::InvalidRequest, message)
            }
            "textDocument/codeAction" => self.code_actions(id, &params),
            "textDocument/hover" => {
                let position = params.get("position");
                let hover = self
                    .document(&params)
                    .zip(position)
                    .and_then(|(document, position)| answers::hover(document, position));
                Response::new_ok(id, hover)
            }
            _ => {
                let message = format!("there is no method {method}");
                refusal(id, ErrorCode::MethodNotFound, &message)
            }
        }
    }

    fn code_actions(&mut self, id: RequestId, params: &Value) -> Response {
        let only = params.pointer("/context/only").and_then(Value::as_array);
        let Some(range) = params.get("range") else {
            return refusal(id, ErrorCode::InvalidParams, "the range is missing");
        };
        let actions = match self.document(params) {
            Some(document) => answers::actions(document, range, only.map(Vec::as_slice)),
            None => Vec::new(),
        };
        Response::new_ok(id, actions)
    }

    /// The open text that parameters are about.
    fn document(&mut self, params: &Value) -> Option<&mut Document> {
        self.documents.get_mut(uri(params)?)
    }

    fn hear(&mut self, note: &Notification) -> Result<(), String> {
        let params = &note.params;
        match note.method.as_str() {
            "textDocument/didOpen" => {
                let text = |name: &str| {
                    let pointer = format!("/textDocument/{name}");
                    params.pointer(&pointer).and_then(Value::as_str)
                };
                let is_javascript = text("languageId").is_none_or(|id| id == "javascript");
                if let (Some(uri), Some(text), true) = (uri(params), text("text"), is_javascript) {
                    let document = Document::new(uri, text, version(params), Instant::now());
                    self.documents.insert(uri.to_owned(), document);
                }
            }
            "textDocument/didChange" => {
                let changes = params.get("contentChanges").and_then(Value::as_array);
                if let (Some(changes), Some(document)) = (changes, self.document(params))
                    && document.change(changes)
                {
                    document.version = version(params);
                    document.due = Some(Instant::now() + REST);
                }
            }
            "textDocument/didClose" => {
                if let Some(uri) = uri(params)
                    && self.documents.remove(uri).is_some()
                {
                    self.publish(uri, None, &[])?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn tell_what_is_due(&mut self) -> Result<(), String> {
        let now = Instant::now();
        let shows_related = self.shows_related;
        let mut told = Vec::new();
        for (uri, document) in &mut self.documents {
            if document.due.is_some_and(|due| due <= now) {
                document.due = None;
                let found = answers::diagnostics(document, shows_related);
                told.push((uri.clone(), document.version, found));
            }
        }
        for (uri, version, found) in told {
            self.publish(&uri, version, &found)?;
        }
        Ok(())
    }

    fn publish(&self, uri: &str, version: Option<i64>, found: &[Value]) -> Result<(), String> {
        let mut params = json!({ "uri": uri, "diagnostics": found });
        if let Some(version) = version {
            params["version"] = json!(version);
        }
        let method = String::from("textDocument/publishDiagnostics");
        send(self.connection, Notification { method, params }.into())
    }
}

fn send(connection: &Connection, message: Message) -> Result<(), String> {
    let sent = connection.sender.send(message);
    sent.map_err(|_| String::from("the connection broke"))
}

fn refusal(id: RequestId, code: ErrorCode, message: &str) -> Response {
    Response::new_err(id, code as i32, message.to_owned())
}

fn uri(params: &Value) -> Option<&str> {
    params.pointer("/textDocument/uri")?.as_str()
}

fn version(params: &Value) -> Option<i64> {
    params.pointer("/textDocument/version")?.as_i64()
}
