//! Owns timelines: dated records beside a line of time, from top to bottom. What is known to the year only is a bar, not a dot.

use super::super::escape;
use super::super::maker::Maker;
use super::super::value::date_words;
use super::letters::wrap;
use super::svg::Svg;
use super::{Drawn, Frame, Group};
use crate::link::records::EntryId;
use crate::link::texts::Place;
use crate::schema::{Column, Own, PartialDate, Path, Query, Step};

/// The drawing is made for a phone: units are its pixels, more or less.
const WIDTH: f64 = 380.0;
const FONT: f64 = 16.0;
const LINE: f64 = 20.0;
const GAP: f64 = 14.0;
const AXIS: f64 = 52.0;
const TOP: f64 = 10.0;
const LABELS: f64 = 92.0;

/// More labels than this, and years of many records are folded.
const MANY: usize = 24;

mod scale;
use scale::Scale;

/// What stands beside the line: one record, or those of a year.
struct Label {
    /// Where on the line it belongs, in years.
    at: f64,
    date: String,
    lines: Vec<String>,
    href: String,
}

impl Label {
    fn height(&self) -> f64 {
        (self.lines.len() + usize::from(!self.date.is_empty())) as f64 * LINE + GAP
    }
}

impl Maker<'_> {
    /// The records of a query that have a date, in its order or in that of time.
    pub fn in_time(&self, query: &Query<EntryId>, date: &Path) -> Vec<EntryId> {
        let entries = self.site.records.select(query, self.this);
        let mut dated: Vec<_> = entries.into_iter().filter_map(|entry| Some((self.date_at(entry, date)?.0, entry))).collect();
        dated.sort_by_key(|(date, _)| *date);
        dated.into_iter().map(|(_, entry)| entry).collect()
    }

    /// The date, then the columns of the query.
    pub fn timeline_columns(&self, query: &Query<EntryId>, date: &Path) -> Vec<Column> {
        let label = self.site.records.schema.label(date);
        let one = &self.site.records.schema.collection(query.from).one;
        let title = Column::of(query.from, Step::Own(Own::Title), one, "title");
        let mut columns =
            vec![Column { path: date.clone(), count: false, label, labelled: false, name: self.site.records.schema.spelt(date) }, title];
        columns.extend(query.columns.iter().filter(|column| column.path != *date && column.name != "title").cloned());
        columns
    }

    /// A timeline.
    pub(super) fn timeline(&mut self, frame: &Frame, query: &Query<EntryId>, date: &Path) -> Drawn {
        let entries = self.in_time(query, date);
        let dates: Vec<PartialDate> = entries.iter().filter_map(|entry| Some(self.date_at(*entry, date)?.0)).collect();
        let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return Drawn::default() };
        let labels = self.timeline_labels(frame, query, date, &entries);
        let scale = Scale::new(first.year, last.year, &labels);
        let tops = placed(&labels.iter().map(|label| (scale.on(label.at), label.height())).collect::<Vec<_>>(), TOP, TOP + scale.length());
        let mut svg = Svg::new(WIDTH);
        scale.draw(&mut svg);
        for (label, top) in labels.iter().zip(&tops) {
            svg.curve("tie", (AXIS, scale.on(label.at)), (LABELS - 6.0, top + LINE * 0.7));
        }
        // Days lie upon months, and months upon years.
        let mut marks = dates.clone();
        marks.sort_by_key(|date| (date.month.is_some(), date.day.is_some()));
        for date in &marks {
            let (from, to) = span(date);
            let (from, to) = (scale.on(from), scale.on(to));
            match (date.month, date.day) {
                (_, Some(_)) => svg.dot("node", (AXIS, from), 4.5),
                (None, _) => svg.line("bar", (AXIS, from + 1.0), (AXIS, to - 1.0)),
                _ => svg.line("bar month", (AXIS, from), (AXIS, to.max(from + 4.0))),
            }
        }
        for (label, top) in labels.iter().zip(&tops) {
            let mut y = top + LINE * 0.95;
            if !label.date.is_empty() {
                svg.words("quiet", (LABELS, y), LINE, std::slice::from_ref(&label.date), "");
                y += LINE;
            }
            svg.words("", (LABELS, y), LINE, &label.lines, &label.href);
        }
        let many = &self.site.records.schema.collection(query.from).many;
        let words = |date: &PartialDate| date_words(date, &self.site.theme.strings);
        let description = format!("{many}{}{}. {} – {}.", self.word("colon"), entries.len(), words(first), words(last));
        let columns = self.timeline_columns(query, date);
        let groups = vec![Group { label: String::new(), rows: self.rows(Some(&frame.rows), &columns, &entries) }];
        let without = self.site.records.select(query, self.this).len() - entries.len();
        let mut notes = Vec::new();
        if first.year < last.year {
            notes.push(escape::text(self.word("picture-years")));
        }
        if without > 0 {
            notes.push(escape::text(&format!("{}{}{without}.", self.word("picture-undated"), self.word("colon"))));
        }
        Drawn {
            svg: svg.finish(&frame.own, scale.length() + 2.0 * TOP, &frame.title, &description),
            notes,
            shown: entries.len(),
            columns,
            groups,
            ..Drawn::default()
        }
    }

    /// A label for each record; where there are many, one for all of a year.
    fn timeline_labels(&mut self, frame: &Frame, query: &Query<EntryId>, date: &Path, entries: &[EntryId]) -> Vec<Label> {
        let dated: Vec<_> = entries.iter().filter_map(|entry| self.date_at(*entry, date).map(|(date, basis)| (*entry, date, basis))).collect();
        let most = (WIDTH - LABELS) / FONT;
        let years = || dated.chunk_by(|a, b| a.1.year == b.1.year);
        let after = |fold: usize| years().map(|year| if year.len() > fold { 1 } else { year.len() }).sum::<usize>();
        let fold = if dated.len() <= MANY {
            usize::MAX
        } else if after(3) <= 2 * MANY {
            3
        } else {
            1
        };
        let mut labels = Vec::new();
        for year in years() {
            let at = |date: &PartialDate| span(date).0;
            if year.len() > fold {
                let many = &self.site.records.schema.collection(query.from).many;
                let row = format!("#{}", escape::address(&format!("{}--{}", frame.rows, self.site.records.get(year[0].0).id)));
                let lines = wrap(&format!("{} – {many}{}{}", year[0].1.year, self.word("colon"), year.len()), most, 2);
                labels.push(Label { at: at(&year[0].1), date: String::new(), lines, href: row });
                continue;
            }
            for (entry, date, basis) in year {
                let first = query.columns.first().map(|column| self.said(*entry, &column.path)).unwrap_or_default();
                let words: Vec<String> = first.into_iter().map(|said| said.words).collect();
                let words = if words.is_empty() { self.name(*entry).into_owned() } else { words.join(self.word("comma")) };
                let date_in_words = format!("{}{}", date_words(date, &self.site.theme.strings), self.marked(*basis));
                let href = self.href(Place::Entry(*entry), None);
                labels.push(Label { at: at(date), date: date_in_words, lines: wrap(&words, most, 8), href });
            }
        }
        labels
    }
}

/// From when to when a date may be, in years.
fn span(date: &PartialDate) -> (f64, f64) {
    let year = f64::from(date.year);
    match (date.month, date.day) {
        (None, _) => (year, year + 1.0),
        (Some(month), None) => (year + f64::from(month - 1) / 12.0, year + f64::from(month) / 12.0),
        (Some(month), Some(day)) => {
            let at = year + (f64::from(month - 1) + (f64::from(day) - 0.5) / 31.0) / 12.0;
            (at, at)
        }
    }
}

/// Tops of labels, each as near to where it belongs as the ones before and after allow. They fit between `from` and `to`.
fn placed(wanted: &[(f64, f64)], from: f64, to: f64) -> Vec<f64> {
    let mut tops = Vec::with_capacity(wanted.len());
    let mut next = from;
    for (at, height) in wanted {
        let top = (at - LINE * 0.7).max(next);
        tops.push(top);
        next = top + height;
    }
    let mut bottom = to;
    for (top, (_, height)) in tops.iter_mut().zip(wanted).rev() {
        *top = top.min(bottom - height);
        bottom = *top;
    }
    tops
}
