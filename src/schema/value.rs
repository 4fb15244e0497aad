//! Owns typed values and what stands behind them: on whose word, since when, with which sources.

use super::date::PartialDate;
use crate::base::Span;

/// One value of a field. `R` is how an entry is named (as written, or resolved), `D` a parsed text.
#[derive(Debug, Clone)]
pub enum Value<R, D> {
    /// Plain text.
    Text(String),
    /// Markdown, parsed.
    Markdown(D),
    /// A whole number.
    Integer(i64),
    /// A number, as it was written and as it counts.
    Number(String, f64),
    /// Yes or no.
    Boolean(bool),
    /// A date, perhaps partial.
    Date(PartialDate),
    /// A year.
    Year(i16),
    /// An address that begins with http or https.
    Url(String),
    /// One of a field's choices, by position.
    Choice(usize),
    /// ISO 3166-1 alpha-2, upper case.
    Country(String),
    /// Another entry.
    Relation(R),
}

/// On whose word a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Basis {
    /// A source says so.
    #[default]
    Stated,
    /// Our reading of what sources say.
    Inferred,
    /// Somebody claims it.
    Attributed,
    /// Sources disagree.
    Disputed,
}

impl Basis {
    /// Every basis, in the order of the format.
    pub const ALL: [Self; 4] = [Self::Stated, Self::Inferred, Self::Attributed, Self::Disputed];

    /// As it is written in sources.
    pub fn key(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inferred => "inferred",
            Self::Attributed => "attributed",
            Self::Disputed => "disputed",
        }
    }
}

/// What a field holds: its values, or the word of a source that there is none. Silence is no `Stated` at all.
#[derive(Debug, Clone)]
pub struct Stated<R, D> {
    /// The values with their places; empty when `denied`, unless the field declares a choice `none`.
    pub values: Vec<(Value<R, D>, Span)>,
    /// A source says that there is none.
    pub denied: bool,
    /// On whose word.
    pub basis: Basis,
    /// Why we read it so, in Markdown.
    pub note: Option<D>,
    /// The works it rests on, beside those of the entry.
    pub sources: Vec<R>,
    /// When it was so.
    pub as_of: Option<PartialDate>,
    /// Where it is written.
    pub span: Span,
}

/// What stands behind a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    Basis,
    Note,
    Sources,
    AsOf,
}

impl Evidence {
    /// All, in the order of their columns.
    pub const ALL: [Self; 4] = [Self::Basis, Self::Note, Self::Sources, Self::AsOf];

    /// The key as written.
    pub fn key(self) -> &'static str {
        match self {
            Self::Basis => "basis",
            Self::Note => "note",
            Self::Sources => "sources",
            Self::AsOf => "as_of",
        }
    }
}
