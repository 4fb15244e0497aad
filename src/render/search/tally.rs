//! Owns the counting: of a stretch of documents, which words stand in which, and how much they count there.

use std::hash::BuildHasher;
use std::mem;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

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

/// What a word counts in the one sentence about the whole.
const DESCRIPTION: f32 = 3.5;
/// What a word counts in a field.
pub const FIELD: f32 = 2.0;
/// How much a word counts, from little to much; `index.json` has the same numbers.
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
    hasher: RandomState,
    /// What is known of each word. Words of up to 16 bytes, which most are, are found sooner packed than as texts.
    short: HashTable<(u128, Known)>,
    long: HashTable<(Box<[u8]>, Known)>,
    /// The postings of each word, by its number.
    counted: Vec<Counted>,
    /// How many documents were ended.
    ended: u32,
    /// The words of the document at hand, each once.
    here: Vec<Here>,
}

/// A word that was met: beside the word itself, because a large site looks up words more often than anything else.
#[derive(Debug)]
struct Known {
    /// Its number, in the order met.
    number: u32,
    /// How many documents had been ended when it was met last.
    ended: u32,
    /// Its place among the words of that document.
    place: u32,
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
        let Self { hasher, short, long, counted, ended, here } = self;
        let known = match packed(word) {
            Some(word) => {
                let hash = hasher.hash_one(word);
                match short.find_mut(hash, |known| known.0 == word) {
                    Some(known) => &mut known.1,
                    None => &mut short.insert_unique(hash, (word, new(counted)), |known| hasher.hash_one(known.0)).into_mut().1,
                }
            }
            None => {
                let hash = hasher.hash_one(word);
                match long.find_mut(hash, |known| *known.0 == *word) {
                    Some(known) => &mut known.1,
                    None => &mut long.insert_unique(hash, (word.into(), new(counted)), |known| hasher.hash_one(&*known.0)).into_mut().1,
                }
            }
        };
        if known.ended != *ended {
            (known.ended, known.place) = (*ended, here.len() as u32);
            here.push(Here { word: known.number, ..Here::default() });
        }
        let here = &mut here[known.place as usize];
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
        }
        self.ended += 1;
    }

    /// Every word with its postings, in the order of the alphabet.
    pub fn runs(mut self) -> Vec<Run> {
        let long = self.long.into_iter().map(|(word, known)| (text_of(&word).into(), known));
        let words = self.short.into_iter().map(|(word, known)| (unpacked(word), known)).chain(long);
        let mut runs: Vec<Run> = words
            .filter_map(|(word, known)| {
                let Counted { first, others, last } = mem::take(&mut self.counted[known.number as usize]);
                Some(Run { word, first: first?, others: others.into(), last })
            })
            .collect();
        runs.sort_unstable_by(|a, b| a.word.cmp(&b.word));
        runs
    }
}

/// A word that was never met before.
fn new(counted: &mut Vec<Counted>) -> Known {
    counted.push(Counted::default());
    Known { number: counted.len() as u32 - 1, ended: u32::MAX, place: 0 }
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
