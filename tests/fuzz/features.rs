//! What generated programs may use, and what they may not while a defect is open.

/// A part of the language that can be left out of programs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Feature {
    /// Suspensions of operands, wherever they stand.
    Suspension,
    /// Suspensions inside patterns: their defaults, keys, targets.
    PatternSuspension,
    /// Suspensions inside an assignment to a property of `super`.
    SuperSuspension,
    /// Assignments to computed properties of `super`.
    SuperKeys,
    /// Elisions in array patterns.
    Elisions,
    /// Computed keys in object literals and classes.
    ComputedKeys,
    /// Objects as keys, which say when they are converted.
    ObjectKeys,
    /// `for in` over proxies.
    ForInProxies,
    /// Direct `eval`.
    Eval,
    /// `using` and `await using`.
    Using,
    /// `with`.
    With,
    /// Proxies that log their traps.
    Proxies,
    /// Replaced iterators of arrays, and elements of `Array.prototype`.
    PatchedPrototypes,
    /// Typed arrays and their buffers.
    TypedArrays,
    /// Regular expressions.
    RegularExpressions,
    /// Timers and immediates.
    Timers,
    /// `Array.fromAsync`.
    FromAsync,
    /// Async generators and `for await`.
    AsyncIteration,
    /// Classes.
    Classes,
    /// Labels, `break`, `continue`, and `return` through `finally`.
    Jumps,
}

/// Every feature, by the name that `MINIJS_FUZZ_ON` and `MINIJS_FUZZ_OFF` know.
const ALL: &[(&str, Feature)] = &[
    ("suspension", Feature::Suspension),
    ("pattern-suspension", Feature::PatternSuspension),
    ("super-suspension", Feature::SuperSuspension),
    ("super-keys", Feature::SuperKeys),
    ("elisions", Feature::Elisions),
    ("computed-keys", Feature::ComputedKeys),
    ("object-keys", Feature::ObjectKeys),
    ("for-in-proxies", Feature::ForInProxies),
    ("eval", Feature::Eval),
    ("using", Feature::Using),
    ("with", Feature::With),
    ("proxies", Feature::Proxies),
    ("patched-prototypes", Feature::PatchedPrototypes),
    ("typed-arrays", Feature::TypedArrays),
    ("regular-expressions", Feature::RegularExpressions),
    ("timers", Feature::Timers),
    ("from-async", Feature::FromAsync),
    ("async-iteration", Feature::AsyncIteration),
    ("classes", Feature::Classes),
    ("jumps", Feature::Jumps),
];

/// What is left out because minijs is known to be wrong there, and what is wrong. An entry goes
/// when its defect does.
const OFF: &[(Feature, &str)] = &[];

/// The features that a run uses.
#[derive(Clone, Debug)]
pub(crate) struct Features(Vec<Feature>);

impl Features {
    /// All but those of [`OFF`], with what the environment changes.
    pub(crate) fn from_environment() -> Result<Features, String> {
        let mut on: Vec<Feature> = ALL.iter().map(|(_, feature)| *feature).collect();
        on.retain(|feature| OFF.iter().all(|(off, _)| off != feature));
        for feature in named("MINIJS_FUZZ_ON")? {
            if !on.contains(&feature) {
                on.push(feature);
            }
        }
        let off = named("MINIJS_FUZZ_OFF")?;
        on.retain(|feature| !off.contains(feature));
        Ok(Features(on))
    }

    /// Whether programs may use a feature.
    pub(crate) fn has(&self, feature: Feature) -> bool {
        self.0.contains(&feature)
    }

    /// What is left out, for the head of a run.
    pub(crate) fn left_out(&self) -> String {
        let off = ALL.iter().filter(|(_, feature)| !self.has(*feature));
        let texts = off.map(|(name, feature)| {
            let reason = OFF.iter().find(|(off, _)| off == feature);
            format!("{name} ({})", reason.map_or("asked for", |(_, text)| text))
        });
        texts.collect::<Vec<_>>().join(", ")
    }
}

/// The features that a variable names, with spaces or commas between them; `all` is every one.
fn named(variable: &str) -> Result<Vec<Feature>, String> {
    let text = std::env::var(variable).unwrap_or_default();
    let mut features = Vec::new();
    for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
        if word == "all" {
            features.extend(ALL.iter().map(|(_, feature)| *feature));
            continue;
        }
        let known = ALL.iter().find(|(name, _)| *name == word);
        let (_, feature) = known.ok_or_else(|| format!("{variable}: {word}?"))?;
        features.push(*feature);
    }
    Ok(features)
}
