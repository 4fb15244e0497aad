//! Owns the walk from a Markdown tree to HTML.

mod footnotes;
mod inline;
mod table;

use std::cell::{OnceCell, RefCell};

use super::block::split_mark;
use super::escape;
use super::maker::{Heading, Maker};
use crate::link::numbers::Kind;
use crate::link::texts::Text;
use crate::parse::doc::Labelled;
use crate::parse::tree::{Inside, Node, Nodes};
use footnotes::Notes;
pub use inline::is_word;

/// What every page has an anchor `cb-…` for that is no heading's.
const TAKEN: [&str; 6] = ["foot", "main", "q", "scheme", "terms", "toc"];
/// How names of anchors begin that parts of a page have, each for itself.
const FAMILIES: [&str; 11] = ["caption-", "fn-", "fnref-", "note-", "of-", "picture-", "row-", "term-", "title-", "to-", "work-"];

/// A text being walked, and what surrounds the node at hand.
#[derive(Clone, Copy)]
pub struct Walk<'t> {
    /// The text.
    pub text: &'t Text,
    /// Within a link or code, where no link may begin.
    pub still: bool,
    /// Within a heading, whose short forms stay unmarked.
    pub heading: bool,
    /// Whether headings and labels carry their anchors: only where the text stands as itself, not in excerpts.
    pub anchors: bool,
    /// Whether the text is a layout, whose headings take anchors of the theme.
    pub layout: bool,
    /// Whether the text stands outside the page's own: its works are not those of the page, its short forms stay unmarked.
    pub outside: bool,
    /// Where footnotes stand in brackets at their first marks, because fields have no foot: those of the text that are still to come,
    /// once a mark was met.
    pub footless: Option<&'t OnceCell<RefCell<Notes>>>,
    /// The heading right above a block of a layout: its level and words.
    pub above: Option<(u8, &'t str)>,
}

impl<'t> Walk<'t> {
    /// A text that stands on its own page.
    pub fn new(text: &'t Text) -> Self {
        Self { text, still: false, heading: false, anchors: true, layout: false, outside: false, footless: None, above: None }
    }
}

