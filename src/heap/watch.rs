//! Where the arenas of a heap stood at some moment: see `Heap::is_newborn`.

use super::arena::Mark;

/// Where the arenas stood, of what a script can change.
pub(super) struct Watch {
    pub(super) object3: Mark,
    pub(super) object7: Mark,
    pub(super) object15: Mark,
    pub(super) arrays: Mark,
    pub(super) functions: Mark,
    pub(super) natives: Mark,
    pub(super) promises: Mark,
    pub(super) generators: Mark,
    pub(super) hosts: Mark,
    pub(super) scope3: Mark,
    pub(super) scope7: Mark,
    pub(super) scope15: Mark,
    pub(super) scope_large: Mark,
}
