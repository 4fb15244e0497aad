//! Owns which entries are published, in which order, and under which names: found again only if something of that changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::names::{EntryNames, Named};
use super::order::{self, Titles};
use super::records::EntryId;
use crate::base::{Diagnostic, mistake};
use crate::parse::entry::Entry;
use crate::schema::{CollectionId, Schema, Value};

/// What entries are called and where they stand.
#[derive(Debug)]
pub struct Naming {
    /// All entries as they were given.
    entries: Vec<Arc<Entry>>,
    /// Which of them are held back.
    held_back: Vec<bool>,
    titles: Titles,
    /// Those that are published in their order, by position among all.
    published: Vec<usize>,
    /// The rank of the title of each of these.
    pub ranks: Vec<u32>,
    /// Every name.
    pub names: Arc<EntryNames>,
    /// Collections with entries whose titles are not known.
    pub untitled: BTreeSet<CollectionId>,
    /// Whether no two entries claim one id.
    sound: bool,
}

impl Naming {
    /// Names every entry and puts them in order; as it was `before`, if nothing of that changed.
    pub fn of(entries: Vec<Arc<Entry>>, drafts: bool, schema: &Schema, before: Option<Self>, found: &mut Vec<Diagnostic>) -> Self {
        let language = &schema.settings.language;
        let untitled = entries.iter().filter(|entry| entry.broken || entry.nameless(schema)).map(|entry| entry.collection).collect();
        let held_back = if drafts { vec![false; entries.len()] } else { held_back(&entries, schema) };
        let titles = match before {
            Some(before) if before.fits(&entries, &held_back, language) => return Self { entries, untitled, ..before },
            before => Titles::of(&entries, language, before.map(|before| before.titles).unwrap_or_default()),
        };
        let known = found.len();
        let mut naming = Self {
            untitled,
            held_back,
            published: Vec::with_capacity(entries.len()),
            ranks: Vec::with_capacity(entries.len()),
            names: Arc::default(),
            sound: true,
            titles,
            entries,
        };
        naming.name(schema, found);
        naming.sound = found.len() == known;
        naming
    }

    /// Whether all that names and order depend on is the same.
    fn fits(&self, entries: &[Arc<Entry>], held_back: &[bool], language: &str) -> bool {
        let called = |entry: &Entry| (entry.collection, entry.broken, entry.span.file, entry.span.start);
        let same =
            |(old, new): (&Arc<Entry>, &Arc<Entry>)| Arc::ptr_eq(old, new) || called(old) == called(new) && old.id == new.id && old.head == new.head;
        let kept = self.sound && self.held_back == held_back && self.titles.language == language;
        kept && self.entries.len() == entries.len() && self.entries.iter().zip(entries).all(same)
    }

    /// Names every entry; of two with one id, the later has none and is not published.
    fn name(&mut self, schema: &Schema, found: &mut Vec<Diagnostic>) {
        let mut names = EntryNames::new(&schema.settings.language);
        for (at, rank) in order::sorted(&self.entries, &self.titles) {
            let entry = &self.entries[at];
            let draft = self.held_back[at];
            let named = if draft { Named::Draft } else { Named::Entry(EntryId(self.published.len() as u32)) };
            let others = std::iter::once(&entry.head.title).chain(&entry.head.also).map(String::as_str);
            if let Some(before) = names.add(entry.collection, &entry.id, others, named) {
                let first = match before {
                    Named::Entry(first) => Some(self.entries[self.published[first.0 as usize]].span),
                    Named::Draft | Named::Page(_) => None,
                };
                let (first, second) = match first {
                    Some(first) if first > entry.span => (Some(entry.span), first),
                    first => (first, entry.span),
                };
                found.push(mistake::duplicate_id(second, &entry.id, &schema.collection(entry.collection).id, first));
            } else if !draft {
                self.published.push(at);
                self.ranks.push(rank);
            }
        }
        self.names = Arc::new(names);
    }

    /// The entries that are published, in their order.
    pub fn published(&self) -> Vec<Arc<Entry>> {
        self.published.iter().map(|at| Arc::clone(&self.entries[*at])).collect()
    }
}

/// Which entries are not published: drafts, and what is `within` them.
fn held_back(entries: &[Arc<Entry>], schema: &Schema) -> Vec<bool> {
    let mut held_back: Vec<bool> = entries.iter().map(|entry| entry.head.draft).collect();
    let mut next: Vec<usize> = (0..entries.len()).filter(|at| held_back[*at]).collect();
    if next.is_empty() {
        return held_back;
    }
    // What is within each name, once for each time it says so; and how many names of what is published it may say.
    let mut members: BTreeMap<(CollectionId, &str), Vec<usize>> = BTreeMap::new();
    let mut others = vec![0; entries.len()];
    for (at, entry) in entries.iter().enumerate() {
        let owners = schema.collection(entry.collection).within.and_then(|field| entry.values[field].as_ref());
        for (owner, _) in owners.iter().flat_map(|held| &held.values) {
            if let Value::Relation(name) = owner {
                members.entry((name.collection, &name.text)).or_default().push(at);
                others[at] += 1;
            }
        }
    }
    while let Some(entry) = next.pop().map(|at| &entries[at]) {
        for name in [&entry.id, &entry.head.title].into_iter().chain(&entry.head.also) {
            for at in members.remove(&(entry.collection, name.as_str())).unwrap_or_default() {
                others[at] -= 1;
                if others[at] == 0 && !held_back[at] {
                    held_back[at] = true;
                    next.push(at);
                }
            }
        }
    }
    held_back
}
