//! Owns matrices: who meets what, as a table of rows × columns.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::escape;
use super::super::html::Walk;
use super::super::maker::Maker;
use super::table::TableView;
use crate::link::records::{EntryId, Seen};
use crate::link::texts::Place;
use crate::parse::block::{Block, Matrix};
use crate::parse::tree::Node;
use crate::schema::{Basis, Kind, Value};

/// What the template of a matrix gets.
#[derive(Serialize)]
struct MatrixView {
    table: TableView,
    /// The anchor of its caption.
    caption: String,
    corner: String,
    groups: Vec<Columns>,
    rows: Vec<Row>,
    total: String,
    sums: Vec<usize>,
}

/// Columns under one heading.
#[derive(Serialize)]
struct Columns {
    label: String,
    heads: Vec<String>,
}

/// One row.
#[derive(Serialize)]
struct Row {
    id: String,
    head: String,
    cells: Vec<Cell>,
    total: usize,
}

/// One cell: a number with where it leads, a denial, or silence.
#[derive(Serialize)]
struct Cell {
    html: String,
    tint: bool,
}

/// What meets in a cell.
#[derive(Debug, Clone, Default)]
pub struct Meeting {
    /// What lies between row and column, last before the column.
    pub by: Vec<EntryId>,
    /// Whether one of them is tinted.
    pub tint: bool,
    /// Whether a source denies it.
    pub denied: bool,
    /// The best word there is for it; none where it is denied.
    pub basis: Option<Basis>,
}

/// A matrix, computed: columns in their groups, rows, and what meets.
pub struct Computed {
    /// The columns, group by group.
    pub columns: Vec<(String, Vec<EntryId>)>,
    /// The rows.
    pub rows: Vec<EntryId>,
    /// What meets in each cell that is not silent.
    pub cells: BTreeMap<(EntryId, EntryId), Meeting>,
}

