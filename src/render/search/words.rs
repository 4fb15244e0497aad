//! Owns the words of a text as search knows them; `search.js` takes a question apart by the same rules.
//!
//! A word is a run of letters and digits, in lower case and without accents. Dots between initials fall away (`U.S.` is
//! `us`), ideographs and kana are words by themselves, a single letter after an apostrophe is none. Unicode's own word
//! boundaries are not used, because browsers and libraries disagree on them, and a word taken apart differently is never found.

use std::borrow::Cow;

use icu_normalizer::{DecomposingNormalizer, DecomposingNormalizerBorrowed};
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};
use memchr::{memchr, memrchr};

use super::latin::plainly;

/// Longer words are cut.
const LONGEST: usize = 32;

/// Takes letters and their accents apart.
pub const APART: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizer::new_nfd();

/// What each letter is. The standard library knows it, too, but takes ten times as long to say.
const CATEGORIES: CodePointMapDataBorrowed<'static, GeneralCategory> = CodePointMapData::<GeneralCategory>::new();

/// Calls `each` with every word of a text, as UTF-8: most words are only counted, and need not be known to be text.
pub fn words(text: &str, each: &mut impl FnMut(&[u8])) {
    let mut rest = text;
    let (mut word, mut latin) = (Word::default(), String::new());
    while !rest.is_ascii() {
        // No word goes on after a blank, so a dash or an accent makes only the words around it slow.
        let other = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let start = memrchr(b' ', &rest.as_bytes()[..other]).map_or(0, |blank| blank + 1);
        let end = memchr(b' ', &rest.as_bytes()[other..]).map_or(rest.len(), |length| other + length);
        plain(&rest[..start], each);
        if plainly(&rest[start..end], &mut latin) {
            plain(&latin, each);
        } else {
            split(bare(&APART.normalize(&rest[start..end])), &mut word, each);
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

/// The letters of a text that was taken apart, without what searchers leave out.
pub fn bare(apart: &str) -> impl Iterator<Item = char> + Clone {
    apart.chars().filter(|letter| !accent(*letter))
}

/// Marks that searchers leave out: accents, points of Hebrew and Arabic. Vowels of other scripts stay.
fn accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{655}' | '\u{670}')
}

/// Scripts that put no blanks between words.
fn ideograph(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// What words are made of: letters, marks on them, digits.
const PARTS: GeneralCategoryGroup = GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Mark).union(GeneralCategoryGroup::Number);

/// Whether a letter is part of a word.
pub fn part_of_word(letter: char) -> bool {
    part(letter, CATEGORIES.get(letter)) || ideograph(letter)
}

/// Whether a letter, of this category, is part of a word; some symbols are letters, too, such as ⓐ.
fn part(letter: char, category: GeneralCategory) -> bool {
    PARTS.contains(category) || category == GeneralCategory::OtherSymbol && letter.is_alphabetic()
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

fn split(mut letters: impl Iterator<Item = char> + Clone, word: &mut Word, each: &mut impl FnMut(&[u8])) {
    let mut before = '\0';
    // Whether all since the last dot, or the word's beginning, is one letter.
    let mut initial = false;
    while let Some(letter) = letters.next() {
        let category = CATEGORIES.get(letter);
        if ideograph(letter) {
            word.end(each);
            each(letter.encode_utf8(&mut [0; 4]).as_bytes());
            (before, initial) = ('\0', false);
        } else if part(letter, category) {
            let alphabetic = || GeneralCategoryGroup::Letter.contains(category) || letter.is_alphabetic();
            initial = (word.length == 0 || before == '.') && alphabetic();
            word.push(letter, category, before);
            before = letter;
        } else {
            let mut ahead = letters.clone();
            let dotted = letter == '.'
                && initial
                && ahead.next().is_some_and(char::is_alphabetic)
                && !ahead.next().is_some_and(|letter| part(letter, CATEGORIES.get(letter)));
            if !dotted {
                word.end(each);
            }
            (before, initial) = (letter, false);
        }
    }
    word.end(each);
}

/// A word being read.
#[derive(Default)]
struct Word {
    text: String,
    length: usize,
    /// What stood before it.
    after: char,
}

impl Word {
    fn push(&mut self, letter: char, category: GeneralCategory, before: char) {
        use GeneralCategory::{LetterNumber, OtherSymbol, TitlecaseLetter, UppercaseLetter};
        if self.length == 0 {
            self.after = before;
        }
        if self.length < LONGEST {
            if matches!(category, UppercaseLetter | TitlecaseLetter | LetterNumber | OtherSymbol) {
                letter.to_lowercase().for_each(|letter| self.add(letter));
            } else {
                self.add(letter);
            }
        }
        self.length += 1;
    }

    /// Adds a letter that is in lower case; letters with strokes and ligatures have no accent to take off.
    fn add(&mut self, letter: char) {
        match letter {
            'ß' => self.text.push_str("ss"),
            'æ' => self.text.push_str("ae"),
            'œ' => self.text.push_str("oe"),
            'þ' => self.text.push_str("th"),
            'ø' => self.text.push('o'),
            'đ' | 'ð' => self.text.push('d'),
            'ł' => self.text.push('l'),
            'ħ' => self.text.push('h'),
            'ı' => self.text.push('i'),
            'ς' => self.text.push('σ'),
            letter => self.text.push(letter),
        }
    }

    /// A single letter after an apostrophe is an ending, not a word.
    fn end(&mut self, each: &mut impl FnMut(&[u8])) {
        let ending = self.length == 1 && matches!(self.after, '\'' | '’');
        if !self.text.is_empty() && !ending {
            each(self.text.as_bytes());
        }
        self.text.clear();
        self.length = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::{APART, CATEGORIES, Word, bare, folded, part, plain, split, text_of, words};

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
            split(text.chars(), &mut Word::default(), &mut |word| slow.push(text_of(word).into_owned()));
            assert_eq!(quick, slow, "{text}");
        }
        let long = format!("{}{}", "a.".repeat(40), "b".repeat(80));
        let mut quick = Vec::new();
        plain(&long, &mut |word| quick.push(text_of(word).into_owned()));
        assert_eq!(quick.join(" "), folded(&format!("{long} é")).trim_end_matches(" e"));
    }

    #[test]
    fn letters_beyond_ascii_change_no_word_but_their_own() {
        let parts = ["a", "B", "7", ".", "'", " ", " ", "word", "U.S.", "é", "É", "ế", "ß", "Ł", "½", "\u{a0}", "»", "’", "\u{301}", "選", "–", "."];
        for text in drawn(&parts, 10).chain(('\0'..=char::MAX).map(|letter| format!("a{letter}B. {letter}.{letter}.'{letter}{letter}b"))) {
            let (mut quick, mut slow) = (Vec::new(), Vec::new());
            words(&text, &mut |word| quick.push(text_of(word).into_owned()));
            for part in text.split(' ') {
                split(bare(&APART.normalize(part)), &mut Word::default(), &mut |word| slow.push(text_of(word).into_owned()));
            }
            assert_eq!(quick, slow, "{text}");
        }
    }

    #[test]
    fn categories_say_what_the_standard_library_says() {
        for letter in '\0'..=char::MAX {
            let category = CATEGORIES.get(letter);
            let part = part(letter, category);
            assert!(part || !letter.is_alphanumeric(), "{letter:?} is part of a word");
            let mut word = Word::default();
            word.push(letter, category, ' ');
            let mut lower = Word::default();
            letter.to_lowercase().for_each(|letter| lower.add(letter));
            assert_eq!(word.text, lower.text);
        }
    }

    #[test]
    fn words_are_the_same_however_they_are_spelt() {
        assert_eq!(folded("Crème brûlée à la Moravě (CBM)"), "creme brulee a la morave cbm");
        assert_eq!(folded("the U.S.A.'s ab-cde, e.g. J.Smith; l’eau 3.10 3.a"), "the usa ab cde eg j smith l eau 3 10 3 a");
        assert_eq!(folded("Łódź, Tromsø, Straße, İstanbul, ΟΔΟΣ"), "lodz tromso strasse istanbul οδοσ");
        assert_eq!(folded("選挙 2019"), "選 挙 2019");
        assert_eq!(folded(&"a".repeat(80)).len(), 32);
    }
}
