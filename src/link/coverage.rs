//! Owns coverage: how full, how old and how well supported the records are.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;

use super::records::EntryId;
use super::texts::Place;
use super::{Site, freshness};
use crate::parse::tree::{Inside, Node};
use crate::schema::{Basis, CollectionId, GLOSSARY, Own, PartialDate, SOURCES};

/// Sections of fewer words are thin.
const THIN: usize = 40;

/// The whole of it.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// Each collection that has entries.
    pub collections: Vec<Filled>,
    /// Works without an address.
    pub no_address: Vec<EntryId>,
    /// Works without a year.
    pub no_year: Vec<EntryId>,
    /// Works with an address but no date of access.
    pub no_access: Vec<EntryId>,
    /// Short forms in texts that neither the glossary nor any entry explains: how often, and where first.
    pub unknown: BTreeMap<String, (usize, Place)>,
}

/// One collection.
#[derive(Debug, Clone)]
pub struct Filled {
    /// Which.
    pub id: CollectionId,
    /// How many entries it has.
    pub entries: usize,
    /// Each written field.
    pub fields: Vec<FieldFilled>,
    /// Required sections with few words: entry, section, words.
    pub thin: Vec<(EntryId, String, usize)>,
    /// Entries that no text and no relation leads to.
    pub alone: Vec<EntryId>,
    /// Entries whose only sources are weak.
    pub weak: Vec<EntryId>,
    /// Entries due for another look.
    pub due: Vec<EntryId>,
}

/// One field.
#[derive(Debug, Clone, Default)]
pub struct FieldFilled {
    /// As readers see it.
    pub label: String,
    /// As written.
    pub id: String,
    /// Entries in which it has a value or is denied.
    pub filled: usize,
    /// Entries in which a source says it in plain words.
    pub stated: usize,
    /// Entries in which a source denies it.
    pub denied: usize,
    /// Entries in which it does not rest on a source's plain word, by basis.
    pub basis: BTreeMap<Basis, usize>,
}

impl FieldFilled {
    /// How many of a hundred entries have a value, rounded; 100 is said only of all.
    pub fn percent(&self, entries: usize) -> usize {
        let most = if self.filled < entries { 99 } else { 100 };
        (self.filled * 100 + entries / 2).checked_div(entries).unwrap_or(0).min(most)
    }
}

/// Measures a site.
pub fn measure(site: &Site) -> Coverage {
    let today = site.as_of.or_else(|| freshness::newest(site));
    let collections = site.records.schema.collections().filter(|(id, _)| !site.records.members[id.0].is_empty());
    let mut coverage = Coverage { collections: collections.map(|(id, _)| filled(site, id, today)).collect(), ..Coverage::default() };
    for (entry, work) in &site.works {
        if work.url.is_none() && work.doi.is_none() {
            coverage.no_address.push(*entry);
        } else if work.url.is_some() && work.accessed.is_none() {
            coverage.no_access.push(*entry);
        }
        if work.year.is_none() {
            coverage.no_year.push(*entry);
        }
    }
    coverage.unknown = unknown(site);
    coverage
}

fn filled(site: &Site, id: CollectionId, today: Option<PartialDate>) -> Filled {
    let declared = site.records.schema.collection(id);
    let members = &site.records.members[id.0];
    let mut fields = Vec::new();
    for (index, field) in declared.fields.iter().enumerate().filter(|(_, field)| field.via.is_none()) {
        let mut filled = FieldFilled { label: field.label.clone(), id: field.id.clone(), ..FieldFilled::default() };
        for holds in members
            .iter()
            .filter_map(|entry| site.records.get(*entry).values[index].as_ref())
            .filter(|holds| holds.denied || !holds.values.is_empty())
        {
            filled.filled += 1;
            filled.denied += usize::from(holds.denied);
            filled.stated += usize::from(!holds.denied && holds.basis == Basis::Stated);
            if holds.basis != Basis::Stated {
                *filled.basis.entry(holds.basis).or_default() += 1;
            }
        }
        fields.push(filled);
    }
    let described = members.iter().filter(|entry| !site.records.get(**entry).head.description.is_empty()).count();
    if declared.pages {
        fields.push(FieldFilled {
            label: Own::Description.name().to_owned(),
            id: Own::Description.name().to_owned(),
            filled: described,
            ..FieldFilled::default()
        });
    }
    Filled {
        id,
        entries: members.len(),
        fields,
        thin: members.iter().flat_map(|entry| thin(site, *entry)).collect(),
        alone: if declared.pages { members.iter().copied().filter(|entry| alone(site, *entry)).collect() } else { Vec::new() },
        weak: members.iter().copied().filter(|entry| weak(site, *entry)).collect(),
        due: today.map(|today| freshness::due(site, id, today)).unwrap_or_default(),
    }
}

