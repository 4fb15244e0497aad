//! Owns `site.yaml`: from its text to the [`Schema`].

use super::doc::Ground;
use super::map::{Map, shown};
use super::query;
use super::yaml::{Node, NodeKind};
use crate::base::{Diagnostic, FileId, Severity, Sources, Span, mistake, suggest::nearest};
use crate::schema::{
    Choice, Collection, CollectionId, Field, GLOSSARY, Inverse, Kind, MenuItem, Origin, REFERENCES, SOURCES, Schema, Settings, Step,
};

const SITE: [&str; 15] = [
    "title", "description", "base_url", "language", "theme", "edit_url", "report_url", "licence", "menu", "footer", "citations", "html",
    "callouts", "rules", "collections",
];
const COLLECTION: [&str; 10] = ["label", "files", "table", "sections", "sources", "review_every", "pages", "layout", "within", "fields"];
const FIELD: [&str; 9] = ["type", "label", "required", "unique", "many", "of", "inverse", "where", "via"];
const BUILT_IN: [&str; 14] = [
    "id", "title", "description", "aliases", "also", "draft", "date", "updated", "reviewed", "as_of", "sources", "number", "order", "this",
];
const TYPES: [&str; 10] = ["text", "markdown", "integer", "number", "boolean", "date", "year", "url", "choice", "country"];

/// A relation's far side as declared, before it is known where it leads.
struct Far {
    at: (CollectionId, usize),
    name: Option<(String, Span)>,
    label: Option<String>,
}

/// A severity that `site.yaml` gives a rule; `None` switches it off.
pub type Severities = Vec<(String, Option<Severity>)>;

/// Reads the schema. The last part says whether the collections can be relied on: if not, every file would seem wrong.
pub fn parse(node: &Node, file: FileId, sources: &Sources, found: &mut Vec<Diagnostic>) -> (Schema, Severities, bool) {
    let mut schema = Schema::default();
    let Some(map) = Map::new(node, file, "site.yaml", found) else { return (schema, Vec::new(), false) };
    map.only("site.yaml", &SITE, found);
    schema.settings = settings(&map, found);
    let severities = severities(&map, found);
    let unknown = map.pairs.iter().any(|(key, _)| !SITE.contains(&key.text.as_str()));
    let before = found.len();
    let mut fars = Vec::new();
    let mut conditions = Vec::new();
    let declared = map.get("collections").and_then(|node| Map::new(node, file, "collections", found));
    for (key, node) in declared.map_or(&[][..], |map| map.pairs) {
        let span = map.at(key.start, key.end);
        if !is_id(&key.text) {
            found.push(mistake::bad_id(span, &key.text, &offer_id(&key.text)));
        }
        if matches!(key.text.as_str(), REFERENCES | GLOSSARY) {
            found.push(mistake::reserved_collection(span, &key.text));
            continue;
        }
        if let Some(map) = Map::new(node, file, &key.text, found) {
            let id = CollectionId(schema.collections.len());
            let collection = collection(&key.text, span, &map, id, sources, &mut fars, &mut conditions, found);
            schema.collections.push(collection);
        }
    }
    built_in(&mut schema);
    types(&mut schema, &map, found);
    let computed = |far: &Far| conditions.iter().any(|later| matches!(later, Later::Via(c, f, ..) if (*c, *f) == far.at));
    let (through, direct): (Vec<Far>, Vec<Far>) = fars.into_iter().partition(computed);
    let sources = schema.collections().map(|(id, collection)| Far { at: (id, collection.fields.len() - 1), name: None, label: None });
    let sources: Vec<Far> = sources.collect();
    inverses(&mut schema, direct.into_iter().chain(sources), found);
    vias(&mut schema, &conditions, found);
    inverses(&mut schema, through, found);
    rest(&mut schema, &conditions, found);
    let sure = found[before..].iter().all(|found| found.severity != Severity::Error) && !(unknown && declared.is_none());
    (schema, severities, sure)
}

