//! Owns the pages that compare the entries of a collection: which there are, and where.
//!
//! A collection is compared when sections are required of its entries. The one of which most is known (fields and
//! relations; the first of those that have equally many) stands at `compare/`, any other at `compare/ITS-ID/`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Site;
use super::places::{Planned, unwritten};
use super::texts::Place;
use crate::base::alike::small;
use crate::parse::entry::{Entry, Head};
use crate::parse::markdown::heading::slug;
use crate::parse::theme::Strings;
use crate::schema::{Collection, CollectionId, Schema};

/// The address of the page that puts entries side by side.
pub const COMPARE: &str = "compare/";
/// The folder of a collection's sections, below its index.
pub const SECTIONS: &str = "sections";
/// More entries than this are not set out on one page.
const MOST: usize = 500;

/// What a page shows that nobody wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Derived {
    /// All entries of a collection, field by field.
    Compare(CollectionId),
    /// A required section of all entries of a collection, by position among those required.
    Section(CollectionId, usize),
}

/// The pages that compare; what somebody wrote at their place comes first.
pub fn pages(schema: &Schema, entries: &[Arc<Entry>], strings: &Strings, written: &[Planned]) -> Vec<Planned> {
    let mut compared: Vec<(CollectionId, &Collection)> = schema
        .collections()
        .filter(|(id, collection)| {
            let members = entries.iter().filter(|entry| entry.collection == *id).count();
            collection.pages && !collection.sections.is_empty() && (2..=MOST).contains(&members)
        })
        .collect();
    compared.sort_by_key(|(_, collection)| std::cmp::Reverse(collection.fields.len() + collection.inverses.len()));
    let mut pages = Vec::new();
    for (index, (id, collection)) in compared.into_iter().enumerate() {
        let words = |key: &str, section: &str| fill(strings.get(key), collection, section, &schema.settings.language);
        let (address, title) = match index {
            0 => (COMPARE.to_owned(), strings.get("compare").to_owned()),
            _ => (format!("{COMPARE}{}/", collection.id), words("compare-of", "")),
        };
        pages.push(page(address, title, words("compare-about", ""), Derived::Compare(id)));
        let index = written.iter().find(|page| page.heads == Some(id)).map_or_else(|| format!("{}/", collection.id), |page| page.address.clone());
        if entries.iter().any(|entry| entry.collection == id && entry.id == SECTIONS) {
            continue;
        }
        for (number, section) in collection.sections.iter().enumerate() {
            let address = format!("{index}{SECTIONS}/{}/", slug(section));
            let filled = entries.iter().any(|entry| entry.collection == id && entry.doc.section(section).is_some());
            if filled && !written.iter().chain(&pages).any(|page| page.address == address) {
                pages.push(page(address, words("section-by", section), words("section-by-about", section), Derived::Section(id, number)));
            }
        }
    }
    pages
}

fn page(address: String, title: String, description: String, derived: Derived) -> Planned {
    let head = Head { title, description, ..Head::default() };
    Planned { derived: Some(derived), ..unwritten(address, None, head) }
}

/// Words of the theme with what a collection is called: `{One}`, `{Many}` as labelled, `{one}`, `{many}` within a sentence.
pub fn fill(words: &str, collection: &Collection, section: &str, language: &str) -> String {
    words
        .replace("{section}", section)
        .replace("{One}", &collection.one)
        .replace("{Many}", &collection.many)
        .replace("{one}", &within(&collection.one, language))
        .replace("{many}", &within(&collection.many, language))
}

/// A label within a sentence: `Case study` → `case study`, but `EU body` stays.
fn within(label: &str, language: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => small(first.encode_utf8(&mut [0; 4]), language) + letters.as_str(),
        _ => label.to_owned(),
    }
}

/// Where each derived page is.
pub fn index(pages: &[super::Page]) -> BTreeMap<Derived, usize> {
    pages.iter().enumerate().filter_map(|(index, page)| Some((page.derived?, index))).collect()
}

impl Site {
    /// The place of a derived page, if the site has it.
    pub fn derived(&self, derived: Derived) -> Option<Place> {
        self.derived.get(&derived).map(|page| Place::Page(*page))
    }

    /// The pages that show a section of all entries of a collection: the section, and the page.
    pub fn section_pages(&self, collection: CollectionId) -> impl Iterator<Item = (&str, Place)> {
        let sections = &self.records.schema.collection(collection).sections;
        let place = move |number| self.derived(Derived::Section(collection, number));
        sections.iter().enumerate().filter_map(move |(number, section)| Some((section.as_str(), place(number)?)))
    }
}
