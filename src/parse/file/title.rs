//! Owns the title that stands as a heading in the text, as in most Markdown written elsewhere.

use super::front::Split;
use crate::base::{Diagnostic, Edit, FileId, Span, mistake};
use crate::parse::doc::{Doc, Labelled};
use crate::parse::entry::in_a_line;
use crate::parse::tree::Inside;
use crate::schema::template::scalar;

/// Takes the first heading for the title that is missing, or for the title once more; says so once, in place of what was
/// said of it. Gives the title, if it was `missing`.
pub fn in_text(split: &Split<'_>, doc: &Doc, title: &str, missing: impl FnOnce() -> Diagnostic, found: &mut Vec<Diagnostic>) -> Option<String> {
    let heading = doc.labels.first()?;
    let Labelled::Heading(1, words) = &heading.of else { return None };
    // One in a quotation or a box is none of the text.
    doc.tree.nodes().iter().find(|node| matches!(node.inside, Inside::Heading(1, 0)))?;
    let (words, at) = (in_a_line(words), heading.span.bytes());
    let above = split.body.get(..at.start.checked_sub(split.body_at)?)?;
    let said = found.iter().rposition(|said| said.rule == "title-in-body" && said.span == Some(heading.span))?;
    if words.is_empty() {
        return None;
    }
    let line = split.body.get(at.end - split.body_at..)?.split_inclusive('\n').next().unwrap_or_default();
    let sure = !split.body[above.len()..at.end - split.body_at].contains(['[', '{']);
    let end = at.end + line.len();
    let above = above.trim_end_matches(' ');
    // What stood apart stays apart.
    let gap = if above.trim().is_empty() || above.ends_with("\n\n") { "" } else { "\n" };
    let missing = missing();
    if let Some(untitled) = found.iter().rposition(|said| *said == missing) {
        let edit = moved(split, &words, &format!("{above}{gap}"), heading.span.file, end).filter(|_| sure);
        found[said] = mistake::title_in_text(heading.span, &scalar(&words), edit);
        found.remove(untitled);
        return Some(words);
    }
    if title == words {
        let span = Span::new(heading.span.file, split.body_at + above.len(), end);
        let edit = Edit { span, text: gap.to_owned(), instead_of: None };
        found[said] = mistake::title_twice(heading.span, Some(edit).filter(|_| sure));
    }
    None
}

/// The front matter with the title, and what stood above the heading, in place of all that stands before `end`; none where
/// a line can't be put into the front matter.
fn moved(split: &Split<'_>, words: &str, above: &str, file: FileId, end: usize) -> Option<Edit> {
    let line = format!("title: {}\n", scalar(words));
    let above = if above.trim().is_empty() { "" } else { above };
    let edit = |start, text| Some(Edit { span: Span::new(file, start, end), text, instead_of: None });
    match split.front {
        None => edit(0, format!("---\n{line}---\n{above}")),
        Some((front, at)) if !front.trim_start().starts_with('{') => edit(at, format!("{line}{front}---\n{above}")),
        Some(_) => None,
    }
}
