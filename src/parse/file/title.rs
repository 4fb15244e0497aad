//! Owns the title that stands as a heading in the text, as in most Markdown written elsewhere.

use std::mem::discriminant;

use super::Reader;
use super::front::Split;
use crate::base::{Diagnostic, Edit, Span, mistake};
use crate::parse::doc::{Doc, Label, Labelled};
use crate::parse::entry::in_a_line;
use crate::parse::tree::Inside;
use crate::parse::yaml::{self, Key, Node, NodeKind};
use crate::schema::CollectionId;
use crate::schema::template::scalar;

/// The keys and values of a front matter; none where it is something else.
fn pairs(front: &str) -> Option<Vec<(Key, Node)>> {
    let (node, mistakes) = yaml::parse(front).ok()?;
    match node.kind {
        NodeKind::Map(pairs) if mistakes.is_empty() => Some(pairs),
        NodeKind::Empty => Some(Vec::new()),
        _ => None,
    }
}

impl Reader<'_, '_> {
    /// Takes the first heading for the title that is missing, or for the title once more; says so once, in place of what was
    /// said of it. Gives the title, if it was missing.
    pub(super) fn title_in_text(&mut self, split: &Split<'_>, doc: &Doc, this: Option<CollectionId>, title: &str) -> Option<String> {
        let heading = doc.labels.first()?;
        let Labelled::Heading(1, words) = &heading.of else { return None };
        // One in a quotation or a box is none of the text.
        doc.tree.nodes().iter().find(|node| matches!(node.inside, Inside::Heading(1, 0)))?;
        let words = in_a_line(words);
        let said = self.found.iter().position(|said| said.rule == "title-in-body" && said.span == Some(heading.span))?;
        // Front matter that could not be read may hold it: what is to be done with the heading is said when it can.
        if pairs(split.front.map_or("", |(front, _)| front)).is_none() {
            self.found.remove(said);
            return None;
        }
        let unclear = |said: &Diagnostic| said.rule == "unknown-key" && said.edit.as_ref().is_some_and(|edit| edit.text.starts_with("title"));
        if words.is_empty() || self.found.iter().any(unclear) {
            return None;
        }
        let text = self.sources.text(self.file);
        let sure = |edit: &Edit| {
            let range = edit.span.bytes();
            let after = format!("{}{}{}", &text[..range.start], edit.text, &text[range.end..]);
            !text[heading.span.bytes()].contains(['[', '{', '<', '~']) && self.reads_the_same(&after, doc, this, &words)
        };
        let (before, end) = around(text, split, heading);
        if title.is_empty() {
            let edit = moved(split, &words, before, Span::new(self.file, 0, end)).filter(sure);
            let untitled = |said: &Diagnostic| said.rule == "missing-key" && said.message.ends_with("has no `title`");
            self.found[said] = mistake::title_in_text(heading.span, &scalar(&words), edit);
            self.found.retain(|said| !untitled(said));
            return Some(words);
        }
        if title == words {
            let span = Span::new(self.file, split.body_at + before.len(), end);
            let edit = Edit { span, text: gap(before).to_owned(), instead_of: None };
            let edit = Some(edit).filter(sure);
            self.found[said] = mistake::title_twice(heading.span, edit);
        }
        None
    }

    /// Whether a file would still say the same, with that title in its front matter and without its first heading.
    fn reads_the_same(&self, text: &str, before: &Doc, this: Option<CollectionId>, title: &str) -> bool {
        let mut unsaid = Vec::new();
        let mut reader = Reader { file: self.file, schema: self.schema, theme: self.theme, sources: self.sources, found: &mut unsaid };
        let Some(split) = reader.split(text, this) else { return false };
        let given =
            |(key, value): &(Key, Node)| key.text == "title" && matches!(&value.kind, NodeKind::Scalar { text, .. } if in_a_line(text) == title);
        if !split.front.and_then(|(front, _)| pairs(front)).is_some_and(|keys| keys.iter().any(given)) {
            return false;
        }
        let after = reader.doc(&split, this);
        let kinds = |doc: &Doc| doc.tree.nodes().iter().map(|node| discriminant(&node.inside)).collect::<Vec<_>>();
        let mut left = kinds(before);
        left.extract_if(.., |kind| *kind == discriminant(&Inside::Heading(1, 0))).next();
        after.labels.iter().map(|label| &label.id).eq(before.labels.iter().skip(1).map(|label| &label.id)) && kinds(&after) == left
    }
}

/// The text above the heading, and where the line of the heading ends.
fn around<'a>(text: &str, split: &Split<'a>, heading: &Label) -> (&'a str, usize) {
    let at = heading.span.bytes();
    let above = &split.body[..at.start - split.body_at];
    let line = text[at.end..].split_inclusive('\n').next().unwrap_or_default();
    (above.trim_end_matches(' '), at.end + line.len())
}

/// What keeps apart what stood apart.
fn gap(above: &str) -> &'static str {
    if above.trim().is_empty() || above.ends_with("\n\n") { "" } else { "\n" }
}

/// The front matter with the title, and what stood above the heading, in place of all of it.
fn moved(split: &Split<'_>, words: &str, above: &str, whole: Span) -> Option<Edit> {
    let front = split.front.map_or("", |(front, _)| front);
    let above = if above.trim().is_empty() { "" } else { above };
    let text = format!("---\ntitle: {}\n{front}---\n{above}{}", scalar(words), gap(above));
    Some(Edit { span: whole, text, instead_of: None })
}
