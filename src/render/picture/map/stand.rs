//! Owns what countries stand for: the values of their entries, and which pattern shows each.

use std::collections::BTreeMap;

use super::super::super::maker::Maker;
use super::super::said::Said;
use super::patterns::PATTERNS;
use crate::link::records::EntryId;
use crate::schema::{Basis, Path};

/// What a country stands for: the number of its pattern, 0 where sources are silent, and words.
pub struct Stands {
    pub tone: usize,
    pub words: String,
    pub entries: Vec<EntryId>,
}

impl Maker<'_> {
    /// What each country stands for; the legend; and how many values rest on other than plain words.
    #[allow(clippy::type_complexity)]
    pub(super) fn stand(
        &mut self,
        countries: BTreeMap<String, Vec<EntryId>>,
        by: &Path,
    ) -> (BTreeMap<String, Stands>, Vec<(usize, String, usize)>, BTreeMap<Basis, usize>) {
        let mut said: BTreeMap<String, Vec<Said>> = BTreeMap::new();
        let mut bases = BTreeMap::new();
        for (code, entries) in &countries {
            let mut all: Vec<Said> = entries.iter().flat_map(|entry| self.said(*entry, by)).collect();
            if let Some(weakest) = all.iter().map(|said| said.basis).max().filter(|basis| *basis != Basis::Stated) {
                *bases.entry(weakest).or_default() += 1;
            }
            all.sort();
            all.dedup_by(|a, b| (a.order, &a.words) == (b.order, &b.words));
            said.insert(code.clone(), all);
        }
        let several = self.word("picture-several").to_owned();
        let key = |all: &[Said]| match all {
            [] => None,
            [one] => Some((one.order, one.words.clone())),
            _ => Some((usize::MAX, several.clone())),
        };
        let mut counts: BTreeMap<(usize, String), usize> = BTreeMap::new();
        for key in said.values().filter_map(|all| key(all)) {
            *counts.entry(key).or_default() += 1;
        }
        let mut ranked: Vec<_> = counts.iter().map(|(key, count)| (std::cmp::Reverse(*count), key.clone())).collect();
        ranked.sort();
        let room = if ranked.len() > PATTERNS { PATTERNS - 1 } else { PATTERNS };
        let mut kept: Vec<_> = ranked.into_iter().take(room).map(|(_, key)| key).collect();
        kept.sort();
        let tone = |all: &[Said]| key(all).map_or(0, |key| kept.iter().position(|known| *known == key).unwrap_or(room) + 1);
        let mut legend: Vec<(usize, String, usize)> = kept.iter().enumerate().map(|(at, (_, words))| (at + 1, words.clone(), 0)).collect();
        if counts.len() > kept.len() {
            legend.push((room + 1, self.word("picture-other").to_owned(), 0));
        }
        legend.push((0, self.word("not-stated").to_owned(), 0));
        let mut stands = BTreeMap::new();
        for (code, entries) in countries {
            let all = &said[&code];
            let tone = tone(all);
            if let Some(entry) = legend.iter_mut().find(|(known, ..)| *known == tone) {
                entry.2 += 1;
            }
            let words: Vec<String> = all.iter().map(|said| format!("{}{}", said.words, self.marked(said.basis))).collect();
            let words = if words.is_empty() { self.word("not-stated").to_owned() } else { words.join(self.word("comma")) };
            stands.insert(code, Stands { tone, words, entries });
        }
        (stands, legend, bases)
    }
}
