//! Owns the words for what is wrong with a table or a bibliography: from the readers' facts to diagnostics.

use super::bibliography::{BibMistake, Slip};
use super::table::TableMistake;
use crate::base::{Diagnostic, FileId, Span, mistake, suggest::nearest};

/// What is wrong with a CSV file.
pub fn table(mistaken: &TableMistake, delimiter: char, file: FileId) -> Diagnostic {
    let place = |at: &std::ops::Range<usize>| Span::new(file, at.start, at.end);
    let at = place(&mistaken.at());
    match mistaken {
        TableMistake::Semicolons { .. } => mistake::table(
            at,
            "it is not sure what separates the cells of this table, semicolons or commas",
            "save it again as CSV with commas; a cell with a comma or semicolon in it stands in quotes",
        ),
        TableMistake::Tabs { .. } => mistake::table(
            at,
            "it is not sure what separates the cells of this table, tabs or commas",
            "save it again as CSV with commas; a cell with a comma or tab in it stands in quotes",
        ),
        TableMistake::UnclosedQuote { .. } => mistake::table(
            at,
            "the quote that opens here is never closed",
            "put `\"` at the end of the cell; a quote inside a cell is doubled: `\"\"`",
        ),
        TableMistake::QuoteInside { .. } => {
            mistake::table(at, "a quote stands inside this cell", "put the whole cell in quotes, and double the quote inside: `\"\"`")
        }
        TableMistake::SmartQuotes { .. } => {
            mistake::table(at, "these are typographic quotes, which do not hold a cell together", "write straight quotes: `\"`")
        }
        TableMistake::RowLength { found, expected, .. } if found > expected => mistake::table(
            at,
            &format!("this row has {}, and the table has {}", counted(*found, "cell"), counted(*expected, "column")),
            &format!("a cell with a {} in it stands in quotes: `\"one{delimiter} two\"`", separator(delimiter)),
        ),
        TableMistake::RowLength { found, expected, .. } => mistake::table(
            at,
            &format!("this row has {}, and the table has {}", counted(*found, "cell"), counted(*expected, "column")),
            &format!("an empty cell still needs its {}", separator(delimiter)),
        ),
        TableMistake::OtherSeparator { sign, .. } => mistake::table(
            at,
            &format!("this row is separated by {}s, and the table by {}s", separator(*sign), separator(delimiter)),
            &format!("put a {} between its cells; a cell with a {} in it stands in quotes", separator(delimiter), separator(delimiter)),
        ),
        TableMistake::HeaderLength { found, expected, count, rows, .. } => mistake::table(
            at,
            &format!("this line names {}, and {count} of {rows} rows have {}", counted(*expected, "column"), counted(*found, "cell")),
            &match found > expected {
                true => format!("name every column here, with a {} between", separator(delimiter)),
                false => format!("a column has a cell in every row, and an empty one still needs its {}", separator(delimiter)),
            },
        ),
        TableMistake::DuplicateColumn { name, first, .. } => {
            mistake::table(at, &format!("there are two columns `{name}`"), "delete one of the two").related(place(first), "the first")
        }
        TableMistake::EmptyHeader { column, .. } => mistake::table(at, &format!("column {column} has no name"), "name it, or delete the column"),
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
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
    let place = |at: &std::ops::Range<usize>| Span::new(file, at.start, at.end);
    let at = place(&mistaken.at);
    match &mistaken.slip {
        Slip::Syntax { what } => mistake::bibliography(
            at,
            what,
            "a work looks like `@book{key, author = {…}, title = {…}, date = {2019}}`, with a comma after each field",
        ),
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
        Slip::UnknownField { field, .. } => {
            const USUAL: [&str; 6] = ["title", "author", "date", "url", "kind", "weak"];
            mistake::unknown_key(at, field, "a work", nearest(field, USUAL), &USUAL)
        }
        Slip::RepeatedField { field, first } => mistake::duplicate_key(at, field, place(first)),
        Slip::Inherits { field } => {
            mistake::bibliography(at, &format!("works do not inherit from each other, so `{field}` means nothing"), "write the fields out")
        }
        Slip::MissingTitle => mistake::missing_key(at, "title", "a work"),
        Slip::BadDate { field, text } => mistake::bad_date(at, field, text, &[]),
        Slip::BadUrl { text } => mistake::wrong_type(at, "url", "a whole address that begins with http:// or https://", text),
        Slip::JoinedNames { field, sign } => mistake::joined_names(at, field, *sign),
        Slip::BadField { field, what } => mistake::bibliography(at, &format!("`{field}` can't be used: {what}"), ""),
    }
}
