//! Owns what linking may take over from the last time: texts whose words and names mean what they meant.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Site;
use super::names::{Named, Names};
use super::order::Titles;
use super::places::Draft;
use super::texts::Text;
use crate::base::FileId;
use crate::parse::doc::Doc;
use crate::parse::entry::Entry;

/// What texts were resolved against the last time, and what came of it.
///
/// That the schema and the list of files are the same needs no looking at: with others, no file would have been parsed to
/// the very same [`Doc`].
#[derive(Default)]
pub struct Memory {
    titles: Titles,
    names: Names,
    homes: BTreeMap<FileId, Named>,
    docs: Vec<Arc<Doc>>,
    /// Texts by the place of their `Doc` in memory, which they keep from being used again.
    texts: Vec<(usize, Arc<Text>)>,
}

impl Memory {
    /// The order that titles had.
    pub fn titles(&mut self) -> Titles {
        std::mem::take(&mut self.titles)
    }

    /// Keeps what was just linked.
    pub fn keep(&mut self, titles: Titles, names: Names, homes: BTreeMap<FileId, Named>, docs: Vec<Arc<Doc>>, site: &Site) {
        let texts = site.places().flat_map(|place| site.texts(place)).map(|text| (Arc::as_ptr(&text.doc) as usize, Arc::clone(text)));
        let mut texts: Vec<_> = texts.collect();
        texts.sort_unstable_by_key(|(at, _)| *at);
        *self = Self { titles, names, homes, docs, texts };
    }

    /// Whether every name and every label means what it meant.
    pub fn holds(&self, names: &Names, homes: &BTreeMap<FileId, Named>, docs: &[Arc<Doc>]) -> bool {
        let ids = |doc: &Arc<Doc>| doc.labels.iter().map(|label| label.id.clone()).collect::<Vec<_>>();
        let same = |(old, new): (&Arc<Doc>, &Arc<Doc>)| {
            Arc::ptr_eq(old, new)
                || old.tree.nodes().is_empty() == new.tree.nodes().is_empty()
                    && old.cut == new.cut
                    && old.anchors == new.anchors
                    && ids(old) == ids(new)
        };
        self.docs.len() == docs.len() && self.docs.iter().zip(docs).all(same) && self.names == *names && self.homes == *homes
    }

    /// The text that a `Doc` was resolved to.
    pub fn text(&self, doc: &Arc<Doc>) -> Option<&Arc<Text>> {
        let at = self.texts.binary_search_by_key(&(Arc::as_ptr(doc) as usize), |(at, _)| *at).ok()?;
        Some(&self.texts[at].1)
    }
}

/// The texts of all pages, then of all entries: what has labels.
pub fn docs(pages: &[Draft], entries: &[Arc<Entry>]) -> Vec<Arc<Doc>> {
    pages.iter().map(|page| &page.doc).chain(entries.iter().map(|entry| &entry.doc)).cloned().collect()
}
