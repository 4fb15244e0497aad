//! Owns what is said of fields in words: what they take, and what a choice means.

use super::truth::TRUTHS;
use super::{Choice, Field, Kind};

/// A choice with its label and definition.
pub fn legend(choice: &Choice) -> String {
    if choice.definition.is_empty() { choice.label.clone() } else { format!("{} – {}", choice.label, choice.definition) }
}

/// What a single value of a field is, in words.
pub fn expected(field: &Field) -> &'static str {
    match &field.kind {
        Kind::Text | Kind::Markdown => "a text",
        Kind::Integer => "a whole number like 1300000",
        Kind::Number => "a number like 4.5",
        Kind::Boolean => TRUTHS,
        Kind::Date => "a date like 2017, 2017-10 or 2017-10-14",
        Kind::Year => "a year like 2019",
        Kind::Url => "a whole address that begins with http:// or https://",
        Kind::Choice(_) => "one of its choices",
        Kind::Country => "a country code of two capital letters like EE",
        Kind::Relation(_) => "the id of an entry",
    }
}

/// What a field takes, in one line; choices are named.
pub fn takes(field: &Field) -> String {
    let one = match &field.kind {
        Kind::Choice(choices) => format!("one of {}", choices.iter().map(|choice| choice.key.as_str()).collect::<Vec<_>>().join(", ")),
        _ => expected(field).to_owned(),
    };
    let list = if field.many { "; a list may hold several" } else { "" };
    let needed = if field.required { "; required" } else { "" };
    format!("{one}{list}{needed}")
}
