//! Owns the records: entries with resolved values, relations from both ends, and what can be asked of them.

use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexSet;

use super::texts::Text;
use crate::base::Span;
use crate::base::alike::key;
use crate::parse::entry::Head;
use crate::schema::{Basis, CollectionId, Own, PartialDate, Path, Schema, Stated, Step, Value};

/// An entry, by its position in [`Records::entries`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// A resolved value.
pub type Resolved = Value<EntryId, Arc<Text>>;
/// What a field holds, resolved.
pub type Holds = Stated<EntryId, Arc<Text>>;

/// What each declared field of a record holds; silence is `None`.
pub type Values = Arc<[Option<Holds>]>;

/// One record.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Of which collection.
    pub collection: CollectionId,
    /// Unique within its collection.
    pub id: String,
    /// The built-in fields.
    pub head: Arc<Head>,
    /// What each declared field holds; silence is `None`.
    pub values: Values,
    /// What leads here, by inverse of the collection.
    pub inverses: Vec<Vec<EntryId>>,
    /// Its text.
    pub text: Arc<Text>,
    /// Where its page is, from the site's root: `foods/risotto/`; without a page, where the index is.
    pub address: String,
    /// Its anchor on that page, for entries without one of their own.
    pub anchor: Option<String>,
    /// Where it is written.
    pub span: Span,
    /// Whether it could not be read as a whole: only its id is sure.
    pub broken: bool,
    /// Its place among the titles of all entries.
    pub rank: u32,
}

/// All records.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// What they are.
    pub schema: Schema,
    /// The records, by collection and then in the collection's order.
    pub entries: Vec<Entry>,
    /// The entries of each collection, in its order.
    pub members: Vec<Vec<EntryId>>,
}

