//! From [`Parsed`] to [`Site`]: identity, both directions of every relation, numbers, and whole-site mistakes.
//!
//! A `Site` has no unresolved name in it. Addresses are given here, because an address is what a page is known by.

pub mod checks;
mod circles;
pub mod claims;
pub mod coverage;
pub mod derived;
mod files;
pub mod freshness;
mod layouts;
pub mod measure;
pub mod memory;
pub mod mentions;
pub mod names;
pub mod naming;
pub mod numbers;
pub mod order;
pub mod permalinks;
pub mod places;
pub mod records;
pub mod relations;
mod sections;
pub mod select;
pub mod sentence;
pub mod sheets;
pub mod texts;
mod titles;
pub mod unlinked;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::{Diagnostic, FileId, Severity, Sources, mistake};
use crate::parse::Parsed;
use crate::parse::bibliography::Work;
use crate::parse::entry::{Entry, Head};
use crate::parse::theme::Theme;
use crate::schema::{CollectionId, Condition, Kind, MenuItem, Origin, PartialDate, REFERENCES, Settings, Value};
use derived::Derived;
use memory::Memory;
use mentions::Mentions;
use names::{Named, Names};
use naming::Naming;
use numbers::Number;
use records::{EntryId, Records};
use texts::{Place, Resolver, Target, Text};

/// A page that is no entry.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its address from the site's root; empty for the home page.
    pub address: String,
    /// The collection it heads.
    pub heads: Option<CollectionId>,
    /// What it compares.
    pub derived: Option<Derived>,
    /// The built-in fields.
    pub head: Head,
    /// Works it rests on.
    pub sources: Vec<EntryId>,
    /// Its text.
    pub text: Arc<Text>,
    /// Its file; none for an index that nobody wrote.
    pub file: Option<FileId>,
}

/// One item of the menu, resolved.
#[derive(Debug, Clone)]
pub enum Item {
    /// Words and where they lead.
    Link(Target),
    /// A titled group.
    Group(String, Vec<Item>),
}

impl Item {
    /// The pages and entries that it leads to.
    pub fn places(&self) -> Vec<Place> {
        match self {
            Self::Link(target) => target.place().into_iter().collect(),
            Self::Group(_, items) => items.iter().flat_map(Self::places).collect(),
        }
    }
}

/// The linked model: what the site says, with nothing left to look up.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// The site's own keys.
    pub settings: Settings,
    /// The theme.
    pub theme: Arc<Theme>,
    /// All records.
    pub records: Records,
    /// All pages, with the indexes nobody wrote; in the order of reading.
    pub pages: Vec<Page>,
    /// For which entries of each collection sections are required.
    pub sections_when: Vec<Option<Vec<Condition<EntryId>>>>,
    /// The layout of each collection.
    pub layouts: Vec<Arc<Text>>,
    /// The footer.
    pub footer: Arc<Text>,
    /// The menu.
    pub menu: Vec<Item>,
    /// The works of the bibliography with their entries, in the order of the entries.
    pub works: Vec<(EntryId, Work)>,
    /// The numbers of blocks and headings.
    pub numbers: BTreeMap<(Place, String), Number>,
    /// Who mentions what.
    pub mentions: Mentions,
    /// Former addresses and where they lead now.
    pub aliases: BTreeMap<String, Place>,
    /// Files that are published because something links to them, with their address.
    pub files: BTreeMap<FileId, String>,
    /// Files copied to the root, with their address.
    pub root_files: Vec<(FileId, String)>,
    /// Where each page is that compares entries.
    pub derived: BTreeMap<Derived, usize>,
    /// When Markdown files were last changed, where the history of the site tells.
    pub changed: BTreeMap<FileId, PartialDate>,
    /// The day that counts as today, if it was given.
    pub as_of: Option<PartialDate>,
}

/// Mistakes that leave the records countable wherever they are.
const NAMES: [&str; 8] =
    ["ambiguous-name", "lost-address", "missing-section", "missing-sources", "unknown-anchor", "unknown-file", "unknown-reference", "unknown-work"];

