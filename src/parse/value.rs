//! Owns typed values: from what stands in front matter or a cell to a value of the field's type.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::address::has_host;
use super::block::Context;
use super::country;
use super::doc::Doc;
use super::ground::Ground;
use super::map::{Map, ground, shown};
use super::markdown;
use super::number;
use super::schema::is_id;
use super::spelled;
use super::table::{Trap, spreadsheet_trap};
use super::yaml::{Key, Node, NodeKind};
use crate::base::{Diagnostic, FileId, Span, mistake};
use crate::schema::words::expected;
use crate::schema::{Basis, CollectionId, Field, GLOSSARY, Kind, Name, PartialDate, Stated, Value, choice_of, truth, truth_meant};

/// After so many mistakes nobody is told any more what may be meant.
const MOST_WRONG: usize = 1_000;

/// A value as parsed: entries by name, text as a tree.
pub type Written = Value<Name, Arc<Doc>>;
/// What a field holds, as parsed.
pub type Held = Stated<Name, Arc<Doc>>;

/// Reads values.
pub struct Decoder<'a, 'b> {
    /// What the texts among them know.
    pub context: Context<'a>,
    /// Codes of countries, with names.
    pub countries: &'a BTreeMap<String, String>,
    /// The theme's words for yes and no.
    pub truths: [&'a str; 2],
    /// The built-in collection of works.
    pub references: CollectionId,
    /// The file they stand in.
    pub file: FileId,
    /// Its text.
    pub text: &'a str,
    /// Fields in whose numbers dots were seen to separate thousands.
    pub dotted: BTreeSet<usize>,
    /// Where mistakes go.
    pub found: &'b mut Vec<Diagnostic>,
}

const LONG: [&str; 5] = ["value", "basis", "note", "sources", "as_of"];

impl Decoder<'_, '_> {
    /// What a YAML node says of a field: a value, a list, or the long form.
    pub fn node(&mut self, field: &Field, node: &Node) -> Option<Held> {
        let span = Span::new(self.file, node.start, node.end);
        if let NodeKind::Map(_) = node.kind {
            let map = Map::new(node, self.file, &field.id, self.found)?;
            if let Some(mistake) = self.comma_in_braces(field, map.pairs) {
                self.found.push(mistake);
                return None;
            }
            map.only(&format!("the long form of `{}`", field.id), &LONG, self.found);
            let mut held = match map.get("value") {
                Some(value) if !matches!(value.kind, NodeKind::Map(_)) => self.node(field, value)?,
                Some(value) => {
                    let span = Span::new(self.file, value.start, value.end);
                    self.found.push(mistake::wrong_kind(span, &field.id, expected(field), &shown(value)));
                    return None;
                }
                None => {
                    self.found.push(mistake::missing_key(map.span, "value", &format!("the long form of `{}`", field.id)));
                    return None;
                }
            };
            if let Some((text, at)) = map.text("basis", self.found) {
                held.basis = self.basis(text, at);
            }
            if let Some((text, at)) = map.text("note", self.found) {
                let mut stretches = Vec::new();
                let ground = ground(at.bytes(), text, self.file, self.text, &mut stretches);
                held.note = Some(self.markdown(text, ground));
            }
            held.sources = map.texts("sources", self.found).into_iter().map(|(text, at)| self.work(text, at)).collect();
            held.as_of = map.text("as_of", self.found).and_then(|(text, at)| self.date("as_of", text, at));
            held.span = span;
            self.contradiction(field, &held);
            return Some(held);
        }
        let mut held = silent(span);
        match &node.kind {
            NodeKind::Empty | NodeKind::Map(_) => return None,
            NodeKind::Scalar { text, .. } => {
                let mut stretches = Vec::new();
                let ground = ground(node.start..node.end, text, self.file, self.text, &mut stretches);
                self.one(field, text, ground, &mut held)?;
            }
            NodeKind::List(items) if !field.many => {
                let declared = self.context.this.is_some_and(|this| self.context.schema.collection(this).id != GLOSSARY);
                self.found.push(mistake::one_value(span, &field.id, items.len(), declared));
                return None;
            }
            NodeKind::List(items) => {
                for item in items {
                    match &item.kind {
                        NodeKind::Scalar { text, .. } => {
                            let mut stretches = Vec::new();
                            let ground = ground(item.start..item.end, text, self.file, self.text, &mut stretches);
                            self.one(field, text, ground, &mut held);
                        }
                        _ => {
                            let span = Span::new(self.file, item.start, item.end);
                            self.found.push(mistake::wrong_kind(span, &field.id, expected(field), &shown(item)));
                        }
                    }
                }
            }
        }
        self.contradiction(field, &held);
        (held.denied || !held.values.is_empty()).then_some(held)
    }

