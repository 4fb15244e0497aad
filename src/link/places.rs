//! Owns pages and addresses: indexes nobody wrote, and former addresses.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use super::derived::{self, Derived};
use super::names::{Named, Names};
use super::records::EntryId;
use super::sheets;
use super::texts::Place;
use crate::base::{Diagnostic, FileId, Span, mistake};
use crate::parse::doc::Doc;
use crate::parse::entry::{Entry, Head};
use crate::parse::schema::capital;
use crate::parse::theme::Strings;
use crate::parse::{Home, Page};
use crate::schema::{CollectionId, Schema};

/// Addresses that belong to the site itself.
const TAKEN: [&str; 5] = ["assets", "data", "search", "compare", "about/coverage"];
/// The folder of pages about the site.
const ABOUT: &str = "about/";
/// The address of the page on coverage.
pub const COVERAGE: &str = "about/coverage/";
/// The address of the page of search; the index lies below it.
pub const SEARCH: &str = "search/";
/// Files that the site makes itself.
const MADE: [&str; 10] = [
    "404.html",
    ".nojekyll",
    "_headers",
    "_redirects",
    "casebook-manifest.json",
    "citation.cff",
    "feed.xml",
    "robots.txt",
    "sitemap.xml",
    "index.html",
];
/// A page, written or not.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Its address.
    pub address: String,
    /// The collection it heads.
    pub heads: Option<CollectionId>,
    /// What it compares.
    pub derived: Option<Derived>,
    /// The built-in fields.
    pub head: Head,
    /// Its text.
    pub doc: Arc<Doc>,
    /// Its file; none for an index that nobody wrote.
    pub file: Option<FileId>,
}

/// All pages of the site, in the order of reading: those that were written, and what nobody wrote: a home page, and an index
/// for each collection and folder.
pub fn plan(schema: &Schema, pages: Vec<Page>, entries: &[Arc<Entry>], strings: &Strings) -> Vec<Planned> {
    let mut pages: Vec<Planned> = pages
        .into_iter()
        .map(|page| Planned { address: page.address, heads: page.heads, derived: None, head: page.head, doc: page.doc, file: Some(page.file) })
        .collect();
    if !pages.iter().any(|page| page.address.is_empty()) {
        let head = Head { title: schema.settings.title.clone(), description: schema.settings.description.clone(), ..Head::default() };
        pages.push(unwritten(String::new(), None, head));
    }
    if !entries.is_empty() {
        let text = |key: &str| strings.get(key).to_owned();
        let head = Head { title: text("coverage"), description: text("coverage-about"), ..Head::default() };
        pages.push(unwritten(COVERAGE.to_owned(), None, head));
        let head = Head { title: text("search"), description: text("search-about"), ..Head::default() };
        pages.push(unwritten(SEARCH.to_owned(), None, head));
    }
    for (id, collection) in schema.collections() {
        let filled = entries.iter().any(|entry| entry.collection == id);
        if filled && !pages.iter().any(|page| page.heads == Some(id)) {
            let head = Head { title: collection.many.clone(), ..Head::default() };
            pages.push(unwritten(format!("{}/", collection.id), Some(id), head));
        }
    }
    let compared = derived::pages(schema, entries, strings, &pages);
    pages.extend(compared);
    let mut folders = BTreeSet::new();
    for page in &pages {
        let mut rest = page.address.trim_end_matches('/');
        while let Some((folder, _)) = rest.rsplit_once('/').filter(|(folder, _)| folders.insert(format!("{folder}/"))) {
            rest = folder;
        }
    }
    let known: BTreeSet<String> = pages.iter().map(|page| page.address.clone()).collect();
    for folder in folders {
        if !known.contains(&folder) {
            let name = folder.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            let within = |page: &Planned| match page.derived {
                Some(Derived::Section(collection, _)) if page.address.starts_with(&folder) => Some(collection),
                _ => None,
            };
            let sections = (name == derived::SECTIONS).then(|| pages.iter().find_map(within)).flatten();
            let title = match sections {
                Some(collection) => derived::fill(strings.get("sections-of"), schema.collection(collection), "", &schema.settings.language),
                None if folder == ABOUT => strings.get("about").to_owned(),
                None => capital(&name.replace('-', " ")),
            };
            let head = Head { title, ..Head::default() };
            pages.push(unwritten(folder, None, head));
        }
    }
    pages.sort_by_cached_key(|page| {
        let unnumbered = page.head.number.is_empty() && page.address.matches('/').count() > 1;
        // The home page, whose address is empty, is first; then by folder.
        let folder = page.address.split('/').next().unwrap_or_default().to_owned();
        (folder, page.head.order.is_none(), page.head.order, unnumbered, natural(&page.head.number), natural(&page.address))
    });
    pages
}

/// What each Markdown file and each table is.
pub fn homes(pages: &[Planned], homes: &[Home], names: &Names) -> BTreeMap<FileId, Named> {
    let mut all = BTreeMap::new();
    for (index, page) in pages.iter().enumerate() {
        all.extend(page.file.map(|file| (file, Named::Page(index))));
    }
    for home in homes {
        match home {
            Home::Entry(file, collection, id) => {
                all.extend(names.id(*collection, id).map(|named| (*file, named)));
            }
            Home::Index(file, collection) => {
                if let Some(page) = pages.iter().position(|page| page.heads == Some(*collection)) {
                    all.insert(*file, Named::Page(page));
                }
            }
            Home::DraftPage(file) => {
                all.entry(*file).or_insert(Named::Draft);
            }
        }
    }
    all
}

