//! Owns names: which entry or page a written name means.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use indexmap::map::Entry;

use super::records::EntryId;
use crate::base::alike::{key, small};
use crate::base::suggest::{Near, nearest, nearest_name};
use crate::base::{Diagnostic, Span, mistake};
use crate::parse::schema::is_id;
use crate::schema::{CollectionId, Name, Schema};

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// An entry that is published.
    Entry(EntryId),
    /// An entry or page that is a draft.
    Draft,
    /// A page, by position.
    Page(usize),
}

/// What has a name, each with the name as it was written.
type Called = BTreeMap<Named, String>;

/// The names of all entries.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct EntryNames {
    /// By collection and id; hashed, because this is asked for every name there is.
    ids: BTreeMap<CollectionId, IndexMap<String, Named, RandomState>>,
    /// By collection and the [`key`] of a title or other name.
    others: BTreeMap<CollectionId, BTreeMap<String, Called>>,
    /// In which they are written.
    language: String,
}

/// Every name of the site.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Names {
    entries: Arc<EntryNames>,
    /// Pages by address without the last slash, by last part of it, and by the [`key`] of their title.
    pages: BTreeMap<String, Called>,
    /// The address of each page, without the last slash.
    page_addresses: Vec<String>,
    /// Collections whose ids are not all known.
    pub uncertain: BTreeSet<CollectionId>,
    /// Collections whose titles are not all known, because the top of a file can't be read.
    pub untitled: BTreeSet<CollectionId>,
}

impl EntryNames {
    /// None yet, of a language.
    pub fn new(language: &str) -> Self {
        Self { language: language.to_owned(), ..Self::default() }
    }

    /// Adds an entry; gives back what had its id before.
    pub fn add<'a>(&mut self, collection: CollectionId, id: &str, others: impl Iterator<Item = &'a str>, named: Named) -> Option<Named> {
        let ids = self.ids.entry(collection).or_default();
        match ids.entry(id.to_owned()) {
            Entry::Occupied(before) => return Some(*before.get()),
            Entry::Vacant(free) => free.insert(named),
        };
        let known = self.others.entry(collection).or_default();
        for other in others.filter(|other| !other.is_empty()) {
            known.entry(key(other, &self.language)).or_default().entry(named).or_insert_with(|| other.to_owned());
        }
        None
    }
}

impl Names {
    /// The names of entries; of some collections not all are known, of some not all titles.
    pub fn new(entries: Arc<EntryNames>, uncertain: BTreeSet<CollectionId>, untitled: BTreeSet<CollectionId>) -> Self {
        Self { entries, uncertain, untitled, ..Self::default() }
    }

    /// Adds a page under its address and title.
    pub fn add_page(&mut self, address: &str, title: &str, named: Named) {
        let path = address.trim_end_matches('/');
        if let Named::Page(page) = named {
            debug_assert_eq!(page, self.page_addresses.len(), "pages are added in their order");
            self.page_addresses.push(path.to_owned());
        }
        let last = path.rsplit('/').next().unwrap_or(path);
        for (name, written) in [(path, path), (last, last), (&*self.key(title), title)] {
            if !name.is_empty() {
                self.pages.entry(name.to_owned()).or_default().entry(named).or_insert_with(|| written.to_owned());
            }
        }
    }

    /// What an id stands for.
    pub fn id(&self, collection: CollectionId, id: &str) -> Option<Named> {
        self.entries.ids.get(&collection)?.get(id).copied()
    }

    fn key(&self, name: &str) -> String {
        key(name, &self.entries.language)
    }

    fn other(&self, collection: CollectionId, key: &str) -> Option<&Called> {
        self.entries.others.get(&collection)?.get(key)
    }

