//! Owns the ledger of addresses: what was once published stays where it was, or leads on.

use std::collections::{BTreeMap, BTreeSet};

use super::texts::Place;
use super::{Site, sheets};
use crate::base::{Diagnostic, FileId, Sources, Span, mistake, suggest::nearest};

/// The ledger's path.
pub const LEDGER: &str = "content/permalinks.txt";
/// Labels that are gone, for which a near one is looked for.
const MOST: usize = 50;

/// Every address of the site and every labelled anchor, sorted: what the ledger keeps.
pub fn addresses(site: &Site) -> BTreeSet<String> {
    let mut addresses = BTreeSet::new();
    for place in site.places() {
        let (address, anchor) = site.address(place);
        addresses.insert(match anchor {
            // On whichever sheet it stands: that may change with every entry added.
            Some(anchor) => format!("/{}#{anchor}", sheets::split(address).map_or(address, |(page, _)| page)),
            None => format!("/{address}"),
        });
        for block in site.text(place).blocks.iter().filter(|_| anchor.is_none()) {
            addresses.extend(block.id.iter().chain(&block.was).map(|id| format!("/{address}#{id}")));
        }
    }
    addresses.extend(site.aliases.keys().map(|alias| format!("/{alias}")));
    addresses
}

/// The ledger as it should be, `before` being what it was: nothing that was published is ever taken out.
pub fn ledger(site: &Site, before: &str) -> String {
    let mut all = addresses(site);
    all.extend(before.lines().map(str::trim).filter(|line| line.starts_with('/')).map(str::to_owned));
    all.into_iter().map(|address| format!("{address}\n")).collect()
}

/// Says which addresses of the ledger the site no longer has, with the line that mends it. Labels in texts that are `spoilt` by other
/// mistakes may be there.
pub fn check(site: &Site, sources: &Sources, spoilt: &BTreeSet<FileId>, found: &mut Vec<Diagnostic>) {
    let Some(file) = sources.find(LEDGER) else { return };
    let now = addresses(site);
    let redirected: BTreeSet<&str> = site.aliases.keys().map(|alias| alias.trim_end_matches('/')).collect();
    let mut lost: BTreeMap<&str, Span> = BTreeMap::new();
    let declared = site.records.schema.collections.iter().filter(|collection| !collection.pages);
    let indexes: BTreeSet<String> = declared.map(|collection| format!("/{}/", collection.id)).collect();
    // Labels that may say what they were called; a row of an index can't.
    let written = site.places().filter(|place| site.address(*place).1.is_none());
    let labels: BTreeSet<String> = written
        .filter(|place| indexes.contains(&format!("/{}", site.address(*place).0)))
        .flat_map(|place| site.text(place).blocks.iter().filter_map(move |block| Some(format!("/{}#{}", site.address(place).0, block.id.as_ref()?))))
        .collect();
    let places = site.with_page().filter(|place| site.text_file(*place).is_some_and(|file| spoilt.contains(&file)));
    let spoilt: BTreeSet<&str> = places.map(|place| site.address(place).0).collect();
    let mut start = 0;
    let mut gone = 0;
    for line in sources.text(file).split_inclusive('\n') {
        let address = line.trim();
        let span = Span::new(file, start, start + address.len());
        start += line.len();
        let (page, anchor) = address.split_once('#').map_or((address, None), |(page, anchor)| (page, Some(anchor)));
        let moved = redirected.contains(page.trim_matches('/'));
        if address.is_empty() || now.contains(address) || moved {
            continue;
        }
        if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| address.starts_with(mark)) {
            if address.starts_with('<') {
                found.push(mistake::merge_conflict(Span { end: span.start + 7, ..span }));
            }
        } else if !address.starts_with('/') {
            found.push(mistake::bad_ledger(span, address));
        } else if let (Some(anchor), true) = (anchor, now.contains(page)) {
            if spoilt.contains(page.trim_start_matches('/')) {
                continue;
            }
            gone += 1;
            let index = indexes.contains(page);
            let labels = if index { &labels } else { &now }.iter().filter_map(|known| known.strip_prefix(page)?.strip_prefix('#'));
            let near = if gone > MOST { None } else { nearest(anchor, labels) };
            found.push(if index && near.is_none() { mistake::lost_row(span, page, anchor) } else { mistake::lost_anchor(span, page, anchor, near) });
        } else {
            lost.entry(page).or_insert(span);
        }
    }
    // Files of addresses that the ledger does not know yet, by folder.
    let known: BTreeSet<&str> = sources.text(file).lines().map(str::trim).collect();
    let folder = |address: &str| address.trim_end_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let mut new: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for place in site.with_page() {
        let address = format!("/{}", site.address(place).0);
        // What has no file can take no other address.
        if matches!(place, Place::Page(page) if site.pages[page].file.is_none()) {
            continue;
        }
        if !known.contains(address.as_str()) {
            new.entry(folder(&address)).or_default().push(sources.path(site.file(place)));
        }
    }
    for (page, span) in lost {
        let moved_to = match new.get(&folder(page)).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        };
        found.push(mistake::lost_address(span, page, moved_to));
    }
}
