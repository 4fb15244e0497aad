//! Owns the catalogue of mistakes: every rule, and the one place where its sentence is written.

mod explanation;
mod file;
mod markdown;
mod name;
mod query;
mod rules;
mod schema;
mod site;
mod value;

pub use explanation::explanation;
pub use file::*;
pub use markdown::*;
pub use name::*;
pub use query::*;
pub use rules::{RULES, Rule, is_mended};
pub use schema::*;
pub use site::*;
pub use value::*;

use super::diagnostic::{Diagnostic, Severity};
use super::place::Span;

/// A diagnostic of a rule, as grave as the catalogue says.
fn say(rule: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
    let severity = RULES.iter().find(|known| known.name == rule).map_or(Severity::Error, |known| known.severity);
    Diagnostic {
        rule,
        severity,
        span: Some(span),
        message: message.into(),
        label: String::new(),
        more: 0,
        help: Vec::new(),
        related: Vec::new(),
        edit: None,
        sure: false,
    }
}

/// How to write more than one value.
const SEVERAL: &str = "several are written as a list, `[one, two]`; in a table `one;two`";

/// The beginning of a text that is quoted in a message.
fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line.to_owned(),
    }
}

/// A text as a message quotes it.
pub fn quoted(text: &str) -> String {
    format!("`{}`", short(text))
}

/// Names as a list: `a`, `b` and `c`.
fn list<S: AsRef<str>>(names: &[S]) -> String {
    joined(names, "and")
}

/// Names of which one counts: `a`, `b` or `c`.
fn choice<S: AsRef<str>>(names: &[S]) -> String {
    joined(names, "or")
}

fn joined<S: AsRef<str>>(names: &[S], word: &str) -> String {
    let quoted: Vec<String> = names.iter().take(16).map(|name| format!("`{}`", name.as_ref())).collect();
    let more = if names.len() > quoted.len() { format!(" {word} {} more", names.len() - quoted.len()) } else { String::new() };
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => format!("{last}{more}"),
        Some((last, rest)) if more.is_empty() => format!("{} {word} {last}", rest.join(", ")),
        Some(_) => format!("{}{more}", quoted.join(", ")),
    }
}
