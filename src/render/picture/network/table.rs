//! Owns what stands below a network: what its lines mean, and the table behind it.

use std::collections::BTreeMap;

use super::super::super::block::{Cell, Columns, Group, Row, TableView, attributes, tools};
use super::super::super::escape;
use super::super::super::maker::Maker;
use super::super::Frame;
use super::choose::Tied;
use super::ties::Tie;
use crate::link::records::EntryId;
use crate::schema::Basis;

impl Maker<'_> {
    /// What the lines stand for.
    pub(super) fn meaning_of_lines(&mut self, all: &[Tied], ties: &[Tie]) -> Vec<String> {
        let mut labels: Vec<&str> = Vec::new();
        for label in ties.iter().flat_map(|tie| &tie.labels) {
            if !labels.contains(&label.as_str()) {
                labels.push(label);
            }
        }
        let mut notes = Vec::new();
        if !labels.is_empty() {
            notes.push(escape::text(&format!("{}{}{}.", self.word("picture-lines"), self.word("colon"), labels.join(self.word("comma")))));
        }
        // Only a single group has a line to each of its entries.
        if ties.iter().any(|tie| tie.basis != Basis::Stated) || all.len() == 1 && !all[0].unsure.is_empty() {
            notes.push(escape::text(self.word("picture-unsure")));
        }
        notes
    }

    /// The table behind a network: each entry, and what its lines lead to.
    pub(super) fn network_table(&mut self, frame: &Frame, all: &[Tied], ties: &[Tie]) -> TableView {
        let (name, lines) = (self.word("picture-name").to_owned(), self.word("picture-ties").to_owned());
        let mut others: BTreeMap<EntryId, Vec<(EntryId, &Tie)>> = BTreeMap::new();
        for tie in ties {
            others.entry(tie.left).or_default().push((tie.right, tie));
            others.entry(tie.right).or_default().push((tie.left, tie));
        }
        let mut groups = Vec::new();
        for group in all {
            let mut rows = Vec::new();
            for entry in &group.entries {
                let mut far = Vec::new();
                for (other, tie) in others.get(entry).into_iter().flatten() {
                    let mark = self.marked(tie.basis);
                    far.push(format!("{} ({}{})", self.entry_link(*other), escape::text(&tie.labels.join(self.word("comma"))), escape::text(&mark)));
                }
                let mark = self.marked(group.unsure.get(entry).copied().unwrap_or_default());
                let mut cells =
                    vec![Cell { html: self.entry_link(*entry) + &escape::text(&mark), head: true, attributes: String::new(), silent: false }];
                if !ties.is_empty() {
                    let far = if far.is_empty() { "–".to_owned() } else { far.join(self.word("comma")) };
                    cells.push(Cell { html: far, head: false, attributes: attributes(&lines, ""), silent: false });
                }
                rows.push(Row { id: String::new(), cells });
            }
            groups.push(Group { label: escape::text(&group.label), rows });
        }
        let heads = if ties.is_empty() { vec![head(&name)] } else { vec![head(&name), head(&lines)] };
        let rows: usize = all.iter().map(|group| group.entries.len()).sum();
        TableView {
            id: format!("{}-table", escape::text(&frame.own)),
            columns: heads,
            groups,
            tools: tools(rows),
            marks: self.explain_marks(),
            ..TableView::default()
        }
    }
}

fn head(label: &str) -> Columns {
    Columns { label: escape::text(label), class: "" }
}
