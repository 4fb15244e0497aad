//! Owns the checks that need the whole site: sources, orphans, works and files unused.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::numbers::counted;
use super::places::COVERAGE;
use super::records::EntryId;
use super::texts::{Place, Target};
use super::{Item, Site, circles, layouts, sections};
use crate::base::{Diagnostic, FileId, Sources, Span, mistake};
use crate::parse::block::Makes;
use crate::parse::schema::Severities;
use crate::schema::{Kind, SOURCES};

/// Checks everything.
pub fn check(site: &Site, sources: &Sources, assets: &[FileId], severities: &Severities, found: &mut Vec<Diagnostic>) {
    let mut more = Vec::new();
    let each = || {
        sections::check(site, sources, severities.by_path("missing-section"), found);
        sources_required(site, found);
        anchors(site, found);
        downloads(site, found);
        layouts::check(site, found);
        circles::check(site, found);
        same_titles(site, sources, found);
        endless(site, found);
    };
    rayon::join(each, || unused(site, sources, assets, &mut more));
    more.retain(|said| !offered(said, sources, found));
    found.append(&mut more);
}

/// Whether a file that nothing refers to is what another mistake offers: once that is mended, it is used.
fn offered(said: &Diagnostic, sources: &Sources, found: &[Diagnostic]) -> bool {
    let Some(span) = said.span.filter(|_| said.rule == "unused-file") else { return false };
    let path = sources.path(span.file);
    let edits = found.iter().filter(|other| other.rule == "unknown-file").filter_map(|other| other.edit.as_ref());
    edits.map(|edit| edit.text.as_str()).any(|text| path.strip_suffix(text).is_some_and(|folder| folder.ends_with('/')))
}

