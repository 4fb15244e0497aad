//! Owns the `:::` lines: finds them, and hides them from the Markdown parser.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr_iter};

/// One `:::` line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// From the first colon to the end of the line.
    pub at: Range<usize>,
    /// What follows the colons, trimmed; empty on a closing line.
    pub words: String,
}

/// The text with every fence line replaced by a processing instruction of the same length, and the fences. A colon that begins a line
/// and has no blank behind it explains no term, as elsewhere; it is replaced by a full stop.
///
/// The Markdown parser then gives one event a fence, at its true offset, wherever it stands. What is code or a comment, only that
/// parser knows: there, hidden lines are words, and read from the text as it was.
pub fn hide(text: &str) -> (Cow<'_, str>, Vec<Fence>) {
    let mut hidden = String::new();
    let mut fences = Vec::new();
    let mut read = 0;
    for colon in memchr_iter(b':', text.as_bytes()) {
        if colon < read || !begins_line(&text.as_bytes()[..colon]) {
            continue;
        }
        let inner = &text[colon..];
        let inner = &inner[..memchr(b'\n', inner.as_bytes()).unwrap_or(inner.len())];
        read = colon + inner.len();
        if begins(inner) {
            let written = inner.trim_end();
            fences.push(Fence { at: colon..colon + written.len(), words: written.trim_start_matches(':').trim().to_owned() });
            hidden.push_str(&text[hidden.len()..colon]);
            hidden.push_str("<?");
            for _ in 0..inner.len() - 3 {
                hidden.push('-');
            }
            if inner.len() > 3 {
                hidden.truncate(hidden.len() - 1);
                hidden.push('?');
            }
            hidden.push('>');
        } else if !inner[1..].starts_with([' ', '\t']) && !inner.bytes().all(|byte| b":-| \t".contains(&byte) && inner.contains('-')) {
            hidden.push_str(&text[hidden.len()..colon]);
            hidden.push('.');
        }
    }
    if hidden.is_empty() {
        return (Cow::Borrowed(text), fences);
    }
    hidden.push_str(&text[hidden.len()..]);
    (Cow::Owned(hidden), fences)
}

/// Whether nothing stands before it on its line but blanks and marks of quotations.
fn begins_line(before: &[u8]) -> bool {
    let mark = before.iter().rposition(|byte| !matches!(byte, b' ' | b'\t' | b'>'));
    mark.is_none_or(|mark| before[mark] == b'\n')
}

/// Whether a line opens or closes a block, or was meant to open one: two colons and a kind.
fn begins(line: &str) -> bool {
    let after = line.trim_start_matches(':');
    let kind = after.trim_start();
    match line.len() - after.len() {
        0 | 1 => false,
        2 => kind.starts_with(|letter: char| letter.is_ascii_lowercase()) && kind.contains('{') && kind.ends_with('}'),
        _ => true,
    }
}
