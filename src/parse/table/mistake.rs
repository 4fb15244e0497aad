//! What can be wrong with a table, as facts; `said.rs` puts them in words.

use std::ops::Range;

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableMistake {
    /// Where it is. All ranges are byte offsets, on character boundaries.
    pub at: Range<usize>,
    /// What it is.
    pub slip: Slip,
}

/// What can be wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slip {
    /// The header has more semicolons than commas, or more tabs, and some commas too, or most rows do not fit it; the place is
    /// the first of them. The table is read as if they separated its cells, and no other mistake of it is reported.
    Foreign,
    /// This quote is never closed. Reading goes on with the next line.
    UnclosedQuote,
    /// A quote inside a text. Repair: double it and put the whole cell in quotes.
    QuoteInside,
    /// Typographic quotes around a cell, where only `"` protects a comma.
    SmartQuotes,
    /// A row with `found` cells under `expected` columns. The place is the whole row, or the cells that are too many.
    RowLength { found: usize, expected: usize },
    /// The whole row is one cell, and would have about as many as there are columns if `sign` separated them.
    OtherSeparator { sign: char },
    /// `count` of `rows` rows, more than half, have `found` cells, and the header has `expected`: not the rows are wrong, but
    /// the header, or a column that was added to it alone. It stands for a [`Self::RowLength`] of each.
    HeaderLength { found: usize, expected: usize, count: usize, rows: usize },
    /// The second column of this name, the first at `first`.
    DuplicateColumn { name: String, first: Range<usize> },
    /// A column (from 1) with content but without a name; the place is empty or blank.
    EmptyHeader { column: usize },
}

impl TableMistake {
    pub(super) fn new(at: Range<usize>, slip: Slip) -> Self {
        Self { at, slip }
    }

    /// Whether it is not sure what separates the cells.
    pub fn is_foreign(&self) -> bool {
        self.slip == Slip::Foreign
    }
}
