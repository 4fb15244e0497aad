//! Owns what can be asked of the records: paths, columns, conditions and queries.

use super::collection::CollectionId;
use super::date::PartialDate;
use crate::base::Span;

/// A way through the records: `case.country`. Every step but the last leads to entries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path {
    /// Where it starts.
    pub from: CollectionId,
    /// The steps, at least one.
    pub steps: Vec<Step>,
}

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A declared field, by position.
    Field(CollectionId, usize),
    /// An inverse, by position.
    Inverse(CollectionId, usize),
    /// A built-in field.
    Own(Own),
}

/// Built-in fields of every entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Own {
    /// The id.
    Id,
    /// The title.
    Title,
    /// One sentence.
    Description,
    /// Other names.
    Also,
    /// The entry's own date.
    Date,
    /// When it was last changed.
    Updated,
    /// When it was last checked.
    Reviewed,
    /// When its picture was true.
    AsOf,
}

impl Own {
    /// All of them with their names.
    pub const ALL: [(&'static str, Self); 8] = [
        ("id", Self::Id),
        ("title", Self::Title),
        ("description", Self::Description),
        ("also", Self::Also),
        ("date", Self::Date),
        ("updated", Self::Updated),
        ("reviewed", Self::Reviewed),
        ("as_of", Self::AsOf),
    ];

    /// Whether it is a date.
    pub fn is_date(self) -> bool {
        matches!(self, Self::Date | Self::Updated | Self::Reviewed | Self::AsOf)
    }

    /// The name as written.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, own)| *own == self).map_or("", |(name, _)| name)
    }
}

/// How a condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=`; on a list: contains.
    Is,
    /// `!=`
    IsNot,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// What a condition compares with.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand<R> {
    /// Nothing written: `field=` asks whether it is empty.
    Nothing,
    /// The entry whose page it is.
    This,
    /// Text, compared without case.
    Text(String),
    /// A number.
    Number(f64),
    /// A date, compared as far as both are known.
    Date(PartialDate),
    /// A choice, by position.
    Choice(usize),
    /// `none`: a source says so.
    Denied,
    /// Yes or no.
    Boolean(bool),
    /// An entry.
    Entry(R),
}

/// One condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition<R> {
    /// What to look at.
    pub path: Path,
    /// How.
    pub operator: Operator,
    /// Against what.
    pub operand: Operand<R>,
    /// Where it is written.
    pub span: Span,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What it shows.
    pub path: Path,
    /// Whether it shows how many there are.
    pub count: bool,
    /// Its heading.
    pub label: String,
    /// Whether the heading was written, with `as`.
    pub labelled: bool,
    /// As written: its name in exports.
    pub name: String,
}

impl Column {
    /// The column of what one step leads to from a collection.
    pub fn of(from: CollectionId, step: Step, label: &str, name: &str) -> Self {
        Self { path: Path { from, steps: vec![step] }, count: false, label: label.to_owned(), labelled: false, name: name.to_owned() }
    }
}

/// Which records to show, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Query<R> {
    /// Of which collection.
    pub from: CollectionId,
    /// In this order; empty means the block's default.
    pub columns: Vec<Column>,
    /// Those for which all hold.
    pub conditions: Vec<Condition<R>>,
    /// By these, and whether downwards.
    pub sort: Vec<(Path, bool)>,
    /// At most so many.
    pub limit: Option<usize>,
}

impl<R> Condition<R> {
    /// The same with entries named another way; `None` if one can't be.
    pub fn map<S>(&self, mut name: impl FnMut(&R) -> Option<S>) -> Option<Condition<S>> {
        let operand = match &self.operand {
            Operand::Nothing => Operand::Nothing,
            Operand::This => Operand::This,
            Operand::Text(text) => Operand::Text(text.clone()),
            Operand::Number(number) => Operand::Number(*number),
            Operand::Date(date) => Operand::Date(*date),
            Operand::Choice(choice) => Operand::Choice(*choice),
            Operand::Denied => Operand::Denied,
            Operand::Boolean(yes) => Operand::Boolean(*yes),
            Operand::Entry(entry) => Operand::Entry(name(entry)?),
        };
        Some(Condition { path: self.path.clone(), operator: self.operator, operand, span: self.span })
    }
}

impl<R> Query<R> {
    /// The same with entries named another way; `None` if one can't be.
    pub fn map<S>(&self, mut name: impl FnMut(&R) -> Option<S>) -> Option<Query<S>> {
        let conditions: Vec<_> = self.conditions.iter().map(|condition| condition.map(&mut name)).collect();
        Some(Query {
            from: self.from,
            columns: self.columns.clone(),
            conditions: conditions.into_iter().collect::<Option<_>>()?,
            sort: self.sort.clone(),
            limit: self.limit,
        })
    }
}