/// Links everything; mistakes are added to `found`. With errors among them, what comes back is not fit to be shown.
///
/// `as_of` is the day that counts as today; the newest `updated`, `reviewed` or `as_of` of any page or entry if not given. What means the
/// same as the last time comes from `memory`, if there is one, which then knows this site.
pub fn link(
    parsed: Parsed,
    sources: &Sources,
    drafts: bool,
    as_of: Option<PartialDate>,
    mut memory: Option<&mut Memory>,
    found: &mut Vec<Diagnostic>,
) -> Site {
    let Parsed { schema, theme, mut pages, mut entries, layouts, footer, works, uncertain, assets, root_files, severities, homes } = parsed;
    if let Some(rows) = schema.find(REFERENCES) {
        order_works(&mut entries, &works, rows, &schema.settings.language);
    }
    let before = memory.as_mut().and_then(|memory| memory.naming());
    let naming = Naming::of(entries, drafts, &schema, before, found);
    let published = naming.published();
    let mut names = Names::new(Arc::clone(&naming.names), uncertain, naming.untitled.clone());
    for page in &pages {
        if page.head.draft && !drafts {
            names.add_page(&page.address, &page.head.title, Named::Draft);
        }
    }
    pages.retain(|page| drafts || !page.head.draft);
    let pages = places::plan(&schema, pages, &published, &theme.strings);
    for (index, page) in pages.iter().enumerate() {
        names.add_page(&page.address, &page.head.title, Named::Page(index));
    }
    let homes = places::homes(&pages, &homes, &names);
    let known = memory.as_deref().filter(|memory| memory.holds(&names, &homes, &pages, &published));
    let resolver = Resolver { schema: &schema, names: &names, homes: &homes, sources, pages: &pages, entries: &published, known, suggests: false };
    let mut more = Vec::new();
    let ((mut records, values), (numbers, aliases)) = rayon::join(
        || relations::resolve(&resolver, &published, &naming.ranks, memory.is_some(), found),
        || (numbers::number(&pages, &published), places::aliases(&pages, &schema, &published, &mut more)),
    );
    found.append(&mut more);
    records.schema = schema.clone();
    relations::both_ends(&mut records, &resolver, found);
    let resolver = Resolver { suggests: true, ..resolver };
    let menu = menu(&schema.settings.menu, &resolver, found);
    let mut site_pages = Vec::new();
    let mut wrong = 0;
    for (index, page) in pages.iter().enumerate() {
        let place = Place::Page(index);
        let mut mistakes = Vec::new();
        let resolver = Resolver { suggests: wrong < relations::MOST_WRONG, ..resolver };
        site_pages.push(Page {
            address: page.address.clone(),
            heads: page.heads,
            derived: page.derived,
            head: page.head.clone(),
            sources: page.head.sources.iter().filter_map(|name| resolver.entry(name, &mut mistakes)).collect(),
            text: resolver.text(&page.doc, Some(place), &mut mistakes),
            file: page.file,
        });
        wrong += mistakes.len().min(relations::MOST_WRONG / 4);
        found.extend(mistakes);
    }
    let layouts = layouts.iter().map(|layout| layout.as_ref().map_or_else(Arc::default, |doc| resolver.text(doc, None, found))).collect();
    let footer = resolver.text(&footer, None, found);
    let sections_when = schema.collections.iter().map(|collection| resolver.conditions(&collection.sections_when, found)).collect();
    let references = schema.find(REFERENCES).map(|references| records.ids_of(references)).unwrap_or_default();
    let works = works.into_iter().filter_map(|work| Some((*references.get(work.key.as_str())?, work))).collect();
    let derived = derived::index(&site_pages);
    let mut site = Site {
        settings: schema.settings.clone(),
        theme,
        records,
        pages: site_pages,
        sections_when,
        layouts,
        footer,
        menu,
        works,
        numbers,
        mentions: Mentions::default(),
        aliases,
        files: BTreeMap::new(),
        root_files: root_files.iter().filter_map(|file| Some((*file, sources.path(*file).strip_prefix("content/_root/")?.to_owned()))).collect(),
        derived,
        changed: BTreeMap::new(),
        as_of,
    };
    site.works.sort_by_key(|(entry, _)| *entry);
    site.place_rows();
    (site.files, site.mentions) = rayon::join(|| files::used(&site, sources, found), || mentions::find(&site));
    titles::leave_linked(&site, found);
    checks::check(&site, sources, &assets, &severities, found);
    measure::check(&site, found);
    if let Some(spoilt) = countable(&site, found).filter(|_| names.uncertain.is_empty()) {
        claims::check(&site, found);
        permalinks::check(&site, sources, &spoilt, found);
    }
    freshness::check(&site, found);
    match memory {
        Some(memory) => memory.keep(naming, names, homes, published, values, &site),
        // Some hundred thousand small texts: nobody needs to wait until they are gone.
        None => rayon::spawn(move || drop((naming, published))),
    }
    site
}

