//! Owns a Markdown text as it was parsed: what was written, with its places, before any name is resolved.

use std::ops::Range;

use super::block::Block;
use super::claim::Claim;
use super::tree::{Inside, Node, Tree};
use crate::base::alike::same;
use crate::base::{Diagnostic, Span, mistake};
use crate::schema::Name;

/// A text: its tree, and lists of what in it points elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Doc {
    /// What is written.
    pub tree: Tree,
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
    /// Words behind an `@` that stands in no citation: keys of works, perhaps.
    pub handles: Vec<(Box<str>, Span)>,
    /// Labels by what they are or were called: positions in `labels`, and whether it is the former name; in the order of names.
    pub(super) anchors: Box<[(u32, bool)]>,
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
        collection: Option<Box<str>>,
        /// Id, title or other name.
        name: Box<str>,
        /// A label on that page.
        label: Option<Box<str>>,
    },
    /// `[Risotto](../foods/risotto.md#risks)`: from the file's folder; empty for this page.
    Path {
        /// As written, without the label.
        path: Box<str>,
        /// A label on that page.
        label: Option<Box<str>>,
    },
    /// An address elsewhere.
    Address(Box<str>),
}

/// A citation: one or more works.
#[derive(Debug, Clone)]
pub struct Citation {
    /// The works in the order written.
    pub works: Box<[Cited]>,
}

/// One work of a citation.
#[derive(Debug, Clone)]
pub struct Cited {
    /// `see`
    pub prefix: Box<str>,
    /// The key.
    pub key: Box<str>,
    /// `p. 29`
    pub locator: Box<str>,
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
    /// The positions of the nodes of the level-2 section of that name, its heading first.
    pub fn section(&self, name: &str) -> Option<Range<usize>> {
        let level = |node: &Node<'_>| match node.inside {
            Inside::Heading(level, label) => Some((level, label as usize)),
            _ => None,
        };
        let mut nodes = self.tree.nodes().iter();
        let start = nodes.find(|node| {
            level(node).is_some_and(|(level, label)| level == 2 && matches!(&self.labels[label].of, Labelled::Heading(_, text) if same(text, name)))
        })?;
        let after = nodes.find(|node| level(node).is_some_and(|(level, _)| level <= 2));
        Some(start.position()..after.map_or(self.tree.end(), |after| after.position()))
    }

    /// Finds the anchors of all labels; says which of them are there twice.
    pub(super) fn name_anchors(&mut self, found: &mut Vec<Diagnostic>) {
        let labels = &self.labels;
        let name = |(label, former): &(u32, bool)| anchor(labels, *label, *former);
        let names = labels.iter().zip(0..).flat_map(|(label, at)| [Some((at, false)), label.was.as_ref().map(|_| (at, true))]);
        let mut all: Vec<(u32, bool)> = names.flatten().collect();
        all.sort_by(|a, b| name(a).cmp(name(b)));
        let mut anchors: Vec<(u32, bool)> = Vec::with_capacity(all.len());
        for one in all {
            // Of several labels with one name, the last has it.
            if let Some(before) = anchors.pop_if(|before| name(before) == name(&one)) {
                found.push(mistake::duplicate_label(labels[one.0 as usize].span, name(&one), labels[before.0 as usize].span));
            }
            anchors.push(one);
        }
        self.anchors = anchors.into();
    }

    /// The label that is or was called so.
    pub fn label(&self, name: &str) -> Option<&Label> {
        let at = self.anchors.binary_search_by(|(label, former)| anchor(&self.labels, *label, *former).cmp(name)).ok()?;
        self.labels.get(self.anchors[at].0 as usize)
    }

    /// What labels are or were called, in the order of letters.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        self.anchors.iter().map(|(label, former)| anchor(&self.labels, *label, *former))
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.tree.nodes().iter().all(|node| matches!(node.inside, Inside::Comment(_)))
    }
}

/// What a label is or was called.
fn anchor(labels: &[Label], label: u32, former: bool) -> &str {
    let label = &labels[label as usize];
    if former { label.was.as_deref().unwrap_or_default() } else { &label.id }
}
