//! Owns lines between two entries of a network: any declared relation of one that holds the other.

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
    /// Every line between entries on the left and on the right.
    pub fn ties_between(&self, left: &[EntryId], right: &[EntryId]) -> Vec<Tie> {
        let mut ties = Vec::new();
        for left in left {
            for right in right {
                let mut found = self.relations_to(*left, *right);
                found.extend(self.relations_to(*right, *left));
                found.dedup();
                if let Some(basis) = found.iter().map(|(_, basis)| *basis).min() {
                    let labels = found.into_iter().map(|(label, _)| label).collect();
                    ties.push(Tie { left: *left, right: *right, labels, basis });
                }
            }
        }
        ties
    }

    /// The declared relations of one entry that hold another.
    fn relations_to(&self, from: EntryId, to: EntryId) -> Vec<(String, Basis)> {
        let entry = self.site.records.get(from);
        let far = self.site.records.get(to).collection;
        let declared = &self.site.records.schema.collection(entry.collection).fields;
        let fields = declared.iter().zip(&*entry.values).filter(|(field, _)| field.kind == Kind::Relation(far) && field.via.is_none());
        let held = fields.filter_map(|(field, holds)| Some((field, holds.as_ref().filter(|holds| holds.entries().any(|entry| entry == to))?)));
        held.map(|(field, holds)| (field.label.clone(), holds.basis)).collect()
    }
}
