//! From the parser's error to what the author did and how to repair it.

mod indentation;
mod quotes;

use super::YamlMistake;
use super::lines::{char_at, in_quotes, line_at, word_at};
use super::misread::missing_blank_after_dash;
use super::tree::{Surroundings, too_deep};
use granit_parser::{ErrorKind, ScanError};
use std::ops::Range;

const QUOTE_IT: &str = "put the whole text in quotes";

/// Says one syntax error of the parser as a mistake of the author.
pub(super) fn diagnose(text: &str, error: &ScanError, around: &Surroundings) -> YamlMistake {
    use ErrorKind as E;
    let at = text.floor_char_boundary(error.marker().byte_offset().unwrap_or(around.understood));
    if let Some(unseen) = unseen(text, at) {
        return unseen;
    }
    match error.kind() {
        E::TabNotAllowed | E::TabInBlockIndentation | E::TabInIndentation | E::TabInPlainScalar | E::TabAtBlockScalarStart => {
            indentation::tab(text, at)
        }
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar | E::InvalidQuotedScalarIndent => quotes::unclosed(text, at),
        E::InvalidTrailingDoubleQuotedScalar | E::InvalidTrailingSingleQuotedScalar => quotes::text_behind(text, around.understood, at),
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => quotes::bad_escape(text, at),
        E::UnclosedFlowCollection { open } => unclosed_bracket(text, at, *open),
        E::MismatchedFlowCollectionEnd { open, close } => {
            syntax(char_at(text, at), format!("the `{open}` that opens here is closed by a `{close}`"), format!("close it with `{}`", closing(*open)))
        }
        E::MisplacedFlowCollectionEnd => {
            syntax(char_at(text, at), format!("this `{}` closes nothing", &text[char_at(text, at)]), "delete it, or put the whole text in quotes")
        }
        E::RecursionLimitExceeded => too_deep(char_at(text, at)),
        E::UnexpectedCharacter { character } => unexpected(text, at, *character),
        E::DirectiveDisallowed => unexpected(text, at, '%'),
        E::MissingAnchorOrAliasName => unexpected(text, at, text[at..].chars().next().unwrap_or('&')),
        E::ExpectedTagBang | E::InvalidTagTerminator | E::InvalidTagEscape | E::UndeclaredTagHandle => unexpected(text, at, '!'),
        E::BomInsideDocument => unexpected(text, at, '\u{feff}'),
        E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent => syntax(
            char_at(text, at),
            format!("behind `{}` the line must end; the text begins on the next line, indented", &text[char_at(text, at)]),
            "move the text to the next line, or put the whole text in quotes",
        ),
        E::BlockSequenceEntryNotAllowed if around.bracket.is_none() => list_beside_name(text, at),
        E::InvalidBlockEntryWhitespace => missing_blank_after_dash(text, at),
        E::CommentNotSeparated | E::CommentInterceptedScalar => {
            syntax(char_at(text, at), "a comment cannot stand here", "put a blank before `#`, or the whole text in quotes")
        }
        _ => match around.bracket {
            Some(bracket) => in_brackets(text, at, bracket),
            None => indentation::in_block(text, at, error.kind()),
        },
    }
}

pub(super) fn syntax(at: Range<usize>, what: impl Into<String>, help: impl Into<String>) -> YamlMistake {
    YamlMistake::Syntax { at, what: what.into(), help: Some(help.into()), mend: None }
}

fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

fn unclosed_bracket(text: &str, at: usize, open: char) -> YamlMistake {
    syntax(
        char_at(text, at),
        format!("the `{open}` that opens here is never closed"),
        format!("close it with `{}`; if it is meant as text, put the whole text in quotes", closing(open)),
    )
}

/// A character with which no value can begin, or which may stand nowhere.
fn unexpected(text: &str, at: usize, found: char) -> YamlMistake {
    if found.is_control() || found == '\u{feff}' {
        let what = format!("an invisible character (U+{:04X}) stands here", u32::from(found));
        return syntax(char_at(text, at), what, "delete it");
    }
    let line = line_at(text, at);
    let value = &text[at..line.end];
    let value = value.split(" #").next().unwrap_or(value);
    let value = value.split([',', ']', '}']).next().filter(|_| text[line.start..at].contains(['[', '{'])).unwrap_or(value);
    let quoted = in_quotes(value);
    let help = quoted.as_ref().map_or_else(|| QUOTE_IT.into(), |quoted| format!("put it in quotes: {quoted}"));
    let help = match value.trim_end().strip_prefix('@') {
        Some(key) if !key.contains(char::is_whitespace) => format!("the key of a work is written without it: `{key}`; if it is a text, {help}"),
        _ => help,
    };
    let shown = if found == '`' { "a backtick".into() } else { format!("`{found}`") };
    let said = syntax(char_at(text, at), format!("a text cannot begin with {shown}"), help);
    match quoted {
        Some(quoted) if found != '@' => said.mended(at..at + value.trim_end().len(), quoted),
        _ => said,
    }
}

/// A blank or letter of a word processor in the line around `at`, that looks like nothing and is no blank to YAML.
fn unseen(text: &str, at: usize) -> Option<YamlMistake> {
    let line = line_at(text, at);
    // Between the words of a text, such a blank is as good as any.
    let hinders = |offset: usize, letter: char| {
        let before = text[line.start..line.start + offset].trim_end();
        !letter.is_whitespace() || before.is_empty() || before.ends_with([':', '-', ',', '[', '{'])
    };
    let (offset, letter) = text[line.clone()].char_indices().find(|(offset, letter)| {
        matches!(letter, '\u{a0}' | '\u{ad}' | '\u{2000}'..='\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{2060}' | '\u{3000}')
            && hinders(*offset, *letter)
    })?;
    let what = match letter.is_whitespace() {
        true => format!("this blank (U+{:04X}) comes from a word processor or a web page, and is none here", u32::from(letter)),
        false => format!("an invisible character (U+{:04X}) stands here", u32::from(letter)),
    };
    Some(syntax(char_at(text, line.start + offset), what, if letter.is_whitespace() { "type it anew" } else { "delete it" }))
}

fn list_beside_name(text: &str, at: usize) -> YamlMistake {
    let line = line_at(text, at);
    let item = text[at..line.end].trim_start_matches(['-', ' ']).trim_end();
    syntax(
        char_at(text, at),
        "a list cannot begin behind a name on the same line",
        format!("put `- {item}` on a line of its own; if it is meant as text, put it in quotes"),
    )
}

/// Whatever else went wrong between `[` or `{` at `bracket` and `at`.
fn in_brackets(text: &str, at: usize, bracket: usize) -> YamlMistake {
    let open = text[bracket..].chars().next().filter(|c| matches!(c, '[' | '{')).unwrap_or('[');
    let begins_comma = text[at..].starts_with(',');
    if text[bracket.min(at)..at].contains('\n') && !begins_comma {
        return unclosed_bracket(text, bracket, open);
    }
    if begins_comma {
        return syntax(char_at(text, at), "nothing stands before this comma", "delete the comma, or write what is missing");
    }
    if text[at..].starts_with(':') {
        return syntax(char_at(text, at), format!("a colon cannot stand here, between `{open}` and `{}`", closing(open)), QUOTE_IT);
    }
    syntax(
        word_at(text, at),
        format!("this does not fit between `{open}` and `{}`", closing(open)),
        "separate the parts by commas, and put a text with `,`, `[`, `{` or `: ` in quotes",
    )
}
