//! Owns the entries that the rows of a table are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::columns::{Column, Columns};
use super::entry::{Entry, Head, in_a_line};
use super::ground::{Ground, by_quotes};
use super::map::yes;
use super::number;
use super::schema::{id_meant, is_id};
use super::table::{Row, Table, Trap, spreadsheet_trap};
use super::value::{Decoder, Held, listed, silent};
use crate::base::{Span, mistake};
use crate::schema::{CollectionId, Evidence, Kind};

impl Decoder<'_, '_> {
    /// The entries that the rows of a table are.
    pub fn rows(&mut self, collection: CollectionId, table: &Table) -> Vec<Entry> {
        let Some(columns) = self.columns(collection, table) else { return Vec::new() };
        let mut entries = Vec::new();
        for (number, row) in table.rows.iter().enumerate() {
            entries.extend(self.row(collection, &columns, row, number));
        }
        for (at, column) in columns.all.iter().enumerate() {
            if let Column::Field(field) = column
                && self.dotted.contains(field)
            {
                self.thousands(&self.context.schema.collection(collection).fields[*field].id, table, at);
            }
        }
        entries
    }

    /// Names the numbers of a column that may be a thousand times as large, because dots separate thousands in others of it.
    fn thousands(&mut self, field: &str, table: &Table, at: usize) {
        for cell in table.rows.iter().filter(|row| !row.broken).filter_map(|row| row.cells.get(at)) {
            let text = cell.text.trim();
            if let (1, Some(large)) = (text.matches('.').count(), number::grouped(text, '.')) {
                self.found.push(mistake::doubtful_number(Span::new(self.file, cell.start, cell.end), field, text, &large));
            }
        }
    }

    fn row(&mut self, collection: CollectionId, columns: &Columns, row: &Row, number: usize) -> Option<Entry> {
        let declared = self.context.schema.collection(collection);
        if row.broken {
            return self.broken_row(collection, columns, row);
        }
        let mut own: BTreeMap<&str, (String, Span)> = BTreeMap::new();
        let mut values: Vec<Option<Held>> = vec![None; declared.fields.len()];
        let mut written = BTreeSet::new();
        let mut evidence = Vec::new();
        let row_span = Span::new(self.file, row.start, row.start);
        for (column, cell) in columns.all.iter().zip(&row.cells) {
            let text = cell.text.trim();
            if text.is_empty() {
                continue;
            }
            let span = Span::new(self.file, cell.start, cell.end);
            let mut stretches = Vec::new();
            let place = cell_ground(span, text, self.text, &mut stretches);
            if let Some(trap @ (Trap::TooNarrow | Trap::Formula)) = spreadsheet_trap(text) {
                self.found.push(mistake::ruined_cell(span, text, trap == Trap::TooNarrow));
                match column {
                    Column::Own("id") => return None,
                    Column::Own("title") => _ = own.insert("title", (text.to_owned(), span)),
                    Column::Field(field) => _ = written.insert(*field),
                    _ => {}
                }
                continue;
            }
            match column {
                Column::Own(name) => {
                    own.insert(name, (text.to_owned(), span));
                }
                Column::Field(field) => {
                    written.insert(*field);
                    let field_declared = &declared.fields[*field];
                    if field_declared.via.is_some() {
                        self.found.push(mistake::computed_field(span, &field_declared.id));
                    } else {
                        values[*field] = self.cell(field_declared, text, place);
                        if field_declared.kind == Kind::Number
                            && text.split(';').any(|part| number::has_dots(number::without_unit(part.trim()).unwrap_or(part.trim())))
                        {
                            self.dotted.insert(*field);
                        }
                    }
                }
                Column::Evidence(field, part) => evidence.push((*field, *part, text, span)),
                Column::Unknown => {}
            }
        }
        for (field, part, text, span) in evidence {
            let mut nothing = silent(span);
            let held = values[field].as_mut().unwrap_or(&mut nothing);
            let mut stretches = Vec::new();
            let place = cell_ground(span, text, self.text, &mut stretches);
            match part {
                Evidence::Basis => held.basis = self.basis(text, span),
                Evidence::Note => held.note = Some(self.markdown(text, place)),
                Evidence::Sources => held.sources.extend(listed(text, place).map(|(key, place)| self.work(key, place.span(0..key.len())))),
                Evidence::AsOf => held.as_of = self.date(part.key(), text, span),
            }
            // A value that could not be read was told of.
            if values[field].is_none() && !written.contains(&field) {
                self.found.push(mistake::evidence_for_nothing(span, &declared.fields[field].id, part.key()));
            }
        }
        let what = format!("an entry of `{}`", declared.id);
        let id_span = own.get("id").map_or(row_span, |(_, span)| *span);
        let id = match own.get("id") {
            Some((id, span)) => {
                if let (false, Some(Trap::Date { .. })) = (is_id(id), spreadsheet_trap(id)) {
                    self.found.push(mistake::id_as_date(*span, id));
                    id.clone()
                } else {
                    id_meant(id, |offer| mistake::bad_id(*span, id, offer), self.found)
                }
            }
            None if columns.absent.contains("id") => return None,
            None if declared.pages => {
                self.found.push(mistake::missing_cell(row_span, "id", &what));
                return None;
            }
            None => format!("{}-{}", declared.id, number + 1),
        };
        let titled = !declared.pages || own.contains_key("title");
        if !titled && !columns.absent.contains("title") {
            self.found.push(mistake::missing_cell(id_span, "title", &what));
        }
        let before = self.found.len();
        let head = Arc::new(self.row_head(&own));
        for said in &mut self.found[before..] {
            let help = "this column is one that every entry may have; for another meaning, declare a field of another name, and give it the name of the column as `label`";
            said.help.push(help.to_owned());
        }
        for (index, field) in declared.fields.iter().enumerate() {
            // A draft need not be whole.
            if field.required && !head.draft && !written.contains(&index) && !columns.absent.contains(&field.id) {
                self.found.push(mistake::missing_field(id_span, &field.id, &declared.id, &id));
            }
        }
        Some(Entry { collection, id, head, values, doc: Arc::default(), span: id_span, broken: false })
    }

