//! Owns texts in Latin letters, as ASCII that has the same words: without accents, and any other mark as a hyphen.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use super::letters::{Is, letters};

/// Latin letters with accents, and the marks of prose.
const KNOWN: [RangeInclusive<char>; 3] = ['\u{80}'..='\u{24f}', '\u{1e00}'..='\u{1eff}', '\u{2010}'..='\u{2027}'];

/// What stands for each of them; nothing where ASCII has no such word: `ß` is two letters, `½` is a number.
static PLAIN: LazyLock<Vec<Option<u8>>> = LazyLock::new(|| KNOWN.into_iter().flatten().map(plain).collect());

/// What stands for a letter: found the way that texts in other scripts are taken apart.
fn plain(letter: char) -> Option<u8> {
    let mut apart = Vec::new();
    letters(letter.encode_utf8(&mut [0; 4]), &mut apart);
    let [only] = apart[..] else { return None };
    match (only.is, only.utf8()) {
        (Is::Apostrophe, _) => Some(b'\''),
        (Is::Other, _) => Some(b'-'),
        (_, &[byte]) => Some(byte),
        _ => None,
    }
}

/// Writes a text with the same words as `text` `into` what was there; false if there is none in ASCII.
pub fn plainly(text: &str, into: &mut String) -> bool {
    into.clear();
    let known = |letter: char| {
        let mut before = 0;
        for range in KNOWN {
            if range.contains(&letter) {
                return PLAIN[before + letter as usize - *range.start() as usize];
            }
            before += *range.end() as usize - *range.start() as usize + 1;
        }
        None
    };
    for letter in text.chars() {
        let Some(byte) = u8::try_from(letter).ok().filter(u8::is_ascii).or_else(|| known(letter)) else { return false };
        into.push(char::from(byte));
    }
    true
}
