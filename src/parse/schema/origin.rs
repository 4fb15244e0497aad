//! Owns where the entries of a collection come from.

use crate::base::{Diagnostic, Sources, Span, mistake, suggest::nearest};
use crate::parse::map::Map;
use crate::schema::{Collection, Origin, Schema};

/// Files or a table, as a collection declares it.
pub fn origin(map: &Map<'_>, sources: &Sources, found: &mut Vec<Diagnostic>) -> Origin {
    match (map.text("files", found), map.text("table", found)) {
        (Some((_, _)), Some((_, second))) => {
            found.push(mistake::files_and_table(second));
            Origin::Markdown
        }
        (Some((files, _)), None) => Origin::Files(files.to_owned()),
        (None, Some((table, span))) => {
            found.extend(table_mistake(table, span, sources));
            Origin::Table(table.to_owned())
        }
        (None, None) => Origin::Markdown,
    }
}

/// Says that a table belongs to a collection declared before already.
pub fn shared_table(collection: &Collection, schema: &Schema, map: &Map<'_>, found: &mut Vec<Diagnostic>) {
    let first = schema.collections.iter().find(|other| matches!(other.origin, Origin::Table(_)) && other.origin == collection.origin);
    if let (Some(first), Some((table, span))) = (first, map.text("table", &mut Vec::new())) {
        found.push(mistake::table_of_two(span, table, &first.id, &collection.id, first.span));
    }
}

/// What is wrong with a table that is none, or is not there.
fn table_mistake(table: &str, span: Span, sources: &Sources) -> Option<Diagnostic> {
    let there = sources.find(&format!("content/{table}")).is_some();
    if there && is_table(table) {
        return None;
    }
    let paths = || sources.iter().filter_map(|(_, source)| source.path.strip_prefix("content/"));
    let tables = || paths().filter(|path| is_table(path));
    if is_table(table) {
        let shouted = paths().find(|path| path.eq_ignore_ascii_case(table) && !is_table(path));
        return Some(match shouted {
            Some(path) => mistake::case_of_table(span, table, path),
            None => mistake::unknown_file(span, table, nearest(table, tables())),
        });
    }
    if paths().any(|path| path.strip_prefix(table).is_some_and(|rest| rest.starts_with('/'))) {
        return Some(mistake::folder_as_table(span, table));
    }
    let stem = table.rsplit_once('.').map_or(table, |(stem, _)| stem);
    let beside = tables().find(|path| path.rsplit_once('.').is_some_and(|(other, _)| other == stem));
    Some(mistake::table_of_other_type(span, table, beside, is_table(&table.to_lowercase())))
}

/// Whether a file of this name is read as a table.
fn is_table(path: &str) -> bool {
    [".csv", ".yaml", ".yml"].iter().any(|ending| path.ends_with(ending))
}