impl Maker<'_> {
    /// Nodes as HTML.
    pub fn nodes<'n>(&mut self, walk: Walk<'_>, nodes: impl IntoIterator<Item = Node<'n>>, out: &mut String) {
        for node in nodes {
            self.node(walk, node, out);
        }
    }

    /// A text that belongs within a line: a single paragraph loses its own element.
    pub fn inline_text(&mut self, text: &Text) -> String {
        let notes = OnceCell::new();
        let walk = Walk { anchors: false, footless: Some(&notes), ..Walk::new(text) };
        let mut out = String::new();
        self.within_line(walk, text.doc.tree.nodes(), &mut out);
        out
    }

    /// Nodes as HTML, without the element of the paragraph if one is all there is beside footnotes.
    fn within_line(&mut self, walk: Walk<'_>, nodes: Nodes<'_>, out: &mut String) {
        let mut shown = nodes.iter().filter(|node| !matches!(node.inside, Inside::Footnote(_)));
        match (shown.next(), shown.next()) {
            (Some(Node { inside: Inside::Paragraph, children, .. }), None) => self.nodes(walk, children, out),
            _ => self.nodes(walk, nodes, out),
        }
    }

    fn wrap(&mut self, walk: Walk<'_>, element: &str, node: Node<'_>, out: &mut String) {
        let name = element.split(' ').next().unwrap_or(element);
        out.extend(["<", element, ">"]);
        self.nodes(walk, node.children, out);
        out.extend(["</", name, ">"]);
    }

    /// A node as HTML.
    pub fn node(&mut self, walk: Walk<'_>, node: Node<'_>, out: &mut String) {
        match node.inside {
            Inside::Paragraph => self.paragraph(walk, node, out),
            Inside::Heading(level, label) => {
                if let Some((html, heading)) = self.heading(walk, level, label, node) {
                    out.push_str(&html);
                    out.push_str(&self.way_across(walk, level, label));
                    self.toc.push(heading);
                }
            }
            Inside::Quote => self.wrap(walk, "blockquote", node, out),
            Inside::Alert(alert) => {
                let kind = alert.name();
                let title = escape::text(self.word(&format!("alert-{kind}")));
                out.push_str(&format!("<div class=\"callout alert-{kind}\"><p class=\"callout-title\">{title}</p>"));
                self.nodes(walk, node.children, out);
                out.push_str("</div>\n");
            }
            Inside::CodeBlock(_) => {
                let language = node.words();
                let class = if language.is_empty() { String::new() } else { format!(" class=\"language-{}\"", escape::text(language)) };
                out.push_str(&format!("<pre tabindex=\"0\"><code{class}>"));
                self.nodes(Walk { still: true, ..walk }, node.children, out);
                out.push_str("</code></pre>\n");
            }
            Inside::List => self.list(walk, "ul", node, out),
            Inside::Numbered(1) => self.list(walk, "ol", node, out),
            Inside::Numbered(first) => self.list(walk, &format!("ol start=\"{first}\""), node, out),
            Inside::Item => {
                let task = matches!(node.children.first(), Some(Node { inside: Inside::Task(_), .. }));
                self.wrap(walk, if task { "li class=\"task\"" } else { "li" }, node, out);
                out.push('\n');
            }
            Inside::Task(done) => out.push_str(&format!("<input type=\"checkbox\" disabled{}> ", if done { " checked" } else { "" })),
            Inside::Table(_) => {
                // Few columns fit into the measure of the text.
                out.push_str(if node.aligns().len() < 4 { "<div class=\"table-scroll\">" } else { "<div class=\"table-scroll wide\">" });
                self.markdown_table(walk, node, "", out);
                out.push_str("</div>\n");
            }
            Inside::TableHead | Inside::TableRow | Inside::TableCell => self.nodes(walk, node.children, out),
            Inside::Footnote(_) => {}
            Inside::Terms => self.list(walk, "dl", node, out),
            Inside::Term => self.wrap(walk, "dt", node, out),
            Inside::Meaning => self.wrap(walk, "dd", node, out),
            Inside::Rule => out.push_str("<hr>\n"),
            Inside::Emphasis => self.wrap(walk, "em", node, out),
            Inside::Strong => self.wrap(walk, "strong", node, out),
            Inside::Struck => self.wrap(walk, "del", node, out),
            Inside::Link(link) => self.link(walk, link, node, out),
            Inside::Image(link) => self.image(walk, link, node, out),
            Inside::Text(_) if walk.still || walk.heading || walk.outside => escape::push(out, node.words()),
            Inside::Text(_) => self.text(node.words(), out),
            Inside::Code(_) => {
                out.push_str("<code>");
                escape::push(out, node.words());
                out.push_str("</code>");
            }
            Inside::SoftBreak => out.push('\n'),
            Inside::HardBreak => out.push_str("<br>\n"),
            Inside::FootnoteMark(_) => self.footnote_mark(walk, node.words(), out),
            Inside::Html(_) => out.push_str(node.words()),
            Inside::Comment(_) | Inside::Claim(_) => {}
            Inside::Citation(citation) => self.citation(walk, citation as usize, out),
            Inside::Block(block) => self.block(walk, block as usize, node, out),
        }
    }

    fn paragraph(&mut self, walk: Walk<'_>, node: Node<'_>, out: &mut String) {
        if node.children.iter().all(|child| matches!(child.inside, Inside::Comment(_) | Inside::Claim(_) | Inside::SoftBreak)) {
            return;
        }
        self.wrap(walk, "p", node, out);
        out.push('\n');
    }

    fn list(&mut self, walk: Walk<'_>, element: &str, node: Node<'_>, out: &mut String) {
        self.wrap(walk, element, node, out);
        out.push('\n');
    }

    /// A heading as HTML, and as an entry of the contents.
    pub fn heading(&mut self, walk: Walk<'_>, level: u8, label: u32, node: Node<'_>) -> Option<(String, Heading)> {
        let label = walk.text.doc.labels.get(label as usize)?;
        let Labelled::Heading(_, words) = &label.of else { return None };
        let number = self.site.numbers.get(&(self.place, label.id.clone())).filter(|number| number.kind == Kind::Heading && !walk.layout);
        let mut words_html = String::new();
        if let Some(number) = number {
            words_html.extend(["<span class=\"number\">", &number.text, "</span> "]);
        }
        let mut own = String::new();
        self.nodes(Walk { heading: true, ..walk }, node.children, &mut own);
        let (mark, rest) = split_mark(&own);
        if !mark.is_empty() {
            words_html.extend(["<span class=\"mark\">", mark, "</span> "]);
        }
        let mut plain = words_html.clone();
        escape::push(&mut plain, split_mark(words).1);
        words_html.push_str(rest);
        let id = if walk.layout { self.own_anchor(&label.id) } else { label.id.clone() };
        let tag = ["h1", "h2", "h3", "h4", "h5", "h6"].get(usize::from(level).checked_sub(1)?)?;
        let html = if walk.anchors {
            let was = label.was.as_ref().map(|was| ["<a id=\"", &escape::text(was), "\"></a>"].concat()).unwrap_or_default();
            let (escaped, address, link) = (escape::text(&id), escape::address(&id), escape::text(self.word("link-to-section")));
            // For the mouse alone: the table of contents leads there too, and a heading is heard as its own words.
            let to = ["<a class=\"permalink\" href=\"#", &address, "\" title=\"", &link, "\" aria-hidden=\"true\" tabindex=\"-1\">#</a>"];
            [&was, "<", tag, " id=\"", &escaped, "\">", &words_html, " ", &to.concat(), "</", tag, ">\n"].concat()
        } else {
            ["<", tag, ">", &words_html, "</", tag, ">\n"].concat()
        };
        Some((html, Heading { level, id, html: plain }))
    }

    /// An anchor of the theme's that no other part of the page has.
    pub fn own_anchor(&self, name: &str) -> String {
        let taken = TAKEN.contains(&name) || FAMILIES.iter().any(|family| name.starts_with(family));
        let first = [if taken { "cb-h-" } else { "cb-" }, name].concat();
        let known = |id: &String| self.toc.iter().any(|heading| heading.id == *id);
        let others = (2..).map(|number| format!("{first}-{number}"));
        std::iter::once(first.clone()).chain(others).find(|id| !known(id)).unwrap_or_default()
    }
}
