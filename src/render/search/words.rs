//! Owns the words of a text as search knows them; `search-words.js` takes a question apart by the same rules.
//!
//! A word is a run of letters and digits, in lower case and without accents. Dots between initials fall away (`U.S.` is
//! `us`), ideographs and kana are words by themselves, a single letter after an apostrophe is none. Unicode's own word
//! boundaries are not used, because browsers and libraries disagree on them, and a word taken apart differently is never found.

use std::borrow::Cow;

use memchr::{memchr, memrchr};

use super::latin::plainly;
use super::letters::{Is, Letter, letters};

/// Longer words are cut.
const LONGEST: usize = 32;

/// Calls `each` with every word of a text, as UTF-8: most words are only counted, and need not be known to be text.
pub fn words(text: &str, each: &mut impl FnMut(&[u8])) {
    let mut rest = text;
    let (mut word, mut latin, mut apart) = (Word::default(), String::new(), Vec::new());
    while !rest.is_ascii() {
        // No word goes on after a blank, so a dash or an accent makes only the words around it slow.
        let other = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let start = memrchr(b' ', &rest.as_bytes()[..other]).map_or(0, |blank| blank + 1);
        let end = memchr(b' ', &rest.as_bytes()[other..]).map_or(rest.len(), |length| other + length);
        plain(&rest[..start], each);
        if plainly(&rest[start..end], &mut latin) {
            plain(&latin, each);
        } else {
            letters(&rest[start..end], &mut apart);
            split(&apart, &mut word, each);
        }
        rest = &rest[end..];
    }
    plain(rest, each);
}

/// The words of a text in a row, with blanks between: what texts are sorted and compared by.
pub fn folded(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    words(text, &mut |word| {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(&text_of(word));
    });
    all
}

/// A word that [`words`] gave, as text.
pub fn text_of(word: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(word)
}

/// What a byte of a plain text is.
const OTHER: u8 = 0;
const DIGIT: u8 = 1;
const SMALL: u8 = 2;
const CAPITAL: u8 = 4;
static CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        classes[byte as usize] = match byte {
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => CAPITAL,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
};

/// The words of a text without any other letter than those of ASCII: the same as [`split`] gives, and most words of most texts.
fn plain(text: &str, each: &mut impl FnMut(&[u8])) {
    let bytes = text.as_bytes();
    let class = |at: usize| bytes.get(at).map_or(OTHER, |byte| CLASSES[usize::from(*byte)]);
    let dotted = |at: usize| bytes.get(at) == Some(&b'.') && class(at + 1) & (SMALL | CAPITAL) != OTHER && class(at + 2) == OTHER;
    let mut small = [0; LONGEST];
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let mut met = OTHER;
        while let Some(class) = bytes.get(at).map(|byte| CLASSES[usize::from(*byte)]).filter(|class| *class != OTHER) {
            met |= class;
            at += 1;
        }
        let mut word = &bytes[start..at.min(start + LONGEST)];
        let initials = word.len() == 1 && met != DIGIT && dotted(at);
        if met & CAPITAL != OTHER || initials {
            let mut length = word.len();
            small[..length].copy_from_slice(word);
            while initials && dotted(at) {
                if let Some(letter) = small.get_mut(length) {
                    *letter = bytes[at + 1];
                    length += 1;
                }
                at += 2;
            }
            small[..length].make_ascii_lowercase();
            word = &small[..length];
        }
        let ending = word.len() == 1 && start > 0 && bytes[start - 1] == b'\'';
        if !word.is_empty() && !ending {
            each(word);
        }
        // Past what ended it.
        at += 1;
    }
}

/// The words of a text that was taken apart.
fn split(letters: &[Letter], word: &mut Word, each: &mut impl FnMut(&[u8])) {
    let dotted = |at: usize| letters.get(at + 1).is_some_and(|next| next.alphabetic) && !letters.get(at + 2).is_some_and(Letter::is_part);
    let mut before = Is::Other;
    // Whether all since the last dot, or the word's beginning, is one letter.
    let mut initial = false;
    for (at, letter) in letters.iter().enumerate() {
        match letter.is {
            Is::Part => {
                initial = (word.length == 0 || before == Is::Dot) && letter.alphabetic;
                word.push(letter, before);
            }
            Is::Word => {
                word.end(each);
                each(letter.utf8());
                initial = false;
            }
            Is::Dot if initial && dotted(at) => initial = false,
            Is::Dot | Is::Apostrophe | Is::Other => {
                word.end(each);
                initial = false;
            }
        }
        before = letter.is;
    }
    word.end(each);
}

