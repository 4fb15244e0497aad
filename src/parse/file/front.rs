//! Owns front matter apart from text, and what was meant as front matter and is none.

use std::ops::Range;

use crate::base::{Diagnostic, FileId, Span, mistake};

/// Front matter and text of a Markdown file.
pub struct Split<'a> {
    /// What stands between the lines `---`, and where.
    pub front: Option<(&'a str, usize)>,
    /// What follows.
    pub body: &'a str,
    /// Where it begins.
    pub body_at: usize,
}

/// Takes a file apart; `is_field` knows what its fields are called.
pub fn split<'a>(text: &'a str, file: FileId, is_field: &dyn Fn(&str) -> bool, found: &mut Vec<Diagnostic>) -> Option<Split<'a>> {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if first.trim_end_matches([' ', '\t', '\n']) != "---" {
        if let Some(at) = opening_meant(text) {
            found.push(mistake::front_matter_astray(Span::new(file, at.start, at.end)));
            return None;
        }
        if begins_with_fields(text, is_field) {
            let start = text.len() - text.trim_start().len();
            let line = text[start..].lines().next().unwrap_or_default();
            found.push(mistake::front_matter_unopened(Span::new(file, start, start + line.trim_end().len())));
            return None;
        }
        let line = first.trim_end();
        if line == "+++" || line.starts_with("title: ") {
            found.push(mistake::front_matter_unmarked(Span::new(file, 0, line.len()), line == "+++"));
            return None;
        }
        return Some(Split { front: None, body: text, body_at: 0 });
    }
    let mut at = first.len();
    for line in text[at..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let body_at = at + line.len();
            if begins_with_fields(&text[body_at..], is_field) {
                found.push(mistake::front_matter_cut(Span::new(file, at, at + 3)));
                return None;
            }
            return Some(Split { front: Some((&text[first.len()..at], first.len())), body: &text[body_at..], body_at });
        }
        at += line.len();
    }
    found.push(mistake::front_matter_unclosed(Span::new(file, 0, 3)));
    None
}

/// The line that was to open the front matter, and does not: blank lines or letters that nobody sees stand before it, or the
/// hyphens became dashes. A key follows it.
fn opening_meant(text: &str) -> Option<Range<usize>> {
    let unseen = |letter: char| letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}');
    let start = text.len() - text.trim_start_matches(unseen).len();
    let (line, after) = text[start..].split_once('\n')?;
    let dashes = line.trim_end_matches(unseen);
    let key = after.split([':', '\n']).next().unwrap_or_default();
    let meant = !dashes.is_empty() && dashes.chars().all(|letter| matches!(letter, '-' | '–' | '—' | '―')) && after[key.len()..].starts_with(':');
    meant.then(|| start..start + dashes.len())
}

/// Whether a text begins with lines that look like fields, one of them known, and then has a line `---`: they were meant as
/// front matter. Most texts are known by their first line not to.
fn begins_with_fields(text: &str, is_field: &dyn Fn(&str) -> bool) -> bool {
    let mut known = false;
    for line in text.lines() {
        if line.trim_end() == "---" {
            return known;
        }
        let goes_on = line.trim().is_empty() || line.starts_with([' ', '\t', ']', '}']) || line.starts_with("- ") || line.starts_with("# ");
        match line.split_once(':') {
            _ if goes_on => {}
            Some((key, value)) if !key.contains(char::is_whitespace) && (value.is_empty() || value.starts_with([' ', '\t'])) => {
                known |= is_field(&key.to_lowercase());
            }
            _ => return false,
        }
    }
    false
}
