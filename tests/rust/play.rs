//! `minijs play`: who is answered, what programs may do, and what ends them.
//!
//! The page itself is tested in a browser, in `tests/browser`.

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long what is to happen soon may take.
const SOON: Duration = Duration::from_secs(20);

/// A server, which ends with the test.
struct Server {
    child: Child,
    port: u16,
}

/// What it answered.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    fn start(arguments: &[&str]) -> Server {
        let mut child = command(&[&["--port", "0", "--no-open"], arguments].concat())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = child.stdout.as_mut().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let address = line.strip_prefix("minijs play: http://127.0.0.1:");
        let port = address.and_then(|rest| rest.trim_end().strip_suffix('/'));
        let port = port.and_then(|port| port.parse().ok());
        let port = port.unwrap_or_else(|| panic!("it said {line:?}"));
        Server { child, port }
    }

    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Sends a head without its `Host`, if it has none, and a body.
    fn send(&self, head: &str, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let length = body.len();
        let request = format!("{head}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}");
        // It may be refused before it is read to its end.
        let _ = stream.write_all(request.as_bytes());
        stream
    }

    fn ask(&self, head: &str, body: &str) -> Answer {
        receive(&mut self.send(head, body))
    }

    fn get(&self, path: &str, more: &str) -> Answer {
        self.ask(
            &format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{more}", self.host()),
            "",
        )
    }

    /// The head of a request that the page makes.
    fn head(&self, path: &str) -> String {
        let host = self.host();
        format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: application/json\r\n"
        )
    }

    fn post(&self, path: &str, body: &Value) -> Answer {
        self.ask(&self.head(path), &body.to_string())
    }

    /// Runs a program; what the page is told.
    fn run_as(&self, page: &str, name: &str, text: &str) -> Value {
        let answer = self.post("/run", &program(page, name, text));
        assert_eq!(answer.status, 200, "{answer:?}");
        serde_json::from_str(&answer.body).unwrap()
    }

    fn run(&self, text: &str) -> Value {
        self.run_as("page", "program.js", text)
    }

    /// What a program prints.
    fn prints(&self, name: &str, text: &str) -> String {
        let answer = self.run_as("page", name, text);
        outputs(&answer)
    }

    /// The processes that it started and that go on.
    fn children(&self) -> Vec<i32> {
        children_of(self.child.id())
    }

    fn wait_for_children(&self, count: usize) -> Vec<i32> {
        let begin = Instant::now();
        loop {
            let children = self.children();
            if children.len() == count {
                return children;
            }
            assert!(begin.elapsed() < SOON, "{children:?}");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_minijs"));
    command
        .arg("play")
        .args(arguments)
        .env_remove("NODE_OPTIONS")
        .stdin(Stdio::null());
    command
}

fn receive(stream: &mut TcpStream) -> Answer {
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    let mut bytes = Vec::new();
    // What was answered before the connection was cut counts.
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|it| it.parse().ok());
    Answer {
        status: status.unwrap_or_else(|| panic!("no status in {head:?}")),
        head: head.to_lowercase(),
        body: body.to_owned(),
    }
}

fn program(page: &str, name: &str, text: &str) -> Value {
    json!({ "page": page, "name": name, "text": text })
}

fn outputs(answer: &Value) -> String {
    let outputs = answer["recording"]["outputs"].as_array().unwrap();
    let texts = outputs.iter().map(|it| it["text"].as_str().unwrap());
    texts.collect()
}

fn stopped(answer: &Value) -> &str {
    answer["ending"]["stopped"]
        .as_str()
        .unwrap_or_else(|| panic!("{}", answer["ending"]))
}

/// Processes that run and were started by one.
fn children_of(parent: u32) -> Vec<i32> {
    let is_child = |pid: &i32| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let (_, rest) = stat.rsplit_once(") ")?;
        let mut fields = rest.split(' ');
        let is_alive = fields.next()? != "Z";
        Some(is_alive && fields.next()? == parent.to_string())
    };
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| is_child(pid) == Some(true)).collect()
}

