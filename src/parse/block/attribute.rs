//! Owns what the attributes of a block say, as values of the schema.

use std::ops::Range;

use super::Reader;
use crate::base::{Span, mistake, suggest::nearest};
use crate::parse::attributes::Pair;
use crate::parse::ground::Ground;
use crate::parse::query;
use crate::schema::{CollectionId, Column, Condition, Name, Path, Query};

/// What every kind takes.
const COMMON: [&str; 1] = ["was"];

impl Reader<'_, '_> {
    pub(in crate::parse) fn query(&mut self, key: &str) -> Option<Query<Name>> {
        let from = self.collection(key)?;
        Some(self.query_on(from))
    }

    pub(super) fn query_on(&mut self, from: CollectionId) -> Query<Name> {
        let columns = self.columns("columns", from);
        let conditions = self.conditions("where", from);
        let sort = self.sort(from);
        let limit = self.pair("limit").cloned().and_then(|pair| match pair.value.parse() {
            Ok(limit) => Some(limit),
            Err(_) => {
                self.found.push(mistake::bad_attribute(self.at(pair.value_at.clone()), &format!("`{}` is not a whole number", pair.value)));
                None
            }
        });
        Query { from, columns, conditions, sort, limit }
    }

    pub(in crate::parse) fn columns(&mut self, key: &str, from: CollectionId) -> Vec<Column> {
        let Some(pair) = self.pair(key).cloned() else { return Vec::new() };
        query::columns(&pair.value, from, self.context.schema, place(self.ground, &pair), self.found)
    }

    pub(super) fn conditions(&mut self, key: &str, from: CollectionId) -> Vec<Condition<Name>> {
        let Some(pair) = self.pair(key).cloned() else { return Vec::new() };
        let this = self.context.this;
        query::conditions(&pair.value, from, this, self.context.schema, place(self.ground, &pair), self.found)
    }

    pub(super) fn sort(&mut self, from: CollectionId) -> Vec<(Path, bool)> {
        let Some(pair) = self.pair("sort").cloned() else { return Vec::new() };
        query::sort(&pair.value, from, self.context.schema, place(self.ground, &pair), self.found)
    }

    pub(in crate::parse) fn path(&mut self, key: &str, from: CollectionId) -> Option<Path> {
        let Some(pair) = self.pair(key).cloned() else { return self.missing(key) };
        query::path(&pair.value, 0, from, self.context.schema, place(self.ground, &pair), self.found)
    }

    pub(super) fn collection(&mut self, key: &str) -> Option<CollectionId> {
        let Some(pair) = self.pair(key).cloned() else { return self.missing(key) };
        query::collection(&pair.value, self.at(pair.value_at.clone()), self.context.schema, self.found)
    }

    pub(in crate::parse) fn allow(&mut self, keys: &[&str]) {
        for pair in &self.attributes.pairs {
            if !keys.contains(&pair.key.as_str()) && !COMMON.contains(&pair.key.as_str()) {
                let span = self.at(pair.key_at.clone());
                self.found.push(mistake::unknown_attribute(span, &pair.key, &self.attributes.kind, keys));
            }
        }
    }

    pub(in crate::parse) fn missing<T>(&mut self, key: &str) -> Option<T> {
        // A misspelled key has been named already.
        if !self.attributes.pairs.iter().any(|pair| nearest(&pair.key, [key]).is_some()) {
            self.found.push(mistake::missing_attribute(self.span, key, &self.attributes.kind));
        }
        None
    }

    pub(in crate::parse) fn pair(&self, key: &str) -> Option<&Pair> {
        self.attributes.pairs.iter().find(|pair| pair.key == key)
    }

    pub(in crate::parse) fn text(&self, key: &str) -> Option<String> {
        self.pair(key).map(|pair| pair.value.clone())
    }

    /// Where the value of a key stands.
    pub(in crate::parse) fn value_span(&self, key: &str) -> Span {
        self.at(self.pair(key).map(|pair| pair.value_at.clone()).unwrap_or_default())
    }

    pub(in crate::parse) fn at(&self, range: Range<usize>) -> Span {
        self.ground.span(range)
    }
}

/// Turns offsets in the value of a pair into places.
fn place(ground: Ground<'_>, pair: &Pair) -> impl Fn(Range<usize>) -> Span {
    let (at, exact) = (pair.value_at.clone(), pair.exact);
    move |range| ground.span(if exact { at.start + range.start..at.start + range.end } else { at.clone() })
}
