//! Which characters names are made of, in programs and in patterns.

pub(crate) fn is_id_start(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '$' | '_' => true,
        _ => {
            !character.is_ascii() && unicode_ident::is_xid_start(character)
                || is_other_start(character)
        }
    }
}

pub(crate) fn is_id_part(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '$' | '_' | '\u{200C}' | '\u{200D}' => true,
        _ => {
            !character.is_ascii() && unicode_ident::is_xid_continue(character)
                || is_other_start(character)
        }
    }
}

/// Characters in ID_Start that the closure under normalisation (XID) leaves out.
fn is_other_start(character: char) -> bool {
    matches!(
        character,
        '\u{037A}' | '\u{0E33}' | '\u{0EB3}' | '\u{309B}' | '\u{309C}' | '\u{FC5E}'
            ..='\u{FC63}'
                | '\u{FDFA}'
                | '\u{FDFB}'
                | '\u{FE70}'
                | '\u{FE72}'
                | '\u{FE74}'
                | '\u{FE76}'
                | '\u{FE78}'
                | '\u{FE7A}'
                | '\u{FE7C}'
                | '\u{FE7E}'
                | '\u{FF9E}'
                | '\u{FF9F}'
    )
}
