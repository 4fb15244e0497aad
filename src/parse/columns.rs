//! Owns which column of a table is what, and what is said of those that are nothing.

use std::collections::BTreeSet;

use super::entry::in_a_line;
use super::known::{allowed, far_side};
use super::number;
use super::schema::offer_id;
use super::table::{Cell, Table};
use super::value::Decoder;
use crate::base::suggest::{Near, nearest};
use crate::base::{Span, mistake};
use crate::schema::{Collection, CollectionId, Evidence, Field, OWN, PartialDate, truth};

/// The names of columns are looked for in so many rows.
const FIRST: usize = 5;

/// The columns of a table.
#[derive(Default)]
pub struct Columns {
    pub all: Vec<Column>,
    /// What its rows need and it has no column for.
    pub absent: BTreeSet<String>,
}

#[derive(PartialEq, Eq)]
pub enum Column {
    Own(&'static str),
    Field(usize),
    Evidence(usize, Evidence),
    Unknown,
}

impl Decoder<'_, '_> {
    /// The columns of a table; none if its first line names none.
    pub fn columns(&mut self, collection: CollectionId, table: &Table) -> Option<Columns> {
        let declared = self.context.schema.collection(collection);
        let mut columns = Columns::default();
        let mut meant = BTreeSet::new();
        let mut undeclared = Vec::new();
        let before = self.found.len();
        let known = allowed(declared);
        let names: Vec<String> = table.header.iter().map(|cell| in_a_line(&cell.text)).collect();
        for (at, (cell, name)) in table.header.iter().zip(&names).enumerate() {
            let span = Span::new(self.file, cell.start, cell.end);
            let fields = named(declared, name, &names);
            let column = match fields[..] {
                [field] => Column::Field(field),
                [] => other(declared, name),
                _ => {
                    let ids: Vec<&str> = fields.iter().map(|field| declared.fields[*field].id.as_str()).collect();
                    self.found.push(mistake::label_of_several(span, name, &ids));
                    meant.extend(ids.into_iter().map(str::to_owned));
                    columns.all.push(Column::Unknown);
                    continue;
                }
            };
            if name.contains('@') {
                self.found.push(mistake::language_column(span, name));
            } else if let Column::Unknown = column
                && !name.is_empty()
            {
                if let Some(said) = far_side(span, name, declared, self.context.schema) {
                    self.found.push(said);
                } else if let Some(near) = nearest(name, known.iter().copied()).or_else(|| near_evidence(declared, name)) {
                    meant.insert(near.first().to_owned());
                    self.found.push(mistake::unknown_column(span, name, &declared.id, near));
                } else {
                    undeclared.push(at);
                }
            }
            // Of two that are written alike, the reader of the table has spoken.
            if !matches!(column, Column::Unknown)
                && let Some(first) = columns.all.iter().position(|known| *known == column)
                && table.header[first].text.trim() != cell.text.trim()
            {
                let what = match &column {
                    Column::Field(field) => declared.fields[*field].id.clone(),
                    Column::Own(own) => (*own).to_owned(),
                    _ => name.clone(),
                };
                let first = &table.header[first];
                self.found.push(mistake::column_twice(span, &what, Span::new(self.file, first.start, first.end)));
            }
            columns.all.push(column);
        }
        let (Some(first), Some(last)) = (table.header.first(), table.header.last()) else { return Some(columns) };
        let nothing = meant.is_empty() && columns.all.iter().all(|column| matches!(column, Column::Unknown));
        if nothing {
            self.found.truncate(before);
            if let ([cell], true) = (&table.header[..], first.text.contains('|')) {
                self.found.push(mistake::other_separator(Span::new(self.file, cell.start, cell.end)));
                return None;
            }
        }
        if !undeclared.is_empty() {
            let block = block(declared, table, &names, &undeclared);
            if nothing {
                let span = Span::new(self.file, first.start, last.end);
                self.found.push(
                    if table.rows.iter().take(FIRST).any(|row| row.cells.iter().filter(|cell| known.contains(&cell.text.trim())).count() > 1) {
                        mistake::header_below(span)
                    } else if !declares(declared) {
                        mistake::undeclared_table(span, &declared.id, declared.pages, &block)
                    } else {
                        mistake::no_header(span, &declared.id, &known)
                    },
                );
            } else {
                let cell = &table.header[undeclared[0]];
                let undeclared: Vec<&str> = undeclared.iter().map(|at| names[*at].as_str()).collect();
                self.found.push(mistake::undeclared_columns(Span::new(self.file, cell.start, cell.end), &undeclared, &declared.id, &block));
            }
        }
        if nothing {
            return None;
        }
        // What has no column is said once, not of every row.
        let span = Span::new(self.file, first.start, first.end);
        for own in ["id", "title"] {
            if declared.pages && !columns.all.iter().any(|column| matches!(column, Column::Own(known) if *known == own)) {
                columns.absent.insert(own.to_owned());
                if !meant.contains(own) {
                    self.found.push(mistake::missing_column(span, own, &declared.id));
                }
            }
        }
        for (index, field) in declared.fields.iter().enumerate() {
            if field.required && !columns.all.iter().any(|column| matches!(column, Column::Field(known) if *known == index)) {
                columns.absent.insert(field.id.clone());
                if !meant.contains(&field.id) {
                    self.found.push(mistake::missing_field_column(span, &field.id, &declared.id));
                }
            }
        }
        Some(columns)
    }
}

/// The fields that a column may be: by its id, else by its label. A label counts before what every entry may have, unless the field
/// has a column of its id; without its `id` and `title` no row is an entry.
fn named(declared: &Collection, name: &str, names: &[String]) -> Vec<usize> {
    if let Some(field) = declared.field(name) {
        return vec![field];
    }
    let lower = name.to_lowercase();
    if lower == "id" || lower == "title" {
        return Vec::new();
    }
    let own = OWN.contains(&lower.as_str());
    let all = declared.fields.iter().enumerate().filter(|(_, field)| !(own && names.contains(&field.id)));
    let labelled: Vec<_> = all.filter(|(_, field)| in_a_line(&field.label).to_lowercase() == lower).collect();
    // What is written just so counts first, and what can be written at all.
    let exact = |(_, field): &&(usize, &Field)| in_a_line(&field.label) == name;
    let written = |(_, field): &&(usize, &Field)| field.via.is_none();
    let narrowed = [labelled.iter().filter(exact).count() > 0, labelled.iter().filter(written).count() > 0];
    let fits = |part: &&(usize, &Field)| (!narrowed[0] || exact(part)) && (!narrowed[1] || written(part));
    let fitting: Vec<usize> = labelled.iter().filter(fits).map(|(index, _)| *index).collect();
    if fitting.is_empty() { labelled.into_iter().map(|(index, _)| index).collect() } else { fitting }
}

/// What a column is that names no field: what every entry may have, or evidence.
fn other(declared: &Collection, name: &str) -> Column {
    let lower = name.to_lowercase();
    if let Some(own) = OWN.iter().find(|own| **own == lower) {
        return declared.field(own).map_or(Column::Own(own), Column::Field);
    }
    let evidence = |part: &str| Evidence::ALL.into_iter().find(|evidence| evidence.key() == part);
    match name.split_once('.').map(|(field, part)| (declared.field(field), evidence(part))) {
        Some((Some(field), Some(evidence))) => Column::Evidence(field, evidence),
        _ => Column::Unknown,
    }
}

/// The evidence that a column is nearly called.
fn near_evidence(declared: &Collection, name: &str) -> Option<Near> {
    let (field, part) = name.split_once('.')?;
    declared.field(field)?;
    Some(nearest(part, Evidence::ALL.map(Evidence::key))?.map(|part| format!("{field}.{part}")))
}

/// Whether site.yaml declares fields of a collection.
fn declares(declared: &Collection) -> bool {
    declared.fields.iter().any(|field| !OWN.contains(&field.id.as_str()))
}

/// The lines of site.yaml that would declare columns.
fn block(declared: &Collection, table: &Table, names: &[String], undeclared: &[usize]) -> String {
    let mut taken: BTreeSet<String> = OWN.iter().map(|own| (*own).to_owned()).collect();
    taken.extend(declared.fields.iter().map(|field| field.id.clone()));
    let mut block = if !declares(declared) { "    fields:\n".to_owned() } else { String::new() };
    for at in undeclared {
        let name = &names[*at];
        let offered = offer_id(name).unwrap_or_else(|| format!("column-{}", at + 1)).replace('-', "_");
        // As it is written, if that can be the name of a field.
        let fits = !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        let mut id = if fits { name.clone() } else { offered };
        // Words of YAML and of queries.
        if matches!(id.to_lowercase().as_str(), "null" | "this") {
            id.push_str("_1");
        }
        while !taken.insert(id.clone()) {
            id.push_str("_2");
        }
        let label = if id == *name { String::new() } else { format!(", label: {}", serde_json::Value::from(name.as_str())) };
        let cells = table.rows.iter().filter(|row| !row.broken).filter_map(|row| row.cells.get(*at));
        block.push_str(&format!("      {id}: {{type: {}{label}}}\n", kind(cells)));
    }
    block.pop();
    block
}

/// The type that all cells of a column may have, of which some say in their way that nothing is known.
fn kind<'t>(cells: impl Iterator<Item = &'t Cell>) -> &'static str {
    let mut fits = [
        ("integer", (|text| number::whole(text).is_some()) as fn(&str) -> bool),
        ("number", |text| text.parse::<f64>().is_ok_and(f64::is_finite)),
        ("boolean", |text| truth(text).is_some()),
        ("date", |text| PartialDate::parse(text).is_some()),
        ("url", |text| super::address::has_host(text)),
    ]
    .map(|(kind, fits)| (kind, fits, true));
    let mut any = false;
    for cell in cells {
        let text = cell.text.trim();
        if text.is_empty() || mistake::says_unknown(text) {
            continue;
        }
        any = true;
        for (_, fits, all) in &mut fits {
            *all = *all && fits(text);
        }
        if fits.iter().all(|(.., all)| !all) {
            return "text";
        }
    }
    fits.iter().find(|(.., all)| any && *all).map_or("text", |(kind, ..)| kind)
}