    /// What is wrong where a number with a decimal comma became a value and a key.
    fn comma_in_braces(&self, field: &Field, pairs: &[(Key, Node)]) -> Option<Diagnostic> {
        pairs.windows(2).find_map(|pair| {
            let [(key, Node { kind: NodeKind::Scalar { .. }, start, .. }), (part, Node { kind: NodeKind::Empty, .. })] = pair else { return None };
            let written = self.text.get(*start..part.end).filter(|_| key.text == "value" && field.kind == Kind::Number)?;
            let meant = number::decimal_meant(written);
            (!meant.is_empty()).then(|| mistake::comma_in_braces(Span::new(self.file, *start, part.end), &field.id, written, &meant))
        })
    }

    /// What a cell says of a field; lists are separated by `;`.
    pub fn cell(&mut self, field: &Field, text: &str, ground: Ground<'_>) -> Option<Held> {
        let mut held = silent(ground.span(0..text.len()));
        if !field.many {
            self.one(field, text, ground, &mut held);
        } else {
            for (part, ground) in listed(text, ground) {
                self.one(field, part, ground, &mut held);
            }
        }
        self.contradiction(field, &held);
        (held.denied || !held.values.is_empty()).then_some(held)
    }

    /// A text of its own.
    pub fn markdown(&mut self, text: &str, ground: Ground<'_>) -> Arc<Doc> {
        Arc::new(markdown::parse(text, ground, &self.context, self.found))
    }

    /// On whose word.
    pub fn basis(&mut self, text: &str, span: Span) -> Basis {
        Basis::ALL.into_iter().find(|basis| basis.key() == text).unwrap_or_else(|| {
            self.found.push(mistake::unknown_choice(span, "basis", text, &Basis::ALL.map(Basis::key)));
            Basis::Stated
        })
    }

    /// A work by its key.
    pub fn work(&self, text: &str, span: Span) -> Name {
        Name { collection: self.references, text: text.to_owned(), span }
    }

    /// A date.
    pub fn date(&mut self, key: &str, text: &str, span: Span) -> Option<PartialDate> {
        let date = PartialDate::parse(text);
        if date.is_none() {
            self.found.push(mistake::bad_date(span, key, text, &date_meant(text)));
        }
        date
    }

    /// Says that a source can't deny what it names.
    fn contradiction(&mut self, field: &Field, held: &Held) {
        let denial =
            |value: &Written| matches!((value, &field.kind), (Value::Choice(choice), Kind::Choice(choices)) if choices[*choice].key == "none");
        if let Some((_, span)) = held.values.iter().find(|(value, _)| held.denied && !denial(value)) {
            self.found.push(mistake::none_and_more(*span, &field.id));
        }
    }

    fn one(&mut self, field: &Field, text: &str, ground: Ground<'_>, held: &mut Held) -> Option<()> {
        let span = ground.span(0..text.len());
        if text.is_empty() {
            return None;
        }
        if text == "none" {
            held.denied = true;
            if let Kind::Choice(choices) = &field.kind
                && let Some(choice) = choices.iter().position(|choice| choice.key == "none")
            {
                held.values.push((Value::Choice(choice), span));
            }
            return Some(());
        }
        let value = self.value(field, text, ground)?;
        held.values.push((value, span));
        Some(())
    }

    /// Says that a text is several values, if it is: with commas or semicolons between, and none that is not `known`.
    fn several(&mut self, field: &Field, text: &str, span: Span, known: impl Fn(&str) -> bool) -> bool {
        let count = text.split([',', ';']).count();
        let several = count > 1 && text.split([',', ';']).all(|part| known(part.trim()));
        if several {
            self.found.push(if field.many { mistake::values_as_one(span, &field.id) } else { mistake::one_value(span, &field.id, count, true) });
        }
        several
    }

