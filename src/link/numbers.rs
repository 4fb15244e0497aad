//! Owns numbers: of boxes, tables and figures through a chapter, and of headings on numbered pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::places::{Planned, natural};
use super::records::EntryId;
use super::texts::Place;
use crate::parse::block::Makes;
use crate::parse::doc::{Doc, Labelled};
use crate::parse::entry::Entry;

/// What is counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Boxes.
    Box,
    /// Tables and matrices.
    Table,
    /// Figures.
    Figure,
    /// Headings.
    Heading,
}

/// The number of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// What it counts.
    pub kind: Kind,
    /// `3.2`, or `1` without a chapter.
    pub text: String,
    /// Whether it is unique in the site, so that it needs no page beside it.
    pub chapter: bool,
}

impl Kind {
    /// The key of its word in the theme's strings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Box => "box",
            Self::Table => "table",
            Self::Figure => "figure",
            Self::Heading => "section",
        }
    }
}

/// What a block is counted as.
pub fn counted<R>(makes: &Makes<R>) -> Option<Kind> {
    match makes {
        Makes::Box => Some(Kind::Box),
        Makes::Figure | Makes::Picture(_) => Some(Kind::Figure),
        Makes::Table | Makes::Into(..) | Makes::Records(_) | Makes::Matrix(_) => Some(Kind::Table),
        _ => None,
    }
}

/// A text with something to number.
struct Numbered<'a> {
    place: Place,
    address: String,
    number: &'a str,
    /// The chapter that it is part of; empty outside of all.
    chapter: &'a str,
    doc: &'a Doc,
}

/// Numbers every labelled block, and the headings of numbered pages.
pub fn number(pages: &[Planned], entries: &[Arc<Entry>]) -> BTreeMap<(Place, String), Number> {
    let folders: BTreeMap<&str, &str> =
        pages.iter().filter(|page| !page.head.number.is_empty()).map(|page| (page.address.as_str(), page.head.number.as_str())).collect();
    let index_of: BTreeMap<_, _> = pages.iter().filter_map(|page| Some((page.heads?, page.address.as_str()))).collect();
    let texts_of_pages = pages.iter().enumerate().map(|(index, page)| (Place::Page(index), &page.head.number, &*page.doc));
    let texts_of_entries = entries.iter().enumerate().map(|(index, entry)| (Place::Entry(EntryId(index as u32)), &entry.head.number, &*entry.doc));
    let mut numbers = Vec::new();
    let mut within = Vec::new();
    for (place, number, doc) in texts_of_pages.chain(texts_of_entries).filter(|(_, number, doc)| counts(number, doc)) {
        if folders.is_empty() && number.is_empty() {
            count(&Numbered { place, address: String::new(), number, chapter: "", doc }, &mut [0; 4], &mut numbers);
            continue;
        }
        let address = match place {
            Place::Page(page) => pages[page].address.clone(),
            Place::Entry(entry) => {
                let entry = &entries[entry.0 as usize];
                format!("{}{}/", index_of.get(&entry.collection).copied().unwrap_or_default(), entry.id)
            }
        };
        let text = Numbered { chapter: chapter(&address, number, &folders), place, address, number, doc };
        // Outside of chapters each text counts for itself, so their order is nobody's concern.
        match text.chapter {
            "" => count(&text, &mut [0; 4], &mut numbers),
            _ => within.push(text),
        }
    }
    within.sort_by_cached_key(|text| (natural(text.chapter), text.number.is_empty(), natural(text.number), natural(&text.address)));
    let mut counters: BTreeMap<&str, [u32; 4]> = BTreeMap::new();
    for text in &within {
        count(text, counters.entry(text.chapter).or_default(), &mut numbers);
    }
    numbers.into_iter().collect()
}

/// Whether anything is numbered: in most texts nothing is.
fn counts(number: &str, doc: &Doc) -> bool {
    !number.is_empty() || doc.labels.iter().any(|label| matches!(label.of, Labelled::Block(_)))
}

/// Numbers what is in one text, on from what was counted so far of each kind.
fn count(text: &Numbered<'_>, counters: &mut [u32; 4], numbers: &mut Vec<((Place, String), Number)>) {
    let Numbered { number, chapter, doc, .. } = text;
    let mut headings = [0, 0];
    for label in &doc.labels {
        let (kind, words) = match &label.of {
            Labelled::Block(block) => {
                let Some(kind) = counted(&doc.blocks[*block].makes) else { continue };
                let count = &mut counters[kind as usize];
                *count += 1;
                (kind, if chapter.is_empty() { count.to_string() } else { format!("{chapter}.{count}") })
            }
            Labelled::Heading(2, _) if !number.is_empty() => {
                headings = [headings[0] + 1, 0];
                (Kind::Heading, format!("{number}.{}", headings[0]))
            }
            Labelled::Heading(3, _) if !number.is_empty() => {
                headings[1] += 1;
                (Kind::Heading, format!("{number}.{}.{}", headings[0], headings[1]))
            }
            Labelled::Heading(..) => continue,
        };
        numbers.push(((text.place, label.id.clone()), Number { kind, text: words, chapter: !chapter.is_empty() }));
    }
}

/// The first part of the page's number, or of the nearest folder that has one.
fn chapter<'a>(address: &str, number: &'a str, folders: &BTreeMap<&str, &'a str>) -> &'a str {
    let first = |number: &'a str| number.split('.').next().unwrap_or(number);
    if !number.is_empty() {
        return first(number);
    }
    let mut rest = address.trim_end_matches('/');
    while let Some(slash) = rest.rfind('/') {
        if let Some(number) = folders.get(&address[..=slash]) {
            return first(number);
        }
        rest = &rest[..slash];
    }
    ""
}
