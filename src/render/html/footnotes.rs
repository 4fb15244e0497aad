//! Owns footnotes.

use std::collections::BTreeMap;

use super::Walk;
use crate::link::texts::Text;
use crate::parse::tree::{Inside, Nodes};
use crate::render::escape;
use crate::render::maker::Maker;

impl Maker<'_> {
    /// The footnotes of a text, if any mark pointed at one.
    pub fn footnotes_of(&mut self, text: &Text) -> String {
        if self.footnotes.is_empty() {
            return String::new();
        }
        let title = escape::text(self.word("footnotes"));
        let mut out = format!("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{title}\"><ol>\n");
        let notes = notes_of(text);
        let mut index = 0;
        while index < self.footnotes.len() {
            let (name, times) = self.footnotes[index].clone();
            let number = index + 1;
            out.push_str(&format!("<li id=\"cb-fn-{number}\">"));
            if let Some(note) = notes.get(&name) {
                self.nodes(Walk::new(text), text.doc.tree.node(*note).children, &mut out);
            }
            let back = escape::text(self.word("back-to-text"));
            for time in 1..=times {
                out.push_str(&format!(" <a href=\"#cb-fnref-{number}-{time}\" role=\"doc-backlink\" aria-label=\"{back}\">↩</a>"));
            }
            out.push_str("</li>\n");
            index += 1;
        }
        out.push_str("</ol></section>\n");
        out
    }
}

/// Footnotes of a text by their names: where in its tree.
pub type Notes = BTreeMap<String, usize>;

/// The footnotes of a text.
pub(super) fn notes_of(text: &Text) -> Notes {
    let mut notes = Notes::new();
    notes_below(text.doc.tree.nodes(), &mut notes);
    notes
}

/// Adds the footnotes among nodes; of several with one name, the first.
fn notes_below(nodes: Nodes<'_>, notes: &mut Notes) {
    for node in nodes {
        if let Inside::Footnote(_) = node.inside {
            notes.entry(node.words().to_owned()).or_insert(node.position());
        }
        notes_below(node.children, notes);
    }
}
