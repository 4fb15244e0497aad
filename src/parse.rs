//! From sources to [`Parsed`]: `site.yaml` first, then each file by itself against that schema.
//!
//! Everything a single file can show to be wrong is said here; no name is looked up in another file.

pub mod address;
pub mod attributes;
pub mod bibliography;
pub mod block;
pub mod capitals;
pub mod citation;
pub mod claim;
mod columns;
mod country;
pub mod doc;
pub mod drawing;
pub mod entry;
pub mod fence;
pub mod file;
mod gave;
pub mod ground;
mod known;
pub mod map;
pub mod markdown;
mod misnamed;
pub mod number;
pub mod outlines;
pub mod picture;
pub mod query;
mod roles;
pub mod root;
mod rows;
pub mod schema;
mod spelled;
pub mod table;
pub mod theme;
pub mod tree;
pub mod typed;
mod unclaimed;
pub mod value;
pub mod yaml;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::{Contents, Diagnostic, FileId, Source, Sources, Span, mistake, suggest::nearest};
use crate::schema::{CollectionId, Schema};
use bibliography::Work;
use block::Context;
use doc::Doc;
use entry::{Entry, Head};
use gave::{Gave, read};
use ground::Ground;
use roles::{Role, roles, with_role};
use theme::Theme;
use typed::Words;
use unclaimed::unclaimed;

/// A page that is no entry.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its address from the site's root: `about/method/`, empty for the home page.
    pub address: String,
    /// The collection it heads, for the `index.md` of a collection's folder.
    pub heads: Option<CollectionId>,
    /// The built-in fields.
    pub head: Head,
    /// Its text.
    pub doc: Arc<Doc>,
    /// Its file.
    pub file: FileId,
}

/// Everything that was written, with places, and nothing resolved.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// What `site.yaml` declares.
    pub schema: Schema,
    /// Severities that it gives to rules.
    pub severities: schema::Severities,
    /// The theme.
    pub theme: Arc<Theme>,
    /// Pages, sorted by path.
    pub pages: Vec<Page>,
    /// Entries, by collection and then by file and row.
    pub entries: Vec<Arc<Entry>>,
    /// The layout of each collection, by its number.
    pub layouts: Vec<Option<Arc<Doc>>>,
    /// The footer.
    pub footer: Arc<Doc>,
    /// The works of the bibliography.
    pub works: Vec<Work>,
    /// Collections some of whose ids could not be read: references into them are not judged.
    pub uncertain: BTreeSet<CollectionId>,
    /// Files below `content/` that are published only if something uses them.
    pub assets: Vec<FileId>,
    /// Files that are copied to the site's root.
    pub root_files: Vec<FileId>,
    /// What files are that links may name.
    pub homes: Vec<Home>,
}

/// What a file is that a link may name.
#[derive(Debug, Clone)]
pub enum Home {
    /// The entry of that id, or its longer text.
    Entry(FileId, CollectionId, String),
    /// A table: its collection's index.
    Index(FileId, CollectionId),
    /// A page, if it is not published.
    DraftPage(FileId),
}

/// What every file is read against.
struct Declared {
    schema: Schema,
    severities: schema::Severities,
    theme: Arc<Theme>,
    roles: Vec<(FileId, Role)>,
    /// What is wrong with it.
    found: Vec<Diagnostic>,
}

/// What files gave when they were parsed last, so that those that did not change need not be parsed again.
#[derive(Default)]
pub struct Memory {
    sources: Sources,
    declared: Option<Arc<Declared>>,
    gave: Vec<Arc<Gave>>,
}

/// Texts of rows that are not there, for which a near id is looked for.
const MOST_STRAYS: usize = 50;
/// The layout of a collection that declares none.
const USUAL_LAYOUT: &str = "::: facts\n:::\n\n::: body\n:::\n\n::: relations\n:::\n\n::: alike\n:::\n\n::: mentions\n:::\n\n::: sources\n:::\n";

/// Parses everything; mistakes are added to `found`. What did not change since the last time comes from `memory`, which then knows these
/// sources.
///
/// # Errors
/// Nothing can be made of the site without `site.yaml`: what is wrong with it is then all there is to say.
pub fn parse(sources: &Sources, memory: &mut Memory, found: &mut Vec<Diagnostic>) -> Option<Parsed> {
    let before = std::mem::take(memory);
    let fits = fits(&before.sources, sources);
    let declared = match before.declared.filter(|_| fits) {
        Some(known) => {
            found.extend_from_slice(&known.found);
            known
        }
        None => Arc::new(declared(sources, found)?),
    };
    let words = Words::new(&declared.theme.strings);
    let known = |at: usize| before.gave.get(at).filter(|_| fits && before.sources.shares(declared.roles[at].0, sources)).cloned();
    let anew = |at: usize| {
        let (file, role) = &declared.roles[at];
        let mut gave = read(*file, role, &declared.schema, &declared.theme, sources);
        gave.docs().into_iter().for_each(|doc| words.check(&doc, &mut gave.found));
        Arc::new(gave)
    };
    // Tables and bibliographies are long: one that is begun last is waited for.
    let mut order: Vec<usize> = (0..declared.roles.len()).collect();
    order.sort_by_key(|at| !matches!(declared.roles[*at].1, Role::Table(_) | Role::Works(_)));
    let mut gave: Vec<_> = order.into_par_iter().with_max_len(1).map(|at| (at, known(at).unwrap_or_else(|| anew(at)))).collect();
    gave.sort_unstable_by_key(|(at, _)| *at);
    let gave: Vec<_> = gave.into_iter().map(|(_, gave)| gave).collect();
    let parsed = gather(sources, &declared, &gave, found);
    *memory = Memory { sources: sources.clone(), declared: Some(declared), gave };
    Some(parsed)
}

