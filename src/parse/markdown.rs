//! Owns Markdown: from text to [`Doc`], with every mistake that the text alone can show.

use std::collections::BTreeMap;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag,
};

use super::block::{self, Context};
use super::citation;
use super::claim;
use super::doc::{Align, Doc, Ground, Inside, Label, Labelled, Link, Node, Written, plain};
use super::fence::{self, Fence};
use crate::base::{Diagnostic, Span, mistake};

/// Blocks and quotations deeper than this are refused.
const DEEPEST: usize = 32;
/// Inline elements that `html: allow` lets through.
const HTML: [&str; 11] = ["abbr", "br", "del", "ins", "kbd", "mark", "q", "small", "sub", "sup", "wbr"];
/// The address that marks a citation on its way through the parser.
const CITATION: &str = "casebook:citation";

/// Parses `text`, which lies at `ground`.
pub fn parse(text: &str, ground: Ground, context: &Context<'_>, found: &mut Vec<Diagnostic>) -> Doc {
    let (hidden, fences) = fence::hide(text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    let mut broken = Vec::new();
    let mut callback = |link: BrokenLink<'_>| {
        if citation::looks_like(&link.reference) {
            return Some((CowStr::Borrowed(CITATION), CowStr::Borrowed("")));
        }
        broken.push((link.span, link.link_type, link.reference.to_string()));
        None
    };
    let events = Parser::new_with_broken_link_callback(&hidden, options, Some(&mut callback)).into_offset_iter();
    let mut maker = Maker {
        text,
        ground,
        context,
        fences: &fences,
        found,
        doc: Doc::default(),
        frames: vec![Frame::new(Inside::Paragraph, 0..text.len())],
        slugs: BTreeMap::new(),
    };
    maker.run(events);
    let doc = maker.finish();
    for (span, kind, reference) in broken {
        let place = ground.span(span);
        if let Some(name) = reference.strip_prefix('^') {
            found.push(mistake::undefined_footnote(place, name));
        } else if matches!(kind, LinkType::Reference | LinkType::Collapsed | LinkType::ReferenceUnknown | LinkType::CollapsedUnknown) {
            found.push(mistake::undefined_link(place, &reference));
        }
    }
    doc
}

struct Frame {
    inside: Inside,
    range: std::ops::Range<usize>,
    children: Vec<Node>,
}

impl Frame {
    fn new(inside: Inside, range: std::ops::Range<usize>) -> Self {
        Self { inside, range, children: Vec::new() }
    }
}

struct Maker<'a, 'b> {
    text: &'a str,
    ground: Ground,
    context: &'a Context<'a>,
    fences: &'a [Fence],
    found: &'b mut Vec<Diagnostic>,
    doc: Doc,
    frames: Vec<Frame>,
    slugs: BTreeMap<String, usize>,
}

