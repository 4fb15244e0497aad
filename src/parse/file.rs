//! Owns single files: entries, pages, longer texts of rows.

mod fit;
mod front;
mod table;
mod title;
mod works;

use std::ops::Range;
use std::sync::Arc;

use super::Page;
use super::block::{Context, Makes};
use super::doc::Doc;
use super::entry::{Entry, Head};
use super::ground::Ground;
use super::map::Map;
use super::markdown;
use super::roles::stem;
use super::schema::id_meant;
use super::theme::Theme;
use super::value::Decoder;
use super::yaml::{self, Node, NodeKind, YamlMistake};
use crate::base::{Diagnostic, Edit, FileId, Sources, Span, mistake};
use crate::schema::{CollectionId, OWN, Origin, REFERENCES, Schema};
pub use fit::text;
use front::Split;

/// Whether a text can be read beyond a place, and nothing is said of it, when something else stands there.
fn reads_on(text: &str, place: &Range<usize>, put: &str) -> bool {
    let mended = format!("{}{put}{}", &text[..place.start], &text[place.end..]);
    match yaml::parse(&mended) {
        Ok((_, mistakes)) => !mistakes.iter().any(|mistake| (place.start..=place.start + put.len()).contains(&mistake.at().start)),
        Err(mistake) => mistake.at().start > place.start + put.len(),
    }
}

/// A YAML text that begins `offset` bytes into its file.
pub fn yaml(text: &str, offset: usize, file: FileId, found: &mut Vec<Diagnostic>) -> Option<Node> {
    let span = |at: &Range<usize>| Span::new(file, at.start + offset, at.end + offset);
    let say = |mistaken: YamlMistake, found: &mut Vec<Diagnostic>| {
        found.push(match mistaken {
            YamlMistake::Syntax { at, what, help, mend } => {
                let edit =
                    mend.filter(|(place, put)| reads_on(text, place, put)).map(|(place, text)| Edit { span: span(&place), text, instead_of: None });
                let said = mistake::yaml_syntax(span(&at), &what, help);
                Diagnostic { sure: edit.is_some(), edit, ..said }
            }
            YamlMistake::DuplicateKey { key, at, first } => mistake::duplicate_key(span(&at), &key, span(&first)),
        });
    };
    match yaml::parse(text) {
        Ok((mut node, mistakes)) => {
            mistakes.into_iter().for_each(|mistaken| say(mistaken, found));
            shift(&mut node, offset);
            Some(node)
        }
        Err(mistaken) => {
            say(mistaken, found);
            None
        }
    }
}

fn shift(node: &mut Node, offset: usize) {
    node.start += offset;
    node.end += offset;
    match &mut node.kind {
        NodeKind::List(items) => items.iter_mut().for_each(|item| shift(item, offset)),
        NodeKind::Map(pairs) => {
            for (key, value) in pairs {
                key.start += offset;
                key.end += offset;
                shift(value, offset);
            }
        }
        NodeKind::Scalar { .. } | NodeKind::Empty => {}
    }
}

/// Reads one file.
pub struct Reader<'a, 'b> {
    /// The file.
    pub file: FileId,
    /// What `site.yaml` declares.
    pub schema: &'a Schema,
    /// The theme, for names of countries.
    pub theme: &'a Theme,
    /// All files.
    pub sources: &'a Sources,
    /// Where mistakes go.
    pub found: &'b mut Vec<Diagnostic>,
}

