//! From [`Site`] to [`Output`]: HTML, views for templates, derived pages, exports. Finds no new links, touches no disk.

pub mod assets;
pub mod block;
pub mod citations;
pub mod compare;
pub mod context;
pub mod coverage;
pub mod data;
pub mod escape;
pub mod holders;
pub mod html;
pub mod index;
pub mod maker;
pub mod output;
pub mod page;
pub mod picture;
mod printed;
pub mod search;
pub mod section;
pub mod sheet;
pub mod shell;
pub mod surroundings;
pub mod templates;
pub mod value;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use rayon::prelude::*;

use crate::base::{Diagnostic, FileId, Sources};
use crate::link::places::SEARCH;
use crate::link::texts::Place;
use crate::link::{Site, sheets};
use crate::schema::GLOSSARY;
use assets::Assets;
use holders::AllHolders;
use html::is_word;
use maker::{Shop, Terms};
use output::{MANIFEST, Output, Put};
pub use printed::Memory;
use surroundings::{Manifest, sitemap};
use templates::Templates;

/// Renders the whole site; what is wrong with the theme is added to `found`.
pub fn render(site: &Site, sources: &Sources, memory: &mut Memory, found: &mut Vec<Diagnostic>) -> Output {
    Renderer::new(site, sources, memory, found).map(|renderer| renderer.all(found)).unwrap_or_default()
}

/// Files that are made together, because one look at the site gives them all.
struct Family {
    /// Whether a path is one of theirs; the first family that says so has it.
    holds: fn(&str) -> bool,
    /// Makes them.
    make: fn(&Shop<'_>, &Put<'_>, &mut Vec<Diagnostic>),
}

/// All families; pages and copied files stand alone.
const FAMILIES: [Family; 3] = [
    Family { holds: |path| path.starts_with(SEARCH), make: search::make },
    Family { holds: |path| path.starts_with("data/"), make: data::make },
    Family { holds: |_| true, make: surroundings::make },
];

/// A site about to be rendered: what its pages share is made, each file when it is asked for.
pub struct Renderer<'a> {
    shop: Shop<'a>,
    pages: BTreeMap<String, Place>,
    copies: BTreeMap<String, FileId>,
    /// Of the copies, style sheets in which something was put.
    styles: BTreeMap<String, String>,
    families: [OnceLock<(Output, Vec<Diagnostic>)>; FAMILIES.len()],
}

impl<'a> Renderer<'a> {
    /// Makes what pages share.
    ///
    /// # Errors
    /// There is none for a theme whose templates can't be read: why is then in `found`.
    pub fn new(site: &'a Site, sources: &'a Sources, memory: &mut Memory, found: &mut Vec<Diagnostic>) -> Option<Self> {
        let (templates, styled) = rayon::join(|| Templates::new(site, sources), || memory.styled(site));
        let styled = styled.map_err(|mistaken| found.push(*mistaken)).unwrap_or_default();
        let templates = templates.map_err(|mistaken| found.push(*mistaken)).ok()?;
        let works = site.works.iter().map(|(entry, _)| *entry).zip(styled).collect();
        let Assets { addresses: assets, styles } = Assets::new(site, sources);
        let theme = site.theme.files.iter().map(|(name, file)| (assets[name].clone(), *file));
        let named = site.files.iter().map(|(file, address)| (address.clone(), *file));
        let root = site.root_files.iter().map(|(file, address)| (address.clone(), *file));
        let copies = theme.chain(named).chain(root).collect();
        let pages = site.with_page().map(|place| (format!("{}index.html", site.address(place).0), place)).collect();
        let shop = Shop {
            site,
            sources,
            templates,
            pages: site.pages.iter().enumerate().rev().map(|(index, page)| (page.address.as_str(), index)).collect(),
            holders: AllHolders::new(site),
            works,
            terms: terms(site),
            assets,
            base_path: base_path(&site.settings.base_url),
            frames: Mutex::default(),
            searched: site.pages.iter().any(|page| page.address == SEARCH),
            index: OnceLock::new(),
            coverage: OnceLock::new(),
            lists: Mutex::default(),
            outlines: OnceLock::new(),
        };
        Some(Self { shop, pages, copies, styles, families: Default::default() })
    }

    /// One file of the site, as [`Self::all`] has it; none if the site has no such file. The manifest is not made alone.
    pub fn file(&self, path: &str, found: &mut Vec<Diagnostic>) -> Option<Arc<[u8]>> {
        let family = FAMILIES.iter().position(|family| (family.holds)(path))?;
        if path.starts_with(SEARCH) {
            // The page of search says where its other files are.
            self.family(family);
        }
        if let Some((place, sheet)) = self.page(path) {
            let mut made = page::make(&self.shop, place, sheet);
            found.append(&mut made.found);
            return (sheet == 0 || sheet < made.sheets).then(|| made.html.into());
        }
        if let Some(file) = self.copies.get(path) {
            return Some(self.copy(path, *file).into());
        }
        if sitemap::holds(path) {
            let long: Vec<(Place, usize)> = self.pages.par_iter().map(|(_, place)| (*place, page::make(&self.shop, *place, 0).sheets)).collect();
            return Output::of(|put| sitemap::make(&self.shop, &long, put)).files.remove(path);
        }
        let (output, mistaken) = self.family(family);
        found.extend(mistaken.iter().cloned());
        output.files.get(path).cloned()
    }

