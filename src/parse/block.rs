//! Owns `:::` blocks: what each kind takes, and what was written, as values of the schema.

mod inside;

pub use inside::inside;

use std::ops::Range;

use super::attributes::{self, Attributes, Pair};
use super::doc::Ground;
use super::picture::Picture;
use super::query;
use super::table::Table;
use crate::base::{Diagnostic, Sources, Span, mistake, suggest::nearest};
use crate::schema::{CollectionId, Column, Condition, Kind, Name, Path, Query, Schema, Step};

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

/// A table of rows × columns.
#[derive(Debug, Clone)]
pub struct Matrix<R> {
    /// The entries down the side, sorted and narrowed by the query.
    pub rows: Query<R>,
    /// The entries across the top.
    pub columns: CollectionId,
    /// Which of them.
    pub column_conditions: Vec<Condition<R>>,
    /// From a row to its columns.
    pub via: Path,
    /// Whether cells show how many there are.
    pub count: bool,
    /// The field of a column that groups the head.
    pub group: Option<Path>,
    /// The heading of a last column with the number of columns met.
    pub total: Option<String>,
    /// Cells are tinted where this leads somewhere, from what stands in the cell.
    pub tint: Option<Path>,
    /// From a row to the columns that a source denies…
    pub none: Option<Path>,
    /// …when what lies on the way fulfils these.
    pub none_conditions: Vec<Condition<R>>,
}

const COMMON: [&str; 1] = ["was"];
const QUERY: [&str; 5] = ["from", "columns", "where", "sort", "limit"];

