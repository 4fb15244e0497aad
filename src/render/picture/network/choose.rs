//! Owns which entries a network shows.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::super::super::maker::Maker;
use super::ties::Tie;
use crate::link::records::EntryId;
use crate::schema::{Basis, Column};

/// At most so many are drawn; the rest is counted.
const MOST: usize = 20;

/// Entries under one heading.
pub struct Tied {
    /// The heading.
    pub label: String,
    /// The entries.
    pub entries: Vec<EntryId>,
    /// On whose word those are there that no source simply states.
    pub unsure: BTreeMap<EntryId, Basis>,
    /// How many more there are.
    pub more: usize,
}

impl Maker<'_> {
    /// The groups, each entry in the first that has it.
    pub(super) fn tied(&self, of: EntryId, by: &[Column]) -> Vec<Tied> {
        let mut seen = BTreeSet::from([of]);
        let mut groups = Vec::new();
        for column in by {
            let ways = self.site.records.ways(of, &column.path.steps);
            let unsure = ways.iter().copied().filter(|(_, basis)| *basis != Basis::Stated).collect();
            let mut entries: Vec<EntryId> = ways.into_iter().map(|(entry, _)| entry).collect();
            entries.retain(|entry| !seen.contains(entry));
            entries.sort_by_key(|entry| (self.site.records.get(*entry).rank, *entry));
            seen.extend(&entries);
            if !entries.is_empty() {
                groups.push(Tied { label: self.label(column), entries, unsure, more: 0 });
            }
        }
        groups
    }

    /// The groups take turns until enough are chosen, those with most lines first.
    pub(super) fn most_tied(&self, all: &[Tied], ties: &[Tie]) -> Vec<Tied> {
        let mut degrees: BTreeMap<EntryId, usize> = BTreeMap::new();
        for entry in ties.iter().flat_map(|tie| [tie.left, tie.right]) {
            *degrees.entry(entry).or_default() += 1;
        }
        let mut waiting: Vec<Vec<EntryId>> = all.iter().map(|group| group.entries.clone()).collect();
        for entries in &mut waiting {
            entries.sort_by_key(|entry| Reverse(degrees.get(entry)));
            entries.reverse();
        }
        let mut chosen: Vec<EntryId> = Vec::new();
        while chosen.len() < MOST && waiting.iter().any(|entries| !entries.is_empty()) {
            for entries in &mut waiting {
                chosen.extend(entries.pop().filter(|_| chosen.len() < MOST));
            }
        }
        let group = |group: &Tied| {
            let entries: Vec<EntryId> = group.entries.iter().copied().filter(|entry| chosen.contains(entry)).collect();
            Tied { label: group.label.clone(), more: group.entries.len() - entries.len(), entries, unsure: group.unsure.clone() }
        };
        all.iter().map(group).collect()
    }
}
