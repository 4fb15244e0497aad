//! Owns the records as open data: CSV and JSON of every collection and every labelled table.

mod package;

use indexmap::{IndexMap, IndexSet};
use serde::{Serialize, Serializer};

use super::maker::{Maker, Shop};
use super::output::Put;
use super::value::plain;
use crate::base::Diagnostic;
use crate::link::Site;
use crate::link::records::{EntryId, Holds, Resolved, Seen, own_text};
use crate::link::texts::{Place, Text};
use crate::parse::block::Makes;
use crate::schema::{Basis, CollectionId, Column, Evidence, Field, Own, Step, Value};

/// Where the works are handed out in BibLaTeX.
pub const WORKS: &str = "data/references.bib";

/// Rows under a header.
pub struct Rows {
    /// Names of the columns.
    pub header: Vec<String>,
    /// As many cells each.
    pub rows: Vec<Vec<String>>,
}

impl Rows {
    /// As CSV. What a spreadsheet would take for a formula has an apostrophe before it; numbers are none. Some begin a cell at
    /// every `;`, so each part of a list counts.
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        let mut written = writer.write_record(&self.header);
        for row in &self.rows {
            written = written.and_then(|()| writer.write_record(row.iter().map(|cell| marked(cell))));
        }
        debug_assert!(written.is_ok(), "writing to memory");
        writer.into_inner().unwrap_or_default()
    }

    /// As a JSON list of objects.
    pub fn json(&self) -> Vec<u8> {
        // Of columns with one name, the last counts, in the place of the first.
        let columns: IndexMap<&String, usize> = self.header.iter().zip(0..).collect();
        pretty(&self.rows.iter().map(|row| Object { columns: &columns, row }).collect::<Vec<_>>())
    }
}

/// A row under the names of its columns: each with its position.
struct Object<'a> {
    columns: &'a IndexMap<&'a String, usize>,
    row: &'a [String],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.columns.iter().map(|(name, at)| (name, self.row.get(*at))))
    }
}

/// Whether a spreadsheet would run a cell instead of showing it: neither a number, nor several, nor a sign alone.
fn is_formula(cell: &str) -> bool {
    let number = |part: &str| part.parse::<f64>().is_ok() && part.contains(|c: char| c.is_ascii_digit());
    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell != "-" && !cell.split(',').all(|part| number(part.trim_matches(' ')))
}

/// A cell with an apostrophe before each part that a spreadsheet would run.
fn marked(cell: &str) -> String {
    if !cell.split(';').any(is_formula) {
        return cell.to_owned();
    }
    let parts = cell.split(';').map(|part| if is_formula(part) { format!("'{part}") } else { part.to_owned() });
    parts.collect::<Vec<_>>().join(";")
}

/// Makes all data files.
pub fn make(shop: &Shop<'_>, put: &Put<'_>, _: &mut Vec<Diagnostic>) {
    let site = shop.site;
    let mut resources = Vec::new();
    for (id, collection) in site.records.schema.collections() {
        if site.records.members[id.0].is_empty() && !site.pages.iter().any(|page| page.heads == Some(id)) {
            continue;
        }
        let rows = collection_rows(site, id);
        resources.push(package::resource(site, id, &rows));
        hand_out(put, &collection.id, &rows);
    }
    if !site.works.is_empty() {
        put(WORKS, site.works.iter().map(|(_, work)| work.handed.as_str()).collect::<Vec<_>>().join("\n").as_bytes());
    }
    for place in site.places() {
        let maker = Maker::new(shop, place);
        for block in &site.text(place).blocks {
            let Some(label) = &block.id else { continue };
            let rows = match &block.makes {
                Makes::Records(query) => {
                    let entries = site.records.select(query, maker.this);
                    table_rows(site, &maker.columns_or_usual(query), &entries, true)
                }
                Makes::Matrix(matrix) => {
                    let computed = maker.meet(matrix);
                    let columns: Vec<EntryId> = computed.columns.iter().flat_map(|(_, entries)| entries.iter().copied()).collect();
                    let id = |entry: &EntryId| site.records.get(*entry).id.clone();
                    let mut header = vec!["id".to_owned(), "title".to_owned()];
                    // What the rows are called by has its own columns.
                    let own = header.clone();
                    let collection = |entry: &EntryId| &site.records.schema.collection(site.records.get(*entry).collection).id;
                    let named = |entry| if own.contains(&id(entry)) { format!("{}.{}", collection(entry), id(entry)) } else { id(entry) };
                    header.extend(columns.iter().map(named));
                    let cell = |row: EntryId, column: EntryId| match computed.cells.get(&(row, column)) {
                        Some(meeting) if meeting.denied => "none".to_owned(),
                        Some(meeting) => meeting.by.iter().map(id).collect::<Vec<_>>().join(";"),
                        None => String::new(),
                    };
                    let rows = computed.rows.iter().map(|row| {
                        let mut cells = vec![id(row), site.records.get(*row).head.title.clone()];
                        cells.extend(columns.iter().map(|column| cell(*row, *column)));
                        cells
                    });
                    Rows { header, rows: rows.collect() }
                }
                Makes::Picture(picture) => match maker.behind(picture) {
                    Some((columns, entries)) => table_rows(site, &columns, &entries, true),
                    None => continue,
                },
                _ => continue,
            };
            hand_out(put, &format!("tables/{}", site.download(place, label)), &rows);
        }
    }
    package::make(site, resources, put);
}

