//! Owns the theme's files as they are published: under names with a hash in them, which style sheets and templates are told.

use std::collections::BTreeMap;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use crate::base::{FileId, Sources};
use crate::link::Site;

/// Where they are published.
const FOLDER: &str = "assets/";

/// The theme's files.
pub struct Assets {
    /// The address of each by its name: `style.css` → `assets/style-1a2b3c.css`.
    pub addresses: BTreeMap<String, String>,
    /// Style sheets that name other files, as they are published, by address.
    pub styles: BTreeMap<String, String>,
}

impl Assets {
    /// The files of the site's theme, each with a hash of its bytes in its name: a browser may keep it for ever.
    pub fn new(site: &Site, sources: &Sources) -> Self {
        let files = &site.theme.files;
        let others = files.iter().filter(|(name, _)| !is_sheet(name));
        let others = others.map(|(name, file)| (name.clone(), address(name, sources.get(*file).contents.bytes())));
        let mut all = Self { addresses: others.collect(), styles: BTreeMap::new() };
        for name in files.keys().filter(|name| is_sheet(name)) {
            all.add(name, files, sources, &mut Vec::new());
        }
        all
    }

    /// Adds a style sheet, after those that it names; of a circle of sheets, one is named as it was written.
    fn add(&mut self, name: &str, files: &BTreeMap<String, FileId>, sources: &Sources, above: &mut Vec<String>) {
        let Some(file) = files.get(name).filter(|_| !self.addresses.contains_key(name) && !above.iter().any(|above| above == name)) else { return };
        let bytes = sources.get(*file).contents.bytes();
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        above.push(name.to_owned());
        for (_, other) in named(name, text).into_iter().filter(|(_, other)| is_sheet(other)) {
            self.add(&other, files, sources, above);
        }
        above.pop();
        let filled = self.fill(name, text);
        let address = address(name, filled.as_deref().map_or(bytes, str::as_bytes));
        if let Some(filled) = filled {
            self.styles.insert(address.clone(), filled);
        }
        self.addresses.insert(name.to_owned(), address);
    }

    /// A style sheet with the published names of the files that it names; nothing if it names none.
    fn fill(&self, name: &str, text: &str) -> Option<String> {
        let mut out = String::new();
        let mut end = 0;
        for (at, file) in named(name, text) {
            let (stem, ending) = ended(&file);
            let Some(address) = self.addresses.get(&file).filter(|_| text[at.clone()].ends_with(ending)) else { continue };
            // The hash stands before the ending.
            let before = at.end - ending.len();
            out.extend([&text[end..before], &address[FOLDER.len() + stem.len()..address.len() - ending.len()]]);
            end = before;
        }
        (end > 0).then(|| out + &text[end..])
    }
}

fn is_sheet(name: &str) -> bool {
    name.ends_with(".css")
}

fn address(name: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let (stem, ending) = ended(name);
    format!("{FOLDER}{stem}-{}{ending}", &hash.as_str()[..10])
}

/// A name and its ending, from its last dot on.
fn ended(name: &str) -> (&str, &str) {
    let last = name.rfind('/').map_or(0, |slash| slash + 1);
    name.split_at(name[last..].rfind('.').map_or(name.len(), |dot| last + dot))
}

/// What a style sheet names in `url(…)` and `@import`: where in its text, without query and fragment, and the file of the theme that it
/// would be.
fn named(sheet: &str, text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    if !text.contains("url(") && !text.contains("@import") {
        return found;
    }
    let mut at = 0;
    while let Some((start, sign)) = ["/*", "url(", "@import"].into_iter().filter_map(|sign| Some((at + text[at..].find(sign)?, sign))).min() {
        at = start + sign.len();
        let rest = &text[at..];
        let value = rest.trim_start();
        let begin = at + (rest.len() - value.len());
        let quoted = value.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let way = match (sign, quoted) {
            ("/*", _) => {
                at = rest.find("*/").map_or(text.len(), |end| at + end);
                continue;
            }
            (_, Some(quote)) => value[1..].find(quote).map(|end| begin + 1..begin + 1 + end),
            ("url(", None) => value.find(')').map(|end| begin..begin + value[..end].trim_end().len()),
            _ => None,
        };
        if let Some(way) = way {
            let end = text[way.clone()].find(['?', '#']).map_or(way.end, |end| way.start + end);
            found.extend(beside(sheet, &text[way.start..end]).map(|file| (way.start..end, file)));
        }
    }
    found
}

/// The file of the theme to which a way leads from another one.
fn beside(file: &str, way: &str) -> Option<String> {
    if way.is_empty() || way.starts_with('/') || way.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    let way = percent_decode_str(way).decode_utf8().ok()?;
    for part in way.split('/') {
        match part {
            "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