/// What can be read only when all collections are known.
enum Later<'a> {
    When(CollectionId, &'a str, Span),
    Where(CollectionId, usize, &'a str, Span),
    Via(CollectionId, usize, &'a str, Span),
}

fn settings(map: &Map<'_>, found: &mut Vec<Diagnostic>) -> Settings {
    let mut text = |key: &str| map.text(key, found).map(|(text, _)| text.to_owned()).unwrap_or_default();
    let mut settings = Settings {
        description: text("description"),
        base_url: text("base_url"),
        language: text("language"),
        theme: text("theme"),
        edit_url: text("edit_url"),
        report_url: text("report_url"),
        ..Settings::default()
    };
    if settings.language.is_empty() {
        settings.language = "en".to_owned();
    }
    if settings.theme.is_empty() {
        settings.theme = "default".to_owned();
    }
    if !settings.base_url.is_empty() && !settings.base_url.ends_with('/') {
        settings.base_url.push('/');
    }
    settings.title = map.needed("title", "site.yaml", found).map(|(text, _)| text.to_owned()).unwrap_or_default();
    settings.footer = map.text("footer", found).map(|(text, span)| (text.to_owned(), span));
    settings.citations = map.text("citations", found).map(|(text, span)| (text.to_owned(), span));
    settings.html = match map.text("html", found) {
        Some(("allow", _)) => true,
        Some((other, span)) => {
            found.push(mistake::wrong_type(span, "html", "`allow`", other));
            false
        }
        None => false,
    };
    for key in ["base_url", "edit_url", "report_url"] {
        if let Some((text, span)) = map.text(key, found) {
            if text.contains("//example.") || text.contains(".example.") || text.contains(".example/") {
                found.push(mistake::sample_value(span, key, text));
            } else if !(text.starts_with("https://") || text.starts_with("http://") || (key == "base_url" && text.starts_with('/'))) {
                found.push(mistake::wrong_type(span, key, "an address that begins with https://", text));
            }
        }
    }
    if let Some(licence) = map.get("licence").and_then(|node| Map::new(node, map.file, "licence", found)) {
        licence.only("licence", &["name", "url"], found);
        let name = licence.needed("name", "licence", found).map(|(text, _)| text.to_owned());
        let url = licence.needed("url", "licence", found).map(|(text, _)| text.to_owned());
        settings.licence = name.zip(url);
    }
    if let Some(callouts) = map.get("callouts").and_then(|node| Map::new(node, map.file, "callouts", found)) {
        for (key, _) in callouts.pairs {
            if let Some((label, _)) = callouts.text(&key.text, found) {
                settings.callouts.push((key.text.clone(), label.to_owned()));
            }
        }
    }
    if let Some(Node { kind: NodeKind::List(items), .. }) = map.get("menu") {
        settings.menu = menu(items, map, found);
    } else if let Some(node) = map.get("menu") {
        found.push(mistake::wrong_type(map.at(node.start, node.end), "menu", "a list", &shown(node)));
    }
    settings
}

fn menu(items: &[Node], map: &Map<'_>, found: &mut Vec<Diagnostic>) -> Vec<MenuItem> {
    let mut menu = Vec::new();
    for item in items {
        match &item.kind {
            NodeKind::Scalar { text, .. } => menu.push(MenuItem::Link(text.clone(), map.at(item.start, item.end))),
            NodeKind::Map(_) => {
                let Some(group) = Map::new(item, map.file, "menu", found) else { continue };
                group.only("menu", &["title", "items"], found);
                let title = group.needed("title", "menu", found).map(|(text, _)| text.to_owned()).unwrap_or_default();
                match group.get("items").map(|node| &node.kind) {
                    Some(NodeKind::List(items)) => menu.push(MenuItem::Group(title, self::menu(items, map, found))),
                    _ => found.push(mistake::missing_key(group.span, "items", "menu")),
                }
            }
            _ => found.push(mistake::wrong_type(map.at(item.start, item.end), "menu", "a name, or a title with items", &shown(item))),
        }
    }
    menu
}

fn severities(map: &Map<'_>, found: &mut Vec<Diagnostic>) -> Severities {
    let Some(rules) = map.get("rules").and_then(|node| Map::new(node, map.file, "rules", found)) else { return Vec::new() };
    let known: Vec<&str> = mistake::RULES.iter().map(|rule| rule.name).collect();
    rules.only("rules", &known, found);
    let mut severities = Vec::new();
    for (key, _) in rules.pairs {
        match rules.text(&key.text, found) {
            Some(("error", _)) => severities.push((key.text.clone(), Some(Severity::Error))),
            Some(("warning", _)) => severities.push((key.text.clone(), Some(Severity::Warning))),
            Some(("hint", _)) => severities.push((key.text.clone(), Some(Severity::Hint))),
            Some(("off", _)) => severities.push((key.text.clone(), None)),
            Some((other, span)) => found.push(mistake::unknown_choice(span, "rules", other, &["error", "warning", "hint", "off"])),
            None => {}
        }
    }
    severities
}

#[expect(clippy::too_many_arguments, reason = "one declaration feeds three lists that are read once all collections are known")]
fn collection<'a>(
    id: &str,
    span: Span,
    map: &Map<'a>,
    at: CollectionId,
    sources: &Sources,
    fars: &mut Vec<Far>,
    later: &mut Vec<Later<'a>>,
    found: &mut Vec<Diagnostic>,
) -> Collection {
    map.only("a collection", &COLLECTION, found);
    let origin = match (map.text("files", found), map.text("table", found)) {
        (Some((_, _)), Some((_, second))) => {
            found.push(mistake::files_and_table(second));
            Origin::Markdown
        }
        (Some((files, _)), None) => Origin::Files(files.to_owned()),
        (None, Some((table, span))) => {
            if sources.find(&format!("content/{table}")).is_none() {
                let tables = sources.iter().filter_map(|(_, source)| source.path.strip_prefix("content/"));
                let near = nearest(table, tables.filter(|path| path.ends_with(".csv") || path.ends_with(".yaml")));
                found.push(mistake::unknown_file(span, table, near));
            }
            Origin::Table(table.to_owned())
        }
        (None, None) => Origin::Markdown,
    };
    let (one, many) = label(id, map, found);
    let layout = map.text("layout", found).and_then(|(path, span)| {
        let file = sources.find(&format!("content/{path}"));
        if file.is_none() {
            let layouts = sources.iter().filter_map(|(_, source)| source.path.strip_prefix("content/"));
            found.push(mistake::unknown_file(span, path, nearest(path, layouts.filter(|path| path.ends_with(".md")))));
        }
        file.map(|file| (file, span))
    });
    let sources_required = match map.text("sources", found) {
        Some(("required", _)) => true,
        Some((other, span)) => {
            found.push(mistake::wrong_type(span, "sources", "`required`", other));
            false
        }
        None => false,
    };
    let review_every = map.text("review_every", found).and_then(|(text, span)| {
        let months = match text.split_once(' ') {
            Some((number, "month" | "months")) => number.parse().ok(),
            Some((number, "year" | "years")) => number.parse::<u16>().ok().and_then(|years| years.checked_mul(12)),
            _ => None,
        };
        if months.is_none() {
            found.push(mistake::wrong_type(span, "review_every", "a time like `18 months` or `2 years`", text));
        }
        months
    });
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
        let own = BUILT_IN.contains(&key.text.as_str()) && key.text != "date";
        if own || key.text.contains(['.', ' ', ',', '=', '@']) {
            found.push(mistake::bad_field_name(span, &key.text));
        } else if let Some(map) = Map::new(node, map.file, &key.text, found) {
            fields.push(field(&key.text, span, &map, (at, fields.len()), fars, later, found));
        }
    }
    let within = map.text("within", found).and_then(|(name, span)| {
        let field = fields.iter().position(|field: &Field| field.id == name);
        if field.is_none() {
            let near = nearest(name, fields.iter().map(|field| field.id.as_str()));
            found.push(mistake::unknown_field(span, name, Some(id), near));
        }
        field
    });
    Collection {
        id: id.to_owned(),
        one,
        many,
        origin,
        sections: sections.into_iter().map(|(name, _)| name.to_owned()).collect(),
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
    } else if map.get("type").is_none() {
        found.push(mistake::missing_key(span, "type", &format!("the field `{id}`")));
    }
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
    let choices = choices(map, found);
    if matches!(map.text("type", found), Some(("choice", _))) && choices.is_empty() {
        found.push(mistake::missing_key(span, "of", &format!("the choice `{id}`")));
    }
    Field {
        id: id.to_owned(),
        label: map.text("label", found).map_or_else(|| capital(&id.replace(['_', '-'], " ")), |(text, _)| text.to_owned()),
        kind: Kind::Choice(choices),
        required: map.yes("required", false, found),
        unique: map.yes("unique", false, found),
        many: map.yes("many", false, found) || via.is_some(),
        narrowed: Vec::new(),
        via: None,
        span,
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
                let (label, definition) = text.split_once(" – ").unwrap_or((text, ""));
                let label = if label.is_empty() { capital(&key.text) } else { label.to_owned() };
                choices.push(Choice { key: key.text.clone(), label, definition: definition.to_owned() });
            }
            choices
        }
        _ => map
            .texts("of", found)
            .into_iter()
            .map(|(key, _)| Choice { key: key.to_owned(), label: capital(&key.replace('-', " ")), definition: String::new() })
            .collect(),
    }
}

