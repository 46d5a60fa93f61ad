//! The page: that of a recording, with an editor in the place of the source.

use super::examples::GROUPS;
use super::folder::Folder;
use super::request::{Limits, Program};
use crate::insight::page::{Parts, assemble};
use serde_json::json;

const BAR: &str = include_str!("page/bar.html");
const EDITOR: &str = include_str!("page/editor.html");
const STYLE: &str = include_str!("page/play.css");
const SCRIPT: &str = concat!(
    include_str!("page/editor.js"),
    include_str!("page/share.js"),
    include_str!("page/play.js"),
);

/// The page, whose parts have this mark.
pub fn document(folder: Option<&Folder>, limits: Limits, nonce: &str) -> String {
    let groups: Vec<_> = GROUPS
        .iter()
        .map(|group| {
            let programs = group.programs.iter();
            let programs: Vec<_> = programs
                .map(|(name, text)| json!({ "name": name, "text": text }))
                .collect();
            json!({ "title": group.title, "programs": programs })
        })
        .collect();
    let folder =
        folder.map(|folder| json!({ "name": folder.name(), "programs": folder.programs() }));
    let data = json!({
        "groups": groups,
        "folder": folder,
        "limits": { "events": limits.events, "longest": super::request::LONGEST_TEXT },
    });
    assemble(&Parts {
        title: "minijs play",
        nonce,
        mode: "play",
        bar: BAR,
        source: EDITOR,
        style: STYLE,
        script: SCRIPT,
        // Only what can't be written so in JSON could end the element that it stands in.
        data: &data.to_string().replace('<', "\\u003c"),
    })
}

/// The answer to the question for a program of the folder.
pub fn program(name: &str, text: String) -> String {
    let base = name.rsplit('/').next().unwrap_or(name);
    let program = Program {
        name: base.to_owned(),
        text,
    };
    json!({ "name": program.name, "text": program.text }).to_string()
}
