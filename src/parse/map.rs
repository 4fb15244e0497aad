//! Owns reading a YAML map by known keys, saying what is unknown, missing or of the wrong shape.

use std::ops::Range;

use super::ground::{Ground, by_lines};
use super::yaml::{Key, Node, NodeKind};
use crate::base::suggest::{Near, nearest};
use crate::base::{Diagnostic, FileId, Span, mistake};
use crate::schema::{SOURCES, TRUTHS, truth, truth_meant};

/// What other programs call a key of ours.
const ELSEWHERE: [(&str, &str); 9] = [
    ("weight", "order"),
    ("nav_order", "order"),
    ("lastmod", "updated"),
    ("last_modified_at", "updated"),
    ("modified", "updated"),
    ("summary", "description"),
    ("excerpt", "description"),
    ("abstract", "description"),
    ("redirect_from", "aliases"),
];

/// A map of a YAML file, with the place it starts at.
#[derive(Clone, Copy)]
pub struct Map<'a> {
    /// Keys and values in the order written.
    pub pairs: &'a [(Key, Node)],
    /// The file.
    pub file: FileId,
    /// Where to point when a key is missing.
    pub span: Span,
}

impl<'a> Map<'a> {
    /// The map that a node is; an empty node counts as an empty map.
    pub fn new(node: &'a Node, file: FileId, what: &str, found: &mut Vec<Diagnostic>) -> Option<Self> {
        let span = Span::new(file, node.start, node.end);
        match &node.kind {
            NodeKind::Map(pairs) => Some(Self { pairs, file, span: Span::new(file, node.start, node.start) }),
            NodeKind::Empty => Some(Self { pairs: &[], file, span }),
            _ => {
                found.push(mistake::wrong_kind(span, what, "keys with values, `key: value`", &shown(node)));
                None
            }
        }
    }

    /// Says which keys are unknown.
    pub fn only(&self, what: &str, known: &[&str], found: &mut Vec<Diagnostic>) {
        let mut unknown = self.pairs.iter().filter(|(key, _)| !known.contains(&key.text.as_str())).peekable();
        if unknown.peek().is_none() {
            return;
        }
        let free: Vec<&str> = known.iter().copied().filter(|known| self.pairs.iter().all(|(key, _)| key.text != *known)).collect();
        for (key, node) in unknown {
            if let Some((name, value)) = key.text.split_once(':').filter(|(name, _)| known.contains(name)) {
                found.push(mistake::no_blank(self.at(key.start, key.end), name, value));
                continue;
            }
            // An address is no key of a work.
            let address = matches!(&node.kind, NodeKind::Scalar { text, .. } if text.contains("://"));
            let near = nearest(&key.text, free.iter().copied().filter(|name| !address || *name != SOURCES));
            let elsewhere = ELSEWHERE.iter().filter(|(other, ours)| *other == key.text && free.contains(ours));
            let near = near.or_else(|| Near::of(elsewhere.map(|(_, ours)| (*ours).to_owned())));
            found.push(mistake::unknown_key(self.at(key.start, key.end), &key.text, what, near, known));
        }
    }

    /// Whether a key of this map was said to mean this one.
    pub fn misspells(&self, wanted: &str, found: &[Diagnostic]) -> bool {
        let meant =
            |said: &&Diagnostic| said.rule == "unknown-key" && said.edit.as_ref().is_some_and(|edit| edit.text.split(": ").next() == Some(wanted));
        let own = |said: &Diagnostic| self.pairs.iter().any(|(key, _)| said.span == Some(self.at(key.start, key.end)));
        found.iter().filter(meant).any(own)
    }

    /// A place in the same file.
    pub fn at(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    /// The value of a key, if there is one and it is not empty.
    pub fn get(&self, key: &str) -> Option<&'a Node> {
        let node = &self.pairs.iter().find(|(known, _)| known.text == key)?.1;
        (!matches!(node.kind, NodeKind::Empty)).then_some(node)
    }

