//! The options of Node 24 itself.

use super::fate::Fate;

/// Names, and what is said of them.
struct Group {
    meaning: Fate,
    names: &'static [&'static str],
}

const GROUPS: &[Group] = &[
    Group {
        meaning: Fate::Taken { value: false },
        names: &[
            "async-context-frame",
            "deprecation",
            "disable-sigusr1",
            "experimental-abortcontroller",
            "experimental-async-context-frame",
            "experimental-detect-module",
            "experimental-global-customevent",
            "experimental-global-webcrypto",
            "experimental-json-modules",
            "experimental-modules",
            "experimental-report",
            "experimental-require-module",
            "experimental-top-level-await",
            "experimental-worker",
            "extra-info-on-fatal-exception",
            "jitless",
            "no-addons",
            "no-experimental-eventsource",
            "no-experimental-sqlite",
            "no-experimental-strip-types",
            "no-experimental-transform-types",
            "no-experimental-webstorage",
            "no-experimental-websocket",
            "no-extra-info-on-fatal-exception",
            "no-inspect",
            "no-node-snapshot",
            "experimental-permission",
            "no-strip-types",
            "permission",
            "no-verify-base-objects",
            "require-module",
            "warnings",
        ],
    },
    Group {
        meaning: Fate::Refused(
            "prints completions of Node's; 'minijs completions bash' prints those of minijs",
        ),
        names: &["completion-bash"],
    },
    Group {
        meaning: Fate::Refused(
            "has Node warn of what will be deprecated one day; minijs has no such warnings",
        ),
        names: &["pending-deprecation"],
    },
    Group {
        meaning: Fate::Refused("opens a debugger in Node; minijs has none"),
        names: &[
            "allow-inspector",
            "debug",
            "debug-brk",
            "debug-port",
            "experimental-inspector-network-resource",
            "experimental-network-inspection",
            "experimental-storage-inspection",
            "experimental-worker-inspection",
            "inspect",
            "inspect-brk",
            "inspect-brk-node",
            "inspect-port",
            "inspect-publish-uid",
            "inspect-wait",
        ],
    },
    Group {
        meaning: Fate::Refused("is called --allow-read here"),
        names: &["allow-fs-read"],
    },
    Group {
        meaning: Fate::Refused("is called --allow-write here"),
        names: &["allow-fs-write"],
    },
    Group {
        meaning: Fate::Refused("is called --allow-run here"),
        names: &["allow-child-process"],
    },
    Group {
        meaning: Fate::Refused("is about permissions for what minijs doesn't have"),
        names: &[
            "allow-addons",
            "allow-openssl-store",
            "allow-wasi",
            "permission-audit",
        ],
    },
    Group {
        meaning: Fate::Refused(
            "is about snapshots of a started program, which minijs neither writes nor reads",
        ),
        names: &[
            "build-sea",
            "build-snapshot",
            "build-snapshot-config",
            "experimental-sea-config",
            "node-snapshot",
            "snapshot-blob",
        ],
    },
    Group {
        meaning: Fate::Refused("has Node write a profile; minijs has no profiler"),
        names: &[
            "cpu-prof",
            "cpu-prof-dir",
            "cpu-prof-interval",
            "cpu-prof-name",
            "diagnostic-dir",
            "enable-etw-stack-walking",
            "heap-prof",
            "heap-prof-dir",
            "heap-prof-interval",
            "heap-prof-name",
            "heapsnapshot-near-heap-limit",
            "heapsnapshot-signal",
            "interpreted-frames-native-stack",
            "perf-basic-prof",
            "perf-basic-prof-only-functions",
            "perf-prof",
            "perf-prof-unwinding-info",
            "prof",
            "prof-process",
            "trace-event-categories",
            "trace-event-file-pattern",
            "trace-events-enabled",
            "track-heap-objects",
        ],
    },
    Group {
        meaning: Fate::Refused("is about Node's diagnostic reports; minijs writes none"),
        names: &[
            "report-compact",
            "report-dir",
            "report-directory",
            "report-exclude-env",
            "report-exclude-network",
            "report-filename",
            "report-on-fatalerror",
            "report-on-signal",
            "report-signal",
            "report-uncaught-exception",
        ],
    },
    Group {
        meaning: Fate::Refused("is about the network, which minijs doesn't have"),
        names: &[
            "dns-result-order",
            "enable-network-family-autoselection",
            "experimental-eventsource",
            "experimental-fetch",
            "experimental-websocket",
            "http-parser",
            "http-server-default-timeout",
            "insecure-http-parser",
            "max-http-header-size",
            "network-family-autoselection",
            "network-family-autoselection-attempt-timeout",
            "no-experimental-fetch",
            "no-network-family-autoselection",
            "tls-cipher-list",
            "tls-keylog",
            "tls-max-v1.2",
            "tls-max-v1.3",
            "tls-min-v1.0",
            "tls-min-v1.1",
            "tls-min-v1.2",
            "tls-min-v1.3",
            "trace-tls",
            "use-env-proxy",
        ],
    },
    Group {
        meaning: Fate::Refused("is about OpenSSL, which minijs doesn't use"),
        names: &[
            "enable-fips",
            "force-fips",
            "openssl-config",
            "openssl-legacy-provider",
            "openssl-shared-config",
            "secure-heap",
            "secure-heap-min",
            "use-bundled-ca",
            "use-openssl-ca",
            "use-system-ca",
        ],
    },
    Group {
        meaning: Fate::Refused("is about addons of machine code, which minijs can't load"),
        names: &[
            "addons",
            "experimental-addon-modules",
            "force-context-aware",
            "force-node-api-uncaught-exceptions-policy",
            "napi-modules",
        ],
    },
    Group {
        meaning: Fate::Refused("is about WebAssembly, which minijs doesn't have"),
        names: &[
            "disable-wasm-trap-handler",
            "experimental-wasi-unstable-preview1",
            "experimental-wasm-modules",
        ],
    },
    Group {
        meaning: Fate::Refused(
            "has Node run TypeScript; minijs runs JavaScript only, so compile it first",
        ),
        names: &[
            "experimental-strip-types",
            "experimental-transform-types",
            "strip-types",
        ],
    },
    Group {
        meaning: Fate::Refused(
            "has Node load modules by hooks on a thread; minijs has module.registerHooks(), called \
             in a file that --import names",
        ),
        names: &[
            "es-module-specifier-resolution",
            "experimental-loader",
            "experimental-specifier-resolution",
            "loader",
        ],
    },
    Group {
        meaning: Fate::Refused(
            "has stacks tell places of the original text by source maps, which minijs can't read \
             yet: run it without, and stacks tell places of the file that runs",
        ),
        names: &["enable-source-maps"],
    },
    Group {
        meaning: Fate::Refused(
            "has Node tell of each such event on standard error; minijs tells of none",
        ),
        names: &[
            "trace-env",
            "trace-env-js-stack",
            "trace-env-native-stack",
            "trace-exit",
            "trace-promises",
            "trace-require-module",
            "trace-sigint",
            "trace-sync-io",
            "trace-uncaught",
        ],
    },
    Group {
        meaning: Fate::Refused(
            "is an option of Node's test runner that minijs --test doesn't have yet",
        ),
        names: &[
            "experimental-test-coverage",
            "experimental-test-isolation",
            "experimental-test-module-mocks",
            "experimental-test-snapshots",
            "experimental-test-tag-filter",
            "test-concurrency",
            "test-coverage-branches",
            "test-coverage-exclude",
            "test-coverage-functions",
            "test-coverage-include",
            "test-coverage-lines",
            "test-force-exit",
            "test-global-setup",
            "test-isolation",
            "test-name-pattern",
            "test-only",
            "test-random-seed",
            "test-randomize",
            "test-reporter-destination",
            "test-rerun-failures",
            "test-shard",
            "test-skip-pattern",
            "test-timeout",
            "test-update-snapshots",
        ],
    },
    Group {
        meaning: Fate::Refused(
            "runs a script of package.json in a shell; minijs doesn't, so use npm run",
        ),
        names: &["run"],
    },
    Group {
        meaning: Fate::Refused("takes the program as a URL; give minijs its path"),
        names: &["entry-url"],
    },
    Group {
        meaning: Fate::Refused(
            "has Node write warnings to a file; for minijs send standard error there: 2> file",
        ),
        names: &["redirect-warnings"],
    },
    Group {
        meaning: Fate::Refused(
            "lists the options of V8; minijs has an engine of its own, and 'minijs help run' lists \
             its options",
        ),
        names: &["v8-options"],
    },
    Group {
        meaning: Fate::Refused(
            "has Node read a configuration file; give minijs the options themselves",
        ),
        names: &[
            "experimental-config-file",
            "experimental-default-config-file",
            "experimental-package-map",
        ],
    },
    Group {
        meaning: Fate::Refused("is about storage of the web, which minijs doesn't have"),
        names: &["experimental-webstorage", "localstorage-file", "webstorage"],
    },
    Group {
        meaning: Fate::Refused("switches an experiment of Node's that minijs doesn't have"),
        names: &[
            "experimental-import-meta-resolve",
            "experimental-import-text",
            "experimental-print-required-tla",
            "experimental-quic",
            "experimental-shadow-realm",
            "experimental-sqlite",
            "experimental-stream-iter",
            "experimental-vm-modules",
        ],
    },
    Group {
        meaning: Fate::Refused(
            "changes what Node does by itself, which can't be changed in minijs",
        ),
        names: &[
            "abort-on-uncaught-exception",
            "experimental-global-navigator",
            "experimental-repl-await",
            "force-async-hooks-checks",
            "frozen-intrinsics",
            "global-search-paths",
            "icu-data-dir",
            "max-old-space-size-percentage",
            "no-async-context-frame",
            "no-experimental-detect-module",
            "no-experimental-global-navigator",
            "no-experimental-repl-await",
            "no-experimental-require-module",
            "no-force-async-hooks-checks",
            "no-global-search-paths",
            "no-require-module",
            "node-memory-debug",
            "security-revert",
            "security-reverts",
            "use-largepages",
            "v8-pool-size",
            "verify-base-objects",
            "zero-fill-buffers",
        ],
    },
];

/// What becomes of an option of Node's.
pub(super) fn fate(name: &str) -> Option<Fate> {
    let mut groups = GROUPS.iter();
    let group = groups.find(|group| group.names.contains(&name))?;
    Some(group.meaning)
}

/// All names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().flat_map(|group| group.names.iter().copied())
}