/// The collections that every site has: works and terms. And the field `sources` of all.
fn built_in(schema: &mut Schema) {
    let Some(span) = schema.collections.first().map(|collection| collection.span).or(Some(Span::top(FileId(0)))) else { return };
    let field = |id: &str, label: &str, kind: Kind, many: bool| Field {
        id: id.to_owned(),
        label: label.to_owned(),
        kind,
        required: false,
        unique: false,
        many,
        narrowed: Vec::new(),
        via: None,
        span,
    };
    let kinds = [
        ("publication", "Publication"),
        ("law", "Law"),
        ("official", "Official page"),
        ("news", "News"),
        ("research", "Research"),
        ("organization", "Organization"),
        ("dataset", "Dataset"),
    ];
    let kinds = kinds.map(|(key, label)| Choice { key: key.to_owned(), label: label.to_owned(), definition: String::new() });
    let works = vec![
        field("authors", "Authors", Kind::Text, true),
        field("year", "Year", Kind::Text, false),
        field("kind", "Kind", Kind::Choice(kinds.to_vec()), false),
        field("url", "Address", Kind::Url, false),
        field("doi", "DOI", Kind::Text, false),
        field("accessed", "Accessed", Kind::Text, false),
        field("weak", "Weak", Kind::Boolean, false),
    ];
    let terms = vec![field("short", "Short form", Kind::Text, false), field("meaning", "Meaning", Kind::Markdown, false)];
    let collection = |id: &str, one: &str, many: &str, origin: Origin, fields: Vec<Field>| Collection {
        id: id.to_owned(),
        one: one.to_owned(),
        many: many.to_owned(),
        origin,
        sections: Vec::new(),
        sections_when: Vec::new(),
        sources_required: false,
        review_every: None,
        pages: false,
        layout: None,
        within: None,
        fields,
        inverses: Vec::new(),
        span,
    };
    schema.collections.push(collection(GLOSSARY, "Term", "Glossary", Origin::Table("glossary.yaml".to_owned()), terms));
    let works = collection(REFERENCES, "Source", "References", Origin::Bibliography, works);
    schema.collections.push(works);
    let references = CollectionId(schema.collections.len() - 1);
    for collection in &mut schema.collections {
        collection.fields.push(field(SOURCES, "Sources", Kind::Relation(references), true));
    }
}

