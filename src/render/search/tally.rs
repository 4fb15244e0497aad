//! Owns the counting: of a stretch of documents, which words stand in which, and how much they count there.

use std::mem;

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use super::digits::number;
use super::words::text_of;

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Zone {
    /// In a name, which counts the more the fewer words it has.
    Name(f32),
    /// In a heading.
    Heading(f32),
    /// In the one sentence about the whole.
    Description,
    /// In a field.
    Field,
    /// In the text.
    Body,
}

/// What a word counts in the one sentence about the whole, and in fields.
const DESCRIPTION: f32 = 3.5;
/// What a word counts in a field.
pub const FIELD: f32 = 2.0;
/// How much a word counts, from little to much; `search.js` knows the same numbers.
pub const LEVELS: [f32; 8] = [1.0, 1.5, 2.3, 3.5, 5.0, 8.0, 12.0, 20.0];

/// A word and its postings within a stretch of documents.
#[derive(Debug)]
pub struct Run {
    /// The word.
    pub word: Box<str>,
    /// The first posting.
    pub first: Posting,
    /// The others as digits, each counted from the document after the one before.
    pub others: Box<[u8]>,
    /// The document of the last one.
    pub last: u32,
}

/// Where a word stands, and how much it counts there.
#[derive(Debug, Default, Clone, Copy)]
pub struct Posting(u32);

impl Posting {
    /// The document, and the level there.
    pub fn new(document: u32, level: u8) -> Self {
        Self(document << 3 | u32::from(level))
    }

    /// How far on it is from a document, as it is written.
    pub fn after(self, document: u32) -> u32 {
        self.0 - (document << 3)
    }
}

/// The words of a stretch of documents, each with its postings.
#[derive(Debug, Default)]
pub struct Tally {
    /// The number of each word, in the order met. Words of up to 16 bytes, which most are, are found sooner packed than as texts.
    short: IndexMap<u128, u32, RandomState>,
    long: IndexMap<Box<[u8]>, u32, RandomState>,
    /// What is known of each word, by its number.
    counted: Vec<Counted>,
    /// The place of each word among those of the document at hand, counted from one; none if it was not met there. By itself, because
    /// a large site looks up words more often than anything else.
    met: Vec<u32>,
    /// The words of the document at hand, each once.
    here: Vec<Here>,
}

/// The postings of a word.
#[derive(Debug, Default)]
struct Counted {
    first: Option<Posting>,
    others: Vec<u8>,
    last: u32,
}

/// A word of the document at hand, and what it counts by where it stands there.
#[derive(Debug, Default)]
struct Here {
    /// Its number.
    word: u32,
    name: f32,
    heading: f32,
    description: f32,
    field: f32,
    body: u32,
}

impl Tally {
    /// Counts a word of the document at hand.
    pub fn push(&mut self, word: &[u8], zone: Zone) {
        let next = self.met.len() as u32;
        let word = match packed(word) {
            Some(word) => self.short.get(&word).copied().unwrap_or_else(|| *self.short.entry(word).or_insert(next)),
            None => self.long.get(word).copied().unwrap_or_else(|| *self.long.entry(word.into()).or_insert(next)),
        };
        if word == next {
            self.counted.push(Counted::default());
            self.met.push(0);
        }
        let met = &mut self.met[word as usize];
        if *met == 0 {
            self.here.push(Here { word, ..Here::default() });
            *met = self.here.len() as u32;
        }
        let here = &mut self.here[*met as usize - 1];
        match zone {
            Zone::Name(counts) => here.name = here.name.max(counts),
            Zone::Heading(counts) => here.heading = here.heading.max(counts),
            Zone::Description => here.description = DESCRIPTION,
            Zone::Field => here.field = FIELD,
            Zone::Body => here.body += 1,
        }
    }

    /// Ends a document, which has that number: the next word is one of another.
    pub fn end(&mut self, document: u32) {
        for here in self.here.drain(..) {
            let counted = &mut self.counted[here.word as usize];
            let posting = Posting::new(document, level(here.sum()));
            match counted.first {
                None => counted.first = Some(posting),
                Some(_) => number(posting.after(counted.last + 1), &mut counted.others),
            }
            counted.last = document;
            self.met[here.word as usize] = 0;
        }
    }

    /// Every word with its postings, in the order of the alphabet.
    pub fn runs(mut self) -> Vec<Run> {
        let long = self.long.into_iter().map(|(word, at)| (text_of(&word).into(), at));
        let words = self.short.into_iter().map(|(word, at)| (unpacked(word), at)).chain(long);
        let mut runs: Vec<Run> = words
            .filter_map(|(word, at)| {
                let Counted { first, others, last } = mem::take(&mut self.counted[at as usize]);
                Some(Run { word, first: first?, others: others.into(), last })
            })
            .collect();
        runs.sort_unstable_by(|a, b| a.word.cmp(&b.word));
        runs
    }
}

/// A word of up to 16 bytes as a number: its first half and its second, which may begin within the first.
fn packed(bytes: &[u8]) -> Option<u128> {
    let second = |at: usize| 8 * (bytes.len() - at);
    if bytes.len() > 16 {
        None
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        Some(u128::from(u64::from_le_bytes(*first)) | u128::from(u64::from_le_bytes(*last)) << second(8))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        Some(u128::from(u32::from_le_bytes(*first)) | u128::from(u32::from_le_bytes(*last)) << second(4))
    } else {
        Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u128::from(*byte)))
    }
}

fn unpacked(word: u128) -> Box<str> {
    let bytes = word.to_le_bytes();
    let length = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    str::from_utf8(&bytes[..length]).unwrap_or_default().into()
}

impl Here {
    /// Its best name and heading, once its description and fields, its text by how often it stands there.
    fn sum(&self) -> f32 {
        let body = match self.body {
            0 => 0.0,
            1 => 1.0,
            times => 1.0 + (times as f32).ln(),
        };
        self.name + self.heading + self.description + self.field + body
    }
}

/// The highest level that a word has earned, or nearly so.
fn level(counts: f32) -> u8 {
    LEVELS[1..].iter().take_while(|level| counts >= **level * 0.85).count() as u8
}
