//! Owns `:::` blocks: what each kind takes, and what was written, as values of the schema.

mod attribute;
mod inside;
mod layout;
mod matrix;
mod paths;

pub use inside::inside;
pub use matrix::Matrix;

use super::attributes::{self, Attributes};
use super::ground::Ground;
use super::picture::Picture;
use super::table::Table;
use crate::base::{Diagnostic, Sources, Span, mistake, suggest::nearest};
use crate::schema::{CollectionId, Column, Name, Path, Query, Schema};

/// What the parser of a text knows of its surroundings.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What `site.yaml` declares.
    pub schema: &'a Schema,
    /// All files.
    pub sources: &'a Sources,
    /// The collection of the entry that the text belongs to, or that a layout is for.
    pub this: Option<CollectionId>,
    /// Whether the text is a layout.
    pub layout: bool,
}

/// The kinds of blocks that need no declaration.
pub const BLOCKS: [&str; 17] = [
    "box",
    "figure",
    "table",
    "matrix",
    "cards",
    "list",
    "facts",
    "section",
    "body",
    "relation",
    "relations",
    "alike",
    "mentions",
    "sources",
    "network",
    "timeline",
    "map",
];

/// A block. `R` is how entries are named.
#[derive(Debug, Clone)]
pub struct Block<R> {
    /// The kind as written.
    pub name: String,
    /// What it makes.
    pub makes: Makes<R>,
    /// Its label.
    pub id: Option<String>,
    /// Where the label is written.
    pub id_span: Span,
    /// A former label.
    pub was: Option<String>,
    /// Its caption or heading.
    pub title: Option<String>,
    /// What stands there when there is nothing to show.
    pub empty: Option<String>,
    /// The opening line.
    pub span: Span,
}

/// What a block makes.
#[derive(Debug, Clone)]
pub enum Makes<R> {
    /// Nothing: its kind is unknown, and that was said.
    Nothing,
    /// A box.
    Box,
    /// A picture with a caption.
    Figure,
    /// A note of a kind that `site.yaml` declares, by position.
    Callout(usize),
    /// The Markdown table inside it, with a caption.
    Table,
    /// The same, and its rows are entries.
    Into(CollectionId, Table),
    /// A table of records.
    Records(Query<R>),
    /// A table of who meets what.
    Matrix(Box<Matrix<R>>),
    /// Records as cards.
    Cards(Query<R>),
    /// Records as a list of links.
    List(Query<R>),
    /// The entry's fields.
    Facts(Vec<Column>, Option<String>),
    /// A section of the entry's text.
    Section(String),
    /// What of the entry's text no section took.
    Body,
    /// What a relation of the entry leads to.
    Relation(Path, Query<R>, Option<Path>),
    /// All relations of the entry.
    Relations,
    /// Entries that share values with it.
    Alike(Vec<Path>),
    /// Where it is mentioned.
    Mentions,
    /// What it rests on.
    Sources,
    /// A picture drawn from records.
    Picture(Box<Picture<R>>),
}

/// What a block of records takes.
const QUERY: [&str; 6] = ["from", "columns", "where", "sort", "limit", "empty"];

/// The block that these words open; `ground` is where the words lie.
pub fn parse(words: &str, ground: Ground<'_>, span: Span, context: &Context<'_>, found: &mut Vec<Diagnostic>) -> Block<Name> {
    let attributes = match attributes::parse(words) {
        Ok(attributes) => attributes,
        Err((what, at)) => {
            found.push(mistake::bad_attribute(ground.span(at), &what));
            // What is inside it is still looked at.
            let id = attributes::label(words).map(str::to_owned);
            return Block { name: "…".to_owned(), makes: Makes::Nothing, id, id_span: span, was: None, title: None, empty: None, span };
        }
    };
    let mut reader = Reader { attributes: &attributes, ground, span, context, found };
    let makes = reader.makes().unwrap_or(Makes::Nothing);
    let id = attributes.id.clone().map(|(id, _)| id);
    let id_span = attributes.id.as_ref().map_or(span, |(_, at)| ground.span(at.clone()));
    if context.layout && id.is_some() {
        reader.found.push(mistake::label_in_layout(id_span));
    }
    let text = |key: &str| attributes.pairs.iter().find(|pair| pair.key == key).map(|pair| pair.value.clone());
    Block { name: attributes.kind.clone(), makes, id, id_span, was: text("was"), title: text("title"), empty: text("empty"), span }
}

/// The attributes of a block being read.
pub(super) struct Reader<'a, 'b> {
    attributes: &'a Attributes,
    ground: Ground<'a>,
    pub(super) span: Span,
    pub(super) context: &'a Context<'a>,
    pub(super) found: &'b mut Vec<Diagnostic>,
}

impl Reader<'_, '_> {
    fn makes(&mut self) -> Option<Makes<Name>> {
        let settings = &self.context.schema.settings;
        let kind = self.attributes.kind.as_str();
        if let Some(callout) = settings.callouts.iter().position(|(key, _)| key == kind) {
            self.allow(&["title"]);
            return Some(Makes::Callout(callout));
        }
        Some(match kind {
            "box" => {
                self.allow(&["title"]);
                self.text("title").or_else(|| self.missing("title"))?;
                Makes::Box
            }
            "figure" => {
                self.allow(&["title"]);
                Makes::Figure
            }
            "table" if self.pair("into").is_some() => {
                self.allow(&["into"]);
                Makes::Into(self.collection("into")?, Table::default())
            }
            "table" if self.pair("from").is_some() => {
                self.allow(&QUERY);
                Makes::Records(self.query("from")?)
            }
            "table" => {
                self.allow(&[]);
                Makes::Table
            }
            "matrix" => self.matrix()?,
            "cards" | "list" => {
                self.allow(&QUERY);
                let query = self.query("from")?;
                if kind == "cards" { Makes::Cards(query) } else { Makes::List(query) }
            }
            "facts" | "section" | "body" | "relation" | "relations" | "alike" | "mentions" | "sources" => self.layout(kind)?,
            "network" | "timeline" | "map" => Makes::Picture(Box::new(self.picture(kind)?)),
            _ => {
                let callouts = settings.callouts.iter().map(|(key, _)| key.as_str());
                let near = nearest(kind, BLOCKS.into_iter().chain(callouts));
                self.found.push(mistake::unknown_block(self.at(0..kind.len()), kind, near));
                return None;
            }
        })
    }
}
