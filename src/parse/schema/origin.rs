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
            found.extend(misnamed(table, span, sources));
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

/// Says that a table is not there.
pub fn missing_table(map: &Map<'_>, sources: &Sources, found: &mut Vec<Diagnostic>) {
    let Some((table, span)) = map.text("table", &mut Vec::new()).filter(|_| map.get("files").is_none()) else { return };
    if is_table(table) && sources.find(&format!("content/{table}")).is_none() && shouted(table, sources).is_none() {
        found.push(mistake::unknown_file(span, table, nearest(table, paths(sources).filter(|path| is_table(path)))));
    }
}

/// What is wrong with a table that can't be one by its name.
fn misnamed(table: &str, span: Span, sources: &Sources) -> Option<Diagnostic> {
    if is_table(table) {
        let there = sources.find(&format!("content/{table}")).is_some();
        return shouted(table, sources).filter(|_| !there).map(|path| mistake::case_of_table(span, table, path));
    }
    if paths(sources).any(|path| path.strip_prefix(table).is_some_and(|rest| rest.starts_with('/'))) {
        return Some(mistake::folder_as_table(span, table));
    }
    let stem = table.rsplit_once('.').map_or(table, |(stem, _)| stem);
    let mut tables = paths(sources).filter(|path| is_table(path));
    let beside = tables.find(|path| path.rsplit_once('.').is_some_and(|(other, _)| other == stem));
    Some(mistake::table_of_other_type(span, table, beside, is_table(&table.to_lowercase())))
}

/// A file that has the name of a table in capitals.
fn shouted<'s>(table: &str, sources: &'s Sources) -> Option<&'s str> {
    paths(sources).find(|path| path.eq_ignore_ascii_case(table) && !is_table(path))
}

/// The files below `content/`, by their paths from there.
fn paths(sources: &Sources) -> impl Iterator<Item = &str> {
    sources.iter().filter_map(|(_, source)| source.path.strip_prefix("content/"))
}

/// Whether a file of this name is read as a table.
fn is_table(path: &str) -> bool {
    [".csv", ".yaml", ".yml"].iter().any(|ending| path.ends_with(ending))
}
