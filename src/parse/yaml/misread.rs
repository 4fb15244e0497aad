//! Valid YAML that reads differently from how it looks.

use super::diagnose::syntax;
use super::lines::{char_at, colon_without_blank, indent};
use super::{Node, NodeKind, YamlMistake};
use std::ops::Range;

/// A document that is one bare text although its first line looks like an entry or a list item.
pub(super) fn root(text: &str, node: &Node) -> Option<YamlMistake> {
    let NodeKind::Scalar { quoted: false, .. } = node.kind else {
        return None;
    };
    let line = text[node.start..node.end].lines().next()?;
    if let Some(colon) = colon_without_blank(line) {
        return Some(missing_blank(text, node.start + colon));
    }
    let dash = line.starts_with('-');
    dash.then(|| missing_blank_after_dash(text, node.start))
}

/// A bare text over several lines of which a line looks like a list item, or all like entries.
pub(super) fn plain(text: &str, at: Range<usize>) -> Option<YamlMistake> {
    let shown = &text[at.clone()];
    if !shown.contains('\n') {
        return None;
    }
    let mut offset = at.start;
    let mut entries = None;
    for (number, line) in shown.split('\n').enumerate() {
        let content = offset + indent(line);
        if number > 0 && text[content..].starts_with("- ") {
            return Some(syntax(
                char_at(text, content),
                "this list item was read as part of the text above it",
                "the items of a list begin in one column, under a name with nothing behind its colon",
            ));
        }
        entries = match colon_without_blank(line) {
            Some(colon) if number == 0 => Some(offset + colon),
            Some(_) => entries,
            None => None,
        };
        offset += line.len() + 1;
    }
    entries.map(|colon| missing_blank(text, colon))
}

/// A word with `#` before it, behind a bare text that ends at `end`: it would vanish.
pub(super) fn comment(text: &str, end: usize) -> Option<YamlMistake> {
    let behind = text[end..].trim_start_matches([' ', '\t']);
    if !behind.strip_prefix('#')?.starts_with(char::is_alphanumeric) {
        return None;
    }
    let at = text.len() - behind.len();
    let words = behind.split('\n').next()?.trim_end();
    Some(syntax(
        at..at + words.len(),
        "this would vanish: a `#` behind a blank begins a comment",
        "if it belongs to the text before it, put the whole text in quotes; a comment has a blank after its `#`",
    ))
}

pub(super) fn missing_blank(text: &str, colon: usize) -> YamlMistake {
    let line = super::lines::line_at(text, colon);
    let name = text[line.start..colon].trim_start_matches([' ', '\t', '-']);
    syntax(char_at(text, colon), format!("a blank is missing after the colon of `{name}`"), format!("write `{name}: …`"))
        .mended(char_at(text, colon), ": ".to_owned())
}

pub(super) fn missing_blank_after_dash(text: &str, dash: usize) -> YamlMistake {
    syntax(char_at(text, dash), "a blank is missing after the dash of this list item", "write `- …`").mended(char_at(text, dash), "- ".to_owned())
}
