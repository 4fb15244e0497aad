//! Owns the declaration of one collection and its fields.

use std::collections::BTreeMap;

use super::origin::{missing_table, origin};
use super::{Far, Later};
use crate::base::{Diagnostic, Sources, Span, mistake, suggest::nearest};
use crate::parse::known::{UNFIT, is_own};
use crate::parse::map::Map;
use crate::parse::yaml::NodeKind;
use crate::schema::{Choice, Collection, CollectionId, Field, Kind};

const KEYS: [&str; 10] = ["label", "files", "table", "sections", "sources", "review_every", "pages", "layout", "within", "fields"];
const FIELD: [&str; 9] = ["type", "label", "required", "unique", "many", "of", "inverse", "where", "via"];

/// Reads a collection; what needs the other collections is put off until they are known.
#[expect(clippy::too_many_arguments, reason = "one declaration feeds three lists that are read once all collections are known")]
pub fn collection<'a>(
    id: &str,
    span: Span,
    map: &Map<'a>,
    at: CollectionId,
    sources: &Sources,
    fars: &mut Vec<Far>,
    later: &mut Vec<Later<'a>>,
    found: &mut Vec<Diagnostic>,
) -> Collection {
    map.only("a collection", &KEYS, found);
    let origin = origin(map, sources, found);
    let (one, many) = label(id, map, found);
    let layout = map.text("layout", &mut Vec::new()).and_then(|(path, span)| Some((sources.find(&format!("content/{path}"))?, span)));
    let sources_required = map.says("sources", "required", found);
    let review_every = map.text("review_every", &mut Vec::new()).and_then(|(text, _)| months(text));
    let mut sections = Vec::new();
    match map.get("sections").map(|node| (&node.kind, node)) {
        Some((NodeKind::Map(_), node)) => {
            if let Some(inner) = Map::new(node, map.file, "sections", found) {
                inner.only("sections", &["names", "when"], found);
                sections = inner.texts("names", found);
                if let Some((when, span)) = inner.text("when", found) {
                    later.push(Later::When(at, when, span));
                }
            }
        }
        Some(_) => sections = map.texts("sections", found),
        None => {}
    }
    let mut fields = Vec::new();
    let declared = map.get("fields").and_then(|node| Map::new(node, map.file, "fields", found));
    for (key, node) in declared.map_or(&[][..], |map| map.pairs) {
        let span = map.at(key.start, key.end);
        if is_own(&key.text) && key.text != "date" || key.text.contains(UNFIT) {
            found.push(mistake::bad_field_name(span, &key.text));
        } else if let Some(map) = Map::new(node, map.file, &key.text, found) {
            fields.push(field(&key.text, span, &map, (at, fields.len()), fars, later, found));
        }
    }
    let within = map.text("within", found).and_then(|(name, span)| {
        let field = fields.iter().position(|field: &Field| field.id == name);
        match field {
            Some(field) => later.push(Later::Within(at, field, name, span)),
            None => {
                let near = nearest(name, fields.iter().map(|field| field.id.as_str()));
                found.push(mistake::unknown_field(span, name, Some(id), near));
            }
        }
        field
    });
    Collection {
        id: id.to_owned(),
        one,
        many,
        origin,
        sections: sections.iter().map(|(name, _)| (*name).to_owned()).collect(),
        sections_at: sections.iter().map(|(_, span)| *span).collect(),
        sections_when: Vec::new(),
        sources_required,
        review_every,
        pages: map.yes("pages", true, found),
        layout,
        within,
        fields,
        inverses: Vec::new(),
        span,
    }
}

/// Says what is wrong with a collection and leaves its fields as they are: all files can be read in spite of it.
pub fn alone(map: &Map<'_>, sources: &Sources, found: &mut Vec<Diagnostic>) {
    missing_table(map, sources, found);
    if let Some((path, span)) = map.text("layout", found)
        && sources.find(&format!("content/{path}")).is_none()
    {
        let layouts = sources.iter().filter_map(|(_, source)| source.path.strip_prefix("content/"));
        found.push(mistake::unknown_file(span, path, nearest(path, layouts.filter(|path| path.ends_with(".md")))));
    }
    if let Some((text, span)) = map.text("review_every", found)
        && months(text).is_none()
    {
        found.push(mistake::wrong_type(span, "review_every", "a time like `18 months` or `2 years`", text));
    }
}

