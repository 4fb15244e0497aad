//! Mistakes with quotes and with what stands inside them.

use super::super::YamlMistake;
use super::super::lines::{char_at, line_at};
use super::syntax;

/// A quote that opens at `open` and is never closed.
pub(super) fn unclosed(text: &str, open: usize) -> YamlMistake {
    let quote = if text[open..].starts_with('"') { '"' } else { '\'' };
    let mut help = format!("close it with `{quote}` at the end of the text");
    if quote == '\'' {
        help.push_str("; if it is an apostrophe, put the whole text in double quotes");
    }
    syntax(char_at(text, open), format!("the `{quote}` that opens here is never closed"), help)
}

/// Text at `at` behind a closing quote: either the quote was to stand inside the text, or the
/// quote that opened was not closed on an earlier line and this one was to open.
pub(super) fn text_behind(text: &str, understood: usize, at: usize) -> YamlMistake {
    if let Some(open) = opened_on_earlier_line(text, understood, at) {
        return unclosed(text, open);
    }
    let line = line_at(text, at);
    let end = line.start + text[line.clone()].trim_end().len();
    let single = text[line.start..at].trim_end().ends_with('\'');
    let help = if single {
        "inside single quotes an apostrophe is written twice (`''`); or put the whole text in double quotes"
    } else {
        "inside double quotes write `\\\"` for a quote, or put the whole text in single quotes"
    };
    syntax(at..end.max(at), "the text ended at the quote before this", help)
}

/// The first quote after `from` that opens a value and does not close on its own line.
fn opened_on_earlier_line(text: &str, from: usize, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut here = from;
    while here < at {
        let quote = bytes[here];
        let begins = here == 0 || matches!(bytes[here - 1], b' ' | b'\t' | b'\n' | b'[' | b'{' | b',');
        if !(begins && matches!(quote, b'"' | b'\'')) {
            here += 1;
            continue;
        }
        let open = here;
        here += 1;
        while here < at {
            match bytes[here] {
                b'\n' => return Some(open),
                b'\\' if quote == b'"' => here += 2,
                b'\'' if quote == b'\'' && bytes.get(here + 1) == Some(&b'\'') => here += 2,
                byte if byte == quote => break,
                _ => here += 1,
            }
        }
        here += 1;
    }
    None
}

/// A backslash in double quotes, opened at `open`, that begins nothing YAML knows.
pub(super) fn bad_escape(text: &str, open: usize) -> YamlMistake {
    let mut chars = text[open..].char_indices().skip(1);
    while let Some((offset, c)) = chars.next() {
        if c != '\\' {
            continue;
        }
        let Some((_, escaped)) = chars.next() else {
            break;
        };
        let digits = match escaped {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '0' | 'a' | 'b' | 't' | '\t' | 'n' | 'v' | 'f' | 'r' | 'e' | ' ' | '"' | '/' | '\\' | 'N' | '_' | 'L' | 'P' | '\n' => continue,
            _ => 0,
        };
        let start = open + offset;
        let code = &text[start + 1 + escaped.len_utf8()..];
        let hex = code.chars().take(digits).take_while(char::is_ascii_hexdigit).count();
        let known = hex == digits && u32::from_str_radix(&code[..hex], 16).is_ok_and(|n| char::from_u32(n).is_some());
        if digits == 0 || !known {
            let end = start + 1 + escaped.len_utf8() + hex;
            let what = format!("`{}` means nothing inside double quotes", &text[start..end]);
            return syntax(start..end, what, "write `\\\\` for a backslash, or put the text in single quotes");
        }
    }
    let help = "write `\\\\` for a backslash, or put the text in single quotes";
    syntax(char_at(text, open), "a backslash in these quotes begins nothing YAML knows", help)
}
