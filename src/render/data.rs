//! Owns the records as open data: CSV and JSON of every collection and every labelled table, and their description.

use serde_json::{Map, Value as Json, json};

use super::maker::{Maker, Shop};
use super::output::Output;
use super::value::plain;
use crate::base::Diagnostic;
use crate::link::Site;
use crate::link::records::{EntryId, Seen, own_text};
use crate::parse::block::Makes;
use crate::schema::{Basis, CollectionId, Column, Field, Kind, Own, Step};

/// Rows under a header.
pub struct Rows {
    /// Names of the columns.
    pub header: Vec<String>,
    /// As many cells each.
    pub rows: Vec<Vec<String>>,
}

impl Rows {
    /// As CSV.
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        let mut written = writer.write_record(&self.header);
        for row in &self.rows {
            written = written.and_then(|()| writer.write_record(row));
        }
        debug_assert!(written.is_ok(), "writing to memory");
        writer.into_inner().unwrap_or_default()
    }

    /// As a JSON list of objects.
    pub fn json(&self) -> Vec<u8> {
        let object = |row: &Vec<String>| Json::Object(self.header.iter().cloned().zip(row.iter().cloned().map(Json::String)).collect());
        pretty(&Json::Array(self.rows.iter().map(object).collect()))
    }
}

/// Adds all data files.
pub fn add(shop: &Shop<'_>, output: &mut Output, _: &mut Vec<Diagnostic>) {
    let site = shop.site;
    let mut resources = Vec::new();
    for (id, collection) in site.records.schema.collections() {
        if site.records.members[id.0].is_empty() {
            continue;
        }
        let rows = collection_rows(site, id);
        resources.push(resource(&collection.id, &collection.many, &rows, &collection.fields));
        put(output, &format!("data/{}", collection.id), &rows);
    }
    for place in site.places() {
        let maker = Maker::new(shop, place);
        for block in &site.text(place).blocks {
            let Some(label) = &block.id else { continue };
            let rows = match &block.makes {
                Makes::Records(query) => {
                    let entries = site.records.select(query, maker.this);
                    table_rows(site, &maker.columns_or_usual(query), &entries)
                }
                Makes::Matrix(matrix) => {
                    let computed = maker.meet(matrix);
                    let columns: Vec<EntryId> = computed.columns.iter().flat_map(|(_, entries)| entries.iter().copied()).collect();
                    let id = |entry: &EntryId| site.records.get(*entry).id.clone();
                    let mut header = vec!["id".to_owned(), "title".to_owned()];
                    header.extend(columns.iter().map(id));
                    let cell = |row: EntryId, column: EntryId| match computed.cells.get(&(row, column)) {
                        Some(meeting) if meeting.denied => "none".to_owned(),
                        Some(meeting) => meeting.by.iter().map(id).collect::<Vec<_>>().join(";"),
                        None => String::new(),
                    };
                    let rows = computed.rows.iter().map(|row| {
                        let mut cells = vec![id(row), site.records.get(*row).head.title.clone()];
                        cells.extend(columns.iter().map(|column| cell(*row, *column)));
                        cells
                    });
                    Rows { header, rows: rows.collect() }
                }
                Makes::Picture(picture) => match maker.behind(picture) {
                    Some((columns, entries)) => table_rows(site, &columns, &entries),
                    None => continue,
                },
                _ => continue,
            };
            put(output, &format!("data/tables/{}", maker.export_name(label)), &rows);
        }
    }
    let licence = site.settings.licence.as_ref().map(|(name, url)| json!([{ "title": name, "path": url }]));
    let mut package = Map::new();
    package.insert("profile".to_owned(), json!("tabular-data-package"));
    package.insert("name".to_owned(), json!(crate::parse::schema::offer_id(&site.settings.title)));
    package.insert("title".to_owned(), json!(site.settings.title));
    if let Some(licence) = licence {
        package.insert("licenses".to_owned(), licence);
    }
    package.insert("resources".to_owned(), Json::Array(resources));
    output.add("data/datapackage.json", pretty(&Json::Object(package)));
}

fn pretty(json: &Json) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(json).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

fn put(output: &mut Output, path: &str, rows: &Rows) {
    output.add(format!("{path}.csv"), rows.csv());
    output.add(format!("{path}.json"), rows.json());
}

