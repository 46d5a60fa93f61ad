//! A Chromium, driven over the DevTools protocol: JSON with a NUL after each message, through the two pipes
//! that `--remote-debugging-pipe` has it read and write.

use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

/// How long anything may take.
const LIMIT: Duration = Duration::from_secs(60);

/// Names of the command.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// The Chromium of this machine: the one named by `MINIJS_CHROMIUM`, or one on the path.
pub fn find() -> Option<PathBuf> {
    if let Some(path) = env::var_os("MINIJS_CHROMIUM") {
        return Some(PathBuf::from(path)).filter(|path| path.is_file());
    }
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    let paths = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |it| it.join(name)));
    paths.into_iter().find(|path| path.is_file())
}

/// A browser with a page in it, which ends with the test.
pub struct Page {
    child: Child,
    profile: PathBuf,
    input: RefCell<std::process::ChildStdin>,
    messages: Receiver<Value>,
    last: Cell<u64>,
    session: String,
    /// What went wrong on the page.
    errors: RefCell<Vec<String>>,
}

impl Page {
    /// An empty page of this size, in pixels.
    pub fn open(chromium: &std::path::Path, width: u32, height: u32) -> Page {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let profile =
            env::temp_dir().join(format!("minijs-browser-{}-{count}", std::process::id()));
        let mut child = Command::new("sh")
            // The protocol is spoken over descriptors 3 and 4.
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1"])
            .arg(chromium)
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--remote-debugging-pipe",
            ])
            .arg(joined("--user-data-dir=", &profile))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || {
            for bytes in output.split(0).map_while(Result::ok) {
                let message = serde_json::from_slice(&bytes).unwrap();
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let input = RefCell::new(child.stdin.take().unwrap());
        let mut page = Page {
            child,
            profile,
            input,
            messages,
            last: Cell::new(0),
            session: String::new(),
            errors: RefCell::default(),
        };
        let target = page.call("Target.createTarget", json!({ "url": "about:blank" }));
        let target = json!({ "targetId": target["targetId"], "flatten": true });
        let session = page.call("Target.attachToTarget", target);
        page.session = session["sessionId"].as_str().unwrap().to_owned();
        page.call("Page.enable", json!({}));
        page.call("Runtime.enable", json!({}));
        page.call("Log.enable", json!({}));
        page.resize(width, height);
        page
    }

    /// Calls a method of the protocol.
    pub fn call(&self, method: &str, parameters: Value) -> Value {
        let id = self.last.get() + 1;
        self.last.set(id);
        let mut message = json!({ "id": id, "method": method, "params": parameters });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.input.borrow_mut().write_all(&bytes).unwrap();
        loop {
            let message = self.messages.recv_timeout(LIMIT).unwrap();
            if message["id"] == json!(id) {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
            let details = &message["params"];
            match message["method"].as_str() {
                Some("Runtime.exceptionThrown") => {
                    self.errors
                        .borrow_mut()
                        .push(details["exceptionDetails"].to_string());
                }
                Some("Log.entryAdded") if details["entry"]["level"] == "error" => {
                    self.errors.borrow_mut().push(details["entry"].to_string());
                }
                Some("Page.javascriptDialogOpening") => {
                    self.errors.borrow_mut().push(details.to_string());
                }
                _ => {}
            }
        }
    }

    /// Sets the size, in pixels.
    pub fn resize(&self, width: u32, height: u32) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 }),
        );
    }

    /// Has the page shown to somebody who likes it dark, or doesn't, without motion.
    pub fn prefer(&self, scheme: &str) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.call(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        );
    }

    /// Goes to an address, and waits until the page there is complete.
    pub fn go(&self, url: &str) {
        self.call("Page.navigate", json!({ "url": url }));
        self.wait(&format!(
            "document.readyState === 'complete' && location.href.startsWith({})",
            json!(url.split('#').next())
        ));
    }

    /// The value of an expression, for which is waited if it is a promise.
    pub fn eval(&self, expression: &str) -> Value {
        let asked =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let result = self.call("Runtime.evaluate", asked);
        let failed = &result["exceptionDetails"];
        assert!(failed.is_null(), "{expression}: {failed}");
        result["result"]["value"].clone()
    }

    /// The text of the first element that a selector finds.
    pub fn text(&self, selector: &str) -> String {
        let text = self.eval(&format!(
            "document.querySelector({}).textContent",
            json!(selector)
        ));
        text.as_str().unwrap().to_owned()
    }

    /// The texts of all elements that a selector finds, with ` | ` between them.
    pub fn texts(&self, selector: &str) -> String {
        let texts = self.eval(&format!(
            "[...document.querySelectorAll({})].map((it) => it.textContent).join(' | ')",
            json!(selector)
        ));
        texts.as_str().unwrap().to_owned()
    }

    /// Waits until an expression is true.
    pub fn wait(&self, expression: &str) {
        let begin = Instant::now();
        while self.eval(expression) != json!(true) {
            let state = || self.eval("document.body.innerText.slice(0, 500)");
            assert!(
                begin.elapsed() < LIMIT,
                "{expression} stays false: {}",
                state()
            );
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Presses a key, with `Shift+`, `Control+` before its name where those are held.
    pub fn press(&self, keys: &str) {
        let (held, key) = keys.rsplit_once('+').unwrap_or(("", keys));
        let mut modifiers = 0;
        for name in held.split('+') {
            modifiers |= match name {
                "Shift" => 8,
                "Control" => 2,
                _ => 0,
            };
        }
        let (key, code) = match key {
            "Space" => (" ", 32),
            "Enter" => ("Enter", 13),
            "Tab" => ("Tab", 9),
            "Escape" => ("Escape", 27),
            "End" => ("End", 35),
            "Home" => ("Home", 36),
            "ArrowLeft" => ("ArrowLeft", 37),
            "ArrowRight" => ("ArrowRight", 39),
            "F9" => ("F9", 120),
            "F10" => ("F10", 121),
            letter => (letter, i32::from(letter.to_uppercase().as_bytes()[0])),
        };
        let text = match key {
            "Enter" => "\r",
            " " => " ",
            letter if letter.len() == 1 && modifiers & 2 == 0 => letter,
            _ => "",
        };
        let event = |kind: &str| {
            json!({
                "type": kind, "key": key, "text": text, "modifiers": modifiers,
                "windowsVirtualKeyCode": code, "code": if key == "Tab" { "Tab" } else { "" },
            })
        };
        let down = if text.is_empty() {
            "rawKeyDown"
        } else {
            "keyDown"
        };
        self.call("Input.dispatchKeyEvent", event(down));
        let mut up = event("keyUp");
        up["text"] = json!("");
        self.call("Input.dispatchKeyEvent", up);
    }

    /// Types a text where the focus is.
    pub fn type_text(&self, text: &str) {
        self.call("Input.insertText", json!({ "text": text }));
    }

    /// Nothing went wrong on the page: no error, no refusal of its policy, no dialog.
    pub fn is_sound(&self) {
        self.eval("1");
        assert_eq!(*self.errors.borrow(), Vec::<String>::new());
    }

    /// Writes what is seen to a PNG, if `MINIJS_SCREENSHOTS` names a folder for it.
    pub fn keep_picture(&self, name: &str) {
        use std::fmt::Write as _;
        let Some(folder) = env::var_os("MINIJS_SCREENSHOTS") else {
            return;
        };
        let picture = self.call(
            "Page.captureScreenshot",
            json!({ "captureBeyondViewport": true }),
        );
        let mut name = PathBuf::from(folder).join(name).into_os_string();
        let _ = write!(name, ".png");
        std::fs::write(name, base64(picture["data"].as_str().unwrap())).unwrap();
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // `sh` has become the browser, which ends its own processes.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

fn joined(option: &str, path: &std::path::Path) -> OsString {
    let mut text = OsString::from(option);
    text.push(path);
    text
}

/// The bytes of a text in base64.
fn base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.bytes() {
        let Some(value) = LETTERS.iter().position(|it| *it == letter) else {
            continue;
        };
        bits = (bits << 6) | value as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}
