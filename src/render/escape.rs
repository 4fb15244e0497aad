//! Owns escaping: text for HTML, and addresses for links.

use std::borrow::Cow;

/// Whether what may stand in no page may begin with a byte.
const fn is_suspect(byte: u8) -> bool {
    matches!(byte, 0..=8 | 11..=31 | 127 | 0xc2 | 0xe2 | 0xef)
}

/// Whether what [`push`] writes otherwise may begin with a byte.
const fn is_other(byte: u8) -> bool {
    is_suspect(byte) || matches!(byte, b'&' | b'<' | b'>' | b'"')
}

/// Whether a byte of an address is encoded.
const fn is_encoded(byte: u8) -> bool {
    matches!(byte, b'&' | b'"' | b'<' | b'>' | b' ' | b'`' | b'{' | b'}' | b'\\' | b'^' | b'|' | 0..=31 | 127..=255)
}

/// The answers to a question about bytes: most texts are short, and their bytes looked up sooner than compared.
macro_rules! answers {
    ($question:ident) => {{
        let mut answers = [false; 256];
        let mut byte = 0;
        while byte < 256 {
            answers[byte] = $question(byte as u8);
            byte += 1;
        }
        answers
    }};
}

static SUSPECT: [bool; 256] = answers!(is_suspect);
static OTHER: [bool; 256] = answers!(is_other);
static ENCODED: [bool; 256] = answers!(is_encoded);

/// Whether the answer is yes for a byte of a text.
fn has(text: &str, answers: &[bool; 256]) -> bool {
    text.bytes().fold(false, |any, byte| any | answers[usize::from(byte)])
}

/// Adds a text as HTML, safe in elements and in quoted attributes.
pub fn push(out: &mut String, text: &str) {
    if !has(text, &OTHER) {
        return out.push_str(text);
    }
    let bytes = text.as_bytes();
    let mut done = 0;
    for (at, byte) in bytes.iter().enumerate().filter(|(_, byte)| is_other(**byte)) {
        let (instead, length) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            // Control characters; those above ASCII are 0xc2 and one more byte.
            0..=8 | 11..=31 | 127 => ("\u{fffd}", 1),
            0xc2 if bytes[at + 1] < 0xa0 => ("\u{fffd}", 2),
            // What turns the words after it round: what is read would not be what is written.
            0xe2 if bytes[at + 1] == 0x80 && (0xaa..=0xae).contains(&bytes[at + 2]) => ("\u{fffd}", 3),
            // Two that are no characters, and that XML does not take.
            0xef if bytes[at + 1] == 0xbf && bytes[at + 2] >= 0xbe => ("\u{fffd}", 3),
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(instead);
        done = at + length;
    }
    out.push_str(&text[done..]);
}

/// A text without what may stand in no page, as [`push`] leaves it out.
pub fn plain(text: &str) -> Cow<'_, str> {
    let stays = |letter: char| {
        !matches!(letter, '\u{202a}'..='\u{202e}' | '\u{fffe}' | '\u{ffff}') && (!letter.is_control() || matches!(letter, '\n' | '\t'))
    };
    if !has(text, &SUSPECT) || text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|letter| if stays(letter) { letter } else { '\u{fffd}' }).collect())
}

/// A text as HTML.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push(&mut out, text);
    out
}

/// An address as the value of an attribute: blanks and other bytes that no address has are encoded.
pub fn address(address: &str) -> String {
    whole_address(address.to_owned())
}

/// The same for one that is given away: most have nothing to encode.
pub fn whole_address(address: String) -> String {
    if !has(&address, &ENCODED) {
        return address;
    }
    let mut out = String::with_capacity(address.len() + 8);
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            byte if is_encoded(byte) => out.push_str(&format!("%{byte:02X}")),
            byte => out.push(char::from(byte)),
        }
    }
    out
}
