//! Owns the ledger of addresses: what was once published stays where it was, or leads on.

use std::collections::{BTreeMap, BTreeSet};

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

/// Says which addresses of the ledger the site no longer has, with the line that mends it.
pub fn check(site: &Site, sources: &Sources, found: &mut Vec<Diagnostic>) {
    let Some(file) = sources.find(LEDGER) else { return };
    let now = addresses(site);
    let redirected: BTreeSet<&str> = site.aliases.keys().map(|alias| alias.trim_end_matches('/')).collect();
    let mut lost: BTreeMap<String, (Span, usize)> = BTreeMap::new();
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
        if !address.starts_with('/') {
            found.push(mistake::bad_ledger(span, address));
        } else if let (Some(anchor), true) = (anchor, now.contains(page)) {
            gone += 1;
            let labels = now.iter().filter_map(|known| known.strip_prefix(page)?.strip_prefix('#'));
            found.push(mistake::lost_anchor(span, page, anchor, if gone > MOST { None } else { nearest(anchor, labels) }));
        } else {
            let (_, anchors) = lost.entry(page.to_owned()).or_insert((span, 0));
            *anchors += usize::from(anchor.is_some());
        }
    }
    let unpublished: Vec<&String> = lost.keys().collect();
    let candidates = new_addresses(site, sources, file);
    let folder = |address: &str| address.trim_end_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let mut by_folder: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (address, written) in &candidates {
        by_folder.entry(folder(address)).or_default().push(written);
    }
    for page in unpublished {
        let moved_to = match by_folder.get(&folder(page)).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        };
        found.push(mistake::lost_address(lost[page].0, page, moved_to));
    }
}

/// Addresses that the ledger does not know yet, with the file that each is written in.
fn new_addresses(site: &Site, sources: &Sources, ledger: FileId) -> Vec<(String, String)> {
    let known: BTreeSet<&str> = sources.text(ledger).lines().map(str::trim).collect();
    let mut new = Vec::new();
    for place in site.places() {
        let (address, anchor) = site.address(place);
        let address = format!("/{address}");
        if anchor.is_none() && !known.contains(address.as_str()) {
            new.push((address, sources.path(site.file(place)).to_owned()));
        }
    }
    new
}
