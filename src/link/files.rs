//! Owns the files that are published: those that links and pictures name, and those of the root.

use std::collections::{BTreeMap, BTreeSet};

use super::Site;
use super::places::is_taken;
use super::texts::Target;
use crate::base::{Contents, Diagnostic, FileId, Sources, Span, mistake};
use crate::parse::drawing;

/// File name endings of files that may be published.
const HARMLESS: [&str; 12] = ["png", "jpg", "jpeg", "webp", "avif", "gif", "pdf", "csv", "json", "txt", "zip", "svg"];

/// Files that links and pictures name, with the address each is published at.
pub fn used(site: &Site, sources: &Sources, found: &mut Vec<Diagnostic>) -> BTreeMap<FileId, String> {
    let mut files = BTreeMap::new();
    let mut texts: Vec<_> = site.places().flat_map(|place| site.texts(place)).collect();
    texts.extend(&site.layouts);
    texts.push(&site.footer);
    for text in texts {
        for (link, target) in text.doc.links.iter().zip(&text.targets) {
            if let Target::File(file) = target {
                let path = sources.path(*file);
                let path = path.strip_prefix("content/").unwrap_or(path);
                let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
                if is_taken(path) {
                    found.push(mistake::reserved_address(link.span, path));
                } else if HARMLESS.contains(&ending.as_str()) {
                    files.insert(*file, path.to_owned());
                } else if ending == "md" {
                    found.push(mistake::no_page(link.span, path));
                } else {
                    found.push(mistake::file_type(link.span, path, &HARMLESS));
                }
            }
        }
    }
    let mut claimed = folders(site, &files);
    for (file, address) in files.iter().chain(site.root_files.iter().map(|(file, address)| (file, address))) {
        if sources.get(*file).contents.bytes().starts_with(b"version https://git-lfs") {
            found.push(mistake::stored_elsewhere(*file, address));
        }
        if address.to_lowercase().ends_with(".svg") {
            vet(*file, sources, found);
        }
        if !is_portable(address) {
            found.push(mistake::unportable_name(*file, address));
        } else if is_taken(address) {
            found.push(mistake::reserved_address(Span::top(*file), address));
        } else if let Some(first) = claimed.insert(address.to_lowercase(), Span::top(*file)) {
            found.push(mistake::address_taken(Span::top(*file), address, Some(first)));
        }
    }
    files
}

/// Those folders of pages and files, in small letters, whose address a file has: it can't.
fn folders(site: &Site, files: &BTreeMap<FileId, String>) -> BTreeMap<String, Span> {
    let addresses = files.values().chain(site.root_files.iter().map(|(_, address)| address));
    let wanted: BTreeSet<String> = addresses.map(|address| address.to_lowercase()).collect();
    if wanted.is_empty() {
        return BTreeMap::new();
    }
    let pages = site.places().map(|place| (site.address(place).0, Span::top(site.file(place))));
    let aliases = site.aliases.iter().map(|(address, place)| (address.as_str(), Span::top(site.file(*place))));
    let files = files.iter().chain(site.root_files.iter().map(|(file, address)| (file, address)));
    let files = files.filter_map(|(file, address)| Some((address.rsplit_once('/')?.0, Span::top(*file))));
    let mut folders = BTreeMap::new();
    for (address, span) in pages.chain(aliases).chain(files) {
        let address = address.trim_end_matches('/').to_lowercase();
        for (at, _) in address.match_indices('/').chain([(address.len(), "")]) {
            if wanted.contains(&address[..at]) {
                folders.entry(address[..at].to_owned()).or_insert(span);
            }
        }
    }
    folders
}

/// Whether every machine can have a file of that path, and every address lead to it.
fn is_portable(path: &str) -> bool {
    let letter = |letter: char| !letter.is_control() && !"\\:?#*\"<>|%\u{fffd}".contains(letter);
    path.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && !part.ends_with(['.', ' ']) && part.chars().all(letter))
}

/// Says what in a drawing could do harm.
fn vet(file: FileId, sources: &Sources, found: &mut Vec<Diagnostic>) {
    let vetted = match &sources.get(file).contents {
        Contents::Text(text) => drawing::vet(text),
        // An ending in capital letters does not say that it is a text.
        Contents::Bytes(bytes) => std::str::from_utf8(bytes).map_err(|_| (0, "it is not UTF-8 text".to_owned())).and_then(drawing::vet),
        Contents::BadText(_, at) => Err((*at, "it is not UTF-8 text".to_owned())),
        Contents::Unread(_) => Ok(()),
    };
    let readable = sources.text(file).len();
    found.extend(vetted.err().map(|(at, what)| mistake::drawing(Span::new(file, at.min(readable), at.min(readable)), &what)));
}