/// What stands at the end of a path.
#[derive(Debug, Clone, Copy)]
pub enum Seen<'a> {
    /// What a field of an entry holds: the field's position, and the entry.
    Holds(&'a Holds, usize, EntryId),
    /// What leads to an entry: the inverse's position, and the entry.
    Entries(&'a [EntryId], usize, EntryId),
    /// A built-in field of an entry.
    Own(Own, EntryId),
}

impl Records {
    /// The entry of that number.
    pub fn get(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// What an entry's field of that name holds.
    pub fn held(&self, id: EntryId, field: &str) -> Option<&Holds> {
        let entry = self.get(id);
        entry.values[self.schema.collection(entry.collection).field(field)?].as_ref()
    }

    /// The entry of that id in the collection of that name.
    pub fn find(&self, collection: &str, id: &str) -> Option<EntryId> {
        let collection = self.schema.find(collection)?;
        self.members[collection.0].iter().copied().find(|entry| self.get(*entry).id == id)
    }

    /// The entries of a collection by their ids.
    pub fn ids_of(&self, collection: CollectionId) -> BTreeMap<&str, EntryId> {
        self.members[collection.0].iter().rev().map(|entry| (self.get(*entry).id.as_str(), *entry)).collect()
    }

    /// The entry of a collection that a name means: by id, else by title or other name, without regard to case.
    pub fn called(&self, collection: CollectionId, name: &str) -> Option<EntryId> {
        let members = &self.members[collection.0];
        let wanted = self.key(name);
        let called = |entry: &&EntryId| {
            let head = &self.get(**entry).head;
            std::iter::once(&head.title).chain(&head.also).any(|other| self.key(other) == wanted)
        };
        members.iter().find(|entry| self.get(**entry).id == name).or_else(|| members.iter().find(called)).copied()
    }

    /// What a text is found by.
    pub(super) fn key(&self, text: &str) -> String {
        key(text, &self.schema.settings.language)
    }

    /// The numbers of all entries.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> + use<> {
        (0..self.entries.len() as u32).map(EntryId)
    }

    /// Calls `each` with the entries one step leads to.
    pub(super) fn step(&self, from: EntryId, step: Step, each: &mut impl FnMut(EntryId)) {
        match self.seen(from, step) {
            Some(Seen::Holds(holds, ..)) => holds.entries().for_each(each),
            Some(Seen::Entries(entries, ..)) => entries.iter().copied().for_each(each),
            _ => {}
        }
    }

    /// What one step shows.
    pub(super) fn seen(&self, from: EntryId, step: Step) -> Option<Seen<'_>> {
        let entry = self.get(from);
        match step {
            Step::Field(collection, field) if collection == entry.collection => {
                entry.values[field].as_ref().map(|holds| Seen::Holds(holds, field, from))
            }
            Step::Inverse(collection, inverse) if collection == entry.collection => Some(Seen::Entries(&entry.inverses[inverse], inverse, from)),
            Step::Own(own) => Some(Seen::Own(own, from)),
            Step::Field(..) | Step::Inverse(..) => None,
        }
    }

    /// The entries that all steps lead to, each once, in the order met.
    pub fn follow(&self, from: EntryId, steps: &[Step]) -> Vec<EntryId> {
        let mut at: IndexSet<EntryId, RandomState> = std::iter::once(from).collect();
        for step in steps {
            let mut next = IndexSet::default();
            for entry in at {
                self.step(entry, *step, &mut |far| _ = next.insert(far));
            }
            at = next;
        }
        at.into_iter().collect()
    }

    /// The same, each with the best word there is for a way to it; a way is as good as its weakest step.
    pub fn ways(&self, from: EntryId, steps: &[Step]) -> Vec<(EntryId, Basis)> {
        let mut at = vec![(from, Basis::Stated)];
        for step in steps {
            let mut places: BTreeMap<EntryId, usize> = BTreeMap::new();
            let mut next: Vec<(EntryId, Basis)> = Vec::new();
            for (entry, way) in at {
                let mut go = |far: EntryId, basis: Basis| match places.entry(far) {
                    Slot::Occupied(place) => next[*place.get()].1 = next[*place.get()].1.min(way.max(basis)),
                    Slot::Vacant(free) => {
                        free.insert(next.len());
                        next.push((far, way.max(basis)));
                    }
                };
                match self.seen(entry, *step) {
                    Some(Seen::Holds(holds, ..)) => holds.entries().for_each(|far| go(far, holds.basis)),
                    Some(Seen::Entries(entries, inverse, _)) => entries.iter().for_each(|far| {
                        go(*far, self.holding(*far, entry, inverse).map_or(Basis::Stated, |(holds, _)| holds.basis));
                    }),
                    _ => {}
                }
            }
            at = next;
        }
        at
    }

    /// What of an entry holds another, which shows it as that inverse; none where a source says so.
    pub fn holding(&self, from: EntryId, to: EntryId, inverse: usize) -> Option<(&Holds, usize)> {
        let entry = self.get(from);
        let fields = &self.schema.collection(self.get(to).collection).inverses[inverse].from;
        let mut weak: Option<(&Holds, usize)> = None;
        for (_, field) in fields.iter().filter(|(collection, _)| *collection == entry.collection) {
            let Some(holds) = &entry.values[*field] else { continue };
            // Nearly all are stated, and one of one field need not be searched.
            if holds.basis == Basis::Stated && fields.len() == 1 {
                return None;
            }
            if holds.entries().any(|far| far == to) {
                if holds.basis == Basis::Stated {
                    return None;
                }
                weak = weak.filter(|(known, _)| known.basis <= holds.basis).or(Some((holds, *field)));
            }
        }
        weak
    }

    /// Whether sources say that the steps lead nowhere: each entry on the way that could lead on has none.
    pub fn denies(&self, from: EntryId, steps: &[Step]) -> bool {
        let mut at = BTreeSet::from([from]);
        for step in steps {
            let denied =
                |entry: &EntryId| matches!(self.seen(*entry, *step), Some(Seen::Holds(holds, ..)) if holds.denied && holds.values.is_empty());
            if !at.is_empty() && at.iter().all(denied) {
                return true;
            }
            at = at.iter().flat_map(|entry| self.follow(*entry, std::slice::from_ref(step))).collect();
        }
        false
    }

    /// What stands at the end of a path: once for each entry before the last step.
    pub fn look(&self, from: EntryId, path: &Path) -> Vec<Seen<'_>> {
        let Some((last, before)) = path.steps.split_last() else { return Vec::new() };
        if before.is_empty() {
            return self.seen(from, *last).into_iter().collect();
        }
        self.follow(from, before).into_iter().filter_map(|entry| self.seen(entry, *last)).collect()
    }

    /// How many things stand at the end of a path.
    pub fn count(&self, from: EntryId, path: &Path) -> usize {
        if path.steps.last().is_some_and(|step| self.schema.leads_to(*step).is_some()) {
            return self.follow(from, &path.steps).len();
        }
        self.look(from, path)
            .into_iter()
            .map(|seen| match seen {
                Seen::Holds(holds, ..) => holds.values.len(),
                Seen::Entries(entries, ..) => entries.len(),
                Seen::Own(..) => 1,
            })
            .sum()
    }
}

impl Holds {
    /// The entries among the values.
    pub fn entries(&self) -> impl Iterator<Item = EntryId> + '_ {
        self.values.iter().filter_map(|(value, _)| match value {
            Value::Relation(entry) => Some(*entry),
            _ => None,
        })
    }
}

/// A built-in field as text; lists are joined with `;`.
pub fn own_text(own: Own, entry: &Entry) -> String {
    match own {
        Own::Id => entry.id.clone(),
        Own::Title => entry.head.title.clone(),
        Own::Description => entry.head.description.clone(),
        Own::Also => entry.head.also.join(";"),
        Own::Date | Own::Updated | Own::Reviewed | Own::AsOf => own_date(own, entry).map(|date| date.to_string()).unwrap_or_default(),
    }
}

/// A built-in field that is a date.
pub fn own_date(own: Own, entry: &Entry) -> Option<PartialDate> {
    match own {
        Own::Date => entry.head.date,
        Own::Updated => entry.head.updated,
        Own::Reviewed => entry.head.reviewed,
        Own::AsOf => entry.head.as_of,
        Own::Id | Own::Title | Own::Description | Own::Also => None,
    }
}
