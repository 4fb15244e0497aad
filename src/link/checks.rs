//! Owns the checks that need the whole site: sections, sources, orphans, numbers typed by hand, works and files unused.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use super::Site;
use super::numbers::counted;
use super::texts::{Place, Target};
use crate::base::{Diagnostic, FileId, Sources, Span, mistake, suggest::nearest};
use crate::parse::block::Makes;
use crate::parse::doc::{Inside, Labelled, Node};
use crate::schema::SOURCES;

/// Checks everything.
pub fn check(site: &Site, sources: &Sources, assets: &[FileId], found: &mut Vec<Diagnostic>) {
    sections(site, found);
    sources_required(site, found);
    anchors(site, found);
    typed_references(site, found);
    // What code or a comment without an end hides may refer to anything.
    if site.places().flat_map(|place| site.texts(place)).any(|text| text.doc.cut) {
        return;
    }
    unreferenced(site, found);
    orphans(site, found);
    for work in site.uncited() {
        let work = site.records.get(work);
        found.push(mistake::uncited_work(work.span, &work.id));
    }
    // What is linked and may not be published was named already.
    let targets = site.places().flat_map(|place| site.texts(place)).flat_map(|text| &text.targets);
    let linked: BTreeSet<FileId> = targets.filter_map(|target| if let Target::File(file) = target { Some(*file) } else { None }).collect();
    for file in assets.iter().filter(|file| !site.files.contains_key(file) && !linked.contains(file)) {
        found.push(mistake::unused_file(*file, sources.path(*file)));
    }
}