/// Waits until a process is gone.
fn wait_until_gone(pid: i32) {
    let begin = Instant::now();
    let is_there = || {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        !stat.is_empty() && !stat.contains(") Z")
    };
    while is_there() {
        assert!(begin.elapsed() < SOON, "{pid} goes on");
        thread::sleep(Duration::from_millis(5));
    }
}

/// Limits that no test lives to see.
const PATIENT: [&str; 4] = [
    "--timeout",
    "600000",
    "--max-instructions",
    "1000000000000000",
];

#[test]
fn the_page_may_load_nothing_and_is_not_kept() {
    let server = Server::start(&[]);
    let answer = server.get("/", "");
    assert_eq!(answer.status, 200);
    for line in [
        "cache-control: no-store",
        "x-content-type-options: nosniff",
        "x-frame-options: deny",
        "referrer-policy: no-referrer",
        "cross-origin-resource-policy: same-origin",
    ] {
        assert!(answer.head.contains(line), "{}", answer.head);
    }
    let policy = answer
        .head
        .split("content-security-policy: ")
        .nth(1)
        .unwrap();
    let policy = policy.lines().next().unwrap();
    for part in [
        "default-src 'none'; script-src 'nonce-",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    // Nothing but links of what to read leads elsewhere.
    for attribute in [
        "src=",
        "<iframe",
        "<link rel=\"stylesheet",
        "@import",
        "url(",
    ] {
        assert!(!answer.body.contains(attribute), "{attribute}");
    }
    assert_ne!(
        server.get("/", "").head.split("nonce-").nth(1),
        answer.head.split("nonce-").nth(1)
    );
    let head = server.ask(
        &format!("HEAD / HTTP/1.1\r\nHost: {}\r\n", server.host()),
        "",
    );
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn only_the_own_name_is_answered() {
    let server = Server::start(&[]);
    let get = |target: &str, host: &str| {
        server
            .ask(&format!("GET {target} HTTP/1.1\r\n{host}"), "")
            .status
    };
    let port = server.port;
    assert_eq!(get("/", &format!("Host: localhost:{port}\r\n")), 200);
    for host in [
        String::new(),
        String::from("Host: 127.0.0.1\r\n"),
        format!("Host: evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1.evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1:{port}@evil.example\r\n"),
        format!("Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n"),
        String::from("Host: 127.0.0.1:1\r\n"),
    ] {
        let status = get("/", &host);
        assert!(matches!(status, 400 | 403), "{host:?}: {status}");
    }
    let own = format!("Host: 127.0.0.1:{port}\r\n");
    assert_eq!(get("http://evil.example/", &own), 403);
}

#[test]
fn other_sites_are_refused() {
    let server = Server::start(&[]);
    let host = server.host();
    let body = program("p", "a.js", "console.log(1)").to_string();
    let post = |more: &str| {
        let head = format!("POST /run HTTP/1.1\r\nHost: {host}\r\n{more}");
        server.ask(&head, &body).status
    };
    let json = "Content-Type: application/json\r\n";
    let own = format!("Origin: http://{host}\r\n");
    assert_eq!(post(&format!("{own}{json}")), 200);
    assert_eq!(
        post(&format!("{own}{json}Sec-Fetch-Site: same-origin\r\n")),
        200
    );
    assert_eq!(post(json), 403);
    assert_eq!(post(&format!("{own}Content-Type: text/plain\r\n")), 415);
    assert_eq!(post(&own), 415);
    for origin in [
        String::from("null"),
        String::from("http://evil.example"),
        format!("https://{host}"),
        format!("http://localhost:{}", server.port),
        format!("http://{host}.evil.example"),
    ] {
        assert_eq!(
            post(&format!("Origin: {origin}\r\n{json}")),
            403,
            "{origin}"
        );
    }
    for site in ["cross-site", "same-site"] {
        assert_eq!(
            post(&format!("{own}{json}Sec-Fetch-Site: {site}\r\n")),
            403,
            "{site}"
        );
        assert_eq!(
            server
                .get("/", &format!("Sec-Fetch-Site: {site}\r\n"))
                .status,
            403
        );
    }
    // Somebody followed a link; nobody may show the page inside of another.
    let visit = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: ";
    assert_eq!(server.get("/", &format!("{visit}document\r\n")).status, 200);
    assert_eq!(server.get("/", &format!("{visit}iframe\r\n")).status, 403);
    // A browser asks whether another site may send JSON: it may not.
    let asked = server.ask(
        &format!("OPTIONS /run HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n"),
        "",
    );
    assert_eq!(asked.status, 403);
    assert!(
        !asked.head.contains("access-control-allow"),
        "{}",
        asked.head
    );
}

#[test]
fn what_cannot_be_used_is_named() {
    let server = Server::start(&[]);
    let put = server.ask(
        &format!("PUT / HTTP/1.1\r\nHost: {}\r\n", server.host()),
        "",
    );
    assert_eq!(put.status, 405);
    assert!(put.head.contains("allow: get, head"), "{}", put.head);
    let get = server.get("/run", "");
    assert_eq!(get.status, 405);
    assert!(get.head.contains("allow: post"), "{}", get.head);
    assert_eq!(server.get("/elsewhere", "").status, 404);
    assert_eq!(server.get("/../etc/passwd", "").status, 404);
    assert_eq!(server.ask(&server.head("/run"), "{").status, 400);
    assert_eq!(server.post("/run", &json!({ "name": "a.js" })).status, 400);
    for name in ["", "../a.js", "a\\b.js", "a\nb.js"] {
        assert_eq!(
            server.post("/run", &program("p", name, "")).status,
            400,
            "{name:?}"
        );
    }
    let long = " ".repeat((256 << 10) + 1);
    assert_eq!(
        server.post("/run", &program("p", "a.js", &long)).status,
        400
    );
    let huge = " ".repeat(4 << 20);
    assert_eq!(
        server.post("/run", &program("p", "a.js", &huge)).status,
        413
    );
    assert_eq!(
        server.post("/program", &json!({ "path": "a.js" })).status,
        404
    );
    assert_eq!(
        server.prints("a.js", "console.log('still there')"),
        "still there\n"
    );
}

#[test]
fn a_program_is_recorded_and_checked() {
    let server = Server::start(&[]);
    let answer = server.run("setTimeout(() => console.log('b'), 3_600_000);\nconsole.log('a');");
    assert_eq!(answer["ending"]["code"], 0);
    assert_eq!(outputs(&answer), "a\nb\n");
    let wrong = server.run("let a = 1;\nlet b = a +;\n");
    assert_eq!(wrong["ending"]["code"], 1);
    assert_eq!(wrong["findings"][0]["code"], "E00");
    assert_eq!(wrong["findings"][0]["from"], json!([2, 11]));
    assert!(
        wrong["errors"].as_str().unwrap().contains("SyntaxError"),
        "{wrong}"
    );
    let doubtful = server.run("/* ä𝒳 */ [1].forEach(async (n) => { await n; });\nconsole.log(1);");
    assert_eq!(doubtful["findings"][0]["from"][0], 1);
    assert_eq!(doubtful["findings"][0]["code"], "E01");
    assert_eq!(outputs(&doubtful), "1\n");
    assert_eq!(
        server.prints("a.mjs", "console.log(typeof require, await 1)"),
        "undefined 1\n"
    );
    assert_eq!(
        server.prints("a.cjs", "console.log(typeof require)"),
        "function\n"
    );
}

#[test]
fn programs_that_do_not_end_are_stopped() {
    let server = Server::start(&[]);
    for (text, how) in [
        ("console.log(1); for (;;);", "after 50000000 steps"),
        (
            "(function f() { queueMicrotask(f); })()",
            "after 10000 events",
        ),
        (
            "(function f() { Promise.resolve().then(f); })()",
            "after 10000 events",
        ),
        (
            "(async () => { for (;;) await null; })()",
            "after 10000 events",
        ),
        (
            "(function f() { process.nextTick(f); })()",
            "after 10000 events",
        ),
        (
            "setInterval(() => console.log(1), 1000)",
            "after 10000 events",
        ),
        (
            "const a = []; for (;;) a.push(new Array(1000).fill(a));",
            "when it held 128 MiB of memory",
        ),
        (
            "let s = 'x'; for (;;) s += s;",
            "when it held 128 MiB of memory",
        ),
        (
            "const b = []; for (;;) b.push(new ArrayBuffer(1e8));",
            "when it held 128 MiB of memory",
        ),
        (
            "for (;;) console.log('x'.repeat(1000))",
            "after 256 KiB of output",
        ),
        ("/(a*)*b/.test('a'.repeat(100))", "after 50000000 steps"),
    ] {
        let answer = server.run(text);
        // One that asks for more than there is at once gets an error instead.
        if answer["ending"]["code"] == 1 {
            let told = outputs(&answer);
            assert!(told.contains("Error"), "{text}: {told}");
            continue;
        }
        assert_eq!(stopped(&answer), how, "{text}");
        let events = answer["recording"]["steps"].as_array().map_or(0, Vec::len);
        assert!(events <= 10_000, "{events}");
    }
    let hasty = Server::start(&["--timeout", "200", "--max-instructions", "1000000000000000"]);
    assert_eq!(stopped(&hasty.run("for (;;);")), "after 200 ms");
    let waits = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)";
    let begin = Instant::now();
    hasty.run(waits);
    assert!(begin.elapsed() < SOON);
    hasty.wait_for_children(0);
}

#[test]
fn a_program_has_no_permissions() {
    let folder = Folder::new(&[("secret.js", "exports.secret = 1;")]);
    let server = Server::start(&[folder.0.to_str().unwrap()]);
    let path = folder.0.join("secret.js");
    let path = path.to_str().unwrap();
    let attempts = [
        format!("require('fs').readFileSync({path:?})"),
        format!("require('fs').writeFileSync({path:?}, '')"),
        format!("require({path:?})"),
        String::from("require('./secret.js')"),
        format!("await import({path:?})"),
        String::from("process.kill(process.ppid, 'SIGKILL')"),
        String::from("process.kill(1, 0)"),
        String::from("process.chdir('/tmp')"),
        String::from("new (require('worker_threads').Worker)('1', { eval: true })"),
        String::from("require('child_process').execSync('true')"),
        String::from("require('net').connect(80)"),
    ];
    for attempt in attempts {
        let text = format!(
            "(async () => {{ try {{ {attempt}; console.log('done'); }} catch {{ console.log('refused'); }} }})()"
        );
        assert_eq!(server.prints("a.js", &text), "refused\n", "{attempt}");
    }
    let about = "console.log(Object.keys(process.env).length, process.argv.length)";
    assert_eq!(server.prints("a.js", about), "0 2\n");
    assert_eq!(
        server.prints(
            "a.js",
            "process.stdin.on('end', () => console.log('no input')).resume()"
        ),
        "no input\n"
    );
    assert_eq!(fs::read_to_string(path).unwrap(), "exports.secret = 1;");
    // What it does to its own process happens to it alone.
    let aborted = server.run("process.abort()");
    assert!(aborted["ending"].is_object(), "{aborted}");
    let ended = server.run("console.log(1); process.exit(7)");
    assert_eq!(ended["ending"]["code"], 7);
    assert_eq!(
        server.prints("a.js", "console.log('still there')"),
        "still there\n"
    );
}

#[test]
fn the_next_run_of_a_page_ends_the_one_before() {
    let server = Server::start(&PATIENT);
    let endless = program("first", "a.js", "for (;;);").to_string();
    let mut first = server.send(&server.head("/run"), &endless);
    let before = server.wait_for_children(1);
    // Another page's run is no reason.
    assert_eq!(
        outputs(&server.run_as("second", "a.js", "console.log(2)")),
        "2\n"
    );
    assert_eq!(server.wait_for_children(1), before);
    assert_eq!(
        outputs(&server.run_as("first", "a.js", "console.log(1)")),
        "1\n"
    );
    let answer = receive(&mut first);
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (200, "{\"superseded\":true}")
    );
    wait_until_gone(before[0]);
    server.wait_for_children(0);
    // There are never more than a few.
    let pages = ["a", "b", "c", "d", "e", "f"];
    let runs = pages.map(|page| {
        let body = program(page, "a.js", "for (;;);").to_string();
        let run = server.send(&server.head("/run"), &body);
        thread::sleep(Duration::from_millis(30));
        run
    });
    server.wait_for_children(4);
    // Who goes takes the run along.
    drop(runs);
    server.wait_for_children(0);
}

