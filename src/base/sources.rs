//! Owns the sources: every file a site is made from, as it was read, in the order of their paths.

use std::collections::BTreeMap;
use std::sync::Arc;

use memchr::memchr;
use rayon::prelude::*;

use super::place::FileId;

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Contents {
    /// Text: line ends are LF and there is no byte order mark, whatever the file had.
    Text(String),
    /// Text that is no UTF-8, with the other bytes as Windows-1252 has them; the offset is that of the first of these.
    BadText(String, usize),
    /// Anything else: pictures and downloads, copied as they are.
    Bytes(Vec<u8>),
    /// Nothing: the file was not read.
    Unread(Unread),
}

impl Contents {
    /// The bytes that are published.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) | Self::BadText(text, _) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
            Self::Unread(_) => &[],
        }
    }
}

/// Why a file was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unread {
    /// It is a link to another place, and what lies there is no part of the site.
    Link,
    /// Its path is not UTF-8, and could not be told from others.
    Name,
    /// It has this many bytes, or the site with it has too many.
    Large(u64),
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// Path from the site's root, with `/`: `content/foods/risotto.md`.
    pub path: String,
    /// What it holds.
    pub contents: Contents,
}

/// All files of a site: `content/` and the theme in use, sorted by path. Copies share the files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Sources {
    files: Vec<Arc<Source>>,
}

/// File name endings that are read as text.
pub const TEXT_ENDINGS: [&str; 7] = ["md", "yaml", "yml", "csv", "bib", "txt", "svg"];

impl Sources {
    /// The sources made of these files: path from the site's root, and bytes.
    ///
    /// Files below `themes/` are text when they end like a template, too.
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let files: BTreeMap<String, Vec<u8>> = files.into_iter().collect();
        let source = |(path, bytes): (String, Vec<u8>)| {
            let contents = Contents::new(&path, bytes);
            Arc::new(Source { path, contents })
        };
        Self { files: files.into_par_iter().map(source).collect() }
    }

    /// These sources without the files that are `gone`, and with others new or in their place. What is the same stays shared.
    pub fn with(&self, gone: impl Fn(&str) -> bool, new: BTreeMap<String, Contents>) -> Self {
        let kept = self.files.iter().filter(|source| !gone(&source.path) && !new.contains_key(&source.path));
        let mut files: Vec<Arc<Source>> = kept.cloned().collect();
        files.extend(new.into_iter().map(|(path, contents)| {
            let source = Arc::new(Source { path, contents });
            let same = self.find(&source.path).map(|file| &self.files[file.0 as usize]).filter(|known| **known == source);
            same.map_or(source, Arc::clone)
        }));
        // Two sorted stretches are merged, no more.
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files }
    }

    /// Whether a file has the same number, path and bytes in other sources, known without comparing the bytes.
    pub fn shares(&self, file: FileId, other: &Self) -> bool {
        let [own, others] = [self, other].map(|sources| sources.files.get(file.0 as usize));
        own.zip(others).is_some_and(|(own, other)| Arc::ptr_eq(own, other))
    }

    /// Every file with its number, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(index, source)| (FileId(index as u32), &**source))
    }

    /// The file of that number.
    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }

    /// The file at `path`, if there is one.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.files.binary_search_by(|source| source.path.as_str().cmp(path)).ok().map(|index| FileId(index as u32))
    }

    /// Path from the site's root.
    pub fn path(&self, file: FileId) -> &str {
        &self.get(file).path
    }

    /// The text of a file; empty when it is not a text.
    pub fn text(&self, file: FileId) -> &str {
        self.get(file).text()
    }

    /// A file, to be kept beside others.
    pub fn share(&self, file: FileId) -> Option<Arc<Source>> {
        self.files.get(file.0 as usize).cloned()
    }
}

impl Source {
    /// The text; empty when it is not a text.
    pub fn text(&self) -> &str {
        match &self.contents {
            Contents::Text(text) | Contents::BadText(text, _) => text,
            Contents::Bytes(_) | Contents::Unread(_) => "",
        }
    }
}

impl Contents {
    /// What the bytes of a file at this path are.
    pub fn new(path: &str, bytes: Vec<u8>) -> Self {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let template = path.starts_with("themes/") && matches!(ending, "html" | "css" | "js" | "xml" | "svg");
        if !template && !TEXT_ENDINGS.contains(&ending) {
            return Self::Bytes(bytes);
        }
        if let Some(text) = utf16(&bytes) {
            return Self::Text(normal(text));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Self::Text(normal(text)),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let text = western(error.as_bytes());
                let before = normal(text[..at].to_owned()).len();
                Self::BadText(normal(text), before)
            }
        }
    }
}

/// UTF-16 with its mark, as spreadsheets save “Unicode text”.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (unit, rest): (fn([u8; 2]) -> u16, _) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (u16::from_le_bytes, rest),
        [0xFE, 0xFF, rest @ ..] => (u16::from_be_bytes, rest),
        _ => return None,
    };
    let (pairs, odd) = rest.as_chunks::<2>();
    let decoded = char::decode_utf16(pairs.iter().copied().map(unit)).collect::<Result<String, _>>();
    decoded.ok().filter(|_| odd.is_empty())
}

/// What Windows-1252 has from 80 to 9F, where it differs from Unicode.
const WESTERN: &str = "€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ";

/// Text that is no UTF-8, as it would read in Windows-1252: that is what such bytes nearly always are.
fn western(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| match byte {
            0x80..=0x9F => WESTERN.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{fffd}'),
            byte => char::from(*byte),
        }));
    }
    text
}

/// Without a byte order mark, and with LF for CRLF: the same text gives the same site from any editor.
fn normal(text: String) -> String {
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    if memchr(b'\r', text.as_bytes()).is_some() { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}