/// The files whose texts have errors, as long as all records are as they are written: with an error in one of them, a claim could fail,
/// or an address be lost, through no fault of its own. A text holds none, unless tables in texts make some.
fn countable(site: &Site, found: &[Diagnostic]) -> Option<BTreeSet<FileId>> {
    let mut spoilt = BTreeSet::new();
    let mut errors = found.iter().filter(|found| found.severity == Severity::Error && !NAMES.contains(&found.rule)).peekable();
    if errors.peek().is_none() {
        return Some(spoilt);
    }
    let texts = site.places().filter_map(|place| Some(site.text(place).doc.tree.nodes().first()?.span));
    let texts: BTreeMap<FileId, u32> = texts.map(|span| (span.file, span.start)).collect();
    let records = site.records.schema.collections.iter().any(|collection| matches!(collection.origin, Origin::Markdown));
    for error in errors {
        // There may be more claims than anybody counts.
        if error.rule == "too-many" {
            return None;
        }
        let span = error.span.filter(|span| !records && texts.get(&span.file).is_some_and(|start| span.start >= *start))?;
        spoilt.insert(span.file);
    }
    Some(spoilt)
}

/// Puts the entries of works in the order of the bibliography.
fn order_works(entries: &mut [Arc<Entry>], works: &[Work], references: CollectionId, language: &str) {
    let works: Vec<&Work> = works.iter().collect();
    let places = order::works(&works, language);
    let order: BTreeMap<&str, usize> = works.iter().map(|work| work.key.as_str()).zip(places).rev().collect();
    for entry in entries.iter_mut().filter(|entry| entry.collection == references) {
        let order = order.get(entry.id.as_str()).map(|order| *order as i64);
        Arc::make_mut(&mut Arc::make_mut(entry).head).order = order;
    }
}

fn menu(items: &[MenuItem], resolver: &Resolver<'_>, found: &mut Vec<Diagnostic>) -> Vec<Item> {
    let mut menu = Vec::new();
    for item in items {
        match item {
            MenuItem::Group(title, items) => menu.push(Item::Group(title.clone(), self::menu(items, resolver, found))),
            MenuItem::Link(text, _) if text.starts_with("https://") || text.starts_with("http://") => {
                menu.push(Item::Link(Target::Elsewhere(text.clone())));
            }
            MenuItem::Link(text, span) => match resolver.names.address(text) {
                Some(page) => menu.push(Item::Link(Target::Place(Place::Page(page), None))),
                None if resolver.schema.find(text).is_some_and(|collection| resolver.names.uncertain.contains(&collection)) => {}
                None if resolver.schema.find(text).is_some() => found.push(mistake::empty_menu_item(*span, text)),
                None => found.push(mistake::unknown_menu_item(*span, text, resolver.names.near_page(text))),
            },
        }
    }
    menu
}

