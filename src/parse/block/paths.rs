//! Owns what blocks ask of the records: the ways that stand in their attributes.

use super::Makes;
use crate::parse::picture::Picture;
use crate::schema::{Column, Condition, Path, Query};

impl<R> Makes<R> {
    /// The ways through the records that a block shows, asks for, sorts or groups by.
    pub fn paths(&self) -> Vec<&Path> {
        match self {
            Self::Records(query) | Self::Cards(query) | Self::List(query) => of(query).collect(),
            Self::Facts(columns, _) => shown(columns).collect(),
            Self::Relation(path, query, group) => of(query).chain([path]).chain(group).collect(),
            Self::Alike(paths) => paths.iter().collect(),
            Self::Matrix(matrix) => {
                let conditions = asked(&matrix.column_conditions).chain(asked(&matrix.none_conditions));
                of(&matrix.rows).chain(conditions).chain([&matrix.via]).chain(&matrix.group).chain(&matrix.tint).chain(&matrix.none).collect()
            }
            Self::Picture(picture) => match &**picture {
                Picture::Network { by, .. } => shown(by).collect(),
                Picture::Timeline { query, date } => of(query).chain([date]).collect(),
                Picture::Map { query, country, by, .. } => of(query).chain([country, by]).collect(),
            },
            _ => Vec::new(),
        }
    }
}

fn of<R>(query: &Query<R>) -> impl Iterator<Item = &Path> {
    shown(&query.columns).chain(asked(&query.conditions)).chain(query.sort.iter().map(|(path, _)| path))
}

fn shown(columns: &[Column]) -> impl Iterator<Item = &Path> {
    columns.iter().map(|column| &column.path)
}

fn asked<R>(conditions: &[Condition<R>]) -> impl Iterator<Item = &Path> {
    conditions.iter().map(|condition| &condition.path)
}
