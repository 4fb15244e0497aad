//! From text to rows: one pass by bytes, then the checks of header and rows.

use super::{Cell, Row, Slip, Table, TableMistake};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

mod scan;

use scan::Scan;

pub(super) fn read(text: &str) -> (Table, Vec<TableMistake>) {
    let mut mistakes = Vec::new();
    let (begin, announced) = separator_line(text);
    let (delimiter, first) = announced.map_or_else(|| delimiter(text, &mut mistakes), |announced| (announced, None));
    let mut scan = Scan::new(text, begin, delimiter);
    let mut rows = Vec::new();
    while let Some(row) = scan.row() {
        if row.broken || row.cells.iter().any(|cell| !cell.text.is_empty()) {
            rows.push(row);
        }
    }
    mistakes.append(&mut scan.mistakes);
    let table = Table { delimiter: char::from(delimiter), ..check(rows, &mut mistakes) };
    // A guess that most rows deny is no good one.
    let unfit = |mistake: &TableMistake| match mistake.slip {
        Slip::RowLength { .. } | Slip::OtherSeparator { .. } => 1,
        Slip::HeaderLength { count, .. } => count,
        _ => 0,
    };
    let unfit: usize = mistakes.iter().map(unfit).sum();
    if let Some(foreign) = first.filter(|_| 2 * unfit > table.rows.len()) {
        mistakes.push(foreign);
    }
    if mistakes.iter().any(TableMistake::is_foreign) {
        mistakes.retain(TableMistake::is_foreign);
    }
    mistakes.sort_by_key(|mistake| (mistake.at.start, mistake.at.end));
    (table, mistakes)
}

/// Where the table begins: behind a line `sep=;` with which spreadsheets announce what separates cells.
fn separator_line(text: &str) -> (usize, Option<u8>) {
    let line = text.split('\n').next().unwrap_or_default();
    match line.trim_matches([' ', '\r', '"']).as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter @ (b',' | b';' | b'\t')] => ((line.len() + 1).min(text.len()), Some(*delimiter)),
        _ => (0, None),
    }
}

/// What separates the cells, judged by the first line that is not empty; and if that is a guess, what is to be said if it
/// is a bad one.
fn delimiter(text: &str, mistakes: &mut Vec<TableMistake>) -> (u8, Option<TableMistake>) {
    let bytes = text.as_bytes();
    let mut first: [Option<usize>; 3] = [None; 3];
    let mut counts = [0usize; 3];
    let mut quoted = false;
    let mut shown = false;
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if shown => break,
            _ if quoted => {}
            _ => {
                if let Some(kind) = b",;\t".iter().position(|delimiter| *delimiter == byte) {
                    counts[kind] += 1;
                    first[kind].get_or_insert(at);
                }
            }
        }
        shown |= !byte.is_ascii_whitespace();
    }
    let (delimiter, at) = match (first[1], first[2]) {
        (Some(at), _) if counts[1] > counts[0] && counts[1] >= counts[2] => (b';', at),
        (_, Some(at)) if counts[2] > counts[0] => (b'\t', at),
        _ => return (b',', None),
    };
    let foreign = TableMistake::new(at..at + 1, Slip::Foreign);
    if counts[0] > 0 {
        mistakes.push(foreign);
        return (delimiter, None);
    }
    (delimiter, Some(foreign))
}

/// Takes the first row as header and holds the others against it.
fn check(rows: Vec<Row>, mistakes: &mut Vec<TableMistake>) -> Table {
    let mut rows = rows.into_iter();
    let Some(first) = rows.next() else {
        return Table::default();
    };
    let mut header = first.cells;
    let mut rows: Vec<Row> = rows.collect();

    // A spreadsheet exports columns that were touched once: drop what is empty down to the end.
    let named = header.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
    let columns = header.len();
    for Row { cells, .. } in &mut rows {
        let used = cells.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
        if cells.len() <= columns {
            cells.truncate(used.max(columns));
        }
    }
    let nameless: Vec<usize> = (0..columns).filter(|column| header[*column].text.is_empty()).collect();
    let filled = rows.iter().filter(|row| !row.broken).flat_map(|Row { cells, .. }| {
        let there = nameless.iter().copied().take_while(|column| *column < cells.len());
        there.filter(|column| !cells[*column].text.is_empty())
    });
    let filled: BTreeSet<usize> = filled.collect();
    for column in &filled {
        mistakes.push(TableMistake::new(header[*column].start..header[*column].end, Slip::EmptyHeader { column: column + 1 }));
    }
    header.truncate(filled.last().map_or(named, |last| named.max(last + 1)));
    name_columns(&mut header, mistakes);

    for row in &mut rows {
        row_length(row, header.len(), columns, mistakes);
    }
    blame_header(&header, rows.len(), mistakes);
    Table { header, rows, delimiter: ',' }
}

