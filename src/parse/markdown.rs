//! Owns Markdown: from text to [`Doc`], with every mistake that the text alone can show.

mod fence;
mod footnote;
mod foreign;
pub mod heading;
mod html;
mod leftover;
mod link;
mod pasted;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};

use super::block::Context;
use super::capitals::short_forms;
use super::citation;
use super::doc::{Doc, Labelled};
use super::fence::{Fence, hide};
use super::ground::Ground;
use super::tree::{Alert, Align, Inside, Tree, Words};
use crate::base::{Diagnostic, Span, mistake, suggest::nearest};
use footnote::Footnotes;

/// Blocks and quotations deeper than this are refused.
const DEEPEST: usize = 32;
/// More headings than this in a text are refused, and more blocks.
const MOST_HEADINGS: usize = 50_000;
const MOST_BLOCKS: usize = 5_000;
const MOST_FOOTNOTES: usize = 2_000;
const MOST_CLAIMS: usize = 1_000;
/// References to nothing for which a near name is looked for; nobody reads more.
const MOST_NEAR: usize = 50;
/// The address that marks a citation on its way through the parser.
const CITATION: &str = "casebook:citation";

/// Parses `text`, which lies at `ground`.
pub fn parse(text: &str, ground: Ground<'_>, context: &Context<'_>, found: &mut Vec<Diagnostic>) -> Doc {
    let (hidden, fences) = hide(text);
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
    let mut events = Parser::new_with_broken_link_callback(&hidden, options, Some(&mut callback)).into_offset_iter();
    let mut maker = Maker {
        text,
        ground,
        context,
        fences: &fences,
        hidden: &hidden,
        found,
        doc: Doc { tree: Tree::new(ground.file, context.sources), ..Doc::default() },
        frames: Vec::new(),
        slugs: BTreeMap::new(),
        taken: BTreeSet::new(),
        refused: BTreeMap::new(),
        opened: Vec::new(),
        footnotes: Footnotes::default(),
        columns: 0,
        fenced: false,
        aside: false,
        words: String::new(),
        words_at: 0..0,
    };
    maker.run(&mut events);
    let addresses: BTreeSet<String> = events.reference_definitions().iter().map(|(name, _)| name.to_owned()).collect();
    drop(events);
    let footnotes = maker.footnotes.count();
    let doc = maker.finish();
    let headings = doc.labels.iter().filter(|label| matches!(label.of, Labelled::Heading(..))).count();
    let counts = [
        ("headings", headings, MOST_HEADINGS),
        ("blocks", doc.blocks.len(), MOST_BLOCKS),
        ("footnotes", footnotes, MOST_FOOTNOTES),
        ("claims", doc.claims.len(), MOST_CLAIMS),
    ];
    for (what, count, limit) in counts {
        if count > limit {
            found.push(mistake::too_many(ground.span(0..0), what, count, limit));
        }
    }
    for ((span, kind, reference), count) in broken.into_iter().zip(0..) {
        let place = ground.span(span);
        if matches!(kind, LinkType::Reference | LinkType::Collapsed | LinkType::ReferenceUnknown | LinkType::CollapsedUnknown) {
            let near = if count < MOST_NEAR { nearest(&reference, addresses.iter().map(String::as_str)) } else { None };
            found.push(mistake::undefined_link(place, &reference, near));
        }
    }
    doc
}

/// A node that is still open.
struct Frame {
    inside: Inside,
    range: Range<usize>,
    /// Its position in the tree.
    position: usize,
}

struct Maker<'a, 'b> {
    text: &'a str,
    ground: Ground<'a>,
    context: &'a Context<'a>,
    fences: &'a [Fence],
    /// The text as the Markdown parser sees it.
    hidden: &'a str,
    found: &'b mut Vec<Diagnostic>,
    doc: Doc,
    frames: Vec<Frame>,
    slugs: BTreeMap<String, usize>,
    taken: BTreeSet<String>,
    /// How many HTML elements of each name were opened, not let through, and are not closed yet.
    refused: BTreeMap<String, usize>,
    /// HTML elements that were let through and are open: their names, where they begin, and how deep.
    opened: Vec<(String, Range<usize>, usize)>,
    footnotes: Footnotes,
    /// How many columns the head of the table has that is being read.
    columns: usize,
    /// Whether the code that is being read stands between marks.
    fenced: bool,
    /// Whether a comment in the way of another program has begun.
    aside: bool,
    /// Words that were read and are no node yet, because more may follow.
    words: String,
    /// Where they are written.
    words_at: Range<usize>,
}