    fn value(&mut self, field: &Field, text: &str, ground: Ground<'_>) -> Option<Written> {
        let span = ground.span(0..text.len());
        let value = match &field.kind {
            Kind::Text | Kind::Url if field.many && text.contains(';') => {
                self.found.push(mistake::semicolon(span, &field.id));
                return None;
            }
            Kind::Text => {
                self.found.extend(mistake::placeholder(span, &field.id, text));
                Some(Value::Text(text.to_owned()))
            }
            Kind::Markdown => Some(Value::Markdown(Arc::new(markdown::parse(text, ground, &self.context, self.found)))),
            Kind::Integer => number::whole(text).map(Value::Integer),
            Kind::Number => number::decimal(text).map(|(text, number)| Value::Number(text, number)),
            Kind::Boolean => truth(text).map(Value::Boolean),
            Kind::Date => return self.date(&field.id, text, span).map(Value::Date),
            Kind::Year => {
                PartialDate::parse(text.strip_suffix(".0").unwrap_or(text)).filter(|date| date.month.is_none()).map(|date| Value::Year(date.year))
            }
            Kind::Url => (has_host(text) && !text.contains(char::is_whitespace)).then(|| Value::Url(text.to_owned())),
            Kind::Choice(choices) => {
                let choice = choice_of(choices, text);
                if choice.is_none() && self.several(field, text, span, |part| choice_of(choices, part).is_some()) {
                    return None;
                }
                if choice.is_none() {
                    // Nobody reads the last of thousands.
                    let offered = if self.found.len() < MOST_WRONG { &choices[..] } else { &[] };
                    let keys: Vec<&str> = offered.iter().map(|choice| choice.key.as_str()).collect();
                    self.found.push(mistake::unknown_choice(span, &field.id, text, &keys));
                    return None;
                }
                choice.map(Value::Choice)
            }
            Kind::Country => {
                if !self.countries.contains_key(text) {
                    if self.several(field, text, span, |part| self.countries.contains_key(part)) {
                        return None;
                    }
                    self.found.push(mistake::unknown_country(span, text, country::meant(text, self.countries)));
                    return None;
                }
                Some(Value::Country(text.to_owned()))
            }
            // No id has a semicolon in it; a title may have commas.
            Kind::Relation(_) if text.contains(';') && self.several(field, text, span, is_id) => return None,
            Kind::Relation(collection) => Some(Value::Relation(Name { collection: *collection, text: text.to_owned(), span })),
        };
        if value.is_none() {
            let mut meant = match &field.kind {
                Kind::Integer | Kind::Year => number::whole_meant(text),
                Kind::Number => number::decimal_meant(text),
                Kind::Url => address_meant(text).into_iter().collect(),
                _ => Vec::new(),
            };
            if let (Kind::Integer | Kind::Number, Some(bare)) = (&field.kind, number::without_unit(text)) {
                meant = match (number::whole(bare), number::decimal(bare)) {
                    (Some(whole), _) => vec![whole.to_string()],
                    (None, Some((decimal, _))) if field.kind == Kind::Number => vec![decimal],
                    _ if field.kind == Kind::Number => number::decimal_meant(bare),
                    _ => number::whole_meant(bare),
                };
                self.found.push(mistake::number_with_unit(span, &field.id, expected(field), text, &meant));
                return None;
            }
            let shortened = field.kind == Kind::Integer && number::shortened(text);
            if field.kind == Kind::Url && has_host(text) {
                self.found.push(mistake::blank_in_address(span, &field.id));
                return None;
            }
            let truth = truth_meant(text, self.truths).filter(|_| field.kind == Kind::Boolean);
            let mistake = mistake::bad_number(span, &field.id, expected(field), text, &meant, shortened);
            self.found.push(mistake::no_truth(mistake, text, truth));
        }
        value
    }
}

/// Nothing held there, as yet.
pub fn silent(span: Span) -> Held {
    Stated { values: Vec::new(), denied: false, basis: Basis::Stated, note: None, sources: Vec::new(), as_of: None, span }
}

/// What a spreadsheet may have made a date from.
fn date_meant(text: &str) -> Vec<String> {
    match spreadsheet_trap(text) {
        Some(Trap::Date { meant }) => meant.into_iter().filter(|date| PartialDate::parse(date).is_some()).collect(),
        _ => spelled::date(text).into_iter().collect(),
    }
}

/// A whole address, where only its beginning is missing or in capitals.
fn address_meant(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let whole = match ["https://", "http://"].into_iter().find(|scheme| lower.starts_with(scheme)) {
        Some(scheme) => format!("{scheme}{}", &text[scheme.len()..]),
        None if lower.starts_with("www.") => format!("https://{text}"),
        None => return None,
    };
    (has_host(&whole) && !whole.contains(char::is_whitespace)).then_some(whole)
}

/// What a cell lists, each with its place; empty parts are left out.
pub fn listed<'t>(text: &'t str, ground: Ground<'t>) -> impl Iterator<Item = (&'t str, Ground<'static>)> {
    let mut at = 0;
    text.split(';').filter_map(move |part| {
        let start = at + (part.len() - part.trim_start().len());
        at += part.len() + 1;
        let part = part.trim();
        (!part.is_empty()).then(|| (part, ground.part(start..start + part.len())))
    })
}
