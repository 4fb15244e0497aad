//! Owns table files: CSV, and YAML lists.

use super::{Reader, text, yaml};
use crate::base::{Span, mistake};
use crate::parse::entry::Entry;
use crate::parse::map::Map;
use crate::parse::schema::id_meant;
use crate::parse::table::{self, Cell, Slip, TableMistake, Trap, spreadsheet_trap};
use crate::parse::yaml::NodeKind;
use crate::schema::{CollectionId, GLOSSARY};

impl<'a> Reader<'a, '_> {
    /// The entries of a table file, and whether all of it could be read.
    pub fn table(&mut self, collection: CollectionId) -> Option<(Vec<Entry>, bool)> {
        let text = text(self.file, self.sources, self.found)?;
        if !self.sources.path(self.file).ends_with(".csv") {
            return self.list(text, collection);
        }
        if text.trim().is_empty() {
            self.found.push(mistake::table(Span::top(self.file), "this table is empty", "its first line names the columns: `id,title,…`"));
            return Some((Vec::new(), false));
        }
        let (mut table, mistakes) = table::parse(text);
        let foreign = mistakes.iter().any(TableMistake::is_foreign);
        let whole = !foreign && !mistakes.iter().any(|mistaken| mistaken.slip == Slip::UnclosedQuote);
        let said = self.found.len();
        self.found.extend(mistakes.iter().map(|mistaken| table::diagnostic(mistaken, table.delimiter, self.file)));
        let id = table.header.iter().position(|cell| cell.text.eq_ignore_ascii_case("id"));
        let ruined = |cell: &Cell| matches!(spreadsheet_trap(&cell.text), Some(Trap::TooNarrow | Trap::Formula));
        let whole = whole
            && (id.is_some() || !self.schema.collection(collection).pages)
            && !id.is_some_and(|id| table.rows.iter().filter_map(|row| row.cells.get(id)).any(ruined));
        if table.header.is_empty() || !whole && table.header.len() < 2 && !mistakes.is_empty() {
            return Some((Vec::new(), false));
        }
        if foreign {
            for row in &mut table.rows {
                row.broken = true;
            }
        }
        let before = self.found.len();
        let entries = self.decoder(text, Some(collection)).rows(collection, &table);
        let headless = entries.is_empty() && !table.rows.is_empty() && self.found.len() == before + 1;
        if headless {
            self.found.drain(said..before); // a first line that names nothing is all that is wrong
        }
        if foreign {
            self.found.truncate(before); // nothing of it can be judged before its cells are sure
        }
        Some((entries, whole))
    }

    /// The entries of a YAML list of maps.
    fn list(&mut self, text: &'a str, collection: CollectionId) -> Option<(Vec<Entry>, bool)> {
        let before = self.found.len();
        let Some(node) = yaml(text, 0, self.file, self.found) else {
            if let Some(at) = first_name(text) {
                self.found.truncate(before); // what follows can't fit to it
                self.found.push(mistake::no_list(Span::new(self.file, at, at), &self.schema.collection(collection).id));
            }
            return None;
        };
        let items = match node.kind {
            NodeKind::List(items) => items,
            NodeKind::Empty => Vec::new(),
            _ => {
                let span = Span::new(self.file, node.start, node.start);
                self.found.push(mistake::no_list(span, &self.schema.collection(collection).id));
                return None;
            }
        };
        let mut entries = Vec::new();
        let mut whole = true;
        for (number, item) in items.iter().enumerate() {
            let declared = self.schema.collection(collection);
            let what = format!("an entry of `{}`", declared.id);
            let Some(map) = Map::new(item, self.file, &what, self.found) else {
                whole = false;
                continue;
            };
            let needed = declared.pages || map.get("id").is_some();
            let id = if needed { map.needed("id", &what, self.found) } else { None };
            if needed && id.is_none() {
                whole = false;
                continue;
            }
            let span = id.map_or(map.span, |(_, span)| span);
            let id = match id {
                Some((id, span)) => id_meant(id, |offer| mistake::bad_id(span, id, offer), self.found),
                None => format!("{}-{}", declared.id, number + 1),
            };
            let mut decoder = self.decoder(text, Some(collection));
            entries.push(decoder.entry(collection, id, span, &map));
            // A term is called by its title, or has a short form with a meaning.
            if declared.id == GLOSSARY && ["short", "meaning"].iter().any(|key| map.get(key).is_none()) {
                map.needed("title", &what, self.found);
            }
        }
        Some((entries, whole))
    }
}

/// Where a name with a colon stands that is the first thing of a text, and so no item of a list.
fn first_name(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let shown = line.trim();
        if !shown.is_empty() && !shown.starts_with('#') {
            let is_name = shown.starts_with(char::is_alphabetic) && shown.contains(':');
            return is_name.then(|| at + line.len() - line.trim_start().len());
        }
        at += line.len();
    }
    None
}
