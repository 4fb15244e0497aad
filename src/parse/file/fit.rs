//! Owns whether the bytes of a file are a text that can be used.

use memchr::memchr;

use crate::base::{Contents, Diagnostic, FileId, Sources, Span, mistake};

/// Longer text files are refused: 16 MB.
const LARGEST: usize = 16 << 20;
/// Longer lines are refused: 1 MB.
const LONGEST_LINE: usize = 1 << 20;

/// So many control characters of a file are named.
const MOST_CONTROLS: usize = 20;

/// The text of a file, if it can be used; otherwise why not.
pub fn text<'a>(file: FileId, sources: &'a Sources, found: &mut Vec<Diagnostic>) -> Option<&'a str> {
    let text = match &sources.get(file).contents {
        Contents::Text(text) => text,
        Contents::BadText(text, at) => {
            let letter = text[*at..].chars().next();
            let span = Span::new(file, *at, *at + letter.map_or(0, char::len_utf8));
            found.push(mistake::invalid_utf8(span, letter, sources.path(file).ends_with(".csv")));
            return None;
        }
        Contents::Bytes(_) | Contents::Unread(_) => return None,
    };
    if text.len() > LARGEST {
        found.push(mistake::file_too_large(file, text.len(), LARGEST));
        return None;
    }
    if let Some(at) = memchr(0, text.as_bytes()) {
        found.push(mistake::nul(Span::new(file, at, at + 1)));
        return None;
    }
    for (at, letter) in controls(text).take(MOST_CONTROLS) {
        found.push(mistake::control_character(Span::new(file, at, at + letter.len_utf8()), letter));
    }
    if text.len() <= LONGEST_LINE && !text.contains("<<<<<<< ") {
        return Some(text);
    }
    let mut start = 0;
    let mut ours = None;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") {
            ours.get_or_insert(start);
        } else if let (Some(at), true) = (ours, line.starts_with(">>>>>>> ")) {
            found.push(mistake::merge_conflict(Span::new(file, at, at + 7)));
            return None;
        }
        if line.len() > LONGEST_LINE {
            found.push(mistake::line_too_long(Span::new(file, start, start), line.len(), LONGEST_LINE));
            return None;
        }
        start += line.len();
    }
    Some(text)
}

/// What pages and tables of other programs leave: it can't be seen, nor stand in a page.
fn controls(text: &str) -> impl Iterator<Item = (usize, char)> {
    let is_control = |letter: &char| letter.is_control() && !matches!(letter, '\n' | '\t') || matches!(letter, '\u{202a}'..='\u{202e}');
    // All of them begin with one of these bytes; asked of many bytes at once, that takes next to no time.
    let may_be = |byte: u8| byte < b' ' && byte != b'\n' && byte != b'\t' || matches!(byte, 0x7f | 0xc2 | 0xe2);
    let stretches = text.as_bytes().chunks(64).enumerate().filter(move |(_, bytes)| bytes.iter().fold(false, |any, byte| any | may_be(*byte)));
    let places = stretches.flat_map(|(number, bytes)| bytes.iter().zip(number * 64..));
    let places = places.filter(move |(byte, _)| may_be(**byte)).map(|(_, at)| at);
    places.filter_map(move |at| Some((at, text[at..].chars().next().filter(is_control)?)))
}
