//! Owns the words for what is wrong with a table: from the reader's facts to diagnostics.

use std::ops::Range;

use super::{Slip, TableMistake};
use crate::base::{Diagnostic, FileId, Span, mistake, print::several};

/// What is wrong with a CSV file.
pub fn diagnostic(mistaken: &TableMistake, delimiter: char, file: FileId) -> Diagnostic {
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
