//! Owns layouts: filled with an entry, and the parts of its own text that stand in them.

use super::super::html::Walk;
use super::super::maker::{Heading, Maker};
use crate::link::texts::Text;
use crate::parse::block::Makes;
use crate::parse::doc::Labelled;
use crate::parse::tree::{Inside, Node};

/// Room for the text of a page, in bytes.
const ROOM: usize = 8 * 1024;

impl<'s> Maker<'s> {
    /// Adds a level-2 section of the entry's own text, with its heading.
    pub fn section(&mut self, name: &str, out: &mut String) {
        let Some(this) = self.this else { return };
        let text = &self.site.records.get(this).text;
        if let Some(range) = text.doc.section(name) {
            self.nodes(Walk::new(text), text.doc.tree.between(range), out);
        }
    }

    /// Adds what of the entry's own text no section of the layout has.
    pub fn body(&mut self, out: &mut String) {
        let Some(this) = self.this else { return };
        self.nodes(Walk::new(&self.site.records.get(this).text), self.site.unplaced(this), out);
    }

    /// A layout filled with the entry at hand, or what of a text stands on a further sheet: a heading stands only if something follows it.
    pub fn fill<'n>(&mut self, walk: Walk<'_>, nodes: impl IntoIterator<Item = Node<'n>>) -> String {
        let mut out = String::with_capacity(ROOM);
        let mut waiting: Vec<(String, Heading, u32)> = Vec::new();
        for node in nodes {
            if let Inside::Heading(level, label) = node.inside {
                waiting.retain(|(_, above, _)| above.level < level);
                waiting.extend(self.heading(walk, level, label, node).map(|(html, heading)| (html, heading, label)));
                continue;
            }
            let contents = self.toc.len();
            let above = waiting.last().map(|(_, heading, label)| (heading.level, words(walk.text, *label)));
            let start = out.len();
            if self.sheet == 0 || matches!(node.inside, Inside::Block(_)) {
                self.node(Walk { above, ..walk }, node, &mut out);
            } else {
                // A list may stand in a quotation.
                out.push_str(&self.fill(Walk { above, ..walk }, node.children));
            }
            if out[start..].trim().is_empty() {
                out.truncate(start);
                self.toc.truncate(contents);
                continue;
            }
            if self.begins_with_heading(walk.text, node) {
                waiting.clear();
            }
            let mut headings = String::new();
            for (index, (heading, entry, _)) in waiting.drain(..).enumerate() {
                self.toc.insert(contents + index, entry);
                headings.push_str(&heading);
            }
            out.insert_str(start, &headings);
        }
        out
    }

    /// Whether a block of a layout begins with a heading of its own.
    fn begins_with_heading(&self, layout: &Text, node: Node<'_>) -> bool {
        let Inside::Block(block) = node.inside else { return false };
        match &layout.blocks[block as usize].makes {
            Makes::Section(_) | Makes::Mentions | Makes::Sources | Makes::Relations => true,
            Makes::Body => {
                self.this.is_some_and(|this| self.site.unplaced(this).first().is_some_and(|node| matches!(node.inside, Inside::Heading(..))))
            }
            _ => false,
        }
    }
}

/// The words of a heading.
fn words(text: &Text, label: u32) -> &str {
    match text.doc.labels.get(label as usize).map(|label| &label.of) {
        Some(Labelled::Heading(_, words)) => words,
        _ => "",
    }
}
