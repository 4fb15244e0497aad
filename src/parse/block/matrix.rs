//! Owns the matrix: what it is, and how it is written.

use super::{Makes, Reader};
use crate::base::mistake;
use crate::schema::{CollectionId, Condition, Name, Path, Query};

/// A table of rows × columns.
#[derive(Debug, Clone)]
pub struct Matrix<R> {
    /// The entries down the side, sorted and narrowed by the query.
    pub rows: Query<R>,
    /// The entries across the top.
    pub columns: CollectionId,
    /// Which of them.
    pub column_conditions: Vec<Condition<R>>,
    /// From a row to its columns.
    pub via: Path,
    /// Whether cells show how many there are.
    pub count: bool,
    /// The field of a column that groups the head.
    pub group: Option<Path>,
    /// The heading of a last column with the number of columns met.
    pub total: Option<String>,
    /// Cells are tinted where this leads somewhere, from what stands in the cell.
    pub tint: Option<Path>,
    /// From a row to the columns that a source denies…
    pub none: Option<Path>,
    /// …when what lies on the way fulfils these.
    pub none_conditions: Vec<Condition<R>>,
}

impl Reader<'_, '_> {
    pub(super) fn matrix(&mut self) -> Option<Makes<Name>> {
        let known = ["rows", "columns", "via", "value", "group", "total", "tint", "none", "none-where", "column-where", "where", "sort", "empty"];
        self.allow(&known);
        let rows = self.collection("rows")?;
        let columns = self.collection("columns")?;
        let via = self.path("via", rows)?;
        let met = via.steps.last().and_then(|step| self.context.schema.leads_to(*step));
        if met != Some(columns) {
            let wanted = self.context.schema.collection(columns).id.clone();
            self.found.push(mistake::path_leads_elsewhere(self.value_span("via"), &self.text("via").unwrap_or_default(), &wanted));
            return None;
        }
        let count = match self.text("value").as_deref() {
            None | Some("mark") => false,
            Some("count") => true,
            Some(other) => {
                self.found
                    .push(mistake::bad_attribute(self.value_span("value"), &format!("`{other}` is not a value of cells: write `count` or `mark`")));
                false
            }
        };
        let optional = |reader: &mut Self, key: &str, from: CollectionId| reader.pair(key).is_some().then(|| reader.path(key, from)).flatten();
        let group = optional(self, "group", columns);
        let before = Path { from: via.from, steps: via.steps[..via.steps.len() - 1].to_vec() };
        let bodies = before.steps.last().and_then(|step| self.context.schema.leads_to(*step)).unwrap_or(rows);
        let tint = optional(self, "tint", bodies);
        let none = optional(self, "none", rows);
        let on_the_way = none.as_ref().and_then(|path| path.steps.iter().rev().nth(1)).and_then(|step| self.context.schema.leads_to(*step));
        let none_conditions = self.conditions("none-where", on_the_way.unwrap_or(rows));
        let column_conditions = self.conditions("column-where", columns);
        let query = Query { from: rows, columns: Vec::new(), conditions: self.conditions("where", rows), sort: self.sort(rows), limit: None };
        let total = self.text("total");
        Some(Makes::Matrix(Box::new(Matrix { rows: query, columns, column_conditions, via, count, group, total, tint, none, none_conditions })))
    }
}
