//! The options of V8, which Node takes too. There are hundreds, and they are told apart by the words
//! in their names.

/// Their names, in Node 24.
const NAMES: &str = include_str!("v8_options.txt");

/// Those whose meaning has an answer of its own.
const SINGLE: &[(&str, &str)] = &[
    (
        "use-strict",
        "has V8 take all code as strict; begin files with 'use strict', or make them modules",
    ),
    (
        "random-seed",
        "makes Math.random() of V8 repeatable; in minijs --seed does",
    ),
    (
        "max-heap-size",
        "bounds the heap of V8; in minijs --max-heap bounds memory",
    ),
];

/// What options are about that have one of these words in their names; the first that fits counts. A
/// word that ends with a hyphen is the beginning of a name.
const MEANINGS: &[(&[&str], &str)] = &[
    (
        &["wasm", "asm", "liftoff", "drumbrake", "wasmfx"],
        "is about WebAssembly, which minijs doesn't have",
    ),
    (
        &["harmony-", "js-", "icu-", "es-"],
        "switches a part of the language in V8; in minijs what there is is always on",
    ),
    (
        &[
            "trace-",
            "print-",
            "log-",
            "perf-",
            "prof-",
            "dump-",
            "trace",
            "print",
            "log",
            "prof",
            "redirect-",
            "profile",
            "profiling",
            "gdbjit",
            "ll-",
            "vtune",
            "logfile",
        ],
        "has V8 tell what it does inside; minijs doesn't",
    ),
    (
        &[
            "gc",
            "heap",
            "heaps",
            "space",
            "spaces",
            "scavenge",
            "scavenger",
            "mark",
            "marking",
            "sweep",
            "sweeping",
            "compact",
            "compaction",
            "semi",
            "memory",
            "incremental",
            "cppgc",
            "minor",
            "major",
            "stack-scanning",
            "evacuate",
            "ephemeron",
            "external-",
            "retain",
            "finalization",
            "idle",
            "weak",
            "page",
            "pages",
            "promotion",
            "mc",
        ],
        "is an option of V8's garbage collector; minijs has one of its own: leave it out, and bound \
         memory with --max-heap",
    ),
    (
        &[
            "turbo",
            "turbofan",
            "turboshaft",
            "maglev",
            "sparkplug",
            "baseline",
            "opt",
            "optimize",
            "optimized",
            "optimization",
            "optimizer",
            "deopt",
            "deopts",
            "deoptimize",
            "osr",
            "jit",
            "inline",
            "inlining",
            "inlined",
            "ic",
            "feedback",
            "tier",
            "tiering",
            "ignition",
            "bytecode",
            "bytecodes",
            "budget",
            "recompilation",
            "turbolev",
            "compile",
            "compiler",
            "compilation",
            "code",
            "lazy",
            "eager",
            "loop",
            "invocation",
            "specialization",
            "escape",
            "regexp",
            "sse3",
            "sse4",
            "ssse3",
            "avx",
            "avx2",
            "bmi1",
            "bmi2",
            "fma3",
            "popcnt",
            "lzcnt",
            "assembler",
            "jitless",
            "always",
            "efficiency",
            "interpreter",
        ],
        "is an option of V8's JIT compiler; minijs has no JIT: leave it out",
    ),
];

/// Whatever else.
const OTHER: &str =
    "is an option of V8, the engine of Node; minijs has an engine of its own: leave it out";

/// What an option of V8's is about; `None` where it isn't one.
pub(super) fn meaning(name: &str) -> Option<&'static str> {
    let positive = name
        .strip_prefix("no-")
        .or_else(|| name.strip_prefix("no").filter(|rest| is_known(rest)))
        .unwrap_or(name);
    if !is_known(name) && !is_known(positive) {
        return None;
    }
    if let Some((_, meaning)) = SINGLE.iter().find(|(single, _)| *single == positive) {
        return Some(meaning);
    }
    let fits = |word: &&str| match word.ends_with('-') {
        true => positive.starts_with(word),
        false => positive.split('-').any(|part| part == *word),
    };
    let meaning = MEANINGS.iter().find(|(words, _)| words.iter().any(&fits));
    Some(meaning.map_or(OTHER, |(_, meaning)| meaning))
}

fn is_known(name: &str) -> bool {
    NAMES.lines().any(|known| known == name)
}

#[cfg(test)]
mod tests {
    use super::meaning;

    #[test]
    fn options_are_told_apart() {
        for (name, expected) in [
            ("max-semi-space-size", "garbage collector"),
            ("no-opt", "JIT"),
            ("nomaglev", "JIT"),
            ("always-sparkplug", "JIT"),
            ("trace-gc", "tell what it does"),
            ("harmony-temporal", "part of the language"),
            ("wasm-opt", "WebAssembly"),
            ("use-strict", "strict"),
            ("random-seed", "--seed"),
            ("hash-seed", "an engine of its own"),
        ] {
            let found = meaning(name);
            assert!(
                found.is_some_and(|text| text.contains(expected)),
                "{name}: {found:?}"
            );
        }
        assert_eq!(meaning("no-such-thing"), None);
    }
}
