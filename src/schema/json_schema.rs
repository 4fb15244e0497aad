//! Owns the schema as JSON Schema, for editors: what `site.yaml`, front matter and tables may hold.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::value::{Basis, Evidence};
use super::words::{legend, takes};
use super::{Collection, Field, Kind, OWN, Origin, REFERENCES, SOURCES, Schema};
use crate::base::mistake::RULES;

const DIALECT: &str = "http://json-schema.org/draft-07/schema#";
const ID: &str = "^[a-z0-9-]+$";
/// Whole numbers as people and spreadsheets write them: groups of three digits where nothing can be taken for decimals.
const WHOLE: &str = "([-+]?[0-9_\u{a0}\u{202f}]+|-?[0-9]{1,3}(( [0-9]{3})+|('[0-9]{3})+|(’[0-9]{3})+|(,[0-9]{3}){2,}|(\\.[0-9]{3}){2,}))(\\.0)?";
const DECIMAL: &str = "([-+]?[0-9.]+([eE][-+]?[0-9]+)?|-?[1-9][0-9]{0,2}([ '’\u{a0}\u{202f}\u{2009}][0-9]{3})+([.][0-9]*)?)";
const DATE: &str = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$";

/// What the schema does not know itself, and editors offer.
pub struct Offers<'a> {
    /// The ids of each collection's entries, by the collection's number.
    pub ids: &'a [Vec<String>],
    /// Names of countries by code.
    pub countries: &'a BTreeMap<String, String>,
}

/// What `site.yaml` may hold.
pub fn of_site(schema: &Schema) -> Value {
    let mut site: Value = serde_json::from_str(include_str!("site.schema.json")).unwrap_or_default();
    let rules = RULES.iter().map(|rule| (rule.name.to_owned(), json!({ "$ref": "#/definitions/severity", "description": rule.meaning })));
    site["properties"]["rules"]["properties"] = Value::Object(rules.collect());
    if let Some(types) = site["definitions"]["field"]["properties"]["type"]["anyOf"][0]["enum"].as_array_mut() {
        types.extend(schema.collections.iter().map(|collection| json!(collection.id)));
    }
    site
}

/// What the front matter of a page that is no entry may hold.
pub fn of_page(schema: &Schema, offers: &Offers<'_>) -> Value {
    let mut properties = head(schema, offers, true);
    properties.remove("id");
    json!({ "$schema": DIALECT, "title": "A page", "type": "object", "properties": properties, "required": ["title"], "additionalProperties": false })
}

/// What the front matter of an entry may hold; of a collection in YAML the whole file, of one in CSV one row by its columns.
pub fn of_collection(schema: &Schema, collection: &Collection, offers: &Offers<'_>) -> Value {
    let table = matches!(&collection.origin, Origin::Table(path) if path.ends_with(".csv")) || collection.origin == Origin::Markdown;
    let entry = if table { row(collection) } else { front_matter(schema, collection, offers) };
    let mut whole = match &collection.origin {
        Origin::Table(_) if !table => json!({ "type": ["array", "null"], "items": entry }),
        _ => entry,
    };
    let described = json!({ "$schema": DIALECT, "title": collection.many });
    if let (Value::Object(whole), Value::Object(mut described)) = (&mut whole, described) {
        described.append(whole);
        *whole = described;
    }
    whole
}

