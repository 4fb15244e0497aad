//! Owns search: from [`Site`] to the files below `search/` that `search.js` reads, small piece by small piece.
//!
//! | file | what | when it is loaded |
//! | --- | --- | --- |
//! | `index.json` | collections, beginnings of the shards | first |
//! | `words-N.txt` | a shard of the vocabulary: words, and where they stand ([`postings`]) | for words that begin so |
//! | `pages-N.json` | titles and addresses of some pages | for results that are shown |
//! | `texts-N.json` | lines of some pages, for excerpts | for results that are shown |
//! | `facets-N.json` | what a collection's results can be narrowed by ([`facets`]) | after the first results |
//! | `names.txt` | the words of all names | for misspelt words, and beginnings of very many |
//!
//! All lie in a folder named by their hash, so that pieces of two builds never meet in a browser's store.

pub mod facets;
pub mod gather;
pub mod page;
pub mod postings;
pub mod tally;
pub mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::json;

use super::citations::Styled;
use super::maker::Shop;
use super::output::Output;
use crate::base::Diagnostic;
use crate::link::Site;
use crate::link::places::SEARCH;
use crate::link::records::EntryId;
use crate::link::texts::Place;
use crate::schema::{GLOSSARY, REFERENCES};
use gather::{Document, gather};
use tally::{Run, Tally};

/// How many pages there are in a file of titles.
const PAGES: usize = 32;
/// How long a file of excerpts gets, in bytes; a page is never cut.
const TEXTS: usize = 6 << 10;
/// So many documents are gathered at a time.
const STRETCH: usize = 256;
/// How long the list of names may get, in bytes; names that stand in one place only fall out first.
const NAMES: usize = 40 << 10;

/// Files by name.
type Files = BTreeMap<String, Arc<[u8]>>;

/// The index as files.
#[derive(Debug, Default)]
pub struct Index {
    /// The address of the first file.
    pub first: String,
    /// All files by address.
    pub files: Files,
}

impl Shop<'_> {
    /// The index, made when first asked for.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| if self.searched { index(self.site, &self.works) } else { Index::default() })
    }
}

/// Adds the files of the index.
pub fn add(shop: &Shop<'_>, output: &mut Output, _: &mut Vec<Diagnostic>) {
    for (address, bytes) in &shop.index().files {
        output.files.insert(address.clone(), Arc::clone(bytes));
    }
}

/// Makes the index of a site.
fn index(site: &Site, works: &BTreeMap<EntryId, Styled>) -> Index {
    let places: Vec<Place> = site.places().filter(|place| site.address(*place).0 != SEARCH).collect();
    let stretches: Vec<(Vec<Listed>, Vec<Run>)> =
        places.par_chunks(STRETCH).enumerate().map(|(number, places)| stretch(site, works, places, (number * STRETCH) as u32)).collect();
    let (documents, runs): (Vec<_>, Vec<_>) = stretches.into_iter().unzip();
    let mut documents: Vec<Listed> = documents.into_iter().flatten().collect();
    let mut files: Files = BTreeMap::new();
    let shards = postings::shards(runs);
    for (number, text) in shards.texts.into_iter().enumerate() {
        files.insert(format!("words-{number}.txt"), text.as_bytes().into());
    }
    files.insert("names.txt".to_owned(), names(&documents).as_bytes().into());
    let at = texts(&mut documents, &mut files);
    titles(site, &places, &documents, &at, &mut files);
    let first = json!({
        "pages": PAGES,
        "documents": documents.len(),
        "levels": tally::LEVELS,
        "shards": shards.starts,
        "groups": groups(site, &places, &mut files),
    });
    files.insert("index.json".to_owned(), first.to_string().as_bytes().into());
    let mut hasher = blake3::Hasher::new();
    for (name, bytes) in &files {
        hasher.update(name.as_bytes()).update(bytes);
    }
    let folder = format!("{SEARCH}{}/", &hasher.finalize().to_hex()[..10]);
    Index { first: format!("{folder}index.json"), files: files.into_iter().map(|(name, bytes)| (format!("{folder}{name}"), bytes)).collect() }
}

/// What is kept of a document until all are known.
struct Listed {
    title: String,
    names: Vec<String>,
    /// Its parts as JSON, without room to grow.
    text: Box<str>,
}

/// Gathers a stretch of documents, the first of which has that number, and counts their words.
fn stretch(site: &Site, works: &BTreeMap<EntryId, Styled>, places: &[Place], first: u32) -> (Vec<Listed>, Vec<Run>) {
    let mut tally = Tally::default();
    let mut listed = Vec::with_capacity(places.len());
    for (place, number) in places.iter().zip(first..) {
        let document = gather(site, works, *place, &mut tally);
        tally.end(number);
        listed.push(Listed { text: excerpts(&document), title: document.title, names: document.names });
    }
    (listed, tally.runs())
}

