//! Owns the little language of queries: `course=starter, time<30`, `title, count(cooks) as Cooks`, `course, -since`.

use std::ops::Range;

use crate::base::{Diagnostic, Span, mistake, suggest::nearest};
use crate::schema::{
    CollectionId, Column, Condition, Kind, Name, Operand, Operator, Own, PartialDate, Path, Schema, Step, TRUTHS, choice_of, truth, truth_meant,
};

/// More conditions than this in a query are refused, and more columns.
const MOST: usize = 100;

/// Paths with more steps than this are refused.
const MOST_STEPS: usize = 10;

/// Says so when a query has more parts than anybody reads.
fn measured(parts: Vec<Range<usize>>, what: &str, place: impl Fn(Range<usize>) -> Span, found: &mut Vec<Diagnostic>) -> Vec<Range<usize>> {
    match (parts.first(), parts.last()) {
        (Some(first), Some(last)) if parts.len() > MOST => {
            found.push(mistake::too_many(place(first.start..last.end), what, parts.len(), MOST));
            Vec::new()
        }
        _ => parts,
    }
}

/// Reads conditions joined by commas; `place` turns offsets in `text` into places.
pub fn conditions(
    text: &str,
    from: CollectionId,
    this: Option<CollectionId>,
    schema: &Schema,
    place: impl Fn(Range<usize>) -> Span,
    found: &mut Vec<Diagnostic>,
) -> Vec<Condition<Name>> {
    let mut conditions = Vec::new();
    for part in measured(parts(text), "conditions", &place, found) {
        let written = &text[part.clone()];
        let Some((at, operator, length)) = operator(written) else {
            found.push(mistake::bad_condition(place(part), written));
            continue;
        };
        let left = written[..at].trim_end();
        let right = &written[at + length..];
        let value = right.trim().trim_matches('\'');
        let start = part.start + at + length + right.find(value).unwrap_or(0);
        let value_at = place(start..start + value.len());
        if let Some(mistake) = no_value(&written[at + length..], part.start + at + length, &place) {
            found.push(mistake);
            continue;
        }
        let Some(path) = path(left, part.start, from, schema, &place, found) else { continue };
        let span = place(part.clone());
        if let Some(operand) = operand(value, &path, this, schema, value_at, found) {
            conditions.push(Condition { path, operator, operand, span });
        }
    }
    conditions
}

/// What is wrong with a value that begins `start` bytes into the text, whatever its field: nobody means these.
fn no_value(value: &str, start: usize, place: impl Fn(Range<usize>) -> Span) -> Option<Diagnostic> {
    if value.starts_with('=') {
        return Some(mistake::second_equals(place(start..start + 1)));
    }
    if let Some(at) = value.find(['“', '”', '„', '‘', '‚', '«', '»']) {
        return Some(mistake::typographic_quotes(place(start + at..start + value.len())));
    }
    if value.contains('\'') {
        return None;
    }
    ["and", "or"].into_iter().find_map(|word| {
        let at = value.find(&format!(" {word} ")).filter(|at| operator(&value[*at..]).is_some())? + 1;
        Some(mistake::joined_conditions(place(start + at..start + at + word.len()), word))
    })
}

fn operand(value: &str, path: &Path, this: Option<CollectionId>, schema: &Schema, span: Span, found: &mut Vec<Diagnostic>) -> Option<Operand<Name>> {
    if value.is_empty() {
        return Some(Operand::Nothing);
    }
    let last = *path.steps.last()?;
    if let Some(to) = schema.leads_to(last) {
        return Some(match value {
            "this" if this.is_some() => Operand::This,
            "none" => Operand::Denied,
            _ => Operand::Entry(Name { collection: to, text: value.to_owned(), span }),
        });
    }
    if last == Step::Own(Own::Id) && value == "this" && this.is_some() {
        return Some(Operand::This);
    }
    let Step::Field(collection, field) = last else {
        let own = matches!(last, Step::Own(own) if own.is_date());
        return match PartialDate::parse(value).filter(|_| own) {
            Some(date) => Some(Operand::Date(date)),
            None => Some(Operand::Text(value.to_owned())),
        };
    };
    let field = &schema.collection(collection).fields[field];
    if value == "none" && !matches!(field.kind, Kind::Choice(_)) {
        return Some(Operand::Denied);
    }
    let (operand, expected) = match &field.kind {
        Kind::Choice(choices) => {
            return match choice_of(choices, value) {
                Some(choice) => Some(Operand::Choice(choice)),
                None if value == "none" => Some(Operand::Denied),
                None => {
                    let keys: Vec<&str> = choices.iter().map(|choice| choice.key.as_str()).collect();
                    found.push(mistake::unknown_choice(span, &field.id, value, &keys));
                    None
                }
            };
        }
        Kind::Integer | Kind::Number | Kind::Year => (value.parse().ok().map(Operand::Number), "a number"),
        Kind::Date => (PartialDate::parse(value).map(Operand::Date), "a date like 2017, 2017-10 or 2017-10-14"),
        Kind::Boolean => (truth(value).map(Operand::Boolean), TRUTHS),
        // Which codes there are, the theme knows; names of countries are none.
        Kind::Country if value.len() != 2 || !value.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            found.push(mistake::unknown_country(span, value, None));
            return None;
        }
        _ => return Some(Operand::Text(value.to_owned())),
    };
    if operand.is_none() {
        let meant = truth_meant(value, ["", ""]).filter(|_| field.kind == Kind::Boolean);
        found.push(mistake::no_truth(mistake::wrong_type(span, &field.id, expected, value), value, meant));
    }
    operand
}

