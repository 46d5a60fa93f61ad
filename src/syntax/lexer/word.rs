//! Words: which have a meaning of their own, everywhere or in certain places.

use crate::syntax::ast::{Name, WELL_KNOWN_NAMES};

/// Words with a meaning of their own, in the order of their names' numbers, which follow those
/// of the well-known names.
macro_rules! reserved_words {
    ($($variant:ident $text:literal)*) => {
        /// A reserved word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Reserved { $($variant),* }

        impl Reserved {
            const ALL: &[Self] = &[$(Self::$variant),*];

            /// The texts in the order of the variants.
            pub(crate) const TEXTS: &[&str] = &[$($text),*];
        }
    };
}

reserved_words! {
    Break "break" Case "case" Catch "catch" Class "class" Const "const" Continue "continue"
    Debugger "debugger" Default "default" Delete "delete" Do "do" Else "else" Enum "enum"
    Export "export" Extends "extends" False "false" Finally "finally" For "for"
    Function "function" If "if" Import "import" In "in" Instanceof "instanceof" New "new"
    Null "null" Return "return" Super "super" Switch "switch" This "this" Throw "throw"
    True "true" Try "try" Typeof "typeof" Var "var" Void "void" While "while" With "with"
}

/// Words that are identifiers except in certain places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contextual {
    As,
    Async,
    Await,
    From,
    Get,
    Let,
    Meta,
    Of,
    Set,
    Static,
    Target,
    Using,
    Yield,
}

/// What kind of word a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    Plain,
    Contextual(Contextual),
    Reserved(Reserved),
}

/// Contextual words that aren't well-known names otherwise; their names follow those of the
/// reserved words.
const MORE_CONTEXTUAL: &[(&str, Contextual)] = &[
    ("as", Contextual::As),
    ("from", Contextual::From),
    ("meta", Contextual::Meta),
    ("target", Contextual::Target),
    ("using", Contextual::Using),
];

const RESERVED_START: u32 = WELL_KNOWN_NAMES.len() as u32;
const CONTEXTUAL_START: u32 = RESERVED_START + Reserved::TEXTS.len() as u32;

/// All texts that are interned before anything else. Two occur twice (`this`, `default`): the
/// earlier one, which has a constant, is found by text.
pub(crate) fn initial_names() -> impl Iterator<Item = &'static str> {
    let more = MORE_CONTEXTUAL.iter().map(|(text, _)| *text);
    WELL_KNOWN_NAMES
        .iter()
        .copied()
        .chain(Reserved::TEXTS.iter().copied())
        .chain(more)
}

/// What kind of word a name is; only by its number.
#[inline]
pub(crate) fn word_of(name: Name) -> Word {
    if name.0 >= CONTEXTUAL_START {
        match MORE_CONTEXTUAL.get((name.0 - CONTEXTUAL_START) as usize) {
            Some((_, word)) => Word::Contextual(*word),
            None => Word::Plain,
        }
    } else if name.0 >= RESERVED_START {
        Word::Reserved(Reserved::ALL[(name.0 - RESERVED_START) as usize])
    } else {
        match name {
            Name::AWAIT => Word::Contextual(Contextual::Await),
            Name::YIELD => Word::Contextual(Contextual::Yield),
            Name::LET => Word::Contextual(Contextual::Let),
            Name::STATIC => Word::Contextual(Contextual::Static),
            Name::ASYNC => Word::Contextual(Contextual::Async),
            Name::OF => Word::Contextual(Contextual::Of),
            Name::GET => Word::Contextual(Contextual::Get),
            Name::SET => Word::Contextual(Contextual::Set),
            Name::DEFAULT => Word::Reserved(Reserved::Default),
            Name::THIS => Word::Reserved(Reserved::This),
            _ => Word::Plain,
        }
    }
}

impl Word {
    /// Whether the word can't name a variable anywhere.
    pub(crate) fn is_reserved(self) -> bool {
        matches!(self, Self::Reserved(_))
    }
}

#[cfg(test)]
mod tests {
    use super::{Contextual, Reserved, Word, initial_names, word_of};
    use crate::syntax::ast::Name;

    #[test]
    fn names_of_words_have_their_kinds() {
        let names: Vec<_> = initial_names().collect();
        let last = |text| Name(names.iter().position(|name| *name == text).unwrap() as u32);
        assert_eq!(word_of(last("with")), Word::Reserved(Reserved::With));
        assert_eq!(word_of(last("break")), Word::Reserved(Reserved::Break));
        assert_eq!(word_of(last("this")), Word::Reserved(Reserved::This));
        assert_eq!(
            word_of(last("target")),
            Word::Contextual(Contextual::Target)
        );
        assert_eq!(word_of(last("yield")), Word::Contextual(Contextual::Yield));
        assert_eq!(word_of(last("eval")), Word::Plain);
        assert_eq!(word_of(Name(names.len() as u32)), Word::Plain);
    }
}
