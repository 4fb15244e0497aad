//! Owns claims: `count(dishes, course=starter) = 2` in a comment after a sentence.

use std::ops::Range;

use super::block::Context;
use super::query;
use crate::base::{Diagnostic, Span, mistake};
use crate::schema::{CollectionId, Condition, Name, Operator};

/// A claim: two numbers compared, at least one of them a count of records.
#[derive(Debug, Clone)]
pub struct Claim<R> {
    /// What is counted.
    pub left: Count<R>,
    /// How it compares.
    pub operator: Operator,
    /// With what.
    pub right: Right<R>,
    /// As written.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// Which records are counted.
#[derive(Debug, Clone)]
pub struct Count<R> {
    /// Of which collection.
    pub of: CollectionId,
    /// Those for which all hold.
    pub conditions: Vec<Condition<R>>,
}

/// The right side of a claim.
#[derive(Debug, Clone)]
pub enum Right<R> {
    /// A number, which the sentence must say.
    Number(usize),
    /// Another count.
    Count(Count<R>),
}

/// Reads what follows `claim:` in a comment; `place` turns offsets in `text` into places.
pub fn parse(text: &str, context: &Context<'_>, place: impl Fn(Range<usize>) -> Span, found: &mut Vec<Diagnostic>) -> Option<Claim<Name>> {
    let whole = place(0..text.len());
    let (left, rest) = count(text, 0, context, &place, found)?;
    let after = text[rest..].trim_start();
    let Some((0, operator, length)) = query::operator(after) else {
        found.push(mistake::bad_claim(whole, text));
        return None;
    };
    let at = text.len() - after.len() + length;
    let value = text[at..].trim();
    let right = match value.parse() {
        Ok(number) => Right::Number(number),
        Err(_) if value.starts_with("count(") => {
            let (counted, end) = count(text, at, context, &place, found)?;
            if !text[end..].trim().is_empty() {
                found.push(mistake::bad_claim(whole, text));
                return None;
            }
            Right::Count(counted)
        }
        Err(_) => {
            found.push(mistake::bad_claim(whole, text));
            return None;
        }
    };
    Some(Claim { left, operator, right, text: text.trim().to_owned(), span: whole })
}

/// Reads `count(COLLECTION, CONDITION, …)` from `start` on; gives back where it ends.
fn count(
    text: &str,
    start: usize,
    context: &Context<'_>,
    place: &impl Fn(Range<usize>) -> Span,
    found: &mut Vec<Diagnostic>,
) -> Option<(Count<Name>, usize)> {
    let blanks = text[start..].len() - text[start..].trim_start().len();
    let from = start + blanks + "count(".len();
    let end = query::unquoted(&text[start..], ')').next().map(|end| start + end);
    let (true, Some(end)) = (text[start..].trim_start().starts_with("count("), end) else {
        found.push(mistake::bad_claim(place(0..text.len()), text));
        return None;
    };
    let inner = &text[from..end];
    let (name, conditions_at) = inner.split_once(',').map_or((inner, from + inner.len()), |(name, _)| (name, from + name.len() + 1));
    let schema = context.schema;
    let trimmed = name.trim();
    let name_at = from + (name.len() - name.trim_start().len());
    let of = query::collection(trimmed, place(name_at..name_at + trimmed.len()), schema, found)?;
    let written = &text[conditions_at..end];
    let conditions = query::conditions(written, of, context.this, schema, |at| place(conditions_at + at.start..conditions_at + at.end), found);
    Some((Count { of, conditions }, end + 1))
}
