//! Owns the walk from a Markdown tree to HTML.

use super::escape;
use super::maker::{Heading, Maker};
use crate::link::numbers::Kind;
use crate::link::records::EntryId;
use crate::link::texts::{Place, Target, Text};
use crate::parse::doc::{Align, Inside, Labelled, Node};
use crate::render::citations::{Cited, Piece, inline};

/// A text being walked, and what surrounds the node at hand.
#[derive(Clone, Copy)]
pub struct Walk<'t> {
    /// The text.
    pub text: &'t Text,
    /// Within a link, heading or code, where no link may begin.
    pub still: bool,
    /// Within a head of a table.
    pub head: bool,
    /// Whether headings and labels carry their anchors: only where the text stands as itself, not in excerpts.
    pub anchors: bool,
    /// Whether the text is a layout, whose headings take anchors of the theme.
    pub layout: bool,
    /// The heading right above a block of a layout: its level and words.
    pub above: Option<(u8, &'t str)>,
}

impl<'t> Walk<'t> {
    /// A text that stands on its own page.
    pub fn new(text: &'t Text) -> Self {
        Self { text, still: false, head: false, anchors: true, layout: false, above: None }
    }
}

impl Maker<'_> {
    /// Nodes as HTML.
    pub fn nodes(&mut self, walk: Walk<'_>, nodes: &[Node], out: &mut String) {
        for node in nodes {
            self.node(walk, node, out);
        }
    }

    /// A text that belongs within a line: a single paragraph loses its own element.
    pub fn inline_text(&mut self, text: &Text) -> String {
        let walk = Walk { anchors: false, ..Walk::new(text) };
        let mut out = String::new();
        match &text.doc.nodes[..] {
            [Node { inside: Inside::Paragraph, children, .. }] => self.nodes(walk, children, &mut out),
            nodes => self.nodes(walk, nodes, &mut out),
        }
        out
    }

    fn wrap(&mut self, walk: Walk<'_>, element: &str, node: &Node, out: &mut String) {
        let name = element.split(' ').next().unwrap_or(element);
        out.push_str(&format!("<{element}>"));
        self.nodes(walk, &node.children, out);
        out.push_str(&format!("</{name}>"));
    }

    /// A node as HTML.
    pub fn node(&mut self, walk: Walk<'_>, node: &Node, out: &mut String) {
        match &node.inside {
            Inside::Paragraph => self.paragraph(walk, node, out),
            Inside::Heading(level, label) => {
                if let Some((html, heading)) = self.heading(walk, *level, *label, node) {
                    out.push_str(&html);
                    out.push_str(&self.way_across(walk, *level, *label));
                    self.toc.push(heading);
                }
            }
            Inside::Quote => self.wrap(walk, "blockquote", node, out),
            Inside::Alert(kind) => {
                let title = escape::text(self.word(&format!("alert-{kind}")));
                out.push_str(&format!("<div class=\"callout alert-{kind}\"><p class=\"callout-title\">{title}</p>"));
                self.nodes(walk, &node.children, out);
                out.push_str("</div>\n");
            }
            Inside::CodeBlock(language) => {
                let class = if language.is_empty() { String::new() } else { format!(" class=\"language-{}\"", escape::text(language)) };
                out.push_str(&format!("<pre tabindex=\"0\"><code{class}>"));
                self.nodes(Walk { still: true, ..walk }, &node.children, out);
                out.push_str("</code></pre>\n");
            }
            Inside::List(None) => self.list(walk, "ul", node, out),
            Inside::List(Some(1)) => self.list(walk, "ol", node, out),
            Inside::List(Some(first)) => self.list(walk, &format!("ol start=\"{first}\""), node, out),
            Inside::Item => {
                let task = matches!(node.children.first(), Some(Node { inside: Inside::Task(_), .. }));
                self.wrap(walk, if task { "li class=\"task\"" } else { "li" }, node, out);
                out.push('\n');
            }
            Inside::Task(done) => out.push_str(&format!("<input type=\"checkbox\" disabled{}> ", if *done { " checked" } else { "" })),
            Inside::Table(aligns) => {
                out.push_str("<div class=\"table-scroll\">");
                self.markdown_table(walk, aligns, node, "", out);
                out.push_str("</div>\n");
            }
            Inside::TableHead | Inside::TableRow | Inside::TableCell => self.nodes(walk, &node.children, out),
            Inside::Footnote(_) => {}
            Inside::Terms => self.list(walk, "dl", node, out),
            Inside::Term => self.wrap(walk, "dt", node, out),
            Inside::Meaning => self.wrap(walk, "dd", node, out),
            Inside::Rule => out.push_str("<hr>\n"),
            Inside::Emphasis => self.wrap(walk, "em", node, out),
            Inside::Strong => self.wrap(walk, "strong", node, out),
            Inside::Struck => self.wrap(walk, "del", node, out),
            Inside::Link(link) => self.link(walk, *link, node, out),
            Inside::Image(link) => self.image(walk, *link, node, out),
            Inside::Text(text) if walk.still => escape::push(out, text),
            Inside::Text(text) => self.text(text, out),
            Inside::Code(code) => out.push_str(&format!("<code>{}</code>", escape::text(code))),
            Inside::SoftBreak => out.push('\n'),
            Inside::HardBreak => out.push_str("<br>\n"),
            Inside::FootnoteMark(name) => self.footnote_mark(walk, name, out),
            Inside::Html(tag) => out.push_str(tag),
            Inside::Comment(_) | Inside::Claim(_) => {}
            Inside::Citation(citation) => self.citation(walk, *citation, out),
            Inside::Block(block) => {
                let html = self.block(walk, *block, node);
                out.push_str(&html);
            }
        }
    }

    fn paragraph(&mut self, walk: Walk<'_>, node: &Node, out: &mut String) {
        if node.children.iter().all(|child| matches!(child.inside, Inside::Comment(_) | Inside::Claim(_) | Inside::SoftBreak)) {
            return;
        }
        self.wrap(walk, "p", node, out);
        out.push('\n');
    }

    fn list(&mut self, walk: Walk<'_>, element: &str, node: &Node, out: &mut String) {
        self.wrap(walk, element, node, out);
        out.push('\n');
    }

    /// A heading as HTML, and as an entry of the contents.
    pub fn heading(&mut self, walk: Walk<'_>, level: u8, label: usize, node: &Node) -> Option<(String, Heading)> {
        let label = walk.text.doc.labels.get(label)?;
        let Labelled::Heading(_, words) = &label.of else { return None };
        let mut html = String::new();
        let number = self.site.numbers.get(&(self.place, label.id.clone())).filter(|number| number.kind == Kind::Heading && !walk.layout);
        let mut words_html = String::new();
        if let Some(number) = number {
            words_html.push_str(&format!("<span class=\"number\">{}</span> ", number.text));
        }
        let plain = format!("{words_html}{}", escape::text(words));
        self.nodes(Walk { still: true, ..walk }, &node.children, &mut words_html);
        let id = if walk.layout { format!("cb-{}", label.id) } else { label.id.clone() };
        let escaped = escape::text(&id);
        if walk.anchors {
            if let Some(was) = &label.was {
                html.push_str(&format!("<a id=\"{}\"></a>", escape::text(was)));
            }
            let link = escape::text(self.word("link-to-section"));
            html.push_str(&format!(
                "<h{level} id=\"{escaped}\">{words_html} <a class=\"permalink\" href=\"#{}\" aria-label=\"{link}: {}\">#</a></h{level}>\n",
                escape::address(&id),
                escape::text(words)
            ));
        } else {
            html.push_str(&format!("<h{level}>{words_html}</h{level}>\n"));
        }
        Some((html, Heading { level, id, html: plain }))
    }

    fn link(&mut self, walk: Walk<'_>, link: usize, node: &Node, out: &mut String) {
        let target = &walk.text.targets[link];
        let written = &walk.text.doc.links[link];
        if walk.still {
            return if written.words { self.nodes(walk, &node.children, out) } else { escape::push(out, &self.site.words(target, Some(self.place))) };
        }
        let within = Walk { still: true, ..walk };
        let mut words = String::new();
        if written.words && !node.children.is_empty() {
            self.nodes(within, &node.children, &mut words);
        } else {
            words = escape::text(&self.site.words(target, Some(self.place)));
        }
        match target {
            Target::Unpublished(_) => out.push_str(&words),
            Target::Elsewhere(address) => out.push_str(&format!("<a href=\"{}\" rel=\"external\">{words}</a>", escape::address(address))),
            Target::File(file) => {
                let address = self.site.files.get(file).cloned().unwrap_or_default();
                out.push_str(&format!("<a href=\"{}\">{words}</a>", self.to(&address)));
            }
            Target::Place(place, label) => {
                let mut id = String::new();
                if let Some(label) = label
                    && walk.anchors
                    && self.pointed.insert((*place, label.clone()))
                {
                    id = format!(" id=\"{}\"", escape::text(&self.pointer(*place, label)));
                }
                out.push_str(&format!("<a{id} href=\"{}\">{words}</a>", self.href(*place, label.as_deref())));
            }
        }
    }

    /// The anchor of the first link to a label on a page.
    pub fn pointer(&self, place: Place, label: &str) -> String {
        let (address, _) = self.site.address(place);
        format!("cb-to-{}-{label}", address.trim_end_matches('/').replace('/', "-"))
    }

    fn image(&mut self, walk: Walk<'_>, link: usize, node: &Node, out: &mut String) {
        let alt = node.plain();
        match &walk.text.targets[link] {
            Target::File(file) => {
                let address = self.site.files.get(file).cloned().unwrap_or_default();
                out.push_str(&format!("<img src=\"{}\" alt=\"{}\" loading=\"lazy\">", self.to(&address), escape::text(&alt)));
            }
            _ => escape::push(out, &alt),
        }
    }

    /// Text, the first use of each short form on a page marked and linked to what it means.
    fn text(&mut self, text: &str, out: &mut String) {
        if self.shop.terms.is_empty() {
            return escape::push(out, text);
        }
        let part = |letter: char| letter.is_alphanumeric() || letter == '-';
        let mut rest = text;
        while let Some(start) = rest.find(part) {
            let length = rest[start..].find(|letter| !part(letter)).unwrap_or(rest.len() - start);
            let word = &rest[start..start + length];
            escape::push(out, &rest[..start]);
            match self.shop.terms.get(word) {
                Some(term) if !self.terms.contains(term) && self.place != Place::Entry(*term) => {
                    self.terms.push(*term);
                    let entry = self.site.records.get(*term);
                    let title = escape::text(&entry.head.title);
                    let id = escape::address(&entry.id);
                    out.push_str(&format!("<a class=\"term\" href=\"#cb-term-{id}\"><abbr title=\"{title}\">{}</abbr></a>", escape::text(word)));
                }
                _ => escape::push(out, word),
            }
            rest = &rest[start + length..];
        }
        escape::push(out, rest);
    }

    fn citation(&mut self, walk: Walk<'_>, citation: usize, out: &mut String) {
        let written = &walk.text.doc.citations[citation];
        let works: Vec<EntryId> = walk.text.cited[citation].clone();
        let shop = self.shop;
        let cited: Vec<Cited<'_>> = works
            .iter()
            .zip(&written.works)
            .filter_map(|(work, written)| {
                Some(Cited {
                    work: shop.works.get(work)?,
                    prefix: Some(written.prefix.as_str()),
                    locator: Some(written.locator.as_str()),
                    year_only: written.year_only,
                })
            })
            .collect();
        for piece in inline(&cited) {
            match piece {
                Piece::Plain(text) => escape::push(out, &text),
                Piece::Work(index, text) if walk.still => {
                    let _ = index;
                    escape::push(out, &text);
                }
                Piece::Work(index, text) => {
                    let href = self.work_href(works[index]);
                    out.push_str(&format!("<a class=\"citation\" href=\"{href}\">{}</a>", escape::text(&text)));
                }
            }
        }
    }

    fn footnote_mark(&mut self, walk: Walk<'_>, name: &str, out: &mut String) {
        if walk.still || !walk.anchors {
            return;
        }
        let number = match self.footnotes.iter().position(|(known, _)| known == name) {
            Some(index) => index,
            None => {
                self.footnotes.push((name.to_owned(), 0));
                self.footnotes.len() - 1
            }
        };
        self.footnotes[number].1 += 1;
        let times = self.footnotes[number].1;
        let number = number + 1;
        out.push_str(&format!(
            "<sup class=\"footnote-mark\"><a id=\"cb-fnref-{number}-{times}\" href=\"#cb-fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
    }

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
            if let Some(node) = find_footnote(&text.doc.nodes, &name) {
                self.nodes(Walk::new(text), &node.children, &mut out);
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

    /// A Markdown table; `caption` stands in it, as HTML.
    pub fn markdown_table(&mut self, walk: Walk<'_>, aligns: &[Align], node: &Node, caption: &str, out: &mut String) {
        let mut labels = Vec::new();
        out.push_str("<table class=\"text\" role=\"table\">");
        if !caption.is_empty() {
            out.push_str(&format!("<caption><span>{caption}</span></caption>"));
        }
        let class = |column: usize| match aligns.get(column) {
            Some(Align::Right) => " class=\"num\"",
            Some(Align::Center) => " class=\"center\"",
            _ => "",
        };
        for row in &node.children {
            if row.inside == Inside::TableHead {
                out.push_str("<thead role=\"rowgroup\"><tr role=\"row\">");
                for (column, cell) in row.children.iter().enumerate() {
                    labels.push(escape::text(&cell.plain()));
                    out.push_str(&format!("<th scope=\"col\" role=\"columnheader\"{}>", class(column)));
                    self.nodes(walk, &cell.children, out);
                    out.push_str("</th>");
                }
                out.push_str("</tr></thead>\n<tbody role=\"rowgroup\">");
                continue;
            }
            out.push_str("<tr role=\"row\">");
            for (column, cell) in row.children.iter().enumerate() {
                if column == 0 {
                    out.push_str(&format!("<th scope=\"row\" role=\"rowheader\"{}>", class(column)));
                    self.nodes(walk, &cell.children, out);
                    out.push_str("</th>");
                } else {
                    let label = labels.get(column).map_or("", String::as_str);
                    out.push_str(&format!("<td role=\"cell\" data-label=\"{label}\"{}>", class(column)));
                    self.nodes(walk, &cell.children, out);
                    out.push_str("</td>");
                }
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table>");
    }
}

fn find_footnote<'n>(nodes: &'n [Node], name: &str) -> Option<&'n Node> {
    nodes.iter().find_map(|node| match &node.inside {
        Inside::Footnote(known) if known == name => Some(node),
        _ => find_footnote(&node.children, name),
    })
}
