//! Owns who holds what: for each value that a field can name or choose, the entries that do, and who holds most of several.

use std::sync::OnceLock;

use crate::link::Site;
use crate::link::records::EntryId;
use crate::schema::{CollectionId, Kind, Value};

/// A value that entries share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shared {
    /// They name the same entry.
    Entry(EntryId),
    /// They make the same choice in a field.
    Choice(usize, usize),
}

/// The entries of a collection that hold a value, as bits, 64 entries to a word: by its number, only words with any.
#[derive(Debug, Clone, Default)]
pub struct Holders {
    words: Vec<(u32, u64)>,
    /// How many entries they are.
    pub count: usize,
}

/// By collection and field: the holders of each entry that it can name, or of each choice.
///
/// A field's are found when a page first asks for them.
pub struct AllHolders(Vec<Vec<OnceLock<Vec<Holders>>>>);

impl Holders {
    /// Whether that entry of the collection is one of them, counted from the collection's first.
    pub fn has(&self, member: u32) -> bool {
        self.words.binary_search_by_key(&(member / 64), |(word, _)| *word).is_ok_and(|at| self.words[at].1 >> (member % 64) & 1 == 1)
    }

    /// Adds an entry; they come in order.
    fn push(&mut self, member: u32) {
        let bit = 1 << (member % 64);
        match self.words.last_mut() {
            Some((word, bits)) if *word == member / 64 => {
                self.count += usize::from(*bits & bit == 0);
                *bits |= bit;
            }
            _ => {
                self.count += 1;
                self.words.push((member / 64, bit));
            }
        }
    }

    /// These and those.
    pub fn or(&self, other: &Self) -> Self {
        let mut words = [&self.words[..], &other.words].concat();
        words.sort_unstable();
        words.dedup_by(|(word, bits), (kept, all)| {
            let same = word == kept;
            *all |= if same { *bits } else { 0 };
            same
        });
        let count = words.iter().map(|(_, bits)| bits.count_ones() as usize).sum();
        Self { words, count }
    }
}

impl AllHolders {
    /// None found so far.
    pub fn new(site: &Site) -> Self {
        Self(site.records.schema.collections.iter().map(|collection| collection.fields.iter().map(|_| OnceLock::new()).collect()).collect())
    }

    /// Those of a value that the field of a collection can hold.
    pub fn of(&self, site: &Site, collection: CollectionId, field: usize, value: Shared) -> Option<&Holders> {
        self.0[collection.0][field].get_or_init(|| field_holders(site, collection, field)).get(number(site, value))
    }
}

/// Where the holders of a value are among those of its field.
fn number(site: &Site, value: Shared) -> usize {
    match value {
        Shared::Entry(entry) => member(site, entry) as usize,
        Shared::Choice(_, choice) => choice,
    }
}

/// The number of an entry in its collection; those of one collection have theirs in a row.
pub fn member(site: &Site, entry: EntryId) -> u32 {
    let members = &site.records.members[site.records.get(entry).collection.0];
    entry.0 - members.first().map_or(entry.0, |first| first.0)
}

fn field_holders(site: &Site, collection: CollectionId, field: usize) -> Vec<Holders> {
    let values = match &site.records.schema.collection(collection).fields[field].kind {
        Kind::Relation(to) => site.records.members[to.0].len(),
        Kind::Choice(choices) => choices.len(),
        _ => 0,
    };
    let mut all = vec![Holders::default(); values];
    for (member, entry) in site.records.members[collection.0].iter().enumerate() {
        for value in values_of(site, *entry, field) {
            all[number(site, value)].push(member as u32);
        }
    }
    all
}

/// What an entry's field names or chooses.
pub fn values_of(site: &Site, entry: EntryId, field: usize) -> impl Iterator<Item = Shared> + '_ {
    let holds = site.records.get(entry).values[field].iter();
    holds.flat_map(|holds| &holds.values).filter_map(move |(value, _)| match value {
        Value::Relation(entry) => Some(Shared::Entry(*entry)),
        Value::Choice(choice) => Some(Shared::Choice(field, *choice)),
        _ => None,
    })
}

/// The entries that hold most of several values, given the holders of each: by their numbers in the collection, which has so many
/// `members`; those that hold most first, then in the collection's order; at most so many, and not `but`.
///
/// Nothing is compared with everything: how many of the values an entry holds is summed for 64 entries at once.
pub fn most_among(all: &[&Holders], members: usize, but: u32, most: usize) -> Vec<u32> {
    // Sums of few values need few binary digits; no entry has so many that 32 are too few.
    match all.len() {
        0 => Vec::new(),
        1..16 => most_of_sums(&sums::<4>(all, members), but, most),
        16..256 => most_of_sums(&sums::<8>(all, members), but, most),
        _ => most_of_sums(&sums::<32>(all, members), but, most),
    }
}

/// For each word of 64 entries, a word for each binary digit of their sums, the lowest first.
fn sums<const DIGITS: usize>(all: &[&Holders], members: usize) -> Vec<[u64; DIGITS]> {
    let mut sums = vec![[0; DIGITS]; members.div_ceil(64)];
    for holders in all {
        for (word, bits) in &holders.words {
            let mut carried = *bits;
            for digit in &mut sums[*word as usize] {
                (*digit, carried) = (*digit ^ carried, *digit & carried);
            }
        }
    }
    sums
}

fn most_of_sums<const DIGITS: usize>(sums: &[[u64; DIGITS]], but: u32, most: usize) -> Vec<u32> {
    let mut found: Vec<(usize, u32)> = Vec::with_capacity(most + 1);
    for (word, sum) in sums.iter().enumerate() {
        // Those who come later with the same sum come after.
        let least = if found.len() < most { 0 } else { found.last().map_or(0, |(count, _)| *count) };
        let mut more = more_than(sum, least);
        while more != 0 {
            let at = more.trailing_zeros();
            more &= more - 1;
            let member = word as u32 * 64 + at;
            let count = sum.iter().rev().fold(0, |count, digit| count * 2 + (digit >> at & 1) as usize);
            if member != but {
                found.insert(found.partition_point(|(known, _)| *known >= count), (count, member));
                found.truncate(most);
            }
        }
    }
    found.into_iter().map(|(_, member)| member).collect()
}

/// Which of 64 sums are more than `least`.
fn more_than<const DIGITS: usize>(sums: &[u64; DIGITS], least: usize) -> u64 {
    let (mut more, mut same) = (0, !0);
    for (digit, bits) in sums.iter().enumerate().rev() {
        if least >> digit & 1 == 1 {
            same &= bits;
        } else {
            more |= same & bits;
            same &= !bits;
        }
    }
    more
}
