//! Owns the words of a text as search knows them; `search.js` takes a question apart by the same rules.
//!
//! A word is a run of letters and digits, in lower case and without accents. Dots between initials fall away (`U.S.` is
//! `us`), ideographs and kana are words by themselves, a single letter after an apostrophe is none. Unicode's own word
//! boundaries are not used, because browsers and libraries disagree on them, and a word taken apart differently is never found.

use std::borrow::Cow;

use memchr::{memchr, memrchr};
use unicode_normalization::UnicodeNormalization;

/// Longer words are cut.
const LONGEST: usize = 32;

/// Calls `each` with every word of a text, as UTF-8: most words are only counted, and need not be known to be text.
pub fn words(text: &str, each: &mut impl FnMut(&[u8])) {
    let mut rest = text;
    while !rest.is_ascii() {
        // No word goes on after a blank, so a dash or an accent makes only the words around it slow.
        let other = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let start = memrchr(b' ', &rest.as_bytes()[..other]).map_or(0, |blank| blank + 1);
        let end = memchr(b' ', &rest.as_bytes()[other..]).map_or(rest.len(), |length| other + length);
        plain(&rest[..start], each);
        split(rest[start..end].nfd().filter(|letter| !accent(*letter)), each);
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

/// Marks that searchers leave out: accents, points of Hebrew and Arabic. Vowels of other scripts stay.
fn accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{655}' | '\u{670}')
}

/// Scripts that put no blanks between words.
fn ideograph(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

fn part(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric();
    }
    letter.is_alphanumeric() || unicode_normalization::char::is_combining_mark(letter)
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

fn split(mut letters: impl Iterator<Item = char> + Clone, each: &mut impl FnMut(&[u8])) {
    let mut word = Word { text: String::new(), length: 0, after: '\0' };
    let mut before = '\0';
    // Whether all since the last dot, or the word's beginning, is one letter.
    let mut initial = false;
    while let Some(letter) = letters.next() {
        if !letter.is_ascii() && ideograph(letter) {
            word.end(each);
            each(letter.encode_utf8(&mut [0; 4]).as_bytes());
            (before, initial) = ('\0', false);
        } else if part(letter) {
            initial = letter.is_alphabetic() && !part(before) && (word.length == 0 || before == '.');
            word.push(letter, before);
            before = letter;
        } else {
            let mut ahead = letters.clone();
            let dotted = letter == '.' && initial && ahead.next().is_some_and(char::is_alphabetic) && !ahead.next().is_some_and(part);
            if !dotted {
                word.end(each);
            }
            (before, initial) = (letter, false);
        }
    }
    word.end(each);
}

/// A word being read.
struct Word {
    text: String,
    length: usize,
    /// What stood before it.
    after: char,
}

impl Word {
    fn push(&mut self, letter: char, before: char) {
        if self.length == 0 {
            self.after = before;
        }
        if self.length < LONGEST {
            push(letter, &mut self.text);
        }
        self.length += 1;
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

/// Adds a letter in lower case; letters with strokes and ligatures have no accent to take off.
fn push(letter: char, word: &mut String) {
    if letter.is_ascii() {
        return word.push(letter.to_ascii_lowercase());
    }
    for letter in letter.to_lowercase() {
        match letter {
            'ß' => word.push_str("ss"),
            'æ' => word.push_str("ae"),
            'œ' => word.push_str("oe"),
            'þ' => word.push_str("th"),
            'ø' => word.push('o'),
            'đ' | 'ð' => word.push('d'),
            'ł' => word.push('l'),
            'ħ' => word.push('h'),
            'ı' => word.push('i'),
            'ς' => word.push('σ'),
            letter => word.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::{accent, folded, plain, split, text_of, words};

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
            split(text.chars(), &mut |word| slow.push(text_of(word).into_owned()));
            assert_eq!(quick, slow, "{text}");
        }
        let long = format!("{}{}", "a.".repeat(40), "b".repeat(80));
        let mut quick = Vec::new();
        plain(&long, &mut |word| quick.push(text_of(word).into_owned()));
        assert_eq!(quick.join(" "), folded(&format!("{long} é")).trim_end_matches(" e"));
    }

    #[test]
    fn letters_beyond_ascii_change_no_word_but_their_own() {
        let parts = ["a", "B", "7", ".", "'", " ", " ", "word", "U.S.", "é", "’", "\u{301}", "選", "–"];
        for text in drawn(&parts, 10) {
            let (mut quick, mut slow) = (Vec::new(), Vec::new());
            words(&text, &mut |word| quick.push(text_of(word).into_owned()));
            for part in text.split(' ') {
                split(part.nfd().filter(|letter| !accent(*letter)), &mut |word| slow.push(text_of(word).into_owned()));
            }
            assert_eq!(quick, slow, "{text}");
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