fn front_matter(schema: &Schema, collection: &Collection, offers: &Offers<'_>) -> Value {
    let mut properties = head(schema, offers, collection.pages);
    let written = || collection.fields.iter().filter(|field| field.via.is_none());
    // Works that an entry rests on have no evidence of their own.
    for field in written().filter(|field| field.id != SOURCES) {
        properties.insert(field.id.clone(), described(field, held(field, schema, offers)));
    }
    let by_row = matches!(collection.origin, Origin::Table(_));
    let own = [(collection.pages, "title"), (collection.pages && by_row, "id")].into_iter().filter_map(|(needed, own)| needed.then_some(own));
    let required: Vec<&str> = own.chain(written().filter(|field| field.required).map(|field| field.id.as_str())).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// The built-in fields, where there must be a title and where it may be left out.
fn head(schema: &Schema, offers: &Offers<'_>, titled: bool) -> Map<String, Value> {
    let texts = || json!({ "anyOf": [text(), { "type": "array", "items": text() }, { "type": "null" }] });
    let date = || json!({ "anyOf": [date(), { "type": "null" }] });
    let works = schema.find(REFERENCES).map(|works| offers.ids[works.0].clone()).unwrap_or_default();
    let work = json!({ "anyOf": [{ "enum": works }, { "type": "string" }] });
    let pairs = [
        ("id", json!({ "type": "string", "pattern": ID }), "The last part of its address; in a file, its name says it."),
        ("title", if titled { words() } else { text() }, "The title."),
        ("description", text(), "One sentence, for search engines and cards."),
        ("aliases", texts(), "Former addresses from the site's root, like `/folder/old-name/`."),
        ("also", texts(), "Other names that it is known by."),
        ("draft", json!({ "enum": [true, false, "yes", "no", null] }), "Published only with `--drafts`."),
        ("date", date(), "Its own date."),
        ("updated", date(), "When it was last changed."),
        ("reviewed", date(), "When it was last checked."),
        ("as_of", date(), "When its picture was true."),
        ("sources", json!({ "anyOf": [work, { "type": "array", "items": work }, { "type": "null" }] }), "Keys of works in references.bib."),
        ("number", text(), "Its number; `\"3.10\"` in quotes stays so."),
        ("order", json!({ "anyOf": [{ "type": ["integer", "null"] }, { "type": "string", "pattern": "^[-+]?[0-9]+$" }] }), "Its place among others."),
    ];
    pairs.into_iter().map(|(key, value, words)| (key.to_owned(), with(value, "description", json!(words)))).collect()
}

/// What a field may hold in YAML: nothing, a value, a list where it takes many, or the long form with evidence.
fn held(field: &Field, schema: &Schema, offers: &Offers<'_>) -> Value {
    let one = json!({ "anyOf": [value(field, offers), { "const": "none", "description": "A source says that there is none." }] });
    let list = json!({ "type": "array", "items": one });
    let mut short = vec![one];
    if field.many {
        short.push(list);
    }
    let works = schema.find(REFERENCES).map(|works| offers.ids[works.0].clone()).unwrap_or_default();
    let work = json!({ "anyOf": [{ "enum": works }, { "type": "string" }] });
    let long = json!({
        "type": "object",
        "description": "The value with its evidence.",
        "properties": {
            "value": { "anyOf": short },
            "basis": { "enum": Basis::ALL.map(Basis::key) },
            "note": text(),
            "sources": { "anyOf": [work, { "type": "array", "items": work }, { "type": "null" }] },
            "as_of": { "anyOf": [date(), { "type": "null" }] },
        },
        "required": ["value"],
        "additionalProperties": false,
    });
    let mut all = short.clone();
    all.push(long);
    if !field.required {
        all.push(json!({ "enum": [null, ""] }));
    }
    json!({ "anyOf": all })
}

fn value(field: &Field, offers: &Offers<'_>) -> Value {
    match &field.kind {
        Kind::Text | Kind::Markdown => text(),
        Kind::Integer => json!({ "anyOf": [{ "type": "integer" }, { "type": "string", "pattern": format!("^({WHOLE})$") }] }),
        Kind::Number => json!({ "anyOf": [{ "type": "number" }, { "type": "string", "pattern": format!("^({DECIMAL})$") }] }),
        Kind::Boolean => json!({ "anyOf": [{ "type": "boolean" }, { "type": "string", "pattern": format!("^({})$", truths()) }] }),
        Kind::Date => date(),
        Kind::Year => json!({ "anyOf": [{ "type": "integer", "minimum": 1000, "maximum": 9999 }, { "type": "string", "pattern": "^[0-9]{4}$" }] }),
        Kind::Url => json!({ "type": "string", "pattern": "^https?://[^ /?#:.][^ ]*$" }),
        Kind::Choice(choices) => {
            let mut pairs: Vec<(Value, String)> = choices.iter().map(|choice| (scalar(&choice.key), legend(choice))).collect();
            // `1` in quotes is the same.
            pairs.extend(choices.iter().filter(|choice| !scalar(&choice.key).is_string()).map(|choice| (json!(choice.key), legend(choice))));
            let (keys, words): (Vec<Value>, Vec<String>) = pairs.into_iter().unzip();
            json!({ "enum": keys, "enumDescriptions": words })
        }
        Kind::Country => {
            json!({ "enum": offers.countries.keys().collect::<Vec<_>>(), "enumDescriptions": offers.countries.values().collect::<Vec<_>>() })
        }
        // Titles and other names may stand here too, so the ids are offered, and not enforced.
        Kind::Relation(to) => json!({ "anyOf": [{ "enum": offers.ids[to.0] }, text()] }),
    }
}

/// One row of a CSV table: every cell is a text.
fn row(collection: &Collection) -> Value {
    let mut properties = Map::new();
    let cell = || json!({ "type": "string" });
    properties.extend(OWN.iter().filter(|own| **own != SOURCES).map(|own| ((*own).to_owned(), cell())));
    let written = || collection.fields.iter().filter(|field| field.via.is_none());
    for field in written() {
        for name in [&field.id, &field.label] {
            properties.insert(name.clone(), described(field, cells(field)));
        }
        for part in Evidence::ALL {
            properties.insert(format!("{}.{}", field.id, part.key()), cell());
        }
    }
    if collection.pages {
        properties.insert("id".to_owned(), json!({ "type": "string", "pattern": ID }));
        properties.insert("title".to_owned(), json!({ "type": "string", "minLength": 1 }));
    }
    let own = if collection.pages { &["id", "title"][..] } else { &[] };
    // A column is headed by the id of its field, or by its label.
    let headed = |field: &Field| json!({ "anyOf": [{ "required": [field.id] }, { "required": [field.label] }] });
    let (plain, labelled): (Vec<&Field>, Vec<&Field>) = written().filter(|field| field.required).partition(|field| field.label == field.id);
    let required: Vec<&str> = own.iter().copied().chain(plain.into_iter().map(|field| field.id.as_str())).collect();
    let mut row = json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    if !labelled.is_empty() {
        row["allOf"] = labelled.into_iter().map(headed).collect();
    }
    row
}

/// What the cells of a field may hold; lists are separated by `;`.
fn cells(field: &Field) -> Value {
    let one = match &field.kind {
        Kind::Integer => WHOLE.to_owned(),
        Kind::Number => DECIMAL.to_owned(),
        Kind::Boolean => truths(),
        Kind::Date => DATE.trim_matches(['^', '$']).to_owned(),
        Kind::Year => "[0-9]{4}(\\.0)?".to_owned(),
        Kind::Url => "https?://[^ /?#:.][^ ]*".to_owned(),
        Kind::Country => "[A-Z]{2}".to_owned(),
        Kind::Choice(choices) => choices.iter().map(|choice| escaped(&choice.key)).collect::<Vec<_>>().join("|"),
        Kind::Text | Kind::Markdown | Kind::Relation(_) => return with(json!({ "type": "string" }), "minLength", json!(usize::from(field.required))),
    };
    let one = format!("({one}|none)");
    let list = if field.many { format!("{one}( *; *{one})* *;? *") } else { one };
    json!({ "type": "string", "pattern": if field.required { format!("^{list}$") } else { format!("^({list})?$") } })
}

/// A text that stands for itself in a pattern; only what means something there may have a backslash before it.
fn escaped(text: &str) -> String {
    text.chars().flat_map(|letter| r"^$\.*+?()[]{}|/".contains(letter).then_some('\\').into_iter().chain([letter])).collect()
}

/// Words for yes and no, in small or capital letters, as a pattern.
fn truths() -> String {
    let in_any_case = |word: &str| word.chars().map(|letter| format!("[{letter}{}]", letter.to_ascii_uppercase())).collect::<String>();
    ["true", "false", "yes", "no"].map(in_any_case).join("|")
}

fn described(field: &Field, value: Value) -> Value {
    with(with(value, "title", json!(field.label)), "description", json!(takes(field)))
}

fn with(mut value: Value, key: &str, more: Value) -> Value {
    value[key] = more;
    value
}

/// YAML reads `1.10` as a number, and Casebook takes it as it is written.
/// A text that is not empty.
fn words() -> Value {
    json!({ "type": ["string", "number", "boolean"], "pattern": "\\S" })
}

fn text() -> Value {
    json!({ "type": ["string", "number", "boolean", "null"] })
}

fn date() -> Value {
    json!({ "anyOf": [{ "type": "string", "pattern": DATE }, { "type": "integer", "minimum": 1000, "maximum": 9999 }] })
}

/// As YAML reads a word: `true` and `1` are no texts there.
fn scalar(key: &str) -> Value {
    serde_json::from_str(key).ok().filter(|value: &Value| value.is_number() || value.is_boolean()).unwrap_or_else(|| json!(key))
}
