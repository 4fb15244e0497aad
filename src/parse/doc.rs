//! Owns the tree of a Markdown text: what was written, with its places, before any name is resolved.

use std::collections::BTreeMap;
use std::ops::Range;

use super::block::Block;
use super::claim::Claim;
use crate::base::{FileId, Span};
use crate::schema::Name;

/// A text: a small tree, and lists of what in it points elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Doc {
    /// The blocks of the text, in order.
    pub nodes: Vec<Node>,
    /// Everything that links, in order; [`Inside::Link`] and [`Inside::Image`] say which.
    pub links: Vec<Link>,
    /// Every citation.
    pub citations: Vec<Citation>,
    /// Every `:::` block.
    pub blocks: Vec<Block<Name>>,
    /// Everything that can be pointed at.
    pub labels: Vec<Label>,
    /// Claims in comments.
    pub claims: Vec<Claim<Name>>,
    /// Whether code or a comment without an end hides how it goes on: no heading or label is missed.
    pub cut: bool,
    /// Words that look like short forms, each as often as it is met.
    pub short_forms: Vec<Box<str>>,
    /// Headings of level 2, by position among the nodes, whose sections are without doubt not [`thin`](super::long::THIN).
    pub long: Vec<usize>,
    /// What labels are called, by what they are or were called: positions in `labels`.
    pub anchors: BTreeMap<String, usize>,
}

/// One node of the tree. A large site has millions of them, which are most of its memory: what they hold has no room to grow.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it is.
    pub inside: Inside,
    /// Where it is written.
    pub span: Span,
    /// What it holds.
    pub children: Box<[Node]>,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Inside {
    /// A paragraph.
    Paragraph,
    /// A heading: its level, and its label by position.
    Heading(u8, usize),
    /// A quotation.
    Quote,
    /// An alert: `note`, `tip`, `important`, `warning`, `caution`.
    Alert(&'static str),
    /// Code, with the language that was named.
    CodeBlock(Box<str>),
    /// A list; ordered ones with their first number.
    List(Option<u64>),
    /// An item of a list.
    Item,
    /// The box of a task, and whether it is ticked.
    Task(bool),
    /// A table.
    Table(Box<[Align]>),
    /// Its head.
    TableHead,
    /// One of its rows.
    TableRow,
    /// One of its cells.
    TableCell,
    /// What a footnote says.
    Footnote(Box<str>),
    /// A list of terms.
    Terms,
    /// A term.
    Term,
    /// What a term means.
    Meaning,
    /// A line between parts.
    Rule,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck out.
    Struck,
    /// A link, by position in [`Doc::links`].
    Link(usize),
    /// A picture, by position in [`Doc::links`]; the children are its text.
    Image(usize),
    /// Plain text.
    Text(Box<str>),
    /// Code within a line.
    Code(Box<str>),
    /// A line end within a paragraph.
    SoftBreak,
    /// A line end that stays.
    HardBreak,
    /// A mark that points at a footnote.
    FootnoteMark(Box<str>),
    /// An allowed HTML tag as written, `<kbd>`.
    Html(Box<str>),
    /// A comment: never printed.
    Comment(Box<str>),
    /// A claim, by position in [`Doc::claims`]: never printed.
    Claim(usize),
    /// A citation, by position in [`Doc::citations`].
    Citation(usize),
    /// A `:::` block, by position in [`Doc::blocks`].
    Block(usize),
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// As the text runs.
    None,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A link as it was written.
#[derive(Debug, Clone)]
pub struct Link {
    /// Where to.
    pub to: Written,
    /// The whole link.
    pub span: Span,
    /// Whether it has words of its own.
    pub words: bool,
}

/// The forms a link may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// `[[risotto]]`, `[[foods:risotto#risks]]`, `[[#box-register]]` (then the name is empty).
    Name {
        /// The collection, if named.
        collection: Option<String>,
        /// Id, title or other name.
        name: String,
        /// A label on that page.
        label: Option<String>,
    },
    /// `[Risotto](../foods/risotto.md#risks)`: from the file's folder; empty for this page.
    Path {
        /// As written, without the label.
        path: String,
        /// A label on that page.
        label: Option<String>,
    },
    /// An address elsewhere.
    Address(String),
}

/// A citation: one or more works.
#[derive(Debug, Clone)]
pub struct Citation {
    /// The works in the order written.
    pub works: Vec<Cited>,
    /// The whole of it.
    pub span: Span,
}

/// One work of a citation.
#[derive(Debug, Clone)]
pub struct Cited {
    /// `see`
    pub prefix: String,
    /// The key.
    pub key: String,
    /// `p. 29`
    pub locator: String,
    /// Whether only the year is wanted.
    pub year_only: bool,
    /// Where the key is written.
    pub span: Span,
}

/// Something that can be pointed at.
#[derive(Debug, Clone)]
pub struct Label {
    /// The anchor.
    pub id: String,
    /// A former anchor that still works.
    pub was: Option<String>,
    /// What it stands at.
    pub of: Labelled,
    /// Where it is written.
    pub span: Span,
}

/// What a label stands at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Labelled {
    /// A heading: level and text.
    Heading(u8, String),
    /// A block, by position.
    Block(usize),
}

impl Doc {
    /// The top-level nodes of the level-2 section of that name, its heading first.
    pub fn section(&self, name: &str) -> Option<Range<usize>> {
        let level = |node: &Node| match &node.inside {
            Inside::Heading(level, label) => Some((*level, *label)),
            _ => None,
        };
        let start = self.nodes.iter().position(|node| {
            level(node).is_some_and(|(level, label)| level == 2 && matches!(&self.labels[label].of, Labelled::Heading(_, text) if text == name))
        })?;
        let after = self.nodes[start + 1..].iter().position(|node| level(node).is_some_and(|(level, _)| level <= 2));
        Some(start..after.map_or(self.nodes.len(), |length| start + 1 + length))
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.nodes.iter().all(|node| matches!(node.inside, Inside::Comment(_)))
    }
}

impl Inside {
    /// Whether it is part of a line, and no paragraph, item, cell or the like.
    pub fn is_inline(&self) -> bool {
        let words = matches!(self, Self::Text(_) | Self::Code(_) | Self::Link(_) | Self::Image(_) | Self::Citation(_) | Self::FootnoteMark(_));
        let looks = matches!(self, Self::Emphasis | Self::Strong | Self::Struck | Self::SoftBreak | Self::HardBreak);
        words || looks || matches!(self, Self::Html(_) | Self::Comment(_) | Self::Claim(_) | Self::Task(_))
    }
}

impl Node {
    /// The words of a node and all below it; what stands in code counts, what stands in comments does not.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        plain(std::slice::from_ref(self), &mut out);
        out
    }
}

/// Adds the words of nodes and of all below them.
pub fn plain(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match &node.inside {
            Inside::Text(text) | Inside::Code(text) => out.push_str(text),
            Inside::SoftBreak | Inside::HardBreak => out.push(' '),
            _ => plain(&node.children, out),
        }
    }
}

/// Where a text lies in its file, so that offsets in the text become places.
#[derive(Debug, Clone, Copy)]
pub struct Ground {
    /// The file.
    pub file: FileId,
    /// Where the text begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether every byte of the text stands so in the file; otherwise all places are the whole stretch.
    pub exact: bool,
}

impl Ground {
    /// The place of a stretch of the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        if self.exact { Span::new(self.file, self.start + range.start, self.start + range.end) } else { Span::new(self.file, self.start, self.end) }
    }
}
