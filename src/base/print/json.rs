//! Diagnostics for other programs.

use super::Summary;
use super::places::Places;
use crate::base::{Diagnostic, Sources, Span};
use serde::Serialize;
use std::fmt::Write;

/// The version of the shape below; it grows when a field changes its meaning or goes away.
const VERSION: u32 = 1;
/// The JSON Schema of it.
pub const SCHEMA: &str = include_str!("json.schema.json");

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    diagnostics: Vec<Entry<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    label: &'a str,
    help: &'a [String],
    #[serde(flatten)]
    place: Position<'a>,
    suggestion: Option<Suggestion<'a>>,
    related: Vec<Related<'a>>,
}

/// Lines and columns from 1, columns in characters; bytes from 0; ends exclusive. All null when
/// the diagnostic is about no file.
#[derive(Default, Serialize)]
struct Position<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    start_byte: Option<usize>,
    end_byte: Option<usize>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    #[serde(flatten)]
    place: Position<'a>,
    text: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Position<'a>,
    message: &'a str,
}

/// `{version, diagnostics: […], summary: {errors, warnings, hints}}` on one line, with a line
/// break at its end. Control characters are escaped.
pub fn json(diagnostics: &[Diagnostic], files: &Sources) -> String {
    let mut places = Places::new(files);
    let mut position = |span: Span| {
        let place = places.place(span);
        Position {
            file: Some(place.path),
            line: Some(place.start.0),
            column: Some(place.start.1),
            end_line: Some(place.end.0),
            end_column: Some(place.end.1),
            start_byte: Some(place.bytes.start),
            end_byte: Some(place.bytes.end),
        }
    };
    let entries = diagnostics.iter().map(|diagnostic| {
        let Diagnostic { rule, severity, span, message, label, help, related, edit, more: _, sure: _ } = diagnostic;
        Entry {
            rule,
            severity: severity.name(),
            message,
            label,
            help,
            place: span.map(&mut position).unwrap_or_default(),
            suggestion: edit.as_ref().map(|edit| Suggestion { place: position(edit.span), text: &edit.text }),
            related: related.iter().map(|(span, message)| Related { place: position(*span), message }).collect(),
        }
    });
    let report = Report { version: VERSION, diagnostics: entries.collect(), summary: Summary::of(diagnostics) };
    // Strings, numbers and nothing else: this cannot fail.
    let mut out = escape(&serde_json::to_string(&report).unwrap_or_default());
    out.push('\n');
    out
}

/// JSON escapes only what lies below the blank; terminals also obey U+007F to U+009F.
pub(super) fn escape(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out
}
