//! Owns maps: countries patterned by a value of their entries, on the world and on a part of it drawn larger.

mod patterns;
mod stand;

use std::collections::{BTreeMap, BTreeSet};

use super::super::block::Group;
use super::super::escape;
use super::super::maker::{Maker, Shop};
use super::outline::{Panel, Shape};
use super::svg::{Svg, number};
use super::{Drawn, Frame, Legend};
use crate::base::{Diagnostic, mistake};
use crate::link::records::EntryId;
use crate::link::texts::Place;
use crate::parse::outlines::{self, Outlines};
use crate::schema::{Column, Own, Path, Query, Step, Value};
use patterns::{fill, patterns, swatch};
use stand::Stands;

const WIDTH: f64 = 1200.0;
/// A country that covers less than this, in square units, is shown by a dot.
const SMALL: f64 = 260.0;
const DOT: f64 = 13.0;

impl Shop<'_> {
    /// Outlines of countries, as the theme has them.
    ///
    /// # Errors
    /// They can't be read: why, and where.
    pub fn outlines(&self) -> Result<&Outlines, Box<Diagnostic>> {
        let read = || match self.site.theme.outlines {
            Some(file) => outlines::parse(self.sources.text(file)).map_err(|(at, what)| Box::new(mistake::bad_theme_file(file, at, what))),
            None => Ok(Outlines::default()),
        };
        self.outlines.get_or_init(read).as_ref().map_err(Clone::clone)
    }
}

