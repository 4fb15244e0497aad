//! Owns indexes that nobody wrote: of a collection, of the bibliography, of the glossary.

use serde::Serialize;

use super::block::{Link, Row, TableView, bare};
use super::escape;
use super::maker::Maker;
use crate::link::records::EntryId;
use crate::link::texts::Place;
use crate::schema::{Kind, Query, Value};

/// What the template of the bibliography gets.
#[derive(Serialize)]
struct Bibliography {
    works: Vec<Work>,
}

/// One work, and what rests on it.
#[derive(Serialize)]
struct Work {
    id: String,
    html: String,
    kind: String,
    weak: bool,
    address_known: bool,
    rests: Vec<Link>,
    records: usize,
}

/// What the template of the glossary gets.
#[derive(Serialize)]
struct Glossary {
    terms: Vec<Term>,
}

/// One term.
#[derive(Serialize)]
struct Term {
    id: String,
    short: String,
    title: String,
    also: String,
    meaning_html: String,
    sources: Vec<String>,
}

impl Maker<'_> {
    /// All entries of a collection as a table.
    pub fn whole_index(&mut self, query: &Query<EntryId>) -> String {
        let columns = self.columns_or_usual(query);
        let entries = self.site.records.select(query, None);
        let pages = self.site.records.schema.collection(query.from).pages;
        let mut rows: Vec<Row> = self.rows(None, &columns, &entries);
        if !pages {
            for (row, entry) in rows.iter_mut().zip(&entries) {
                row.id = escape::text(&self.site.records.get(*entry).id);
            }
        }
        let name = self.site.records.schema.collection(query.from).id.clone();
        let groups = vec![super::block::Group { label: String::new(), rows }];
        let view = TableView { caption: String::new(), ..self.table_view(&bare(), &columns, groups, String::new(), &name) };
        let view = TableView { csv: self.to(&format!("data/{name}.csv")), json: self.to(&format!("data/{name}.json")), ..view };
        self.part("parts/table.html", &view)
    }

    /// Every work, with what rests on it.
    pub fn bibliography(&mut self) -> String {
        let site = self.site;
        let mut works = Vec::new();
        for (entry, work) in &site.works {
            let printed = self.shop.works.get(entry).map(|styled| styled.entry_html.clone()).unwrap_or_default();
            let record = site.records.get(*entry);
            let collection = site.records.schema.collection(record.collection);
            let kind = collection.field("kind").and_then(|field| match (&record.values[field], &collection.fields[field].kind) {
                (Some(holds), Kind::Choice(choices)) => match holds.values.first() {
                    Some((Value::Choice(choice), _)) => Some(choices[*choice].label.clone()),
                    _ => None,
                },
                _ => None,
            });
            let mut rests: Vec<Place> = site.mentions.cited.get(entry).cloned().unwrap_or_default();
            let records: Vec<EntryId> = record.inverses.iter().flatten().copied().collect();
            for record in &records {
                if !rests.contains(&Place::Entry(*record)) {
                    rests.push(Place::Entry(*record));
                }
            }
            let pages: Vec<Place> = rests.iter().copied().filter(|place| site.address(*place).1.is_none()).collect();
            works.push(Work {
                id: record.id.clone(),
                html: printed,
                kind: kind.unwrap_or_default(),
                weak: work.weak,
                address_known: work.url.is_some() || work.doi.is_some(),
                rests: pages.iter().map(|place| Link { href: self.href(*place, None), html: escape::text(&site.title(*place, None)) }).collect(),
                records: records.len(),
            });
        }
        self.part("references.html", &Bibliography { works })
    }

    /// Every term.
    pub fn glossary(&mut self) -> String {
        let site = self.site;
        let Some(collection) = site.records.schema.find(crate::schema::GLOSSARY) else { return String::new() };
        let mut terms = Vec::new();
        for id in &site.records.members[collection.0] {
            let entry = site.records.get(*id);
            let declared = site.records.schema.collection(collection);
            let mut text = |name: &str| {
                let holds = declared.field(name).and_then(|field| entry.values[field].as_ref());
                match holds.and_then(|holds| holds.values.first()) {
                    Some((Value::Text(text), _)) => escape::text(text),
                    Some((Value::Markdown(text), _)) => self.inline_text(text),
                    _ => String::new(),
                }
            };
            let (short, meaning_html) = (text("short"), text("meaning"));
            let sources = declared.field(crate::schema::SOURCES).and_then(|field| entry.values[field].as_ref());
            let sources = sources.map(|holds| holds.entries().collect::<Vec<_>>()).unwrap_or_default();
            let sources = sources.into_iter().map(|work| self.entry_link(work)).collect();
            terms.push(Term { id: entry.id.clone(), short, title: entry.head.title.clone(), also: entry.head.also.join(", "), meaning_html, sources });
        }
        terms.sort_by_key(|term| if term.short.is_empty() { term.title.to_lowercase() } else { term.short.to_lowercase() });
        self.part("glossary.html", &Glossary { terms })
    }
}
