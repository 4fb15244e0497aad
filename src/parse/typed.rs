//! Owns numbers typed by hand: text like "Table 3.2" or "see Box 2" that is no reference, and wrong when a number moves.

use aho_corasick::AhoCorasick;

use super::doc::Doc;
use super::theme::Strings;
use super::tree::{Inside, Nodes};
use crate::base::bytes::has;
use crate::base::{Diagnostic, Span, mistake};

/// The words that stand before the number of a block.
pub struct Words(Option<AhoCorasick>);

impl Words {
    /// The theme's words for boxes, tables and figures.
    pub fn new(strings: &Strings) -> Self {
        let words = ["box", "table", "figure"].map(|key| strings.get(key));
        Self(AhoCorasick::new(words.iter().filter(|word| !word.is_empty())).ok())
    }

    /// Says which numbers of a text were typed.
    pub fn check(&self, doc: &Doc, found: &mut Vec<Diagnostic>) {
        let Some(words) = &self.0 else { return };
        walk(doc.tree.nodes(), &mut |text, span| {
            for (at, length) in typed(text, words) {
                let exact = span.end.saturating_sub(span.start) as usize == text.len();
                let at_span = if exact { Span::new(span.file, span.start as usize + at, span.start as usize + at + length) } else { span };
                found.push(mistake::typed_reference(at_span, &text[at..at + length]));
            }
        });
    }
}

fn walk(nodes: Nodes<'_>, each: &mut impl FnMut(&str, Span)) {
    for node in nodes {
        match node.inside {
            Inside::Text(_) => each(node.words(), node.span),
            Inside::Link(_) | Inside::CodeBlock(_) | Inside::Citation(_) => {}
            _ => walk(node.children, each),
        }
    }
}

/// Where a word for a block is followed by one blank and a number.
fn typed(text: &str, words: &AhoCorasick) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    if !has(text.as_bytes(), |byte| byte.is_ascii_digit()) {
        return places;
    }
    for word in words.find_iter(text) {
        let before = text[..word.start()].chars().next_back();
        let Some(rest) = text[word.end()..].strip_prefix(' ') else { continue };
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let number = rest[..digits].trim_end_matches('.');
        if !number.is_empty() && number.starts_with(|c: char| c.is_ascii_digit()) && !before.is_some_and(char::is_alphanumeric) {
            places.push((word.start(), word.len() + 1 + number.len()));
        }
    }
    places
}