impl Maker<'_> {
    /// The title and the value, then the columns of the query.
    pub fn map_columns(&self, query: &Query<EntryId>, by: &Path) -> Vec<Column> {
        let schema = &self.site.records.schema;
        let mut columns = vec![
            Column::of(query.from, Step::Own(Own::Title), &schema.collection(query.from).one, "title"),
            Column { path: by.clone(), count: false, label: schema.label(by), labelled: false, name: schema.spelt(by) },
        ];
        columns.extend(query.columns.iter().filter(|column| column.path != *by && column.name != "title").cloned());
        columns
    }

    /// A map.
    pub(super) fn map(&mut self, frame: &Frame, query: &Query<EntryId>, country: &Path, by: &Path, inset: Option<[f64; 4]>) -> Drawn {
        let outlines = match self.shop.outlines() {
            Ok(outlines) => outlines,
            Err(mistaken) => {
                self.found.push(*mistaken);
                return Drawn::default();
            }
        };
        let entries = self.site.records.select(query, self.this);
        let mut countries: BTreeMap<String, Vec<EntryId>> = BTreeMap::new();
        let mut nowhere = Vec::new();
        let drawable: BTreeSet<&str> =
            outlines.countries.iter().map(|(code, _)| code).chain(outlines.points.iter().map(|(code, _)| code)).map(String::as_str).collect();
        for entry in &entries {
            let codes: Vec<String> = self.codes(*entry, country).into_iter().filter(|code| drawable.contains(code.as_str())).collect();
            if codes.is_empty() {
                nowhere.push(*entry);
            }
            codes.into_iter().for_each(|code| countries.entry(code).or_default().push(*entry));
        }
        let (stands, mut legend, bases) = self.stand(countries, by);
        let world = Panel::world(outlines, WIDTH);
        let part = inset.map(|inset| Panel::part(outlines, inset, WIDTH));
        let label = self.site.records.schema.label(by);
        legend.retain(|(_, _, count)| *count > 0);
        let words: Vec<String> = legend.iter().map(|(_, words, count)| format!("{words}{}{count}", self.word("colon"))).collect();
        let description = format!("{label}. {}.", words.join("; "));
        let larger: Vec<Shape> = part.as_ref().map(|part| part.shapes(outlines)).unwrap_or_default();
        let inside: BTreeSet<&str> =
            larger.iter().filter(|shape| part.as_ref().is_some_and(|part| part.shows(shape.middle))).map(|shape| shape.code.as_str()).collect();
        let shapes = world.shapes(outlines);
        let window = inset.map(|inset| window(&world, inset));
        let mut svg = self.panel(frame, "", &world, &shapes, &stands, &|code| !inside.contains(code), &description, window.as_deref());
        if let Some(part) = &part {
            let title = Frame { rows: frame.rows.clone(), own: frame.own.clone(), title: format!("{} ({})", frame.title, self.word("picture-part")) };
            svg.push_str(&self.panel(&title, "-part", part, &larger, &stands, &|code| inside.contains(code), &description, None));
        }
        let swatch = |(tone, words, count): (usize, String, usize)| Legend { swatch: swatch(frame, tone), label: escape::text(&words), count };
        let mut notes = Vec::new();
        for (basis, count) in bases {
            let mark = self.marked(basis);
            notes.push(escape::text(&format!("{} {}{}{count}.", mark.trim(), self.word(&format!("basis-{}", basis.key())), self.word("colon"))));
        }
        if !nowhere.is_empty() {
            let links: Vec<String> = nowhere.iter().map(|entry| self.entry_link(*entry)).collect();
            notes.push(format!(
                "{}{}{}.",
                escape::text(self.word("picture-nowhere")),
                escape::text(self.word("colon")),
                links.join(self.word("comma"))
            ));
        }
        notes.push(escape::text(self.word("picture-borders")));
        let columns = self.map_columns(query, by);
        let groups = vec![Group { label: String::new(), rows: self.rows(Some(&frame.rows), &columns, &entries) }];
        let shown = stands.values().map(|stands| stands.entries.len()).sum();
        Drawn { svg, legend: legend.into_iter().map(swatch).collect(), notes, shown, columns, groups, table: None }
    }

    fn codes(&self, entry: EntryId, country: &Path) -> Vec<String> {
        let mut codes = Vec::new();
        for seen in self.site.records.look(entry, country) {
            if let crate::link::records::Seen::Holds(holds, ..) = seen {
                codes.extend(holds.values.iter().filter_map(|(value, _)| match value {
                    Value::Country(code) => Some(code.clone()),
                    _ => None,
                }));
            }
        }
        codes
    }

    /// One picture: land, then countries that stand for something, then those that only a dot shows.
    #[allow(clippy::too_many_arguments)]
    fn panel(
        &mut self,
        frame: &Frame,
        suffix: &str,
        panel: &Panel,
        shapes: &[Shape],
        stands: &BTreeMap<String, Stands>,
        linked: &dyn Fn(&str) -> bool,
        description: &str,
        window: Option<&str>,
    ) -> String {
        let mut svg = Svg::new(panel.width);
        if suffix.is_empty() {
            svg.body.push_str(&patterns(&frame.own));
        }
        let land: String = shapes.iter().filter(|shape| !stands.contains_key(&shape.code)).map(|shape| shape.path.as_str()).collect();
        svg.body.push_str(&format!("<path class=\"land\" d=\"{land}\"></path>\n"));
        let mut dots = String::new();
        for shape in shapes {
            let Some(stands) = stands.get(&shape.code) else { continue };
            let fill = fill(frame, stands.tone);
            let small = shape.area < SMALL && panel.shows(shape.middle);
            let drawn = if small && linked(&shape.code) {
                let [x, y, r] = [shape.middle.0.round(), shape.middle.1.round(), DOT].map(number);
                format!("<circle{fill} cx=\"{x}\" cy=\"{y}\" r=\"{r}\"></circle>")
            } else if shape.path.is_empty() {
                continue;
            } else {
                format!("<path{fill} d=\"{}\"></path>", shape.path)
            };
            let out = if small { &mut dots } else { &mut svg.body };
            if !linked(&shape.code) {
                out.push_str(&drawn);
                continue;
            }
            let name = self.site.theme.countries.get(&shape.code).cloned().unwrap_or_else(|| shape.code.clone());
            let words = escape::text(&format!("{name}{}{}", self.word("colon"), stands.words));
            let href = match stands.entries[..] {
                [one] => self.href(Place::Entry(one), None),
                _ => format!("#{}", escape::address(&format!("{}--{}", frame.rows, self.site.records.get(stands.entries[0]).id))),
            };
            out.push_str(&format!("<a href=\"{href}\" aria-label=\"{words}\"><title>{words}</title>{drawn}</a>\n"));
        }
        svg.body.push_str(&dots);
        if !suffix.is_empty() {
            let [right, bottom] = [panel.width - 1.0, panel.height - 1.0].map(number);
            svg.body.push_str(&format!("<path class=\"window\" d=\"M1 1H{right}V{bottom}H1z\"></path>"));
        }
        if let Some(window) = window {
            svg.body.push_str(&format!("<path class=\"window\" d=\"{window}\"></path>"));
        }
        svg.finish(&format!("{}{suffix}", frame.own), panel.height, &frame.title, description)
    }
}

/// The edge of a part on the world.
fn window(world: &Panel, [west, south, east, north]: [f64; 4]) -> String {
    let along = |from: f64, to: f64, step: i32| from + (to - from) * f64::from(step) / 6.0;
    let up = (0..=6).map(|step| (west, along(south, north, step)));
    let down = (0..=6).map(|step| (east, along(north, south, step)));
    let points: Vec<String> = up.chain(down).map(|at| world.place(at)).map(|(x, y)| format!("{} {}", x.round(), y.round())).collect();
    format!("M{}z", points.join("L"))
}
