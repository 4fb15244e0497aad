//! Owns texts with all their names resolved.

use std::collections::BTreeMap;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::memory::Memory;
use super::names::{Named, Names};
use super::places::Planned;
use super::records::EntryId;
use crate::base::suggest::{Near, nearest};
use crate::base::{Diagnostic, Edit, FileId, Sources, Span, mistake};
use crate::parse::block::{Block, Makes, Matrix};
use crate::parse::claim::{Claim, Count, Right};
use crate::parse::doc::{Doc, Link, Written};
use crate::parse::entry::Entry;
use crate::parse::query;
use crate::schema::{CollectionId, Condition, Name, REFERENCES, Schema};

/// A text and what its names mean; the lists run beside those of the [`Doc`].
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// What was written.
    pub doc: Arc<Doc>,
    /// Where each link leads.
    pub targets: Vec<Target>,
    /// The works of each citation.
    pub cited: Vec<Vec<EntryId>>,
    /// Each block, with entries for names.
    pub blocks: Vec<Block<EntryId>>,
    /// Each claim, with entries for names; none where one of them means nothing.
    pub claims: Vec<Option<Claim<EntryId>>>,
    /// What in it means nothing.
    pub found: Vec<Diagnostic>,
}

/// Something with an address: a page or an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A page, by position.
    Page(usize),
    /// An entry.
    Entry(EntryId),
}

impl Place {
    /// Its position among all places: pages first, of which there are so many.
    pub fn number(self, pages: usize) -> usize {
        match self {
            Self::Page(page) => page,
            Self::Entry(entry) => pages + entry.0 as usize,
        }
    }

    /// The entry that it is, if it is one.
    pub fn entry(self) -> Option<EntryId> {
        match self {
            Self::Entry(entry) => Some(entry),
            Self::Page(_) => None,
        }
    }
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a page or an entry, perhaps to a label there.
    Place(Place, Option<String>),
    /// To another site.
    Elsewhere(String),
    /// To a file of the site.
    File(FileId),
    /// To a draft, which is not published: only the words remain.
    Unpublished(String),
}

impl Target {
    /// The page or entry that it leads to, if it leads to one.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Place(place, _) => Some(*place),
            _ => None,
        }
    }
}

/// So many names of one entry or text that nothing has are looked at twice.
const MOST: usize = 50;

/// What texts are resolved against.
pub struct Resolver<'a> {
    /// What `site.yaml` declares.
    pub schema: &'a Schema,
    /// Every name.
    pub names: &'a Names,
    /// The page or entry that each Markdown file or table is.
    pub homes: &'a BTreeMap<FileId, Named>,
    /// All files.
    pub sources: &'a Sources,
    /// The pages.
    pub pages: &'a [Planned],
    /// The entries that are published.
    pub entries: &'a [Arc<Entry>],
    /// What texts meant the last time, if all names mean the same.
    pub known: Option<&'a Memory>,
    /// Whether it is to say what may be meant by a name that nothing has: for a name, every other is looked at.
    pub suggests: bool,
}

