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

const SITE: [&str; 17] = [
    "title",
    "description",
    "base_url",
    "language",
    "theme",
    "edit_url",
    "report_url",
    "search_examples",
    "authors",
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
    let mut later = Vec::new();
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
            let collection = collection(&key.text, span, &map, id, sources, &mut fars, &mut later, found);
            shared_table(&collection, &schema, &map, found);
            schema.collections.push(collection);
        }
    }
    built_in(&mut schema);
    let mistyped = types(&mut schema, &later, found);
    fars.retain(|far| !mistyped.contains(&far.at));
    let computed = |far: &Far| later.iter().any(|later| matches!(later, Later::Via(c, f, ..) if (*c, *f) == far.at));
    let (through, direct): (Vec<Far>, Vec<Far>) = fars.into_iter().partition(computed);
    let cited = schema.collections().map(|(id, collection)| Far { at: (id, collection.fields.len() - 1), name: None, label: None });
    let cited: Vec<Far> = cited.collect();
    inverses(&mut schema, direct.into_iter().chain(cited), found);
    vias(&mut schema, &later, sources, found);
    inverses(&mut schema, through, found);
    rest(&mut schema, &later, sources, found);
    let sure = found[before..].iter().all(|found| found.severity != Severity::Error) && !(unknown && declared.is_none()) && !map.pairs.is_empty();
    for (_, node) in declared.map_or(&[][..], |map| map.pairs).iter().filter(|(key, _)| !matches!(key.text.as_str(), REFERENCES | GLOSSARY)) {
        Map::new(node, file, "", &mut Vec::new()).iter().for_each(|map| collection::alone(map, sources, found));
    }
    (schema, severities, sure)
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
    Type(CollectionId, usize, &'a str, Span),
    Within(CollectionId, usize, &'a str, Span),
    When(CollectionId, &'a str, Span),
    Where(CollectionId, usize, &'a str, Span),
    Via(CollectionId, usize, &'a str, Span),
}

/// Gives each field its type, now that all collections are known; gives back those whose type is none.
fn types(schema: &mut Schema, later: &[Later<'_>], found: &mut Vec<Diagnostic>) -> Vec<(CollectionId, usize)> {
    let mut mistyped = Vec::new();
    for later in later {
        let Later::Type(collection, index, name, span) = later else { continue };
        let kind = match *name {
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
            _ => match schema.find(name) {
                Some(to) => Kind::Relation(to),
                None => {
                    let near = nearest(name, TYPES.into_iter().chain(schema.collections.iter().map(|collection| collection.id.as_str())));
                    found.push(mistake::unknown_type(*span, name, near));
                    mistyped.push((*collection, *index));
                    Kind::Text
                }
            },
        };
        schema.collections[collection.0].fields[*index].kind = kind;
    }
    mistyped
}
