//! The state of an iterator helper: the spec's generator state.

/// [GeneratorState](https://tc39.es/ecma262/#sec-properties-of-generator-instances) of a helper.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Start,
    Suspended,
    Running,
    Completed,
}
