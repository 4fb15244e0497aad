//! Owns what of a text has capital letters: names and short forms begin with them, and most letters are none.
//!
//! Short forms are looked for while a text is parsed and still at hand: later, walking all texts again takes long.

use memchr::memchr;
use unicode_segmentation::UnicodeSegmentation;

use super::tree::{Inside, Nodes};
use crate::base::bytes::has;

/// Longer words are no short forms.
const LONGEST: usize = 12;

/// Words of the nodes of `text` that look like short forms, each as often as it is met: not in code and citations.
pub fn short_forms(text: &str, nodes: Nodes<'_>) -> Vec<Box<str>> {
    let mut short = Vec::new();
    // A capital may be written as an entity: `&#66;`.
    if crowded(text.as_bytes()) || memchr(b'&', text.as_bytes()).is_some() {
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
    if !crowded(bytes) {
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
/// letters; letters that are not of ASCII may be such.
fn crowded(bytes: &[u8]) -> bool {
    let next = |by: usize| bytes.get(by..).unwrap_or_default();
    let capital = |byte: &u8| byte.is_ascii_uppercase();
    let three = bytes.iter().zip(next(1)).zip(next(2));
    let near = three.fold(false, |any, ((first, second), third)| any | capital(first) & (capital(second) | capital(third)));
    near || !bytes.is_ascii() || matches!(bytes, [.., first, last] if capital(first) && capital(last))
}

/// The places of the capital letters of a text, in order.
pub fn capitals(text: &str) -> impl Iterator<Item = usize> {
    let (stretches, rest) = text.as_bytes().as_chunks::<16>();
    let places = stretches.iter().enumerate().filter(|(_, bytes)| has(*bytes, may_be)).flat_map(|(number, _)| number * 16..number * 16 + 16);
    let places = places.chain(text.len() - rest.len()..text.len());
    places.filter(|at| {
        let byte = text.as_bytes()[*at];
        byte.is_ascii_uppercase() || may_be(byte) && text[*at..].starts_with(char::is_uppercase)
    })
}

/// Whether a byte is a capital letter, or the first of a letter that is not of ASCII.
fn may_be(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte >= 0xc2
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
        ] {
            let slow: Vec<usize> = text.char_indices().filter(|(_, letter)| letter.is_uppercase()).map(|(at, _)| at).collect();
            assert_eq!(capitals(text).collect::<Vec<_>>(), slow, "{text}");
        }
    }

    #[test]
    fn short_forms_are_found_wherever_their_capitals_are() {
        for (text, words) in [
            ("the AB and the CDEF", "AB CDEF"),
            ("of the CxC", "CxC"),
            ("an ÉxC, a ẞB", "ÉxC, ẞB"),
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
