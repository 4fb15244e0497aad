//! Owns numbers: of boxes, tables and figures through a chapter, and of headings on numbered pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::places::{Draft, natural};
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

/// Numbers every labelled block, and the headings of numbered pages.
pub fn number(pages: &[Draft], entries: &[Arc<Entry>]) -> BTreeMap<(Place, String), Number> {
    let folders: BTreeMap<&str, &str> =
        pages.iter().filter(|page| !page.head.number.is_empty()).map(|page| (page.address.as_str(), page.head.number.as_str())).collect();
    let index_of: BTreeMap<_, _> = pages.iter().filter_map(|page| Some((page.heads?, page.address.as_str()))).collect();
    let mut all: Vec<(Place, String, &str, &Doc)> = Vec::new();
    // Most texts have nothing that is numbered.
    let counts = |number: &str, doc: &Doc| !number.is_empty() || doc.labels.iter().any(|label| matches!(label.of, Labelled::Block(_)));
    for (index, page) in pages.iter().enumerate().filter(|(_, page)| counts(&page.head.number, &page.doc)) {
        all.push((Place::Page(index), page.address.clone(), &page.head.number, &page.doc));
    }
    for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| counts(&entry.head.number, &entry.doc)) {
        let folder = index_of.get(&entry.collection).copied().unwrap_or_default();
        all.push((Place::Entry(EntryId(index as u32)), format!("{folder}{}/", entry.id), &entry.head.number, &entry.doc));
    }
    all.sort_by_cached_key(|(_, address, number, _)| {
        (natural(chapter(address, number, &folders)), number.is_empty(), natural(number), natural(address))
    });
    let mut numbers = BTreeMap::new();
    let mut counters: BTreeMap<(String, Kind), u32> = BTreeMap::new();
    for (place, address, number, doc) in all {
        let chapter = chapter(&address, number, &folders);
        let mut headings = [0, 0];
        for label in &doc.labels {
            let (kind, text) = match &label.of {
                Labelled::Block(block) => {
                    let Some(kind) = counted(&doc.blocks[*block].makes) else { continue };
                    let of = if chapter.is_empty() { format!("/{address}") } else { chapter.to_owned() };
                    let count = counters.entry((of, kind)).or_default();
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
            numbers.insert((place, label.id.clone()), Number { kind, text, chapter: !chapter.is_empty() });
        }
    }
    numbers
}

/// The first part of the page's number, or of the nearest folder that has one.
fn chapter<'a>(address: &str, number: &'a str, folders: &BTreeMap<&str, &'a str>) -> &'a str {
    let first = |number: &'a str| number.split('.').next().unwrap_or(number);
    if !number.is_empty() {
        return first(number);
    }
    let mut rest = address.trim_end_matches('/');
    while let Some((before, _)) = rest.rsplit_once('/') {
        if let Some(number) = folders.get(format!("{before}/").as_str()) {
            return first(number);
        }
        rest = before;
    }
    ""
}
