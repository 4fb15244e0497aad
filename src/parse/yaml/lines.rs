//! Small questions about the line in which an offset stands.

use std::ops::Range;

/// The line around `at`, without its line break.
pub(super) fn line_at(text: &str, at: usize) -> Range<usize> {
    let at = text.floor_char_boundary(at);
    let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    start..end
}

/// The nearest line above that has more on it than blanks or a comment.
pub(super) fn line_above(text: &str, line: &Range<usize>) -> Option<Range<usize>> {
    let mut start = line.start;
    while start > 0 {
        let above = line_at(text, start - 1);
        let shown = text[above.clone()].trim_start();
        if !shown.is_empty() && !shown.starts_with('#') {
            return Some(above);
        }
        start = above.start;
    }
    None
}

/// How many bytes of blanks and tabs a line begins with.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// From `at` to the end of the word there: one character at least, none at the end of a line.
pub(super) fn word_at(text: &str, at: usize) -> Range<usize> {
    let at = text.floor_char_boundary(at);
    let rest = &text[at..];
    let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let first = rest.chars().next().filter(|first| *first != '\n').map_or(0, char::len_utf8);
    at..at + word.max(first)
}

/// The character at `at` alone; nothing at the end of the text.
pub(super) fn char_at(text: &str, at: usize) -> Range<usize> {
    let at = text.floor_char_boundary(at);
    at..at + text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Where the range ends when blanks and line breaks at its end are left out.
pub(super) fn trimmed_end(text: &str, range: Range<usize>) -> usize {
    let value = text.get(range.clone()).unwrap_or_default();
    range.start + value.trim_end_matches([' ', '\t', '\n', '\r']).len()
}

/// The offset of the colon in a line like `name:value`, where a blank after the colon is missing.
/// Addresses (`https://…`) and times (`10:30`) do not count.
pub(super) fn colon_without_blank(line: &str) -> Option<usize> {
    let content = indent(line);
    let mut shown = &line[content..];
    let mut before = content;
    while let Some(rest) = shown.strip_prefix("- ") {
        before += 2 + indent(rest);
        shown = rest.trim_start_matches([' ', '\t']);
    }
    let colon = shown.find(':')?;
    let (name, after) = (&shown[..colon], &shown[colon + 1..]);
    let is_name =
        name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@'));
    let goes_on = after.starts_with(|c: char| !c.is_whitespace()) && !after.starts_with("//");
    (is_name && goes_on).then_some(before + colon)
}

/// The text in quotes as YAML would take it, when it is short enough to be shown.
pub(super) fn in_quotes(value: &str) -> Option<String> {
    let value = value.trim();
    // The quotes of a word processor were meant to hold it together.
    let value = value.strip_prefix(['“', '„', '”']).and_then(|value| value.strip_suffix(['”', '“'])).unwrap_or(value);
    if value.is_empty() || value.chars().count() > 70 || value.contains(char::is_control) {
        None
    } else if !value.contains(['"', '\\']) {
        Some(format!("\"{value}\""))
    } else {
        (!value.contains('\'')).then(|| format!("'{value}'"))
    }
}
