//! Owns what a relation of an entry leads to.

use std::collections::BTreeMap;

use super::super::escape;
use super::super::html::Walk;
use super::super::maker::{Heading, Maker};
use super::super::sheet::Asking;
use super::table::Group;
use crate::link::records::{EntryId, Resolved, Seen, own_date};
use crate::parse::block::Block;
use crate::schema::{Basis, Own, PartialDate, Path, Query, Step, Value};

/// Where the marks of what a relation leads to come from.
enum Marks {
    /// From fields of the other side: whose inverse it is.
    Inverse(EntryId, usize),
    /// From a field of the entry at hand.
    Field(EntryId, usize),
    /// From what lies on the way to each.
    Ways(BTreeMap<EntryId, Basis>),
}

impl Maker<'_> {
    /// What a relation of the entry at hand leads to: as a table, or as a list.
    pub fn relation(
        &mut self,
        walk: Walk<'_>,
        asking: Asking,
        block: &Block<EntryId>,
        path: &Path,
        query: &Query<EntryId>,
        group: Option<&Path>,
    ) -> String {
        let Some(this) = self.this else { return String::new() };
        let entries = self.listed(asking, false, |records| records.narrow(records.follow(this, &path.steps), query, self.this));
        if entries.is_empty() {
            let empty = block.empty.as_deref().unwrap_or_default();
            return if empty.is_empty() || self.sheet > 0 { String::new() } else { format!("<p class=\"empty\">{}</p>\n", escape::text(empty)) };
        }
        let ways = self.ways_on(entries.len());
        let marks = match path.steps[..] {
            [Step::Inverse(_, inverse)] => Marks::Inverse(this, inverse),
            [Step::Field(_, field)] => Marks::Field(this, field),
            _ => Marks::Ways(BTreeMap::from_iter(self.site.records.ways(this, &path.steps))),
        };
        if query.columns.is_empty() {
            let entries = self.part_of(&entries);
            return if entries.is_empty() { String::new() } else { self.links(entries, &marks) + &ways };
        }
        // What they are grouped by need not be said again, unless it is all there is.
        let mut columns: Vec<_> = query.columns.iter().filter(|column| Some(&column.path) != group).cloned().collect();
        if columns.is_empty() {
            columns.clone_from(&query.columns);
        }
        let titled = columns.iter().any(|column| column.path.steps[..] == [Step::Own(Own::Title)]);
        let grouped = match group {
            None => entries.iter().map(|entry| (String::new(), *entry)).collect(),
            Some(path) => self.in_groups(&entries, path),
        };
        let ways = if group.is_some() { self.ways_on(grouped.len()) } else { ways };
        let mut groups = Vec::new();
        for group in self.part_of(&grouped).chunk_by(|a, b| a.0 == b.0) {
            let entries: Vec<EntryId> = group.iter().map(|(_, entry)| *entry).collect();
            let mut rows = self.rows(None, &columns, &entries);
            for (row, entry) in rows.iter_mut().zip(&entries) {
                // Behind another value, it would be taken for that of the value.
                let head = row.cells.iter_mut().find(|cell| cell.head && titled);
                head.into_iter().for_each(|head| head.html.push_str(&self.mark_among(&marks, *entry)));
            }
            groups.push(Group { label: group[0].0.clone(), rows });
        }
        if groups.is_empty() {
            return String::new();
        }
        let mut view = self.table_view(block, columns, groups, String::new());
        match walk.above {
            Some((_, words)) => view.name = escape::text(words),
            None => view.caption = escape::text(&self.site.records.schema.label(path)),
        }
        self.part("parts/table.html", &view) + &ways
    }

    /// The mark of an entry that a relation leads to.
    fn mark_among(&mut self, marks: &Marks, id: EntryId) -> String {
        match marks {
            Marks::Inverse(of, inverse) => self.mark_of_far_side(id, *of, *inverse, Basis::Stated),
            Marks::Field(of, field) => {
                let site = self.site;
                let holds = site.records.get(*of).values[*field].as_ref();
                holds.map_or_else(String::new, |holds| self.mark_of_value(holds, *of, *field, Basis::Stated))
            }
            Marks::Ways(ways) => self.mark(ways.get(&id).copied().unwrap_or_default(), None),
        }
    }

    /// Entries as a list of links in a line.
    fn links(&mut self, entries: &[EntryId], marks: &Marks) -> String {
        let links: Vec<String> =
            entries.iter().map(|entry| format!("<li>{}{}</li>", self.entry_link(*entry), self.mark_among(marks, *entry))).collect();
        format!("<ul class=\"relation\">{}</ul>\n", links.join("\n"))
    }

    /// Entries by what a path shows of them, as HTML: choices in declared order, entries in theirs; an entry with several stands in each.
    fn in_groups(&mut self, entries: &[EntryId], path: &Path) -> Vec<(String, EntryId)> {
        let site = self.site;
        let mut groups: Vec<(f64, String, EntryId)> = Vec::new();
        for entry in entries {
            let mut keys = Vec::new();
            let mut denied = site.records.denies(*entry, &path.steps);
            for seen in site.records.look(*entry, path) {
                match seen {
                    Seen::Entries(far, ..) => keys.extend(far.iter().map(|far| (f64::from(far.0), self.entry_link(*far)))),
                    Seen::Holds(holds, field, owner) => {
                        denied |= holds.denied;
                        let field = &site.records.schema.collection(site.records.get(owner).collection).fields[field];
                        keys.extend(holds.values.iter().map(|(value, _)| (rank(value), self.value(value, field))));
                    }
                    Seen::Own(own, owner) => {
                        let rank = own_date(own, site.records.get(owner)).map_or(0.0, |date| days(&date));
                        keys.extend(self.own(own, owner).map(|html| (rank, html)));
                    }
                }
            }
            if keys.is_empty() {
                keys.push(if denied { (f64::MAX, self.denial()) } else { (f64::INFINITY, self.silence()) });
            }
            groups.extend(keys.into_iter().map(|(rank, label)| (rank, label, *entry)));
        }
        groups.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        groups.dedup();
        groups.into_iter().map(|(_, label, entry)| (label, entry)).collect()
    }

    /// Everything that leads to the entry at hand, under a heading each.
    pub fn relations(&mut self) -> String {
        let Some(this) = self.this else { return String::new() };
        let site = self.site;
        let entry = site.records.get(this);
        let declared = site.records.schema.collection(entry.collection);
        let text = entry.text.clone();
        let mut out = String::new();
        for (number, (inverse, entries)) in declared.inverses.iter().zip(&entry.inverses).enumerate() {
            if entries.is_empty() {
                continue;
            }
            // A field that holds one value would name the entry at hand in each row.
            let said = match inverse.from[..] {
                [(from, field)] if !site.records.schema.collection(from).fields[field].many => Some(field),
                _ => None,
            };
            let mut columns = self.usual_columns(inverse.to, said);
            if said.is_some() && columns.len() == 1 {
                // A list says as much as a table of titles.
                columns.clear();
            }
            let query = Query { from: inverse.to, columns, conditions: Vec::new(), sort: Vec::new(), limit: None };
            let walk = Walk { above: Some((2, &inverse.label)), ..Walk::new(&text) };
            let block: Block<EntryId> = crate::render::block::bare();
            let path = Path { from: entry.collection, steps: vec![Step::Inverse(entry.collection, number)] };
            let html = self.relation(walk, Asking::Inverse(entry.collection, number), &block, &path, &query, None);
            if !html.is_empty() {
                out.push_str(&self.derived_heading(&inverse.label, &inverse.name));
                out.push_str(&html);
            }
        }
        out
    }

    /// A heading that no author wrote.
    pub fn derived_heading(&mut self, words: &str, name: &str) -> String {
        let (html, id) = (escape::text(words), self.own_anchor(name));
        self.toc.push(Heading { level: 2, id: id.clone(), html: html.clone() });
        format!("<h2 id=\"{}\">{html}</h2>\n", escape::text(&id))
    }
}

/// Where the group of a value stands among others; those of one rank follow their words.
fn rank(value: &Resolved) -> f64 {
    match value {
        Value::Relation(far) => f64::from(far.0),
        Value::Choice(choice) => *choice as f64,
        Value::Integer(number) => *number as f64,
        Value::Number(_, number) => *number,
        Value::Year(year) => f64::from(*year),
        Value::Date(date) => days(date),
        Value::Boolean(yes) => f64::from(u8::from(!yes)),
        Value::Text(_) | Value::Markdown(_) | Value::Url(_) | Value::Country(_) => 0.0,
    }
}

/// A date as a number that grows with it.
fn days(date: &PartialDate) -> f64 {
    f64::from(date.year) * 400.0 + f64::from(date.month.unwrap_or(0)) * 32.0 + f64::from(date.day.unwrap_or(0))
}
