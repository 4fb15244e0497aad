//! Owns tables of records.

mod view;

pub use view::{Group, Letter, Row, TableView, tools};

use super::super::escape;
use super::super::html::Walk;
use super::super::maker::Maker;
use super::split_mark;
use crate::link::records::EntryId;
use crate::link::sheets;
use crate::link::texts::Place;
use crate::parse::block::Block;
use crate::parse::tree::Node;
use crate::schema::{Basis, CollectionId, Column, Field, Kind, Own, Path, Query, Step};
pub use view::{Cell, Columns};

/// Tables with no more columns than this fit the widest page.
const NARROW: usize = 6;

/// So many columns of texts a table has that has nothing shorter.
const TEXTS: usize = 3;

/// Tables with more rows than this keep their heads in sight, and have letters above them.
pub const LONG: usize = 40;

impl Maker<'_> {
    /// A table of records as HTML; `node` holds its caption, which may have more than one paragraph.
    pub fn records(&mut self, walk: Walk<'_>, block: &Block<EntryId>, query: &Query<EntryId>, rows: &[EntryId], node: Node<'_>) -> String {
        if rows.is_empty() && block.empty.is_none() && block.id.is_none() {
            return String::new();
        }
        let declared = self.site.records.schema.collection(query.from);
        let all = rows.len() == self.site.records.members[query.from.0].len();
        let ways = self.ways_on(rows.len());
        let rows = self.part_of(rows);
        if rows.is_empty() && self.sheet > 0 {
            return String::new();
        }
        // Only if it is shown: notes that it points at are listed at the foot.
        let caption = self.caption(walk, node);
        let columns = self.columns_or_usual(query);
        let titled = query.sort.first().is_none_or(|(path, down)| !down && path.steps[..] == [Step::Own(Own::Title)]);
        let mut made = self.rows(block.id.as_deref(), &columns, rows);
        if self.is_whole_index(walk, query) {
            for (row, entry) in made.iter_mut().zip(rows) {
                row.id = escape::text(&self.site.records.get(*entry).id);
            }
        }
        let letters = if titled { self.first_rows(rows, &mut made) } else { Vec::new() };
        let groups = vec![Group { label: String::new(), rows: made }];
        let name = if caption.is_empty() { walk.above.map(|(_, words)| escape::text(words)).unwrap_or_default() } else { String::new() };
        let mut view = TableView { name, letters, ..self.table_view(block, columns, groups, caption) };
        // A table of all there is has the collection's own data.
        if all && block.id.is_none() {
            [view.csv, view.json] = self.data(&declared.id);
        }
        self.part("parts/table.html", &view) + &ways
    }

    /// Whether a table is where the entries of a collection without pages stand, so that its rows are what links lead to.
    fn is_whole_index(&self, walk: Walk<'_>, query: &Query<EntryId>) -> bool {
        let Place::Page(page) = self.place else { return false };
        let heads = self.site.pages[page].heads == Some(query.from) && !self.site.records.schema.collection(query.from).pages;
        heads && sheets::whole(walk.text, query.from).is_some_and(|whole| std::ptr::eq(whole, query))
    }

    /// The columns of a query; without any, the title and what is short, or some of what is not if nothing is.
    pub fn columns_or_usual(&self, query: &Query<EntryId>) -> Vec<Column> {
        if !query.columns.is_empty() {
            return query.columns.clone();
        }
        let mut columns = self.usual_columns(query.from, None);
        if columns.len() == 1 {
            let fields = self.site.records.schema.collection(query.from).fields.iter().enumerate();
            let texts = fields.filter(|(_, field)| matches!(field.kind, Kind::Text | Kind::Url) && !field.many);
            let column = |(index, field): (usize, &Field)| Column::of(query.from, Step::Field(query.from, index), &field.label, &field.id);
            columns.extend(texts.take(TEXTS).map(column));
        }
        columns
    }

    /// The title and what is short, but for one field.
    pub fn usual_columns(&self, from: CollectionId, but: Option<usize>) -> Vec<Column> {
        let declared = self.site.records.schema.collection(from);
        let title = Column::of(from, Step::Own(Own::Title), &declared.one, "title");
        let short = declared.fields.iter().enumerate().filter(|(index, field)| {
            field.id != crate::schema::SOURCES
                && !matches!(field.kind, Kind::Markdown | Kind::Text | Kind::Url)
                && (!field.many || !declared.pages)
                && Some(*index) != but
        });
        let short = short.take(5).map(|(index, field)| Column::of(from, Step::Field(from, index), &field.label, &field.id));
        std::iter::once(title).chain(short).collect()
    }

    /// The rows of a table of records.
    pub fn rows(&mut self, id: Option<&str>, columns: &[Column], entries: &[EntryId]) -> Vec<Row> {
        let head = columns.iter().position(|column| column.path.steps[..] == [Step::Own(Own::Title)]).unwrap_or(0);
        let titled = columns[head].path.steps[..] == [Step::Own(Own::Title)];
        let owned = columns.iter().any(|column| self.names_owner(column));
        // On narrow screens a row is a card under its head, which needs no label.
        let label = |index: usize, column| if index == head { String::new() } else { self.label(column) };
        let attributes: Vec<String> =
            columns.iter().enumerate().map(|(index, column)| attributes(&label(index, column), self.class(column))).collect();
        let silence = self.silence();
        let mut rows = Vec::with_capacity(entries.len());
        for entry in entries {
            let mut cells = Vec::with_capacity(columns.len());
            for (index, column) in columns.iter().enumerate() {
                self.row = Some(*entry).filter(|_| owned || titled && index != head);
                let mut html = self.cell(*entry, column);
                let silent = html.is_empty() || html == silence;
                if html.is_empty() {
                    html = "<span class=\"not-stated\">–</span>".to_owned();
                }
                let mut attributes = attributes[index].clone();
                let sort = self.sort_key(*entry, column);
                if !sort.is_empty() {
                    attributes.extend([" data-sort=\"", &sort, "\""]);
                }
                cells.push(Cell { html, head: index == head, attributes, silent });
            }
            let id = id.map(|id| format!("{id}--{}", self.site.records.get(*entry).id)).unwrap_or_default();
            rows.push(Row { id: escape::text(&id), cells });
        }
        self.row = None;
        rows
    }

    /// Whether a column shows what the entry of each row belongs to.
    fn names_owner(&self, column: &Column) -> bool {
        let within = self.site.records.schema.collection(column.path.from).within;
        within.is_some_and(|field| column.path.steps[..] == [Step::Field(column.path.from, field)])
    }

    fn class(&self, column: &Column) -> &'static str {
        match (column.count, self.kind(&column.path)) {
            (true, _) | (_, Some(Kind::Integer | Kind::Number)) => "num",
            (_, Some(Kind::Markdown | Kind::Text)) => "prose",
            (_, Some(_)) if self.many(&column.path) => "long",
            (_, Some(Kind::Date | Kind::Year | Kind::Boolean | Kind::Choice(_) | Kind::Country)) => "short",
            (_, None) if column.name.ends_with("description") => "prose",
            (_, None) if self.many(&column.path) => "long",
            _ => "",
        }
    }

    fn many(&self, path: &Path) -> bool {
        matches!(path.steps.last(), Some(Step::Inverse(..))) || self.site.records.schema.field_of(path).is_some_and(|field| field.many)
    }

    /// The view of a table of records.
    pub fn table_view(&mut self, block: &Block<EntryId>, mut columns: Vec<Column>, mut groups: Vec<Group>, caption: String) -> TableView {
        let silent = self.without_silence(&mut columns, &mut groups);
        let (caption, note) = match caption.split_once("\n\n") {
            Some((caption, note)) => (caption.to_owned(), note.to_owned()),
            None => (caption, String::new()),
        };
        let id = block.id.clone().unwrap_or_default();
        let shown: usize = groups.iter().map(|group| group.rows.len()).sum();
        let [csv, json] = if shown > 0 && !id.is_empty() { self.download(&id) } else { Default::default() };
        TableView {
            number: self.numbered(block.id.as_deref()),
            was: escape::text(block.was.as_deref().unwrap_or_default()),
            caption,
            note,
            empty: escape::text(block.empty.as_deref().unwrap_or(self.word("no-rows"))),
            name: String::new(),
            tools: tools(shown),
            steady: columns.len() <= NARROW && shown > LONG,
            silent: escape::text(&silent.join(self.word("comma"))),
            letters: Vec::new(),
            columns: columns.iter().map(|column| self.head(column)).collect(),
            groups,
            marks: self.explain_marks(),
            csv,
            json,
            referred: if id.is_empty() { Vec::new() } else { self.referred(&id) },
            id: escape::text(&id),
            html: String::new(),
        }
    }

    fn head(&self, column: &Column) -> Columns {
        Columns { label: boxed(&self.label(column)), class: self.class(column) }
    }

    /// What readers call a column; the theme has the words for built-in fields.
    pub fn label(&self, column: &Column) -> String {
        match column.path.steps.last() {
            Some(Step::Own(own)) if *own != Own::Title && column.label == own.name() => self.word(&format!("field-{}", own.name())).to_owned(),
            _ => column.label.clone(),
        }
    }

    /// The marks used since they were last explained, with what they mean.
    pub fn explain_marks(&mut self) -> Vec<(String, String)> {
        let marks: Vec<Basis> = std::mem::take(&mut self.marks).into_iter().collect();
        marks.into_iter().map(|basis| self.words_of(basis)).collect()
    }

    /// The mark of a basis, and what it means.
    pub fn words_of(&self, basis: Basis) -> (String, String) {
        let key = basis.key();
        (escape::text(self.word(&format!("mark-{key}"))), escape::text(self.word(&format!("basis-{key}"))))
    }
}

/// The attributes of the cells below a head.
pub fn attributes(label: &str, class: &str) -> String {
    let label = if label.is_empty() { String::new() } else { format!(" data-label=\"{}\"", escape::text(label)) };
    if class.is_empty() { label } else { format!("{label} class=\"{class}\"") }
}

/// The words of a head, a letter before them set in a box.
fn boxed(label: &str) -> String {
    match split_mark(label) {
        ("", words) => escape::text(words),
        (mark, words) => format!("<span class=\"mark\">{mark}</span> {}", escape::text(words)),
    }
}