/// Whether what was known of some sources holds for others: the files are the same ones, and what all depend on did not change. What a
/// file is to the site depends on its bytes only at the root, and where it could not be read.
fn fits(before: &Sources, sources: &Sources) -> bool {
    let alone = |path: &str| path.starts_with("content/") && path != "content/site.yaml" && !path.starts_with(root::FOLDER);
    let read = |source: &Source| !matches!(source.contents, Contents::Unread(_));
    let alike = |file, source: &Source| before.path(file) == source.path && read(before.get(file)) && read(source);
    let same = |(file, source): (FileId, &Source)| before.shares(file, sources) || (alone(&source.path) && alike(file, source));
    before.iter().count() == sources.iter().count() && sources.iter().all(same)
}

/// Reads what every file is read against.
fn declared(sources: &Sources, found: &mut Vec<Diagnostic>) -> Option<Declared> {
    let known = found.len();
    for (file, source) in sources.iter() {
        if let Contents::Unread(why) = source.contents {
            found.push(mistake::unread(file, &source.path, why));
        }
    }
    let site = sources.find("content/site.yaml")?;
    let text = file::text(site, sources, found)?;
    let node = file::yaml(text, 0, site, found)?;
    let (mut schema, severities, sure) = schema::parse(&node, site, sources, found);
    if !sure {
        return None;
    }
    let theme = Arc::new(theme::parse(&schema.settings, sources, found));
    schema::built_in::name(&mut schema, &theme.strings);
    let roles = roles(&schema, sources, found);
    Some(Declared { schema, severities, theme, roles, found: found[known..].to_vec() })
}

/// Puts together what every file gave.
fn gather(sources: &Sources, declared: &Declared, gave: &[Arc<Gave>], found: &mut Vec<Diagnostic>) -> Parsed {
    let Declared { schema, severities, theme, roles, .. } = declared;
    let mut parsed = Parsed {
        layouts: layouts(schema, sources, found),
        footer: footer(schema, sources, found),
        schema: schema.clone(),
        severities: severities.clone(),
        theme: Arc::clone(theme),
        pages: Vec::new(),
        entries: Vec::new(),
        works: Vec::new(),
        uncertain: BTreeSet::new(),
        assets: with_role(roles, |role| matches!(role, Role::Asset)),
        root_files: with_role(roles, |role| matches!(role, Role::Root)),
        homes: roles.iter().filter_map(home).collect(),
    };
    let mut bodies = Vec::new();
    for gave in gave {
        found.extend_from_slice(&gave.found);
        parsed.entries.extend_from_slice(&gave.entries);
        parsed.pages.extend(gave.page.clone());
        bodies.extend(gave.body.clone());
        parsed.works.extend_from_slice(&gave.works);
        parsed.uncertain.extend(gave.uncertain);
    }
    unclaimed(&mut parsed, gave, sources, found);
    let rows: BTreeMap<(CollectionId, String), usize> = match bodies.is_empty() {
        true => BTreeMap::new(),
        false => parsed.entries.iter().enumerate().rev().map(|(row, entry)| ((entry.collection, entry.id.clone()), row)).collect(),
    };
    let mut strays = 0;
    for (collection, id, doc) in bodies {
        match rows.get(&(collection, id.clone())) {
            Some(row) => Arc::make_mut(&mut parsed.entries[*row]).doc = doc,
            None if parsed.uncertain.contains(&collection) => {}
            None => {
                let ids = parsed.entries.iter().filter(|entry| entry.collection == collection).map(|entry| entry.id.as_str());
                let near = if strays < MOST_STRAYS { nearest(&id, ids) } else { None };
                strays += 1;
                let file = doc.tree.nodes().first().map(|node| node.span.file);
                found.extend(file.map(|file| mistake::body_of_nothing(file, &id, &parsed.schema.collection(collection).id, near)));
            }
        }
    }
    parsed.entries.sort_by_cached_key(|entry| entry.collection);
    parsed
}

fn home((file, role): &(FileId, Role)) -> Option<Home> {
    match role {
        Role::Entry(collection, id) | Role::Body(collection, id) => Some(Home::Entry(*file, *collection, id.clone())),
        Role::Table(collection) | Role::Works(collection) => Some(Home::Index(*file, *collection)),
        Role::Page => Some(Home::DraftPage(*file)),
        Role::Asset | Role::Root | Role::Other => None,
    }
}

fn layouts(schema: &Schema, sources: &Sources, found: &mut Vec<Diagnostic>) -> Vec<Option<Arc<Doc>>> {
    schema
        .collections()
        .map(|(id, collection)| {
            let context = Context { schema, sources, this: Some(id), layout: true };
            let (text, file) = match collection.layout {
                Some((file, _)) => (file::text(file, sources, found)?, file),
                None => (USUAL_LAYOUT, FileId(0)),
            };
            let mut start = 0;
            if text.starts_with("---\n") {
                found.push(mistake::front_matter_of_layout(Span::new(file, 0, 3)));
                start = text.find("\n---\n").map_or(4, |end| end + 5);
            }
            let ground = Ground::exact(file, start..text.len());
            let mut unasked = Vec::new();
            let target = if collection.layout.is_some() { &mut *found } else { &mut unasked };
            Some(Arc::new(markdown::parse(&text[start..], ground, &context, target)))
        })
        .collect()
}

fn footer(schema: &Schema, sources: &Sources, found: &mut Vec<Diagnostic>) -> Arc<Doc> {
    let Some((text, span)) = &schema.settings.footer else { return Arc::default() };
    let mut stretches = Vec::new();
    let ground = map::ground(span.bytes(), text, span.file, sources.text(span.file), &mut stretches);
    Arc::new(markdown::parse(text, ground, &Context { schema, sources, this: None, layout: false }, found))
}
