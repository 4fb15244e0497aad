//! Owns unlinked mentions: where a text names an entry for the first time, and links to it nowhere.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Site;
use super::records::EntryId;
use super::texts::{Place, Target, Text};
use crate::base::{Edit, Span};
use crate::parse::block::Makes;
use crate::parse::capitals::capitals;
use crate::parse::tree::{Inside, Nodes};

/// Shorter names are too common to be recognised.
const SHORTEST: usize = 4;

/// Brackets are looked for so many bytes before and behind a name.
const LONGEST_BRACKET: usize = 300;

/// One mention that could be a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlinked {
    /// What they name.
    pub entry: EntryId,
    /// The words themselves.
    pub words: String,
    /// The link in the place of the words.
    pub edit: Edit,
}

/// All of them, in the order of reading.
pub fn find(site: &Site) -> Vec<Unlinked> {
    let names = names(site);
    let finder = finder(&names);
    let places: Vec<Place> = site.places().collect();
    let found = places.into_par_iter().flat_map_iter(|place| {
        let mut found = Vec::new();
        let mut linked: BTreeSet<Place> = site.texts(place).flat_map(|text| &text.targets).filter_map(Target::place).collect();
        linked.insert(place);
        let mut free = 0;
        let text = site.text(place);
        walk(text, text.doc.tree.nodes(), "|", &mut |at, words, offset, stroke| {
            let rest = &words[offset..];
            let lengths = finder.get(word(rest)).filter(|_| at.start >= free);
            let Some((name, entries)) = lengths.and_then(|lengths| begins(&names, lengths, rest)) else { return };
            let at = Span { end: at.start + name.len() as u32, ..at };
            free = at.end;
            if !apart(&words[..offset], &rest[name.len()..]) || bracketed(words, offset) {
                return;
            }
            let Some(entry) = meant(site, entries, place).filter(|entry| linked.insert(Place::Entry(*entry))) else { return };
            let record = site.records.get(entry);
            let called = format!("{}:{}", site.records.schema.collection(record.collection).id, record.id);
            let edit = Edit { span: at, text: format!("[[{called}{stroke}{name}]]"), instead_of: Some(name.to_owned()) };
            found.push(Unlinked { entry, words: name.to_owned(), edit });
        });
        found
    });
    found.collect()
}

/// Names with what they name.
type Names = BTreeMap<String, Vec<EntryId>>;
/// How long names are, by their first word.
type Finder<'a> = BTreeMap<&'a str, BTreeSet<usize>>;

fn finder(names: &Names) -> Finder<'_> {
    let mut finder = Finder::new();
    for name in names.keys() {
        finder.entry(word(name)).or_default().insert(name.len());
    }
    finder
}

/// The word that a text begins with.
fn word(text: &str) -> &str {
    &text[..text.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len())]
}

/// The name that a text begins with: of two that begin alike, the longer one is meant.
fn begins<'a>(names: &'a Names, lengths: &BTreeSet<usize>, text: &str) -> Option<(&'a str, &'a [EntryId])> {
    let name = |length: &usize| names.get_key_value(text.get(..*length)?);
    lengths.iter().rev().find_map(name).map(|(name, entries)| (name.as_str(), entries.as_slice()))
}

/// Calls `each` with the place of every word that begins with a capital and may be made a link, the text that it stands in and where, and how a stroke
/// is written there: within a table, a bare one ends the cell.
fn walk(of: &Text, nodes: Nodes<'_>, stroke: &str, each: &mut impl FnMut(Span, &str, usize, &str)) {
    for node in nodes {
        match node.inside {
            Inside::Text(_) => {
                let text = node.words();
                // Where letters were written otherwise, a place in the text is none in the file.
                let as_written = (node.span.end - node.span.start) as usize == text.len();
                let words = capitals(text).filter(|at| as_written && !text[..*at].ends_with(char::is_alphanumeric));
                words.for_each(|at| each(Span { start: node.span.start + at as u32, ..node.span }, text, at, stroke));
            }
            Inside::CodeBlock(_) | Inside::Citation(_) | Inside::Link(_) | Inside::Heading(..) | Inside::Image(_) => {}
            // Its cells are values of fields.
            Inside::Block(block) if of.blocks.get(block as usize).is_some_and(|block| matches!(block.makes, Makes::Into(..))) => {}
            Inside::Table(_) => walk(of, node.children, "\\|", each),
            _ => walk(of, node.children, stroke, each),
        }
    }
}

/// Whether words between these texts are no part of others: of an address, a path or another name.
fn apart(before: &str, behind: &str) -> bool {
    let joins = |letter: char| letter.is_alphanumeric() || "/\\@_-‐‑#&=%".contains(letter);
    let mut behind = behind.chars();
    let next = behind.next();
    let goes_on = matches!(next, Some('.' | ':')) && behind.next().is_some_and(|letter| letter.is_alphanumeric() || "/\\".contains(letter));
    !before.ends_with(|letter: char| joins(letter) || ".:".contains(letter)) && !next.is_some_and(joins) && !goes_on
}

/// Whether a place lies between brackets, which may be half of a link.
fn bracketed(text: &str, at: usize) -> bool {
    let (start, end) = (text.floor_char_boundary(at.saturating_sub(LONGEST_BRACKET)), text.floor_char_boundary(at + LONGEST_BRACKET));
    let before = text[start..at].rfind(['[', ']']).is_some_and(|found| text[start + found..].starts_with('['));
    before && text[at..end].find(['[', ']']).is_some_and(|found| text[at + found..].starts_with(']'))
}

/// Titles and other names of entries with pages.
fn names(site: &Site) -> Names {
    let mut names = Names::new();
    for id in site.records.ids() {
        let entry = site.records.get(id);
        if !site.records.schema.collection(entry.collection).pages {
            continue;
        }
        for name in std::iter::once(&entry.head.title).chain(&entry.head.also) {
            let proper = name.chars().next().is_some_and(char::is_uppercase);
            if name.chars().count() >= SHORTEST && proper && (name.contains(' ') || name.chars().all(char::is_uppercase)) {
                names.entry(name.clone()).or_default().push(id);
            }
        }
    }
    names
}

/// The entry that a name means on a page: the only one that has it, or the only one of those that belong with the page.
fn meant(site: &Site, entries: &[EntryId], place: Place) -> Option<EntryId> {
    let home = place.entry().map(|entry| site.within(entry).unwrap_or(entry));
    match entries {
        [only] => Some(*only).filter(|only| site.within(*only).is_none_or(|owner| Some(owner) == home)),
        _ => {
            let mut near = entries.iter().copied().filter(|entry| home.is_some() && site.within(*entry) == home);
            let first = near.next()?;
            near.next().is_none().then_some(first)
        }
    }
}
