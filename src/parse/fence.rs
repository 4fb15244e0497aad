//! Owns the `:::` lines: finds them, and hides them from the Markdown parser.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr_iter;

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
    if !text.contains("::") {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut hidden = String::with_capacity(text.len());
    let mut fences = Vec::new();
    let mut start = 0;
    for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = &text[start..end];
        let inner = line.trim_start_matches([' ', '\t', '>']);
        let indent = line.len() - inner.len();
        if begins(inner) {
            let written = inner.trim_end();
            fences.push(Fence { at: start + indent..start + indent + written.len(), words: written.trim_start_matches(':').trim().to_owned() });
            hidden.push_str(&text[hidden.len()..start + indent]);
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
        start = end + 1;
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