fn pretty(json: &impl Serialize) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(json).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

/// Where data of that name is handed out: as CSV, and as JSON.
pub fn files(name: &str) -> [String; 2] {
    ["csv", "json"].map(|ending| format!("data/{name}.{ending}"))
}

fn hand_out(put: &Put<'_>, name: &str, rows: &Rows) {
    let [csv, json] = files(name);
    put(&csv, &rows.csv());
    put(&json, &rows.json());
}

/// All entries of a collection: id, title, then its fields in schema order, with evidence where there is any.
pub fn collection_rows(site: &Site, id: CollectionId) -> Rows {
    let collection = site.records.schema.collection(id);
    let members = &site.records.members[id.0];
    let any = |own: Own| collection.field(own.name()).is_none() && members.iter().any(|entry| !own_text(own, site.records.get(*entry)).is_empty());
    let own = [Own::Description, Own::Also, Own::Date, Own::AsOf].map(|own| (own, any(own)));
    let mut header = vec!["id".to_owned(), "title".to_owned()];
    header.extend(own.iter().filter(|(_, used)| *used).map(|(own, _)| own.name().to_owned()));
    let evidence: Vec<Vec<Evidence>> = (0..collection.fields.len()).map(|field| Evidence::of(site, members, field)).collect();
    for (field, evidence) in collection.fields.iter().zip(&evidence) {
        header.push(field.id.clone());
        header.extend(evidence.iter().map(|evidence| format!("{}.{}", field.id, evidence.key())));
    }
    let rows = members.iter().map(|entry| {
        let record = site.records.get(*entry);
        let mut cells = vec![record.id.clone(), record.head.title.clone()];
        cells.extend(own.iter().filter(|(_, used)| *used).map(|(own, _)| own_text(*own, record)));
        for (index, field) in collection.fields.iter().enumerate() {
            let holds = record.values[index].as_ref();
            cells.push(holds.map(|holds| text(site, &Seen::Holds(holds, index, *entry), field)).unwrap_or_default());
            cells.extend(evidence[index].iter().map(|evidence| holds.map(|holds| evidence.text(site, holds, *entry)).unwrap_or_default()));
        }
        cells
    });
    Rows { header, rows: rows.collect() }
}

impl Evidence {
    /// What stands behind any of what a field of these entries holds.
    fn of(site: &Site, entries: &[EntryId], field: usize) -> Vec<Self> {
        let holds = || entries.iter().filter_map(|entry| site.records.get(*entry).values[field].as_ref());
        Self::ALL.into_iter().filter(|evidence| holds().any(|holds| evidence.is_used(holds))).collect()
    }

    /// Whether a value needs the column; basis and note go together.
    fn is_used(self, holds: &Holds) -> bool {
        match self {
            Self::Basis | Self::Note => holds.basis != Basis::Stated || holds.note.is_some(),
            Self::Sources => !holds.sources.is_empty(),
            Self::AsOf => holds.as_of.is_some(),
        }
    }

    fn text(self, site: &Site, holds: &Holds, entry: EntryId) -> String {
        match self {
            // Of what only drafts would say, nothing is known.
            Self::Basis if holds.values.is_empty() && !holds.denied => String::new(),
            Self::Basis => holds.basis.key().to_owned(),
            Self::Note => holds.note.as_ref().map(|note| words(site, note, entry)).unwrap_or_default(),
            Self::Sources => ids(site, &holds.sources),
            Self::AsOf => holds.as_of.map(|date| date.to_string()).unwrap_or_default(),
        }
    }
}

