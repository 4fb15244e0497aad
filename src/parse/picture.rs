//! Owns the blocks that draw pictures from records: `network`, `timeline` and `map`.

use super::block::Reader;
use super::query;
use crate::base::mistake;
use crate::schema::{CollectionId, Column, Kind, Name, Path, Query, Schema, Step};

/// A picture drawn from records. `R` is how entries are named.
#[derive(Debug, Clone)]
pub enum Picture<R> {
    /// An entry and what it is tied to.
    Network {
        /// The entry; the one whose page it is when not said.
        of: Option<R>,
        /// What it is tied to: paths that lead to entries, each a group.
        by: Vec<Column>,
    },
    /// Dated records down a line of time.
    Timeline {
        /// Which records; the first column says what stands beside the line.
        query: Query<R>,
        /// When they were.
        date: Path,
    },
    /// Countries, patterned by a value of their entries.
    Map {
        /// Which records.
        query: Query<R>,
        /// Where they are.
        country: Path,
        /// What patterns them.
        by: Path,
        /// A part drawn larger: west, south, east and north in degrees.
        inset: Option<[f64; 4]>,
    },
}

impl<R> Picture<R> {
    /// The same with entries named another way; `None` if one can't be.
    pub fn map<S>(&self, mut name: impl FnMut(&R) -> Option<S>) -> Option<Picture<S>> {
        Some(match self {
            Self::Network { of: None, by } => Picture::Network { of: None, by: by.clone() },
            Self::Network { of: Some(of), by } => Picture::Network { of: Some(name(of)?), by: by.clone() },
            Self::Timeline { query, date } => Picture::Timeline { query: query.map(name)?, date: date.clone() },
            Self::Map { query, country, by, inset } => {
                Picture::Map { query: query.map(name)?, country: country.clone(), by: by.clone(), inset: *inset }
            }
        })
    }
}

impl Reader<'_, '_> {
    /// A picture of a kind.
    pub(super) fn picture(&mut self, kind: &str) -> Option<Picture<Name>> {
        match kind {
            "network" => self.network(),
            "timeline" => {
                self.allow(&["from", "date", "columns", "where", "sort", "limit", "empty"]);
                let query = self.query("from")?;
                let date = self.path_of_type("date", query.from, "date or year", dated)?;
                Some(Picture::Timeline { query, date })
            }
            _ => {
                self.allow(&["from", "country", "by", "inset", "columns", "where", "sort", "limit", "empty"]);
                let query = self.query("from")?;
                let country = self.path_of_type("country", query.from, "country", |schema, path| {
                    matches!(schema.field_of(path).map(|field| &field.kind), Some(Kind::Country))
                });
                let by = self.path("by", query.from)?;
                if !patterns(self.context.schema, &by) {
                    self.found.push(mistake::no_pattern(self.value_span("by"), &self.text("by").unwrap_or_default()));
                    return None;
                }
                let inset = self.inset();
                Some(Picture::Map { query, country: country?, by, inset })
            }
        }
    }

    fn network(&mut self) -> Option<Picture<Name>> {
        self.allow(&["of", "by", "empty"]);
        let schema = self.context.schema;
        let (of, from) = match self.pair("of").cloned() {
            Some(pair) if pair.value != "this" => {
                let span = self.at(pair.value_at.clone());
                let Some((collection, id)) = pair.value.split_once(':') else {
                    self.found.push(mistake::bad_attribute(
                        span,
                        &format!("`{}` names no entry: write `COLLECTION:ID`, or in a layout `this`", pair.value),
                    ));
                    return None;
                };
                let (start, colon) = (pair.value_at.start, pair.value_at.start + collection.len());
                let from = query::collection(collection, self.at(start..colon), schema, self.found)?;
                (Some(Name { collection: from, text: id.to_owned(), span: self.at(colon + 1..pair.value_at.end) }), from)
            }
            _ => match (self.context.layout, self.context.this) {
                (true, Some(this)) => (None, this),
                _ if self.pair("of").is_some() => {
                    let help = "`this` is whose page a layout makes, and this is no layout: write `COLLECTION:ID`";
                    self.found.push(mistake::bad_attribute(self.value_span("of"), help));
                    return None;
                }
                _ => return self.missing("of"),
            },
        };
        self.pair("by").is_some().then_some(()).or_else(|| self.missing("by"))?;
        let by = self.columns("by", from);
        let span = self.value_span("by");
        for column in &by {
            if column.path.steps.last().and_then(|step| schema.leads_to(*step)).is_none() || column.count {
                self.found.push(mistake::no_relation(span, &column.name));
                return None;
            }
        }
        Some(Picture::Network { of, by })
    }

    /// The path that an attribute names; when it is not there, the only field of the collection that fits.
    fn path_of_type(&mut self, key: &str, from: CollectionId, wanted: &str, fits: fn(&Schema, &Path) -> bool) -> Option<Path> {
        let schema = self.context.schema;
        let declared = schema.collection(from);
        if let Some(pair) = self.pair(key).cloned() {
            let path = self.path(key, from)?;
            if fits(schema, &path) {
                return Some(path);
            }
            self.found.push(mistake::path_of_other_type(self.at(pair.value_at), &pair.value, wanted));
            return None;
        }
        let fields = (0..declared.fields.len()).map(|field| Path { from, steps: vec![Step::Field(from, field)] });
        let mut fitting = fields.filter(|path| fits(schema, path));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(only),
            (None, _) => {
                self.found.push(mistake::no_field_of_type(self.span, &declared.id, wanted, key));
                None
            }
            (Some(_), Some(_)) => self.missing(key),
        }
    }

    fn inset(&mut self) -> Option<[f64; 4]> {
        let pair = self.pair("inset").cloned()?;
        let numbers: Vec<f64> = pair.value.split(',').filter_map(|number| number.trim().parse().ok()).collect();
        match numbers[..] {
            [west, south, east, north] if -180.0 <= west && west < east && east <= 180.0 && -90.0 <= south && south < north && north <= 90.0 => {
                Some([west, south, east, north])
            }
            _ => {
                let what = format!("`{}` is no part of a map: write west, south, east and north in degrees, like `-25, 34, 45, 72`", pair.value);
                self.found.push(mistake::bad_attribute(self.at(pair.value_at), &what));
                None
            }
        }
    }
}

fn dated(schema: &Schema, path: &Path) -> bool {
    match path.steps.last() {
        Some(Step::Own(own)) => own.is_date(),
        _ => matches!(schema.field_of(path).map(|field| &field.kind), Some(Kind::Date | Kind::Year)),
    }
}

/// Whether what a path shows falls into a few kinds.
fn patterns(schema: &Schema, path: &Path) -> bool {
    let declared = matches!(schema.field_of(path).map(|field| &field.kind), Some(Kind::Choice(_) | Kind::Boolean | Kind::Relation(_)));
    declared || path.steps.last().and_then(|step| schema.leads_to(*step)).is_some()
}
