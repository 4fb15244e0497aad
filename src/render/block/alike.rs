//! Owns "alike": entries that share values with the one at hand, and which.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::escape;
use super::super::maker::Maker;
use crate::link::records::{EntryId, Seen};
use crate::link::texts::Place;
use crate::schema::{Kind, Path, Step, Value};

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
        let mut shared: BTreeMap<EntryId, Vec<String>> = BTreeMap::new();
        for path in paths {
            let [Step::Field(_, field)] = path.steps[..] else { continue };
            for seen in self.site.records.look(this, path) {
                let Seen::Holds(holds, ..) = seen else { continue };
                for (value, _) in &holds.values {
                    let Value::Relation(model) = value else { continue };
                    let label = escape::text(&self.site.title(Place::Entry(*model), Some(self.place)));
                    for other in self.followers(collection, field, *model) {
                        if other != this {
                            shared.entry(other).or_default().push(label.clone());
                        }
                    }
                }
            }
        }
        let mut others: Vec<(EntryId, Vec<String>)> = shared.into_iter().collect();
        others.sort_by_key(|(entry, shared)| (std::cmp::Reverse(shared.len()), *entry));
        others.truncate(MOST);
        if others.is_empty() {
            return String::new();
        }
        let compare = self.beside(this, others.iter().map(|(other, _)| *other));
        let mut alike = Vec::new();
        for (entry, shared) in others {
            alike.push(Other { link: self.entry_link(entry), shared });
        }
        self.part("parts/alike.html", &Alike { alike, compare })
    }

    /// The entries whose field names `value`, from the far side of the relation: nothing is compared with everything.
    fn followers(&self, collection: crate::schema::CollectionId, field: usize, value: EntryId) -> Vec<EntryId> {
        let records = &self.site.records;
        let far = records.get(value);
        let inverses = &records.schema.collection(far.collection).inverses;
        let Some(index) = inverses.iter().position(|inverse| inverse.from.contains(&(collection, field))) else { return Vec::new() };
        let holds = |entry: &EntryId| records.get(*entry).values[field].iter().flat_map(|holds| holds.entries()).any(|named| named == value);
        far.inverses[index].iter().copied().filter(holds).collect()
    }
}
