//! What can be wrong with a table, as facts; the sentences are the catalogue's.

use std::ops::Range;

/// What is wrong with a table. All ranges are byte offsets, on character boundaries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableMistake {
    /// The header has semicolons and commas, and more of the first, or most rows do not fit it; `at` is the first
    /// semicolon. The table is read as if they separated its cells, and no other mistake of it is reported.
    Semicolons { at: Range<usize> },
    /// The same with tabs.
    Tabs { at: Range<usize> },
    /// The quote at `at` is never closed. Reading goes on with the next line.
    UnclosedQuote { at: Range<usize> },
    /// A quote at `at` inside a text. Repair: double it and put the whole cell in quotes.
    QuoteInside { at: Range<usize> },
    /// Typographic quotes around a cell, where only `"` protects a comma.
    SmartQuotes { at: Range<usize> },
    /// A row with `found` cells under `expected` columns; `line` (from 1) is where it begins.
    /// `at` is the whole row, or the cells that are too many.
    RowLength { at: Range<usize>, found: usize, expected: usize, line: usize },
    /// The whole row at `at` is one cell, and would have about as many as there are columns if `sign` separated them.
    OtherSeparator { at: Range<usize>, sign: char },
    /// `count` of `rows` rows, more than half, have `found` cells, and the header at `at` has `expected`: not the rows are wrong,
    /// but the header, or a column that was added to it alone. It stands for a [`Self::RowLength`] of each.
    HeaderLength { at: Range<usize>, found: usize, expected: usize, count: usize, rows: usize },
    /// The second column of this name at `at`, the first at `first`.
    DuplicateColumn { name: String, at: Range<usize>, first: Range<usize> },
    /// A column (from 1) with content but without a name; `at` is empty or blank.
    EmptyHeader { at: Range<usize>, column: usize },
}

impl TableMistake {
    /// Whether it is not sure what separates the cells.
    pub fn is_foreign(&self) -> bool {
        matches!(self, Self::Semicolons { .. } | Self::Tabs { .. })
    }

    /// The place of the mistake.
    pub fn at(&self) -> Range<usize> {
        match self {
            Self::Semicolons { at }
            | Self::Tabs { at }
            | Self::UnclosedQuote { at }
            | Self::QuoteInside { at }
            | Self::SmartQuotes { at }
            | Self::RowLength { at, .. }
            | Self::OtherSeparator { at, .. }
            | Self::HeaderLength { at, .. }
            | Self::DuplicateColumn { at, .. }
            | Self::EmptyHeader { at, .. } => at.clone(),
        }
    }
}
