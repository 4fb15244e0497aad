//! Owns the records: entries with resolved values, relations from both ends, and what can be asked of them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::texts::Text;
use crate::base::{FileId, Span};
use crate::parse::entry::Head;
use crate::schema::{CollectionId, Condition, Operand, Operator, Own, PartialDate, Path, Query, Schema, Stated, Step, Value};

/// An entry, by its position in [`Records::entries`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// A resolved value.
pub type Resolved = Value<EntryId, Arc<Text>>;
/// What a field holds, resolved.
pub type Holds = Stated<EntryId, Arc<Text>>;

/// One record.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Of which collection.
    pub collection: CollectionId,
    /// Unique within its collection.
    pub id: String,
    /// The built-in fields.
    pub head: Head,
    /// What each declared field holds; silence is `None`.
    pub values: Vec<Option<Holds>>,
    /// What leads here, by inverse of the collection.
    pub inverses: Vec<Vec<EntryId>>,
    /// Its text.
    pub text: Arc<Text>,
    /// Where its page is, from the site's root: `cases/estonia/`; without a page, where the index is.
    pub address: String,
    /// Its anchor on that page, for entries without one of their own.
    pub anchor: Option<String>,
    /// The file it is written in.
    pub file: FileId,
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
    /// What leads to an entry.
    Entries(&'a [EntryId]),
    /// A built-in field of an entry.
    Own(Own, EntryId),
}

/// Of so many entries, one is found quickest by looking at all.
const FEW: usize = 16;

impl Records {
    /// The entry of that number.
    pub fn get(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
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
        let called = |entry: &&EntryId| {
            let head = &self.get(**entry).head;
            std::iter::once(&head.title).chain(&head.also).any(|other| other.to_lowercase() == name.to_lowercase())
        };
        members.iter().find(|entry| self.get(**entry).id == name).or_else(|| members.iter().find(called)).copied()
    }

