//! Owns "alike": entries that share values with the one at hand, and which.

use serde::Serialize;

use super::super::escape;
use super::super::maker::Maker;
use crate::link::records::{EntryId, Seen};
use crate::link::texts::Place;
use crate::schema::{CollectionId, Kind, Path, Step};

/// So many are shown.
const MOST: usize = 6;

/// What the template gets.
#[derive(Serialize)]
struct Alike {
    alike: Vec<Other>,
    /// The way to the nearest of them, side by side with the entry.
    compare: String,
}

/// One entry that is alike.
#[derive(Serialize)]
struct Other {
    link: String,
    shared: Vec<String>,
}

impl Maker<'_> {
    /// Entries that share most values of these fields with the entry at hand, most first.
    pub fn alike(&mut self, paths: &[Path]) -> String {
        let Some(this) = self.this else { return String::new() };
        let collection = self.site.records.get(this).collection;
        let usual: Vec<Path>;
        let paths = if paths.is_empty() {
            let fields = self.site.records.schema.collection(collection).fields.iter().enumerate();
            let fields = fields.filter(|(_, field)| matches!(field.kind, Kind::Relation(_) | Kind::Choice(_)) && field.id != crate::schema::SOURCES);
            usual = fields.map(|(index, _)| Path { from: collection, steps: vec![Step::Field(collection, index)] }).collect();
            &usual[..]
        } else {
            paths
        };
        let mut met: Vec<(EntryId, EntryId)> = Vec::new();
        for path in paths {
            let [Step::Field(_, field)] = path.steps[..] else { continue };
            for seen in self.site.records.look(this, path) {
                let Seen::Holds(holds, ..) = seen else { continue };
                for value in holds.entries() {
                    self.followers(collection, field, value, |other| {
                        if other != this {
                            met.push((other, value));
                        }
                    });
                }
            }
        }
        met.sort_unstable();
        met.dedup();
        let mut others: Vec<(EntryId, Vec<EntryId>)> = Vec::new();
        for same in met.chunk_by(|a, b| a.0 == b.0) {
            let weakest = others.get(MOST - 1).map_or(0, |(_, shared)| shared.len());
            if same.len() > weakest {
                let at = others.partition_point(|(_, shared)| shared.len() >= same.len());
                others.insert(at, (same[0].0, same.iter().map(|(_, value)| *value).collect()));
                others.truncate(MOST);
            }
        }
        if others.is_empty() {
            return String::new();
        }
        let compare = self.beside(this, others.iter().map(|(other, _)| *other));
        let mut alike = Vec::new();
        for (entry, shared) in others {
            let link = self.entry_link(entry);
            let shared = shared.into_iter().map(|value| escape::text(&self.site.title(Place::Entry(value), Some(self.place)))).collect();
            alike.push(Other { link, shared });
        }
        self.part("parts/alike.html", &Alike { alike, compare })
    }

    /// Calls `each` with the entries whose field names `value`, from the far side of the relation: nothing is compared with everything.
    fn followers(&self, collection: CollectionId, field: usize, value: EntryId, mut each: impl FnMut(EntryId)) {
        let records = &self.site.records;
        let far = records.get(value);
        let inverses = &records.schema.collection(far.collection).inverses;
        let Some(index) = inverses.iter().position(|inverse| inverse.from.contains(&(collection, field))) else { return };
        let shared = inverses[index].from.len() > 1;
        for entry in &far.inverses[index] {
            if !shared || records.get(*entry).values[field].iter().flat_map(|holds| holds.entries()).any(|named| named == value) {
                each(*entry);
            }
        }
    }
}