/// Required sections of an entry with few words.
fn thin(site: &Site, id: EntryId) -> Vec<(EntryId, String, usize)> {
    let entry = site.records.get(id);
    let declared = site.records.schema.collection(entry.collection);
    let when = site.sections_when[entry.collection.0].as_ref();
    let applies = when.is_some_and(|when| when.iter().all(|condition| site.records.holds(id, condition, None)));
    let mut thin = Vec::new();
    for section in declared.sections.iter().filter(|_| applies) {
        let Some(range) = entry.text.doc.section(section) else { continue };
        let nodes = || entry.text.doc.tree.between(range.clone()).iter().skip(1);
        // Of most sections no word needs to be looked for.
        if surely(nodes(), THIN) == 0 {
            continue;
        }
        let plain = nodes().map(|node| node.plain());
        let words = plain
            .scan(0, |words, text| (*words < THIN).then(|| *words += text.unicode_words().take(THIN).count()).map(|()| *words))
            .last()
            .unwrap_or_default();
        if words < THIN {
            thin.push((id, section.clone(), words));
        }
    }
    thin
}

/// How many of so many words are still missing after those that some nodes have without doubt: each begins after a blank.
fn surely<'a>(nodes: impl IntoIterator<Item = Node<'a>>, missing: usize) -> usize {
    nodes.into_iter().fold(missing, |missing, node| match node.inside {
        _ if missing == 0 => 0,
        Inside::Text(_) => {
            // Letters of ASCII, Cyrillic and Korean ones.
            let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, 0xd0 | 0xd1 | 0xeb | 0xec);
            let begins = node.words().as_bytes().windows(2).filter(|pair| pair[0] == b' ' && letter(pair[1]));
            missing - begins.take(missing).count()
        }
        Inside::Comment(_) | Inside::Claim(_) => missing,
        _ => surely(node.children, missing),
    })
}

fn alone(site: &Site, id: EntryId) -> bool {
    let related = site.records.get(id).inverses.iter().any(|far| !far.is_empty());
    !related && !site.mentions.of.contains_key(&Place::Entry(id))
}

/// Whether an entry names sources, and all of them are weak.
fn weak(site: &Site, id: EntryId) -> bool {
    let entry = site.records.get(id);
    let own = site.records.held(id, SOURCES).into_iter().flat_map(|holds| holds.entries());
    let all: Vec<EntryId> = own.chain(entry.text.cited.iter().flatten().copied()).collect();
    !all.is_empty() && all.iter().all(|work| site.work(*work).is_some_and(|printed| printed.weak))
}

/// Short forms that nothing explains.
fn unknown(site: &Site) -> BTreeMap<String, (usize, Place)> {
    let mut met: BTreeMap<&str, (usize, Place)> = BTreeMap::new();
    for place in site.places() {
        for word in site.texts(place).flat_map(|text| &text.doc.short_forms) {
            met.entry(word).or_insert((0, place)).0 += 1;
        }
    }
    for (id, entry) in site.records.ids().zip(&site.records.entries) {
        let declared = site.records.schema.collection(entry.collection);
        if let Some(short) = site.records.short(id).filter(|_| declared.id == GLOSSARY) {
            met.remove(short);
            met.remove(short.to_uppercase().as_str());
        }
        if met.is_empty() {
            break;
        }
        for word in std::iter::once(&entry.head.title).chain(&entry.head.also).chain([&entry.id]).flat_map(|name| name.unicode_words()) {
            met.remove(word);
            met.remove(word.to_uppercase().as_str());
        }
    }
    met.into_iter().map(|(word, met)| (word.to_owned(), met)).collect()
}