/// Former addresses; says which addresses two pages claim.
pub fn aliases(pages: &[Planned], schema: &Schema, entries: &[Arc<Entry>], found: &mut Vec<Diagnostic>) -> BTreeMap<String, Place> {
    let plain = |address: &str| {
        let plain = address.strip_prefix('/').unwrap_or(address);
        plain.strip_suffix('/').unwrap_or(plain).to_owned()
    };
    let mut bad = Vec::new();
    let mut former = |(alias, span): &(String, Span), place: Place| {
        let address = plain(alias);
        // One without a stroke is another name, as other programs have it.
        if alias.contains('/') && is_address(&address) {
            return Some((address, Some(*span), place, true));
        }
        bad.push(mistake::bad_alias(*span, &address, alias.contains('/')));
        None
    };
    let mut claims = Vec::with_capacity(pages.len() + entries.len());
    for (index, page) in pages.iter().enumerate() {
        let span = page.file.map(Span::top);
        claims.push((plain(&page.address), span, Place::Page(index), false));
        claims.extend(page.head.aliases.iter().filter_map(|alias| former(alias, Place::Page(index))));
    }
    for (index, entry) in entries.iter().enumerate() {
        let place = Place::Entry(EntryId(index as u32));
        claims.extend(entry.head.aliases.iter().filter_map(|alias| former(alias, place)));
    }
    let heads: BTreeMap<CollectionId, &str> = pages.iter().rev().filter_map(|page| Some((page.heads?, page.address.as_str()))).collect();
    for (index, entry) in entries.iter().enumerate() {
        if let Some(head) = heads.get(&entry.collection) {
            let address = format!("{head}{}", entry.id);
            claims.push((address, Some(entry.span), Place::Entry(EntryId(index as u32)), false));
        }
    }
    found.append(&mut bad);
    claims.sort_by_key(|(_, span, _, alias)| (*alias, span.is_some(), *span));
    // Hashed, because every page is asked for.
    let mut claimed: IndexMap<String, (Option<Span>, Place), RandomState> = IndexMap::with_capacity_and_hasher(claims.len(), RandomState::default());
    let mut aliases = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (address, span, place, alias) in claims {
        // Some disks do not tell `Old` from `old`, but a server may: two may not claim both, and redirects keep their capitals.
        let key = address.to_lowercase();
        let first = key.split('/').next().unwrap_or_default();
        if let Some(span) = span
            && (sheets::split(&key).is_some()
                || alias && is_taken(first)
                || TAKEN.iter().any(|taken| key == *taken || !taken.contains('/') && is_below(&key, taken)))
        {
            match place {
                // All entries of a collection with such a name have the same cause, and it is none of theirs.
                Place::Entry(entry) if !alias && TAKEN.contains(&first) => {
                    let collection = schema.collection(entries[entry.0 as usize].collection);
                    if taken.insert(collection.span) {
                        found.push(mistake::reserved_address(collection.span, first));
                    }
                }
                _ => found.push(mistake::reserved_address(span, &address)),
            }
            continue;
        }
        match claimed.get(&key) {
            Some((_, by)) if alias && *by == place => found.extend(span.map(|span| mistake::own_address(span, &address))),
            Some((first, by)) => {
                let heads = if let Place::Page(page) = by { pages[*page].heads.filter(|_| first.is_none()) } else { None };
                match (span, heads.map(|heads| schema.collection(heads))) {
                    (Some(span), Some(collection)) => found.push(mistake::address_of_page(collection.span, &collection.id, span)),
                    (Some(span), None) => found.push(mistake::address_taken(span, &address, *first)),
                    (None, _) => {}
                }
            }
            None => {
                claimed.insert(key, (span, place));
                if alias {
                    aliases.insert(if address.is_empty() { address } else { format!("{address}/") }, place);
                }
            }
        }
    }
    aliases
}

/// Whether a former address may be one: parts of letters, digits, `-`, `_` and inner dots.
fn is_address(address: &str) -> bool {
    let part = |part: &str| {
        let good = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '~');
        !part.is_empty() && !part.starts_with('.') && part.chars().all(good)
    };
    address.split('/').all(part)
}

/// Whether an address is one that the site makes itself.
pub(super) fn is_taken(address: &str) -> bool {
    let lower = address.to_lowercase();
    let sitemap = lower.starts_with("sitemap-") && lower.ends_with(".xml");
    sitemap || MADE.contains(&lower.as_str()) || TAKEN.iter().any(|taken| lower == *taken || is_below(&lower, taken))
}

fn is_below(address: &str, folder: &str) -> bool {
    address.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

pub(super) fn unwritten(address: String, heads: Option<CollectionId>, head: Head) -> Planned {
    Planned { address, heads, derived: None, head, doc: Arc::default(), file: None }
}

/// Numbers in a text as numbers: `3.10` after `3.9`, `part-10` after `part-9`.
pub fn natural(text: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = Vec::new();
    let mut digits = String::new();
    for letter in text.chars().chain(std::iter::once('\0')) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        if !digits.is_empty() {
            parts.push((digits.parse().unwrap_or(u64::MAX), String::new()));
            digits.clear();
        }
        if letter != '\0' {
            match parts.last_mut() {
                Some((0, word)) if !word.is_empty() => word.push(letter),
                _ => parts.push((0, letter.to_string())),
            }
        }
    }
    parts
}