/// What is reached by several ways, once, and joined: entries by what they are, values by what they say.
fn once(site: &Site, seen: &[Seen<'_>], field: Option<&Field>) -> String {
    let mut parts: IndexSet<(Option<EntryId>, String)> = IndexSet::new();
    for seen in seen {
        match (seen, field) {
            (Seen::Own(Own::Title, entry), _) => _ = parts.insert((Some(*entry), own_text(Own::Title, site.records.get(*entry)))),
            (Seen::Own(own, entry), _) => _ = parts.insert((None, own_text(*own, site.records.get(*entry)))),
            (Seen::Entries(entries, ..), _) => parts.extend(entries.iter().map(|entry| (None, site.records.get(*entry).id.clone()))),
            (Seen::Holds(holds, _, owner), Some(field)) if !holds.denied => {
                parts.extend(holds.values.iter().map(|(value, _)| (None, value_text(site, value, field, *owner))));
            }
            (Seen::Holds(..), field) => parts.extend(field.map(|field| (None, text(site, seen, field)))),
        }
    }
    parts.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(";")
}

/// The ids of entries, joined.
fn ids(site: &Site, entries: &[EntryId]) -> String {
    entries.iter().map(|entry| site.records.get(*entry).id.as_str()).collect::<Vec<_>>().join(";")
}

/// The words of a text of an entry, as its page has them.
fn words(site: &Site, text: &Text, entry: EntryId) -> String {
    let mut out = String::new();
    site.read(&text.doc, &text.targets, text.doc.tree.nodes(), Some(Place::Entry(entry)), &mut out, &mut Vec::new());
    out.trim().to_owned()
}

/// A table of records as it stands on a page: keys and ids. With `evidence`, what stands behind values of the entries' own fields
/// follows them, where there is any.
pub fn table_rows(site: &Site, columns: &[Column], entries: &[EntryId], evidence: bool) -> Rows {
    let mut header = vec!["id".to_owned()];
    let mut shown: Vec<(&Column, Vec<(usize, Evidence)>)> = Vec::new();
    for column in columns {
        // A column is there once, however often the page shows it; the id always is.
        if header.contains(&column.name) {
            continue;
        }
        header.push(column.name.clone());
        let mut behind = Vec::new();
        if let ([Step::Field(_, field)], true) = (&column.path.steps[..], evidence && !column.count) {
            for evidence in Evidence::of(site, entries, *field) {
                let name = format!("{}.{}", column.name, evidence.key());
                if columns.iter().all(|column| column.name != name) {
                    header.push(name);
                    behind.push((*field, evidence));
                }
            }
        }
        shown.push((column, behind));
    }
    let rows = entries.iter().map(|entry| {
        let record = site.records.get(*entry);
        let mut cells = vec![record.id.clone()];
        for (column, behind) in &shown {
            cells.push(if column.count {
                site.records.count(*entry, &column.path).to_string()
            } else {
                let seen = site.records.look(*entry, &column.path);
                let field = site.records.schema.field_of(&column.path);
                if seen.is_empty() && column.path.steps.len() > 1 && site.records.denies(*entry, &column.path.steps) {
                    cells.push("none".to_owned());
                    continue;
                }
                once(site, &seen, field)
            });
            let holds = |field: usize| record.values[field].as_ref();
            cells.extend(behind.iter().map(|(field, one)| holds(*field).map(|holds| one.text(site, holds, *entry)).unwrap_or_default()));
        }
        cells
    });
    Rows { header, rows: rows.collect() }
}

fn bare_text(site: &Site, seen: &Seen<'_>) -> String {
    match seen {
        Seen::Own(own, entry) => own_text(*own, site.records.get(*entry)),
        Seen::Entries(entries, ..) => ids(site, entries),
        Seen::Holds(..) => String::new(),
    }
}

fn value_text(site: &Site, value: &Resolved, field: &Field, owner: EntryId) -> String {
    match value {
        Value::Markdown(text) => words(site, text, owner),
        other => plain(other, field, |entry| site.records.get(entry).id.clone()),
    }
}

fn text(site: &Site, seen: &Seen<'_>, field: &Field) -> String {
    match seen {
        Seen::Holds(holds, ..) if holds.denied => "none".to_owned(),
        Seen::Holds(holds, _, owner) => holds.values.iter().map(|(value, _)| value_text(site, value, field, *owner)).collect::<Vec<_>>().join(";"),
        other => bare_text(site, other),
    }
}