    /// A row that could not be read: only its id counts, so that nothing else is said of it.
    fn broken_row(&mut self, collection: CollectionId, columns: &Columns, row: &Row) -> Option<Entry> {
        let at = columns.all.iter().position(|column| matches!(column, Column::Own("id")))?;
        let cell = row.cells.get(at)?;
        let id = cell.text.trim().to_owned();
        let values = vec![None; self.context.schema.collection(collection).fields.len()];
        let head = Arc::new(Head { title: id.clone(), ..Head::default() });
        let span = Span::new(self.file, cell.start, cell.end);
        Some(Entry { collection, id, head, values, doc: Arc::default(), span, broken: true })
    }

    fn row_head(&mut self, own: &BTreeMap<&str, (String, Span)>) -> Head {
        let text = |key: &str| own.get(key).map(|(text, _)| text.clone()).unwrap_or_default();
        let list = |key: &str| -> Vec<(String, Span)> {
            let Some((text, span)) = own.get(key) else { return Vec::new() };
            text.split(';').map(|part| (part.trim().to_owned(), *span)).filter(|(part, _)| !part.is_empty()).collect()
        };
        let mut date = |key: &str| own.get(key).and_then(|(text, span)| self.date(key, text, *span));
        let (own_date, updated, reviewed, as_of) = (date("date"), date("updated"), date("reviewed"), date("as_of"));
        let draft = own.get("draft").is_some_and(|(word, span)| yes("draft", word, *span, false, self.found));
        Head {
            title: in_a_line(&text("title")),
            description: text("description"),
            aliases: list("aliases"),
            also: list("also").into_iter().map(|(text, _)| in_a_line(&text)).collect(),
            draft,
            date: own_date,
            updated,
            reviewed,
            as_of,
            number: text("number"),
            order: own.get("order").and_then(|(text, span)| self.order(text, *span)),
            sources: Vec::new(),
        }
    }
}

/// Where the trimmed text of a cell lies.
fn cell_ground<'a>(span: Span, text: &str, file_text: &str, stretches: &'a mut Vec<(usize, usize)>) -> Ground<'a> {
    let (start, written) = (span.start as usize, file_text.get(span.bytes()).unwrap_or_default());
    // Nearly always the text is the cell, or all that is between its quotes.
    let at_once = [0, 1].into_iter().find(|cut| written.get(*cut..).is_some_and(|rest| rest.starts_with(text)));
    if let Some(offset) = at_once.or_else(|| written.find(text)) {
        return Ground::exact(span.file, start + offset..start + offset + text.len());
    }
    *stretches = by_quotes(text, written, start).unwrap_or_default();
    Ground::whole(span.file, span.bytes()).of_stretches(stretches)
}