fn sections(site: &Site, found: &mut Vec<Diagnostic>) {
    for id in site.records.ids() {
        let entry = site.records.get(id);
        let declared = site.records.schema.collection(entry.collection);
        let applies = &site.sections_when[entry.collection.0];
        if declared.sections.is_empty()
            || entry.broken
            || entry.text.doc.cut
            || !applies.iter().all(|condition| site.records.holds(id, condition, None))
        {
            continue;
        }
        let headings: Vec<&str> = entry
            .text
            .doc
            .labels
            .iter()
            .filter_map(|label| match &label.of {
                Labelled::Heading(2, text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        for section in &declared.sections {
            if !headings.contains(&section.as_str()) {
                let near = nearest(section, headings.iter().copied().filter(|heading| !declared.sections.iter().any(|known| known == heading)));
                let near_at = near.as_ref().and_then(|near| {
                    let label = entry.text.doc.labels.iter().find(|label| matches!(&label.of, Labelled::Heading(2, text) if text == near.first()))?;
                    Some(label.span)
                });
                found.push(mistake::missing_section(entry.span, section, &entry.id, near_at));
            }
        }
    }
}

fn sources_required(site: &Site, found: &mut Vec<Diagnostic>) {
    for id in site.records.ids() {
        let entry = site.records.get(id);
        let declared = site.records.schema.collection(entry.collection);
        let Some(field) = declared.field(SOURCES) else { continue };
        if declared.sources_required && entry.values[field].is_none() && entry.text.cited.iter().all(Vec::is_empty) && !entry.broken {
            found.push(mistake::missing_sources(entry.span, &entry.id, &declared.id));
        }
    }
}

/// Numbered blocks that nothing points at; tables of indexes and of numbered pages speak for themselves.
fn unreferenced(site: &Site, found: &mut Vec<Diagnostic>) {
    for place in site.places() {
        let text = site.text(place);
        let excused = match place {
            Place::Page(page) => site.pages[page].heads.is_some() || site.pages[page].address.is_empty(),
            Place::Entry(_) => false,
        } || !site.head(place).number.is_empty();
        for block in &text.blocks {
            let (Some(id), Some(kind)) = (&block.id, counted(&block.makes)) else { continue };
            let table = matches!(block.makes, Makes::Table | Makes::Into(..) | Makes::Records(_) | Makes::Matrix(_));
            let pointed_at = site.mentions.labels.contains_key(&(place, id.clone()));
            if !(pointed_at || excused && table) {
                found.push(mistake::unreferenced_block(block.id_span, id, site.theme.strings.get(kind.word())));
            }
        }
    }
}

/// Labels of an index that are also the anchors of entries without pages.
fn anchors(site: &Site, found: &mut Vec<Diagnostic>) {
    for page in &site.pages {
        let Some(collection) = page.heads.filter(|collection| !site.records.schema.collection(*collection).pages) else { continue };
        for label in &page.text.doc.labels {
            let same = site.records.members[collection.0].iter().map(|entry| site.records.get(*entry)).find(|entry| entry.id == label.id);
            if let Some(entry) = same {
                found.push(mistake::duplicate_label(label.span, &label.id, entry.span));
            }
        }
    }
}

/// Text like "Table 3.2" or "see Box 2" that is no reference.
fn typed_references(site: &Site, found: &mut Vec<Diagnostic>) {
    let words = ["box", "table", "figure"].map(|key| site.theme.strings.get(key));
    let Ok(finder) = AhoCorasick::new(words) else { return };
    let places: Vec<Place> = site.places().collect();
    let mistakes = places.into_par_iter().flat_map_iter(|place| {
        let mut found = Vec::new();
        for text in site.texts(place) {
            walk(&text.doc.nodes, &mut |written, span| {
                for (at, length) in typed(written, &finder) {
                    let exact = span.end.saturating_sub(span.start) as usize == written.len();
                    let at_span = if exact { Span::new(span.file, span.start as usize + at, span.start as usize + at + length) } else { span };
                    found.push(mistake::typed_reference(at_span, &written[at..at + length]));
                }
            });
        }
        found
    });
    found.extend(mistakes.collect::<Vec<_>>());
}

fn walk(nodes: &[Node], each: &mut impl FnMut(&str, Span)) {
    for node in nodes {
        match &node.inside {
            Inside::Text(text) => each(text, node.span),
            Inside::Link(_) | Inside::CodeBlock(_) | Inside::Citation(_) => {}
            _ => walk(&node.children, each),
        }
    }
}

/// Where a word for a block is followed by one blank and a number.
fn typed(text: &str, words: &AhoCorasick) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    for word in words.find_iter(text) {
        let before = text[..word.start()].chars().next_back();
        let Some(rest) = text[word.end()..].strip_prefix(' ') else { continue };
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let number = rest[..digits].trim_end_matches('.');
        if !number.is_empty() && number.starts_with(|c: char| c.is_ascii_digit()) && !before.is_some_and(char::is_alphanumeric) {
            places.push((word.start(), word.len() + 1 + number.len()));
        }
    }
    places
}

/// Pages that neither the menu, nor a text, nor their folder leads to.
fn orphans(site: &Site, found: &mut Vec<Diagnostic>) {
    let mut led: BTreeSet<Place> = site.mentions.of.keys().copied().collect();
    fn menu(items: &[super::Item], led: &mut BTreeSet<Place>) {
        for item in items {
            match item {
                super::Item::Link(Target::Place(place, _)) => {
                    led.insert(*place);
                }
                super::Item::Link(_) => {}
                super::Item::Group(_, items) => menu(items, led),
            }
        }
    }
    menu(&site.menu, &mut led);
    for text in site.layouts.iter().chain([&site.footer]) {
        led.extend(text.targets.iter().filter_map(|target| match target {
            Target::Place(place, _) => Some(*place),
            _ => None,
        }));
    }
    let unwritten: BTreeSet<&str> = site.pages.iter().filter(|page| page.file.is_none()).map(|page| page.address.as_str()).collect();
    for (index, page) in site.pages.iter().enumerate() {
        let Some(file) = page.file.filter(|_| !page.address.is_empty() && !page.head.title.is_empty() && page.heads.is_none()) else { continue };
        let parent = page.address.trim_end_matches('/').rsplit_once('/').map(|(folder, _)| format!("{folder}/"));
        let listed = parent.is_some_and(|parent| unwritten.contains(parent.as_str()));
        if !led.contains(&Place::Page(index)) && !listed {
            found.push(mistake::orphan_page(file, &page.head.title));
        }
    }
}
