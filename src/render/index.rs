//! Owns indexes that nobody wrote: a collection as a table; the bibliography and the glossary have files of their own.

mod bibliography;
mod glossary;
mod letters;

use super::block::{Group, TableView, bare};
use super::escape;
use super::maker::Maker;
use super::sheet::Asking;
use crate::link::records::{EntryId, own_text};
use crate::schema::{CollectionId, Column, Kind, Own, Path, Query, SOURCES, Step};

impl Maker<'_> {
    /// All entries of a collection as a table. Without pages of their own, entries show all that is known of them.
    pub fn whole_index(&mut self, collection: CollectionId) -> String {
        let declared = self.site.records.schema.collection(collection);
        let (id, name, pages) = (declared.id.clone(), declared.many.clone(), declared.pages);
        let query = Query { from: collection, columns: Vec::new(), conditions: Vec::new(), sort: Vec::new(), limit: None };
        let columns = if pages { self.columns_or_usual(&query) } else { self.all_columns(collection) };
        let entries = self.listed(Asking::Index(collection), false, |records| records.in_index(collection));
        let ways = self.ways_on(entries.len());
        let mut first = Vec::new();
        let (columns, groups) = match self.lettered_field(collection) {
            Some(path) if pages => self.by_letter(columns, &entries, &path),
            _ => {
                let entries = self.part_of(&entries);
                if entries.is_empty() && self.sheet > 0 {
                    return String::new();
                }
                let mut rows = self.rows(None, &columns, entries);
                if !pages {
                    for (row, entry) in rows.iter_mut().zip(entries) {
                        row.id = escape::text(&self.site.records.get(*entry).id);
                    }
                } else {
                    first = self.first_rows(entries, &mut rows);
                }
                (columns, vec![Group { label: String::new(), rows }])
            }
        };
        let view = self.table_view(&bare(), columns, groups, String::new());
        let [csv, json] = self.data(&id);
        let view = TableView { name: escape::text(&name), letters: first, csv, json, ..view };
        self.part("parts/table.html", &view) + &ways
    }

    /// The field through which entries of a collection take their letter from another.
    fn lettered_field(&self, collection: CollectionId) -> Option<Path> {
        let fields = &self.site.records.schema.collection(collection).fields;
        let members = &self.site.records.members[collection.0];
        let lettered = |index: usize| {
            let path = Path { from: collection, steps: vec![Step::Field(collection, index)] };
            let owners = |entry: &EntryId| self.site.records.follow(*entry, &path.steps);
            (!members.is_empty() && members.iter().all(|entry| owners(entry).iter().any(|owner| self.own_letter(*owner).is_some()))).then_some(path)
        };
        let required = fields.iter().enumerate().filter(|(_, field)| field.required && !field.many && matches!(field.kind, Kind::Relation(_)));
        required.map(|(index, _)| index).find_map(lettered)
    }

    /// Entries under those that they take their letter from, in the order of the letters.
    fn by_letter(&mut self, mut columns: Vec<Column>, entries: &[EntryId], path: &Path) -> (Vec<Column>, Vec<Group>) {
        columns.retain(|column| column.path != *path);
        let mut owned: Vec<(Option<String>, EntryId, EntryId)> = Vec::new();
        for entry in entries {
            owned.extend(self.site.records.follow(*entry, &path.steps).into_iter().map(|owner| (self.own_letter(owner), owner, *entry)));
        }
        owned.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        let mut groups = Vec::new();
        for owned in self.part_of(&owned).chunk_by(|a, b| a.1 == b.1) {
            let entries: Vec<EntryId> = owned.iter().map(|(.., entry)| *entry).collect();
            groups.push(Group { label: self.entry_link(owned[0].1), rows: self.rows(None, &columns, &entries) });
        }
        (columns, groups)
    }

    /// What entries have beside their fields, then every field, with the sources last.
    fn all_columns(&self, collection: CollectionId) -> Vec<Column> {
        let declared = self.site.records.schema.collection(collection);
        let column = |step, label: &str, name: &str| Column::of(collection, step, label, name);
        let members = &self.site.records.members[collection.0];
        let any = |own: &Own| members.iter().any(|entry| !own_text(*own, self.site.records.get(*entry)).is_empty());
        let own = |own: Own| column(Step::Own(own), if own == Own::Title { &declared.one } else { own.name() }, own.name());
        let undeclared = |own: &Own| declared.field(own.name()).is_none();
        let mut fields: Vec<_> = declared.fields.iter().enumerate().collect();
        fields.sort_by_key(|(_, field)| field.id == SOURCES);
        let mut columns: Vec<Column> =
            [Own::Title, Own::Description, Own::Also, Own::Date].into_iter().filter(undeclared).filter(any).map(own).collect();
        columns.extend(fields.into_iter().map(|(index, field)| column(Step::Field(collection, index), &field.label, &field.id)));
        let before_sources = columns.len() - usize::from(declared.field(SOURCES).is_some());
        columns.splice(before_sources..before_sources, [Own::AsOf].into_iter().filter(any).map(own));
        columns
    }
}