/// The block that these words open, if their kind is known; `ground` is where the words lie.
pub fn parse(words: &str, ground: Ground, span: Span, context: &Context<'_>, found: &mut Vec<Diagnostic>) -> Option<Block<Name>> {
    let attributes = match attributes::parse(words) {
        Ok(attributes) => attributes,
        Err((what, at)) => {
            found.push(mistake::bad_attribute(ground.span(at), &what));
            return Some(Block { id: attributes::label(words).map(str::to_owned), ..unknown(span) });
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
    Some(Block { name: attributes.kind.clone(), makes, id, id_span, was: text("was"), title: text("title"), empty: text("empty"), span })
}

/// A block that could not be read: what is inside it is still looked at.
pub fn unknown(span: Span) -> Block<Name> {
    Block { name: "…".to_owned(), makes: Makes::Nothing, id: None, id_span: span, was: None, title: None, empty: None, span }
}

/// The attributes of a block being read.
pub(super) struct Reader<'a, 'b> {
    attributes: &'a Attributes,
    ground: Ground,
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
                self.allow(&["from", "columns", "where", "sort", "limit", "empty"]);
                Makes::Records(self.query("from")?)
            }
            "table" => {
                self.allow(&[]);
                Makes::Table
            }
            "matrix" => self.matrix()?,
            "cards" => {
                self.allow(&[&QUERY[..], &["empty"]].concat());
                Makes::Cards(self.query("from")?)
            }
            "list" => {
                self.allow(&[&QUERY[..], &["empty"]].concat());
                Makes::List(self.query("from")?)
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

    fn layout(&mut self, kind: &str) -> Option<Makes<Name>> {
        let (true, Some(this)) = (self.context.layout, self.context.this) else {
            self.found.push(mistake::only_in_layout(self.span, kind));
            return None;
        };
        Some(match kind {
            "facts" => {
                self.allow(&["fields", "style"]);
                let fields = self.columns("fields", this);
                Makes::Facts(fields, self.text("style"))
            }
            "section" => {
                self.allow(&["name"]);
                Makes::Section(self.text("name").or_else(|| self.missing("name"))?)
            }
            "relation" => {
                self.allow(&["field", "columns", "where", "sort", "limit", "group", "empty"]);
                let path = self.path("field", this)?;
                let Some(to) = path.steps.last().and_then(|step| self.context.schema.leads_to(*step)) else {
                    let pair = self.pair("field").map(|pair| pair.value_at.clone()).unwrap_or_default();
                    self.found.push(mistake::no_relation(self.at(pair), &self.text("field").unwrap_or_default()));
                    return None;
                };
                let group = if self.pair("group").is_some() { self.path("group", to) } else { None };
                Makes::Relation(path, self.query_on(to), group)
            }
            "alike" => {
                self.allow(&["by"]);
                let paths: Vec<Path> = self.columns("by", this).into_iter().map(|column| column.path).collect();
                let schema = self.context.schema;
                let shared = |path: &Path| match path.steps[..] {
                    [Step::Field(collection, field)] => {
                        matches!(schema.collection(collection).fields[field].kind, Kind::Choice(_) | Kind::Relation(_))
                    }
                    _ => false,
                };
                if let (Some(pair), false) = (self.pair("by"), paths.iter().all(shared)) {
                    let at = self.at(pair.value_at.clone());
                    self.found.push(mistake::not_shared(at));
                }
                Makes::Alike(paths)
            }
            "body" | "relations" | "mentions" | "sources" => {
                self.allow(&[]);
                match kind {
                    "body" => Makes::Body,
                    "relations" => Makes::Relations,
                    "mentions" => Makes::Mentions,
                    _ => Makes::Sources,
                }
            }
            _ => return None,
        })
    }

    fn matrix(&mut self) -> Option<Makes<Name>> {
        let known = ["rows", "columns", "via", "value", "group", "total", "tint", "none", "none-where", "column-where", "where", "sort", "empty"];
        self.allow(&known);
        let rows = self.collection("rows")?;
        let columns = self.collection("columns")?;
        let via = self.path("via", rows)?;
        let met = via.steps.last().and_then(|step| self.context.schema.leads_to(*step));
        if met != Some(columns) {
            let at = self.pair("via").map(|pair| pair.value_at.clone()).unwrap_or_default();
            let wanted = self.context.schema.collection(columns).id.clone();
            self.found.push(mistake::path_leads_elsewhere(self.at(at), &self.text("via").unwrap_or_default(), &wanted));
            return None;
        }
        let count = match self.text("value").as_deref() {
            None | Some("mark") => false,
            Some("count") => true,
            Some(other) => {
                let at = self.pair("value").map(|pair| pair.value_at.clone()).unwrap_or_default();
                self.found.push(mistake::bad_attribute(self.at(at), &format!("`{other}` is not a value of cells: write `count` or `mark`")));
                false
            }
        };
        let optional = |reader: &mut Self, key: &str, from: CollectionId| reader.pair(key).is_some().then(|| reader.path(key, from)).flatten();
        let group = optional(self, "group", columns);
        let before = Path { from: via.from, steps: via.steps[..via.steps.len() - 1].to_vec() };
        let bodies = before.steps.last().and_then(|step| self.context.schema.leads_to(*step)).unwrap_or(rows);
        let tint = optional(self, "tint", bodies);
        let none = optional(self, "none", rows);
        let on_the_way = none.as_ref().and_then(|path| path.steps.iter().rev().nth(1)).and_then(|step| self.context.schema.leads_to(*step));
        let none_conditions = self.conditions("none-where", on_the_way.unwrap_or(rows));
        let column_conditions = self.conditions("column-where", columns);
        let query = Query { columns: Vec::new(), ..self.query_on_rows(rows) };
        let total = self.text("total");
        Some(Makes::Matrix(Box::new(Matrix { rows: query, columns, column_conditions, via, count, group, total, tint, none, none_conditions })))
    }

    fn query_on_rows(&mut self, from: CollectionId) -> Query<Name> {
        Query { from, columns: Vec::new(), conditions: self.conditions("where", from), sort: self.sort(from), limit: None }
    }

    pub(super) fn query(&mut self, key: &str) -> Option<Query<Name>> {
        let from = self.collection(key)?;
        Some(self.query_on(from))
    }

    fn query_on(&mut self, from: CollectionId) -> Query<Name> {
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

    pub(super) fn columns(&mut self, key: &str, from: CollectionId) -> Vec<Column> {
        let Some(pair) = self.pair(key).cloned() else { return Vec::new() };
        query::columns(&pair.value, from, self.context.schema, place(self.ground, &pair), self.found)
    }

    fn conditions(&mut self, key: &str, from: CollectionId) -> Vec<Condition<Name>> {
        let Some(pair) = self.pair(key).cloned() else { return Vec::new() };
        let this = self.context.this;
        query::conditions(&pair.value, from, this, self.context.schema, place(self.ground, &pair), self.found)
    }

    fn sort(&mut self, from: CollectionId) -> Vec<(Path, bool)> {
        let Some(pair) = self.pair("sort").cloned() else { return Vec::new() };
        query::sort(&pair.value, from, self.context.schema, place(self.ground, &pair), self.found)
    }

    pub(super) fn path(&mut self, key: &str, from: CollectionId) -> Option<Path> {
        let Some(pair) = self.pair(key).cloned() else { return self.missing(key) };
        query::path(&pair.value, 0, from, self.context.schema, place(self.ground, &pair), self.found)
    }

    fn collection(&mut self, key: &str) -> Option<CollectionId> {
        let Some(pair) = self.pair(key).cloned() else { return self.missing(key) };
        let schema = self.context.schema;
        schema.find(&pair.value).or_else(|| {
            let near = nearest(&pair.value, schema.collections.iter().map(|collection| collection.id.as_str()));
            self.found.push(mistake::unknown_collection(self.at(pair.value_at.clone()), &pair.value, near));
            None
        })
    }

    pub(super) fn allow(&mut self, keys: &[&str]) {
        for pair in &self.attributes.pairs {
            if !keys.contains(&pair.key.as_str()) && !COMMON.contains(&pair.key.as_str()) {
                let span = self.at(pair.key_at.clone());
                self.found.push(mistake::unknown_attribute(span, &pair.key, &self.attributes.kind, keys));
            }
        }
    }

    pub(super) fn missing<T>(&mut self, key: &str) -> Option<T> {
        // A misspelled key has been named already.
        if !self.attributes.pairs.iter().any(|pair| nearest(&pair.key, [key]).is_some()) {
            self.found.push(mistake::missing_attribute(self.span, key, &self.attributes.kind));
        }
        None
    }

    pub(super) fn pair(&self, key: &str) -> Option<&Pair> {
        self.attributes.pairs.iter().find(|pair| pair.key == key)
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.pair(key).map(|pair| pair.value.clone())
    }

    pub(super) fn at(&self, range: Range<usize>) -> Span {
        self.ground.span(range)
    }
}

/// Turns offsets in the value of a pair into places.
fn place(ground: Ground, pair: &Pair) -> impl Fn(Range<usize>) -> Span {
    let (at, exact) = (pair.value_at.clone(), pair.exact);
    move |range| ground.span(if exact { at.start + range.start..at.start + range.end } else { at.clone() })
}
