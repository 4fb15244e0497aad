//! Owns the check that no entry lies within itself, by way of what it belongs to.

use std::collections::BTreeSet;
use std::iter::successors;

use super::Site;
use super::records::EntryId;
use crate::base::{Diagnostic, Span, mistake};
use crate::schema::{CollectionId, Kind};

/// Says which entries lie within themselves, each circle once.
pub fn check(site: &Site, found: &mut Vec<Diagnostic>) {
    let schema = &site.records.schema;
    let owner = |at: &CollectionId| {
        let declared = schema.collection(*at);
        match declared.fields[declared.within?].kind {
            Kind::Relation(to) => Some(to),
            _ => None,
        }
    };
    // Only where collections lead back to themselves can entries do so.
    let leads_back = |at: CollectionId| successors(owner(&at), owner).take(schema.collections.len()).any(|to| to == at);
    let collections = schema.collections().map(|(id, _)| id).filter(|id| leads_back(*id));
    let mut walked: BTreeSet<EntryId> = BTreeSet::new();
    for start in collections.flat_map(|collection| &site.records.members[collection.0]) {
        let mut way = Vec::new();
        let mut at = Some(*start);
        while let Some(entry) = at.filter(|entry| walked.insert(*entry)) {
            way.push(entry);
            at = site.within(entry);
        }
        // What another walk met was looked at then.
        if let Some(first) = at.and_then(|met| way.iter().position(|entry| *entry == met)) {
            found.extend(circle(site, &way[first..]));
        }
    }
}

/// The mistake of a circle; it begins where it is written first.
fn circle(site: &Site, entries: &[EntryId]) -> Option<Diagnostic> {
    let written = |entry: &EntryId| {
        let entry = site.records.get(*entry);
        let field = site.records.schema.collection(entry.collection).within?;
        Some((entry.values[field].as_ref()?.span, entry.id.as_str()))
    };
    let mut written: Vec<(Span, &str)> = entries.iter().filter_map(written).collect();
    let first = (0..written.len()).min_by_key(|index| written[*index].0)?;
    written.rotate_left(first);
    let ((span, id), others) = written.split_first()?;
    Some(mistake::within_itself(*span, id, others))
}
