//! Owns indexes that nobody wrote: a collection as a table; the bibliography and the glossary have files of their own.

mod bibliography;
mod glossary;

use super::block::{Group, Letter, TableView, bare};
use super::escape;
use super::maker::Maker;
use crate::schema::{CollectionId, Column, Kind, Own, Path, Query, SOURCES, Step};

/// Tables with more rows than this have their letters above them.
const LONG: usize = 40;

impl Maker<'_> {
    /// All entries of a collection as a table. Without pages of their own, entries show all that is known of them.
    pub fn whole_index(&mut self, collection: CollectionId) -> String {
        let declared = self.site.records.schema.collection(collection);
        let (id, name, pages) = (declared.id.clone(), declared.many.clone(), declared.pages);
        let mut query = Query { from: collection, columns: Vec::new(), conditions: Vec::new(), sort: Vec::new(), limit: None };
        let dated = declared.fields.iter().position(|field| field.kind == Kind::Date && field.required && !field.many);
        if let Some(field) = dated.filter(|_| !pages) {
            query.sort = vec![(Path { from: collection, steps: vec![Step::Field(collection, field)] }, true)];
        }
        let columns = if pages { self.columns_or_usual(&query) } else { self.all_columns(collection) };
        let entries = self.site.records.select(&query, None);
        let mut rows = self.rows(None, &columns, &entries);
        let mut first = Vec::new();
        if pages && entries.len() > LONG {
            let titles: Vec<String> = entries.iter().map(|entry| self.name(*entry)).collect();
            let anchors: Vec<String> = (1..=titles.len()).map(|number| format!("cb-row-{number}")).collect();
            first = letters(titles.iter().map(String::as_str).zip(anchors.iter().map(String::as_str)));
            for (row, anchor) in rows.iter_mut().zip(&anchors) {
                if first.iter().any(|letter| letter.href.strip_prefix('#') == Some(anchor)) {
                    row.id.clone_from(anchor);
                }
            }
        } else if !pages {
            for (row, entry) in rows.iter_mut().zip(&entries) {
                row.id = escape::text(&self.site.records.get(*entry).id);
            }
        }
        let groups = vec![Group { label: String::new(), rows }];
        let view = self.table_view(&bare(), columns, groups, String::new(), &id);
        let (csv, json) = (self.to(&format!("data/{id}.csv")), self.to(&format!("data/{id}.json")));
        let view = TableView { name: escape::text(&name), whole: true, letters: first, csv, json, ..view };
        self.part("parts/table.html", &view)
    }

    /// The title where entries have one, then every field with the sources last.
    fn all_columns(&self, collection: CollectionId) -> Vec<Column> {
        let declared = self.site.records.schema.collection(collection);
        let column = |step, label: &str, name: &str| Column {
            path: Path { from: collection, steps: vec![step] },
            count: false,
            label: label.to_owned(),
            name: name.to_owned(),
        };
        let titled = self.site.records.members[collection.0].iter().any(|entry| !self.site.records.get(*entry).head.title.is_empty());
        let mut fields: Vec<_> = declared.fields.iter().enumerate().collect();
        fields.sort_by_key(|(_, field)| field.id == SOURCES);
        let title = titled.then(|| column(Step::Own(Own::Title), &declared.one, "title"));
        title.into_iter().chain(fields.into_iter().map(|(index, field)| column(Step::Field(collection, index), &field.label, &field.id))).collect()
    }
}

/// The first letters of titles in their order, each with the way to the first that begins with it.
fn letters<'t>(titled: impl Iterator<Item = (&'t str, &'t str)>) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for (title, anchor) in titled {
        let letter: String = title.chars().find(|letter| letter.is_alphanumeric()).into_iter().flat_map(char::to_uppercase).collect();
        if !letter.is_empty() && letters.iter().all(|known| known.letter != letter) {
            letters.push(Letter { letter, href: format!("#{}", escape::address(anchor)) });
        }
    }
    letters
}
