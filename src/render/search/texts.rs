//! Owns the files of excerpts: the lines of a few pages each, named by their hash and handed out as soon as they are full.

use std::sync::Arc;

use super::gather::Part;
use crate::base::bytes::has;
use crate::link::places::SEARCH;
use crate::render::output::Put;

/// How long a file gets, in bytes; a page is never cut.
const LONGEST: usize = 6 << 10;
/// How much of a hash is a name: enough that no two of some million files share one.
const NAME: usize = 16;

/// Where the excerpts of a document are.
#[derive(Debug, Clone)]
pub struct At {
    /// The name of the file, without its ending.
    pub file: Arc<str>,
    /// The place in it.
    pub row: usize,
}

/// The files of a stretch of documents.
pub struct Texts<'p> {
    put: &'p Put<'p>,
    /// The file at hand.
    open: Vec<u8>,
    rows: usize,
    done: Vec<At>,
}

impl<'p> Texts<'p> {
    /// No file yet.
    pub fn new(put: &'p Put<'p>) -> Self {
        Self { put, open: Vec::new(), rows: 0, done: Vec::new() }
    }

    /// Adds a document: anchor, heading, lines of each part.
    pub fn push(&mut self, parts: &[Part]) {
        let mut json = Vec::with_capacity(LONGEST);
        list(&mut json, parts, |json, part| {
            let words = [part.anchor.as_str(), &part.heading].into_iter().chain(part.lines.iter().map(String::as_str));
            list(json, words, string);
        });
        if self.rows > 0 && self.open.len() + json.len() > LONGEST {
            self.close();
        }
        self.open.push(if self.rows > 0 { b',' } else { b'[' });
        self.open.extend_from_slice(&json);
        self.rows += 1;
    }

    fn close(&mut self) {
        self.open.push(b']');
        let file: Arc<str> = blake3::hash(&self.open).to_hex()[..NAME].into();
        (self.put)(&format!("{SEARCH}texts/{file}.json"), &self.open);
        self.done.extend((0..self.rows).map(|row| At { file: Arc::clone(&file), row }));
        self.open.clear();
        self.rows = 0;
    }

    /// Where all of them are.
    pub fn finish(mut self) -> Vec<At> {
        if self.rows > 0 {
            self.close();
        }
        self.done
    }
}

/// Adds a list to JSON.
fn list<T>(json: &mut Vec<u8>, items: impl IntoIterator<Item = T>, each: impl Fn(&mut Vec<u8>, T)) {
    json.push(b'[');
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            json.push(b',');
        }
        each(json, item);
    }
    json.push(b']');
}

/// Adds a text to JSON: most as they are.
fn string(json: &mut Vec<u8>, text: &str) {
    if has(text.as_bytes(), |byte| matches!(byte, 0..b' ' | b'"' | b'\\')) {
        json.extend(serde_json::to_vec(text).unwrap_or_default());
    } else {
        json.push(b'"');
        json.extend_from_slice(text.as_bytes());
        json.push(b'"');
    }
}