/// All entries of a collection: id, title, then its fields in schema order, with evidence where there is any.
pub fn collection_rows(site: &Site, id: CollectionId) -> Rows {
    let collection = site.records.schema.collection(id);
    let members = &site.records.members[id.0];
    let own =
        [Own::Description, Own::Also, Own::AsOf].map(|own| (own, members.iter().any(|entry| !own_text(own, site.records.get(*entry)).is_empty())));
    let mut header = vec!["id".to_owned(), "title".to_owned()];
    header.extend(own.iter().filter(|(_, used)| *used).map(|(own, _)| own.name().to_owned()));
    let evidence: Vec<bool> = (0..collection.fields.len())
        .map(|field| {
            members.iter().any(|entry| {
                site.records.get(*entry).values[field].as_ref().is_some_and(|holds| holds.basis != Basis::Stated || holds.note.is_some())
            })
        })
        .collect();
    for (field, evidence) in collection.fields.iter().zip(&evidence) {
        header.push(field.id.clone());
        if *evidence {
            header.push(format!("{}.basis", field.id));
            header.push(format!("{}.note", field.id));
        }
    }
    let rows = members.iter().map(|entry| {
        let record = site.records.get(*entry);
        let mut cells = vec![record.id.clone(), record.head.title.clone()];
        cells.extend(own.iter().filter(|(_, used)| *used).map(|(own, _)| own_text(*own, record)));
        for (index, field) in collection.fields.iter().enumerate() {
            let holds = record.values[index].as_ref();
            cells.push(holds.map(|holds| text(site, &Seen::Holds(holds, index, *entry), field)).unwrap_or_default());
            if evidence[index] {
                cells.push(holds.map(|holds| holds.basis.key().to_owned()).unwrap_or_default());
                let note = holds.and_then(|holds| holds.note.as_ref()).map(|note| {
                    let mut out = String::new();
                    crate::parse::doc::plain(&note.doc.nodes, &mut out);
                    out
                });
                cells.push(note.unwrap_or_default());
            }
        }
        cells
    });
    Rows { header, rows: rows.collect() }
}

/// A table of records as it stands on a page: keys and ids.
pub fn table_rows(site: &Site, columns: &[Column], entries: &[EntryId]) -> Rows {
    let mut header = vec!["id".to_owned()];
    header.extend(columns.iter().map(|column| column.name.clone()));
    let rows = entries.iter().map(|entry| {
        let mut cells = vec![site.records.get(*entry).id.clone()];
        for column in columns {
            cells.push(if column.count {
                site.records.count(*entry, &column.path).to_string()
            } else {
                let seen = site.records.look(*entry, &column.path);
                let field = match column.path.steps.last() {
                    Some(Step::Field(collection, field)) => Some(&site.records.schema.collection(*collection).fields[*field]),
                    _ => None,
                };
                seen.iter().map(|seen| field.map_or_else(|| bare_text(site, seen), |field| text(site, seen, field))).collect::<Vec<_>>().join(";")
            });
        }
        cells
    });
    Rows { header, rows: rows.collect() }
}

fn bare_text(site: &Site, seen: &Seen<'_>) -> String {
    match seen {
        Seen::Own(own, entry) => own_text(*own, site.records.get(*entry)),
        Seen::Entries(entries) => entries.iter().map(|entry| site.records.get(*entry).id.clone()).collect::<Vec<_>>().join(";"),
        Seen::Holds(..) => String::new(),
    }
}

fn text(site: &Site, seen: &Seen<'_>, field: &Field) -> String {
    match seen {
        Seen::Holds(holds, ..) if holds.denied => "none".to_owned(),
        Seen::Holds(holds, ..) => {
            let values = holds.values.iter().map(|(value, _)| plain(value, field, |entry| site.records.get(entry).id.clone()));
            values.collect::<Vec<_>>().join(";")
        }
        other => bare_text(site, other),
    }
}

/// The description of a collection's file, as Frictionless has it.
fn resource(name: &str, title: &str, rows: &Rows, fields: &[Field]) -> Json {
    let described: Vec<Json> = rows
        .header
        .iter()
        .map(|column| {
            let field = fields.iter().find(|field| field.id == *column);
            let kind = match field.map(|field| &field.kind) {
                Some(Kind::Integer) => "integer",
                Some(Kind::Number) => "number",
                Some(Kind::Year) => "year",
                _ => "string",
            };
            let mut described = Map::new();
            described.insert("name".to_owned(), json!(column));
            described.insert("type".to_owned(), json!(kind));
            if let Some(field) = field {
                described.insert("title".to_owned(), json!(field.label));
                if let Kind::Choice(choices) = &field.kind {
                    let words: Vec<String> = choices
                        .iter()
                        .map(|choice| {
                            if choice.definition.is_empty() {
                                format!("{}: {}", choice.key, choice.label)
                            } else {
                                format!("{}: {} – {}", choice.key, choice.label, choice.definition)
                            }
                        })
                        .collect();
                    described.insert("description".to_owned(), json!(words.join("; ")));
                }
            }
            Json::Object(described)
        })
        .collect();
    json!({
        "profile": "tabular-data-resource",
        "name": name,
        "title": title,
        "path": format!("{name}.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": { "fields": described, "primaryKey": "id" },
    })
}
