//! Owns the description of the data: a Data Package as Frictionless has it.

use serde_json::{Map, Value as Json, json};

use super::{Rows, pretty};
use crate::link::Site;
use crate::parse::schema::offer_id;
use crate::render::output::Put;
use crate::schema::{CollectionId, Kind, PACKAGE, legend};

/// Makes the description; there is none of no data.
pub fn make(site: &Site, resources: Vec<Json>, put: &Put<'_>) {
    if resources.is_empty() {
        return;
    }
    let mut package = Map::new();
    package.insert("profile".to_owned(), json!("tabular-data-package"));
    package.insert("name".to_owned(), json!(offer_id(&site.settings.title).unwrap_or_else(|| "site".to_owned())));
    package.insert("title".to_owned(), json!(site.settings.title));
    if let Some((name, url)) = &site.settings.licence {
        package.insert("licenses".to_owned(), json!([{ "title": name, "path": url }]));
    }
    package.insert("resources".to_owned(), Json::Array(resources));
    put(&format!("data/{PACKAGE}.json"), &pretty(&Json::Object(package)));
}

/// The description of a collection's file.
pub fn resource(site: &Site, id: CollectionId, rows: &Rows) -> Json {
    let collection = site.records.schema.collection(id);
    let fields = rows.header.iter().map(|column| {
        let index = collection.fields.iter().position(|field| field.id == *column);
        let field = index.map(|index| &collection.fields[index]);
        let mut described = Map::new();
        described.insert("name".to_owned(), json!(column));
        described.insert("type".to_owned(), json!(index.map_or("string", |index| kind(site, id, index))));
        if let Some(field) = field {
            described.insert("title".to_owned(), json!(field.label));
            if let Kind::Choice(choices) = &field.kind {
                let words: Vec<String> = choices.iter().map(|choice| format!("{}: {}", choice.key, legend(choice))).collect();
                described.insert("description".to_owned(), json!(words.join("; ")));
            }
        }
        Json::Object(described)
    });
    let fields: Vec<Json> = fields.collect();
    let name = &collection.id;
    json!({
        "profile": "tabular-data-resource",
        "name": name,
        "title": collection.many,
        "path": format!("{name}.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": { "fields": fields, "primaryKey": "id" },
    })
}

/// The type of a column; where a cell may be a list, or says `none`, it is a text.
fn kind(site: &Site, id: CollectionId, field: usize) -> &'static str {
    let declared = &site.records.schema.collection(id).fields[field];
    let denied = || site.records.members[id.0].iter().any(|entry| site.records.get(*entry).values[field].as_ref().is_some_and(|holds| holds.denied));
    match &declared.kind {
        Kind::Integer | Kind::Number | Kind::Year | Kind::Boolean if declared.many || denied() => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Year => "year",
        Kind::Boolean => "boolean",
        _ => "string",
    }
}
