//! The server: listens to the machine itself, and answers the page's requests.

use super::document;
use super::folder::Folder;
use super::guard::{self, Addresses, Answer};
use super::request::{LONGEST_TEXT, Limits, Program};
use super::runs::Runs;
use super::settings::Settings;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::Value;
use std::convert::Infallible;
use std::hash::{BuildHasher, RandomState};
use std::io::{ErrorKind, IsTerminal, Write};
use std::net::Ipv4Addr;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

/// The most bytes of a request's body: JSON can take six for one of a program.
const LARGEST_BODY: usize = 6 * LONGEST_TEXT + 4096;

/// How long a request may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// The most connections at a time.
const CONNECTIONS: usize = 64;

/// The longest name that a page may give itself.
const LONGEST_PAGE: usize = 64;

/// What answers need.
#[derive(Debug)]
struct Server {
    addresses: Addresses,
    folder: Option<Folder>,
    limits: Limits,
    runs: Runs,
}

/// Serves until an interrupt.
pub async fn serve(settings: Settings) -> Result<(), String> {
    let folder = settings.folder.as_deref().map(Folder::new).transpose()?;
    let binary = std::env::current_exe()
        .map_err(|error| format!("cannot find out what this program is: {error}"))?;
    let listener = listen(settings.port).await?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let url = format!("http://{address}/");
    let told = writeln!(
        std::io::stdout(),
        "minijs play: {url}\nCtrl-C ends it; nothing is kept."
    );
    told.map_err(|error| error.to_string())?;
    let server = Arc::new(Server {
        addresses: Addresses::new(address.port()),
        folder,
        limits: settings.limits,
        runs: Runs::new(binary, settings.limits),
    });
    if settings.opens && std::io::stdout().is_terminal() {
        open(&url);
    }
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.map_err(|error| error.to_string()),
        never = accept(listener, server) => match never {},
    }
}

async fn listen(port: u16) -> Result<TcpListener, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
    listener.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            format!("port {port} is in use; --port takes another, --port 0 any that is free")
        }
        ErrorKind::PermissionDenied => format!("port {port} is not allowed to this user"),
        _ => format!("cannot listen at port {port}: {error}"),
    })
}

async fn accept(listener: TcpListener, server: Arc<Server>) -> Infallible {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        // The semaphore is never closed.
        let place = Arc::clone(&places).acquire_owned().await;
        match listener.accept().await {
            Ok((stream, _)) => {
                let server = Arc::clone(&server);
                tokio::spawn(async move {
                    connection(stream, server).await;
                    drop(place);
                });
            }
            // The connection was given up, or there are too many: later there may be fewer.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn connection(stream: TcpStream, server: Arc<Server>) {
    let service = service_fn(move |request| {
        let server = Arc::clone(&server);
        async move { Ok::<Answer, Infallible>(server.answer(request).await) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    // That the other end has gone, or talks something else, is told to nobody.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}

impl Server {
    async fn answer(&self, request: Request<Incoming>) -> Answer {
        let (parts, body) = request.into_parts();
        if let Some(refusal) = guard::refusal(&parts, &self.addresses) {
            return refusal;
        }
        let is_read = matches!(parts.method, Method::GET | Method::HEAD);
        let is_post = parts.method == Method::POST;
        match parts.uri.path() {
            "/" if is_read => self.page(),
            "/" => guard::only("GET, HEAD"),
            "/run" | "/program" if !is_post => guard::only("POST"),
            "/run" => match read(body).await {
                Ok(asked) => self.run(&asked).await,
                Err(answer) => answer,
            },
            "/program" => match read(body).await {
                Ok(asked) => self.program(&asked),
                Err(answer) => answer,
            },
            _ => guard::text(StatusCode::NOT_FOUND, "There is nothing here.\n"),
        }
    }

    fn page(&self) -> Answer {
        let nonce = nonce();
        let page = document::document(self.folder.as_ref(), self.limits, &nonce);
        guard::page(page, &nonce)
    }

    async fn run(&self, asked: &Value) -> Answer {
        let page = asked.get("page").and_then(Value::as_str).unwrap_or("");
        if page.len() > LONGEST_PAGE {
            return guard::text(StatusCode::BAD_REQUEST, "No page is called that.\n");
        }
        match Program::of(asked) {
            Ok(program) => guard::json(self.runs.run(page, &program).await),
            Err(why) => guard::text(StatusCode::BAD_REQUEST, &format!("{why}\n")),
        }
    }

    /// The text of a program of the folder.
    fn program(&self, asked: &Value) -> Answer {
        let path = asked.get("path").and_then(Value::as_str);
        let found = self.folder.as_ref().zip(path);
        let found = found.and_then(|(folder, path)| Some((path, folder.text(path)?)));
        match found {
            Some((path, Ok(text))) => guard::json(document::program(path, text)),
            Some((path, Err(error))) => {
                let why = format!("cannot read '{path}': {error}\n");
                guard::text(StatusCode::UNPROCESSABLE_ENTITY, &why)
            }
            None => guard::text(StatusCode::NOT_FOUND, "There is no such program.\n"),
        }
    }
}

/// A body as JSON, or what is to be answered instead.
async fn read(body: Incoming) -> Result<Value, Answer> {
    let whole = timeout(PATIENCE, Limited::new(body, LARGEST_BODY).collect()).await;
    let bytes = match whole {
        Ok(Ok(whole)) => whole.to_bytes(),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            let status = StatusCode::PAYLOAD_TOO_LARGE;
            return Err(guard::text(status, "the program is too long\n"));
        }
        Ok(Err(_)) => return Err(guard::text(StatusCode::BAD_REQUEST, "That was cut off.\n")),
        Err(_) => {
            return Err(guard::text(
                StatusCode::REQUEST_TIMEOUT,
                "That took too long.\n",
            ));
        }
    };
    serde_json::from_slice(&bytes)
        .map_err(|_| guard::text(StatusCode::BAD_REQUEST, "That isn't JSON.\n"))
}

/// What nobody else can guess.
fn nonce() -> String {
    let half = |number: u8| RandomState::new().hash_one(number);
    format!("{:016x}{:016x}", half(1), half(2))
}

/// Has a browser show an address, where there is one. The address is printed as well, so that it is no
/// matter if there isn't.
fn open(url: &str) {
    let opener = if cfg!(target_os = "macos") {
        Some(("open", &[][..]))
    } else if cfg!(windows) {
        Some(("cmd", &["/c", "start"][..]))
    } else {
        let has_screen = ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
        has_screen.then_some(("xdg-open", &[][..]))
    };
    let Some((program, arguments)) = opener else {
        return;
    };
    let child = Command::new(program)
        .args(arguments)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Ok(mut child) = child {
        tokio::spawn(async move {
            // How it went is seen on the screen.
            let _ = child.wait().await;
        });
    }
}
