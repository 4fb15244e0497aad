//! Owns footnotes.

use super::Walk;
use crate::link::texts::Text;
use crate::parse::tree::{Inside, Node, Nodes};
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
        let mut index = 0;
        while index < self.footnotes.len() {
            let (name, times) = self.footnotes[index].clone();
            let number = index + 1;
            out.push_str(&format!("<li id=\"cb-fn-{number}\">"));
            if let Some(node) = find_footnote(text.doc.tree.nodes(), &name) {
                self.nodes(Walk::new(text), node.children, &mut out);
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

/// The footnote of a name.
pub(super) fn find_footnote<'n>(nodes: Nodes<'n>, name: &str) -> Option<Node<'n>> {
    nodes.iter().find_map(|node| match node.inside {
        Inside::Footnote(_) if node.words() == name => Some(node),
        _ => find_footnote(node.children, name),
    })
}
