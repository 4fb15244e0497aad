//! Owns the words for what is wrong with a table or a bibliography: from the readers' facts to diagnostics.

use std::ops::Range;

use super::address::has_host;
use super::bibliography::BibMistake;
use super::table::TableMistake;
use crate::base::{Diagnostic, FileId, Span, mistake, print::several, suggest::nearest};

/// What is wrong with a CSV file.
pub fn table(mistaken: &TableMistake, delimiter: char, file: FileId) -> Diagnostic {
    use super::table::Slip;
    let place = |at: &Range<usize>| Span::new(file, at.start, at.end);
    let (at, between) = (place(&mistaken.at), separator(delimiter));
    match &mistaken.slip {
        Slip::Foreign => mistake::table(
            at,
            &format!("it is not sure what separates the cells of this table, {between}s or commas"),
            &format!("save it again as CSV with commas; a cell with a comma or {between} in it stands in quotes"),
        ),
        Slip::UnclosedQuote => mistake::table(
            at,
            "the quote that opens here is never closed",
            "put `\"` at the end of the cell; a quote inside a cell is doubled: `\"\"`",
        ),
        Slip::QuoteInside => {
            mistake::table(at, "a quote stands inside this cell", "put the whole cell in quotes, and double the quote inside: `\"\"`")
        }
        Slip::SmartQuotes => mistake::table(at, "these are typographic quotes, which do not hold a cell together", "write straight quotes: `\"`"),
        Slip::RowLength { found, expected } => mistake::table(
            at,
            &format!("this row has {}, and the table has {}", several(*found, "cell"), several(*expected, "column")),
            &match found > expected {
                true => format!("a cell with a {between} in it stands in quotes: `\"one{delimiter} two\"`"),
                false => format!("an empty cell still needs its {between}"),
            },
        ),
        Slip::OtherSeparator { sign } => mistake::table(
            at,
            &format!("this row is separated by {}s, and the table by {between}s", separator(*sign)),
            &format!("put a {between} between its cells; a cell with a {between} in it stands in quotes"),
        ),
        Slip::HeaderLength { found, expected, count, rows } => mistake::table(
            at,
            &format!("this line names {}, and {count} of {rows} rows have {}", several(*expected, "column"), several(*found, "cell")),
            &match found > expected {
                true => format!("name every column here, with a {between} between"),
                false => format!("a column has a cell in every row, and an empty one still needs its {between}"),
            },
        ),
        Slip::DuplicateColumn { name, first } => {
            mistake::table(at, &format!("there are two columns `{name}`"), "delete one of the two").related(place(first), "the first")
        }
        Slip::EmptyHeader { column } => mistake::table(at, &format!("column {column} has no name"), "name it, or delete the column"),
    }
}

fn separator(delimiter: char) -> &'static str {
    match delimiter {
        ';' => "semicolon",
        '\t' => "tab",
        _ => "comma",
    }
}

/// What is wrong with `references.bib`.
pub fn bibliography(mistaken: &BibMistake, file: FileId) -> Diagnostic {
    use super::bibliography::Slip;
    let place = |at: &Range<usize>| Span::new(file, at.start, at.end);
    let at = place(&mistaken.at);
    match &mistaken.slip {
        Slip::Syntax { what } => {
            mistake::bibliography(at, what, "a work looks like `@book{key, author = {…}, title = {…}, date = {2019}}`, with a comma after each field")
        }
        Slip::DuplicateKey { key, first } => mistake::duplicate_id(at, key, crate::schema::REFERENCES, Some(place(first))),
        Slip::BadKey { key } => mistake::bibliography(
            at,
            &format!("`{key}` can't be a citation key: letters, digits, and `-`, `_` and `.` inside"),
            "choose another key, here and where it is cited",
        ),
        Slip::UnknownType { kind } => mistake::bibliography(
            at,
            &format!("there is no type of work `{kind}`"),
            "a page on the web is `@online`, a book `@book`, a report `@report`",
        ),
        Slip::UnknownField { field } => {
            const USUAL: [&str; 6] = ["title", "author", "date", "url", "kind", "weak"];
            mistake::unknown_key(at, field, "a work", nearest(field, USUAL), &USUAL)
        }
        Slip::RepeatedField { field, first } => mistake::duplicate_key(at, field, place(first)),
        Slip::Inherits { field } => {
            mistake::bibliography(at, &format!("works do not inherit from each other, so `{field}` means nothing"), "write the fields out")
        }
        Slip::MissingTitle => mistake::missing_key(at, "title", "a work"),
        Slip::BadDate { field, text } if field != "urldate" && !text.contains(|c: char| c.is_ascii_digit()) => {
            mistake::bad_date(at, field, text, &[])
                .help(format!("leave `{field}` out where a work has no date yet, or none: it is printed as undated"))
        }
        Slip::BadDate { field, text } => mistake::bad_date(at, field, text, &[]),
        Slip::BadUrl { text } if has_host(text) && text.contains(char::is_whitespace) => mistake::blank_in_address(at, "url"),
        Slip::BadUrl { text } => mistake::wrong_type(at, "url", "a whole address that begins with http:// or https://", text),
        Slip::JoinedNames { field, sign } => mistake::joined_names(at, field, *sign),
        Slip::BadField { field, what } => mistake::bibliography(at, &format!("`{field}` can't be used: {what}"), ""),
    }
}