/// Gives each field its type, now that all collections are known.
fn types(schema: &mut Schema, map: &Map<'_>, found: &mut Vec<Diagnostic>) {
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
                        Kind::Text
                    }
                },
            };
            schema.collections[index].fields[at].kind = kind;
        }
    }
}

/// Gives relations their far sides.
fn inverses(schema: &mut Schema, fars: impl IntoIterator<Item = Far>, found: &mut Vec<Diagnostic>) {
    for far in fars {
        let (collection, index) = far.at;
        let field = &schema.collection(collection).fields[index];
        let Kind::Relation(to) = field.kind else {
            if let Some((name, span)) = far.name {
                found.push(mistake::inverse_of_no_relation(span, &name));
            }
            continue;
        };
        turn_round(schema, far.at, to, far.name, far.label, found);
    }
}

/// Adds one field to the far side of its relation.
fn turn_round(
    schema: &mut Schema,
    at: (CollectionId, usize),
    to: CollectionId,
    name: Option<(String, Span)>,
    label: Option<String>,
    found: &mut Vec<Diagnostic>,
) {
    let (collection, index) = at;
    let declaring = schema.collection(collection);
    let field = &declaring.fields[index];
    if name.as_ref().is_some_and(|(name, _)| collection == to && *name == field.id) {
        return;
    }
    let (usual, many, id) = (declaring.id.clone(), declaring.many.clone(), field.id.clone());
    let target = &mut schema.collections[to.0];
    let wanted = match &name {
        Some((name, span)) => {
            if target.field(name).is_some() {
                found.push(mistake::inverse_is_field(*span, name, &target.id));
                return;
            }
            name.clone()
        }
        None if target.field(&usual).is_some() || target.inverse(&usual).is_some() => format!("{usual}-{id}"),
        None => usual,
    };
    match target.inverses.iter_mut().find(|inverse| inverse.name == wanted) {
        Some(inverse) if inverse.to == collection => {
            inverse.from.push(at);
            if let Some(label) = label {
                inverse.label = label;
            }
        }
        Some(_) => {
            if let Some((name, span)) = name {
                found.push(mistake::inverse_taken(span, &name, &target.id));
            }
        }
        None => target.inverses.push(Inverse { name: wanted, label: label.unwrap_or(many), from: vec![at], to: collection }),
    }
}

