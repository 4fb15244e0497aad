//! Owns lines between two entries of a network: any declared relation of one that holds the other.

use std::collections::BTreeMap;

use super::super::super::maker::Maker;
use crate::link::records::EntryId;
use crate::schema::{Basis, Kind};

/// A line.
pub struct Tie {
    /// The entry in the left column.
    pub left: EntryId,
    /// The one in the right column.
    pub right: EntryId,
    /// The labels of the relations.
    pub labels: Vec<String>,
    /// The best word there is for one of them.
    pub basis: Basis,
}

impl Maker<'_> {
    /// Every line between entries on the left and on the right, none of which is on both sides.
    pub fn ties_between(&self, left: &[EntryId], right: &[EntryId]) -> Vec<Tie> {
        let place = |entries: &[EntryId]| entries.iter().enumerate().map(|(at, entry)| (*entry, at)).collect::<BTreeMap<_, _>>();
        let (lefts, rights) = (place(left), place(right));
        let mut found: BTreeMap<(usize, usize), Vec<(&str, Basis)>> = BTreeMap::new();
        for (left, at) in &lefts {
            self.relations_of(*left)
                .for_each(|(to, relation)| rights.get(&to).into_iter().for_each(|to| found.entry((*at, *to)).or_default().push(relation)));
        }
        for (right, at) in &rights {
            self.relations_of(*right)
                .for_each(|(to, relation)| lefts.get(&to).into_iter().for_each(|to| found.entry((*to, *at)).or_default().push(relation)));
        }
        let tie = |((from, to), mut relations): ((usize, usize), Vec<(&str, Basis)>)| {
            relations.dedup();
            let basis = relations.iter().map(|(_, basis)| *basis).min().unwrap_or_default();
            Tie { left: left[from], right: right[to], labels: relations.into_iter().map(|(label, _)| label.to_owned()).collect(), basis }
        };
        found.into_iter().map(tie).collect()
    }

    /// What the declared relations of an entry hold, each with its label and basis.
    fn relations_of(&self, from: EntryId) -> impl Iterator<Item = (EntryId, (&str, Basis))> {
        let entry = self.site.records.get(from);
        let declared = &self.site.records.schema.collection(entry.collection).fields;
        let fields = declared.iter().zip(&*entry.values).filter(|(field, _)| matches!(field.kind, Kind::Relation(_)) && field.via.is_none());
        let held = fields.filter_map(|(field, holds)| Some((field, holds.as_ref()?)));
        held.flat_map(|(field, holds)| holds.entries().map(move |to| (to, (field.label.as_str(), holds.basis))))
    }
}
