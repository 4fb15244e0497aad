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
        let mut notes = BTreeMap::new();
        notes_below(text.doc.tree.nodes(), &mut notes);
        let mut index = 0;
        while index < self.footnotes.len() {
            let (name, times) = self.footnotes[index].clone();
            let number = index + 1;
            out.push_str(&format!("<li id=\"cb-fn-{number}\">"));
            if let Some(children) = notes.get(name.as_str()) {
                self.nodes(Walk::new(text), *children, &mut out);
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

/// Adds the footnotes of a text by their names; of several with one name, the first.
pub(super) fn notes_below<'n>(nodes: Nodes<'n>, notes: &mut BTreeMap<&'n str, Nodes<'n>>) {
    for node in nodes {
        if let Inside::Footnote(_) = node.inside {
            notes.entry(node.words()).or_insert(node.children);
        }
        notes_below(node.children, notes);
    }
}
