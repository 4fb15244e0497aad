//! Owns what the template of a table gets.

use serde::{Serialize, Serializer};

use super::super::Link;

/// What the template of a table gets; words and cells are HTML.
#[derive(Debug, Default, Serialize)]
pub struct TableView {
    /// Its label.
    pub id: String,
    /// A former label.
    pub was: String,
    /// `Table 3.2`
    pub number: String,
    /// Its caption.
    pub caption: String,
    /// Its name for those who cannot see the heading that stands in place of a caption.
    pub name: String,
    /// What was written below the caption.
    pub note: String,
    /// What stands in place of rows where there are none.
    pub empty: String,
    /// The heads.
    pub columns: Vec<Columns>,
    /// The rows, in groups where the table is grouped.
    pub groups: Vec<Group>,
    /// Classes for what a script can do to it, each after a blank: `sorts` of more than five rows, and `filters` of more than twelve.
    pub tools: &'static str,
    /// Whether it is long and narrow enough for its heads to stay in sight.
    pub steady: bool,
    /// Columns left out because no row fills them.
    pub silent: String,
    /// The letters of a long table, each with the way to its first row.
    pub letters: Vec<Letter>,
    /// Marks that were used: mark and meaning.
    pub marks: Vec<(String, String)>,
    /// The table as comma-separated values.
    pub csv: String,
    /// The table as JSON.
    pub json: String,
    /// Pages that point at it.
    pub referred: Vec<Link>,
    /// The whole table, where Markdown made it.
    pub html: String,
}

/// A letter of the alphabet, and where its first entry stands.
#[derive(Debug, Serialize)]
pub struct Letter {
    /// The letter.
    pub letter: String,
    /// The way there.
    pub href: String,
}

/// The head of a column.
#[derive(Debug, Serialize)]
pub struct Columns {
    /// Its words.
    pub label: String,
    /// `num`, `short`, `long` for lists, `prose` or nothing.
    pub class: &'static str,
}

/// Rows under a heading of their own.
#[derive(Debug, Default, Serialize)]
pub struct Group {
    /// The heading as HTML; empty in a table without groups.
    pub label: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Its anchor; empty where the table has none.
    pub id: String,
    /// Its cells. Templates get them as finished elements in a row: a long table has thousands, and they differ in what they show alone.
    #[serde(serialize_with = "elements")]
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug)]
pub struct Cell {
    /// What it shows.
    pub html: String,
    /// Whether it names the row.
    pub head: bool,
    /// The attributes of its element, each after a blank: what its column is called and looks like, and what it is sorted by
    /// where that is not its words.
    pub attributes: String,
    /// Whether there is nothing to show.
    pub silent: bool,
}

/// The classes of a table of so many rows, for the place that what a script adds to it will take.
pub fn tools(rows: usize) -> &'static str {
    match rows {
        0..=5 => "",
        6..=12 => " sorts",
        _ => " sorts filters",
    }
}

fn elements<S: Serializer>(cells: &[Cell], serializer: S) -> Result<S::Ok, S::Error> {
    let mut all = String::with_capacity(cells.iter().map(|cell| cell.html.len() + cell.attributes.len() + 32).sum());
    for Cell { html, head, attributes, silent: _ } in cells {
        let [open, close] = if *head { ["<th scope=\"row\"", "</th>"] } else { ["<td", "</td>"] };
        all.extend([open, attributes, ">", html, close]);
    }
    serializer.serialize_str(&all)
}
