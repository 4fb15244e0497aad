//! Owns freshness: which entries are due for another look.

use super::Site;
use super::records::EntryId;
use crate::base::{Diagnostic, mistake};
use crate::parse::entry::Head;
use crate::schema::{CollectionId, PartialDate};

/// The newest day on which somebody vouched for a page or entry: what "today" is for a site that knows no clock.
pub fn newest(site: &Site) -> Option<PartialDate> {
    site.places().filter_map(|place| age(site.head(place))).max()
}

/// When somebody last vouched for an entry.
fn age(head: &Head) -> Option<PartialDate> {
    head.reviewed.max(head.updated).max(head.as_of)
}

/// The entries of a collection that were last vouched for longer ago than it allows.
pub fn due(site: &Site, collection: CollectionId, today: PartialDate) -> Vec<EntryId> {
    let Some(every) = site.records.schema.collection(collection).review_every else { return Vec::new() };
    let late = |id: &EntryId| age(&site.records.get(*id).head).is_some_and(|date| months(today) - months(date) > i32::from(every));
    site.records.members[collection.0].iter().copied().filter(late).collect()
}

/// Months since the year 0; a year alone counts as its end.
fn months(date: PartialDate) -> i32 {
    i32::from(date.year) * 12 + i32::from(date.month.unwrap_or(12))
}

/// Says, once for each collection, which entries are due.
pub fn check(site: &Site, found: &mut Vec<Diagnostic>) {
    let Some(today) = site.as_of.or_else(|| newest(site)) else { return };
    for (id, collection) in site.records.schema.collections() {
        let due = due(site, id, today);
        if !due.is_empty() {
            let ids: Vec<&str> = due.iter().map(|entry| site.records.get(*entry).id.as_str()).collect();
            found.push(mistake::review_due(collection.span, &collection.id, &ids, &today.to_string()));
        }
    }
}
