//! Owns `site.yaml`: from its text to the [`Schema`].

pub mod built_in;
mod collection;
mod id;
mod language;
mod menu;
mod origin;
mod relations;
mod settings;
mod severities;

use std::collections::BTreeSet;

use super::map::Map;
use super::yaml::Node;
use crate::base::{Diagnostic, FileId, Severity, Sources, Span, mistake, suggest::nearest};
use built_in::built_in;
pub use collection::capital;
use collection::collection;
pub use id::{id_meant, is_id, offer_id};
use origin::shared_table;
use relations::{inverses, rest, vias};
use settings::settings;
pub use severities::Severities;
use severities::severities;

use crate::schema::{CollectionId, GLOSSARY, Kind, PACKAGE, REFERENCES, Schema};

const SITE: [&str; 16] = [
    "title",
    "description",
    "base_url",
    "language",
    "theme",
    "edit_url",
    "report_url",
    "search_examples",
    "licence",
    "menu",
    "footer",
    "citations",
    "html",
    "callouts",
    "rules",
    "collections",
];
const TYPES: [&str; 10] = ["text", "markdown", "integer", "number", "boolean", "date", "year", "url", "choice", "country"];

/// A relation's far side as declared, before it is known where it leads.
struct Far {
    at: (CollectionId, usize),
    name: Option<(String, Span)>,
    label: Option<String>,
}

/// Reads the schema. The last part says whether the collections can be relied on: if not, every file would seem wrong.
pub fn parse(node: &Node, file: FileId, sources: &Sources, found: &mut Vec<Diagnostic>) -> (Schema, Severities, bool) {
    let mut schema = Schema::default();
    let Some(map) = Map::new(node, file, "site.yaml", found) else { return (schema, Severities::default(), false) };
    map.only("site.yaml", &SITE, found);
    schema.settings = settings(&map, found);
    theme(&map, sources, found);
    let severities = severities(&map, found);
    let unknown = map.pairs.iter().any(|(key, _)| !SITE.contains(&key.text.as_str()));
    let before = found.len();
    let mut fars = Vec::new();
    let mut conditions = Vec::new();
    let declared = map.get("collections").and_then(|node| Map::new(node, file, "collections", found));
    for (key, node) in declared.map_or(&[][..], |map| map.pairs) {
        let span = map.at(key.start, key.end);
        if !is_id(&key.text) {
            found.push(mistake::bad_id(span, &key.text, offer_id(&key.text)));
        }
        if matches!(key.text.as_str(), REFERENCES | GLOSSARY) {
            found.push(mistake::reserved_collection(span, &key.text));
            continue;
        }
        if key.text == PACKAGE {
            found.push(mistake::collection_like_package(span, PACKAGE));
        }
        if let Some(map) = Map::new(node, file, &key.text, found) {
            let id = CollectionId(schema.collections.len());
            let collection = collection(&key.text, span, &map, id, sources, &mut fars, &mut conditions, found);
            shared_table(&collection, &schema, &map, found);
            schema.collections.push(collection);
        }
    }
    built_in(&mut schema);
    let mistyped = types(&mut schema, &map, found);
    fars.retain(|far| !mistyped.contains(&far.at));
    let computed = |far: &Far| conditions.iter().any(|later| matches!(later, Later::Via(c, f, ..) if (*c, *f) == far.at));
    let (through, direct): (Vec<Far>, Vec<Far>) = fars.into_iter().partition(computed);
    let cited = schema.collections().map(|(id, collection)| Far { at: (id, collection.fields.len() - 1), name: None, label: None });
    let cited: Vec<Far> = cited.collect();
    inverses(&mut schema, direct.into_iter().chain(cited), found);
    vias(&mut schema, &conditions, sources, found);
    inverses(&mut schema, through, found);
    rest(&mut schema, &conditions, sources, found);
    owners(&schema, &map, found);
    let sure = found[before..].iter().all(|found| found.severity != Severity::Error) && !(unknown && declared.is_none()) && !map.pairs.is_empty();
    (schema, severities, sure)
}

/// Says which collections belong to what is no entry.
fn owners(schema: &Schema, map: &Map<'_>, found: &mut Vec<Diagnostic>) {
    let declared = map.get("collections").and_then(|node| Map::new(node, map.file, "collections", &mut Vec::new()));
    for (key, node) in declared.map_or(&[][..], |map| map.pairs) {
        let collection = schema.find(&key.text).map(|id| schema.collection(id));
        let Some(field) = collection.and_then(|collection| Some(&collection.fields[collection.within?])) else { continue };
        let within = Map::new(node, map.file, "", &mut Vec::new()).and_then(|map| map.text("within", &mut Vec::new()));
        if let (Some((name, span)), false) = (within, matches!(field.kind, Kind::Relation(_))) {
            found.push(mistake::within_no_relation(span, name));
        }
    }
}

/// Says that there is no theme of the name that is asked for.
fn theme(map: &Map<'_>, sources: &Sources, found: &mut Vec<Diagnostic>) {
    let Some((name, span)) = map.text("theme", &mut Vec::new()).filter(|(name, _)| !name.is_empty()) else { return };
    let known: BTreeSet<&str> =
        sources.iter().filter_map(|(_, source)| source.path.strip_prefix("themes/")?.split_once('/')).map(|(name, _)| name).collect();
    if !known.contains(name) {
        found.push(mistake::unknown_theme(span, name, nearest(name, known.iter().copied())));
    }
}

/// What can be read only when all collections are known.
enum Later<'a> {
    When(CollectionId, &'a str, Span),
    Where(CollectionId, usize, &'a str, Span),
    Via(CollectionId, usize, &'a str, Span),
}

/// Gives each field its type, now that all collections are known; gives back those whose type is none.
fn types(schema: &mut Schema, map: &Map<'_>, found: &mut Vec<Diagnostic>) -> Vec<(CollectionId, usize)> {
    let mut mistyped = Vec::new();
    let ids: Vec<String> = schema.collections.iter().map(|collection| collection.id.clone()).collect();
    let declared = map.get("collections").and_then(|node| Map::new(node, map.file, "collections", &mut Vec::new()));
    for (key, node) in declared.map_or(&[][..], |map| map.pairs) {
        let Some(index) = ids.iter().position(|id| *id == key.text) else { continue };
        let fields = Map::new(node, map.file, "", &mut Vec::new()).and_then(|map| map.get("fields"));
        let fields = fields.and_then(|node| Map::new(node, map.file, "", &mut Vec::new()));
        for (key, node) in fields.map_or(&[][..], |map| map.pairs) {
            let Some(at) = schema.collections[index].field(&key.text) else { continue };
            let Some(field) = Map::new(node, map.file, "", &mut Vec::new()) else { continue };
            let Some((name, span)) = field.text("type", &mut Vec::new()) else { continue };
            let kind = match name {
                "text" => Kind::Text,
                "markdown" => Kind::Markdown,
                "integer" => Kind::Integer,
                "number" => Kind::Number,
                "boolean" => Kind::Boolean,
                "date" => Kind::Date,
                "year" => Kind::Year,
                "url" => Kind::Url,
                "choice" => continue,
                "country" => Kind::Country,
                _ => match ids.iter().position(|id| id == name) {
                    Some(collection) => Kind::Relation(CollectionId(collection)),
                    None => {
                        let near = nearest(name, TYPES.into_iter().chain(ids.iter().map(String::as_str)));
                        found.push(mistake::unknown_type(span, name, near));
                        mistyped.push((CollectionId(index), at));
                        Kind::Text
                    }
                },
            };
            schema.collections[index].fields[at].kind = kind;
        }
    }
    mistyped
}
