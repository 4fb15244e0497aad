//! Owns what records say, as plain words: for labels in pictures, and for what patterns a map.

use std::collections::BTreeMap;

use super::super::maker::Maker;
use super::super::value::{date_words, number_words, plain};
use crate::link::records::{EntryId, Seen, own_date, own_text};
use crate::schema::{Basis, Own, PartialDate, Path, Value};

/// One thing that a record says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// Its place among others: choices as declared, entries as listed.
    pub order: usize,
    /// In words.
    pub words: String,
    /// On whose word.
    pub basis: Basis,
}

impl Maker<'_> {
    /// What stands at the end of a path, value by value; a denial is one.
    pub fn said(&self, id: EntryId, path: &Path) -> Vec<Said> {
        let mut all = Vec::new();
        let steps = &path.steps[..];
        let ways = if steps.len() > 1 { BTreeMap::from_iter(self.site.records.ways(id, &steps[..steps.len() - 1])) } else { BTreeMap::new() };
        let way = |owner: &EntryId| ways.get(owner).copied().unwrap_or_default();
        for seen in self.site.records.look(id, path) {
            match seen {
                Seen::Entries(entries, inverse, owner) => all.extend(entries.iter().map(|entry| {
                    let holding = self.site.records.holding(*entry, owner, inverse);
                    self.said_entry(*entry, holding.map_or(Basis::Stated, |(holds, _)| holds.basis).max(way(&owner)))
                })),
                Seen::Own(Own::Title, entry) => all.push(Said { order: 0, words: self.name(entry).into_owned(), basis: way(&entry) }),
                Seen::Own(own, entry) => {
                    let record = self.site.records.get(entry);
                    let words = own_date(own, record).map_or_else(|| own_text(own, record), |date| date_words(&date, &self.site.theme.strings));
                    all.push(Said { order: 0, words, basis: way(&entry) });
                }
                Seen::Holds(holds, _, owner) if holds.denied && holds.values.is_empty() => {
                    all.push(Said { order: usize::MAX - 1, words: self.word("none").to_owned(), basis: holds.basis.max(way(&owner)) });
                }
                Seen::Holds(holds, field, owner) => {
                    let declared = &self.site.records.schema.collection(self.site.records.get(owner).collection).fields[field];
                    for (value, _) in &holds.values {
                        let (order, words) = match value {
                            Value::Relation(entry) => {
                                all.push(self.said_entry(*entry, holds.basis.max(way(&owner))));
                                continue;
                            }
                            Value::Choice(choice) => (*choice, declared.choices()[*choice].label.clone()),
                            Value::Boolean(yes) => (usize::from(!yes), self.word(if *yes { "yes" } else { "no" }).to_owned()),
                            Value::Date(date) => (0, date_words(date, &self.site.theme.strings)),
                            Value::Number(text, _) => (0, number_words(text, &self.site.theme.strings)),
                            Value::Country(code) => (0, self.site.theme.countries.get(code).unwrap_or(code).clone()),
                            value => (0, plain(value, declared, |entry| self.name(entry).into_owned())),
                        };
                        all.push(Said { order, words, basis: holds.basis.max(way(&owner)) });
                    }
                }
            }
        }
        if all.is_empty() && steps.len() > 1 && self.site.records.denies(id, steps) {
            all.push(Said { order: usize::MAX - 1, words: self.word("none").to_owned(), basis: Basis::Stated });
        }
        all.retain(|said| !said.words.is_empty());
        all.dedup();
        all
    }

    fn said_entry(&self, entry: EntryId, basis: Basis) -> Said {
        Said { order: entry.0 as usize, words: self.name(entry).into_owned(), basis }
    }

    /// The mark of a basis that is not plain, after a blank; the table behind the picture then explains it.
    pub fn marked(&mut self, basis: Basis) -> String {
        if basis == Basis::Stated {
            return String::new();
        }
        self.marks.insert(basis);
        format!("\u{a0}{}", self.word(&format!("mark-{}", basis.key())))
    }

    /// The first date at the end of a path, with its basis.
    pub fn date_at(&self, id: EntryId, path: &Path) -> Option<(PartialDate, Basis)> {
        self.site.records.look(id, path).into_iter().find_map(|seen| match seen {
            Seen::Own(own, entry) => Some((own_date(own, self.site.records.get(entry))?, Basis::Stated)),
            Seen::Holds(holds, ..) => holds.values.iter().find_map(|(value, _)| match value {
                Value::Date(date) => Some((*date, holds.basis)),
                Value::Year(year) => Some((PartialDate { year: *year, month: None, day: None }, holds.basis)),
                _ => None,
            }),
            Seen::Entries(..) => None,
        })
    }
}