    /// Which of those found by a name have it; of several, those that have every letter of it.
    fn named<'a>(&self, name: &str, called: impl Iterator<Item = (&'a Named, &'a String)> + Clone) -> BTreeSet<Named> {
        let all: BTreeSet<Named> = called.clone().map(|(named, _)| *named).collect();
        if all.len() < 2 {
            return all;
        }
        let wanted = small(name, &self.entries.language);
        let exact: BTreeSet<Named> =
            called.filter(|(_, written)| small(written, &self.entries.language) == wanted).map(|(named, _)| *named).collect();
        if exact.is_empty() { all } else { exact }
    }

    /// What a name in a field means, if anything does, as far as the files could be read: only its collection counts.
    pub fn field(&self, name: &Name, schema: &Schema, suggest: bool, found: &mut Vec<Diagnostic>) -> Option<Named> {
        if let Some(named) = self.id(name.collection, &name.text) {
            return Some(named);
        }
        let others = self.named(&name.text, self.other(name.collection, &self.key(&name.text)).into_iter().flatten());
        match (others.len(), others.first()) {
            (1, Some(named)) => return Some(*named),
            (0, _) => {}
            _ => {
                let ids = if suggest { self.ids_of(name.collection, &others) } else { Vec::new() };
                found.push(mistake::ambiguous_name(name.span, &name.text, &ids));
                return None;
            }
        }
        if self.uncertain.contains(&name.collection) || (self.untitled.contains(&name.collection) && !is_id(&name.text)) {
            return None;
        }
        let collection = schema.collection(name.collection);
        let near = if suggest { self.near(name.collection, &name.text) } else { self.shouted(name.collection, &name.text) };
        if collection.id == crate::schema::REFERENCES {
            found.push(mistake::unknown_work(name.span, &name.text, near));
        } else {
            // Without a label, an entry is called as all of them.
            let one = Some(collection.one.as_str()).filter(|one| *one != collection.many);
            found.push(mistake::unknown_reference(name.span, &name.text, one, &collection.id, near));
        }
        None
    }

    /// What a name in prose means, if anything does, as far as the files could be read: by id, else by title or other name; pages count too.
    pub fn prose(
        &self,
        collection: Option<CollectionId>,
        (name, label): (&str, Option<&str>),
        span: Span,
        schema: &Schema,
        suggest: bool,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Named> {
        if let Some(collection) = collection {
            return self.field(&Name { collection, text: name.to_owned(), span }, schema, suggest, found);
        }
        let all = self.all(name);
        match (all.len(), all.first()) {
            (1, Some(named)) => return Some(*named),
            (0, _) if !self.uncertain.is_empty() || (!self.untitled.is_empty() && !is_id(name)) => {}
            (0, _) => {
                let near = if suggest { self.near_any(name, schema) } else { None };
                found.push(mistake::unknown_name(span, name, label, near));
            }
            // What has the name for its address is meant rather than what has it for a title.
            _ if let Some(page) = self.address(name).map(Named::Page).filter(|page| all.contains(page)) => return Some(page),
            _ => {
                let candidates = if suggest { self.candidates(all.iter(), schema) } else { Vec::new() };
                found.push(mistake::ambiguous_name(span, name, &candidates));
            }
        }
        None
    }

    /// All that a name in prose may mean.
    fn all(&self, name: &str) -> BTreeSet<Named> {
        let by_id: BTreeSet<Named> = self.entries.ids.keys().filter_map(|collection| self.id(*collection, name)).collect();
        if !by_id.is_empty() {
            return by_id;
        }
        let key = self.key(name);
        let others = self.entries.others.keys().filter_map(|collection| self.other(*collection, &key));
        self.named(name, others.chain(self.pages.get(&key)).flatten())
    }

    /// The page at an address, written with or without its last slash.
    pub fn address(&self, address: &str) -> Option<usize> {
        let address = address.trim_matches('/');
        self.page_addresses.iter().position(|known| !known.is_empty() && known == address)
    }

    /// The address of a page nearest to a mistaken one.
    pub fn near_page(&self, address: &str) -> Option<Near> {
        nearest(address, self.page_addresses.iter().map(String::as_str))
    }

    /// Names near to one in prose; for one that several things have, what each of them is called.
    fn near_any(&self, name: &str, schema: &Schema) -> Option<Near> {
        let ids = self.entries.ids.keys().flat_map(|collection| self.sorted_ids(*collection));
        // What only has other capitals than an id is said once.
        let is_id = |name: &&str| {
            let key = self.key(name);
            self.entries.ids.values().any(|ids| ids.contains_key(&key))
        };
        let others =
            self.entries.others.values().flat_map(BTreeMap::values).chain(self.pages.values()).filter_map(written).filter(|name| !is_id(name));
        // A file is linked by its name, without folder and ending.
        let file = name.rsplit('/').next().map(|file| file.trim_end_matches(".md")).filter(|file| *file != name && !self.all(file).is_empty());
        file.and_then(|file| Near::of([file.to_owned()])).or_else(|| nearest_name(name, ids.chain(others)))?.called(|name| match self.all(&name) {
            all if all.len() > 1 => self.candidates(all.iter(), schema),
            _ => vec![name],
        })
    }

    /// The ids of a collection in the order of letters, for whatever is to be the same every time.
    fn sorted_ids(&self, collection: CollectionId) -> Vec<&str> {
        let mut ids: Vec<&str> = self.entries.ids.get(&collection).into_iter().flat_map(IndexMap::keys).map(String::as_str).collect();
        ids.sort_unstable();
        ids
    }

    /// The id that is written in capitals.
    fn shouted(&self, collection: CollectionId, text: &str) -> Option<Near> {
        let id = text.to_lowercase();
        self.id(collection, &id).and_then(|_| nearest_name(text, [id.as_str()]))
    }

    /// The ids near to one in a field, or else of entries with a name near to it.
    fn near(&self, collection: CollectionId, text: &str) -> Option<Near> {
        self.shouted(collection, text).or_else(|| nearest_name(text, self.sorted_ids(collection))).or_else(|| {
            let others = self.entries.others.get(&collection)?;
            let near = nearest_name(text, others.values().filter_map(written))?;
            near.called(|name| self.ids_of(collection, &self.named(&name, others.get(&self.key(&name)).into_iter().flatten())))
        })
    }

    /// The ids that some of a collection have, in the order of letters.
    fn ids_of(&self, collection: CollectionId, named: &BTreeSet<Named>) -> Vec<String> {
        let ids = self.entries.ids.get(&collection).into_iter().flatten();
        let mut ids: Vec<String> = ids.filter(|(_, id)| named.contains(*id)).map(|(id, _)| id.clone()).collect();
        ids.sort_unstable();
        ids
    }

    fn candidates<'a>(&self, named: impl Iterator<Item = &'a Named>, schema: &Schema) -> Vec<String> {
        let wanted: BTreeSet<&Named> = named.collect();
        let entries = self.entries.ids.iter().flat_map(|(collection, ids)| ids.iter().map(move |(id, named)| (collection, id, named)));
        let entries = entries.filter(|(.., named)| wanted.contains(named));
        let entries: BTreeSet<(&CollectionId, &String)> = entries.map(|(collection, id, _)| (collection, id)).collect();
        let entries = entries.into_iter().map(|(collection, id)| format!("{}:{id}", schema.collection(*collection).id));
        let pages = self.pages.iter().filter(|(name, named)| name.contains('/') && named.keys().any(|named| wanted.contains(named)));
        entries.chain(pages.map(|(name, _)| name.clone())).collect()
    }
}

/// A name as it was first written.
fn written(called: &Called) -> Option<&str> {
    called.values().next().map(String::as_str)
}