    /// The numbers of all entries.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> + use<> {
        (0..self.entries.len() as u32).map(EntryId)
    }

    /// Calls `each` with the entries one step leads to.
    fn step(&self, from: EntryId, step: Step, each: &mut impl FnMut(EntryId)) {
        match self.seen(from, step) {
            Some(Seen::Holds(holds, ..)) => holds.entries().for_each(each),
            Some(Seen::Entries(entries)) => entries.iter().copied().for_each(each),
            _ => {}
        }
    }

    /// What one step shows.
    fn seen(&self, from: EntryId, step: Step) -> Option<Seen<'_>> {
        let entry = self.get(from);
        match step {
            Step::Field(collection, field) if collection == entry.collection => {
                entry.values[field].as_ref().map(|holds| Seen::Holds(holds, field, from))
            }
            Step::Inverse(collection, inverse) if collection == entry.collection => Some(Seen::Entries(&entry.inverses[inverse])),
            Step::Own(own) => Some(Seen::Own(own, from)),
            Step::Field(..) | Step::Inverse(..) => None,
        }
    }

    /// The entries that all steps lead to, each once, in the order met.
    pub fn follow(&self, from: EntryId, steps: &[Step]) -> Vec<EntryId> {
        let mut at = vec![from];
        for step in steps {
            let mut next: Vec<EntryId> = Vec::new();
            let mut met: BTreeSet<EntryId> = BTreeSet::new();
            for entry in at {
                self.step(entry, *step, &mut |entry| {
                    if next.len() >= FEW && met.is_empty() {
                        met.extend(&next);
                    }
                    let new = if next.len() < FEW { !next.contains(&entry) } else { met.insert(entry) };
                    next.extend(new.then_some(entry));
                });
            }
            at = next;
        }
        at
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
                Seen::Entries(entries) => entries.len(),
                Seen::Own(..) => 1,
            })
            .sum()
    }

    /// Whether a condition holds for an entry; `this` is the entry whose page it is.
    pub fn holds(&self, entry: EntryId, condition: &Condition<EntryId>, this: Option<EntryId>) -> bool {
        // Most paths have one step, and are asked of each entry again and again.
        let (one, many);
        let seen = match condition.path.steps.as_slice() {
            [step] => {
                one = self.seen(entry, *step);
                one.as_slice()
            }
            _ => {
                many = self.look(entry, &condition.path);
                many.as_slice()
            }
        };
        let nothing = |seen: &Seen<'_>| match seen {
            Seen::Holds(holds, ..) => holds.values.is_empty() && !holds.denied,
            Seen::Entries(entries) => entries.is_empty(),
            Seen::Own(own, entry) => own_text(*own, self.get(*entry)).is_empty(),
        };
        let any = |test: &dyn Fn(Ordering) -> bool| seen.iter().any(|seen| self.compare(seen, &condition.operand, this, test));
        match (condition.operator, &condition.operand) {
            (Operator::Is, Operand::Nothing) => seen.iter().all(nothing),
            (Operator::IsNot, Operand::Nothing) => !seen.iter().all(nothing),
            (Operator::Is, _) => any(&Ordering::is_eq),
            (Operator::IsNot, _) => !any(&Ordering::is_eq),
            (Operator::Less, _) => any(&Ordering::is_lt),
            (Operator::AtMost, _) => any(&Ordering::is_le),
            (Operator::More, _) => any(&Ordering::is_gt),
            (Operator::AtLeast, _) => any(&Ordering::is_ge),
        }
    }

    fn compare(&self, seen: &Seen<'_>, operand: &Operand<EntryId>, this: Option<EntryId>, test: &dyn Fn(Ordering) -> bool) -> bool {
        let wanted = match operand {
            Operand::Entry(entry) => Some(*entry),
            Operand::This => this,
            _ => None,
        };
        match seen {
            Seen::Entries(entries) => wanted.is_some_and(|wanted| entries.contains(&wanted) && test(Ordering::Equal)),
            Seen::Holds(holds, ..) => {
                if matches!(operand, Operand::Denied) {
                    return holds.denied && test(Ordering::Equal);
                }
                holds.values.iter().any(|(value, _)| compare(value, operand, wanted).is_some_and(test))
            }
            Seen::Own(Own::Id, entry) if wanted.is_some() => wanted == Some(*entry) && test(Ordering::Equal),
            Seen::Own(own, entry) => match (operand, own_date(*own, self.get(*entry))) {
                (Operand::Date(date), Some(held)) => test(held.compare_known(date)),
                (Operand::Text(text), _) if *own == Own::Also => {
                    self.get(*entry).head.also.iter().any(|name| test(name.to_lowercase().cmp(&text.to_lowercase())))
                }
                (Operand::Text(text), _) => {
                    let held = own_text(*own, self.get(*entry));
                    !held.is_empty() && test(held.to_lowercase().cmp(&text.to_lowercase()))
                }
                _ => false,
            },
        }
    }

    /// The entries that a query asks for, in its order.
    pub fn select(&self, query: &Query<EntryId>, this: Option<EntryId>) -> Vec<EntryId> {
        self.narrow(self.members[query.from.0].clone(), query, this)
    }

    /// Those of `entries` that a query asks for, in its order; in the order given where it has none.
    pub fn narrow(&self, entries: Vec<EntryId>, query: &Query<EntryId>, this: Option<EntryId>) -> Vec<EntryId> {
        let holds = |entry: &EntryId| query.conditions.iter().all(|condition| self.holds(*entry, condition, this));
        let mut entries: Vec<EntryId> = entries.into_iter().filter(holds).collect();
        if !query.sort.is_empty() {
            let keys = |entry: EntryId| query.sort.iter().map(move |(path, _)| self.key(entry, path));
            let mut keyed: Vec<(Vec<Option<Key>>, EntryId)> = entries.into_iter().map(|entry| (keys(entry).collect(), entry)).collect();
            keyed.sort_by(|a, b| order(&a.0, &b.0, &query.sort).then(a.1.cmp(&b.1)));
            entries = keyed.into_iter().map(|(_, entry)| entry).collect();
        }
        entries.truncate(query.limit.unwrap_or(usize::MAX));
        entries
    }

    fn key(&self, entry: EntryId, path: &Path) -> Option<Key> {
        let seen = match path.steps.as_slice() {
            [step] => self.seen(entry, *step),
            _ => self.look(entry, path).first().copied(),
        };
        match seen? {
            Seen::Entries(entries) => entries.first().map(|entry| Key::Number(f64::from(self.get(*entry).rank))),
            Seen::Own(Own::Title, entry) => Some(Key::Number(f64::from(self.get(entry).rank))),
            Seen::Own(own, entry) => match own_date(own, self.get(entry)) {
                Some(date) => Some(Key::Date(date)),
                None => Some(own_text(own, self.get(entry))).filter(|text| !text.is_empty()).map(Key::Text),
            },
            Seen::Holds(holds, ..) => holds.values.first().map(|(value, _)| match value {
                Value::Text(text) | Value::Url(text) | Value::Country(text) => Key::Text(text.to_lowercase()),
                Value::Markdown(_) => Key::Text(String::new()),
                Value::Integer(number) => Key::Number(*number as f64),
                Value::Number(_, number) => Key::Number(*number),
                Value::Boolean(yes) => Key::Number(f64::from(u8::from(*yes))),
                Value::Date(date) => Key::Date(*date),
                Value::Year(year) => Key::Number(f64::from(*year)),
                Value::Choice(choice) => Key::Number(*choice as f64),
                Value::Relation(entry) => Key::Number(f64::from(self.get(*entry).rank)),
            }),
        }
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

enum Key {
    Number(f64),
    Date(PartialDate),
    Text(String),
}

/// The order of two entries by their keys, one for each path that is sorted by; what has none comes last.
fn order(a: &[Option<Key>], b: &[Option<Key>], sort: &[(Path, bool)]) -> Ordering {
    let pairs = a.iter().zip(b).zip(sort);
    pairs.fold(Ordering::Equal, |order, ((a, b), (_, down))| {
        order.then_with(|| match (a, b) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(a), Some(b)) if *down => b.compare(a),
            (Some(a), Some(b)) => a.compare(b),
        })
    })
}

impl Key {
    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            _ => Ordering::Equal,
        }
    }
}

fn compare(value: &Resolved, operand: &Operand<EntryId>, wanted: Option<EntryId>) -> Option<Ordering> {
    match (value, operand) {
        (Value::Relation(entry), _) => wanted.filter(|wanted| wanted == entry).map(|_| Ordering::Equal),
        (Value::Text(held) | Value::Url(held) | Value::Country(held), Operand::Text(text)) => Some(held.to_lowercase().cmp(&text.to_lowercase())),
        (Value::Integer(held), Operand::Number(number)) => Some((*held as f64).total_cmp(number)),
        (Value::Number(_, held), Operand::Number(number)) => Some(held.total_cmp(number)),
        (Value::Year(held), Operand::Number(number)) => Some(f64::from(*held).total_cmp(number)),
        (Value::Boolean(held), Operand::Boolean(yes)) => Some(held.cmp(yes)),
        (Value::Date(held), Operand::Date(date)) => Some(held.compare_known(date)),
        (Value::Choice(held), Operand::Choice(choice)) => Some(held.cmp(choice)),
        _ => None,
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
