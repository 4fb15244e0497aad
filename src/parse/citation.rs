//! Owns citations: `[see @idea2019, p. 29; -@belfer2018a]`.

use std::ops::Range;

use super::doc::Cited;
use crate::base::{Diagnostic, Span, mistake};

/// Whether the words within brackets are a citation: an `@key` at their start or after a blank, `;` or `-`.
pub fn looks_like(words: &str) -> bool {
    let mut before = ' ';
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        let starts = matches!(before, ' ' | '\n' | ';' | '-');
        if letter == '@' && starts && letters.peek().is_some_and(|next| next.is_alphanumeric()) {
            return true;
        }
        before = letter;
    }
    false
}

/// The key that a text begins with.
fn key(text: &str) -> &str {
    let length = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '/'))).unwrap_or(text.len());
    text[..length].trim_end_matches(['.', ':', '/'])
}

/// What may be citations without their brackets in a range of a text: keys, with their offsets.
pub fn bare(text: &str, range: Range<usize>) -> impl Iterator<Item = (usize, &str)> {
    let marks = memchr::memchr_iter(b'@', &text.as_bytes()[range.clone()]).map(move |at| range.start + at);
    let marks = marks.filter(|at| !text[..*at].ends_with(|before: char| before.is_alphanumeric() || before == '\\'));
    marks.map(move |at| (at + 1, key(&text[at + 1..range.end]))).filter(|(_, key)| !key.is_empty())
}

/// Takes a citation apart, brackets included; `start` is its offset, `place` turns offsets into places.
pub fn parse(text: &str, start: usize, place: impl Fn(Range<usize>) -> Span, found: &mut Vec<Diagnostic>) -> Box<[Cited]> {
    let mut works = Vec::new();
    let inner = text.trim_start_matches('[').trim_end_matches(']');
    let mut at = start + (text.len() - text.trim_start_matches('[').len());
    for part in inner.split(';') {
        let here = at;
        at += part.len() + 1;
        let Some(mark) = part.find('@') else {
            found.push(mistake::no_work(place(here..here + part.len()), part.trim()));
            continue;
        };
        let after = &part[mark + 1..];
        let key = key(after);
        let prefix = part[..mark].trim();
        if let Some((second, _)) = bare(after, key.len()..after.len()).next() {
            let start = here + mark + second;
            found.push(mistake::works_by_comma(place(start..start + 1)));
        }
        let year_only = prefix.ends_with('-');
        works.push(Cited {
            prefix: prefix.trim_end_matches('-').trim().into(),
            key: key.into(),
            locator: after[key.len()..]
                .trim_start_matches(|sign: char| sign.is_whitespace() || matches!(sign, ',' | ':'))
                .trim_end()
                .replace('\n', " ")
                .into(),
            year_only,
            span: place(here + mark + 1..here + mark + 1 + key.len()),
        });
    }
    works.into()
}
