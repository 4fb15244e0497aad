//! Owns collections, fields and relations as `site.yaml` declares them.

use super::query::{Condition, Path};
use crate::base::alike::same;
use crate::base::{FileId, Span};

/// A collection, by its position in the [`Schema`](super::Schema).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CollectionId(pub usize);

/// A name as somebody wrote it, to be found among the entries of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Where to look.
    pub collection: CollectionId,
    /// As written.
    pub text: String,
    /// Where it was written.
    pub span: Span,
}

/// Entries of one kind: cases, pastas, works.
#[derive(Debug, Clone)]
pub struct Collection {
    /// `[a-z0-9-]+`, the first part of its entries' addresses.
    pub id: String,
    /// What one entry is called.
    pub one: String,
    /// What several are called: the title of the index.
    pub many: String,
    /// Where its entries come from.
    pub origin: Origin,
    /// Level-2 sections that each entry's text must have.
    pub sections: Vec<String>,
    /// Where each of these is declared.
    pub sections_at: Vec<Span>,
    /// …but only entries for which these hold.
    pub sections_when: Vec<Condition<Name>>,
    /// Whether each entry must name a source.
    pub sources_required: bool,
    /// After how many months an entry is due for another look.
    pub review_every: Option<u16>,
    /// Whether entries have a page each.
    pub pages: bool,
    /// The file that gives its pages their order.
    pub layout: Option<(FileId, Span)>,
    /// The field that says what an entry belongs to: its title follows in brackets elsewhere.
    pub within: Option<usize>,
    /// Declared fields, then the built-in `sources`.
    pub fields: Vec<Field>,
    /// Relations that lead here, seen from here.
    pub inverses: Vec<Inverse>,
    /// Where it is declared.
    pub span: Span,
}

/// Where a collection's entries come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// One file each, by a pattern: `*` stays in a folder, `**` crosses.
    Files(String),
    /// Rows of a CSV file or maps of a YAML list, by the path below `content/`.
    Table(String),
    /// Rows of tables in Markdown with `into=`.
    Markdown,
    /// Works of `references.bib`.
    Bibliography,
}

/// What is known of every entry of a collection.
#[derive(Debug, Clone)]
pub struct Field {
    /// As written in front matter.
    pub id: String,
    /// As readers see it.
    pub label: String,
    /// What its values are.
    pub kind: Kind,
    /// Whether each entry must have it.
    pub required: bool,
    /// Whether no two entries may have the same value.
    pub unique: bool,
    /// Whether it holds a list.
    pub many: bool,
    /// Which entries it may name.
    pub narrowed: Vec<Condition<Name>>,
    /// Computed through other relations instead of written down.
    pub via: Option<Path>,
}

/// The type of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A date, perhaps partial.
    Date,
    /// A year.
    Year,
    /// An http address.
    Url,
    /// One of these.
    Choice(Vec<Choice>),
    /// A country.
    Country,
    /// Entries of a collection.
    Relation(CollectionId),
}

/// One value that a choice field may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// As written in sources.
    pub key: String,
    /// As readers see it.
    pub label: String,
    /// What it means; empty if not said.
    pub definition: String,
}

/// The choice that a text names, by position; of two that differ only in an apostrophe or a blank, the very one.
pub fn choice_of(choices: &[Choice], text: &str) -> Option<usize> {
    let exact = choices.iter().position(|choice| choice.key == text);
    exact.or_else(|| choices.iter().position(|choice| same(&choice.key, text)))
}

/// The far side of relations.
#[derive(Debug, Clone)]
pub struct Inverse {
    /// As used in paths.
    pub name: String,
    /// As readers see it.
    pub label: String,
    /// The fields it turns round.
    pub from: Vec<(CollectionId, usize)>,
    /// The collection its entries belong to; joined fields all stand in one.
    pub to: CollectionId,
}

impl Field {
    /// The choices that it may hold; none of another kind.
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            Kind::Choice(choices) => choices,
            _ => &[],
        }
    }
}

impl Collection {
    /// The position of a field.
    pub fn field(&self, id: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.id == id)
    }

    /// The position of an inverse.
    pub fn inverse(&self, name: &str) -> Option<usize> {
        self.inverses.iter().position(|inverse| inverse.name == name)
    }
}
