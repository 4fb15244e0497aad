//! From [`Site`] to [`Output`]: HTML, views for templates, derived pages, exports. Finds no new links, touches no disk.

pub mod block;
pub mod cff;
pub mod citations;
pub mod compare;
pub mod coverage;
pub mod data;
pub mod escape;
pub mod html;
pub mod index;
pub mod maker;
pub mod output;
pub mod page;
pub mod picture;
pub mod search;
pub mod section;
pub mod shell;
pub mod surroundings;
pub mod templates;
pub mod value;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::base::{Contents, Diagnostic, FileId, Sources, mistake};
use crate::link::Site;
use crate::link::places::SEARCH;
use crate::link::texts::Place;
use crate::schema::{GLOSSARY, Value};
use maker::{Chosen, Shop};
use output::Output;
use templates::Templates;

/// Renders the whole site; what is wrong with the theme is added to `found`.
pub fn render(site: &Site, sources: &Sources, found: &mut Vec<Diagnostic>) -> Output {
    let mut output = Output::default();
    let templates = match Templates::new(site, sources) {
        Ok(templates) => templates,
        Err(mistaken) => {
            found.push(*mistaken);
            return output;
        }
    };
    let works: Vec<_> = site.works.iter().map(|(_, work)| work).collect();
    let style = site.settings.citations.as_ref();
    let styled = citations::style_works(&works, style.map(|(name, _)| name.as_str()), &site.settings.language).unwrap_or_else(|what| {
        let known: Vec<&str> = citations::styles().collect();
        let span = style.map_or(crate::base::Span::top(FileId(0)), |(_, span)| *span);
        found.push(mistake::unknown_choice(span, "citations", &what, &known));
        Vec::new()
    });
    let works: BTreeMap<_, _> = site.works.iter().map(|(entry, _)| *entry).zip(styled).collect();
    let searched = site.pages.iter().any(|page| page.address == SEARCH);
    let index = if searched { search::index(site, &works) } else { search::Index::default() };
    let shop = Shop {
        site,
        sources,
        templates: &templates,
        pages: site.pages.iter().enumerate().rev().map(|(index, page)| (page.address.as_str(), index)).collect(),
        chosen: chosen(site),
        works,
        terms: terms(site),
        assets: assets(site, sources, &mut output),
        base_path: base_path(&site.settings.base_url),
        menus: Mutex::new(BTreeMap::new()),
        search: index.first,
    };
    let places: Vec<Place> = site.places().filter(|place| site.address(*place).1.is_none()).collect();
    let pages: Vec<_> = places.par_iter().map(|place| page::make(&shop, *place)).collect();
    for (place, mut made) in places.iter().zip(pages) {
        found.append(&mut made.found);
        output.add(format!("{}index.html", site.address(*place).0), made.html.into_bytes());
    }
    for (file, address) in site.files.iter().chain(site.root_files.iter().map(|(file, address)| (file, address))) {
        output.add(address.clone(), bytes(sources, *file));
    }
    for (address, bytes) in index.files {
        output.add(address, bytes);
    }
    cff::add(&shop, &mut output);
    data::add(&shop, &mut output);
    surroundings::add(&shop, &mut output, found);
    surroundings::manifest(&mut output);
    output
}

fn bytes(sources: &Sources, file: FileId) -> Arc<[u8]> {
    match &sources.get(file).contents {
        Contents::Text(text) | Contents::BadText(text, _) => text.as_bytes().into(),
        Contents::Bytes(bytes) => bytes.as_slice().into(),
    }
}

/// The theme's files, each with a hash of its bytes in its name: a browser may keep it for ever.
fn assets(site: &Site, sources: &Sources, output: &mut Output) -> BTreeMap<String, String> {
    let mut assets = BTreeMap::new();
    for (name, file) in &site.theme.files {
        let bytes = bytes(sources, *file);
        let hash = blake3::hash(&bytes).to_hex();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let address = format!("assets/{stem}-{}.{ending}", &hash.as_str()[..10]);
        output.add(address.clone(), bytes);
        assets.insert(name.clone(), address);
    }
    assets
}

/// Who makes which choice.
fn chosen(site: &Site) -> Chosen {
    let mut chosen = Chosen::new();
    for id in site.records.ids() {
        let entry = site.records.get(id);
        for (field, holds) in entry.values.iter().enumerate() {
            for (value, _) in holds.iter().flat_map(|holds| &holds.values) {
                if let Value::Choice(choice) = value {
                    chosen.entry((entry.collection, field, *choice)).or_default().push(id);
                }
            }
        }
    }
    chosen
}

/// Short forms of the glossary.
fn terms(site: &Site) -> BTreeMap<String, crate::link::records::EntryId> {
    let mut terms = BTreeMap::new();
    let Some(collection) = site.records.schema.find(GLOSSARY) else { return terms };
    let Some(field) = site.records.schema.collection(collection).field("short") else { return terms };
    for id in &site.records.members[collection.0] {
        if let Some((Value::Text(short), _)) = site.records.get(*id).values[field].as_ref().and_then(|holds| holds.values.first()) {
            terms.entry(short.clone()).or_insert(*id);
        }
    }
    terms
}

/// The path of `base_url`, `/` without one: only the page for what is not there needs it.
fn base_path(base_url: &str) -> String {
    let path = match base_url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |slash| &rest[slash..]),
        None => base_url,
    };
    if path.is_empty() { "/".to_owned() } else { path.to_owned() }
}