impl Maker<'_> {
    /// Computes a matrix.
    pub fn meet(&self, matrix: &Matrix<EntryId>) -> Computed {
        let records = &self.site.records;
        let rows = records.select(&matrix.rows, self.this);
        let members = records.members[matrix.columns.0].iter().copied();
        let members: Vec<EntryId> =
            members.filter(|entry| matrix.column_conditions.iter().all(|condition| records.holds(*entry, condition, self.this))).collect();
        let mut columns: Vec<(String, Vec<EntryId>)> = Vec::new();
        for (_, label, entry) in self.grouped(matrix, &members) {
            match columns.last_mut() {
                Some((last, entries)) if *last == label => entries.push(entry),
                _ => columns.push((label, vec![entry])),
            }
        }
        let mut cells: BTreeMap<(EntryId, EntryId), Meeting> = BTreeMap::new();
        let (last, before) = matrix.via.steps.split_last().unwrap_or((&matrix.via.steps[0], &[]));
        for row in &rows {
            if records.denies(*row, &matrix.via.steps) {
                for column in members.iter() {
                    cells.entry((*row, *column)).or_default().denied = true;
                }
            }
            for (by, way) in records.ways(*row, before) {
                let tint = matrix.tint.as_ref().is_some_and(|path| !records.follow(by, &path.steps).is_empty());
                for (column, basis) in records.ways(by, std::slice::from_ref(last)) {
                    let cell = cells.entry((*row, column)).or_default();
                    let basis = way.max(basis);
                    cell.basis = Some(cell.basis.map_or(basis, |known| known.min(basis)));
                    // Where nothing lies between the two, the column itself stands for their meeting.
                    cell.by.push(if before.is_empty() { column } else { by });
                    cell.tint |= tint;
                }
            }
            if let Some(path) = &matrix.none {
                let (last, before) = path.steps.split_last().unwrap_or((&path.steps[0], &[]));
                for by in records.follow(*row, before) {
                    if matrix.none_conditions.iter().all(|condition| records.holds(by, condition, self.this)) {
                        for column in records.follow(by, std::slice::from_ref(last)) {
                            cells.entry((*row, column)).or_default().denied = true;
                        }
                    }
                }
            }
        }
        Computed { columns, rows, cells }
    }

    /// The columns with the order and the words of their group, sorted by it.
    fn grouped(&self, matrix: &Matrix<EntryId>, members: &[EntryId]) -> Vec<(usize, String, EntryId)> {
        let mut columns: Vec<(usize, String, EntryId)> = members
            .iter()
            .map(|entry| {
                let Some(path) = &matrix.group else { return (0, String::new(), *entry) };
                match (self.site.records.look(*entry, path).first(), self.kind(path)) {
                    (Some(Seen::Holds(holds, ..)), Some(Kind::Choice(choices))) => match holds.values.first() {
                        Some((Value::Choice(choice), _)) => (*choice, choices[*choice].label.clone(), *entry),
                        _ => (usize::MAX, String::new(), *entry),
                    },
                    (Some(Seen::Holds(holds, ..)), Some(Kind::Relation(_))) => match holds.entries().next() {
                        Some(group) => (group.0 as usize, self.site.title(Place::Entry(group), Some(self.place)).into_owned(), *entry),
                        None => (usize::MAX, String::new(), *entry),
                    },
                    _ => (usize::MAX, String::new(), *entry),
                }
            })
            .collect();
        columns.sort_by_key(|(order, _, _)| *order);
        columns
    }

    /// A matrix as HTML.
    pub fn matrix(&mut self, walk: Walk<'_>, block: &Block<EntryId>, matrix: &Matrix<EntryId>, node: Node<'_>) -> String {
        let computed = self.meet(matrix);
        let schema = &self.site.records.schema;
        let corner = escape::text(&schema.collection(matrix.rows.from).one);
        let order: Vec<EntryId> = computed.columns.iter().flat_map(|(_, entries)| entries.iter().copied()).collect();
        let mut groups = Vec::new();
        for (label, entries) in &computed.columns {
            let heads = entries.iter().map(|entry| self.entry_link(*entry)).collect();
            groups.push(Columns { label: escape::text(label), heads });
        }
        if computed.rows.is_empty() {
            if block.empty.is_none() && block.id.is_none() {
                return String::new();
            }
            let caption = self.caption(walk, node);
            let view = self.table_view(block, Vec::new(), Vec::new(), caption);
            return self.part("parts/table.html", &view);
        }
        let ways = self.ways_on(computed.rows.len());
        let shown = self.part_of(&computed.rows);
        if shown.is_empty() && self.sheet > 0 {
            return String::new();
        }
        let mut rows = Vec::new();
        let silent = self.silence();
        for row in shown {
            let mut cells = Vec::new();
            let mut total = 0;
            for column in &order {
                let cell = match computed.cells.get(&(*row, *column)) {
                    Some(meeting) if meeting.denied => Cell { html: self.denial(), tint: false },
                    Some(meeting) => {
                        total += 1;
                        Cell { html: self.meeting(*row, *column, meeting, matrix.count), tint: meeting.tint }
                    }
                    None => Cell { html: silent.clone(), tint: false },
                };
                cells.push(cell);
            }
            let id = block.id.as_ref().map(|id| format!("{id}--{}", self.site.records.get(*row).id)).unwrap_or_default();
            rows.push(Row { id: escape::text(&id), head: self.entry_link(*row), cells, total });
        }
        let caption = self.caption(walk, node);
        let mut table = self.table_view(block, Vec::new(), Vec::new(), caption);
        let id = block.id.clone().unwrap_or_default();
        if !id.is_empty() {
            [table.csv, table.json] = self.download(&id);
        }
        let mut met: BTreeMap<EntryId, usize> = BTreeMap::new();
        for ((_, column), _) in computed.cells.iter().filter(|(_, meeting)| !meeting.denied) {
            *met.entry(*column).or_default() += 1;
        }
        let sums = order.iter().map(|column| met.get(column).copied().unwrap_or_default()).collect();
        let total = escape::text(matrix.total.as_deref().unwrap_or_default());
        let caption = if id.is_empty() {
            self.unlabelled += 1;
            self.unlabelled.to_string()
        } else {
            id
        };
        let caption = format!("cb-caption-{}", escape::text(&caption));
        self.part("parts/matrix.html", &MatrixView { table, caption, corner, groups, rows, total, sums }) + &ways
    }

    /// A cell: how many there are, or a mark, linked to them.
    fn meeting(&mut self, row: EntryId, column: EntryId, meeting: &Meeting, count: bool) -> String {
        let names: Vec<String> = meeting.by.iter().map(|entry| self.site.title(Place::Entry(*entry), Some(Place::Entry(row))).into_owned()).collect();
        let words = escape::text(&names.join("; "));
        let shown = if count { meeting.by.len().to_string() } else { "●".to_owned() };
        let href = match meeting.by[..] {
            [one] => self.href(Place::Entry(one), None),
            _ => self.href(Place::Entry(column), None),
        };
        let mark = self.mark(meeting.basis.unwrap_or_default(), None);
        format!("<a href=\"{href}\" title=\"{words}\" aria-label=\"{shown}: {words}\">{shown}</a>{mark}")
    }
}
