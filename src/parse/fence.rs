//! Owns the `:::` lines: finds them outside code, and hides them from the Markdown parser.

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
/// The Markdown parser then gives one event a fence, at its true offset, wherever it stands.
pub fn hide(text: &str) -> (Cow<'_, str>, Vec<Fence>) {
    if !text.contains("::") {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut hidden = String::with_capacity(text.len());
    let mut fences = Vec::new();
    let mut code: Option<(char, usize)> = None;
    let mut start = 0;
    for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = &text[start..end];
        let inner = line.trim_start_matches([' ', '\t', '>']);
        let indent = line.len() - inner.len();
        match code {
            Some((mark, length)) if run(inner, mark) >= length && inner.trim_start_matches(mark).trim().is_empty() => code = None,
            None if inner.starts_with("```") || inner.starts_with("~~~") => {
                let mark = if inner.starts_with('`') { '`' } else { '~' };
                if mark == '~' || !inner.trim_start_matches('`').contains('`') {
                    code = Some((mark, run(inner, mark)));
                }
            }
            None if begins(inner) && !code_by_indent(line, indent) => {
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
            _ => {}
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

fn run(line: &str, mark: char) -> usize {
    line.chars().take_while(|letter| *letter == mark).count()
}

/// Four blanks before it, outside a list, make a line code; within a list they do not, so only eight are refused.
fn code_by_indent(body: &str, indent: usize) -> bool {
    indent >= 8 && !body[..indent].contains('>')
}
