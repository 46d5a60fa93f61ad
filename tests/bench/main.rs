//! `cargo bench`: the programs of `programs/`, on minijs and on the other engines found.
//!
//! Each figure is the user time of a program less that of an empty one, the median of several
//! rounds; in each round every engine runs the program once, one after the other, so that a busy
//! machine disturbs all alike. A ratio is the median of the rounds' ratios of minijs to the other
//! engine: below 1 minijs is faster. All engines must print the same checksum.
//!
//! `cargo bench -- await strings` runs the programs whose names contain one of the words.
//!
//! | variable | meaning |
//! | --- | --- |
//! | `MINIJS_PEERS="node;node --jitless;qjs"` | the other engines (these, where they are found) |
//! | `MINIJS_BENCH_RUNS=5` | rounds |
//! | `MINIJS_BIN=path` | another build of minijs |
//!
//! Times are measured by `bash` (its `time` has a resolution of a millisecond), peak memory by
//! GNU `time` where it is installed.

mod measure;
mod parsing;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use measure::{Engine, Sample, median};

/// A program with its name in the table.
struct Program {
    name: String,
    path: PathBuf,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/programs");
    let generated = parsing::Source::write().map_err(|error| error.to_string())?;
    let mut programs = programs(&folder)?;
    programs.push(Program {
        name: "parsing".into(),
        path: generated.path().to_owned(),
    });
    programs.retain(|program| {
        words.is_empty()
            || words
                .iter()
                .any(|word| program.name.contains(word.as_str()))
    });
    let rounds = match std::env::var("MINIJS_BENCH_RUNS") {
        Ok(text) => text
            .parse()
            .map_err(|_| "MINIJS_BENCH_RUNS is not a number")?,
        Err(_) => 5,
    };
    let engines = engines()?;
    let empty = folder.join("empty.js");

    print_startup(&engines, &empty)?;
    print_heading(&engines);
    let mut complaints = Vec::new();
    for program in &programs {
        let rows = compare(&engines, program, &empty, rounds)?;
        print_row(&program.name, &rows);
        complaints.extend(disagreement(program, &engines, &rows));
    }
    match complaints.is_empty() {
        true => Ok(()),
        false => Err(complaints.join("\n")),
    }
}

/// The programs of the folder, in the order of their names.
fn programs(folder: &Path) -> Result<Vec<Program>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| error.to_string())?;
    let mut programs: Vec<Program> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "js"))
        .map(|path| {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            Program { name, path }
        })
        .filter(|program| program.name != "empty")
        .collect();
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(programs)
}

/// minijs first, then the others that can be started.
fn engines() -> Result<Vec<Engine>, String> {
    let minijs = std::env::var("MINIJS_BIN").unwrap_or(env!("CARGO_BIN_EXE_minijs").into());
    let mut engines = vec![Engine::new("minijs", vec![minijs])];
    let named = std::env::var("MINIJS_PEERS");
    let peers = named.clone().unwrap_or("node;node --jitless;qjs".into());
    for peer in peers
        .split(';')
        .map(str::trim)
        .filter(|peer| !peer.is_empty())
    {
        let words: Vec<String> = peer.split_whitespace().map(String::from).collect();
        let program = Path::new(&words[0])
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let name = [&[program.into_owned()], &words[1..]].concat().join(" ");
        let engine = Engine::new(&name, words);
        match engine.can_start() {
            true => engines.push(engine),
            false if named.is_ok() => return Err(format!("can't start `{peer}`")),
            false => eprintln!("no `{peer}` here"),
        }
    }
    Ok(engines)
}

/// What one engine did with one program over all rounds.
struct Row {
    /// Net user seconds per round; `None` if it failed.
    net: Option<Vec<f64>>,
    /// The largest peak memory of any round, in KiB.
    memory: Option<u64>,
    stdout: String,
}

