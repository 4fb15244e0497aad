//! Owns what a new entry begins with: every field, what it takes, and the sections its text needs.

use std::fmt::Write;

use super::words::{expected, legend};
use super::{Collection, Field, Kind, SOURCES};

/// So many ids are named; where there are more, the command that lists them is.
const MOST: usize = 12;

/// What a template says beside the collection's declaration.
pub struct Hints {
    /// The ids that each field may name, by the field's number.
    pub ids: Vec<Vec<String>>,
    /// The words after `when:` of the sections, if only some entries need them.
    pub when: Option<String>,
}

/// The file of a new entry.
pub fn file(collection: &Collection, title: &str, hints: &Hints) -> String {
    let mut out = format!("---\ntitle: {}\n", scalar(title));
    out.push_str(&fields(collection, hints));
    out.push_str("---\n");
    for section in &collection.sections {
        let needed = hints.when.as_ref().map(|when| format!(" Needed only where {when}.")).unwrap_or_default();
        let _ = write!(out, "\n## {section}\n\n<!-- Write what is known; where nothing is, say so.{needed} -->\n");
    }
    if collection.sections.is_empty() {
        out.push_str("\n<!-- Its text. -->\n");
    }
    out
}

/// A new entry of a YAML list.
pub fn item(collection: &Collection, id: &str, title: &str, hints: &Hints) -> String {
    let map = format!("id: {id}\ntitle: {}\n{}", scalar(title), fields(collection, hints));
    let lines = map.lines().enumerate().map(|(at, line)| format!("{}{line}\n", if at == 0 { "- " } else { "  " }));
    lines.collect()
}

/// The cells of a new row under a header.
pub fn row(header: &[String], id: &str, title: &str) -> Vec<String> {
    let cell = |column: &String| match column.to_lowercase().as_str() {
        "id" => id.to_owned(),
        "title" => title.to_owned(),
        _ => String::new(),
    };
    header.iter().map(cell).collect()
}

/// What each field takes, a paragraph each: for rows, which have no room for comments.
pub fn columns(collection: &Collection, hints: &Hints) -> String {
    let mut out = String::new();
    for (field, ids) in written(collection, hints) {
        let _ = write!(out, "{}: {}", field.id, said(field));
        for line in choices(field, ids) {
            let _ = write!(out, "\n    {line}");
        }
        out.push('\n');
    }
    out
}

/// The keys behind the title: what every entry has, and then the declared fields, each under a comment.
fn fields(collection: &Collection, hints: &Hints) -> String {
    let mut out = String::from("# One sentence, for cards and search engines\ndescription:\n# Other names that it is known by: [one, two]\nalso:\n");
    for (field, ids) in written(collection, hints) {
        if field.id == SOURCES {
            out.push_str("# When its picture was true: a date like 2017, 2017-10 or 2017-10-14\nas_of:\n");
            let needed = if collection.sources_required { " (required here, or cited in the text)" } else { "" };
            let _ = writeln!(out, "# Works that it rests on, by their keys in references.bib: [one, two]{needed}\n{SOURCES}:");
            continue;
        }
        let _ = writeln!(out, "# {}: {}", field.label, said(field));
        for line in choices(field, ids) {
            let _ = writeln!(out, "#   {line}");
        }
        let _ = writeln!(out, "{}:", field.id);
    }
    out
}

/// The fields that somebody writes, with the ids they may name.
fn written<'a>(collection: &'a Collection, hints: &'a Hints) -> impl Iterator<Item = (&'a Field, &'a [String])> {
    let ids = hints.ids.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
    collection.fields.iter().zip(ids).filter(|(field, _)| field.via.is_none())
}

fn said(field: &Field) -> String {
    let one = match &field.kind {
        Kind::Choice(_) => "one of",
        Kind::Relation(_) => "an id from this list",
        _ => expected(field),
    };
    let list = if field.many { ", or several in a list" } else { "" };
    let needed = if field.required { "required, " } else { "" };
    format!("{needed}{one}{list}")
}

/// The lines that name what may be written.
fn choices(field: &Field, ids: &[String]) -> Vec<String> {
    match &field.kind {
        Kind::Choice(choices) => {
            let width = choices.iter().map(|choice| choice.key.chars().count()).max().unwrap_or(0);
            choices.iter().map(|choice| format!("{:width$}  {}", choice.key, legend(choice))).collect()
        }
        Kind::Relation(_) if ids.is_empty() => vec!["there is none yet".to_owned()],
        Kind::Relation(_) if ids.len() > MOST => vec![format!("{}, … and {} more", ids[..MOST].join(", "), ids.len() - MOST)],
        Kind::Relation(_) => vec![ids.join(", ")],
        _ => Vec::new(),
    }
}

/// A text as YAML: in quotes, unless it is plain words that begin with a letter.
pub fn scalar(text: &str) -> String {
    let plain = text.starts_with(char::is_alphabetic) && text.chars().all(|letter| letter.is_alphanumeric() || " -.()'’".contains(letter));
    let word = matches!(text.to_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "none");
    if plain && !word && !text.ends_with(' ') { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}
