//! Owns "alike": entries that share values with the one at hand, and which.

use serde::Serialize;

use super::super::escape;
use super::super::html::Walk;
use super::super::maker::Maker;
use crate::link::records::{EntryId, Holds, Seen};
use crate::link::texts::Place;
use crate::schema::{CollectionId, Kind, Path, Step, Value};

/// A value that two entries share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shared {
    /// They name the same entry.
    Entry(EntryId),
    /// They make the same choice in a field.
    Choice(usize, usize),
}

/// The choices that a field holds.
fn choices(holds: &Holds) -> impl Iterator<Item = usize> + '_ {
    holds.values.iter().filter_map(|(value, _)| match value {
        Value::Choice(choice) => Some(*choice),
        _ => None,
    })
}

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
    /// Entries that share most values of these fields with the entry at hand, most first; where no heading stands above, with one.
    pub fn alike(&mut self, walk: Walk<'_>, paths: &[Path]) -> String {
        let Some(this) = self.this else { return String::new() };
        let collection = self.site.records.get(this).collection;
        let usual: Vec<Path>;
        let paths = if paths.is_empty() {
            let fields = self.site.records.schema.collection(collection).fields.iter().enumerate();
            let fields = fields.filter(|(_, field)| matches!(field.kind, Kind::Relation(_)) && field.id != crate::schema::SOURCES);
            usual = fields.map(|(index, _)| Path { from: collection, steps: vec![Step::Field(collection, index)] }).collect();
            &usual[..]
        } else {
            paths
        };
        let mut met: Vec<(EntryId, Shared)> = Vec::new();
        for path in paths {
            let [Step::Field(_, field)] = path.steps[..] else { continue };
            for seen in self.site.records.look(this, path) {
                let Seen::Holds(holds, ..) = seen else { continue };
                for value in holds.entries() {
                    self.followers(collection, field, value, |other| {
                        if other != this {
                            met.push((other, Shared::Entry(value)));
                        }
                    });
                }
                for choice in choices(holds) {
                    let same = |other: &&EntryId| self.site.records.get(**other).values[field].iter().flat_map(choices).any(|held| held == choice);
                    let others = self.site.records.members[collection.0].iter().filter(|other| **other != this).filter(same);
                    met.extend(others.map(|other| (*other, Shared::Choice(field, choice))));
                }
            }
        }
        met.sort_unstable();
        met.dedup();
        let mut others: Vec<(EntryId, Vec<Shared>)> = Vec::new();
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
            let shared = shared.into_iter().map(|value| escape::text(&self.shared(collection, value))).collect();
            alike.push(Other { link, shared });
        }
        let words = self.word("alike").to_owned();
        let heading = if walk.above.is_none() { self.derived_heading(&words, "cb-alike") } else { String::new() };
        format!("{heading}{}", self.part("parts/alike.html", &Alike { alike, compare }))
    }

    /// The words for what is shared.
    fn shared(&self, collection: CollectionId, shared: Shared) -> String {
        match shared {
            Shared::Entry(value) => self.site.title(Place::Entry(value), Some(self.place)),
            Shared::Choice(field, choice) => match &self.site.records.schema.collection(collection).fields[field].kind {
                Kind::Choice(choices) => choices[choice].label.clone(),
                _ => String::new(),
            },
        }
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
