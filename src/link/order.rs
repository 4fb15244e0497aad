//! Owns the order of entries: that of their titles, as the site's language sorts them, and that of a collection.

use std::sync::Arc;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use icu_normalizer::DecomposingNormalizer;
use rayon::prelude::*;

use hayagriva::types::{EntryType, Person};

use super::places::natural;
use crate::parse::bibliography::Work;
use crate::parse::entry::Entry;

/// The order of the titles of all entries. Comparing words is slow, so all orders that titles play a part in are made from it.
#[derive(Debug, Default)]
pub struct Titles {
    /// The language that they are sorted in.
    pub language: String,
    titles: Vec<String>,
    /// The rank of each title; those that sort alike have the same one.
    ranks: Vec<u32>,
}

impl Titles {
    /// The order of these; that of the last time, if titles and language are the same.
    pub fn of(entries: &[Arc<Entry>], language: &str, before: Self) -> Self {
        let titles = || entries.iter().map(|entry| &entry.head.title);
        if before.language == language && before.titles.iter().eq(titles()) {
            return before;
        }
        let titles: Vec<String> = titles().cloned().collect();
        let collator = collator(language);
        let keys: Vec<Vec<u8>> = titles.par_iter().map(|title| sort_key(title, collator.as_ref())).collect();
        let mut sorted: Vec<usize> = (0..titles.len()).collect();
        sorted.par_sort_unstable_by_key(|title| (&keys[*title], *title));
        let mut ranks = vec![0; titles.len()];
        for (rank, alike) in sorted.chunk_by(|a, b| keys[*a] == keys[*b]).enumerate() {
            alike.iter().for_each(|title| ranks[*title] = rank as u32);
        }
        Self { language: language.to_owned(), titles, ranks }
    }
}

/// The letters of a language, in which `Á` may be the same as `A`, and `Ñ` is not `N`.
pub struct Alphabet(Option<CollatorBorrowed<'static>>);

impl Alphabet {
    /// That of a language.
    pub fn of(language: &str) -> Self {
        let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Primary);
        Self(Collator::try_new(CollatorPreferences::from(&locale), options).ok())
    }

    /// The letter that stands for this one: without its accents, where they make no other letter.
    pub fn letter(&self, letter: &str) -> String {
        if letter.is_ascii() {
            return letter.to_owned();
        }
        let plain: String = DecomposingNormalizer::new_nfd().normalize(letter).chars().take(1).collect();
        if plain != letter && self.place(&plain) == self.place(letter) { plain } else { letter.to_owned() }
    }

    /// Bytes that sort as the letter does, and are the same for what is the same letter.
    pub fn place(&self, letter: &str) -> Vec<u8> {
        sort_key(letter, self.0.as_ref())
    }
}

/// Bytes that sort as the title does in the language: made once, they are compared far sooner than words.
fn sort_key(title: &str, collator: Option<&CollatorBorrowed<'_>>) -> Vec<u8> {
    let mut key = Vec::new();
    match collator.map(|collator| collator.write_sort_key_to(title, &mut key)) {
        Some(Ok(())) => key,
        None => title.as_bytes().to_vec(),
    }
}

/// How the site's language sorts; the root order where the language is unknown.
fn collator(language: &str) -> Option<CollatorBorrowed<'static>> {
    let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
    Collator::try_new(CollatorPreferences::from(&locale), CollatorOptions::default()).ok()
}

/// The place of each work in the bibliography: by what stands first in print, year, title, key. What has no year is first.
pub fn works(works: &[&Work], language: &str) -> Vec<usize> {
    let key = by_letters(language);
    let keys: Vec<_> = works
        .par_iter()
        .map(|work| {
            let first: Vec<Vec<u8>> = first(work).iter().map(|text| key(text)).collect();
            (first, work.entry.date_any().map(|date| date.year), key(&work.title), &work.key)
        })
        .collect();
    let mut sorted: Vec<usize> = (0..works.len()).collect();
    sorted.par_sort_unstable_by_key(|work| &keys[*work]);
    let mut places = vec![0; works.len()];
    sorted.into_iter().enumerate().for_each(|(place, work)| places[work] = place);
    places
}

/// What makes bytes that sort as a text does in the language. Blanks and marks before its first letter do not count.
pub fn by_letters(language: &str) -> impl Fn(&str) -> Vec<u8> + Sync {
    let collator = collator(language);
    move |text| sort_key(text.trim_start_matches(|letter: char| !letter.is_alphanumeric()), collator.as_ref())
}

/// What nearly all styles print first: authors, else editors, family names first; of a page in the web, else its publisher; else the title.
fn first(work: &Work) -> Vec<String> {
    let entry = &work.entry;
    let named = |people: &&[Person]| !people.is_empty();
    if let Some(people) = entry.authors().filter(named).or(entry.editors().filter(named)) {
        let parts = |person: &Person| [person.name.clone(), person.given_name.clone().unwrap_or_default(), person.suffix.clone().unwrap_or_default()];
        return people.iter().flat_map(parts).collect();
    }
    let publisher = entry.publisher().filter(|_| *entry.entry_type() == EntryType::Web).and_then(|publisher| publisher.name());
    vec![publisher.map_or_else(|| work.title.clone(), |name| name.value.to_string())]
}

/// The positions of entries in the order of their collections, each with the rank of its title: `order`, `number`, then title.
pub fn sorted(entries: &[Arc<Entry>], titles: &Titles) -> Vec<(usize, u32)> {
    let order = |entry: &Entry| (entry.head.order.is_none(), entry.head.order, entry.head.number.is_empty(), natural(&entry.head.number));
    let keyed = entries.iter().zip(&titles.ranks).enumerate().map(|(at, (entry, rank))| (entry.collection, order(entry), *rank, at));
    let mut sorted: Vec<_> = keyed.collect();
    let last = |at: usize| (entries[at].span, entries[at].id.clone());
    sorted.par_sort_by(|a, b| (a.0, &a.1, a.2).cmp(&(b.0, &b.1, b.2)).then_with(|| last(a.3).cmp(&last(b.3))));
    sorted.into_iter().map(|(.., rank, at)| (at, rank)).collect()
}

/// The place of each among all titles; of those alike, the earlier entry is first.
pub fn places(ranks: &[u32]) -> Vec<u32> {
    let mut sorted: Vec<usize> = (0..ranks.len()).collect();
    sorted.sort_by_key(|entry| ranks[*entry]);
    let mut places = vec![0; ranks.len()];
    for (place, entry) in sorted.into_iter().enumerate() {
        places[entry] = place as u32;
    }
    places
}
