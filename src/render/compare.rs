//! Owns the page that compares: all entries of a collection, field by field, with what leads to each counted.

use serde::Serialize;

use super::block::{Link, split_mark};
use super::escape;
use super::maker::Maker;
use crate::link::derived::{Derived, fill};
use crate::link::records::EntryId;
use crate::link::texts::Place;
use crate::parse::block::Makes;
use crate::parse::doc::Labelled;
use crate::parse::tree::Inside;
use crate::schema::{CollectionId, Column, Kind, Path, SOURCES, Step};

/// So many entries fit side by side.
const ABREAST: usize = 4;

/// What the template gets; words and cells are HTML.
#[derive(Serialize)]
struct View {
    name: String,
    corner: String,
    hint: String,
    groups: Vec<Group>,
    rows: Vec<Row>,
    marks: Vec<(String, String)>,
    sections: Vec<Section>,
    others: Vec<Link>,
    csv: String,
    json: String,
}

/// Columns under one heading.
#[derive(Serialize)]
struct Group {
    label: String,
    columns: Vec<Head>,
}

/// The head of a column.
#[derive(Serialize)]
struct Head {
    label: String,
    mark: String,
    class: String,
}

/// One entry.
#[derive(Serialize)]
struct Row {
    id: String,
    title: String,
    head: String,
    cells: Vec<Cell>,
}

/// What is known of it.
#[derive(Serialize)]
struct Cell {
    html: String,
    class: String,
    sort: String,
}

/// The page that shows a section of all entries.
#[derive(Serialize)]
struct Section {
    name: String,
    link: Link,
}