impl Resolver<'_> {
    /// Resolves the text of `here`, or of no single place.
    pub fn text(&self, doc: &Arc<Doc>, here: Option<Place>, found: &mut Vec<Diagnostic>) -> Arc<Text> {
        let known = self.known.zip(here).and_then(|(known, here)| known.text(doc, here)).cloned();
        let text = known.unwrap_or_else(|| Arc::new(self.resolve(doc, here)));
        found.extend(text.found.iter().cloned());
        text
    }

    /// Whether to look for what may be meant, after so many mistakes of one entry or text.
    fn suggest(&self, found: &[Diagnostic]) -> bool {
        self.suggests && found.len() < MOST
    }

    fn resolve(&self, doc: &Arc<Doc>, here: Option<Place>) -> Text {
        let found = &mut Vec::new();
        let targets = doc.links.iter().map(|link| self.link(link, here, found).unwrap_or(Target::Elsewhere(String::new()))).collect();
        let references = self.schema.find(REFERENCES).unwrap_or(CollectionId(0));
        let cited = doc.citations.iter().map(|citation| {
            let names = citation.works.iter().map(|work| Name { collection: references, text: work.key.as_ref().to_owned(), span: work.span });
            names.filter_map(|name| self.entry(&name, found)).collect()
        });
        let cited = cited.collect();
        let bare = |key: &str| self.schema.find(REFERENCES).is_some_and(|references| self.names.id(references, key).is_some());
        found.extend(doc.handles.iter().filter(|(key, _)| bare(key)).map(|(key, span)| mistake::bare_citation(*span, key)));
        let blocks = doc.blocks.iter().map(|block| self.block(block, found)).collect();
        let claims = doc.claims.iter().map(|claim| self.claim(claim, found)).collect();
        Text { doc: doc.clone(), targets, cited, blocks, claims, found: std::mem::take(found) }
    }

    fn claim(&self, claim: &Claim<Name>, found: &mut Vec<Diagnostic>) -> Option<Claim<EntryId>> {
        let right = match &claim.right {
            Right::Number(number) => Right::Number(*number),
            Right::Count(count) => Right::Count(self.count(count, found)?),
        };
        Some(Claim { left: self.count(&claim.left, found)?, operator: claim.operator, right, text: claim.text.clone(), span: claim.span })
    }

    fn count(&self, count: &Count<Name>, found: &mut Vec<Diagnostic>) -> Option<Count<EntryId>> {
        Some(Count { of: count.of, conditions: self.conditions(&count.conditions, found)? })
    }

    /// The entry that a name in a field means, if it is published.
    pub fn entry(&self, name: &Name, found: &mut Vec<Diagnostic>) -> Option<EntryId> {
        match self.names.field(name, self.schema, self.suggest(found), found)? {
            Named::Entry(entry) => Some(entry),
            Named::Draft => {
                found.push(mistake::draft_link(name.span, &name.text));
                None
            }
            Named::Page(_) => None,
        }
    }

    fn link(&self, link: &Link, here: Option<Place>, found: &mut Vec<Diagnostic>) -> Option<Target> {
        let before = found.len();
        let target = self.target(link, here, found);
        for found in &mut found[before..] {
            found.edit = found.edit.take().and_then(|edit| self.inside(link, found.rule, edit));
        }
        target
    }

    /// A repair of the part of a link that a rule is about, instead of all of it.
    fn inside(&self, link: &Link, rule: &str, edit: Edit) -> Option<Edit> {
        let (before, part) = match (&link.to, rule) {
            (Written::Name { collection, .. }, "unknown-collection") => ("[[", collection.as_ref()?),
            (Written::Name { label, .. } | Written::Path { label, .. }, "unknown-anchor") => ("#", label.as_ref()?),
            (Written::Name { collection: None, name, .. }, _) => ("[[", name),
            (Written::Name { name, .. }, _) => (":", name),
            (Written::Path { path, .. }, _) => ("](", path),
            (Written::Address(_), _) => return None,
        };
        let text = self.sources.text(link.span.file).get(link.span.bytes())?;
        let at = link.span.start as usize + text.rfind(&format!("{before}{part}"))? + before.len();
        Some(Edit {
            span: Span::new(link.span.file, at, at + part.len()),
            text: edit.text.replace(' ', if before == "](" { "%20" } else { " " }),
            instead_of: None,
        })
    }

    fn target(&self, link: &Link, here: Option<Place>, found: &mut Vec<Diagnostic>) -> Option<Target> {
        match &link.to {
            Written::Address(address) => Some(Target::Elsewhere(address.as_ref().to_owned())),
            Written::Name { collection, name, label } => self.named(collection.as_deref(), name, label.as_deref(), link.span, here, found),
            Written::Path { path, label } if path.is_empty() => self.label(here?, label.as_deref(), link.span, found),
            Written::Path { path, label } => self.path(path, label.as_deref(), link.span, found),
        }
    }

    fn named(
        &self,
        collection: Option<&str>,
        name: &str,
        label: Option<&str>,
        span: Span,
        here: Option<Place>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Target> {
        if name.is_empty() && collection.is_none() {
            return self.label(here?, label, span, found);
        }
        let collection = match collection {
            None => None,
            Some(id) => Some(query::collection(id, span, self.schema, found)?),
        };
        let named = self.names.prose(collection, (name, label), span, self.schema, self.suggest(found), found)?;
        self.placed(named, name, label, span, found)
    }

    fn placed(&self, named: Named, words: &str, label: Option<&str>, span: Span, found: &mut Vec<Diagnostic>) -> Option<Target> {
        let place = match named {
            Named::Entry(entry) => Place::Entry(entry),
            Named::Page(page) => Place::Page(page),
            Named::Draft => {
                found.push(mistake::draft_link(span, words));
                return Some(Target::Unpublished(words.to_owned()));
            }
        };
        if label.is_none() { Some(Target::Place(place, None)) } else { self.label(place, label, span, found) }
    }

    fn label(&self, place: Place, label: Option<&str>, span: Span, found: &mut Vec<Diagnostic>) -> Option<Target> {
        let label = label.unwrap_or_default();
        if label.is_empty() {
            return Some(Target::Place(place, None));
        }
        let doc = match place {
            Place::Page(page) => &self.pages[page].doc,
            Place::Entry(entry) => {
                let entry = &self.entries[entry.0 as usize];
                // Of a text that could not be read, no label is known, and none is missed.
                if entry.broken && entry.doc.tree.nodes().is_empty() {
                    return Some(Target::Place(place, None));
                }
                &entry.doc
            }
        };
        match doc.label(label) {
            Some(current) => Some(Target::Place(place, Some(current.id.clone()))),
            None if doc.cut => Some(Target::Place(place, None)),
            None => {
                let near = if self.suggest(found) { nearest(label, doc.anchors()) } else { None };
                found.push(mistake::unknown_anchor(span, label, near));
                None
            }
        }
    }

    fn path(&self, path: &str, label: Option<&str>, span: Span, found: &mut Vec<Diagnostic>) -> Option<Target> {
        let own = self.sources.path(span.file);
        let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let Some(wanted) = join(folder, &decoded) else {
            // As other programs write it, from the root of the site.
            let bare = decoded.trim_matches('/');
            let stem = bare.strip_suffix(".html").unwrap_or(bare);
            let files = [format!("content/{bare}"), format!("content/{stem}.md"), format!("content/{stem}/index.md")];
            let known = files.into_iter().filter(|file| decoded.starts_with('/') && self.sources.find(file).is_some());
            found.push(mistake::path_outside(span, path, Near::of(known.map(|file| relative(folder, &file)))));
            return None;
        };
        let Some(file) = self.sources.find(&wanted) else {
            // As other programs name the page of a text.
            let stem = wanted.strip_suffix(".html").unwrap_or(&wanted);
            let texts = [format!("{stem}.md"), format!("{stem}/index.md")].into_iter().filter(|text| self.sources.find(text).is_some());
            if let Some(near) = Near::of(texts.map(|text| relative(folder, &text))) {
                found.push(mistake::unknown_file(span, path, Some(near)));
                return None;
            }
            if !self.suggest(found) {
                found.push(mistake::unknown_file(span, path, None));
                return None;
            }
            if let Some(right) = self.sources.iter().map(|(_, source)| &source.path).find(|path| path.to_lowercase() == wanted.to_lowercase()) {
                found.push(mistake::case_of_path(span, path, &relative(folder, right)));
                return None;
            }
            let name = wanted.rsplit('/').next().unwrap_or(&wanted);
            let paths: Vec<&str> = self.sources.iter().map(|(_, source)| source.path.as_str()).filter(|path| path.starts_with("content/")).collect();
            let elsewhere = paths.iter().filter(|path| path.rsplit('/').next() == Some(name)).map(|path| (*path).to_owned());
            let near = Near::of(elsewhere).or_else(|| nearest(&wanted, paths.iter().copied()));
            found.push(mistake::unknown_file(span, path, near.map(|near| near.map(|path| relative(folder, &path)))));
            return None;
        };
        match self.homes.get(&file) {
            Some(named) => self.placed(*named, path, label, span, found),
            None => Some(Target::File(file)),
        }
    }

    /// Conditions, resolved; none where one of them names what is not there, and so never holds.
    pub fn conditions(&self, conditions: &[Condition<Name>], found: &mut Vec<Diagnostic>) -> Option<Vec<Condition<EntryId>>> {
        let resolved: Vec<_> = conditions.iter().map(|condition| condition.map(|name| self.entry(name, found))).collect();
        resolved.into_iter().collect()
    }

    fn block(&self, block: &Block<Name>, found: &mut Vec<Diagnostic>) -> Block<EntryId> {
        let makes = match &block.makes {
            Makes::Nothing => Makes::Nothing,
            Makes::Box => Makes::Box,
            Makes::Figure => Makes::Figure,
            Makes::Callout(callout) => Makes::Callout(*callout),
            Makes::Table => Makes::Table,
            Makes::Into(collection, table) => Makes::Into(*collection, table.clone()),
            Makes::Records(query) => query.map(|name| self.entry(name, found)).map_or(Makes::Nothing, Makes::Records),
            Makes::Cards(query) => query.map(|name| self.entry(name, found)).map_or(Makes::Nothing, Makes::Cards),
            Makes::List(query) => query.map(|name| self.entry(name, found)).map_or(Makes::Nothing, Makes::List),
            Makes::Matrix(matrix) => self.matrix(matrix, found).map_or(Makes::Nothing, |matrix| Makes::Matrix(Box::new(matrix))),
            Makes::Facts(columns, style) => Makes::Facts(columns.clone(), style.clone()),
            Makes::Section(name) => Makes::Section(name.clone()),
            Makes::Body => Makes::Body,
            Makes::Relation(path, query, group) => match query.map(|name| self.entry(name, found)) {
                None => Makes::Nothing,
                Some(query) => Makes::Relation(path.clone(), query, group.clone()),
            },
            Makes::Relations => Makes::Relations,
            Makes::Alike(paths) => Makes::Alike(paths.clone()),
            Makes::Mentions => Makes::Mentions,
            Makes::Sources => Makes::Sources,
            Makes::Picture(picture) => {
                picture.map(|name| self.entry(name, found)).map_or(Makes::Nothing, |picture| Makes::Picture(Box::new(picture)))
            }
        };
        Block {
            name: block.name.clone(),
            makes,
            id: block.id.clone(),
            id_span: block.id_span,
            was: block.was.clone(),
            title: block.title.clone(),
            empty: block.empty.clone(),
            span: block.span,
        }
    }

    fn matrix(&self, matrix: &Matrix<Name>, found: &mut Vec<Diagnostic>) -> Option<Matrix<EntryId>> {
        let rows = matrix.rows.map(|name| self.entry(name, found));
        let column_conditions = self.conditions(&matrix.column_conditions, found);
        let none_conditions = self.conditions(&matrix.none_conditions, found);
        Some(Matrix {
            rows: rows?,
            columns: matrix.columns,
            column_conditions: column_conditions?,
            via: matrix.via.clone(),
            count: matrix.count,
            group: matrix.group.clone(),
            total: matrix.total.clone(),
            tint: matrix.tint.clone(),
            none: matrix.none.clone().filter(|_| none_conditions.is_some()),
            none_conditions: none_conditions.unwrap_or_default(),
        })
    }
}

/// `folder` and a relative path; `None` if it leaves `content/`.
fn join(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains('\\') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
        if parts.first() != Some(&"content") {
            return None;
        }
    }
    Some(parts.join("/"))
}

/// The way from a folder to a path.
fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - shared);
    format!("{up}{}", to[shared..].join("/"))
}
