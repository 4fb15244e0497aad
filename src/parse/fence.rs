//! Owns the `:::` lines: finds them, and hides them from the Markdown parser.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memmem, memrchr};

/// One `:::` line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// From the first colon to the end of the line.
    pub at: Range<usize>,
    /// What follows the colons, trimmed; empty on a closing line.
    pub words: String,
}

/// The text with every fence line replaced by a processing instruction of the same length, and the fences.
///
/// The Markdown parser then gives one event a fence, at its true offset, wherever it stands. What is code or a comment, only that
/// parser knows: there, hidden lines are words, and read from the text as it was.
pub fn hide(text: &str) -> (Cow<'_, str>, Vec<Fence>) {
    let mut hidden = String::new();
    let mut fences = Vec::new();
    let mut read = 0;
    for colons in memmem::find_iter(text.as_bytes(), "::") {
        if colons < read {
            continue;
        }
        let start = memrchr(b'\n', &text.as_bytes()[..colons]).map_or(0, |before| before + 1);
        let end = memchr(b'\n', &text.as_bytes()[colons..]).map_or(text.len(), |length| colons + length);
        read = end;
        let inner = text[start..end].trim_start_matches([' ', '\t', '>']);
        let at = end - inner.len();
        if begins(inner) {
            let written = inner.trim_end();
            fences.push(Fence { at: at..at + written.len(), words: written.trim_start_matches(':').trim().to_owned() });
            hidden.reserve(text.len() - hidden.len());
            hidden.push_str(&text[hidden.len()..at]);
            hidden.push_str("<?");
            for _ in 0..inner.len() - 3 {
                hidden.push('-');
            }
            if inner.len() > 3 {
                hidden.truncate(hidden.len() - 1);
                hidden.push('?');
            }
            hidden.push('>');
        }
    }
    if fences.is_empty() {
        return (Cow::Borrowed(text), fences);
    }
    hidden.push_str(&text[hidden.len()..]);
    (Cow::Owned(hidden), fences)
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
