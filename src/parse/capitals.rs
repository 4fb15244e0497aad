//! Owns what of a text has capital letters: names and short forms begin with them, and most letters are none.
//!
//! Short forms are looked for while a text is parsed and still at hand: later, walking all texts again takes long.

use memchr::memchr;
use unicode_segmentation::UnicodeSegmentation;

use super::tree::{Inside, Nodes};

/// Longer words are no short forms.
const LONGEST: usize = 12;

/// Words of the nodes of `text` that look like short forms, each as often as it is met: not in code and citations.
pub fn short_forms(text: &str, nodes: Nodes<'_>) -> Vec<Box<str>> {
    let mut short = Vec::new();
    // A capital may be written as an entity: `&#66;`.
    if crowded(text) || memchr(b'&', text.as_bytes()).is_some() {
        walk(nodes, &mut short);
    }
    short.shrink_to_fit();
    short
}

fn walk(nodes: Nodes<'_>, short: &mut Vec<Box<str>>) {
    for node in nodes {
        match node.inside {
            Inside::Text(_) => shouted(node.words(), &mut |words| short.extend(words.unicode_words().filter(|word| is_short(word)).map(Box::from))),
            Inside::CodeBlock(_) | Inside::Citation(_) => {}
            _ => walk(node.children, short),
        }
    }
}

/// Whether a word looks like a short form: most of it are capitals, and it is no number of Rome's.
fn is_short(word: &str) -> bool {
    let letters = word.chars().count();
    let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
    let roman = || word.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'));
    letters <= LONGEST && capitals >= 2 && capitals * 2 > letters && word.chars().all(char::is_alphanumeric) && !roman()
}

/// What stands between blanks and has two capitals.
fn shouted(text: &str, each: &mut impl FnMut(&str)) {
    let bytes = text.as_bytes();
    if !crowded(text) {
        return;
    }
    let blank = |byte: &u8| byte.is_ascii_whitespace();
    let mut end = 0;
    let mut last: Option<usize> = None;
    for at in capitals(text) {
        let first = last.replace(at);
        // Not in the word before, and in one with the capital before.
        if let Some(first) = first.filter(|first| at >= end && !bytes[*first..at].iter().any(blank)) {
            let start = bytes[..first].iter().rposition(blank).map_or(0, |before| before + 1);
            end = bytes[at..].iter().position(blank).map_or(bytes.len(), |length| at + length);
            each(&text[start..end]);
        }
    }
}

/// Whether two capitals stand side by side, or with one letter between, as they must in a word that has more capitals than other
/// letters; nearly so where letters take several bytes.
fn crowded(text: &str) -> bool {
    let bytes = text.as_bytes();
    if !text.is_ascii() {
        let mut last = None;
        return capitals(text).any(|at| last.replace(at).is_some_and(|last| at - last <= 8));
    }
    let next = |by: usize| bytes.get(by..).unwrap_or_default();
    let capital = |byte: &u8| byte.is_ascii_uppercase();
    let three = bytes.iter().zip(next(1)).zip(next(2));
    let near = three.fold(false, |any, ((first, second), third)| any | capital(first) & (capital(second) | capital(third)));
    near || matches!(bytes, [.., first, last] if capital(first) && capital(last))
}

/// The places of the capital letters of a text, in order.
pub fn capitals(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let next = |at: usize| bytes.get(at + 1).copied().unwrap_or_default();
    let (stretches, after) = (bytes.as_chunks::<16>().0, bytes.get(1..).unwrap_or_default().as_chunks::<16>().0);
    let pairs = stretches.iter().zip(after);
    let rest = pairs.len() * 16..bytes.len();
    // All of a stretch are looked at: without a way out, many at once.
    let any = |(stretch, after): (&[u8; 16], &[u8; 16])| stretch.iter().zip(after).fold(false, |any, (byte, next)| any | may_be(*byte, *next));
    let places = pairs.enumerate().filter(move |(_, pair)| any(*pair)).flat_map(|(number, _)| number * 16..number * 16 + 16).chain(rest);
    places.filter(move |at| {
        let byte = bytes[*at];
        byte.is_ascii_uppercase() || may_be(byte, next(*at)) && text[*at..].starts_with(char::is_uppercase)
    })
}

/// Whether a byte is a capital letter, or may be the first of one, by what follows it: most letters are small, and most scripts
/// have no capitals.
fn may_be(byte: u8, next: u8) -> bool {
    let one = |first: u8, from: u8, to: u8| (byte == first) & (from <= next) & (next <= to);
    let any = |from: u8, to: u8| (from <= byte) & (byte <= to);
    let latin = any(b'A', b'Z') | one(0xc3, 0x80, 0x9e) | any(0xc4, 0xcd);
    let greek = one(0xce, 0x80, 0xab) | one(0xcf, 0x8f, 0xbf);
    let cyrillic = one(0xd0, 0x80, 0xaf) | one(0xd1, 0xa0, 0xbf) | any(0xd2, 0xd4) | one(0xd5, 0x80, 0x96);
    let others = one(0xea, 0x99, 0x9f) | one(0xef, 0xbc, 0xbc) | (byte == 0xf0);
    latin | greek | cyrillic | (byte == 0xe1) | one(0xe2, 0x84, 0xb3) | others
}

#[cfg(test)]
mod tests {
    use super::{capitals, shouted};

    #[test]
    fn capitals_of_any_script_are_found_once() {
        for text in [
            "",
            "A",
            "aB",
            "Über das Gesetz, ÄÖÜ und Ωmega",
            "no capitals at all in a text of some length, é or not",
            "0123456789abcdeF0123456789abcdEf",
            "0123456789abcdÉ0123456789abcdeÉ123456789abcdefÀÞßàþÿŞşЯ",
        ] {
            let slow: Vec<usize> = text.char_indices().filter(|(_, letter)| letter.is_uppercase()).map(|(at, _)| at).collect();
            assert_eq!(capitals(text).collect::<Vec<_>>(), slow, "{text}");
        }
        for letter in ('\0'..=char::MAX).filter(|letter| letter.is_uppercase()) {
            assert_eq!(capitals(&format!("0123456789abcde{letter}0123456789abcdef")).collect::<Vec<_>>(), [15], "{letter}");
        }
    }

    #[test]
    fn short_forms_are_found_wherever_their_capitals_are() {
        for (text, words) in [
            ("the AB and the CDEF", "AB CDEF"),
            ("of the CxC", "CxC"),
            ("an ÉxC, a ẞB", "ÉxC, ẞB"),
            ("une ÉÀ, été à l’Est; ЦИК, Ⅷ𝐀Ⅷ", "ÉÀ, ЦИК, Ⅷ𝐀Ⅷ"),
            ("Anna and Bertha in May", ""),
            ("AB", "AB"),
            ("AaB at the end of what is more than sixteen letters: YZ", "AaB YZ"),
        ] {
            let mut found = Vec::new();
            shouted(text, &mut |words| found.push(words.to_owned()));
            assert_eq!(found.join(" "), words, "{text}");
        }
    }
}
