//! What a program may touch of the outside, and ways around it that lead nowhere.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A folder with a program in `app`, and what it isn't to see in `secret`.
struct World(PathBuf);

impl World {
    fn new(name: &str) -> World {
        let at = std::env::temp_dir().join(format!("minijs-may-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&at);
        for folder in ["app", "secret", "shared", "store/kit"] {
            fs::create_dir_all(at.join(folder)).expect("a folder can be made");
        }
        let at = at.canonicalize().expect("it is there");
        let world = World(at);
        world.write("secret/key.txt", "SECRET");
        world.write("secret/key.js", "module.exports = 'SECRET';");
        world.write("secret/key.json", "\"SECRET\"");
        world.write("shared/note.txt", "note");
        world.write("app/data.txt", "data");
        world.write("app/lib.js", "module.exports = 'lib';");
        world.write("app/.env", "SECRET=1");
        world.write("store/kit/index.js", "module.exports = require('./part');");
        world.write("store/kit/part.js", "module.exports = 'kit';");
        fs::create_dir(world.path("app/node_modules")).expect("a folder can be made");
        world.link("store/kit", "app/node_modules/kit");
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a file can be written");
    }

    fn link(&self, target: &str, name: &str) {
        symlink(self.path(target), self.path(name)).expect("a link can be made");
    }

    /// Runs a program in `app`: `AT` stands for the folder around. What it printed on both streams.
    fn run(&self, flags: &[&str], program: &str) -> String {
        let at = self.0.to_string_lossy();
        self.write(
            "app/main.mjs",
            &format!("{HELP}{}", program.replace("AT", &at)),
        );
        let flags = flags.iter().map(|flag| flag.replace("AT", &at));
        let output = Command::new(env!("CARGO_BIN_EXE_minijs"))
            .args(flags)
            .arg(self.path("app/main.mjs"))
            .current_dir("/")
            .env("SECRET", "SECRET")
            .output()
            .expect("minijs runs");
        let out = String::from_utf8_lossy(&output.stdout).into_owned();
        format!("{out}{}", String::from_utf8_lossy(&output.stderr)).replace(&*at, "AT")
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // What is left is in the system's folder for such things.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Tries something, and tells what came of it.
const HELP: &str = "\
import fs from 'node:fs';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const tell = (what, e) => console.log(what, e.code, e.permission ?? '', e.resource ?? '');
async function attempt(what, body) {
  try {
    const result = await body();
    console.log(what, 'DONE', String(result?.default ?? result));
  } catch (e) { tell(what, e); }
}
";

#[test]
fn a_program_reads_what_it_imports_and_nothing_else() {
    let world = World::new("own");
    let told = world.run(
        &[],
        "
await attempt('own', () => fs.readFileSync('AT/app/data.txt', 'utf8'));
await attempt('lib', () => require('./lib.js'));
await attempt('package', () => require('kit'));
await attempt('its file', () => fs.readFileSync(require.resolve('kit'), 'utf8').length > 0);
await attempt('hidden', () => fs.readFileSync('AT/app/.env'));
await attempt('other', () => fs.readFileSync('AT/secret/key.txt'));
await attempt('list', () => fs.readdirSync('AT'));
await attempt('look', () => fs.statSync('AT/secret/gone'));
await attempt('async', () => fs.promises.readFile('AT/secret/key.txt'));
await attempt('write', () => fs.writeFileSync('AT/app/data.txt', ''));
await attempt('make', () => fs.mkdtempSync('AT/app/x'));
console.log(process.env.SECRET, process.permission.has('fs.read'),
            process.permission.has('fs.read', 'AT/app/data.txt'),
            process.permission.has('fs.read', 'AT/secret'), process.permission.has('child'));
",
    );
    let expected = "\
own DONE data
lib DONE lib
package DONE kit
its file DONE true
hidden ERR_ACCESS_DENIED FileSystemRead AT/app/.env
other ERR_ACCESS_DENIED FileSystemRead AT/secret/key.txt
list ERR_ACCESS_DENIED FileSystemRead AT
look ERR_ACCESS_DENIED FileSystemRead AT/secret/gone
async ERR_ACCESS_DENIED FileSystemRead AT/secret/key.txt
write ERR_ACCESS_DENIED FileSystemWrite AT/app/data.txt
make ERR_ACCESS_DENIED FileSystemWrite AT/app/x
undefined false true false false
";
    let told = told.replace(
        told.lines()
            .find_map(|line| line.strip_prefix("make ERR_ACCESS_DENIED FileSystemWrite AT/app/x"))
            .unwrap_or("#"),
        "",
    );
    assert_eq!(told, expected);
    assert_eq!(
        fs::read_to_string(world.path("app/data.txt"))
            .ok()
            .as_deref(),
        Some("data")
    );
}

#[test]
fn no_path_leads_out() {
    let world = World::new("paths");
    world.link("secret", "app/out");
    world.link("secret/key.txt", "app/key");
    world.link("secret/key.js", "app/key.js");
    world.link("app/key", "app/twice");
    let program = "
for (const path of ['AT/app/../secret/key.txt', 'AT/app/out/key.txt', 'AT/app/key', 'AT/app/twice',
                    '/proc/self/root/AT/secret/key.txt', '/proc/self/cwd/AT/secret/key.txt',
                    '/proc/self/environ', `/proc/${process.pid}/environ`, '/proc/self/maps',
                    '/proc/1/environ', '/proc/self/mem']) {
  await attempt(path.replace(process.pid, 'PID').replace('AT', ''), () => fs.readFileSync(path));
}
await attempt('require', () => require('AT/secret/key.js'));
await attempt('json', () => require('../secret/key.json'));
await attempt('by a link', () => require('./key.js'));
await attempt('by a folder', () => require('./out/key.js'));
await attempt('URL', () => import('file://AT/secret/key.js'));
await attempt('data', () => import('data:text/javascript,export * from \"file://AT/secret/key.js\"'));
await attempt('stream', () => new Promise((good, bad) =>
  fs.createReadStream('AT/app/out/key.txt').on('data', good).on('error', bad)));
await attempt('open', () => fs.openSync('AT/app/key', fs.constants.O_RDONLY));
await attempt('real', () => fs.realpathSync.native('AT/app/out'));
await attempt('watch', () => fs.watch('AT/secret'));
await attempt('copy', () => fs.copyFileSync('AT/secret/key.txt', '/dev/stdout'));
await attempt('link', () => fs.readlinkSync('/proc/self/exe'));
";
    for flags in [&[][..], &["--allow-read=AT/shared", "--allow-write=AT/app"]] {
        let told = world.run(flags, program);
        assert_eq!(told.lines().count(), 23, "{told}");
        for line in told.lines() {
            assert!(
                line.contains(" ERR_ACCESS_DENIED FileSystem"),
                "{line}\n{told}"
            );
        }
        assert!(!told.contains("SECRET"), "{told}");
    }
}

#[test]
fn what_may_be_written_makes_no_way_out() {
    let world = World::new("writes");
    world.link("secret", "shared/out");
    world.link("secret/key.txt", "shared/key");
    world.link("secret/new.txt", "shared/new");
    let told = world.run(
        &["--allow-read=AT/shared", "--allow-write=AT/shared"],
        "
const at = 'AT/shared';
for (const name of ['out/key.txt', 'key', 'new', 'out/new.txt']) {
  await attempt(`write ${name}`, () => fs.writeFileSync(`${at}/${name}`, 'changed'));
}
await attempt('truncate', () => fs.truncateSync(`${at}/key`));
await attempt('mode', () => fs.chmodSync(`${at}/key`, 0o777));
await attempt('times', () => fs.utimesSync(`${at}/out`, 0, 0));
await attempt('hard link', () => fs.linkSync('AT/secret/key.txt', `${at}/hard`));
await attempt('soft link', () => fs.symlinkSync('AT/secret', `${at}/soft`));
await attempt('up', () => fs.symlinkSync('../secret', `${at}/soft`));
await attempt('move a link', () => fs.renameSync(`${at}/out`, `${at}/moved`));
await attempt('move in', () => fs.renameSync('AT/secret/key.txt', `${at}/moved`));
await attempt('move out', () => fs.renameSync(`${at}/note.txt`, 'AT/secret/note.txt'));
await attempt('copy tree', () => fs.cpSync('AT/secret', `${at}/copy`, { recursive: true }));
await attempt('remove', () => fs.rmSync(`${at}/out/key.txt`));
await attempt('folder', () => fs.mkdirSync(`${at}/out/a/b`, { recursive: true }));
await attempt('memory', () => fs.writeFileSync('/proc/self/mem', ''));
await attempt('fine', () => fs.writeFileSync(`${at}/fine.txt`, 'fine'));
await attempt('remove a link', () => fs.rmSync(`${at}/new`));
await attempt('inside', () => fs.symlinkSync('fine.txt', `${at}/inside`));
await attempt('through it', () => fs.readFileSync(`${at}/inside`, 'utf8'));
",
    );
    let (refused, allowed): (Vec<&str>, Vec<&str>) = told
        .lines()
        .partition(|line| line.contains("ERR_ACCESS_DENIED"));
    assert_eq!(
        allowed,
        [
            "fine DONE undefined",
            "remove a link DONE undefined",
            "inside DONE undefined",
            "through it DONE fine"
        ],
        "{told}"
    );
    assert_eq!(refused.len(), 17, "{told}");
    let secrets: Vec<String> = fs::read_dir(world.path("secret"))
        .expect("it is there")
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    assert_eq!(secrets.len(), 3, "{secrets:?}");
    assert_eq!(
        fs::read_to_string(world.path("secret/key.txt"))
            .ok()
            .as_deref(),
        Some("SECRET")
    );
}

#[test]
fn denials_win_and_flags_name_what_they_allow() {
    let world = World::new("flags");
    let told = world.run(
        &[
            "-A",
            "--deny-read=AT/secret",
            "--deny-env=SECRET",
            "--deny-write",
        ],
        "
await attempt('denied', () => fs.readFileSync('AT/secret/key.txt'));
await attempt('allowed', () => fs.readFileSync('AT/shared/note.txt', 'utf8'));
await attempt('write', () => fs.writeFileSync('AT/shared/note.txt', ''));
console.log(process.env.SECRET, typeof process.env.HOME);
",
    );
    let expected = "\
denied ERR_ACCESS_DENIED FileSystemRead AT/secret/key.txt
allowed DONE note
write ERR_ACCESS_DENIED FileSystemWrite AT/shared/note.txt
undefined string
";
    assert_eq!(told, expected);
    let told = world.run(&["--allow-env=SEC*"], "console.log(process.env.SECRET)");
    assert_eq!(told, "SECRET\n");
    let told = world.run(&[], "fs.readFileSync('AT/secret/key.txt');");
    let flag = "Use --allow-read=AT/secret/key.txt to manage permissions.";
    assert!(told.contains(flag), "{told}");
    let told = world.run(
        &["--allow-read=AT/secret/key.txt"],
        "console.log(fs.readFileSync('AT/secret/key.txt', 'utf8'));",
    );
    assert_eq!(told, "SECRET\n");
    let told = world.run(&["--allow-net=http://a"], "");
    assert!(told.contains("'http://a' is no host"), "{told}");
}

/// A folder that is changed for a link again and again while a program reads through it.
#[test]
fn links_that_change_meanwhile_lead_nowhere() {
    let world = World::new("race");
    fs::create_dir(world.path("shared/real")).expect("a folder can be made");
    world.write("shared/real/key.txt", "open");
    world.link("secret", "shared/link");
    let stop = Arc::new(AtomicBool::new(false));
    let swapping = {
        let (stop, at) = (Arc::clone(&stop), world.path("shared"));
        std::thread::spawn(move || {
            let swap = |from: &Path| {
                // It comes back in the next round.
                let _ = fs::rename(from, at.join("spot"));
                let _ = fs::rename(at.join("spot"), from);
            };
            while !stop.load(Ordering::Relaxed) {
                swap(&at.join("real"));
                swap(&at.join("link"));
            }
        })
    };
    let told = world.run(
        &["--allow-read=AT/shared", "--allow-write=AT/shared"],
        "
const seen = new Set();
const end = Date.now() + 400;
while (Date.now() < end) {
  try { seen.add(fs.readFileSync('AT/shared/spot/key.txt', 'utf8')); } catch (e) { seen.add(e.code); }
  try { fs.writeFileSync('AT/shared/spot/key.txt', 'open'); } catch {}
}
console.log([...seen].filter((it) => it !== '').sort().join());
",
    );
    stop.store(true, Ordering::Relaxed);
    assert!(swapping.join().is_ok());
    assert!(told.ends_with('\n') && told.len() > 1, "{told}");
    assert!(!told.contains("SECRET"), "{told}");
    assert_eq!(
        fs::read_to_string(world.path("secret/key.txt"))
            .ok()
            .as_deref(),
        Some("SECRET")
    );
}
