//! Owns the page of search: what a reader without script finds there, and what the script is told.

use serde::Serialize;

use super::super::block::{Letter, Link};
use super::super::escape;
use super::super::maker::Maker;
use super::words::folded;
use crate::link::places::SEARCH;
use crate::link::texts::Place;
use crate::schema::{GLOSSARY, REFERENCES};

/// With more names than this, the indexes of the collections are the list: a page of everything would be too heavy.
const MANY: usize = 2000;

/// What the template gets.
#[derive(Serialize)]
struct View {
    /// The way to the first file of the index, from this page.
    index: String,
    /// The way to the site's root.
    root: String,
    /// The scripts: what takes words apart, finds, draws, listens.
    scripts: Vec<String>,
    /// The words that the script uses, as JSON.
    said: String,
    collections: Vec<Indexed>,
    letters: Vec<Letter>,
    names: Vec<Initial>,
}

/// A collection with its index.
#[derive(Serialize)]
struct Indexed {
    link: Link,
    entries: usize,
}

/// Everything that begins with a letter.
#[derive(Serialize)]
struct Initial {
    letter: String,
    id: String,
    names: Vec<Named>,
}

/// A name: the title of an entry, or another name with what it is a name of.
#[derive(Serialize)]
struct Named {
    href: String,
    name: String,
    of: String,
}

impl Maker<'_> {
    /// The page of search, as HTML.
    pub fn search_page(&mut self) -> String {
        let site = self.site;
        let index = self.shop.index.get().and_then(|first| first.strip_prefix(SEARCH)).unwrap_or_default().to_owned();
        let said: serde_json::Map<String, serde_json::Value> = site
            .theme
            .strings
            .all()
            .iter()
            .filter_map(|(key, words)| Some((key.strip_prefix("search-")?.to_owned(), words.clone().into())))
            .collect();
        let heads = site.pages.iter().enumerate().filter_map(|(index, page)| Some((Place::Page(index), page.heads?)));
        let mut collections: Vec<(Place, _)> = heads.collect();
        collections.sort_by_key(|(_, collection)| *collection);
        let indexed = |(place, collection): &(Place, crate::schema::CollectionId)| Indexed {
            link: Link { href: self.href(*place, None), html: escape::text(&site.title(*place, None)) },
            entries: site.records.members[collection.0].len(),
        };
        let collections = collections.iter().map(indexed).collect();
        let names = self.names();
        let letters = names.iter().map(|initial| Letter { letter: initial.letter.clone(), href: format!("#{}", initial.id) }).collect();
        let scripts = ["search-words.js", "search.js", "search-results.js", "search-page.js"]
            .map(|name| self.asset(name))
            .into_iter()
            .filter(|way| !way.is_empty())
            .collect();
        let said = serde_json::Value::Object(said).to_string();
        self.part("search.html", &View { index, root: self.to(""), scripts, said, collections, letters, names })
    }

    /// Every title and other name of entries, by letter.
    fn names(&self) -> Vec<Initial> {
        let site = self.site;
        let mut all = Vec::new();
        for id in site.records.ids() {
            let entry = site.records.get(id);
            let declared = site.records.schema.collection(entry.collection);
            if declared.id == REFERENCES || (!declared.pages && declared.id != GLOSSARY) {
                continue;
            }
            let href = self.href(Place::Entry(id), None);
            let title = site.title(Place::Entry(id), None).into_owned();
            all.extend(entry.head.also.iter().map(|other| Named { href: href.clone(), name: other.clone(), of: title.clone() }));
            all.push(Named { href, name: title, of: String::new() });
        }
        if all.len() > MANY {
            return Vec::new();
        }
        all.sort_by_cached_key(|named| (folded(&named.name), named.of.clone(), named.href.clone()));
        let mut initials: Vec<Initial> = Vec::new();
        for named in all {
            let letter: String = folded(&named.name).chars().next().into_iter().flat_map(char::to_uppercase).collect();
            let letter = if letter.is_empty() { "#".to_owned() } else { letter };
            if initials.last().is_none_or(|initial| initial.letter != letter) {
                initials.push(Initial { id: format!("cb-az-{}", initials.len() + 1), letter, names: Vec::new() });
            }
            if let Some(initial) = initials.last_mut() {
                initial.names.push(named);
            }
        }
        initials
    }
}
