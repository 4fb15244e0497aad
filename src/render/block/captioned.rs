//! Owns tables of Markdown with a caption.

use super::super::escape;
use super::super::html::Walk;
use super::super::maker::Maker;
use super::TableView;
use crate::link::records::EntryId;
use crate::parse::block::Block;
use crate::parse::tree::{Inside, Node};

impl Maker<'_> {
    /// A Markdown table with a caption.
    pub fn captioned(&mut self, walk: Walk<'_>, block: &Block<EntryId>, node: Node<'_>) -> String {
        let mut caption = Vec::new();
        let mut html = String::new();
        for child in node.children {
            match child.inside {
                Inside::Paragraph => {
                    let mut words = String::new();
                    self.nodes(walk, child.children, &mut words);
                    caption.push(words);
                }
                Inside::Comment(_) | Inside::Table(_) => {}
                _ => self.node(walk, child, &mut html),
            }
        }
        let number = self.numbered(block.id.as_deref());
        let first = if caption.is_empty() { String::new() } else { caption.remove(0) };
        let words = match (number.is_empty(), first.is_empty()) {
            (true, _) => first,
            (false, true) => format!("<b class=\"label\">{number}</b>"),
            (false, false) => format!("<b class=\"label\">{number}</b> {first}"),
        };
        for child in node.children {
            if let Inside::Table(_) = child.inside {
                self.markdown_table(walk, child, &words, &mut html);
            }
        }
        let id = block.id.clone().unwrap_or_default();
        let view = TableView {
            referred: if id.is_empty() { Vec::new() } else { self.referred(&id) },
            id: escape::text(&id),
            was: escape::text(block.was.as_deref().unwrap_or_default()),
            note: caption.join("\n"),
            html,
            ..TableView::default()
        };
        self.part("parts/table.html", &view)
    }
}
