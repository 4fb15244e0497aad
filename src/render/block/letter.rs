//! Owns the letters set in boxes: which one stands before an entry's title.

use super::super::maker::Maker;
use crate::link::records::EntryId;
use crate::schema::Value;

/// The text field that gives an entry a letter.
const LETTER: &str = "letter";

impl Maker<'_> {
    /// The letter before an entry's title and the title without it: as the title begins, as the entry's field
    /// says, or as the one entry does that it must belong to.
    pub fn lettered(&self, id: EntryId, title: &str) -> (String, String) {
        let (mark, rest) = split_mark(title);
        if !mark.is_empty() {
            return (mark.to_owned(), rest.to_owned());
        }
        let letter = self.own_letter(id).or_else(|| self.site.owners(id).find_map(|owner| self.own_letter(owner)));
        (letter.unwrap_or_default(), title.to_owned())
    }

    /// The letter that an entry itself has.
    pub fn own_letter(&self, id: EntryId) -> Option<String> {
        match self.site.records.held(id, LETTER)?.values.first()? {
            (Value::Text(text), _) if matches!(text.as_bytes(), [letter] if letter.is_ascii_lowercase()) => Some(text.clone()),
            _ => None,
        }
    }
}

/// A letter in brackets at the start, apart from the rest: `(a) Who leads`.
pub fn split_mark(text: &str) -> (&str, &str) {
    match text.as_bytes() {
        [b'(', letter, b')', b' ', ..] if letter.is_ascii_lowercase() => (&text[1..2], &text[4..]),
        _ => ("", text),
    }
}
