//! Owns how long lists are split: a page shows so many entries of each of its lists, and its further sheets show the rest.
//!
//! The first sheet of a page is the page itself; the others follow at `page/2/`, `page/3/` … below it. An entry without a
//! page of its own stands on one of the sheets of its collection's index, so its address is known only from the order there.

use super::Site;
use super::order::by_letters;
use super::records::{EntryId, Records};
use super::texts::Text;
use crate::parse::block::Makes;
use crate::schema::{CollectionId, GLOSSARY, Kind, Path, Query, Step, Value};

/// So many entries of a list stand on one sheet.
pub const MOST: usize = 500;
/// The folder of the further sheets of a page.
const FOLDER: &str = "page";

/// The address of a sheet of a page, counted from 0.
pub fn address(page: &str, sheet: usize) -> String {
    if sheet == 0 { page.to_owned() } else { format!("{page}{FOLDER}/{}/", sheet + 1) }
}

/// The page and the number, counted from 0, of an address that is that of a further sheet.
pub fn split(address: &str) -> Option<(&str, usize)> {
    let (before, number) = address.trim_end_matches('/').rsplit_once('/')?;
    let page = before.strip_suffix(FOLDER).filter(|page| page.is_empty() || page.ends_with('/'))?;
    let sheet: usize = number.parse().ok().filter(|sheet| *sheet > 1)?;
    (sheet.to_string() == number).then_some((page, sheet - 1))
}

/// The table in a text that sets out a whole collection, if one does.
pub fn whole(text: &Text, collection: CollectionId) -> Option<&Query<EntryId>> {
    text.blocks.iter().find_map(|block| match &block.makes {
        Makes::Records(query) if query.from == collection && query.conditions.is_empty() && query.limit.is_none() => Some(query),
        _ => None,
    })
}

impl Records {
    /// The entries of a collection as its index shows them when nobody wrote another order: by the short form or title in
    /// the glossary, the newest first where entries without pages must have a date, else in the collection's own order.
    pub fn in_index(&self, collection: CollectionId) -> Vec<EntryId> {
        let declared = self.schema.collection(collection);
        let mut entries = self.members[collection.0].clone();
        if declared.id == GLOSSARY {
            let key = by_letters(&self.schema.settings.language);
            entries.sort_by_cached_key(|entry| key(self.short(*entry).unwrap_or(&self.get(*entry).head.title)));
            return entries;
        }
        let dated = declared.fields.iter().position(|field| field.kind == Kind::Date && field.required && !field.many);
        match dated.filter(|_| !declared.pages) {
            Some(field) => {
                let newest = (Path { from: collection, steps: vec![Step::Field(collection, field)] }, true);
                self.narrow(entries, &Query { from: collection, columns: Vec::new(), conditions: Vec::new(), sort: vec![newest], limit: None }, None)
            }
            None => entries,
        }
    }

    /// The short form of a term of the glossary.
    pub fn short(&self, term: EntryId) -> Option<&str> {
        match self.held(term, "short")?.values.first()? {
            (Value::Text(short), _) => Some(short),
            _ => None,
        }
    }
}

impl Site {
    /// The entries of a collection in the order in which its index shows them.
    pub fn rows(&self, collection: CollectionId) -> Vec<EntryId> {
        let head = self.pages.iter().find(|page| page.heads == Some(collection));
        match head.and_then(|page| whole(&page.text, collection)) {
            Some(query) => self.records.select(query, None),
            None => self.records.in_index(collection),
        }
    }

    /// Gives the entries that have no page of their own the sheet of their index that shows them.
    pub(super) fn place_rows(&mut self) {
        for (collection, declared) in self.records.schema.clone().collections() {
            if declared.pages || self.records.members[collection.0].len() <= MOST {
                continue;
            }
            for (sheet, entries) in self.rows(collection).chunks(MOST).enumerate().skip(1) {
                for entry in entries {
                    let entry = &mut self.records.entries[entry.0 as usize];
                    entry.address = address(&entry.address, sheet);
                }
            }
        }
    }
}