impl<'a> Reader<'a, '_> {
    fn decoder<'c>(&'c mut self, text: &'a str, this: Option<CollectionId>) -> Decoder<'c, 'c> {
        Decoder {
            dotted: std::collections::BTreeSet::new(),
            context: Context { schema: self.schema, sources: self.sources, this, layout: false },
            countries: &self.theme.countries,
            truths: ["yes", "no"].map(|key| self.theme.strings.get(key)),
            references: self.schema.find(REFERENCES).unwrap_or(CollectionId(0)),
            file: self.file,
            text,
            found: self.found,
        }
    }

    /// Front matter and text of the file; `this` is the collection of which it is an entry.
    fn split(&mut self, text: &'a str, this: Option<CollectionId>) -> Option<Split<'a>> {
        let is_field = |key: &str| OWN.contains(&key) || this.is_some_and(|this| self.schema.collection(this).field(key).is_some());
        front::split(text, self.file, &is_field, self.found)
    }

    fn doc(&mut self, split: &Split<'_>, this: Option<CollectionId>) -> Arc<Doc> {
        let ground = Ground::exact(self.file, split.body_at..split.body_at + split.body.len());
        let context = Context { schema: self.schema, sources: self.sources, this, layout: false };
        Arc::new(markdown::parse(split.body, ground, &context, self.found))
    }

    /// The part of an address that a part of a path is, or is meant to be.
    fn name(&mut self, part: &str) -> String {
        if part.contains('.') {
            self.found.push(mistake::second_dot(self.file, part));
            return part.to_owned();
        }
        // What others call the page of a folder.
        let folder = self.sources.path(self.file).rsplit_once('/').map_or("", |(folder, _)| folder);
        let index = part.eq_ignore_ascii_case("readme") && self.sources.find(&format!("{folder}/index.md")).is_none();
        let mistake = |offer| mistake::bad_file_name(self.file, part, if index { Some("index".to_owned()) } else { offer });
        id_meant(part, mistake, self.found)
    }

    /// An entry with a file of its own.
    pub fn entry(&mut self, collection: CollectionId, stem: &str) -> Entry {
        let fields = self.schema.collection(collection).fields.len();
        let top = Span::top(self.file);
        let mut entry = Entry {
            collection,
            id: stem.to_owned(),
            head: Arc::new(Head { title: stem.to_owned(), ..Head::default() }),
            values: vec![None; fields],
            doc: Arc::default(),
            span: top,
            broken: true,
        };
        let id = self.name(stem);
        entry.id.clone_from(&id);
        let Some(text) = text(self.file, self.sources, self.found) else { return entry };
        if text.trim().is_empty() {
            self.found.push(mistake::empty_file(self.file));
            return entry;
        }
        let Some(split) = self.split(text, Some(collection)) else { return entry };
        let front = split.front.map_or(Some(Node { kind: NodeKind::Empty, start: 0, end: 0 }), |(front, at)| yaml(front, at, self.file, self.found));
        if let Some(node) = front
            && let Some(map) = Map::new(&node, self.file, "the front matter", self.found)
        {
            let map = Map { span: top, ..map };
            if let Some((given, span)) = map.text("id", self.found)
                && given != id
            {
                self.found.push(mistake::id_is_file_name(span, given, &id));
            }
            entry = self.decoder(text, Some(collection)).entry(collection, id, top, &map);
        }
        entry.doc = self.doc(&split, Some(collection));
        if let Some(title) = self.title_in_text(&split, &entry.doc, Some(collection), &entry.head.title) {
            Arc::make_mut(&mut entry.head).title = title;
        }
        entry
    }

    /// The longer text of a row.
    pub fn body(&mut self, collection: CollectionId) -> Option<Arc<Doc>> {
        let text = text(self.file, self.sources, self.found)?;
        let split = front::split(text, self.file, &|_| false, self.found)?;
        let table = &self.schema.collection(collection).id;
        if split.front.is_some() {
            self.found.push(mistake::front_matter_of_row(Span::new(self.file, 0, 3), table));
        }
        let doc = self.doc(&split, Some(collection));
        for said in self.found.iter_mut().filter(|said| said.rule == "title-in-body") {
            *said = mistake::title_of_row(said.span.unwrap_or(Span::top(self.file)), table);
        }
        Some(doc)
    }

    /// A page.
    pub fn page(&mut self) -> Page {
        let path = self.sources.path(self.file);
        let path = path.strip_prefix("content/").unwrap_or(path);
        let path = stem(path).unwrap_or(path);
        let address = match path {
            "index" => String::new(),
            _ => format!("{}/", path.strip_suffix("/index").unwrap_or(path)),
        };
        let address: String = address.split_terminator('/').map(|part| self.name(part) + "/").collect();
        let heads = path.ends_with("index").then(|| self.schema.find(address.trim_end_matches('/'))).flatten();
        let mut page = Page { address, heads, head: Head::default(), doc: Arc::default(), file: self.file };
        let Some(text) = text(self.file, self.sources, self.found) else { return page };
        if text.trim().is_empty() {
            self.found.push(mistake::empty_file(self.file));
            return page;
        }
        let Some(split) = self.split(text, None) else { return page };
        match split.front {
            Some((front, at)) => {
                if let Some(node) = yaml(front, at, self.file, self.found)
                    && let Some(map) = Map::new(&node, self.file, "the front matter", self.found)
                {
                    let map = Map { span: Span::top(self.file), ..map };
                    let known: Vec<&str> = OWN.into_iter().filter(|own| *own != "id").collect();
                    let before = self.found.len();
                    map.only("a page", &known, self.found);
                    self.entry_astray(&map, before);
                    page.head = self.decoder(text, None).head(&map, true, "a page");
                }
            }
            None => self.found.push(mistake::missing_key(Span::top(self.file), "title", "a page")),
        }
        page.doc = self.doc(&split, heads);
        if let Some(title) = self.title_in_text(&split, &page.doc, heads, &page.head.title) {
            page.head.title = title;
        }
        page
    }

    /// Says of a page whose unknown keys, which were found after so many mistakes, are all fields of one collection where the files
    /// of that are: it may have been moved.
    fn entry_astray(&mut self, map: &Map<'_>, before: usize) {
        let unknown = &mut self.found[before..];
        let keys = map.pairs.iter().filter(|(key, _)| unknown.iter().any(|said| said.span == Some(map.at(key.start, key.end))));
        let keys: Vec<&str> = keys.map(|(key, _)| key.text.as_str()).collect();
        let mut fitting = self.schema.collections.iter().filter_map(|collection| match &collection.origin {
            Origin::Files(pattern) if keys.iter().all(|key| collection.field(key).is_some()) => Some((&collection.id, pattern)),
            _ => None,
        });
        if let (Some((collection, pattern)), None) = (fitting.next(), fitting.next()) {
            for said in unknown {
                *said = mistake::key_of_entry(said.clone(), collection, pattern);
            }
        }
    }

    /// The entries that tables with `into=` in a text make; those of a draft are drafts.
    pub fn rows_in(&mut self, doc: &Doc, draft: bool) -> Vec<Entry> {
        let text = self.sources.text(self.file);
        let mut entries = Vec::new();
        for block in &doc.blocks {
            if let Makes::Into(collection, table) = &block.makes {
                entries.extend(self.decoder(text, Some(*collection)).rows(*collection, table));
            }
        }
        if draft {
            entries.iter_mut().for_each(|entry| Arc::make_mut(&mut entry.head).draft = true);
        }
        entries
    }
}
