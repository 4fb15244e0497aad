//! Owns "alike": entries that share values with the one at hand, and which.

use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Reverse;

use serde::Serialize;

use super::super::escape;
use super::super::html::Walk;
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
/// What more entries than this share makes nobody alike; without a bound, the time for it would grow with the square of a site.
const COMMON: usize = 1000;

thread_local! {
    /// How much entries share, all zeros between pages: a new list for each page would grow with the square of a site, too.
    static COUNTS: RefCell<Vec<u16>> = const { RefCell::new(Vec::new()) };
}

/// What the template gets.
#[derive(Serialize)]
struct Alike {
    alike: Vec<Other>,
    /// The way to the nearest of them, side by side with the entry.
    compare: String,
}

/// One entry that is alike, and what it shares; both as HTML, because every entry has some.
#[derive(Serialize)]
struct Other {
    link: String,
    shared: String,
}

impl<'a> Maker<'a> {
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
        let mut ours: Vec<(Shared, usize)> = Vec::new();
        for path in paths {
            let [Step::Field(_, field)] = path.steps[..] else { continue };
            ours.extend(self.values_of(this, field).map(|value| (value, field)));
        }
        ours.sort_unstable();
        ours.dedup();
        // How much each entry of the collection shares: nothing is compared with everything.
        let members = &self.site.records.members[collection.0];
        let Some(first) = members.first() else { return String::new() };
        let mut counts = COUNTS.take();
        counts.resize(counts.len().max(members.len()), 0);
        let followed = ours.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, self.followers(collection, same)));
        let followed: Vec<(Shared, Cow<'_, [EntryId]>)> = followed.collect();
        let telling = || followed.iter().map(|(_, followers)| followers).filter(|followers| followers.len() <= COMMON);
        let mut met: Vec<EntryId> = Vec::with_capacity(telling().map(|followers| followers.len()).sum());
        // Entries of one collection have numbers in a row.
        let at = |other: EntryId| (other.0 - first.0) as usize;
        for other in telling().flat_map(|followers| followers.iter()) {
            let count = &mut counts[at(*other)];
            if *count == 0 {
                met.push(*other);
            }
            *count += 1;
        }
        let mut most: Vec<(Reverse<u16>, EntryId)> = Vec::with_capacity(MOST + 1);
        let mut least = 0;
        for other in met {
            let count = std::mem::take(&mut counts[at(other)]);
            // Most share less than six others do.
            if count < least || other == this {
                continue;
            }
            let rank = (Reverse(count), other);
            most.insert(most.partition_point(|known| *known < rank), rank);
            most.truncate(MOST);
            if let Some((Reverse(count), _)) = most.get(MOST - 1) {
                least = *count;
            }
        }
        COUNTS.set(counts);
        // Looked for among the followers: they are at hand, and what another entry holds lies anywhere.
        let shared = |other: EntryId| {
            let shares = |(value, followers): &(Shared, Cow<'_, [EntryId]>)| followers.binary_search(&other).is_ok().then_some(*value);
            followed.iter().filter_map(shares).collect()
        };
        let others: Vec<(EntryId, Vec<Shared>)> = most.into_iter().map(|(_, other)| (other, shared(other))).collect();
        if others.is_empty() {
            return String::new();
        }
        let compare = self.beside(this, others.iter().map(|(other, _)| *other));
        let mut alike = Vec::new();
        for (entry, shared) in others {
            let link = self.entry_link(entry);
            let mut words = String::new();
            for value in shared {
                words.push_str(if words.is_empty() { "" } else { ", " });
                escape::push(&mut words, &self.shared(collection, value));
            }
            alike.push(Other { link, shared: words });
        }
        let words = self.word("alike").to_owned();
        let heading = if walk.above.is_none() { self.derived_heading(&words, "cb-alike") } else { String::new() };
        format!("{heading}{}", self.part("parts/alike.html", &Alike { alike, compare }))
    }

    /// The words for what is shared.
    fn shared(&self, collection: CollectionId, shared: Shared) -> Cow<'a, str> {
        match shared {
            Shared::Entry(value) => self.site.title(Place::Entry(value), Some(self.place)),
            Shared::Choice(field, choice) => match &self.site.records.schema.collection(collection).fields[field].kind {
                Kind::Choice(choices) => Cow::Borrowed(choices[choice].label.as_str()),
                _ => Cow::default(),
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

    /// The entries that share a value, by number: at the far side of one of the fields that hold it here, or choosing the same.
    fn followers(&self, collection: CollectionId, same: &[(Shared, usize)]) -> Cow<'a, [EntryId]> {
        match same {
            [(value, field)] => self.follow(collection, *field, *value),
            // Fields that lead to the same entry: who names it in two of them shares it once.
            _ => {
                let mut all: Vec<EntryId> = same.iter().flat_map(|(value, field)| self.follow(collection, *field, *value).into_owned()).collect();
                all.sort_unstable();
                all.dedup();
                Cow::Owned(all)
            }
        }
    }

    fn follow(&self, collection: CollectionId, field: usize, value: Shared) -> Cow<'a, [EntryId]> {
        let records = &self.site.records;
        let value = match value {
            Shared::Entry(value) => value,
            Shared::Choice(_, choice) => {
                let chosen = self.shop.chosen.get(&(collection, field, choice));
                return Cow::Borrowed(chosen.map(Vec::as_slice).unwrap_or_default());
            }
        };
        let far = records.get(value);
        let names = |entry: &EntryId| records.get(*entry).values[field].iter().flat_map(|holds| holds.entries()).any(|named| named == value);
        let inverses = &records.schema.collection(far.collection).inverses;
        match inverses.iter().position(|inverse| inverse.from.contains(&(collection, field))) {
            Some(index) if inverses[index].from.len() == 1 => Cow::Borrowed(&far.inverses[index]),
            Some(index) => far.inverses[index].iter().copied().filter(names).collect(),
            // Both sides of such a relation stand in the same field.
            None if far.collection == collection && records.schema.collection(collection).fields[field].via.is_none() => {
                let mut named: Vec<EntryId> = far.values[field].iter().flat_map(|holds| holds.entries()).collect();
                named.sort_unstable();
                Cow::Owned(named)
            }
            None => Cow::default(),
        }
    }
}