/// Turns offsets in the text at `span` into places.
fn place(span: Span) -> impl Fn(std::ops::Range<usize>) -> Span {
    let ground = Ground { file: span.file, start: span.start as usize, end: span.end as usize, exact: true };
    move |range| ground.span(range)
}

/// Reads the fields that are computed through others, now that direct relations have their far sides.
fn vias(schema: &mut Schema, later: &[Later<'_>], found: &mut Vec<Diagnostic>) {
    for later in later {
        if let Later::Via(collection, index, text, span) = later {
            let Some(path) = query::path(text, 0, *collection, schema, place(*span), found) else { continue };
            let through = path.steps.iter().any(|step| matches!(step, Step::Field(c, f) if schema.collection(*c).fields[*f].via.is_some()));
            match path.steps.last().and_then(|step| schema.leads_to(*step)) {
                Some(to) if !through => {
                    let field = &mut schema.collections[collection.0].fields[*index];
                    field.kind = Kind::Relation(to);
                    field.via = Some(path);
                }
                _ => found.push(mistake::bad_via(*span, text)),
            }
        }
    }
}

/// Reads `where` and `when`, now that all paths are known.
fn rest(schema: &mut Schema, later: &[Later<'_>], found: &mut Vec<Diagnostic>) {
    for later in later {
        match later {
            Later::When(collection, text, span) => {
                let when = query::conditions(text, *collection, None, schema, place(*span), found);
                schema.collections[collection.0].sections_when = when;
            }
            Later::Where(collection, index, text, span) => {
                if let Kind::Relation(to) = schema.collection(*collection).fields[*index].kind {
                    let narrowed = query::conditions(text, to, None, schema, place(*span), found);
                    schema.collections[collection.0].fields[*index].narrowed = narrowed;
                } else {
                    found.push(mistake::where_on_no_relation(*span));
                }
            }
            Later::Via(..) => {}
        }
    }
}

/// Whether a text may be an id.
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The id nearest to a text.
pub fn offer_id(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain: String = text.nfd().filter(|letter| !('\u{300}'..'\u{370}').contains(letter)).collect();
    let mut id = String::new();
    for letter in plain.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            id.push(letter);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-');
    if id.is_empty() { "entry".to_owned() } else { id.to_owned() }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
