//! Owns what one file gives: entries, a page, works, the longer text of a row, and the mistakes in it.

use std::sync::Arc;

use super::Page;
use super::bibliography::Work;
use super::doc::Doc;
use super::entry::Entry;
use super::file::Reader;
use super::roles::Role;
use super::theme::Theme;
use crate::base::{Diagnostic, FileId, Sources};
use crate::schema::{CollectionId, Schema, Value};

/// What one file gave.
#[derive(Default)]
pub(super) struct Gave {
    pub(super) entries: Vec<Arc<Entry>>,
    pub(super) page: Option<Page>,
    pub(super) body: Option<(CollectionId, String, Arc<Doc>)>,
    pub(super) works: Vec<Work>,
    pub(super) uncertain: Option<CollectionId>,
    pub(super) found: Vec<Diagnostic>,
}

impl Gave {
    /// All texts: of pages, of entries, and those that their fields hold.
    pub(super) fn docs(&self) -> Vec<Arc<Doc>> {
        let held = self.entries.iter().flat_map(|entry| entry.values.iter().flatten());
        let fields = held.flat_map(|held| {
            let values = held.values.iter().filter_map(|(value, _)| match value {
                Value::Markdown(doc) => Some(doc),
                _ => None,
            });
            values.chain(&held.note)
        });
        let own = self.entries.iter().map(|entry| &entry.doc).chain(self.page.iter().map(|page| &page.doc));
        own.chain(self.body.iter().map(|(.., doc)| doc)).chain(fields).cloned().collect()
    }
}

/// Reads one file.
pub(super) fn read(file: FileId, role: &Role, schema: &Schema, theme: &Theme, sources: &Sources) -> Gave {
    let mut gave = Gave::default();
    let mut found = Vec::new();
    let mut reader = Reader { file, schema, theme, sources, found: &mut found };
    match role {
        Role::Entry(collection, id) => gave.entries.push(Arc::new(reader.entry(*collection, id))),
        Role::Body(collection, id) => gave.body = reader.body(*collection).map(|doc| (*collection, id.clone(), doc)),
        Role::Page => gave.page = Some(reader.page()),
        Role::Table(collection) => {
            let (entries, whole) = reader.table(*collection).unwrap_or_default();
            gave.entries = shared(entries);
            gave.uncertain = (!whole).then_some(*collection);
        }
        Role::Works(collection) => {
            let (works, entries, whole) = reader.works(*collection).unwrap_or_default();
            gave.works = works;
            gave.entries = shared(entries);
            gave.uncertain = (!whole).then_some(*collection);
        }
        Role::Asset | Role::Root | Role::Other => {}
    }
    let entries = gave.entries.iter().map(|entry| (&entry.doc, entry.head.draft));
    let pages = gave.page.iter().map(|page| (&page.doc, page.head.draft));
    let bodies = gave.body.iter().map(|(.., doc)| (doc, false));
    let docs: Vec<(Arc<Doc>, bool)> = entries.chain(pages).chain(bodies).map(|(doc, draft)| (Arc::clone(doc), draft)).collect();
    for (doc, draft) in docs {
        gave.entries.extend(shared(reader.rows_in(&doc, draft)));
    }
    gave.found = found;
    gave
}

fn shared(entries: Vec<Entry>) -> Vec<Arc<Entry>> {
    entries.into_iter().map(Arc::new).collect()
}
