//! Owns facts: an entry's fields as a list, and the notes that explain them.

use serde::Serialize;

use super::super::escape;
use super::super::maker::Maker;
use super::super::sheet::Asking;
use super::split_mark;
use crate::link::records::EntryId;
use crate::link::sheets::MOST;
use crate::link::texts::Place;
use crate::schema::{Basis, CollectionId, Column, Kind, Step};

/// What the template of facts gets.
#[derive(Serialize)]
struct Facts {
    style: String,
    facts: Vec<Fact>,
    /// The notes of all facts, where they do not stand with theirs.
    notes: Vec<Note>,
}

/// One fact.
#[derive(Serialize)]
struct Fact {
    label: String,
    /// A letter in brackets that stood before the label: `(a) Who leads`.
    mark: String,
    html: String,
    /// Its note, where each stands with its fact.
    note: Option<Note>,
}

/// What the template of the notes of rows gets.
#[derive(Serialize)]
struct NotesOfRows {
    heading: String,
    notes: Vec<Note>,
}

/// Why a value is what it is.
#[derive(Serialize)]
struct Note {
    id: String,
    mark: String,
    label: String,
    words: String,
    html: String,
    as_of: String,
    sources: Vec<String>,
}

impl Maker<'_> {
    /// The fields of the entry at hand; all that are declared where none are named.
    pub fn facts(&mut self, columns: &[Column], style: Option<&str>) -> String {
        let Some(this) = self.this else { return String::new() };
        let all;
        let columns = if columns.is_empty() {
            all = self.all_fields(this);
            &all[..]
        } else {
            columns
        };
        if !columns.is_empty() && columns.iter().all(|column| matches!(self.kind(&column.path), Some(Kind::Markdown))) {
            return self.prose(this, columns);
        }
        // The columns of a signature are for the letters of its labels.
        let lettered = |column: &Column| !split_mark(&self.label(column)).0.is_empty();
        let style = style.filter(|style| *style != "signature" || columns.iter().any(lettered));
        let mut facts = Vec::new();
        let mut notes = Vec::new();
        for column in columns {
            let html = self.cell(this, column);
            if html.is_empty() || html == "0" && column.count {
                continue;
            }
            let label = self.label(column);
            let (mark, label) = split_mark(&label);
            let mut note = match column.path.steps[..] {
                [Step::Field(_, field)] if !column.count && self.noted.insert(field) => self.note(this, field),
                _ => None,
            };
            match &mut note {
                Some(note) if style.is_some() => note.label.clear(),
                _ => notes.extend(note.take()),
            }
            facts.push(Fact { label: escape::text(label), mark: mark.to_owned(), html, note });
        }
        self.marks.clear();
        if facts.is_empty() {
            return String::new();
        }
        self.part("parts/facts.html", &Facts { style: style.unwrap_or_default().to_owned(), facts, notes })
    }

    /// Fields that are texts, as they are.
    fn prose(&mut self, this: EntryId, columns: &[Column]) -> String {
        let mut out = String::new();
        for column in columns {
            let html = self.cell(this, column);
            if self.site.records.count(this, &column.path) > 0 || self.site.records.denies(this, &column.path.steps) {
                out.push_str(&if html.trim_start().starts_with("<p>") { html } else { format!("<p>{html}</p>\n") });
            }
        }
        out
    }

    fn all_fields(&self, this: EntryId) -> Vec<Column> {
        let entry = self.site.records.get(this);
        let collection = self.site.records.schema.collection(entry.collection);
        let fields = collection.fields.iter().enumerate().filter(|(_, field)| field.id != crate::schema::SOURCES);
        fields.map(|(index, field)| Column::of(entry.collection, Step::Field(entry.collection, index), &field.label, &field.id)).collect()
    }

    /// The note of a field, if there is something to explain.
    fn note(&mut self, this: EntryId, field: usize) -> Option<Note> {
        let site = self.site;
        let entry = site.records.get(this);
        let holds = entry.values[field].as_ref()?;
        if holds.basis == Basis::Stated && holds.note.is_none() && holds.as_of.is_none() && holds.sources.is_empty() {
            return None;
        }
        let declared = &site.records.schema.collection(entry.collection).fields[field];
        let plain = holds.basis == Basis::Stated;
        let (mark, words) = if plain { Default::default() } else { self.words_of(holds.basis) };
        let html = holds.note.as_ref().map(|note| self.inline_text(note)).unwrap_or_default();
        let as_of = holds.as_of.as_ref().map(|date| self.date(date)).unwrap_or_default();
        let sources = holds.sources.iter().map(|work| self.entry_link(*work)).collect();
        Some(Note {
            id: escape::text(&self.note_anchor(this, field)),
            mark,
            label: escape::text(split_mark(&declared.label).1),
            words,
            html,
            as_of,
            sources,
        })
    }

    /// The notes of fields that the page has not shown, so that every mark elsewhere finds its note.
    pub fn other_notes(&mut self) -> String {
        let Some(this) = self.this else { return String::new() };
        let fields = self.site.records.get(this).values.len();
        let mut notes = Vec::new();
        for field in 0..fields {
            if !self.noted.contains(&field) {
                notes.extend(self.note(this, field));
            }
        }
        if notes.is_empty() {
            return String::new();
        }
        self.part("parts/notes.html", &Facts { style: String::new(), facts: Vec::new(), notes })
    }

    /// The notes of those entries without pages that this sheet of their index shows: their marks on all pages lead here.
    pub fn notes_of_rows(&mut self, collection: CollectionId) -> String {
        let site = self.site;
        if site.records.schema.collection(collection).pages {
            return String::new();
        }
        let rows = self.listed(Asking::Index(collection), false, |_| site.rows(collection));
        let mut notes = Vec::new();
        for row in rows.chunks(MOST).nth(self.sheet).unwrap_or_default() {
            for field in 0..site.records.get(*row).values.len() {
                let Some(mut note) = self.note(*row, field) else { continue };
                let link = format!("<a href=\"{}\">{}</a>", self.href(Place::Entry(*row), None), escape::text(&self.name_of_row(*row)));
                note.label = [&link, self.word("comma"), &note.label].concat();
                notes.push(note);
            }
        }
        if notes.is_empty() {
            return String::new();
        }
        let heading = self.word("notes").to_owned();
        let heading = self.derived_heading(&heading, "notes");
        self.part("parts/notes-of-rows.html", &NotesOfRows { heading, notes })
    }
}
