//! From bytes to cells, with a way to go on behind every slip with quotes.

use super::super::{Cell, Row, Slip, TableMistake};

/// How a cell in quotes ended.
enum End {
    /// The closing quote, followed by a delimiter or the end of the line.
    Closed(usize),
    /// Text behind a quote at this offset that should have closed the cell.
    Text(usize),
    /// The end of the file.
    Missing,
}

pub(super) struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    delimiter: u8,
    at: usize,
    /// Where the first cell of the row begins.
    row: usize,
    /// How many bytes may still be looked at twice; keeps hostile files linear.
    spare: usize,
    pub(super) mistakes: Vec<TableMistake>,
}

impl<'a> Scan<'a> {
    /// The delimiter is ASCII and neither `"` nor a line break.
    pub(super) fn new(text: &'a str, at: usize, delimiter: u8) -> Self {
        let bytes = text.as_bytes();
        Self { text, bytes, delimiter, at, row: at, spare: 2 * bytes.len(), mistakes: Vec::new() }
    }

    /// The next row, empty ones included; nothing at the end.
    pub(super) fn row(&mut self) -> Option<Row> {
        if self.at >= self.bytes.len() {
            return None;
        }
        self.row = self.skip_blanks(self.at);
        let mut cells = Vec::new();
        let mut broken = false;
        loop {
            cells.push(self.cell(&mut broken));
            match self.bytes.get(self.at) {
                Some(byte) if *byte == self.delimiter => self.at += 1,
                Some(_) => {
                    self.at += 1; // the line break
                    break;
                }
                None => break,
            }
        }
        let start = cells.first().map_or(self.row, |cell| cell.start);
        let end = cells.last().map_or(self.row, |cell| cell.end);
        Some(Row { cells, start, end, broken })
    }

    /// Reads a cell and stops at the delimiter, the line break or the end behind it.
    fn cell(&mut self, broken: &mut bool) -> Cell {
        let start = self.skip_blanks(self.at);
        if self.bytes.get(start) == Some(&b'"') { self.quoted(start, broken) } else { self.bare(start, broken) }
    }

    fn bare(&mut self, start: usize, broken: &mut bool) -> Cell {
        let stop = self.bytes[start..].iter().position(|&byte| byte == self.delimiter || byte == b'\n');
        self.at = stop.map_or(self.bytes.len(), |stop| start + stop);
        let text = self.text[start..self.at].trim_end_matches([' ', '\t']);
        if let Some(quote) = text.find('"') {
            self.stray(start + quote, broken);
        }
        Cell { text: text.to_owned(), start, end: start + text.len() }
    }

    fn quoted(&mut self, start: usize, broken: &mut bool) -> Cell {
        match self.closing(start + 1, true) {
            End::Closed(quote) => self.close(start, quote),
            End::Text(quote) => {
                let unclosed = self.bytes[start..quote].contains(&b'\n') && self.looks_opening(quote);
                let closed = if unclosed { None } else { self.lenient(quote) };
                match closed {
                    Some(end) => {
                        self.stray(quote, broken);
                        self.close(start, end)
                    }
                    None if unclosed => self.unclosed(start, broken),
                    None => {
                        self.stray(quote, broken);
                        self.give_up(start)
                    }
                }
            }
            End::Missing => self.unclosed(start, broken),
        }
    }

    /// Goes on from `from`, inside quotes, to the quote that ends the cell.
    fn closing(&self, from: usize, strict: bool) -> End {
        let mut here = from;
        while let Some(found) = self.bytes[here.min(self.bytes.len())..].iter().position(|byte| *byte == b'"') {
            let quote = here + found;
            let behind = self.skip_blanks(quote + 1);
            if self.bytes.get(quote + 1) == Some(&b'"') {
                here = quote + 2;
            } else if self.bytes.get(behind).is_none_or(|&byte| byte == self.delimiter || byte == b'\n') {
                return End::Closed(quote);
            } else if strict {
                return End::Text(quote);
            } else {
                here = quote + 1;
            }
        }
        End::Missing
    }

    /// The quote that ends a cell in which other quotes stand undoubled, from `quote` on.
    fn lenient(&mut self, quote: usize) -> Option<usize> {
        if self.spare == 0 {
            return None;
        }
        let End::Closed(end) = self.closing(quote + 1, false) else {
            self.spare = 0; // no quote behind this one ends a cell
            return None;
        };
        // A cell that begins in between was meant to begin there.
        let opens = self.text[quote + 1..end].contains(&format!("{}\"", char::from(self.delimiter))) && self.bytes[quote..end].contains(&b'\n');
        if opens || self.bytes[end - 1] == self.delimiter {
            self.spare = self.spare.saturating_sub(end - quote);
            return None;
        }
        Some(end)
    }

    /// Whether the quote stands where a cell begins.
    fn looks_opening(&self, quote: usize) -> bool {
        let before = self.text[..quote].trim_end_matches([' ', '\t']).bytes().next_back();
        before.is_none_or(|byte| byte == self.delimiter || byte == b'\n')
    }

    fn close(&mut self, start: usize, quote: usize) -> Cell {
        self.at = self.skip_blanks(quote + 1);
        let text = self.text[start + 1..quote].replace("\"\"", "\"");
        Cell { text, start, end: quote + 1 }
    }

    fn unclosed(&mut self, start: usize, broken: &mut bool) -> Cell {
        *broken = true;
        self.mistakes.push(TableMistake::new(start..start + 1, Slip::UnclosedQuote));
        self.give_up(start)
    }

    /// Takes the rest of the line as the cell; a first cell, often the id, ends at the delimiter.
    fn give_up(&mut self, start: usize) -> Cell {
        let stop = self.bytes[start..].iter().position(|&byte| byte == b'\n' || (start == self.row && byte == self.delimiter));
        self.at = stop.map_or(self.bytes.len(), |stop| start + stop);
        let end = start + self.text[start..self.at].trim_end().len();
        let text = self.text[start..end].trim_matches('"').replace("\"\"", "\"");
        Cell { text, start, end }
    }

    /// Reports a quote inside a text, once in a row.
    fn stray(&mut self, quote: usize, broken: &mut bool) {
        if !std::mem::replace(broken, true) {
            self.mistakes.push(TableMistake::new(quote..quote + 1, Slip::QuoteInside));
        }
    }

    fn skip_blanks(&self, mut at: usize) -> usize {
        while matches!(self.bytes.get(at), Some(b' ' | b'\t')) && self.bytes.get(at) != Some(&self.delimiter) {
            at += 1;
        }
        at
    }
}