impl Maker<'_, '_> {
    fn run<'e>(&mut self, events: impl Iterator<Item = (Event<'e>, std::ops::Range<usize>)>) {
        let mut citing = 0;
        let mut html: Option<usize> = None;
        for (event, range) in events {
            if self.frames.len() > DEEPEST {
                self.found.push(mistake::too_deep(self.span(range.start..range.start), DEEPEST));
                return;
            }
            if citing > 0 {
                match event {
                    Event::Start(_) => citing += 1,
                    Event::End(_) => citing -= 1,
                    _ => {}
                }
                continue;
            }
            match event {
                Event::Start(Tag::Link { dest_url, .. }) if dest_url.as_ref() == CITATION => {
                    citing = 1;
                    self.citation(range);
                }
                Event::Start(Tag::HtmlBlock) => {
                    html = Some(range.start);
                    if self.fence_at(range.start).is_none() {
                        self.html_block(range);
                    }
                }
                Event::End(pulldown_cmark::TagEnd::HtmlBlock) => html = None,
                Event::Html(_) if html.is_some() => {
                    if let Some(fence) = self.fence_at(range.start) {
                        self.fence(fence);
                    }
                }
                Event::Start(tag) => self.open(tag, range),
                Event::End(_) => self.close(range),
                other => self.leaf(other, range),
            }
        }
    }

    /// The fence whose line begins at `offset`, blanks aside.
    fn fence_at(&self, offset: usize) -> Option<usize> {
        let rest = &self.text[offset..];
        let start = offset + rest.len() - rest.trim_start_matches([' ', '\t', '>']).len();
        self.fences.binary_search_by_key(&start, |fence| fence.at.start).ok()
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        self.ground.span(range)
    }

    fn add(&mut self, inside: Inside, range: std::ops::Range<usize>) {
        let span = self.span(range);
        self.push(Node { inside, span, children: Vec::new() });
    }

    fn push(&mut self, node: Node) {
        if let Some(frame) = self.frames.last_mut() {
            if let (Inside::Text(more), Some(Node { inside: Inside::Text(text), span, .. })) = (&node.inside, frame.children.last_mut()) {
                text.push_str(more);
                span.end = node.span.end.max(span.end);
                return;
            }
            frame.children.push(node);
        }
    }

    fn open(&mut self, tag: Tag<'_>, range: std::ops::Range<usize>) {
        let inside = match tag {
            Tag::Heading { level, id, attrs, .. } => return self.heading(level as u8, id, &attrs, range),
            Tag::BlockQuote(kind) => match kind {
                None => Inside::Quote,
                Some(BlockQuoteKind::Note) => Inside::Alert("note"),
                Some(BlockQuoteKind::Tip) => Inside::Alert("tip"),
                Some(BlockQuoteKind::Important) => Inside::Alert("important"),
                Some(BlockQuoteKind::Warning) => Inside::Alert("warning"),
                Some(BlockQuoteKind::Caution) => Inside::Alert("caution"),
            },
            Tag::CodeBlock(kind) => Inside::CodeBlock(match kind {
                CodeBlockKind::Fenced(language) => language.split(' ').next().unwrap_or("").to_owned(),
                CodeBlockKind::Indented => String::new(),
            }),
            Tag::List(first) => Inside::List(first),
            Tag::Item => Inside::Item,
            Tag::FootnoteDefinition(name) => Inside::Footnote(name.to_string()),
            Tag::DefinitionList => Inside::Terms,
            Tag::DefinitionListTitle => Inside::Term,
            Tag::DefinitionListDefinition => Inside::Meaning,
            Tag::Table(aligns) => Inside::Table(aligns.into_iter().map(align).collect()),
            Tag::TableHead => Inside::TableHead,
            Tag::TableRow => Inside::TableRow,
            Tag::TableCell => Inside::TableCell,
            Tag::Emphasis => Inside::Emphasis,
            Tag::Strong => Inside::Strong,
            Tag::Strikethrough => Inside::Struck,
            Tag::Link { link_type, dest_url, .. } => Inside::Link(self.link(link_type, &dest_url, &range)),
            Tag::Image { link_type, dest_url, .. } => Inside::Image(self.link(link_type, &dest_url, &range)),
            Tag::Paragraph | Tag::HtmlBlock | Tag::MetadataBlock(_) | Tag::Superscript | Tag::Subscript => Inside::Paragraph,
        };
        self.frames.push(Frame::new(inside, range));
    }

    fn close(&mut self, range: std::ops::Range<usize>) {
        while let Some(Frame { inside: Inside::Block(index), .. }) = self.frames.last() {
            let index = *index;
            self.found.push(mistake::unclosed_block(self.doc.blocks[index].span, &self.doc.blocks[index].name));
            self.close_block(range.end);
        }
        if self.frames.len() < 2 {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        let span = self.span(frame.range.clone());
        if let Inside::Heading(level, label) = frame.inside {
            self.name_heading(level, label, &frame.children);
        }
        self.push(Node { inside: frame.inside, span, children: frame.children });
    }

    fn leaf(&mut self, event: Event<'_>, range: std::ops::Range<usize>) {
        match event {
            Event::Text(text) => self.add(Inside::Text(text.into_string()), range),
            Event::Code(code) => self.add(Inside::Code(code.into_string()), range),
            Event::InlineHtml(html) | Event::Html(html) => self.inline_html(&html, range),
            Event::FootnoteReference(name) => self.add(Inside::FootnoteMark(name.into_string()), range),
            Event::SoftBreak => self.add(Inside::SoftBreak, range),
            Event::HardBreak => self.add(Inside::HardBreak, range),
            Event::Rule => self.add(Inside::Rule, range),
            Event::TaskListMarker(done) => self.add(Inside::Task(done), range),
            Event::Start(_) | Event::End(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn heading(&mut self, level: u8, id: Option<CowStr<'_>>, attrs: &[(CowStr<'_>, Option<CowStr<'_>>)], range: std::ops::Range<usize>) {
        let span = self.span(range.start..self.text[range.clone()].trim_end().len() + range.start);
        if level == 1 {
            self.found.push(mistake::title_in_body(span));
        }
        let mut was = None;
        for (key, value) in attrs {
            match (key.as_ref(), value) {
                ("was", Some(old)) => was = Some(old.to_string()),
                _ => self.found.push(mistake::unknown_attribute(span, key, "heading", &["was"])),
            }
        }
        let id = id.map(CowStr::into_string);
        if let Some(id) = &id {
            self.check_label(id, span);
        }
        self.doc.labels.push(Label { id: id.unwrap_or_default(), was, of: Labelled::Heading(level, String::new()), span });
        self.frames.push(Frame::new(Inside::Heading(level, self.doc.labels.len() - 1), range));
    }

    fn name_heading(&mut self, level: u8, label: usize, children: &[Node]) {
        let mut text = String::new();
        plain(children, &mut text);
        let label = &mut self.doc.labels[label];
        if label.id.is_empty() {
            let slug = slug(&text);
            let count = self.slugs.entry(slug.clone()).or_default();
            label.id = if *count == 0 { slug } else { format!("{slug}-{count}") };
            *count += 1;
        }
        label.of = Labelled::Heading(level, text);
    }

    fn check_label(&mut self, id: &str, span: Span) {
        let good = id.starts_with(|c: char| c.is_ascii_alphabetic()) && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        if !good {
            self.found.push(mistake::bad_label(span, id));
        } else if id.starts_with("cb-") {
            self.found.push(mistake::reserved_label(span, id));
        }
    }

    fn link(&mut self, kind: LinkType, dest: &str, range: &std::ops::Range<usize>) -> usize {
        let span = self.span(range.clone());
        let (to, words) = match kind {
            LinkType::WikiLink { has_pothole } => (wiki(dest), has_pothole),
            LinkType::Email => (Written::Address(format!("mailto:{dest}")), true),
            _ => (address(dest), true),
        };
        if let Written::Address(address) = &to {
            let scheme = address.split(':').next().unwrap_or("").to_ascii_lowercase();
            if !matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel") {
                self.found.push(mistake::bad_scheme(span, address));
            }
        }
        self.doc.links.push(Link { to, span, words });
        self.doc.links.len() - 1
    }

    fn citation(&mut self, range: std::ops::Range<usize>) {
        let ground = self.ground;
        let works = citation::parse(&self.text[range.clone()], range.start, |at| ground.span(at), self.found);
        let span = self.span(range.clone());
        self.doc.citations.push(super::doc::Citation { works, span });
        self.add(Inside::Citation(self.doc.citations.len() - 1), range);
    }

    fn html_block(&mut self, range: std::ops::Range<usize>) {
        let text = self.text[range.clone()].trim();
        let start = range.start + (self.text[range.clone()].len() - self.text[range.clone()].trim_start().len());
        let Some(comment) = text.strip_prefix("<!--") else {
            let end = start + text.find('\n').unwrap_or(text.len());
            return self.found.push(mistake::raw_html(self.span(start..end), text));
        };
        match comment.find("-->") {
            None => self.found.push(mistake::unclosed_comment(self.span(start..start + 4))),
            Some(end) if !comment[end + 3..].trim().is_empty() => {
                let after = start + 4 + end + 3;
                self.found.push(mistake::text_after_comment(self.span(after..start + text.len())));
            }
            Some(_) if comment.trim_start().starts_with("claim:") => {
                self.found.push(mistake::claim_apart(self.span(start..start + text.len())));
            }
            Some(end) => self.add(Inside::Comment(comment[..end].trim().to_owned()), range),
        }
    }

    fn inline_html(&mut self, html: &str, range: std::ops::Range<usize>) {
        if let Some(comment) = html.strip_prefix("<!--") {
            let comment = comment.trim_end_matches("-->");
            return match comment.trim_start().strip_prefix("claim:") {
                Some(claim) => self.claim(claim, range.start + html.find("claim:").unwrap_or(0) + "claim:".len(), range),
                None => self.add(Inside::Comment(comment.trim().to_owned()), range),
            };
        }
        let name = html.trim_start_matches(['<', '/']).trim_end_matches(['>', '/', ' ']);
        if self.context.schema.settings.html && HTML.contains(&name) {
            return self.add(Inside::Html(html.to_owned()), range);
        }
        self.found.push(mistake::raw_html(self.span(range), html));
    }

    fn claim(&mut self, text: &str, at: usize, range: std::ops::Range<usize>) {
        let ground = self.ground;
        let lead = text.len() - text.trim_start().len();
        let at = at + lead;
        let claim = claim::parse(text.trim(), self.context, |part| ground.span(at + part.start..at + part.end), self.found);
        if let Some(claim) = claim {
            self.doc.claims.push(claim);
            self.add(Inside::Claim(self.doc.claims.len() - 1), range);
        }
    }

    fn fence(&mut self, index: usize) {
        let fence = &self.fences[index];
        if !fence.words.is_empty() {
            let from = self.text[fence.at.clone()].find(fence.words.as_str()).unwrap_or(0) + fence.at.start;
            let ground = Ground { start: self.ground.start + from, ..self.ground };
            let span = self.span(fence.at.clone());
            let Some(block) = block::parse(&fence.words, ground, span, self.context, self.found) else {
                let empty = block::unknown(span);
                self.doc.blocks.push(empty);
                self.frames.push(Frame::new(Inside::Block(self.doc.blocks.len() - 1), fence.at.clone()));
                return;
            };
            let at = self.doc.blocks.len();
            if let Some(id) = &block.id {
                self.check_label(&id.clone(), block.id_span);
                let label = Label { id: id.clone(), was: block.was.clone(), of: Labelled::Block(at), span: block.id_span };
                self.doc.labels.push(label);
            }
            self.doc.blocks.push(block);
            self.frames.push(Frame::new(Inside::Block(at), fence.at.clone()));
            return;
        }
        if matches!(self.frames.last(), Some(Frame { inside: Inside::Block(_), .. })) {
            self.close_block(fence.at.end);
        } else {
            self.found.push(mistake::stray_fence(self.span(fence.at.clone())));
        }
    }

    fn close_block(&mut self, end: usize) {
        let Some(frame) = self.frames.pop() else { return };
        let span = self.span(frame.range.start..end);
        if let Inside::Block(index) = frame.inside {
            block::inside(&mut self.doc, index, &frame.children, self.text, self.ground, self.context, self.found);
        }
        self.push(Node { inside: frame.inside, span, children: frame.children });
    }

    fn finish(mut self) -> Doc {
        while self.frames.len() > 1 {
            self.close(self.text.len()..self.text.len());
            if let Some(Frame { inside: Inside::Block(index), .. }) = self.frames.last() {
                let index = *index;
                self.found.push(mistake::unclosed_block(self.doc.blocks[index].span, &self.doc.blocks[index].name));
                self.close_block(self.text.len());
            }
        }
        self.doc.nodes = self.frames.pop().map(|frame| frame.children).unwrap_or_default();
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for label in &self.doc.labels {
            for id in std::iter::once(&label.id).chain(&label.was) {
                if let Some(first) = seen.insert(id, label.span) {
                    self.found.push(mistake::duplicate_label(label.span, id, first));
                }
            }
        }
        self.doc
    }
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}

/// `cases:estonia#risks`, taken apart.
fn wiki(written: &str) -> Written {
    let (name, label) = split_label(written);
    let (collection, name) = match name.split_once(':') {
        Some((collection, name)) if !collection.is_empty() && collection.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') => {
            (Some(collection.to_owned()), name)
        }
        _ => (None, name),
    };
    Written::Name { collection, name: name.trim().to_owned(), label }
}

fn address(dest: &str) -> Written {
    let scheme = dest.find(':').filter(|end| {
        let scheme = &dest[..*end];
        !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    });
    if scheme.is_some() || dest.starts_with("//") {
        return Written::Address(dest.to_owned());
    }
    let (path, label) = split_label(dest);
    Written::Path { path: path.to_owned(), label }
}

fn split_label(written: &str) -> (&str, Option<String>) {
    match written.split_once('#') {
        Some((before, label)) => (before, Some(label.to_owned())),
        None => (written, None),
    }
}

/// GitHub's anchor of a heading: lower case, blanks to hyphens, punctuation dropped.
pub fn slug(text: &str) -> String {
    let slug: String = text
        .trim()
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|letter| match letter {
            ' ' => Some('-'),
            '-' | '_' => Some(letter),
            letter if letter.is_alphanumeric() => Some(letter),
            _ => None,
        })
        .collect();
    if slug.is_empty() { "section".to_owned() } else { slug }
}
