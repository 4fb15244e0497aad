//! Owns networks: an entry, what it is tied to in two columns, and the lines between the columns.

mod choose;
mod table;
mod ties;

use super::super::escape;
use super::super::maker::Maker;
use super::letters::wrap;
use super::svg::Svg;
use super::{Drawn, Frame};
use crate::link::records::EntryId;
use crate::link::texts::Place;
use crate::schema::{Basis, Column};
use choose::Tied;
use ties::Tie;

const WIDTH: f64 = 380.0;
const FONT: f64 = 15.0;
const LINE: f64 = 18.0;
const GAP: f64 = 12.0;
/// Where the words of the left column end and those of the right one begin; lines run between the dots.
const LEFT: f64 = 154.0;
const RIGHT: f64 = 214.0;
const DOT: f64 = 8.0;

impl Maker<'_> {
    /// A network.
    pub(super) fn network(&mut self, frame: &Frame, of: Option<EntryId>, by: &[Column]) -> Drawn {
        let Some(of) = of.or(self.this) else { return Drawn::default() };
        let all = self.tied(of, by);
        let total: usize = all.iter().map(|group| group.entries.len()).sum();
        if total == 0 {
            return Drawn::default();
        }
        let ties = if all.len() > 1 {
            self.ties_between(&all[0].entries, &all[1..].iter().flat_map(|group| group.entries.clone()).collect::<Vec<_>>())
        } else {
            Vec::new()
        };
        let mut drawn = self.most_tied(&all, &ties);
        let mut svg = Svg::new(WIDTH);
        let height = if drawn.len() > 1 { self.two_columns(&mut svg, frame, of, &mut drawn, &ties) } else { self.fan(&mut svg, frame, of, &drawn) };
        let counts: Vec<String> = all.iter().map(|group| format!("{}{}{}", group.label, self.word("colon"), group.entries.len())).collect();
        let description = format!("{}. {}.", self.name(of), counts.join("; "));
        let svg = svg.finish(&frame.own, height, &frame.title, &description);
        let table = self.network_table(frame, &all, &ties);
        Drawn { svg, notes: self.meaning_of_lines(&all, &ties), shown: total, table: Some(table), ..Drawn::default() }
    }

    /// The first group on the left, the others on the right, under the entry they belong to.
    fn two_columns(&mut self, svg: &mut Svg, frame: &Frame, of: EntryId, groups: &mut [Tied], ties: &[Tie]) -> f64 {
        let top = self.hub(svg, of);
        let place = |entry: &EntryId, entries: &[EntryId]| entries.iter().position(|other| other == entry);
        let left = groups[0].entries.clone();
        for group in &mut groups[1..] {
            let middle = |entry: &EntryId| {
                let ends: Vec<usize> = ties.iter().filter(|tie| tie.right == *entry).filter_map(|tie| place(&tie.left, &left)).collect();
                if ends.is_empty() { usize::MAX } else { ends.iter().sum::<usize>() * 1000 / ends.len() }
            };
            group.entries.sort_by_cached_key(middle);
        }
        let heights = [self.column_height(&groups[..1], 0), self.column_height(&groups[1..], 1)];
        let height = heights[0].max(heights[1]);
        let mut dots: Vec<(EntryId, (f64, f64))> = Vec::new();
        let mut words = Svg::new(WIDTH);
        for (side, groups) in [&groups[..1], &groups[1..]].into_iter().enumerate() {
            let parts: usize = groups.iter().map(|group| group.entries.len()).sum();
            let extra = (height - heights[side]) / parts.max(1) as f64;
            let placed = self.column(&mut words, frame, groups, side, top, extra.min(40.0));
            let x = if side == 0 { LEFT + DOT } else { RIGHT - DOT };
            dots.extend(placed.into_iter().map(|(entry, y)| (entry, (x, y))));
        }
        let find = |entry: EntryId| dots.iter().find(|(known, _)| *known == entry).map(|(_, at)| *at);
        for tie in ties {
            if let (Some(from), Some(to)) = (find(tie.left), find(tie.right)) {
                svg.curve(if tie.basis == Basis::Stated { "tie" } else { "tie unsure" }, from, to);
            }
        }
        for (_, at) in &dots {
            svg.dot("node", *at, 3.5);
        }
        svg.body.push_str(&words.body);
        top + height
    }

    /// The entry that all others belong to, above the columns; gives back where they begin.
    fn hub(&mut self, svg: &mut Svg, of: EntryId) -> f64 {
        let lines = wrap(&self.name(of), (WIDTH - 40.0) / FONT / 1.1, 2);
        let height = lines.len() as f64 * LINE + 14.0;
        for x in [LEFT - 24.0, RIGHT + 24.0] {
            svg.line("axis", (x, height - 1.0), (x, height + 16.0));
        }
        svg.body.push_str(&format!("<rect class=\"hub\" x=\"1\" y=\"1\" width=\"{}\" height=\"{}\"></rect>", WIDTH - 2.0, height - 2.0));
        let here = Place::Entry(of) == self.place;
        let href = if here { String::new() } else { self.href(Place::Entry(of), None) };
        svg.words("strong center", (WIDTH / 2.0, LINE + 2.0), LINE, &lines, &href);
        height + 14.0
    }

    fn lines(&self, entry: EntryId, side: usize) -> Vec<String> {
        let room = if side == 0 { LEFT - 2.0 } else { WIDTH - RIGHT - 2.0 };
        wrap(&self.name(entry), room / FONT, 8)
    }

    fn column_height(&self, groups: &[Tied], side: usize) -> f64 {
        let of = |group: &Tied| {
            let entries: f64 = group.entries.iter().map(|entry| self.lines(*entry, side).len() as f64 * LINE + GAP).sum();
            entries + LINE + GAP + if group.more > 0 { LINE + GAP } else { 0.0 } + 10.0
        };
        groups.iter().map(of).sum()
    }

    /// The words of a column; gives back where the dot of each entry is.
    fn column(&mut self, svg: &mut Svg, frame: &Frame, groups: &[Tied], side: usize, top: f64, extra: f64) -> Vec<(EntryId, f64)> {
        let (x, class) = if side == 0 { (LEFT, "end") } else { (RIGHT, "") };
        let mut y = top + 10.0;
        let mut at = Vec::new();
        for group in groups {
            let heading = wrap(&group.label, LEFT / FONT / 1.08, 1);
            svg.words(&format!("strong {class}"), (x, y + LINE * 0.75), LINE, &heading, "");
            y += LINE + GAP;
            for entry in &group.entries {
                let lines = self.lines(*entry, side);
                y += extra / 2.0;
                let height = lines.len() as f64 * LINE;
                let href = self.href(Place::Entry(*entry), None);
                svg.words(class, (x, y + LINE * 0.75), LINE, &lines, &href);
                at.push((*entry, y + height / 2.0));
                y += height + GAP + extra / 2.0;
            }
            if group.more > 0 {
                let words = format!("+ {} {}", group.more, self.word("picture-more"));
                svg.words(&format!("quiet {class}"), (x, y + LINE * 0.75), LINE, &[words], &format!("#{}-table", escape::address(&frame.own)));
                y += LINE + GAP;
            }
            y += 10.0;
        }
        at
    }

    /// One group: the entry on the left, a line to each on the right.
    fn fan(&mut self, svg: &mut Svg, frame: &Frame, of: EntryId, groups: &[Tied]) -> f64 {
        let height = self.column_height(groups, 1);
        let mut words = Svg::new(WIDTH);
        let placed = self.column(&mut words, frame, groups, 1, 0.0, 0.0);
        let lines = wrap(&self.name(of), LEFT / FONT / 1.1, 5);
        let middle = height / 2.0;
        for (entry, y) in &placed {
            let unsure = groups.iter().any(|group| group.unsure.contains_key(entry));
            svg.curve(if unsure { "tie unsure" } else { "tie" }, (LEFT + DOT, middle), (RIGHT - DOT, *y));
            svg.dot("node", (RIGHT - DOT, *y), 3.5);
        }
        svg.dot("node", (LEFT + DOT, middle), 4.5);
        svg.body.push_str(&words.body);
        let first = middle - (lines.len() as f64 - 1.0) / 2.0 * LINE + LINE * 0.3;
        let href = if Place::Entry(of) == self.place { String::new() } else { self.href(Place::Entry(of), None) };
        svg.words("strong end", (LEFT, first), LINE, &lines, &href);
        height
    }
}