    /// The text of a key.
    pub fn text(&self, key: &str, found: &mut Vec<Diagnostic>) -> Option<(&'a str, Span)> {
        let node = self.get(key)?;
        let span = self.at(node.start, node.end);
        match &node.kind {
            NodeKind::Scalar { text, .. } => Some((text, span)),
            _ => {
                found.push(mistake::wrong_kind(span, key, "a text", &shown(node)));
                None
            }
        }
    }

    /// The text of a key that must be there.
    pub fn needed(&self, key: &str, what: &str, found: &mut Vec<Diagnostic>) -> Option<(&'a str, Span)> {
        let empty = match self.get(key).map(|node| &node.kind) {
            None => true,
            Some(NodeKind::Scalar { text, .. }) => text.trim().is_empty(),
            Some(_) => false,
        };
        if empty {
            let written = self.pairs.iter().find(|(known, _)| known.text == key).map(|(known, _)| self.at(known.start, known.end));
            if written.is_some() || !self.misspells(key, found) {
                found.push(mistake::missing_key(written.unwrap_or(self.span), key, what));
            }
            return None;
        }
        self.text(key, found)
    }

    /// Whether a key says `true`; `usual` when it is not there.
    pub fn yes(&self, key: &str, usual: bool, found: &mut Vec<Diagnostic>) -> bool {
        self.text(key, found).map_or(usual, |(word, span)| yes(key, word, span, usual, found))
    }

    /// Whether a key says the one word that it may.
    pub fn says(&self, key: &str, word: &str, found: &mut Vec<Diagnostic>) -> bool {
        let Some((text, span)) = self.text(key, found) else { return false };
        if text != word {
            found.push(mistake::wrong_type(span, key, &format!("`{word}`"), text));
        }
        text == word
    }

    /// The texts of a key that holds a list, or one text.
    pub fn texts(&self, key: &str, found: &mut Vec<Diagnostic>) -> Vec<(&'a str, Span)> {
        let Some(node) = self.get(key) else { return Vec::new() };
        match &node.kind {
            NodeKind::List(items) => items
                .iter()
                .filter_map(|item| match &item.kind {
                    NodeKind::Scalar { text, .. } => Some((text.as_str(), self.at(item.start, item.end))),
                    _ => {
                        found.push(mistake::wrong_kind(self.at(item.start, item.end), key, "a text", &shown(item)));
                        None
                    }
                })
                .collect(),
            _ => self.text(key, found).into_iter().collect(),
        }
    }
}

/// Whether a word means yes; `usual` when it means nothing.
pub fn yes(key: &str, word: &str, span: Span, usual: bool, found: &mut Vec<Diagnostic>) -> bool {
    truth(word).unwrap_or_else(|| {
        found.push(mistake::no_truth(mistake::wrong_type(span, key, TRUTHS, word), word, truth_meant(word, ["", ""])));
        usual
    })
}

/// A few words for what a node is.
pub fn shown(node: &Node) -> String {
    match &node.kind {
        NodeKind::Scalar { text, .. } => mistake::quoted(text),
        NodeKind::List(_) => "a list".to_owned(),
        NodeKind::Map(_) => "keys with values".to_owned(),
        NodeKind::Empty => "nothing".to_owned(),
    }
}

/// Where the text of a scalar lies: to the byte if it stands so in the file or line by line, as a whole if it was escaped or
/// folded.
pub fn ground<'a>(at: Range<usize>, text: &str, file: FileId, file_text: &str, stretches: &'a mut Vec<(usize, usize)>) -> Ground<'a> {
    let inner = [0, 1].map(|cut| at.start + cut..at.end.saturating_sub(cut));
    if let Some(inner) = inner.into_iter().find(|inner| file_text.get(inner.clone()) == Some(text)) {
        return Ground::exact(file, inner);
    }
    let written = file_text.get(at.clone()).filter(|_| text.contains('\n')).unwrap_or_default();
    *stretches = by_lines(text, written, at.start).unwrap_or_default();
    Ground::whole(file, at).of_stretches(stretches)
}