/// Reads columns joined by commas: a path or `count(path)`, each perhaps `as Words`.
pub fn columns(text: &str, from: CollectionId, schema: &Schema, place: impl Fn(Range<usize>) -> Span, found: &mut Vec<Diagnostic>) -> Vec<Column> {
    let mut columns = Vec::new();
    for part in measured(parts(text), "columns", &place, found) {
        let written = &text[part.clone()];
        let (expression, words) = match written.split_once(" as ") {
            Some((expression, words)) => (expression.trim(), Some(words.trim().trim_matches('\'').to_owned())),
            None => (written, None),
        };
        let counted = expression.strip_prefix("count(").and_then(|rest| rest.strip_suffix(')'));
        let (inner, start) = counted.map_or((expression, part.start), |inner| (inner, part.start + "count(".len()));
        let start = start + inner.len() - inner.trim_start().len();
        if let Some(path) = path(inner.trim(), start, from, schema, &place, found) {
            let labelled = words.is_some();
            let label = words.unwrap_or_else(|| schema.label(&path));
            columns.push(Column { path, count: counted.is_some(), label, labelled, name: expression.to_owned() });
        }
    }
    columns
}

/// Reads paths joined by commas; a leading `-` sorts down.
pub fn sort(text: &str, from: CollectionId, schema: &Schema, place: impl Fn(Range<usize>) -> Span, found: &mut Vec<Diagnostic>) -> Vec<(Path, bool)> {
    let mut paths = Vec::new();
    for part in measured(parts(text), "columns to sort by", &place, found) {
        let written = &text[part.clone()];
        let down = written.starts_with('-');
        let start = part.start + usize::from(down);
        if let Some(path) = path(&written[usize::from(down)..], start, from, schema, &place, found) {
            paths.push((path, down));
        }
    }
    paths
}

/// The collection of that id, which stands at `span`.
pub fn collection(id: &str, span: Span, schema: &Schema, found: &mut Vec<Diagnostic>) -> Option<CollectionId> {
    let collection = schema.find(id);
    if collection.is_none() {
        let near = nearest(id, schema.collections.iter().map(|collection| collection.id.as_str()));
        found.push(mistake::unknown_collection(span, id, near));
    }
    collection
}

/// Reads a path that begins `start` bytes into the text that `place` knows.
pub fn path(
    written: &str,
    start: usize,
    from: CollectionId,
    schema: &Schema,
    place: impl Fn(Range<usize>) -> Span,
    found: &mut Vec<Diagnostic>,
) -> Option<Path> {
    match schema.path(from, written) {
        Ok(path) if path.steps.len() > MOST_STEPS => {
            found.push(mistake::too_many(place(start..start + written.len()), "steps", path.steps.len(), MOST_STEPS));
            None
        }
        Ok(path) => Some(path),
        Err(astray) => {
            let span = place(start + astray.at..start + astray.at + astray.step.len());
            let near = nearest(&astray.step, astray.candidates.iter().map(String::as_str));
            let collection = astray.collection.map(|collection| schema.collection(collection).id.as_str());
            found.push(mistake::unknown_field(span, &astray.step, collection, near));
            None
        }
    }
}

/// Where a sign stands outside single quotes. An apostrophe within a word is no quote.
pub(super) fn unquoted(text: &str, sign: char) -> impl Iterator<Item = usize> {
    let mut quoted = false;
    text.char_indices().filter_map(move |(at, letter)| {
        quoted ^= letter == '\'' && (quoted || !text[..at].ends_with(char::is_alphanumeric));
        (letter == sign && !quoted).then_some(at)
    })
}

/// The parts between commas outside single quotes, blanks trimmed, empty ones left out.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for cut in unquoted(text, ',').chain(std::iter::once(text.len())) {
        let part = &text[start..cut];
        let trimmed = part.trim();
        if !trimmed.is_empty() {
            let from = start + (part.len() - part.trim_start().len());
            parts.push(from..from + trimmed.len());
        }
        start = cut + 1;
    }
    parts
}

/// The first operator of a text: where it begins, what it is, and its length.
pub(super) fn operator(written: &str) -> Option<(usize, Operator, usize)> {
    let at = written.find(['=', '!', '<', '>'])?;
    let rest = &written[at..];
    let (operator, length) = match rest.as_bytes() {
        [b'!', b'=', ..] => (Operator::IsNot, 2),
        [b'<', b'=', ..] => (Operator::AtMost, 2),
        [b'>', b'=', ..] => (Operator::AtLeast, 2),
        [b'<', ..] => (Operator::Less, 1),
        [b'>', ..] => (Operator::More, 1),
        [b'=', ..] => (Operator::Is, 1),
        _ => return None,
    };
    Some((at, operator, length))
}