impl Maker<'_, '_> {
    fn run<'e>(&mut self, events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>) {
        let mut citing = 0;
        // Whether HTML is being read; whether it is a comment, in which no line means anything.
        let mut html: Option<bool> = None;
        for (event, range) in events {
            if self.frames.len() >= DEEPEST {
                self.found.push(mistake::too_deep(self.span(range.start..range.start), DEEPEST));
                self.doc.tree.truncate(self.frames[0].position);
                self.frames.clear();
                self.words.clear();
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
            if let Some(words) = self.footnotes.meet(&event, &range, self.hidden) {
                self.look_at_words(words);
            }
            match event {
                Event::Start(Tag::Link { dest_url, .. }) if dest_url.as_ref() == CITATION => {
                    citing = 1;
                    self.citation(range);
                }
                Event::Start(Tag::HtmlBlock) => {
                    html = Some(self.text[range.clone()].trim_start().starts_with("<!--"));
                    if self.fence_at(range.start).is_none() {
                        self.html_block(range);
                    }
                }
                Event::End(pulldown_cmark::TagEnd::HtmlBlock) => html = None,
                Event::Html(_) if html.is_some() => {
                    if let Some(fence) = self.fence_at(range.start).filter(|_| html == Some(false)) {
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

    fn span(&self, range: Range<usize>) -> Span {
        self.ground.span(range)
    }

    fn add(&mut self, inside: Inside, range: Range<usize>) {
        self.end_words();
        self.doc.tree.push(inside, self.ground.span(range));
    }

    /// Adds a node with words of its own.
    fn add_words(&mut self, inside: fn(Words) -> Inside, words: &str, range: Range<usize>) {
        self.end_words();
        let span = self.span(range);
        let words = self.doc.tree.keep(words, span);
        self.doc.tree.push(inside(words), span);
    }

    fn enter(&mut self, inside: Inside, range: Range<usize>) {
        self.end_words();
        self.frames.push(Frame { inside, range: range.clone(), position: self.doc.tree.end() });
        self.doc.tree.push(inside, self.ground.span(range));
    }

    /// Ends the innermost open node: at `end`, or where it was said to end when it began.
    fn leave(&mut self, end: Option<usize>) -> Option<Frame> {
        self.end_words();
        let frame = self.frames.pop()?;
        let end = end.unwrap_or(frame.range.end);
        self.doc.tree.close(frame.position, self.ground.span(frame.range.start..end).end);
        Some(frame)
    }

    /// Adds words; those that follow others go on with them.
    fn text(&mut self, more: &str, range: Range<usize>) {
        if self.words.is_empty() {
            self.words_at = range;
        } else {
            self.words_at.end = range.end.max(self.words_at.end);
        }
        self.words.push_str(more);
    }

    /// Makes a node of the words read so far.
    fn end_words(&mut self) {
        if !self.words.is_empty() {
            let span = self.span(self.words_at.clone());
            let words = self.doc.tree.keep(&self.words, span);
            self.doc.tree.push(Inside::Text(words), span);
            self.words.clear();
        }
    }

    fn open(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let span = self.span(range.clone());
        let inside = match tag {
            Tag::Heading { level, id, attrs, .. } => return self.heading(level as u8, id, &attrs, range),
            Tag::BlockQuote(kind) => match kind {
                None => Inside::Quote,
                Some(BlockQuoteKind::Note) => Inside::Alert(Alert::Note),
                Some(BlockQuoteKind::Tip) => Inside::Alert(Alert::Tip),
                Some(BlockQuoteKind::Important) => Inside::Alert(Alert::Important),
                Some(BlockQuoteKind::Warning) => Inside::Alert(Alert::Warning),
                Some(BlockQuoteKind::Caution) => Inside::Alert(Alert::Caution),
            },
            Tag::CodeBlock(kind) => {
                self.fenced = matches!(kind, CodeBlockKind::Fenced(_));
                let language = match &kind {
                    CodeBlockKind::Fenced(language) => language.split(' ').next().unwrap_or(""),
                    CodeBlockKind::Indented => "",
                };
                Inside::CodeBlock(self.doc.tree.keep(language, span))
            }
            Tag::List(None) => Inside::List,
            // By the rules of Markdown, it has at most nine digits.
            Tag::List(Some(first)) => Inside::Numbered(first as u32),
            Tag::Item => Inside::Item,
            Tag::FootnoteDefinition(name) => Inside::Footnote(self.doc.tree.keep(&name.to_lowercase(), span)),
            Tag::DefinitionList => Inside::Terms,
            Tag::DefinitionListTitle => Inside::Term,
            Tag::DefinitionListDefinition => Inside::Meaning,
            Tag::Table(aligns) => self.doc.tree.table(aligns.into_iter().map(align).collect()),
            Tag::TableHead => Inside::TableHead,
            Tag::TableRow => Inside::TableRow,
            Tag::TableCell => Inside::TableCell,
            Tag::Emphasis => Inside::Emphasis,
            Tag::Strong => Inside::Strong,
            Tag::Strikethrough => Inside::Struck,
            Tag::Link { link_type, dest_url, .. } => Inside::Link(self.link(link_type, &dest_url, &range)),
            Tag::Image { link_type, dest_url, .. } => Inside::Image(self.picture(link_type, &dest_url, &range)),
            Tag::Paragraph | Tag::HtmlBlock | Tag::MetadataBlock(_) | Tag::Superscript | Tag::Subscript => Inside::Paragraph,
        };
        self.enter(inside, range);
    }

    fn close(&mut self, range: Range<usize>) {
        while let Some(Frame { inside: Inside::Block(index), .. }) = self.frames.last() {
            let index = *index as usize;
            self.found.push(mistake::unclosed_block(self.doc.blocks[index].span, &self.doc.blocks[index].name));
            self.close_block(range.end);
        }
        let Some(Frame { inside, range, position }) = self.leave(None) else { return };
        while let Some((name, at, _)) = self.opened.pop_if(|(.., depth)| *depth > self.frames.len()) {
            self.found.push(mistake::unclosed_html(self.ground.span(at), &name));
        }
        self.look_back(position, &range);
        if let Inside::Heading(level, label) = inside {
            self.name_heading(level, label as usize, position);
        }
    }

    fn leaf(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) if matches!(self.frames.last(), Some(Frame { inside: Inside::CodeBlock(_), .. })) => {
                self.text(&self.as_written(&text, &range), range);
            }
            // A backslash before a blank keeps two words together; both are written with two bytes, so places stay true.
            Event::Text(text) if memchr::memchr(b'\\', text.as_bytes()).is_some() => {
                self.text(&self.as_written(&text, &range).replace("\\ ", "\u{a0}"), range);
            }
            Event::Text(text) => {
                if let Some(fence) = self.fence_at(range.start).filter(|_| text.starts_with('<')) {
                    self.found.push(mistake::fence_in_paragraph(self.span(self.fences[fence].at.clone())));
                }
                self.text(&self.as_written(&text, &range), range);
            }
            Event::Code(code) => self.add_words(Inside::Code, &self.as_written(&code, &range), range),
            Event::InlineHtml(html) | Event::Html(html) => match self.fence_at(range.start).filter(|_| html.starts_with("<?")) {
                Some(fence) => {
                    let at = self.fences[fence].at.clone();
                    self.found.push(mistake::fence_in_paragraph(self.span(at.clone())));
                    self.text(&self.text[at.clone()], at);
                }
                None => self.inline_html(&self.as_written(&html, &range), range),
            },
            Event::FootnoteReference(name) => self.add_words(Inside::FootnoteMark, &name.to_lowercase(), range),
            Event::SoftBreak => self.add(Inside::SoftBreak, range),
            Event::HardBreak => self.add(Inside::HardBreak, range),
            Event::Rule => self.add(Inside::Rule, range),
            Event::TaskListMarker(done) => self.add(Inside::Task(done), range),
            Event::Start(_) | Event::End(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    /// What the parser read there, as it is written: lines may be hidden from it, wherever they stand.
    fn as_written<'t>(&self, read: &'t str, range: &Range<usize>) -> Cow<'t, str> {
        let (Some(hidden), Some(written)) = (self.hidden.get(range.clone()), self.text.get(range.clone())) else { return Cow::Borrowed(read) };
        if hidden == written {
            return Cow::Borrowed(read);
        }
        // In code between marks, the ends of lines are read as blanks, and marks of quotations are left out: line by line, it is the same.
        let mut whole = read.to_owned();
        let mut from = 0;
        for (hidden, written) in hidden.split('\n').zip(written.split('\n')) {
            let apart = hidden.bytes().zip(written.bytes()).position(|(one, other)| one != other);
            // A line that is as it was written is passed by.
            let apart = apart.unwrap_or_else(|| hidden.len() - hidden.trim_start_matches([' ', '\t', '>', '`']).len());
            let length = hidden[apart..].trim_end_matches('`').len();
            let found = whole[from..].find(&hidden[apart..apart + length]).map(|at| from + at);
            if let (Some(at), Some(written)) = (found, written.get(apart..apart + length)) {
                whole.replace_range(at..at + length, written);
                from = at + length;
            }
        }
        Cow::Owned(whole)
    }

    fn finish(mut self) -> Doc {
        while !self.frames.is_empty() {
            self.close(self.text.len()..self.text.len());
        }
        if let Some(words) = self.footnotes.rest() {
            self.look_at_words(words);
        }
        self.footnotes.check(self.text, self.ground, self.found);
        self.end_words();
        self.doc.tree.shrink();
        self.doc.links.shrink_to_fit();
        self.doc.citations.shrink_to_fit();
        self.doc.labels.shrink_to_fit();
        self.doc.blocks.shrink_to_fit();
        self.doc.claims.shrink_to_fit();
        self.doc.handles.shrink_to_fit();
        self.doc.short_forms = short_forms(self.text, self.doc.tree.nodes());
        self.doc.name_anchors(self.found);
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
