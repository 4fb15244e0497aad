//! Owns what results can be narrowed by: the values of choices, and of relations that lead to few entries.
//!
//! A relation counts by the collection it leads to, whatever the field is called, and an entry counts as leading to itself:
//! who narrows by one sees the entry and all that belongs to it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::digits::number;
use crate::link::Site;
use crate::link::records::EntryId;
use crate::schema::{Collection, CollectionId, GLOSSARY, Kind, REFERENCES, Value};

/// With more values than this, nobody wants to choose from a list.
const MANY: usize = 60;

/// What the results of one collection can be narrowed by.
#[derive(Debug, Serialize)]
pub struct Facet {
    /// As it stands in addresses.
    pub id: String,
    /// What readers see.
    pub label: String,
    /// Whether other collections may have it too.
    pub shared: bool,
    /// Key, label and the members of the collection that hold the value, each by how many further on it is.
    pub values: Vec<(String, String, String)>,
}

/// The collections that are few enough, and met often enough, to narrow by.
pub fn shared(site: &Site) -> BTreeSet<CollectionId> {
    let mut led: BTreeMap<CollectionId, BTreeSet<EntryId>> = BTreeMap::new();
    for entry in &site.records.entries {
        for other in entry.values.iter().flatten().flat_map(|holds| holds.entries()) {
            let to = site.records.get(other).collection;
            if to != entry.collection {
                led.entry(to).or_default().insert(other);
            }
        }
    }
    let declared = |id: CollectionId| site.records.schema.collection(id);
    led.retain(|to, entries| {
        (2..=MANY).contains(&entries.len()) && declared(*to).pages && ![REFERENCES, GLOSSARY].contains(&declared(*to).id.as_str())
    });
    led.into_keys().collect()
}

/// What the entries of a collection can be narrowed by.
pub fn of(site: &Site, collection: CollectionId, shared: &BTreeSet<CollectionId>) -> Vec<Facet> {
    let declared = site.records.schema.collection(collection);
    let members = &site.records.members[collection.0];
    let relations = shared.iter().filter_map(|to| {
        let mut holders: BTreeMap<EntryId, Vec<usize>> = BTreeMap::new();
        for (index, member) in members.iter().enumerate() {
            let led = site.records.get(*member).values.iter().flatten().flat_map(|holds| holds.entries());
            let led = led.filter(|other| site.records.get(*other).collection == *to).chain((*to == collection).then_some(*member));
            for other in led.collect::<BTreeSet<EntryId>>() {
                holders.entry(other).or_default().push(index);
            }
        }
        let mut holders: Vec<(EntryId, Vec<usize>)> = holders.into_iter().collect();
        holders.sort_by_key(|(other, _)| site.records.get(*other).rank);
        let other = site.records.schema.collection(*to);
        let value = |(id, holders): (EntryId, Vec<usize>)| {
            let entry = site.records.get(id);
            (entry.id.clone(), site.title(crate::link::texts::Place::Entry(id), None).into_owned(), encode(&holders))
        };
        let values: Vec<_> = holders.into_iter().map(value).collect();
        (!values.is_empty()).then(|| Facet { id: other.id.clone(), label: other.one.clone(), shared: true, values })
    });
    relations.chain((0..declared.fields.len()).filter_map(|field| choice(site, declared, members, field))).collect()
}

fn choice(site: &Site, declared: &Collection, members: &[EntryId], field: usize) -> Option<Facet> {
    let Kind::Choice(choices) = &declared.fields[field].kind else { return None };
    let mut holders = vec![Vec::new(); choices.len()];
    for (index, member) in members.iter().enumerate() {
        for (value, _) in site.records.get(*member).values[field].iter().flat_map(|holds| &holds.values) {
            // A list may name one twice.
            if let Value::Choice(choice) = value
                && holders[*choice].last() != Some(&index)
            {
                holders[*choice].push(index);
            }
        }
    }
    let held = choices.iter().zip(&holders).filter(|(_, holders)| !holders.is_empty());
    let values: Vec<_> = held.map(|(choice, holders)| (choice.key.clone(), choice.label.clone(), encode(holders))).collect();
    let id = format!("{}.{}", declared.id, declared.fields[field].id);
    (values.len() > 1 && values.len() <= MANY).then(|| Facet { id, label: declared.fields[field].label.clone(), shared: false, values })
}

fn encode(holders: &[usize]) -> String {
    let mut out = Vec::new();
    let mut next = 0;
    for holder in holders {
        number((holder - next) as u32, &mut out);
        next = holder + 1;
    }
    String::from_utf8(out).unwrap_or_default()
}
