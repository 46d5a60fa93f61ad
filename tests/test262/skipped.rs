//! What isn't run, and why: each reason is counted in the report.

use crate::metadata::Metadata;

const INTL: &str = "ECMA-402 is not part of minijs";
const STAGING: &str = "staging: not reviewed by the suite's maintainers";
const HARNESS: &str = "tests of the suite's own harness";
const PROPOSAL: &str = "a proposal that Node 24 doesn't have either";
const BLOCKING: &str = "the main agent of minijs can block";

/// Folders below `test/`.
const FOLDERS: &[(&str, &str)] = &[
    ("intl402/", INTL),
    ("staging/", STAGING),
    ("harness/", HARNESS),
];

/// Features of tests.
const FEATURES: &[(&str, &str)] = &[
    ("Temporal", PROPOSAL),
    ("ShadowRealm", PROPOSAL),
    ("decorators", PROPOSAL),
    ("source-phase-imports", PROPOSAL),
    ("source-phase-imports-module-source", PROPOSAL),
    ("export-defer", PROPOSAL),
    ("import-text", PROPOSAL),
    ("import-bytes", PROPOSAL),
    ("immutable-arraybuffer", PROPOSAL),
    ("nonextensible-applies-to-private", PROPOSAL),
    ("await-dictionary", PROPOSAL),
    ("error-stack-accessor", PROPOSAL),
    ("Iterator.prototype.join", PROPOSAL),
    ("iterator-chunking", PROPOSAL),
    ("iterator-includes", PROPOSAL),
    (
        "IsHTMLDDA",
        "only for hosts that have an object like document.all",
    ),
];

/// Why the tests below a folder aren't run.
pub(crate) fn folder(path: &str) -> Option<&'static str> {
    let mut found = FOLDERS
        .iter()
        .filter(|(folder, _)| path.starts_with(folder));
    found.next().map(|(_, reason)| *reason)
}

/// Why a test isn't run.
pub(crate) fn test(metadata: &Metadata) -> Option<&'static str> {
    if metadata.has_flag("CanBlockIsFalse") {
        return Some(BLOCKING);
    }
    let mut features = FEATURES
        .iter()
        .filter(|(feature, _)| metadata.features.iter().any(|own| own == feature));
    features.next().map(|(_, reason)| *reason)
}
