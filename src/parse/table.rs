//! CSV as the author wrote it: every cell with its place.
//!
//! By hand, because the crate `csv` places records, not cells, and accepts a stray or unclosed
//! quote without a word.

mod mistake;
mod read;
mod said;
mod trap;

#[cfg(test)]
mod tests;

pub use mistake::{Slip, TableMistake};
pub use said::diagnostic;
pub use trap::{Trap, spreadsheet_trap};

/// A table: the names of its columns, then its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Empty when the file holds nothing. Columns without name and content at the end are left out.
    pub header: Vec<Cell>,
    /// In the order written, without wholly empty rows.
    pub rows: Vec<Row>,
    /// What separates the cells: a comma, or what spreadsheets of other countries write.
    pub delimiter: char,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// At most as many as the header has; fewer when cells are missing.
    pub cells: Vec<Cell>,
    /// Byte offset of the first cell.
    pub start: usize,
    /// Byte offset just after the last cell, line break excluded.
    pub end: usize,
    /// A slip was reported in this row: take its id, but do not complain about its cells.
    pub broken: bool,
}

/// One value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Without the quotes around it, doubled quotes made one; blanks around an unquoted text are
    /// left out, those inside quotes stay.
    pub text: String,
    /// Byte offset of the first character, an opening quote included.
    pub start: usize,
    /// Byte offset just after the last character, a closing quote included.
    pub end: usize,
}

/// Reads a table.
///
/// Line breaks are `\n`. Takes linear time and never fails: what can be read is in the table, so
/// that ids stay known, and each slip is one mistake, sorted by place.
pub fn parse(text: &str) -> (Table, Vec<TableMistake>) {
    read::read(text)
}
