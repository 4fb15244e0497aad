//! Owns what a letter is to search: without accents, in lower case, as the letters that it is searched by. What was found out of one
//! is kept, because each is met again and again.

use std::array;
use std::sync::OnceLock;

use icu_normalizer::{DecomposingNormalizer, DecomposingNormalizerBorrowed};
use icu_properties::props::{CanonicalCombiningClass, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};

use crate::base::plain::plain;

/// Takes letters and their accents apart.
const APART: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizer::new_nfd();

/// What each letter is. The standard library knows it, too, but takes ten times as long to say.
const CATEGORIES: CodePointMapDataBorrowed<'static, GeneralCategory> = CodePointMapData::<GeneralCategory>::new();

/// Where marks stand in the order that Unicode gives to those on one letter; 0 for what is no such mark.
const CLASSES: CodePointMapDataBorrowed<'static, CanonicalCombiningClass> = CodePointMapData::<CanonicalCombiningClass>::new();

/// What words are made of: letters, marks on them, digits.
const PARTS: GeneralCategoryGroup = GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Mark).union(GeneralCategoryGroup::Number);

/// A letter, or any other character, of a text that was taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(align(8))] // Copied at once.
pub struct Letter {
    utf8: [u8; 4],
    length: u8,
    /// What it is to a word.
    pub is: Is,
    /// Whether it is alphabetic, as Unicode says.
    pub alphabetic: bool,
}

/// What a character is to a word.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    /// A part of it.
    Part,
    /// All of it: these scripts put no blanks between words.
    Word,
    Dot,
    Apostrophe,
    /// Anything else that is none of it.
    #[default]
    Other,
}

impl Letter {
    /// A letter by itself, that has no accents.
    pub fn of(letter: char) -> Self {
        use GeneralCategory::{LetterNumber, OtherSymbol, TitlecaseLetter, UppercaseLetter};
        let category = CATEGORIES.get(letter);
        let alphabetic = GeneralCategoryGroup::Letter.contains(category) || letter.is_alphabetic();
        // Some symbols are letters, too, such as ⓐ.
        let part = PARTS.contains(category) || category == OtherSymbol && alphabetic;
        let is = match letter {
            '.' => Is::Dot,
            '\'' | '’' => Is::Apostrophe,
            _ if part && ideograph(letter) => Is::Word,
            _ if part => Is::Part,
            _ => Is::Other,
        };
        let mut this = Self { utf8: [0; 4], length: 0, is, alphabetic };
        if is == Is::Part && matches!(category, UppercaseLetter | TitlecaseLetter | LetterNumber | OtherSymbol) {
            letter.to_lowercase().for_each(|letter| this.add(letter));
        } else {
            this.add(letter);
        }
        this
    }

    /// Adds a letter that is in lower case.
    fn add(&mut self, letter: char) {
        let mut utf8 = [0; 4];
        let text = match letter {
            'ς' => "σ",
            letter => plain(letter).unwrap_or_else(|| letter.encode_utf8(&mut utf8)),
        };
        // No letter takes more.
        for (byte, room) in text.bytes().zip(&mut self.utf8[usize::from(self.length)..]) {
            *room = byte;
            self.length += 1;
        }
    }

    /// Whether words are made of such letters.
    pub fn is_part(&self) -> bool {
        matches!(self.is, Is::Part | Is::Word)
    }

    /// What it is searched by.
    pub fn utf8(&self) -> &[u8] {
        &self.utf8[..usize::from(self.length)]
    }

    /// Writes that, with what is left of four bytes; how long it is.
    pub fn put(&self, room: &mut [u8; 4]) -> usize {
        *room = self.utf8;
        usize::from(self.length)
    }
}

/// Takes a text apart, `into` what was there.
pub fn letters(text: &str, into: &mut Vec<Letter>) {
    into.clear();
    let mut last = 0;
    for letter in text.chars() {
        let known = known(letter);
        if known.letters.is_empty() {
            continue;
        }
        // Marks on a letter have an order, and change places if they are written in another.
        if 0 < known.first && known.first < last {
            *into = apart(text);
            return;
        }
        last = known.last;
        match *known.letters {
            [only] => into.push(only),
            ref all => into.extend_from_slice(all),
        }
    }
}

/// A text taken apart, whatever is in it.
pub fn apart(text: &str) -> Vec<Letter> {
    APART.normalize(text).chars().filter(|letter| !accent(*letter)).map(Letter::of).collect()
}

/// What is known of a character.
#[derive(Debug, Default)]
struct Known {
    /// What it is taken apart to, without accents.
    letters: Box<[Letter]>,
    /// The class of the first of them.
    first: u8,
    /// That of the last.
    last: u8,
}

/// What is known of 64 characters.
type Block = [Known; 64];

static BLOCKS: [OnceLock<Box<Block>>; 0x11_0000 / 64] = [const { OnceLock::new() }; 0x11_0000 / 64];

/// What is known of a character; found out for it and its neighbours when the first of them is met.
fn known(letter: char) -> &'static Known {
    let number = letter as usize;
    let block = BLOCKS[number / 64]
        .get_or_init(|| Box::new(array::from_fn(|at| char::from_u32((number / 64 * 64 + at) as u32).map(find).unwrap_or_default())));
    &block[number % 64]
}

fn find(letter: char) -> Known {
    let text = letter.to_string();
    let taken = APART.normalize(&text);
    let mut classes = taken.chars().filter(|letter| !accent(*letter)).map(|letter| CLASSES.get(letter).0);
    let first = classes.next().unwrap_or_default();
    Known { letters: apart(&text).into(), first, last: classes.next_back().unwrap_or(first) }
}

/// Marks that searchers leave out: accents, points of Hebrew and Arabic, the voice of kana. Vowels of other scripts stay.
fn accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{64b}'..='\u{655}' | '\u{670}' | '\u{3099}' | '\u{309a}')
}

/// Scripts that put no blanks between words.
fn ideograph(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::{Is, Letter};

    #[test]
    fn letters_are_what_the_standard_library_says() {
        for letter in '\0'..=char::MAX {
            let known = Letter::of(letter);
            assert!(known.is_part() || !letter.is_alphanumeric(), "{letter:?} is part of a word");
            assert!(known.is_part() || !known.alphabetic, "{letter:?} is alphabetic, and no part of a word");
            assert!(known.alphabetic || !letter.is_alphabetic(), "{letter:?} is alphabetic, as the standard library says");
            let small: String = if known.is == Is::Part { letter.to_lowercase().collect() } else { letter.to_string() };
            assert!(known.utf8() == small.as_bytes() || "ßæœþøđðłħıς".contains(&small), "{letter:?} is {:?}", known.utf8());
        }
    }
}