/// The parts of a document as JSON: anchor, heading, lines of each.
fn excerpts(document: &Document) -> Box<str> {
    let parts: Vec<Vec<&str>> = document
        .parts
        .iter()
        .map(|part| [part.anchor.as_str(), &part.heading].into_iter().chain(part.lines.iter().map(String::as_str)).collect())
        .collect();
    serde_json::to_string(&parts).unwrap_or_default().into()
}

/// Results are shown in these groups; documents of one stand in a row. Also adds their facets.
fn groups(site: &Site, places: &[Place], files: &mut Files) -> serde_json::Value {
    let first = places.iter().position(|place| matches!(place, Place::Entry(_))).unwrap_or(places.len());
    let strings = &site.theme.strings;
    let page = strings.get("search-page").to_owned();
    let mut groups =
        vec![json!({ "id": "pages", "one": page, "many": strings.get("search-pages"), "from": 0, "counts": 1.0, "before": "", "after": "" })];
    let shared = facets::shared(site);
    let mut from = first;
    for (id, declared) in site.records.schema.collections() {
        let length = site.records.members[id.0].len();
        if length == 0 {
            continue;
        }
        let counts = match declared.id.as_str() {
            REFERENCES => 0.6,
            GLOSSARY => 0.8,
            _ if !declared.pages => 0.8,
            _ => 1.0,
        };
        let (before, after) = if declared.pages { (format!("{}/", declared.id), "/") } else { (format!("{}/#", declared.id), "") };
        let facets = facets::of(site, id, &shared);
        let mut group = json!({ "id": declared.id, "one": declared.one, "many": declared.many, "from": from, "counts": counts, "before": before, "after": after });
        if !facets.is_empty() {
            let name = format!("facets-{}.json", groups.len());
            group["facets"] = name.clone().into();
            files.insert(name, serde_json::to_vec(&facets).unwrap_or_default().into());
        }
        groups.push(group);
        from += length;
    }
    groups.into()
}

/// Adds the files of titles: title, address within the group, file of excerpts and place in it.
fn titles(site: &Site, places: &[Place], documents: &[Listed], at: &[(usize, usize)], files: &mut Files) {
    let rows: Vec<_> = (places.iter().zip(documents).zip(at))
        .map(|((place, document), (file, row))| {
            let id = match place {
                Place::Page(page) => &site.pages[*page].address,
                Place::Entry(entry) => &site.records.get(*entry).id,
            };
            (&document.title, id, file, row)
        })
        .collect();
    for (number, rows) in rows.chunks(PAGES).enumerate() {
        files.insert(format!("pages-{number}.json"), serde_json::to_vec(rows).unwrap_or_default().into());
    }
}

/// Adds the files of excerpts; gives back in which file each document is, and where in it.
fn texts(documents: &mut [Listed], files: &mut Files) -> Vec<(usize, usize)> {
    let mut at = Vec::with_capacity(documents.len());
    let mut open: Vec<Box<str>> = Vec::new();
    let mut length = 0;
    let mut file = 0;
    let mut close = |open: &mut Vec<Box<str>>, file: usize| {
        let mut bytes = Vec::with_capacity(open.iter().map(|text| text.len() + 1).sum::<usize>() + 1);
        bytes.push(b'[');
        for (number, text) in open.drain(..).enumerate() {
            bytes.extend_from_slice(if number > 0 { b"," } else { b"" });
            bytes.extend_from_slice(text.as_bytes());
        }
        bytes.push(b']');
        files.insert(format!("texts-{file}.json"), bytes.into());
    };
    for document in documents {
        // From here on it is in its file.
        let text = std::mem::take(&mut document.text);
        if !open.is_empty() && length + text.len() > TEXTS {
            close(&mut open, file);
            (file, length) = (file + 1, 0);
        }
        at.push((file, open.len()));
        length += text.len();
        open.push(text);
    }
    if !open.is_empty() {
        close(&mut open, file);
    }
    at
}

/// The words of names in the order of the alphabet; of very many, those that stand in most names.
fn names(documents: &[Listed]) -> String {
    let mut all: Vec<&str> = documents.iter().flat_map(|document| &document.names).map(String::as_str).collect();
    all.sort_unstable();
    let mut often: Vec<(usize, &str)> = all.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0])).filter(|(_, word)| word.len() > 2).collect();
    often.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let mut length = 0;
    let mut kept: Vec<&str> = often
        .iter()
        .map(|(_, word)| *word)
        .take_while(|word| {
            length += word.len() + 1;
            length <= NAMES
        })
        .collect();
    kept.sort_unstable();
    kept.join(" ")
}
