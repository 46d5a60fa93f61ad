//! What an identifier refers to, and how it fits the tree's 64-bit slot.
//!
//! Owns: [`Resolved`] and its encoding as [`Resolution`]. Doesn't own: finding it out.
//!
//! Invariant: decoding gives back what was encoded; [`Resolution::UNRESOLVED`] is never an
//! encoding.

use crate::syntax::ast::{Resolution, ScopeId};

/// A binding of this text, as seen from one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BindingRef {
    /// The scope that holds it.
    pub scope: ScopeId,
    /// Its index in the scope's bindings.
    pub index: u32,
    /// It may not be initialised yet when this place runs, so access must check.
    pub check_tdz: bool,
}

/// What an identifier refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Not declared in this text, or declared at the top level of a script: looked up in the
    /// global lexical environment, then in the global object.
    Global,
    /// A binding that is known now.
    Binding(BindingRef),
    /// Must be looked up by name at run time, because there is a `with` or a sloppy direct eval in
    /// between, or because the text is that of a direct eval.
    ///
    /// It is enough to ask the scopes with [`Scope::dynamic`](super::Scope::dynamic) between the
    /// place and the fallback; what none of them has is the fallback, or global without one.
    /// A name that a direct eval's text doesn't declare has no fallback, and what is around the
    /// eval is asked as well.
    Dynamic {
        /// What the name means if nothing shadows it at run time; nothing for global.
        fallback: Option<BindingRef>,
    },
}

const TAG_GLOBAL: u64 = 0;
const TAG_BINDING: u64 = 1;
const TAG_DYNAMIC: u64 = 2;
const TAG_DYNAMIC_BINDING: u64 = 3;
const CHECK: u64 = 1 << 2;
const SCOPE_SHIFT: u32 = 3;
const SCOPE_BITS: u32 = 30;
const INDEX_SHIFT: u32 = SCOPE_SHIFT + SCOPE_BITS;

impl BindingRef {
    fn encode(self) -> u64 {
        let check = if self.check_tdz { CHECK } else { 0 };
        check | u64::from(self.scope.0) << SCOPE_SHIFT | u64::from(self.index) << INDEX_SHIFT
    }

    fn decode(bits: u64) -> Self {
        let scope = (bits >> SCOPE_SHIFT) as u32 & ((1 << SCOPE_BITS) - 1);
        Self {
            scope: ScopeId(scope),
            index: (bits >> INDEX_SHIFT) as u32,
            check_tdz: bits & CHECK != 0,
        }
    }
}

impl Resolved {
    /// The statically known binding: also the fallback of a dynamic lookup.
    #[must_use]
    pub fn binding(self) -> Option<BindingRef> {
        match self {
            Self::Global => None,
            Self::Binding(binding) => Some(binding),
            Self::Dynamic { fallback } => fallback,
        }
    }

    /// The same as a lookup by name, with the old meaning as fallback.
    #[must_use]
    pub fn into_dynamic(self) -> Self {
        Self::Dynamic {
            fallback: self.binding(),
        }
    }
}

impl From<Resolved> for Resolution {
    fn from(resolved: Resolved) -> Self {
        Self(match resolved {
            Resolved::Global => TAG_GLOBAL,
            Resolved::Binding(binding) => TAG_BINDING | binding.encode(),
            Resolved::Dynamic { fallback: None } => TAG_DYNAMIC,
            Resolved::Dynamic {
                fallback: Some(binding),
            } => TAG_DYNAMIC_BINDING | binding.encode(),
        })
    }
}

impl From<Resolution> for Resolved {
    /// # Panics
    /// If the scope analysis hasn't come by.
    fn from(resolution: Resolution) -> Self {
        assert_ne!(
            resolution,
            Resolution::UNRESOLVED,
            "scopes are not analysed"
        );
        let bits = resolution.0;
        match bits & 3 {
            TAG_GLOBAL => Self::Global,
            TAG_BINDING => Self::Binding(BindingRef::decode(bits)),
            TAG_DYNAMIC => Self::Dynamic { fallback: None },
            _ => Self::Dynamic {
                fallback: Some(BindingRef::decode(bits)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BindingRef, Resolved};
    use crate::syntax::ast::{Resolution, ScopeId};

    #[test]
    fn encoding_round_trips() {
        let bindings = [(0, 0, false), (7, 3, true), (1 << 29, (1 << 31) - 1, true)].map(
            |(scope, index, check_tdz)| BindingRef {
                scope: ScopeId(scope),
                index,
                check_tdz,
            },
        );
        let mut all = vec![Resolved::Global, Resolved::Dynamic { fallback: None }];
        for binding in bindings {
            all.push(Resolved::Binding(binding));
            all.push(Resolved::Dynamic {
                fallback: Some(binding),
            });
        }
        for resolved in all {
            assert_eq!(Resolved::from(Resolution::from(resolved)), resolved);
        }
    }
}
