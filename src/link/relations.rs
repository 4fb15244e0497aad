//! Owns relations: resolves them, and fills in the far side of each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::records::{Entry, EntryId, Holds, Records, Resolved, Values};
use super::texts::{Place, Resolver};
use super::{measure, order};
use crate::base::{Diagnostic, Span, mistake};
use crate::parse::entry::Entry as Written;
use crate::parse::tree::plain;
use crate::parse::value::Held;
use crate::schema::{Basis, CollectionId, Kind, Schema, Stated, Value};

/// Mistakes after which nobody is told any more what may be meant.
pub const MOST_WRONG: usize = 100;

/// The records, with every name in them resolved; far sides still empty. `titles` has the rank of each title.
///
/// Beside them is what the fields of each entry hold, where nothing in it is wrong and somebody wants to keep it.
pub fn resolve(
    resolver: &Resolver<'_>,
    written: &[Arc<Written>],
    titles: &[u32],
    keep: bool,
    found: &mut Vec<Diagnostic>,
) -> (Records, Vec<Option<Values>>) {
    let mut records = Records { members: vec![Vec::new(); resolver.schema.collections.len()], ..Records::default() };
    let rank = order::places(titles);
    let entry = |resolver: &Resolver<'_>, index: usize| {
        let (id, entry, rank) = (EntryId(index as u32), &written[index], rank[index]);
        let mut found = Vec::new();
        let declared = resolver.schema.collection(entry.collection);
        let known = resolver.known.and_then(|known| known.values(entry, id)).cloned();
        let values =
            known.unwrap_or_else(|| entry.values.iter().map(|held| held.as_ref().map(|held| holds(held, id, resolver, &mut found))).collect());
        let page = format!("{}/", declared.id);
        let entry = Entry {
            collection: entry.collection,
            id: entry.id.clone(),
            head: entry.head.clone(),
            values,
            inverses: vec![Vec::new(); declared.inverses.len()],
            text: resolver.text(&entry.doc, Some(Place::Entry(id)), &mut found),
            address: if declared.pages { format!("{page}{}/", entry.id) } else { page },
            anchor: (!declared.pages).then(|| entry.id.clone()),
            span: entry.span,
            broken: entry.broken,
            rank,
        };
        (entry, found)
    };
    let mut resolved: Vec<(Entry, Vec<Diagnostic>)> =
        (0..written.len()).into_par_iter().with_max_len(8).map(|index| entry(resolver, index)).collect();
    // What may be meant is looked for only where something is wrong, and only for so many: with names by the thousand it takes long.
    let suggesting = Resolver { suggests: true, ..*resolver };
    let mut wrong = 0;
    for (index, one) in resolved.iter_mut().enumerate().filter(|(_, (_, mistakes))| !mistakes.is_empty()) {
        wrong += one.1.len().min(MOST_WRONG / 4);
        if wrong > MOST_WRONG {
            break;
        }
        *one = entry(&suggesting, index);
    }
    let values = resolved.iter().filter(|_| keep).map(|(entry, mistakes)| mistakes.is_empty().then(|| Arc::clone(&entry.values))).collect();
    for (index, (entry, mistakes)) in resolved.into_iter().enumerate() {
        records.members[entry.collection.0].push(EntryId(index as u32));
        records.entries.push(entry);
        found.extend(mistakes);
    }
    (records, values)
}

