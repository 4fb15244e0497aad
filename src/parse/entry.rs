//! Owns entries and pages as parsed: their built-in fields, their typed values, their text.

use std::sync::Arc;

use super::doc::Doc;
use super::known::{allowed, far_side};
use super::map::Map;
use super::value::{Decoder, Held};
use super::yaml::NodeKind;
use crate::base::{Diagnostic, Span, mistake};
use crate::schema::template::scalar;
use crate::schema::words::expected;
use crate::schema::{CollectionId, Kind, Name, PartialDate, Schema};

/// The built-in fields of entries and pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// The title; empty where it may be left out.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// Former addresses, from the site's root.
    pub aliases: Vec<(String, Span)>,
    /// Other names.
    pub also: Vec<String>,
    /// Whether it is published only with `--drafts`.
    pub draft: bool,
    /// Its own date.
    pub date: Option<PartialDate>,
    /// When it was last changed.
    pub updated: Option<PartialDate>,
    /// When it was last checked.
    pub reviewed: Option<PartialDate>,
    /// When its picture was true.
    pub as_of: Option<PartialDate>,
    /// Its number, `3.10` stays so.
    pub number: String,
    /// Its place among others.
    pub order: Option<i64>,
    /// Works it rests on, for pages; entries hold them in the field `sources`.
    pub sources: Vec<Name>,
}

/// An entry as parsed.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Of which collection.
    pub collection: CollectionId,
    /// Its id.
    pub id: String,
    /// The built-in fields.
    pub head: Arc<Head>,
    /// What each declared field holds; silence is `None`.
    pub values: Vec<Option<Held>>,
    /// Its text.
    pub doc: Arc<Doc>,
    /// Where to point when something of it is missing: the id in a table, the front matter of a file.
    pub span: Span,
    /// Whether it could not be read as a whole: only its id is sure.
    pub broken: bool,
}

impl Entry {
    /// Whether it needs a title and has none, which was said: a name that nothing has may be its.
    pub fn nameless(&self, schema: &Schema) -> bool {
        self.head.title.is_empty() && schema.collection(self.collection).pages
    }
}

impl Decoder<'_, '_> {
    /// The built-in fields of a front matter or of a map of a YAML list.
    pub fn head(&mut self, map: &Map<'_>, titled: bool, what: &str) -> Head {
        let text = |found: &mut Vec<Diagnostic>, key: &str| map.text(key, found).map(|(text, _)| text.trim().to_owned()).unwrap_or_default();
        for (text, span) in ["title", "description"].into_iter().filter_map(|key| map.text(key, &mut Vec::new())) {
            if ["[[", "](", "**"].iter().any(|mark| text.contains(mark)) {
                self.found.push(mistake::leftover(span, "titles and descriptions are words alone: take the marks out"));
            }
        }
        if let Some(NodeKind::Scalar { text, quoted: false }) = map.get("title").map(|node| &node.kind)
            && let Some((_, span)) = map.text("title", &mut Vec::new())
            && let Some(bare) = text.strip_prefix(['“', '„', '”']).and_then(|text| text.strip_suffix(['”', '“']))
            && !bare.contains(['“', '„', '”'])
        {
            self.found.push(mistake::quoted_title(span, text, scalar(bare.trim())));
        }
        let title = if titled {
            map.needed("title", what, self.found).map(|(text, _)| in_a_line(text)).unwrap_or_default()
        } else {
            in_a_line(&text(self.found, "title"))
        };
        let also = map.texts("also", self.found);
        self.found.extend(also.iter().filter(|(text, _)| text.contains(';')).map(|(_, span)| mistake::semicolon(*span, "also")));
        let mut date = |key: &str| map.text(key, self.found).and_then(|(text, span)| self.date(key, text, span));
        let (own, updated, reviewed, as_of) = (date("date"), date("updated"), date("reviewed"), date("as_of"));
        let order = map.text("order", self.found).and_then(|(text, span)| self.order(text, span));
        let sources = map.texts("sources", self.found).into_iter().map(|(text, span)| self.work(text, span)).collect();
        Head {
            title,
            description: text(self.found, "description"),
            aliases: map.texts("aliases", self.found).into_iter().map(|(text, span)| (text.to_owned(), span)).collect(),
            also: also.into_iter().map(|(text, _)| in_a_line(text)).collect(),
            draft: map.yes("draft", false, self.found),
            date: own,
            updated,
            reviewed,
            as_of,
            number: text(self.found, "number"),
            order,
            sources,
        }
    }

    /// A place among others.
    pub fn order(&mut self, text: &str, span: Span) -> Option<i64> {
        let order = text.parse().ok();
        if order.is_none() {
            self.found.push(mistake::wrong_type(span, "order", "a whole number", text));
        }
        order
    }

    /// An entry from its front matter, or from a map of a YAML list.
    pub fn entry(&mut self, collection: CollectionId, id: String, id_span: Span, map: &Map<'_>) -> Entry {
        let schema = self.context.schema;
        let declared = schema.collection(collection);
        let before = self.found.len();
        map.only(&format!("an entry of `{}`", declared.id), &allowed(declared), self.found);
        for said in &mut self.found[before..] {
            let keys = map.pairs.iter().map(|(key, _)| (map.at(key.start, key.end), &key.text));
            let far = keys.filter(|(span, _)| said.span == Some(*span)).find_map(|(span, key)| far_side(span, key, declared, schema));
            if let Some(far) = far {
                *said = far;
            }
        }
        let head = Arc::new(self.head(map, declared.pages, &format!("an entry of `{}`", declared.id)));
        let mut values = Vec::with_capacity(declared.fields.len());
        for field in &declared.fields {
            let held = map.get(&field.id).and_then(|node| {
                if field.via.is_some() {
                    self.found.push(mistake::computed_field(Span::new(self.file, node.start, node.end), &field.id));
                    return None;
                }
                self.node(field, node)
            });
            // A draft need not be whole.
            if held.is_none() && field.required && !head.draft && map.get(&field.id).is_none() && !map.misspells(&field.id, self.found) {
                let empty = map.pairs.iter().find(|(key, _)| key.text == field.id).map(|(key, _)| map.at(key.start, key.end));
                self.found.push(match (empty, &field.kind) {
                    (None, _) => mistake::missing_field(map.span, &field.id, &declared.id, &id),
                    (Some(empty), Kind::Choice(choices)) => {
                        let choices: Vec<&str> = choices.iter().map(|choice| choice.key.as_str()).collect();
                        mistake::empty_field(empty, &field.id, &declared.id, &id, "", &choices)
                    }
                    (Some(empty), _) => mistake::empty_field(empty, &field.id, &declared.id, &id, expected(field), &[]),
                });
            }
            values.push(held);
        }
        Entry { collection, id, head, values, doc: Arc::default(), span: id_span, broken: false }
    }
}

/// A name as it is read: blanks and ends of lines in it are one blank.
pub fn in_a_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