/// Runs a program `rounds` times on all engines, each run paired with one of the empty program.
fn compare(
    engines: &[Engine],
    program: &Program,
    empty: &Path,
    rounds: usize,
) -> Result<Vec<Row>, String> {
    let mut rows: Vec<Row> = engines
        .iter()
        .map(|_| Row {
            net: Some(Vec::new()),
            memory: None,
            stdout: String::new(),
        })
        .collect();
    for _ in 0..rounds {
        for (engine, row) in engines.iter().zip(&mut rows) {
            let Some(net) = &mut row.net else { continue };
            match (engine.run(empty)?, engine.run(&program.path)?) {
                (
                    Some(base),
                    Some(Sample {
                        user,
                        memory,
                        stdout,
                        ..
                    }),
                ) => {
                    net.push((user - base.user).max(0.0));
                    row.memory = row.memory.max(memory);
                    row.stdout = stdout;
                }
                _ => row.net = None,
            }
        }
    }
    Ok(rows)
}

/// A line for each engine that ran but printed another checksum than the first that ran.
fn disagreement(program: &Program, engines: &[Engine], rows: &[Row]) -> Vec<String> {
    let mut ran = engines
        .iter()
        .zip(rows)
        .filter(|(_, row)| row.net.is_some());
    let Some((first, expected)) = ran.next() else {
        return vec![format!("{}: no engine ran it", program.name)];
    };
    ran.filter(|(_, row)| row.stdout != expected.stdout)
        .map(|(engine, row)| {
            let (a, b) = (expected.stdout.trim(), row.stdout.trim());
            format!(
                "{}: {} printed {a}, {} printed {b}",
                program.name, first.name, engine.name
            )
        })
        .collect()
}

/// Starting and ending: wall time and memory of the empty program.
fn print_startup(engines: &[Engine], empty: &Path) -> Result<(), String> {
    println!("An empty program (wall time, peak memory):");
    for engine in engines {
        let mut times = Vec::new();
        let mut memory = None;
        for _ in 0..15 {
            if let Some(sample) = engine.run(empty)? {
                times.push(sample.wall);
                memory = memory.max(sample.memory);
            }
        }
        let time = median(&times).map_or("failed".into(), |wall| format!("{:.1} ms", wall * 1e3));
        println!("  {:<16} {time:>10} {:>8}", engine.name, megabytes(memory));
    }
    println!();
    Ok(())
}

fn print_heading(engines: &[Engine]) {
    print!("{:<18}", "user ms, peak MB");
    for (index, engine) in engines.iter().enumerate() {
        let width = if index == 0 { 16 } else { 24 };
        print!("{:>width$}", engine.name);
    }
    println!();
}

fn print_row(name: &str, rows: &[Row]) {
    print!("{name:<18}");
    let ours = rows[0].net.as_deref();
    for (index, row) in rows.iter().enumerate() {
        let time = row.net.as_deref().and_then(median);
        let time = time.map_or("failed".into(), |seconds| format!("{:.0}", seconds * 1e3));
        print!("{time:>9}{:>7}", megabytes(row.memory));
        if index > 0 {
            print!("{:>8}", ratio(ours, row.net.as_deref()));
        }
    }
    println!();
}

/// The median of the ratios of paired rounds, `0.52x`.
fn ratio(ours: Option<&[f64]>, theirs: Option<&[f64]>) -> String {
    let (Some(ours), Some(theirs)) = (ours, theirs) else {
        return "-".into();
    };
    let ratios: Vec<f64> = ours
        .iter()
        .zip(theirs)
        .filter(|(_, b)| **b > 0.0)
        .map(|(a, b)| a / b)
        .collect();
    median(&ratios).map_or("-".into(), |ratio| format!("{ratio:.2}x"))
}

fn megabytes(kib: Option<u64>) -> String {
    kib.map_or("-".into(), |kib| format!("{:.1}", kib as f64 / 1024.0))
}