fn holds(held: &Held, id: EntryId, resolver: &Resolver<'_>, found: &mut Vec<Diagnostic>) -> Holds {
    let mut values = Vec::with_capacity(held.values.len());
    let mut named = BTreeSet::new();
    for (value, span) in &held.values {
        let value = match value {
            Value::Relation(name) => match resolver.entry(name, found) {
                Some(entry) if named.insert(entry) => Value::Relation(entry),
                _ => continue,
            },
            Value::Markdown(doc) => Value::Markdown(resolver.text(doc, Some(Place::Entry(id)), found)),
            Value::Text(text) => Value::Text(text.clone()),
            Value::Integer(number) => Value::Integer(*number),
            Value::Number(text, number) => Value::Number(text.clone(), *number),
            Value::Boolean(yes) => Value::Boolean(*yes),
            Value::Date(date) => Value::Date(*date),
            Value::Year(year) => Value::Year(*year),
            Value::Url(url) => Value::Url(url.clone()),
            Value::Choice(choice) => Value::Choice(*choice),
            Value::Country(code) => Value::Country(code.clone()),
        };
        values.push((value, *span));
    }
    if values.is_empty() && !held.values.is_empty() {
        // Only drafts are named: what stands behind them is not published either.
        return Stated { values, denied: false, basis: Basis::Stated, note: None, sources: Vec::new(), as_of: None, span: held.span };
    }
    Stated {
        values,
        denied: held.denied,
        basis: held.basis,
        note: held.note.as_ref().map(|doc| resolver.text(doc, Some(Place::Entry(id)), found)),
        sources: held.sources.iter().filter_map(|name| resolver.entry(name, found)).collect(),
        as_of: held.as_of,
        span: held.span,
    }
}

/// Fills symmetric relations, far sides, computed fields and their far sides; then checks what may be named.
pub fn both_ends(records: &mut Records, resolver: &Resolver<'_>, found: &mut Vec<Diagnostic>) {
    let schema = records.schema.clone();
    for (collection, declared) in schema.collections() {
        for (index, field) in declared.fields.iter().enumerate() {
            let has_inverse = |to: CollectionId| schema.collection(to).inverses.iter().any(|inverse| inverse.from.contains(&(collection, index)));
            if let Kind::Relation(to) = field.kind
                && to == collection
                && field.via.is_none()
                && !has_inverse(to)
            {
                mirror(records, collection, index, &field.id, found);
            }
        }
    }
    turn_round(records, &schema, false);
    for (collection, declared) in schema.collections() {
        for (index, field) in declared.fields.iter().enumerate() {
            let Some(path) = &field.via else { continue };
            let far = measure::far(records, &records.members[collection.0], &path.steps);
            if far > measure::MOST_CELLS {
                found.push(mistake::too_many(declared.span, &format!("ways that `{}` leads,", field.id), far, measure::MOST_CELLS));
                continue;
            }
            for id in records.members[collection.0].clone() {
                let ways = records.ways(id, &path.steps);
                let span = records.get(id).span;
                // What rests on a reading is a reading.
                let basis = ways.iter().map(|(_, basis)| *basis).max().unwrap_or_default();
                let denied = ways.is_empty() && records.denies(id, &path.steps);
                let values: Vec<_> = ways.into_iter().map(|(entry, _)| (Value::Relation(entry), span)).collect();
                let held = Stated { values, denied, basis, note: None, sources: Vec::new(), as_of: None, span };
                Arc::make_mut(&mut records.entries[id.0 as usize].values)[index] = (denied || !held.values.is_empty()).then_some(held);
            }
        }
    }
    turn_round(records, &schema, true);
    allowed(records, &schema, resolver, found);
}

/// Writes a symmetric relation on the side where it was not written.
fn mirror(records: &mut Records, collection: CollectionId, field: usize, name: &str, found: &mut Vec<Diagnostic>) {
    let mut pairs = Vec::new();
    let mut there = BTreeSet::new();
    for id in &records.members[collection.0] {
        for holds in records.get(*id).values[field].iter() {
            pairs.extend(holds.entries().map(|other| (other, *id, holds.clone())));
            there.extend(holds.entries().map(|other| (*id, other)));
        }
    }
    for (at, other, written) in pairs {
        let new = there.insert((at, other));
        let value = &mut Arc::make_mut(&mut records.entries[at.0 as usize].values)[field];
        match value {
            // Where both say it, and not on the same word, it is the weaker at both ends.
            Some(holds) if !new => holds.basis = holds.basis.max(written.basis),
            Some(holds) if holds.denied => {
                let span = holds.span;
                found.push(mistake::none_and_named(span, &records.get(at).id, name, written.span));
            }
            Some(holds) => {
                holds.basis = holds.basis.max(written.basis);
                holds.values.push((Value::Relation(other), written.span));
            }
            None => *value = Some(Stated { values: vec![(Value::Relation(other), written.span)], ..written }),
        }
    }
}

