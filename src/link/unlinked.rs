//! Owns unlinked mentions: where a text names an entry for the first time, and links to it nowhere.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Site;
use super::records::EntryId;
use super::texts::{Place, Target};
use crate::base::{Edit, Sources, Span};
use crate::parse::capitals::capitals;

/// Shorter names are too common to be recognised.
const SHORTEST: usize = 4;

/// One mention that could be a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlinked {
    /// Where it stands.
    pub place: Place,
    /// The words.
    pub span: Span,
    /// What they name.
    pub entry: EntryId,
    /// The words themselves.
    pub words: String,
    /// The link in their place.
    pub edit: Edit,
}

/// All of them, in the order of reading.
pub fn find(site: &Site, sources: &Sources) -> Vec<Unlinked> {
    let names = names(site);
    let finder = Finder::new(&names);
    let places: Vec<Place> = site.places().collect();
    let found = places.into_par_iter().flat_map_iter(|place| {
        let mut found = Vec::new();
        let mut linked: BTreeSet<Place> = site
            .texts(place)
            .flat_map(|text| &text.targets)
            .filter_map(|target| match target {
                Target::Place(place, _) => Some(*place),
                _ => None,
            })
            .collect();
        linked.insert(place);
        for span in &site.text(place).doc.capitals.texts {
            let text = &sources.text(span.file)[span.bytes()];
            finder.each(text, &mut |start, end, entries| {
                let Some(entry) = meant(site, entries, place).filter(|entry| linked.insert(Place::Entry(*entry))) else { return };
                let words = text[start..end].to_owned();
                let at = Span::new(span.file, span.start as usize + start, span.start as usize + end);
                let record = site.records.get(entry);
                let name = format!("{}:{}", site.records.schema.collection(record.collection).id, record.id);
                let edit = Edit { span: at, text: format!("[[{name}|{words}]]") };
                found.push(Unlinked { place, span: at, entry, words, edit });
            });
        }
        found
    });
    found.collect()
}

/// Finds names in a text: by the words that they begin with, because few words of a text begin a name.
struct Finder<'a> {
    /// The names that begin with a word, the longest first.
    names: BTreeMap<&'a str, Vec<(&'a str, &'a [EntryId])>>,
}

impl<'a> Finder<'a> {
    fn new(all: &'a BTreeMap<String, Vec<EntryId>>) -> Self {
        let mut names: BTreeMap<&str, Vec<(&str, &[EntryId])>> = BTreeMap::new();
        for (name, entries) in all {
            names.entry(word(name)).or_default().push((name, entries));
        }
        names.values_mut().for_each(|names| names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len())));
        Self { names }
    }

    /// Calls `each` with where a name stands, and what has it. Of two names that begin alike, the longer one is meant.
    fn each(&self, text: &str, each: &mut impl FnMut(usize, usize, &[EntryId])) {
        let mut free = 0;
        for at in capitals(text) {
            if at < free || text[..at].ends_with(char::is_alphanumeric) {
                continue;
            }
            let rest = &text[at..];
            let names = self.names.get(word(rest)).into_iter().flatten();
            let Some((name, entries)) = names.into_iter().find(|(name, _)| rest.starts_with(name)) else { continue };
            free = at + name.len();
            if !text[free..].starts_with(char::is_alphanumeric) {
                each(at, free, entries);
            }
        }
    }
}

/// The word that a text begins with.
fn word(text: &str) -> &str {
    &text[..text.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len())]
}

/// Titles and other names of entries with pages.
fn names(site: &Site) -> BTreeMap<String, Vec<EntryId>> {
    let mut names: BTreeMap<String, Vec<EntryId>> = BTreeMap::new();
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

/// The entry that a name means on a page: the only one, or the only one that belongs with the page.
fn meant(site: &Site, entries: &[EntryId], place: Place) -> Option<EntryId> {
    let home = match place {
        Place::Entry(entry) => site.within(entry).or(Some(entry)),
        Place::Page(_) => None,
    };
    let mut near = entries.iter().copied().filter(|entry| site.within(*entry).is_none_or(|owner| Some(owner) == home));
    let first = near.next()?;
    near.next().is_none().then_some(first)
}
