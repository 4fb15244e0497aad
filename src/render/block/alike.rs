//! Owns "alike": entries that share values with the one at hand, and which.

use std::borrow::Cow;

use serde::Serialize;

use super::super::escape;
use super::super::holders::{Holders, Shared, member, most_among, values_of};
use super::super::html::Walk;
use super::super::maker::Maker;
use crate::link::records::EntryId;
use crate::link::texts::Place;
use crate::schema::{CollectionId, Kind, Path, Step};

/// So many are shown.
const MOST: usize = 6;
/// What more entries than this share makes nobody alike; without a bound, the time for it would grow with the square of a site.
const COMMON: usize = 1000;

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
            ours.extend(values_of(self.site, this, field).map(|value| (value, field)));
        }
        ours.sort_unstable();
        ours.dedup();
        let held: Vec<(Shared, Cow<'_, Holders>)> =
            ours.chunk_by(|a, b| a.0 == b.0).filter_map(|same| Some((same[0].0, self.holders(collection, same)?))).collect();
        let telling: Vec<&Holders> = held.iter().map(|(_, holders)| &**holders).filter(|holders| holders.count <= COMMON).collect();
        let members = &self.site.records.members[collection.0];
        let nearest = most_among(&telling, members.len(), member(self.site, this), MOST);
        let shared = |other: u32| held.iter().filter(|(_, holders)| holders.has(other)).map(|(value, _)| *value).collect();
        let others: Vec<(EntryId, Vec<Shared>)> = nearest.into_iter().map(|other| (members[other as usize], shared(other))).collect();
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
        let heading = if walk.above.is_none() { self.derived_heading(&words, "alike") } else { String::new() };
        format!("{heading}{}", self.part("parts/alike.html", &Alike { alike, compare }))
    }

    /// The words for what is shared.
    fn shared(&self, collection: CollectionId, shared: Shared) -> Cow<'a, str> {
        match shared {
            Shared::Entry(value) => self.site.title(Place::Entry(value), Some(self.place)),
            Shared::Choice(field, choice) => {
                Cow::Borrowed(self.site.records.schema.collection(collection).fields[field].choices()[choice].label.as_str())
            }
        }
    }

    /// Who holds a value in one of the fields that hold it here.
    fn holders(&self, collection: CollectionId, same: &[(Shared, usize)]) -> Option<Cow<'a, Holders>> {
        let of = |(value, field): &(Shared, usize)| self.shop.holders.of(self.site, collection, *field, *value);
        let all = same.iter().filter_map(of).map(Cow::Borrowed);
        // Who names an entry in two fields shares it once.
        all.reduce(|one, other| Cow::Owned(one.or(&other)))
    }
}