/// What nothing refers to.
fn unused(site: &Site, sources: &Sources, assets: &[FileId], found: &mut Vec<Diagnostic>) {
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

/// Tables that would be handed out under one name.
fn downloads(site: &Site, found: &mut Vec<Diagnostic>) {
    let mut names = BTreeMap::new();
    for place in site.places() {
        for block in &site.text(place).blocks {
            if let (Some(label), Makes::Records(_) | Makes::Matrix(_) | Makes::Picture(_)) = (&block.id, &block.makes) {
                let name = site.download(place, label);
                // Some disks take capital letters for small ones.
                match names.get(&name.to_lowercase()) {
                    None => _ = names.insert(name.to_lowercase(), (block.id_span, label)),
                    // The same label twice on one page is itself a mistake.
                    Some((first, same)) if first.file == block.id_span.file && *same == label => {}
                    Some((first, _)) => found.push(mistake::download_taken(block.id_span, &name, *first)),
                }
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

/// Anchors of entries without pages that are also the theme's, or labels of their index.
fn anchors(site: &Site, found: &mut Vec<Diagnostic>) {
    for entry in site.records.entries.iter().filter(|entry| entry.anchor.as_ref().is_some_and(|anchor| anchor.starts_with("cb-"))) {
        found.push(mistake::reserved_anchor(entry.span, &entry.id));
    }
    for page in &site.pages {
        let labels = &page.text.doc.labels;
        let Some(collection) = page.heads.filter(|collection| !labels.is_empty() && !site.records.schema.collection(*collection).pages) else {
            continue;
        };
        let ids = site.records.ids_of(collection);
        for label in labels {
            if let Some(entry) = ids.get(label.id.as_str()) {
                found.push(mistake::duplicate_label(label.span, &label.id, site.records.get(*entry).span));
            }
        }
    }
}

/// Blocks in fields and notes that show fields which may hold such blocks: to show them would never end.
fn endless(site: &Site, found: &mut Vec<Diagnostic>) {
    let schema = &site.records.schema;
    for text in site.records.ids().flat_map(|entry| site.texts(Place::Entry(entry)).skip(1)) {
        for block in &text.blocks {
            let shown = block.makes.paths().into_iter().find_map(|path| schema.field_of(path).filter(|field| field.kind == Kind::Markdown));
            found.extend(shown.map(|field| mistake::text_within_text(block.span, &field.id)));
        }
    }
}

/// Entries of a collection that readers can't tell apart where only titles stand.
fn same_titles(site: &Site, sources: &Sources, found: &mut Vec<Diagnostic>) {
    for (id, collection) in site.records.schema.collections().filter(|(_, collection)| collection.pages) {
        let mut titled: BTreeMap<&str, Vec<EntryId>> = BTreeMap::new();
        for entry in &site.records.members[id.0] {
            titled.entry(&site.records.get(*entry).head.title).or_default().push(*entry);
        }
        for entries in titled.into_values().filter(|entries| entries.len() > 1) {
            let mut whole: BTreeMap<Cow<'_, str>, Vec<Span>> = BTreeMap::new();
            for entry in entries {
                whole.entry(site.title(Place::Entry(entry), None)).or_default().push(title_at(site.records.get(entry).span, sources));
            }
            for (title, spans) in whole.iter().filter(|(title, _)| !title.is_empty()) {
                if let [first, others @ ..] = &spans[..]
                    && !others.is_empty()
                {
                    found.push(mistake::same_title(*first, title, &collection.id, others));
                }
            }
        }
    }
}

/// Where the title of an entry stands: in its front matter, if it has one, or else beside its id.
fn title_at(entry: Span, sources: &Sources) -> Span {
    let text = sources.text(entry.file);
    let front = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")).map_or("", |(front, _)| front);
    let line = front.lines().find(|line| line.starts_with("title:"));
    line.map_or(entry, |line| {
        let start = line.as_ptr().addr() - text.as_ptr().addr();
        Span::new(entry.file, start, start + line.len())
    })
}

/// Pages that neither the menu, nor a text, nor their folder leads to; what such pages lead to is not found either.
fn orphans(site: &Site, found: &mut Vec<Diagnostic>) {
    let written = |place: Place| match place {
        Place::Page(page) => {
            let page = &site.pages[page];
            page.file.filter(|_| !page.address.is_empty() && !page.head.title.is_empty() && page.heads.is_none())
        }
        Place::Entry(_) => None,
    };
    let unwritten: BTreeSet<&str> = site.pages.iter().filter(|page| page.file.is_none()).map(|page| page.address.as_str()).collect();
    // A folder without a page of its own has a way to it from all that is below it, and to all of that.
    let above = |address: &str| address.trim_end_matches('/').rfind('/').map(|end| end + 1);
    let folder = |place: Place| {
        let address = site.address(place).0;
        let own = if unwritten.contains(address) { Some(address.len()) } else { above(address) };
        let folders = std::iter::successors(own, |end| above(&address[..*end])).map(|end| &address[..end]);
        folders.take_while(|folder| unwritten.contains(folder)).last()
    };
    let mut below: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for place in (0..site.pages.len()).map(Place::Page).filter(|place| written(*place).is_some()) {
        below.entry(folder(place).unwrap_or_default()).or_default().push(place);
    }
    below.remove("");
    let mut ways: BTreeMap<Place, Vec<Place>> = BTreeMap::new();
    let mut next: Vec<Place> = site.menu.iter().flat_map(Item::places).collect();
    for text in site.layouts.iter().chain([&site.footer]) {
        next.extend(text.targets.iter().filter_map(Target::place));
    }
    // Every page has a way from its foot to the coverage.
    next.extend(site.pages.iter().position(|page| page.file.is_none() && page.address == COVERAGE).map(Place::Page));
    for (to, mentions) in &site.mentions.of {
        if mentions.iter().any(|mention| written(mention.from).is_none()) {
            next.push(*to);
        } else {
            mentions.iter().for_each(|mention| ways.entry(mention.from).or_default().push(*to));
        }
    }
    let mut reached = BTreeSet::new();
    while let Some(place) = next.pop() {
        if reached.insert(place) {
            next.extend(ways.get(&place).into_iter().flatten());
            next.extend(folder(place).and_then(|folder| below.remove(folder)).into_iter().flatten());
        }
    }
    for (index, page) in site.pages.iter().enumerate() {
        let place = Place::Page(index);
        if let Some(file) = written(place).filter(|_| !reached.contains(&place)) {
            found.push(mistake::orphan_page(file, &page.head.title, site.mentions.of.contains_key(&place)));
        }
    }
}
