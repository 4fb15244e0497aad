//! Owns what `:::` blocks look like; each kind that is more than a frame has a file of its own.

mod alike;
mod captioned;
mod cards;
mod facts;
mod layout;
mod letter;
mod matrix;
mod mentions;
mod relation;
mod silence;
mod sources;
mod table;

pub use letter::split_mark;
pub use sources::SOURCES_HERE;
pub use table::{Cell, Columns, Group, LONG, Letter, Row, TableView, attributes, tools};

use serde::Serialize;

use super::escape;
use super::html::Walk;
use super::maker::Maker;
use super::sheet::Asking;
use crate::link::numbers::Kind;
use crate::link::records::EntryId;
use crate::link::texts::Target;
use crate::parse::block::{Block, Makes};
use crate::parse::tree::{Inside, Node};

/// What the templates of boxes, figures and notes get.
#[derive(Serialize)]
struct Frame {
    id: String,
    was: String,
    number: String,
    title: String,
    kind: String,
    inner: String,
    referred: Vec<Link>,
}

/// A link: where, and the words as HTML.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// Its words, escaped.
    pub html: String,
}

impl Maker<'_> {
    /// Adds a block as HTML; `node` holds what stands inside it.
    pub fn block(&mut self, walk: Walk<'_>, index: usize, node: Node<'_>, out: &mut String) {
        let block = &walk.text.blocks[index];
        let asking = Asking::block(walk.text, index);
        // An excerpt leaves anchors to the page it is taken from.
        let nameless = (!walk.anchors).then(|| Block { id: None, was: None, ..block.clone() });
        let block = nameless.as_ref().unwrap_or(block);
        if self.sheet > 0
            && let Some(html) = self.block_on_sheet(walk, block, node)
        {
            return out.push_str(&html);
        }
        let html = match &block.makes {
            // It names a draft.
            Makes::Nothing => self.nothing_to_show(block),
            Makes::Box => self.frame(walk, block, node, "parts/box.html", ""),
            Makes::Figure => self.frame(walk, block, node, "parts/figure.html", ""),
            Makes::Callout(callout) => {
                let (kind, label) = &self.site.settings.callouts[*callout];
                let title = block.title.as_ref().unwrap_or(label);
                let block = Block { title: Some(title.clone()), ..block.clone() };
                self.frame(walk, &block, node, "parts/callout.html", kind)
            }
            Makes::Table | Makes::Into(..) => self.captioned(walk, block, node),
            Makes::Records(query) => {
                let rows = self.selected(asking, query);
                self.records(walk, block, query, &rows, node)
            }
            Makes::Matrix(matrix) => self.matrix(walk, block, matrix, node),
            Makes::Cards(query) => {
                let entries = self.selected(asking, query);
                self.cards(walk, "parts/cards.html", block, &query.columns, &entries)
            }
            Makes::List(query) => {
                let entries = self.selected(asking, query);
                self.cards(walk, "parts/list.html", block, &query.columns, &entries)
            }
            Makes::Facts(columns, style) => self.facts(columns, style.as_deref()),
            // The longest of a page's texts, which are not copied.
            Makes::Section(name) => return self.section(name, out),
            Makes::Body => return self.body(out),
            Makes::Relation(path, query, group) => self.relation(walk, asking, block, path, query, group.as_ref()),
            Makes::Relations => self.relations(),
            Makes::Alike(paths) => self.alike(walk, paths),
            Makes::Mentions => self.mentions(),
            Makes::Sources => SOURCES_HERE.to_owned(),
            Makes::Picture(picture) => self.picture(walk, block, picture, node),
        };
        out.push_str(&html);
    }

    /// What stands in place of a block that has nothing to show: where links lead to it, there is something.
    pub fn nothing_to_show(&self, block: &Block<EntryId>) -> String {
        let (id, empty) = (block.id.as_deref(), block.empty.as_deref());
        if id.is_none() && empty.is_none_or(str::is_empty) {
            return String::new();
        }
        let number = self.numbered(id);
        let number = if number.is_empty() { number } else { format!("<b class=\"label\">{number}</b> ") };
        let anchor = |id: Option<&str>| id.map(|id| format!(" id=\"{}\"", escape::text(id))).unwrap_or_default();
        let was = block.was.as_deref().map(|was| format!("<a{}></a>", anchor(Some(was)))).unwrap_or_default();
        format!("{was}<p class=\"empty\"{}>{number}{}</p>\n", anchor(id), escape::text(empty.unwrap_or(self.word("no-rows"))))
    }

    /// The number of a labelled block of this page, with its word: `Table 3.2`.
    pub fn numbered(&self, id: Option<&str>) -> String {
        let Some(number) = id.and_then(|id| self.site.numbers.get(&(self.place, id.to_owned()))) else { return String::new() };
        if number.kind == Kind::Heading {
            return String::new();
        }
        escape::text(&format!("{} {}", self.word(number.kind.word()), number.text))
    }

    /// The other pages that point at a label of this page: each leads to the place where it does.
    pub fn referred(&self, label: &str) -> Vec<Link> {
        let places = self.site.mentions.labels.get(&(self.place, label.to_owned()));
        let pointer = self.pointer(self.place, label);
        let mut links: Vec<Link> = Vec::new();
        for place in places.into_iter().flatten().filter(|place| **place != self.place) {
            let words = self.site.title(*place, Some(self.place));
            // Only the text of a page has anchors where it points elsewhere; its fields and notes have none.
            let leads = |target: &Target| matches!(target, Target::Place(to, Some(to_label)) if *to == self.place && to_label == label);
            let pointer = Some(pointer.as_str()).filter(|_| self.site.text(*place).targets.iter().any(leads));
            links.push(Link { href: self.href(*place, pointer), html: escape::text(&words) });
        }
        links
    }

    fn frame(&mut self, walk: Walk<'_>, block: &Block<EntryId>, node: Node<'_>, template: &str, kind: &str) -> String {
        let mut inner = String::new();
        self.nodes(walk, node.children, &mut inner);
        let id = block.id.as_deref();
        let view = Frame {
            id: escape::text(id.unwrap_or_default()),
            was: escape::text(block.was.as_deref().unwrap_or_default()),
            number: self.numbered(block.id.as_deref()),
            title: escape::text(block.title.as_deref().unwrap_or_default()),
            kind: kind.to_owned(),
            inner,
            referred: id.map(|id| self.referred(id)).unwrap_or_default(),
        };
        self.part(template, &view)
    }

    /// What stands inside a query block, as the words of its caption.
    pub fn caption(&mut self, walk: Walk<'_>, node: Node<'_>) -> String {
        let mut parts = Vec::new();
        for child in node.children {
            let mut html = String::new();
            match child.inside {
                Inside::Paragraph => self.nodes(walk, child.children, &mut html),
                Inside::Comment(_) => {}
                _ => self.node(walk, child, &mut html),
            }
            parts.push(html);
        }
        parts.retain(|part| !part.trim().is_empty());
        parts.join("\n\n")
    }
}

/// A block that no author wrote.
pub fn bare() -> Block<EntryId> {
    let span = crate::base::Span::top(crate::base::FileId(0));
    Block { name: String::new(), makes: Makes::Nothing, id: None, id_span: span, was: None, title: None, empty: None, span }
}
