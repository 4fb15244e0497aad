//! Owns the index of the bibliography: every work, with what rests on it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::block::{Letter, Link};
use super::super::escape;
use super::super::maker::Maker;
use super::letters::letters;
use crate::link::texts::Place;
use crate::schema::Value;

/// Lists longer than this are folded.
const FOLDED: usize = 12;

/// What the template of the bibliography gets.
#[derive(Serialize)]
struct Bibliography {
    letters: Vec<Letter>,
    works: Vec<Work>,
}

/// One work, and what rests on it.
#[derive(Serialize)]
struct Work {
    id: String,
    html: String,
    kind: String,
    weak: bool,
    address_known: bool,
    rests: Vec<Link>,
    /// Whether so much rests on it that the list is folded.
    folded: bool,
}

impl Maker<'_> {
    /// Every work, with what rests on it.
    pub fn bibliography(&mut self) -> String {
        let site = self.site;
        let mut works = Vec::new();
        let listed = self.part_of(&site.works);
        for (entry, work) in listed {
            let printed = self.shop.works.get(entry).map(|styled| styled.entry_html.clone()).unwrap_or_default();
            let record = site.records.get(*entry);
            let collection = site.records.schema.collection(record.collection);
            let kind = collection.field("kind").and_then(|field| match record.values[field].as_ref()?.values.first()? {
                (Value::Choice(choice), _) => Some(collection.fields[field].choices()[*choice].label.clone()),
                _ => None,
            });
            let mut rests: Vec<Place> = site.mentions.cited.get(entry).cloned().unwrap_or_default();
            rests.extend(record.inverses.iter().flatten().map(|record| Place::Entry(*record)));
            let mut seen = BTreeSet::new();
            let pages: Vec<Place> = rests.into_iter().filter(|place| seen.insert(*place)).collect();
            works.push(Work {
                id: record.id.clone(),
                html: printed,
                kind: kind.unwrap_or_default(),
                weak: work.weak,
                address_known: work.url.is_some() || work.doi.is_some(),
                folded: pages.len() > FOLDED,
                rests: pages.iter().map(|place| Link { href: self.href(*place, None), html: escape::text(&self.resting(*place)) }).collect(),
            });
        }
        let authors = listed
            .iter()
            .zip(&works)
            .map(|((entry, _), work)| (self.shop.works.get(entry).map_or("", |styled| styled.entry_text.as_str()), work.id.as_str()));
        let letters = letters(authors, &site.settings.language);
        let ways = self.ways_on(site.works.len());
        self.part("references.html", &Bibliography { letters, works }) + &ways
    }

    /// What a place is called among those that rest on a work.
    fn resting(&self, place: Place) -> String {
        match place {
            Place::Entry(entry) => self.name(entry).into_owned(),
            Place::Page(_) => self.site.title(place, None).into_owned(),
        }
    }
}