impl Site {
    /// Every page and every entry, in the order of reading.
    pub fn places(&self) -> impl Iterator<Item = Place> + '_ {
        (0..self.pages.len()).map(Place::Page).chain(self.records.ids().map(Place::Entry))
    }

    /// The work that an entry of the bibliography is.
    pub fn work(&self, entry: EntryId) -> Option<&Work> {
        let at = self.works.binary_search_by_key(&entry, |(known, _)| *known).ok()?;
        Some(&self.works[at].1)
    }

    /// Those that have a page of their own.
    pub fn with_page(&self) -> impl Iterator<Item = Place> + '_ {
        self.places().filter(|place| self.address(*place).1.is_none())
    }

    /// The text that stands at a place.
    pub fn text(&self, place: Place) -> &Arc<Text> {
        match place {
            Place::Page(page) => &self.pages[page].text,
            Place::Entry(entry) => &self.records.get(entry).text,
        }
    }

    /// The texts of a place: its own, then those that its fields hold.
    pub fn texts(&self, place: Place) -> impl Iterator<Item = &Arc<Text>> {
        let (fields, values) = match place {
            Place::Entry(entry) => {
                let entry = self.records.get(entry);
                (&self.records.schema.collection(entry.collection).fields[..], &entry.values[..])
            }
            Place::Page(_) => Default::default(),
        };
        let held = fields.iter().zip(values).flat_map(|(field, holds)| {
            // Most fields hold no texts: a large site has too many to look into each.
            let written = holds.iter().filter(|_| field.kind == Kind::Markdown).flat_map(|holds| &holds.values);
            let written = written.filter_map(|(value, _)| match value {
                Value::Markdown(text) => Some(text),
                _ => None,
            });
            written.chain(holds.iter().flat_map(|holds| &holds.note))
        });
        std::iter::once(self.text(place)).chain(held)
    }

    /// The file a place is written in; of an index that nobody wrote, the first.
    pub fn file(&self, place: Place) -> FileId {
        match place {
            Place::Page(page) => self.pages[page].file.unwrap_or(FileId(0)),
            Place::Entry(entry) => self.records.get(entry).span.file,
        }
    }

    /// Notes when files were last changed, by path from the site's root; only Markdown files count.
    pub fn note_changes(&mut self, changed: &BTreeMap<String, PartialDate>, sources: &Sources) {
        let dated = |(path, date): (&String, &PartialDate)| Some((sources.find(path).filter(|_| path.ends_with(".md"))?, *date));
        self.changed = changed.iter().filter_map(dated).collect();
    }

    /// The file that the text at a place stands in; of an entry without one, that of the entry.
    pub fn text_file(&self, place: Place) -> Option<FileId> {
        match place {
            Place::Page(page) => self.pages[page].file,
            Place::Entry(entry) => {
                let entry = self.records.get(entry);
                Some(entry.text.doc.tree.nodes().first().map_or(entry.span, |node| node.span).file)
            }
        }
    }

    /// When the text at a place was last changed: as it says itself, else as the history of its Markdown file does.
    pub fn last_changed(&self, place: Place) -> Option<PartialDate> {
        self.head(place).updated.or_else(|| self.changed.get(&self.text_file(place)?).copied())
    }

    /// The built-in fields of a place.
    pub fn head(&self, place: Place) -> &Head {
        match place {
            Place::Page(page) => &self.pages[page].head,
            Place::Entry(entry) => &self.records.get(entry).head,
        }
    }

    /// `PAGE--LABEL`: what a table is called among the downloads. Two pages that lead to one name are a mistake.
    pub fn download(&self, place: Place, label: &str) -> String {
        let page = self.address(place).0.trim_end_matches('/').replace('/', "-");
        format!("{}--{label}", if page.is_empty() { "index" } else { &page })
    }

    /// The address of the page that shows a place, and the anchor there.
    pub fn address(&self, place: Place) -> (&str, Option<&str>) {
        match place {
            Place::Page(page) => (&self.pages[page].address, None),
            Place::Entry(entry) => {
                let entry = self.records.get(entry);
                (&entry.address, entry.anchor.as_deref())
            }
        }
    }

    /// Works that nothing cites.
    pub fn uncited(&self) -> impl Iterator<Item = EntryId> {
        let around: BTreeSet<EntryId> = self.layouts.iter().chain([&self.footer]).flat_map(|text| text.cited.iter().flatten()).copied().collect();
        let cited = move |work: EntryId| {
            let led_to = || self.records.get(work).inverses.iter().any(|leading| !leading.is_empty());
            self.mentions.cited.contains_key(&work) || around.contains(&work) || led_to()
        };
        self.works.iter().map(|(entry, _)| *entry).filter(move |work| !cited(*work))
    }
}
