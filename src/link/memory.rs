//! Owns what linking may take over from the last time: texts and values whose names mean what they meant.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Site;
use super::names::{Named, Names};
use super::naming::Naming;
use super::places::Planned;
use super::records::{EntryId, Values};
use super::texts::{Place, Text};
use crate::base::FileId;
use crate::parse::doc::{Doc, Label};
use crate::parse::entry::Entry;

/// What texts and values were resolved against the last time, and what came of it.
///
/// That the schema and the list of files are the same needs no looking at: with others, no file would have been parsed to
/// the very same [`Doc`] or [`Entry`].
#[derive(Default)]
pub struct Memory {
    naming: Option<Naming>,
    names: Names,
    homes: BTreeMap<FileId, Named>,
    pages: Vec<Arc<Doc>>,
    entries: Vec<Arc<Entry>>,
    /// The texts of the pages, then of the entries.
    texts: Vec<Arc<Text>>,
    /// What the fields of each entry hold, if nothing in it is wrong; what follows from other entries is not yet in it.
    values: Vec<Option<Values>>,
}

impl Memory {
    /// The order and the names that entries had.
    pub fn naming(&mut self) -> Option<Naming> {
        self.naming.take()
    }

    /// Keeps what was just linked.
    pub fn keep(
        &mut self,
        naming: Naming,
        names: Names,
        homes: BTreeMap<FileId, Named>,
        entries: Vec<Arc<Entry>>,
        values: Vec<Option<Values>>,
        site: &Site,
    ) {
        let pages = site.pages.iter().map(|page| Arc::clone(&page.text.doc)).collect();
        let texts = site.places().map(|place| Arc::clone(site.text(place))).collect();
        *self = Self { naming: Some(naming), names, homes, pages, entries, texts, values };
    }

    /// Whether every name and every label means what it meant.
    pub fn holds(&self, names: &Names, homes: &BTreeMap<FileId, Named>, pages: &[Planned], entries: &[Arc<Entry>]) -> bool {
        let alike = |(old, new): (&Label, &Label)| old.id == new.id && old.was == new.was;
        let called = |old: &Doc, new: &Doc| old.labels.len() == new.labels.len() && old.labels.iter().zip(&new.labels).all(alike);
        let same = |old: &Arc<Doc>, new: &Arc<Doc>| {
            let empty = |doc: &Doc| doc.tree.nodes().is_empty();
            Arc::ptr_eq(old, new) || empty(old) == empty(new) && old.cut == new.cut && called(old, new)
        };
        let same_entry = |(old, new): (&Arc<Entry>, &Arc<Entry>)| Arc::ptr_eq(old, new) || old.broken == new.broken && same(&old.doc, &new.doc);
        (self.pages.len(), self.entries.len()) == (pages.len(), entries.len())
            && self.pages.iter().zip(pages).all(|(old, new)| same(old, &new.doc))
            && self.entries.iter().zip(entries).all(same_entry)
            && self.names == *names
            && self.homes == *homes
    }

    /// What the text of a place was resolved to, if it is the same.
    pub fn text(&self, doc: &Arc<Doc>, place: Place) -> Option<&Arc<Text>> {
        self.texts.get(place.number(self.pages.len())).filter(|text| Arc::ptr_eq(&text.doc, doc))
    }

    /// What the fields of an entry were resolved to, if it is the same.
    pub fn values(&self, entry: &Arc<Entry>, id: EntryId) -> Option<&Values> {
        let at = id.0 as usize;
        self.entries.get(at).filter(|known| Arc::ptr_eq(known, entry))?;
        self.values.get(at)?.as_ref()
    }
}
