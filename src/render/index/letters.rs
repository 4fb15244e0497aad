//! Owns the letters of the alphabet above long lists, each with the way to what begins with it.

use std::collections::BTreeMap;

use super::super::block::{LONG, Letter, Row};
use super::super::escape;
use super::super::maker::Maker;
use crate::link::order::Alphabet;
use crate::link::records::EntryId;

impl Maker<'_> {
    /// The letters that the titles in a long table begin with; the first row of each gets an anchor if it has none.
    pub fn first_rows(&mut self, entries: &[EntryId], rows: &mut [Row]) -> Vec<Letter> {
        if entries.len() <= LONG {
            return Vec::new();
        }
        self.unlabelled += 1;
        let mut anchors = Vec::new();
        for (index, (entry, row)) in entries.iter().zip(&*rows).enumerate() {
            let anchor = if row.id.is_empty() { format!("cb-row-{}-{}", self.unlabelled, index + 1) } else { row.id.clone() };
            // What begins with a mark is above all letters, and a title that nobody wrote begins with none.
            let title = &self.site.records.get(*entry).head.title;
            anchors.push((if title.starts_with(char::is_alphanumeric) { title.as_str() } else { "" }, anchor));
        }
        let letters = letters(anchors.iter().map(|(title, anchor)| (*title, anchor.as_str())), &self.site.settings.language);
        for (row, (_, anchor)) in rows.iter_mut().zip(anchors) {
            if letters.iter().any(|letter| letter.href[1..] == anchor) {
                row.id = anchor;
            }
        }
        letters
    }
}

/// The first letters of titles in the order of the language's alphabet, each with the way to the first that begins with it.
pub fn letters<'t>(titled: impl Iterator<Item = (&'t str, &'t str)>, language: &str) -> Vec<Letter> {
    let mut letters: BTreeMap<Vec<u8>, Letter> = BTreeMap::new();
    let alphabet = Alphabet::of(language);
    for (title, anchor) in titled {
        let written: String = title.chars().find(|letter| letter.is_alphanumeric()).into_iter().flat_map(char::to_uppercase).collect();
        if !written.is_empty() {
            let letter = alphabet.letter(&written);
            let known = letters
                .entry(alphabet.place(&letter))
                .or_insert_with(|| Letter { letter: letter.clone(), href: format!("#{}", escape::address(anchor)) });
            // Of `Á` and `A`, the plain one stands for both.
            if letter < known.letter {
                known.letter = letter;
            }
        }
    }
    letters.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn an_accent_makes_a_letter_only_where_the_alphabet_has_it() {
        let above = |titles: &[&str], language| {
            let titled = titles.iter().map(|title| (*title, *title));
            letters(titled, language).into_iter().map(|letter| letter.letter).collect::<String>()
        };
        assert_eq!(above(&["Âne", "École", "Zoo"], "fr"), "AEZ");
        assert_eq!(above(&["Ñu", "Ábaco", "Nada"], "es"), "ANÑ");
        assert_eq!(above(&["Şen", "Sen", "İl", "Irk"], "tr"), "IİSŞ");
        assert_eq!(above(&["Über", "Ödön"], "de"), "OU");
    }
}