    /// The page at a path, or the sheet of one that would stand there if it has so many.
    fn page(&self, path: &str) -> Option<(Place, usize)> {
        if let Some(place) = self.pages.get(path) {
            return Some((*place, 0));
        }
        let (page, sheet) = sheets::split(path.strip_suffix("index.html")?)?;
        Some((*self.pages.get(&format!("{page}index.html"))?, sheet))
    }

    /// The whole site.
    pub fn all(&self, found: &mut Vec<Diagnostic>) -> Output {
        Output::of(|put| self.each(found, put))
    }

    /// Hands out each file of the site as soon as it is made.
    pub fn each(&self, found: &mut Vec<Diagnostic>, put: &Put<'_>) {
        let manifest = Manifest::default();
        let hand_out = |path: &str, bytes: &[u8]| {
            manifest.list(path, bytes);
            put(path, bytes);
        };
        let families = || {
            let family = |family: &Family| {
                let mut found = Vec::new();
                (family.make)(&self.shop, &hand_out, &mut found);
                found
            };
            FAMILIES.par_iter().flat_map(family).collect::<Vec<_>>()
        };
        let copies = || self.copies.par_iter().for_each(|(address, file)| hand_out(address, self.copy(address, *file)));
        let make = |(place, sheet): (Place, usize)| {
            let made = page::make(&self.shop, place, sheet);
            hand_out(&format!("{}index.html", sheets::address(self.shop.site.address(place).0, sheet)), &made.html);
            (place, made.sheets, made.found)
        };
        // One by one: in pieces as large as rayon's own, the last one would be waited for.
        let pages = |places: &[Place]| places.par_iter().with_max_len(1).map(|place| make((*place, 0))).collect::<Vec<_>>();
        // The page of search waits for the index; all others are made beside it.
        let waits = |place: &Place| self.shop.site.address(*place).0 == SEARCH;
        let (waiting, mut others): (Vec<Place>, Vec<Place>) = self.pages.values().copied().partition(waits);
        // Overviews take longest: begun last, one would be waited for.
        others.sort_by_key(|place| matches!(place, Place::Entry(_)));
        let ((mistaken, last), (mut first, ())) = rayon::join(|| (families(), pages(&waiting)), || rayon::join(|| pages(&others), copies));
        first.extend(last);
        let long: Vec<(Place, usize)> = first.iter().map(|(place, sheets, _)| (*place, *sheets)).collect();
        let further: Vec<_> = long.iter().flat_map(|(place, sheets)| (1..*sheets).map(|sheet| (*place, sheet))).collect();
        let map = || sitemap::make(&self.shop, &long, &hand_out);
        let (further, ()) = rayon::join(|| further.into_par_iter().with_max_len(1).map(make).collect::<Vec<_>>(), map);
        found.extend(mistaken);
        found.extend(first.into_iter().chain(further).flat_map(|(.., mistaken)| mistaken));
        put(MANIFEST, manifest.text().as_bytes());
    }

    /// Paths of a few pages of each kind: some of every folder, and those that are like no other.
    pub fn sample(&self) -> Vec<String> {
        let folder = |path: &String| {
            let address = path.strip_suffix("/index.html").unwrap_or_default();
            address.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned()
        };
        let mut some: Vec<&String> = self.pages.keys().collect();
        some.dedup_by_key(|path| folder(path));
        some.into_iter().cloned().chain(["index.html", "404.html"].map(str::to_owned)).collect()
    }

    /// A copied file.
    fn copy(&self, address: &str, file: FileId) -> &[u8] {
        self.styles.get(address).map_or_else(|| self.shop.sources.get(file).contents.bytes(), |style| style.as_bytes())
    }

    /// The path at which the site lies: that of its address.
    pub fn base_path(&self) -> &str {
        &self.shop.base_path
    }

    fn family(&self, number: usize) -> &(Output, Vec<Diagnostic>) {
        self.families[number].get_or_init(|| {
            let mut found = Vec::new();
            (Output::of(|put| (FAMILIES[number].make)(&self.shop, put, &mut found)), found)
        })
    }
}

/// Short forms of the glossary.
fn terms(site: &Site) -> Terms {
    let mut terms = BTreeMap::new();
    let Some(collection) = site.records.schema.find(GLOSSARY) else { return Terms::default() };
    for id in &site.records.members[collection.0] {
        if let Some(short) = site.records.short(*id) {
            terms.entry(short.to_owned()).or_insert(*id);
        }
    }
    let (words, more): (Vec<_>, Vec<_>) = terms.into_iter().partition(|(short, _)| short.chars().all(is_word));
    let mut others: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for (short, id) in more {
        let first = short.split(|letter| !is_word(letter)).next().unwrap_or_default().to_owned();
        others.entry(first).or_default().push((short, id));
    }
    Terms { words: words.into_iter().collect(), others }
}

/// The path of `base_url`, `/` without one: only the page for what is not there needs it.
fn base_path(base_url: &str) -> String {
    let path = match base_url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |slash| &rest[slash..]),
        None => base_url,
    };
    if path.is_empty() { "/".to_owned() } else { path.to_owned() }
}
