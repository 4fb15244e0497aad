//! Owns the columns that no row of a table fills: they are named beneath it instead of shown.

use super::super::maker::Maker;
use super::table::Group;
use crate::link::sheets::MOST;
use crate::schema::Column;

impl Maker<'_> {
    /// Takes columns that are silent in every row out of a table; gives back what they are called.
    pub fn without_silence(&self, columns: &mut Vec<Column>, groups: &mut [Group]) -> Vec<String> {
        // Another sheet may have what this one lacks.
        if self.longest > MOST {
            return Vec::new();
        }
        let rows = || groups.iter().flat_map(|group| &group.rows);
        let silent = |index: usize| rows().next().is_some() && rows().all(|row| row.cells[index].silent && !row.cells[index].head);
        let shown: Vec<bool> = (0..columns.len()).map(|index| !silent(index)).collect();
        for row in groups.iter_mut().flat_map(|group| &mut group.rows) {
            keep(&mut row.cells, &shown);
        }
        let named = columns.iter().zip(&shown).filter(|(column, shown)| !**shown && self.silence_counts(&column.path));
        let named = named.map(|(column, _)| self.label(column)).collect();
        keep(columns, &shown);
        named
    }
}

fn keep<T>(all: &mut Vec<T>, which: &[bool]) {
    let mut which = which.iter();
    all.retain(|_| *which.next().unwrap_or(&true));
}
