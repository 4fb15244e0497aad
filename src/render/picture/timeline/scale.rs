//! Owns the line of time: each year as long as its labels need, and many empty years in a row cut out.

use super::super::svg::Svg;
use super::{AXIS, LINE, Label, TOP};

/// A year with labels is at least this long, and an empty one exactly half of it.
const YEAR: f64 = 26.0;
/// More empty years in a row than this are cut out.
const EMPTY: usize = 4;

/// A stretch of the line: from one year up to another.
struct Stretch {
    from: i16,
    until: i16,
    top: f64,
    length: f64,
    cut: bool,
}

/// Where years lie on the line.
pub struct Scale(Vec<Stretch>);

impl Scale {
    /// A line from the first to the last year, with room for these labels.
    pub(super) fn new(first: i16, last: i16, labels: &[Label]) -> Self {
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut top = TOP;
        let mut year = first;
        while year <= last {
            let own = labels.iter().filter(|label| label.at.floor() == f64::from(year));
            let needed: f64 = own.map(Label::height).sum();
            let next = labels.iter().map(|label| label.at.floor() as i16).find(|other| *other > year).unwrap_or(last + 1);
            let (until, length, cut) = match needed > 0.0 {
                true => (year + 1, needed.max(YEAR), false),
                false if usize::try_from(next - year).is_ok_and(|empty| empty > EMPTY) => (next, YEAR, true),
                false => (year + 1, YEAR / 2.0, false),
            };
            stretches.push(Stretch { from: year, until, top, length, cut });
            top += length;
            year = until;
        }
        Self(stretches)
    }

    /// How long the line is.
    pub fn length(&self) -> f64 {
        self.0.iter().map(|stretch| stretch.length).sum()
    }

    /// Where a moment lies, in years.
    pub fn on(&self, year: f64) -> f64 {
        let stretch = self.0.iter().find(|stretch| year < f64::from(stretch.until)).or(self.0.last());
        stretch.map_or(TOP, |stretch| {
            let part = (year - f64::from(stretch.from)) / f64::from(stretch.until - stretch.from);
            stretch.top + part.min(1.0) * stretch.length
        })
    }

    /// Draws the line with its years; it is broken where years are cut out.
    pub fn draw(&self, svg: &mut Svg) {
        let mut free = f64::NEG_INFINITY;
        for stretch in &self.0 {
            let bottom = stretch.top + stretch.length;
            svg.line(if stretch.cut { "axis cut" } else { "axis" }, (AXIS, stretch.top), (AXIS, bottom));
            if stretch.cut {
                continue;
            }
            svg.line("axis", (AXIS - 5.0, stretch.top), (AXIS, stretch.top));
            // A year that has labels goes before an empty one.
            if stretch.top >= free && stretch.length >= YEAR {
                svg.words("quiet year", (AXIS - 9.0, stretch.top + 5.5), LINE, &[stretch.from.to_string()], "");
                free = stretch.top + LINE;
            }
        }
    }
}