impl Maker<'_> {
    /// What a page that nobody wrote compares.
    pub fn derived(&mut self, derived: Derived) -> String {
        match derived {
            Derived::Compare(collection) => self.compare(collection),
            Derived::Section(collection, section) => self.section_of_all(collection, section),
        }
    }

    fn compare(&mut self, collection: CollectionId) -> String {
        let site = self.site;
        let declared = site.records.schema.collection(collection);
        let groups = self.compared(collection);
        let columns: Vec<&Column> = groups.iter().flat_map(|(_, columns)| columns).collect();
        let mut rows = Vec::new();
        for entry in &site.records.members[collection.0] {
            let mut cells = Vec::with_capacity(columns.len());
            self.row = Some(*entry);
            for column in &columns {
                let html = self.cell(*entry, column);
                let html = if html.is_empty() { "<span class=\"not-stated\">–</span>".to_owned() } else { html };
                cells.push(Cell { html, class: number(self, column).to_owned(), sort: self.sort_key(*entry, column) });
            }
            self.row = None;
            let (id, title) = (escape::text(&site.records.get(*entry).id), escape::text(&self.name(*entry)));
            rows.push(Row { id, title, head: self.entry_link(*entry), cells });
        }
        let groups = groups.iter().map(|(label, columns)| {
            let heads = columns.iter().map(|column| {
                let label = self.label(column);
                let (mark, words) = split_mark(&label);
                Head { label: escape::text(words), mark: escape::text(mark), class: number(self, column).to_owned() }
            });
            Group { label: escape::text(label), columns: heads.collect() }
        });
        let groups = groups.collect();
        let link = |place: Place, words: &str| Link { href: self.href(place, None), html: escape::text(words) };
        let sections =
            site.section_pages(collection).map(|(name, page)| Section { name: escape::text(name), link: link(page, &site.title(page, None)) });
        let others = site.derived.keys().filter_map(|other| match other {
            Derived::Compare(other) if *other != collection => {
                Some(link(site.derived(Derived::Compare(*other))?, &site.records.schema.collection(*other).many))
            }
            _ => None,
        });
        let [csv, json] = self.data(&declared.id);
        let view = View {
            name: escape::text(&fill(self.word("compare-all"), declared, "", &self.site.settings.language)),
            corner: escape::text(&declared.one),
            hint: escape::text(&fill(self.word("compare-hint"), declared, "", &self.site.settings.language)),
            sections: sections.collect(),
            others: others.collect(),
            csv,
            json,
            marks: self.explain_marks(),
            groups,
            rows,
        };
        self.part("compare.html", &view)
    }

    /// What is compared, in groups: facts as the layout has them, under its headings; other fields; what leads here, counted.
    fn compared(&self, collection: CollectionId) -> Vec<(String, Vec<Column>)> {
        let site = self.site;
        let schema = &site.records.schema;
        let declared = schema.collection(collection);
        let layout = &site.layouts[collection.0];
        let mut groups: Vec<(String, Vec<Column>)> = Vec::new();
        let mut heading = String::new();
        for node in layout.doc.tree.nodes() {
            match node.inside {
                Inside::Heading(_, label) => {
                    if let Labelled::Heading(_, words) = &layout.doc.labels[label as usize].of {
                        heading.clone_from(words);
                    }
                }
                Inside::Block(block) => {
                    if let Makes::Facts(columns, _) = &layout.blocks[block as usize].makes {
                        let label = if heading.is_empty() { self.word("field-description").to_owned() } else { heading.clone() };
                        let columns = columns.iter().filter(|column| self.kind(&column.path) != Some(&Kind::Markdown)).cloned();
                        match groups.last_mut() {
                            Some((last, before)) if *last == label => before.extend(columns),
                            _ => groups.push((label, columns.collect())),
                        }
                    }
                }
                _ => {}
            }
        }
        let known = |groups: &[(String, Vec<Column>)], path: &Path| groups.iter().flat_map(|(_, columns)| columns).any(|column| column.path == *path);
        let mut more = Vec::new();
        for (index, field) in declared.fields.iter().enumerate().filter(|(_, field)| field.kind != Kind::Markdown && field.id != SOURCES) {
            let path = Path { from: collection, steps: vec![Step::Field(collection, index)] };
            if !known(&groups, &path) {
                more.push(Column { path, count: false, label: field.label.clone(), labelled: false, name: field.id.clone() });
            }
        }
        groups.push((self.word("more-fields").to_owned(), more));
        let mut counts = Vec::new();
        for (index, inverse) in declared.inverses.iter().enumerate() {
            let path = Path { from: collection, steps: vec![Step::Inverse(collection, index)] };
            let leads = site.records.members[collection.0].iter().any(|entry| !site.records.get(*entry).inverses[index].is_empty());
            if leads && !known(&groups, &path) {
                counts.push(Column { path, count: true, label: inverse.label.clone(), labelled: false, name: inverse.name.clone() });
            }
        }
        groups.push((self.word("how-many").to_owned(), counts));
        groups.retain(|(_, columns)| !columns.is_empty());
        groups
    }

    /// The way to an entry side by side with others of its collection; nothing if they are not compared.
    pub fn beside(&self, entry: EntryId, others: impl Iterator<Item = EntryId>) -> String {
        let Some(page) = self.site.derived(Derived::Compare(self.site.records.get(entry).collection)) else { return String::new() };
        let ids: Vec<&str> = std::iter::once(entry).chain(others).take(ABREAST).map(|entry| self.site.records.get(entry).id.as_str()).collect();
        format!("{}?entries={}", self.href(page, None), escape::address(&ids.join(",")))
    }

    /// The ways from a collection's index to what compares its entries.
    pub fn ways_across(&mut self, collection: CollectionId) -> String {
        let site = self.site;
        let Some(compare) = site.derived(Derived::Compare(collection)) else { return String::new() };
        let words = |key: &str| escape::text(&fill(self.word(key), site.records.schema.collection(collection), "", &site.settings.language));
        let link = |words: &str, page: Place| format!("<a href=\"{}\">{words}</a>", self.href(page, None));
        let sections: Vec<String> = site.section_pages(collection).map(|(section, page)| link(&escape::text(section), page)).collect();
        let sections = if sections.is_empty() {
            String::new()
        } else {
            format!("<li>{}{}{}</li>", words("sections-of-all"), words("colon"), sections.join(&words("comma")))
        };
        format!("<ul class=\"across line screen\"><li>{}</li>{sections}</ul>\n", link(&words("compare-some"), compare))
    }
}

fn number(maker: &Maker<'_>, column: &Column) -> &'static str {
    match (column.count, maker.kind(&column.path)) {
        (true, _) | (_, Some(Kind::Integer | Kind::Number)) => "num",
        _ => "",
    }
}
