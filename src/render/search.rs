//! Owns search: from [`Site`] to the files below `search/` that `search.js` reads, small piece by small piece.
//!
//! | file | what | when it is loaded |
//! | --- | --- | --- |
//! | `index.json` | collections, beginnings of the shards | first |
//! | `words-N.txt` | a shard of the vocabulary: words, and where they stand ([`postings`]) | for words that begin so |
//! | `pages-N.json` | titles and addresses of some pages | for results that are shown |
//! | `texts/HASH.json` | lines of some pages, for excerpts ([`texts`]) | for results that are shown |
//! | `facets-N.json` | what a collection's results can be narrowed by ([`facets`]) | after the first results |
//! | `names.txt` | the words of all names | for misspelt words, and beginnings of very many |
//!
//! Each excerpt is named by its hash, all other files lie in a folder named by theirs, so that pieces of two builds never meet in a
//! browser's store. What is large, the excerpts, is done with as soon as it is made, and stays the same where its pages do.

pub mod digits;
pub mod facets;
pub mod gather;
pub mod latin;
pub mod letters;
pub mod page;
pub mod postings;
pub mod tally;
pub mod texts;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde_json::json;

use super::citations::Styled;
use super::maker::Shop;
use super::output::Put;
use crate::base::Diagnostic;
use crate::link::Site;
use crate::link::places::SEARCH;
use crate::link::records::EntryId;
use crate::link::texts::Place;
use crate::schema::{GLOSSARY, REFERENCES};
use gather::gather;
use tally::{Run, Tally};
use texts::{At, Texts};

/// How many pages there are in a file of titles.
const PAGES: usize = 32;
/// So many documents are gathered at a time.
const STRETCH: usize = 256;
/// How long the list of names may get, in bytes; names that stand in one place only fall out first.
const NAMES: usize = 40 << 10;

/// Files by name.
type Files = BTreeMap<String, Vec<u8>>;

/// Makes the index of a site, and lets its page know where the first file is.
pub fn make(shop: &Shop<'_>, put: &Put<'_>, _: &mut Vec<Diagnostic>) {
    if shop.searched {
        let _ = shop.index.set(index(shop.site, &shop.works, put));
    }
}

/// Makes the index of a site; gives back the address of the first file.
fn index(site: &Site, works: &BTreeMap<EntryId, Styled>, put: &Put<'_>) -> String {
    let places: Vec<Place> = site.places().filter(|place| site.address(*place).0 != SEARCH).collect();
    let met = Mutex::new(BTreeSet::new());
    // Some pages say the very same.
    let once = |path: &str, bytes: &[u8]| {
        if met.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned()) {
            put(path, bytes);
        }
    };
    let stretches: Vec<(Vec<Listed>, Vec<Run>)> = places
        .par_chunks(STRETCH)
        .with_max_len(1)
        .enumerate()
        .map(|(number, places)| stretch(site, works, places, (number * STRETCH) as u32, &once))
        .collect();
    let (documents, runs): (Vec<_>, Vec<_>) = stretches.into_iter().unzip();
    let documents: Vec<Listed> = documents.into_iter().flatten().collect();
    let mut files: Files = BTreeMap::new();
    let shards = postings::shards(runs);
    for (number, text) in shards.texts.into_iter().enumerate() {
        files.insert(format!("words-{number}.txt"), text.into_bytes());
    }
    files.insert("names.txt".to_owned(), names(&documents).into_bytes());
    titles(site, &places, &documents, &mut files);
    let first = json!({
        "pages": PAGES,
        "documents": documents.len(),
        "levels": tally::LEVELS,
        "shards": shards.starts,
        "groups": groups(site, &places, &mut files),
    });
    files.insert("index.json".to_owned(), first.to_string().into_bytes());
    let mut hasher = blake3::Hasher::new();
    for (name, bytes) in &files {
        hasher.update(name.as_bytes()).update(bytes);
    }
    let folder = format!("{SEARCH}{}/", &hasher.finalize().to_hex()[..10]);
    files.par_iter().for_each(|(name, bytes)| put(&format!("{folder}{name}"), bytes));
    format!("{folder}index.json")
}

/// What is kept of a document until all are known.
struct Listed {
    title: String,
    names: Vec<String>,
    /// Where its excerpts are.
    at: At,
}

/// Gathers a stretch of documents, the first of which has that number, and counts their words.
fn stretch(site: &Site, works: &BTreeMap<EntryId, Styled>, places: &[Place], first: u32, put: &Put<'_>) -> (Vec<Listed>, Vec<Run>) {
    let mut tally = Tally::default();
    let mut texts = Texts::new(put);
    let mut listed = Vec::with_capacity(places.len());
    for (place, number) in places.iter().zip(first..) {
        let document = gather(site, works, *place, &mut tally);
        tally.end(number);
        texts.push(&document.parts);
        listed.push((document.title, document.names));
    }
    let listed = listed.into_iter().zip(texts.finish()).map(|((title, names), at)| Listed { title, names, at });
    (listed.collect(), tally.runs())
}

/// Results are shown in these groups; documents of one stand in a row. Also adds their facets.
fn groups(site: &Site, places: &[Place], files: &mut Files) -> serde_json::Value {
    let first = places.iter().position(|place| matches!(place, Place::Entry(_))).unwrap_or(places.len());
    let strings = &site.theme.strings;
    let page = strings.get("search-page").to_owned();
    // No collection has an id like this.
    let mut groups =
        vec![json!({ "id": "_pages", "one": page, "many": strings.get("search-pages"), "from": 0, "counts": 1.0, "before": "", "after": "" })];
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
        let (before, after) = (format!("{}/", declared.id), if declared.pages { "/" } else { "" });
        let facets = facets::of(site, id, &shared);
        let mut group = json!({ "id": declared.id, "one": declared.one, "many": declared.many, "from": from, "counts": counts, "before": before, "after": after });
        if !facets.is_empty() {
            let name = format!("facets-{}.json", groups.len());
            group["facets"] = name.clone().into();
            files.insert(name, serde_json::to_vec(&facets).unwrap_or_default());
        }
        groups.push(group);
        from += length;
    }
    groups.into()
}

/// Adds the files of titles: title, address within the group, file of excerpts and place in it.
fn titles(site: &Site, places: &[Place], documents: &[Listed], files: &mut Files) {
    let rows: Vec<_> = (places.iter().zip(documents))
        .map(|(place, document)| {
            let id = match place {
                Place::Page(page) => site.pages[*page].address.clone(),
                Place::Entry(entry) => match site.address(*place) {
                    // On the sheet that shows it.
                    (address, Some(anchor)) => format!("{}#{anchor}", address.split_once('/').map_or("", |(_, sheet)| sheet)),
                    (_, None) => site.records.get(*entry).id.clone(),
                },
            };
            (&document.title, id, &*document.at.file, document.at.row)
        })
        .collect();
    for (number, rows) in rows.chunks(PAGES).enumerate() {
        files.insert(format!("pages-{number}.json"), serde_json::to_vec(rows).unwrap_or_default());
    }
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