#[test]
fn an_interrupt_ends_the_server_and_its_programs() {
    for signal in [Signal::SIGINT, Signal::SIGKILL] {
        let mut server = Server::start(&PATIENT);
        let endless = program("page", "a.js", "for (;;);").to_string();
        let run = server.send(&server.head("/run"), &endless);
        let children = server.wait_for_children(1);
        kill(Pid::from_raw(server.child.id() as i32), signal).unwrap();
        let status = server.child.wait().unwrap();
        if signal == Signal::SIGINT {
            assert_eq!(status.code(), Some(0));
        }
        wait_until_gone(children[0]);
        drop(run);
    }
}

#[test]
fn what_keeps_it_from_serving_is_told() {
    let server = Server::start(&[]);
    let port = server.port.to_string();
    let told = |arguments: &[&str]| {
        let output = command(arguments).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), text)
    };
    assert_eq!(
        told(&["--no-open", "--port", &port]),
        (
            Some(1),
            format!(
                "minijs: port {port} is in use; --port takes another, --port 0 any that is free\n"
            )
        )
    );
    assert_eq!(
        told(&["--port", "0", "there/is/none"]),
        (
            Some(1),
            String::from("minijs: cannot find the folder 'there/is/none'\n")
        )
    );
    assert_eq!(
        told(&["--port", "0", "Cargo.toml"]),
        (
            Some(1),
            String::from("minijs: 'Cargo.toml' is a file, not a folder\n")
        )
    );
    assert_eq!(told(&["--port", "70000"]).0, Some(9));
    assert_eq!(told(&["--timeout", "0"]).0, Some(9));
}

