//! Mistakes of lines: tabs, columns that do not fit, colons too many or too few.

use super::super::YamlMistake;
use super::super::lines::{char_at, colon_without_blank, in_quotes, indent, line_above, line_at, word_at};
use super::super::misread::{missing_blank, missing_blank_after_dash};
use super::{QUOTE_IT, syntax};
use granit_parser::ErrorKind;
use std::ops::Range;

/// A tab in the indentation of the line at `at` or of the first such line after it.
pub(super) fn tab(text: &str, at: usize) -> YamlMistake {
    let mut line = line_at(text, at);
    loop {
        let blank = &text[line.start..line.start + indent(&text[line.clone()])];
        if let Some(tab) = blank.find('\t') {
            let run = blank.len() - blank[tab..].trim_start_matches('\t').len();
            let place = line.start + tab..line.start + run.max(tab + 1);
            return syntax(place, "this line is indented with a tab", "YAML indents with blanks only: write two blanks for each tab");
        }
        if line.end == text.len() {
            break;
        }
        line = line_at(text, line.end + 1);
    }
    let place = text[at..].find('\t').map_or(at, |tab| at + tab);
    syntax(char_at(text, place), "a tab cannot stand here", "write blanks instead")
}

/// A mistake at `at`, outside of brackets and quotes.
pub(super) fn in_block(text: &str, at: usize, kind: &ErrorKind) -> YamlMistake {
    let line = line_at(text, at);
    let shown = &text[line.clone()];
    if let Some(colon) = colon_without_blank(shown).filter(|colon| line.start + colon >= at) {
        return missing_blank(text, line.start + colon);
    }
    match kind {
        ErrorKind::MappingValueNotAllowed => second_colon(text, at, &line),
        ErrorKind::InvalidSimpleKey if text[at..].starts_with(':') => second_colon(text, at, &line),
        _ if !text[line.start..at].trim().is_empty() && !text[line.start..at].trim_end().ends_with('-') => {
            let end = line.start + shown.trim_end().len();
            let what = "this stands behind a value that already ended";
            syntax(at..end.max(at), what, QUOTE_IT)
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => no_colon(text, at, &line),
        _ => wrong_column(text, &line),
    }
}

/// A line, begun in the column of a name, that has no colon.
fn no_colon(text: &str, at: usize, line: &Range<usize>) -> YamlMistake {
    let shown = text[at..line.end].trim_end();
    if dash_without_blank(shown) {
        return missing_blank_after_dash(text, at);
    }
    if shown.len() > 1024 {
        return syntax(word_at(text, at), "the name before a colon is longer than 1024 characters", QUOTE_IT);
    }
    syntax(
        at..at + shown.len(),
        "a line that begins here needs a name and a colon",
        "write `name: value`; if the line goes on with the text above it, indent it",
    )
}

/// A colon at `at` where no name can be: inside a text, or on a line read as part of a text above.
fn second_colon(text: &str, at: usize, line: &Range<usize>) -> YamlMistake {
    let before = &text[line.start..at];
    if let Some(start) = before.find(": ").map(|colon| line.start + colon + 2) {
        let value = text[start..line.end].split(" #").next().unwrap_or_default().trim_end();
        let what = "a text with a colon and a blank in it must stand in quotes";
        let Some(quoted) = in_quotes(value) else { return syntax(char_at(text, at), what, QUOTE_IT) };
        return syntax(char_at(text, at), what, format!("put the text in quotes: {quoted}")).mended(start..start + value.len(), quoted);
    }
    let begin = line.start + indent(before);
    let Some(above) = line_above(text, line) else {
        return syntax(char_at(text, at), "a colon cannot stand here", QUOTE_IT);
    };
    let line_above = &text[above.clone()];
    if let Some(colon) = colon_without_blank(line_above) {
        return missing_blank(text, above.start + colon);
    }
    let begin_above = above.start + indent(line_above);
    if dash_without_blank(&text[begin_above..]) {
        return missing_blank_after_dash(text, begin_above);
    }
    if !line_above.contains(':') {
        let at = begin_above..above.start + line_above.trim_end().len();
        return syntax(at, "this line has no colon", "write `name: value`; if it goes on with the text above it, indent it");
    }
    let item = text[begin_above..].starts_with("- ");
    let name = name_in(line_above);
    let column = indent(line_above) + if item { 3 } else { 1 };
    syntax(
        begin..at,
        format!("this line is indented too far: `{name}` above it has a value already"),
        format!("begin it in column {column} like `{name}`; if it is part of that text, put the text in quotes"),
    )
}

/// A line that begins in a column where nothing above it begins.
fn wrong_column(text: &str, line: &Range<usize>) -> YamlMistake {
    let shown = &text[line.clone()];
    let own = indent(shown);
    if shown[..own].contains('\t') {
        return tab(text, line.start);
    }
    if dash_without_blank(&shown[own..]) {
        return missing_blank_after_dash(text, line.start + own);
    }
    let mut columns: Vec<(usize, &str)> = Vec::new();
    let mut limit = usize::MAX;
    let mut above = line_above(text, line);
    while let Some(found) = above {
        let candidate = &text[found.clone()];
        let begins = indent(candidate);
        let is_item = candidate[begins..].starts_with("- ");
        if begins < limit {
            if is_item && begins + 2 < limit {
                columns.push((begins + 2, name_in(candidate)));
            }
            columns.push((begins, if is_item { "-" } else { name_in(candidate) }));
            limit = begins;
        }
        above = if begins == 0 { None } else { line_above(text, &found) };
    }
    let at = word_at(text, line.start + own);
    if let Some((_, name)) = columns.iter().find(|(column, _)| *column == own) {
        let (what, help) = if *name == "-" {
            ("this line stands among list items, but is none", "begin it with `- `, or put it under a name of its own")
        } else {
            ("a list item stands where `name: value` is expected", "a list stands under a name with nothing behind the colon")
        };
        return syntax(at, what, help);
    }
    columns.retain(|(column, _)| column.abs_diff(own) <= 8);
    columns.sort_by_key(|(column, _)| column.abs_diff(own));
    let places: Vec<String> = columns.iter().take(2).map(|(column, name)| format!("column {} like `{name}`", column + 1)).collect();
    YamlMistake::Syntax {
        at,
        what: "this line begins in a column where nothing above it begins".into(),
        help: (!places.is_empty()).then(|| format!("begin it in {}", places.join(", or in "))),
        mend: None,
    }
}

/// Whether a line begins with the dash of a list item, and no blank follows.
fn dash_without_blank(shown: &str) -> bool {
    shown.strip_prefix('-').is_some_and(|rest| rest.starts_with(|letter: char| letter != '-' && !letter.is_whitespace()))
}

/// The name before the colon of a line, or its first word.
fn name_in(line: &str) -> &str {
    let shown = line.trim_start_matches([' ', '\t', '-']);
    let end = shown.find(':').unwrap_or_else(|| shown.find(' ').unwrap_or(shown.len()));
    let end = shown.char_indices().nth(40).map_or(end, |(limit, _)| end.min(limit));
    shown[..end].trim_end()
}
