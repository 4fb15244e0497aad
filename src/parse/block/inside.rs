//! Owns what may stand inside a block: a table must hold one, a figure a picture, and rows may become records.

use super::{Block, Makes};
use crate::base::{Diagnostic, mistake};
use crate::parse::ground::Ground;
use crate::parse::table::{Cell, Row, Table};
use crate::parse::tree::{Inside, Node, Nodes};
use crate::schema::Name;

/// Looks at what stands inside a block: a table must hold one, rows with `into=` become a table.
pub fn inside(block: &mut Block<Name>, children: Nodes<'_>, text: &str, ground: Ground<'_>, found: &mut Vec<Diagnostic>) {
    let table = children.iter().find(|node| matches!(node.inside, Inside::Table(_)));
    match (&mut block.makes, table) {
        (Makes::Table | Makes::Into(..), None) => found.push(mistake::no_table_inside(block.span)),
        (Makes::Into(_, rows), Some(node)) => *rows = rows_of(&node, text, ground),
        (Makes::Figure, _) if !children.iter().any(|node| has_image(&node)) => found.push(mistake::no_picture_inside(block.span)),
        (Makes::Records(_) | Makes::Matrix(_) | Makes::Picture(_), Some(node)) => found.push(mistake::table_in_query(node.span)),
        _ => {}
    }
}

fn has_image(node: &Node<'_>) -> bool {
    matches!(node.inside, Inside::Image(_)) || node.children.iter().any(|node| has_image(&node))
}

fn rows_of(table: &Node<'_>, text: &str, ground: Ground<'_>) -> Table {
    let cells = |row: &Node<'_>| -> Vec<Cell> {
        row.children
            .iter()
            .map(|cell| {
                let (start, end) = match (cell.children.first(), cell.children.iter().last()) {
                    (Some(first), Some(last)) => (first.span.start as usize, last.span.end as usize),
                    _ => (cell.span.start as usize, cell.span.start as usize),
                };
                let raw = if ground.exact { text.get(start.saturating_sub(ground.start)..end.saturating_sub(ground.start)) } else { None };
                Cell { text: raw.unwrap_or("").trim().replace("\\|", "|"), start, end }
            })
            .collect()
    };
    let header = table.children.iter().find(|node| node.inside == Inside::TableHead).map(|row| cells(&row)).unwrap_or_default();
    let rows = table.children.iter().filter(|node| node.inside == Inside::TableRow);
    let rows = rows.map(|row| Row { cells: cells(&row), start: row.span.start as usize, end: row.span.end as usize, broken: false }).collect();
    Table { header, rows, delimiter: '|' }
}