/// Names in smart quotes are reported once and freed of them; names given twice are reported.
fn name_columns(header: &mut [Cell], mistakes: &mut Vec<TableMistake>) {
    let mut smart = None;
    for cell in header.iter_mut().filter(|cell| opens_smart(&cell.text)) {
        smart.get_or_insert(cell.start..cell.end);
        cell.text = cell.text.trim_matches(['“', '”', '„', '«', '»']).trim().to_owned();
    }
    mistakes.extend(smart.map(|at| TableMistake::new(at, Slip::SmartQuotes)));
    let mut seen: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    for cell in header.iter().filter(|cell| !cell.text.is_empty()) {
        let at = cell.start..cell.end;
        if let Some(first) = seen.get(cell.text.as_str()) {
            let (name, first) = (cell.text.clone(), first.clone());
            mistakes.push(TableMistake::new(at, Slip::DuplicateColumn { name, first }));
        } else {
            seen.insert(&cell.text, at);
        }
    }
}

/// Whether a cell begins with a typographic quote.
fn opens_smart(cell: &str) -> bool {
    cell.starts_with(['“', '”', '„', '«', '»'])
}

/// Where most rows are of another length, and all of the same, it is the header that is wrong: said once.
fn blame_header(header: &[Cell], rows: usize, mistakes: &mut Vec<TableMistake>) {
    let length = |mistake: &TableMistake| match mistake.slip {
        Slip::RowLength { found, .. } => Some(found),
        Slip::OtherSeparator { .. } => Some(1),
        _ => None,
    };
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for found in mistakes.iter().filter_map(length) {
        *counts.entry(found).or_default() += 1;
    }
    let most = counts.into_iter().find(|(_, count)| *count > 1 && 2 * count > rows);
    if let (Some((found, count)), Some(first), Some(last)) = (most, header.first(), header.last()) {
        mistakes.retain(|mistake| length(mistake) != Some(found));
        mistakes.push(TableMistake::new(first.start..last.end, Slip::HeaderLength { found, expected: header.len(), count, rows }));
    }
}

fn row_length(row: &mut Row, expected: usize, widest: usize, mistakes: &mut Vec<TableMistake>) {
    let used = row.cells.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
    if row.cells.len() > expected && row.cells.len() <= widest {
        row.cells.truncate(used.max(expected)); // a spreadsheet fills rows up to the width of the header
    }
    let found = row.cells.len();
    if found == expected {
        return;
    }
    let quote = row.cells.iter().find(|cell| opens_smart(&cell.text)).map(|cell| cell.start);
    let excess = row.cells.get(expected).map(|cell| cell.start);
    row.cells.truncate(expected);
    if std::mem::replace(&mut row.broken, true) {
        return; // a mistake in its quotes is reported already
    }
    if let [cell] = &mut row.cells[..]
        && let Some((sign, first)) = separated(&cell.text, expected)
    {
        mistakes.push(TableMistake::new(row.start..row.end, Slip::OtherSeparator { sign }));
        cell.text.truncate(first); // others may name the entry
        return;
    }
    mistakes.push(match (excess, quote) {
        (Some(_), Some(quote)) => TableMistake::new(quote..row.end, Slip::SmartQuotes),
        (excess, _) => TableMistake::new(excess.unwrap_or(row.start)..row.end, Slip::RowLength { found, expected }),
    });
}

/// What else seems to separate the cells of a row that is a single one, and where the first of them ends: there would be about as
/// many as there are columns, or no blank follows it, as one does in a text.
fn separated(row: &str, columns: usize) -> Option<(char, usize)> {
    let fits = |sign: &char| (row.matches(*sign).count() + 1).abs_diff(columns) <= 1 || !row.contains(&format!("{sign} "));
    let sign = [';', '\t', ','].into_iter().find(|sign| row.contains(*sign) && fits(sign))?;
    Some((sign, row.find(sign)?))
}
