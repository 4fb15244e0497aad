//! Owns what changed between two finished sites: pages and records added, changed and removed.

mod print;

pub use print::{atom, json, text};

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

/// By what a page is known that only leads on to another.
const LEADS_ON: &str = "http-equiv=\"refresh\"";

/// A finished site: the hash of each file by its path, and the texts of those that differ from another's.
#[derive(Debug, Clone, Default)]
pub struct Build {
    /// From the manifest.
    pub hashes: BTreeMap<String, String>,
    /// Pages and data by path.
    pub texts: BTreeMap<String, String>,
}

/// How something differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is new.
    Added,
    /// It is not the same.
    Changed,
    /// It has another address, and the old one leads there.
    Moved,
    /// It is gone.
    Removed,
}

/// A page that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// How.
    pub change: Change,
    /// Its address from the site's root, empty for the home page.
    pub address: String,
    /// Its title.
    pub title: String,
    /// The address that it has now, if it has moved.
    pub now: Option<String>,
}

/// A record that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// How.
    pub change: Change,
    /// Its collection.
    pub collection: String,
    /// Its id; what it was is among the fields, if it was another.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The fields that differ: name, before, after.
    pub fields: Vec<(String, String, String)>,
}

/// Everything that differs, by address and by collection and id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Pages whose text differs; what stands around it does not count.
    pub pages: Vec<Page>,
    /// Records of the data.
    pub records: Vec<Record>,
}

/// The paths whose texts [`compare`] looks at: pages and collections that are not the same in both.
pub fn differing<'a>(old: &'a Build, new: &'a Build) -> impl Iterator<Item = &'a str> {
    let paths: BTreeSet<&String> = old.hashes.keys().chain(new.hashes.keys()).collect();
    let counts = |path: &str| page_address(path).is_some() || collection(path).is_some();
    paths.into_iter().filter(move |path| counts(path) && old.hashes.get(*path) != new.hashes.get(*path)).map(String::as_str)
}

/// What changed from `old` to `new`.
pub fn compare(old: &Build, new: &Build) -> Changes {
    let mut changes = Changes::default();
    let texts = |path| (old.texts.get(path), new.texts.get(path));
    for path in differing(old, new) {
        let (before, after) = texts(path);
        changes.pages.extend(page_address(path).and_then(|address| page(address, before, after)));
    }
    let moved: BTreeMap<&str, &str> = changes.pages.iter().filter_map(|page| Some((page.address.as_str(), page.now.as_deref()?))).collect();
    for path in differing(old, new) {
        let Some(collection) = collection(path) else { continue };
        let (before, after) = texts(path);
        let (before, after) = (rows(before), rows(after));
        let id = |address: &&str| address.strip_prefix(collection)?.strip_prefix('/')?.strip_suffix('/').map(str::to_owned);
        let renamed = moved.iter().filter_map(|(from, to)| Some((id(from)?, id(to)?)));
        let renamed = renamed.filter(|(from, to)| !after.contains_key(from) && !before.contains_key(to)).collect();
        records(collection, &before, &after, &renamed, &mut changes.records);
    }
    let new: BTreeSet<String> = moved.values().map(|address| (*address).to_owned()).collect();
    changes.pages.retain(|page| page.change != Change::Added || !new.contains(&page.address));
    changes
}

fn page_address(path: &str) -> Option<&str> {
    path.strip_suffix("index.html").filter(|address| address.is_empty() || address.ends_with('/'))
}

fn collection(path: &str) -> Option<&str> {
    path.strip_prefix("data/")?.strip_suffix(".json").filter(|name| !name.contains('/') && *name != "datapackage")
}

fn page(address: &str, before: Option<&String>, after: Option<&String>) -> Option<Page> {
    // A page that only leads on is none.
    let real = |text: &&String| !text.contains(LEADS_ON);
    let now = after.and_then(|text| leads_to(text)).filter(|_| before.is_some_and(|text| real(&text)));
    let (before, after) = (before.filter(real), after.filter(real));
    let change = match (before, after) {
        (Some(_), None) if now.is_some() => Change::Moved,
        (None, None) => return None,
        (None, Some(_)) => Change::Added,
        (Some(_), None) => Change::Removed,
        (Some(before), Some(after)) if main(before).eq(main(after)) => return None,
        (Some(_), Some(_)) => Change::Changed,
    };
    let title = after.or(before).map(|text| title(text)).unwrap_or_default();
    Some(Page { change, address: address.to_owned(), title, now })
}

/// The address, from the site's root, that a page leads on to.
fn leads_to(text: &str) -> Option<String> {
    let (_, rest) = text.split_once(LEADS_ON)?;
    let (_, way) = rest.split_once("url=")?;
    let way = way.split(['"', '#']).next()?;
    Some(way.trim_start_matches("../").to_owned())
}

/// What a page says, without what stands around and below it, such as the ways to its neighbours and how it is cited, and without the name of the index of search, which is another with every change.
fn main(text: &str) -> impl Iterator<Item = &str> {
    let start = text.find("<main").unwrap_or(0);
    let end = text.rfind("</main>").filter(|end| *end > start).unwrap_or(text.len());
    let end = text[start..end].rfind("<footer class=\"page-foot\"").map_or(end, |foot| start + foot);
    let (before, after) = text[start..end].split_once(" data-index=\"").unwrap_or((&text[start..end], ""));
    [before, after.split_once('"').map_or("", |(_, after)| after)].into_iter()
}

/// The title that a page has for other sites, or else its own.
fn title(text: &str) -> String {
    let between = |start: &str, end: &str| text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map(|(title, _)| title);
    let title = between("<meta property=\"og:title\" content=\"", "\"").or_else(|| between("<title>", "</title>")).unwrap_or_default();
    title.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// The records of a file by their ids.
fn rows(text: Option<&String>) -> BTreeMap<String, Map<String, Json>> {
    let rows: Vec<Map<String, Json>> = text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    rows.into_iter().map(|row| (cell(&row, "id"), row)).collect()
}

fn cell(row: &Map<String, Json>, name: &str) -> String {
    row.get(name).and_then(Json::as_str).unwrap_or_default().to_owned()
}

/// Adds the records that differ; those in `renamed` have another id now.
fn records(
    collection: &str,
    before: &BTreeMap<String, Map<String, Json>>,
    after: &BTreeMap<String, Map<String, Json>>,
    renamed: &BTreeMap<String, String>,
    records: &mut Vec<Record>,
) {
    let ids: BTreeSet<&String> = before.keys().filter(|id| !renamed.contains_key(*id)).chain(after.keys()).collect();
    for id in ids {
        let former = renamed.iter().find_map(|(from, to)| (to == id).then_some(from));
        let (old, new) = (before.get(former.unwrap_or(id)), after.get(id));
        let title = new.or(old).map(|row| cell(row, "title")).unwrap_or_default();
        let fields = old.zip(new).map(|(old, new)| fields(old, new)).unwrap_or_default();
        let change = match (old, new) {
            (None, _) => Change::Added,
            (_, None) => Change::Removed,
            // A column that is only new, or gone, and empty is no difference.
            _ if fields.is_empty() => continue,
            _ => Change::Changed,
        };
        records.push(Record { change, collection: collection.to_owned(), id: id.clone(), title, fields });
    }
}

fn fields(old: &Map<String, Json>, new: &Map<String, Json>) -> Vec<(String, String, String)> {
    let gone = old.keys().filter(|name| !new.contains_key(*name));
    let names = new.keys().chain(gone);
    let pairs = names.map(|name| (name.clone(), cell(old, name), cell(new, name)));
    pairs.filter(|(_, before, after)| before != after).collect()
}
