//! Owns pictures drawn from records: what all of them share, a frame with words, links and the table behind.

mod letters;
mod map;
mod network;
mod outline;
mod projection;
mod said;
mod svg;
mod timeline;

use serde::Serialize;

use super::block::{Group, Link, TableView};
use super::escape;
use super::html::Walk;
use super::maker::Maker;
use crate::link::records::EntryId;
use crate::parse::block::Block;
use crate::parse::picture::Picture;
use crate::parse::tree::Node;
use crate::schema::Column;

/// In layouts, which serve rich and poor entries alike, pictures of fewer things than this are left out.
const FEWEST: usize = 3;

/// What the template of a picture gets; words are HTML.
#[derive(Default, Serialize)]
struct PictureView {
    id: String,
    was: String,
    kind: String,
    number: String,
    caption: String,
    note: String,
    /// The SVG, one or several.
    drawn: String,
    legend: Vec<Legend>,
    /// Sentences below it.
    notes: Vec<String>,
    /// The table that it was drawn from.
    table: String,
    referred: Vec<Link>,
}

/// A pattern and what it means.
#[derive(Serialize)]
struct Legend {
    swatch: String,
    label: String,
    count: usize,
}

/// A picture, drawn.
#[derive(Default)]
struct Drawn {
    svg: String,
    legend: Vec<Legend>,
    notes: Vec<String>,
    /// How many things it shows.
    shown: usize,
    columns: Vec<Column>,
    groups: Vec<Group>,
    /// The table, where its columns are not those of records.
    table: Option<TableView>,
}

/// What the parts of a picture are told.
struct Frame {
    /// The beginning of the anchors of its table's rows.
    rows: String,
    /// The beginning of the theme's own anchors in it.
    own: String,
    /// Its name.
    title: String,
}

impl Maker<'_> {
    /// A picture as HTML.
    pub fn picture(&mut self, walk: Walk<'_>, block: &Block<EntryId>, picture: &Picture<EntryId>, node: Node<'_>) -> String {
        self.pictures += 1;
        let id = block.id.as_deref();
        let own = format!("cb-picture-{}", self.pictures);
        let written: Vec<String> = node.children.iter().map(|node| node.plain()).filter(|words| !words.trim().is_empty()).collect();
        let title = written.first().map(|words| words.trim().to_owned()).or_else(|| walk.above.map(|(_, words)| words.to_owned()));
        let rows = id.map_or_else(|| format!("{own}-row"), str::to_owned);
        let frame = Frame { rows, own, title: title.unwrap_or_else(|| self.word("picture").to_owned()) };
        let drawn = match picture {
            Picture::Network { of, by } => self.network(&frame, *of, by),
            Picture::Timeline { query, date } => self.timeline(&frame, query, date),
            Picture::Map { query, country, by, inset } => self.map(&frame, query, country, by, *inset),
        };
        if drawn.shown == 0 || (walk.layout && drawn.shown < FEWEST) {
            return self.nothing_to_show(block);
        }
        let caption = self.caption(walk, node);
        let (caption, note) = caption.split_once("\n\n").map_or((caption.as_str(), ""), |(caption, note)| (caption, note));
        let table = self.behind_as_html(block, &frame, drawn.columns, drawn.groups, drawn.table);
        let view = PictureView {
            id: escape::text(id.unwrap_or_default()),
            was: escape::text(block.was.as_deref().unwrap_or_default()),
            kind: block.name.clone(),
            number: self.numbered(id),
            caption: caption.to_owned(),
            note: note.to_owned(),
            drawn: drawn.svg,
            legend: drawn.legend,
            notes: drawn.notes,
            table,
            referred: id.map(|id| self.referred(id)).unwrap_or_default(),
        };
        self.part("parts/picture.html", &view)
    }

    /// The columns and records behind a picture; none where it is not drawn from a query.
    pub fn behind(&self, picture: &Picture<EntryId>) -> Option<(Vec<Column>, Vec<EntryId>)> {
        match picture {
            Picture::Network { .. } => None,
            Picture::Timeline { query, date } => Some((self.timeline_columns(query, date), self.in_time(query, date))),
            Picture::Map { query, by, .. } => Some((self.map_columns(query, by), self.site.records.select(query, self.this))),
        }
    }

    fn behind_as_html(
        &mut self,
        block: &Block<EntryId>,
        frame: &Frame,
        columns: Vec<Column>,
        groups: Vec<Group>,
        table: Option<TableView>,
    ) -> String {
        let unlabelled = Block { id: None, was: None, ..block.clone() };
        let mut view = table.unwrap_or_else(|| self.table_view(&unlabelled, columns, groups, String::new()));
        view.name = escape::text(&frame.title);
        if let Some(id) = block.id.as_deref().filter(|_| block.name != "network") {
            [view.csv, view.json] = self.download(id);
        }
        self.part("parts/table.html", &view)
    }
}
