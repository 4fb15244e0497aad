//! Owns "alike": entries that share values with the one at hand, and which.

use serde::Serialize;

use super::super::escape;
use super::super::maker::Maker;
use crate::link::records::EntryId;
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

/// So many are shown.
const MOST: usize = 6;
/// What more entries than this share makes nobody alike.
const COMMON: usize = 5000;

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
            let fields = fields.filter(|(_, field)| matches!(field.kind, Kind::Relation(_)) && field.id != crate::schema::SOURCES);
            usual = fields.map(|(index, _)| Path { from: collection, steps: vec![Step::Field(collection, index)] }).collect();
            &usual[..]
        } else {
            paths
        };
        let mut ours: Vec<(Shared, usize)> = Vec::new();
        for path in paths {
            let [Step::Field(_, field)] = path.steps[..] else { continue };
            ours.extend(self.values_of(this, field).map(|value| (value, field)));
        }
        ours.sort_unstable();
        ours.dedup();
        // How much each entry of the collection shares: nothing is compared with everything.
        let members = &self.site.records.members[collection.0];
        let mut counts = vec![0_u16; members.len()];
        let mut met: Vec<usize> = Vec::new();
        let mut followers = Vec::new();
        for same in ours.chunk_by(|a, b| a.0 == b.0) {
            followers.clear();
            for (value, field) in same {
                self.followers(collection, *field, *value, &mut followers);
            }
            followers.sort_unstable();
            followers.dedup();
            if followers.len() > COMMON {
                continue;
            }
            for other in followers.iter().filter(|other| **other != this) {
                let Ok(at) = members.binary_search(other) else { continue };
                if counts[at] == 0 {
                    met.push(at);
                }
                counts[at] += 1;
            }
        }
        met.sort_unstable_by_key(|at| (std::cmp::Reverse(counts[*at]), *at));
        met.truncate(MOST);
        let others = met.into_iter().map(|at| {
            let held = |(value, field): &&(Shared, usize)| self.values_of(members[at], *field).any(|theirs| theirs == *value);
            let mut shared: Vec<Shared> = ours.iter().filter(held).map(|(value, _)| *value).collect();
            shared.dedup();
            (members[at], shared)
        });
        let others: Vec<(EntryId, Vec<Shared>)> = others.collect();
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
        self.part("parts/alike.html", &Alike { alike, compare })
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

    /// What an entry's field names or chooses.
    fn values_of(&self, entry: EntryId, field: usize) -> impl Iterator<Item = Shared> {
        let holds = self.site.records.get(entry).values[field].iter();
        holds.flat_map(|holds| &holds.values).filter_map(move |(value, _)| match value {
            Value::Relation(entry) => Some(Shared::Entry(*entry)),
            Value::Choice(choice) => Some(Shared::Choice(field, *choice)),
            _ => None,
        })
    }

    /// Adds the entries whose field holds a value: those at the far side of the relation, or those that choose the same.
    fn followers(&self, collection: CollectionId, field: usize, value: Shared, followers: &mut Vec<EntryId>) {
        let records = &self.site.records;
        let value = match value {
            Shared::Entry(value) => value,
            Shared::Choice(_, choice) => return followers.extend(self.shop.chosen.get(&(collection, field, choice)).into_iter().flatten()),
        };
        let far = records.get(value);
        let inverses = &records.schema.collection(far.collection).inverses;
        let Some(index) = inverses.iter().position(|inverse| inverse.from.contains(&(collection, field))) else { return };
        let shared = inverses[index].from.len() > 1;
        let names =
            |entry: &&EntryId| !shared || records.get(**entry).values[field].iter().flat_map(|holds| holds.entries()).any(|named| named == value);
        followers.extend(far.inverses[index].iter().filter(names));
    }
}
