//! Owns what stands between entries: to BibTeX a comment, and so is an entry whose `@` is missing.

use std::ops::Range;

use super::{Said, fields};

/// Says which lines between entries begin one, but for its `@`.
pub fn look(text: &str, between: Range<usize>, said: &mut Said) {
    let mut at = between.start;
    for line in text.get(between).unwrap_or_default().split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let Some((kind, rest)) = line.trim().split_once('{') else { continue };
        let Some((key, _)) = rest.split_once(',') else { continue };
        if fields::is_kind(kind) && !key.is_empty() && !key.contains([' ', '=', '{']) {
            let what = format!("this looks like a work whose `@` is missing: `@{kind}`");
            said.unread((start..start + kind.len(), what));
        }
    }
}