/// Fills the far sides: of written fields, or of computed ones.
fn turn_round(records: &mut Records, schema: &Schema, computed: bool) {
    for declared in &schema.collections {
        for (inverse, turned) in declared.inverses.iter().enumerate() {
            for (from, field) in &turned.from {
                if schema.collection(*from).fields[*field].via.is_some() != computed {
                    continue;
                }
                for id in records.members[from.0].clone() {
                    let entries: Vec<EntryId> = records.get(id).values[*field].iter().flat_map(Stated::entries).collect();
                    for entry in entries {
                        records.entries[entry.0 as usize].inverses[inverse].push(id);
                    }
                }
            }
        }
    }
    for entry in &mut records.entries {
        for far in &mut entry.inverses {
            far.sort_unstable();
            far.dedup();
        }
    }
}

/// Says which values name an entry that the field may not name, and which are not unique.
fn allowed(records: &Records, schema: &Schema, resolver: &Resolver<'_>, found: &mut Vec<Diagnostic>) {
    for (collection, declared) in schema.collections() {
        for (index, field) in declared.fields.iter().enumerate() {
            // What is narrowed to a draft may be anything: that it is one was said.
            let narrowed = resolver.conditions(&field.narrowed, found).unwrap_or_default();
            if field.via.is_none() && !narrowed.is_empty() {
                let fits = |entry: &EntryId| narrowed.iter().all(|condition| records.holds(*entry, condition, None));
                // Looked for once, and only where something is wrong.
                let mut fitting: Option<Vec<&str>> = None;
                for id in &records.members[collection.0] {
                    for (value, span) in records.get(*id).values[index].iter().flat_map(|holds| &holds.values) {
                        if let Value::Relation(named) = value
                            && !fits(named)
                        {
                            let members = &records.members[records.get(*named).collection.0];
                            let of_members = || members.iter().filter(|entry| fits(entry)).map(|entry| records.get(*entry).id.as_str()).collect();
                            let fitting = fitting.get_or_insert_with(of_members);
                            found.push(mistake::not_allowed_here(*span, &records.get(*named).id, &field.id, fitting));
                        }
                    }
                }
            }
            if field.unique {
                unique(records, collection, index, &field.id, found);
            }
        }
    }
}

fn unique(records: &Records, collection: CollectionId, field: usize, name: &str, found: &mut Vec<Diagnostic>) {
    let held = |id: &EntryId| {
        let id = *id;
        records.get(id).values[field].iter().flat_map(|holds| &holds.values).map(move |(value, span)| (span, id, value))
    };
    let mut all: Vec<_> = records.members[collection.0].iter().flat_map(held).collect();
    all.sort_by_key(|(span, ..)| *span);
    let mut seen: BTreeMap<String, (EntryId, Span)> = BTreeMap::new();
    for (span, id, value) in all {
        // A list may name one twice.
        if let Some((_, first)) = seen.insert(meant(value), (id, *span)).filter(|(other, _)| *other != id) {
            found.push(mistake::not_unique(*span, name, first));
        }
    }
}

/// What is the same for values that mean the same, however they are written.
fn meant(value: &Resolved) -> String {
    match value {
        // Minus nothing is nothing.
        Value::Number(_, number) => (number + 0.0).to_string(),
        Value::Markdown(text) => {
            let mut words = String::new();
            plain(text.doc.tree.nodes(), &mut words);
            words
        }
        value => format!("{value:?}"),
    }
}