/// A time in months, as `18 months` or `2 years` says it.
fn months(text: &str) -> Option<u16> {
    match text.split_once(' ')? {
        (number, "month" | "months") => number.parse().ok(),
        (number, "year" | "years") => number.parse::<u16>().ok()?.checked_mul(12),
        _ => None,
    }
}

fn label(id: &str, map: &Map<'_>, found: &mut Vec<Diagnostic>) -> (String, String) {
    let usual = capital(&id.replace('-', " "));
    let Some(node) = map.get("label") else { return (usual.clone(), usual) };
    if let NodeKind::Scalar { text, .. } = &node.kind {
        return (text.clone(), text.clone());
    }
    let Some(inner) = Map::new(node, map.file, "label", found) else { return (usual.clone(), usual) };
    inner.only("label", &["one", "many"], found);
    let mut text = |key: &str| inner.needed(key, "label", found).map_or_else(|| usual.clone(), |(text, _)| text.to_owned());
    (text("one"), text("many"))
}

fn field<'a>(
    id: &str,
    span: Span,
    map: &Map<'a>,
    at: (CollectionId, usize),
    fars: &mut Vec<Far>,
    later: &mut Vec<Later<'a>>,
    found: &mut Vec<Diagnostic>,
) -> Field {
    map.only("a field", &FIELD, found);
    let via = map.text("via", found);
    if let Some((path, span)) = via {
        later.push(Later::Via(at.0, at.1, path, span));
    } else if map.get("type").is_none() && !map.misspells("type", found) {
        found.push(mistake::missing_key(span, "type", &format!("the field `{id}`")));
    }
    let kind = map.text("type", found);
    later.extend(kind.map(|(name, span)| Later::Type(at.0, at.1, name, span)));
    if let Some((condition, span)) = map.text("where", found) {
        later.push(Later::Where(at.0, at.1, condition, span));
    }
    let mut far = Far { at, name: None, label: None };
    if let Some(node) = map.get("inverse") {
        if let NodeKind::Scalar { text, .. } = &node.kind {
            far.name = Some((text.clone(), map.at(node.start, node.end)));
        } else if let Some(inner) = Map::new(node, map.file, "inverse", found) {
            inner.only("inverse", &["name", "label"], found);
            far.name = inner.needed("name", "inverse", found).map(|(text, span)| (text.to_owned(), span));
            far.label = inner.text("label", found).map(|(text, _)| text.to_owned());
        }
    }
    fars.push(far);
    let required = map.yes("required", false, found);
    if let (true, true, Some((key, _))) = (required, via.is_some(), map.pairs.iter().find(|(key, _)| key.text == "required")) {
        found.push(mistake::computed_required(map.at(key.start, key.end)));
    }
    let choices = choices(map, found);
    if matches!(kind, Some(("choice", _))) && choices.is_empty() {
        found.push(mistake::missing_key(span, "of", &format!("the choice `{id}`")));
    }
    Field {
        id: id.to_owned(),
        label: map.text("label", found).map_or_else(|| capital(&id.replace(['_', '-'], " ")), |(text, _)| text.to_owned()),
        kind: Kind::Choice(choices),
        required,
        unique: map.yes("unique", false, found),
        many: map.yes("many", false, found) || via.is_some(),
        narrowed: Vec::new(),
        via: None,
    }
}

fn choices(map: &Map<'_>, found: &mut Vec<Diagnostic>) -> Vec<Choice> {
    let Some(node) = map.get("of") else { return Vec::new() };
    match &node.kind {
        NodeKind::Map(pairs) => {
            let Some(inner) = Map::new(node, map.file, "of", found) else { return Vec::new() };
            let mut choices = Vec::new();
            for (key, _) in pairs {
                let text = inner.text(&key.text, found).map_or("", |(text, _)| text);
                let (label, definition) = text.split_once(" – ").or_else(|| text.split_once(" — ")).unwrap_or((text, ""));
                let label = if label.is_empty() { capital(&key.text) } else { label.to_owned() };
                choices.push(Choice { key: key.text.clone(), label, definition: definition.to_owned() });
            }
            choices
        }
        _ => {
            let mut known: BTreeMap<&str, Span> = BTreeMap::new();
            let mut choices = Vec::new();
            for (key, span) in map.texts("of", found) {
                if let Some(first) = known.insert(key, span) {
                    found.push(mistake::duplicate_item(span, key, first));
                }
                choices.push(Choice { key: key.to_owned(), label: capital(&key.replace('-', " ")), definition: String::new() });
            }
            choices
        }
    }
}

/// A text with a capital letter first.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
