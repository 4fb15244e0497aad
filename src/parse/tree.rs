//! Owns the tree of a text: all nodes in one list, each before those it holds, with words that stay in their file.

mod inside;

use std::num::NonZeroU32;
use std::ops::Range;
use std::sync::Arc;

use crate::base::{FileId, Source, Sources, Span};
pub use inside::{Alert, Align, Inside};

/// The nodes of a text. A large site has millions of them, which are most of its memory.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    nodes: Vec<Kept>,
    file: FileId,
    /// The file with the words that stand there just as they are read.
    source: Option<Arc<Source>>,
    /// All other words.
    words: Vec<Box<str>>,
    aligns: Vec<Box<[Align]>>,
}

/// A node as it is kept: 20 bytes.
#[derive(Debug, Clone, Copy)]
struct Kept {
    inside: Inside,
    start: u32,
    end: u32,
    /// How many nodes after it are below it.
    below: u32,
}

/// Where the words of a node are: [`Node::words`] reads them. Without a number, they stand in the file at the node's place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Words(Option<NonZeroU32>);

/// A node, looked at.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    /// What it is.
    pub inside: Inside,
    /// Where it is written.
    pub span: Span,
    /// What it holds.
    pub children: Nodes<'a>,
}

/// What nodes beside each other are, by lines.
#[derive(Debug, Clone, Copy)]
pub enum Line<'a> {
    /// Parts of one line.
    Inline(Nodes<'a>),
    /// A paragraph, item, cell or the like.
    Other(Node<'a>),
}

/// Nodes beside each other, in order.
#[derive(Debug, Clone, Copy)]
pub struct Nodes<'a> {
    tree: &'a Tree,
    from: usize,
    to: usize,
}

impl Tree {
    /// A tree without nodes, of a text in `file`.
    pub fn new(file: FileId, sources: &Sources) -> Self {
        Self { file, source: sources.share(file), ..Self::default() }
    }

    /// The nodes that no other holds.
    pub fn nodes(&self) -> Nodes<'_> {
        self.between(0..self.nodes.len())
    }

    /// Nodes beside each other, by position: where the first begins, and where what the last holds ends.
    pub fn between(&self, positions: Range<usize>) -> Nodes<'_> {
        Nodes { tree: self, from: positions.start, to: positions.end }
    }

    /// The node at a position.
    pub fn node(&self, position: usize) -> Node<'_> {
        let Kept { inside, start, end, below } = self.nodes[position];
        let children = self.between(position + 1..position + 1 + below as usize);
        Node { inside, span: Span { file: self.file, start, end }, children }
    }

    /// The position after the last node: that of the next one.
    pub fn end(&self) -> usize {
        self.nodes.len()
    }

    /// Adds a node that holds nothing yet.
    pub fn push(&mut self, inside: Inside, span: Span) {
        self.nodes.push(Kept { inside, start: span.start, end: span.end, below: 0 });
    }

    /// Makes all nodes after the one at `position` those that it holds, and its end `end`.
    pub fn close(&mut self, position: usize, end: u32) {
        let below = self.nodes.len() - position - 1;
        let node = &mut self.nodes[position];
        node.below = below as u32;
        node.end = end;
    }

    /// Forgets the node at `position` and all after it.
    pub fn truncate(&mut self, position: usize) {
        self.nodes.truncate(position);
    }

    /// Keeps the words of a node at `span`.
    pub fn keep(&mut self, words: &str, span: Span) -> Words {
        if self.source.as_ref().and_then(|source| source.text().get(span.bytes())) == Some(words) {
            return Words(None);
        }
        self.words.push(words.into());
        Words(NonZeroU32::new(self.words.len() as u32))
    }

    /// Keeps how the columns of a table are set.
    pub fn table(&mut self, aligns: Box<[Align]>) -> Inside {
        self.aligns.push(aligns);
        Inside::Table(self.aligns.len() as u32 - 1)
    }

    /// Gives back room that was not needed.
    pub fn shrink(&mut self) {
        self.nodes.shrink_to_fit();
        self.words.shrink_to_fit();
        self.aligns.shrink_to_fit();
    }
}

impl<'a> Node<'a> {
    /// Its position in the tree.
    pub fn position(&self) -> usize {
        self.children.from - 1
    }

    /// The words that it has itself; none if it is of a kind that has none.
    pub fn words(&self) -> &'a str {
        use Inside::{Code, CodeBlock, Comment, Footnote, FootnoteMark, Html, Text};
        let tree = self.children.tree;
        match self.inside {
            Text(words) | Code(words) | CodeBlock(words) | Comment(words) | Footnote(words) | FootnoteMark(words) | Html(words) => match words.0 {
                Some(number) => &tree.words[number.get() as usize - 1],
                None => tree.source.as_ref().map_or("", |source| &source.text()[self.span.bytes()]),
            },
            _ => "",
        }
    }

    /// How its columns are set, if it is a table.
    pub fn aligns(&self) -> &'a [Align] {
        match self.inside {
            Inside::Table(aligns) => &self.children.tree.aligns[aligns as usize],
            _ => &[],
        }
    }

    /// The words of a node and all below it; what stands in code counts, what stands in comments does not.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        plain([*self], &mut out);
        out
    }
}

/// Adds the words of nodes and of all below them.
pub fn plain<'a>(nodes: impl IntoIterator<Item = Node<'a>>, out: &mut String) {
    for node in nodes {
        match node.inside {
            Inside::Text(_) | Inside::Code(_) => out.push_str(node.words()),
            Inside::SoftBreak | Inside::HardBreak => out.push(' '),
            _ => plain(node.children, out),
        }
    }
}

impl<'a> Nodes<'a> {
    /// The nodes, one after another.
    pub fn iter(self) -> Iter<'a> {
        Iter(self)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.from == self.to
    }

    /// The first.
    pub fn first(self) -> Option<Node<'a>> {
        self.iter().next()
    }

    /// The same nodes by lines: what is part of a line goes together, all else by itself.
    pub fn lines(self) -> impl Iterator<Item = Line<'a>> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let first = rest.first()?;
            let other = rest.iter().find(|node| !node.inside.is_inline());
            let from = rest.from;
            rest.from = match other {
                Some(other) if other.position() == from => other.children.to,
                Some(other) => other.position(),
                None => rest.to,
            };
            Some(if first.inside.is_inline() { Line::Inline(Self { to: rest.from, from, ..rest }) } else { Line::Other(first) })
        })
    }

    /// Those before the one at a position.
    pub fn before(self, position: usize) -> Self {
        Self { to: position, ..self }
    }
}

impl<'a> IntoIterator for Nodes<'a> {
    type Item = Node<'a>;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

/// What goes from node to node.
#[derive(Debug, Clone)]
pub struct Iter<'a>(Nodes<'a>);

impl<'a> Iterator for Iter<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        if self.0.is_empty() {
            return None;
        }
        let node = self.0.tree.node(self.0.from);
        self.0.from = node.children.to;
        Some(node)
    }
}