/// A folder that is gone after the test.
struct Folder(PathBuf);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Folder {
        let name = format!(
            "minijs-play-{}-{:?}",
            std::process::id(),
            thread::current().id()
        );
        let folder = std::env::temp_dir().join(name);
        for (file, text) in files {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_folders_programs_are_offered_and_nothing_beside() {
    let folder = Folder::new(&[
        ("a.js", "console.log('a')"),
        ("deep/b.mjs", "console.log('b')"),
        (
            "</script><script>alert(1)</script>.js"
                .replace('/', "_")
                .as_str(),
            "1",
        ),
        ("notes.txt", "x"),
        (".hidden.js", "x"),
        ("node_modules/c/index.js", "x"),
    ]);
    std::os::unix::fs::symlink("/etc/hostname", folder.0.join("link.js")).unwrap();
    let server = Server::start(&[folder.0.to_str().unwrap()]);
    let page = server.get("/", "").body;
    let data = page.split("type=\"application/json\"").nth(1).unwrap();
    let data = data
        .split_once('>')
        .unwrap()
        .1
        .split("</script>")
        .next()
        .unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!(
        data["folder"]["programs"],
        json!([
            "<_script><script>alert(1)<_script>.js",
            "a.js",
            "deep/b.mjs"
        ])
    );
    assert_eq!(page.matches("<script").count(), 2);
    let read = |path: &str| {
        let answer = server.post("/program", &json!({ "path": path }));
        let value = serde_json::from_str::<Value>(&answer.body).unwrap_or_default();
        (answer.status, value)
    };
    let expected = json!({ "name": "b.mjs", "text": "console.log('b')" });
    assert_eq!(read("deep/b.mjs"), (200, expected));
    for path in [
        "../a.js",
        "deep/../a.js",
        "/etc/hostname",
        "link.js",
        ".hidden.js",
        "notes.txt",
        "node_modules/c/index.js",
    ] {
        assert_eq!(read(path).0, 404, "{path}");
    }
}