/// A word being read.
struct Word {
    text: [u8; LONGEST * 4],
    /// How many bytes it has.
    bytes: usize,
    /// How many letters; more than it is cut to.
    length: usize,
    /// What stood before it.
    after: Is,
}

impl Default for Word {
    fn default() -> Self {
        Self { text: [0; LONGEST * 4], bytes: 0, length: 0, after: Is::Other }
    }
}

impl Word {
    fn push(&mut self, letter: &Letter, before: Is) {
        if self.length == 0 {
            self.after = before;
        }
        // Cut where there is no room.
        if let Some(room) = self.text[self.bytes..].first_chunk_mut().filter(|_| self.length < LONGEST) {
            self.bytes += letter.put(room);
        }
        self.length += 1;
    }

    /// A single letter after an apostrophe is an ending, not a word.
    fn end(&mut self, each: &mut impl FnMut(&[u8])) {
        let ending = self.length == 1 && self.after == Is::Apostrophe;
        if self.length > 0 && !ending {
            each(&self.text[..self.bytes]);
        }
        (self.bytes, self.length) = (0, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::super::letters::apart;
    use super::{Word, folded, plain, split, text_of, words};

    /// Texts of so many of these parts each, drawn at random.
    fn drawn(parts: &[&str], number: usize) -> impl Iterator<Item = String> {
        let mut seed = 1_u32;
        let mut part = move || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            parts[(seed >> 16) as usize % parts.len()]
        };
        (0..20_000).map(move |_| (0..number).map(|_| part()).collect())
    }

    #[test]
    fn plain_texts_have_the_same_words_either_way() {
        let parts = ["a", "B", "7", ".", "'", " ", "-", "word", "U.S.", "Ab1"];
        for text in drawn(&parts, 8) {
            let (mut quick, mut slow) = (Vec::new(), Vec::new());
            plain(&text, &mut |word| quick.push(text_of(word).into_owned()));
            split(&apart(&text), &mut Word::default(), &mut |word| slow.push(text_of(word).into_owned()));
            assert_eq!(quick, slow, "{text}");
        }
        let long = format!("{}{}", "a.".repeat(40), "b".repeat(80));
        let mut quick = Vec::new();
        plain(&long, &mut |word| quick.push(text_of(word).into_owned()));
        assert_eq!(quick.join(" "), folded(&format!("{long} é")).trim_end_matches(" e"));
    }

    #[test]
    fn letters_beyond_ascii_change_no_word_but_their_own() {
        let latin = ["a", "B", "7", ".", "'", " ", " ", "word", "U.S.", "é", "É", "ế", "ß", "Ł", "½", "\u{a0}", "»", "’", "\u{301}", "–", "."];
        // Marks of some scripts change places with others.
        let others =
            ["選", "が", "・", "한", "글", "й", "Ї", "ά", "Σ", "क़", "\u{93c}", "\u{94d}", "น", "\u{e38}", "\u{e48}", "שׁ", "\u{5b8}", "أ", "\u{64e}"];
        let parts = [&latin[..], &others].concat();
        for text in drawn(&parts, 10).chain(('\0'..=char::MAX).map(|letter| format!("a{letter}B. {letter}.{letter}.'{letter}{letter}b"))) {
            let (mut quick, mut slow) = (Vec::new(), Vec::new());
            words(&text, &mut |word| quick.push(text_of(word).into_owned()));
            for part in text.split(' ') {
                split(&apart(part), &mut Word::default(), &mut |word| slow.push(text_of(word).into_owned()));
            }
            assert_eq!(quick, slow, "{text}");
        }
    }

    #[test]
    fn words_are_the_same_however_they_are_spelt() {
        assert_eq!(folded("Crème brûlée à la Moravě (CBM)"), "creme brulee a la morave cbm");
        assert_eq!(folded("the U.S.A.'s ab-cde, e.g. J.Smith; l’eau 3.10 3.a"), "the usa ab cde eg j smith l eau 3 10 3 a");
        assert_eq!(folded("Łódź, Tromsø, Straße, İstanbul, ΟΔΟΣ"), "lodz tromso strasse istanbul οδοσ");
        assert_eq!(folded("選挙 2019、が・カ\u{3099}"), "選 挙 2019 か カ");
        assert_eq!(folded(&"a".repeat(80)).len(), 32);
    }
}
