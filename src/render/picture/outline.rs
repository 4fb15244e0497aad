//! Owns the way from outlines of countries to paths: projected, simplified, cut at the frame, and rounded to whole units.

mod line;

use std::fmt::Write;

use super::projection::Projection;
use crate::parse::outlines::{Outlines, Ring, STEPS, Step};
use line::{Point, area, middle, simplified};

/// Rings that cover less than this are left out, unless they are a country's largest.
const SPECK: f64 = 8.0;
/// How far beyond the frame outlines are kept, so that the cut is out of sight.
const BEYOND: f64 = 12.0;

/// A part of the globe, drawn as one picture.
pub struct Panel {
    projection: Projection,
    scale: f64,
    corner: Point,
    /// Its width in units.
    pub width: f64,
    /// Its height in units.
    pub height: f64,
    arcs: Vec<Vec<Point>>,
}

/// A country on a panel.
pub struct Shape {
    /// Its code; `--` for land without one.
    pub code: String,
    /// Its rings as the data of a path; empty where none of it is in sight.
    pub path: String,
    /// The middle of its largest ring.
    pub middle: Point,
    /// How much it covers, in square units.
    pub area: f64,
}

impl Panel {
    /// The inhabited world.
    pub fn world(outlines: &Outlines, width: f64) -> Self {
        let projection = Projection::World;
        let edges = [(-180.0, 0.0), (180.0, 0.0), (0.0, 84.0), (0.0, -56.5)];
        Self::of(outlines, projection, &edges, width)
    }

    /// The part between west, south, east and north.
    pub fn part(outlines: &Outlines, [west, south, east, north]: [f64; 4], width: f64) -> Self {
        let projection = Projection::Around((west + east) / 2.0, (south + north) / 2.0);
        let along = |from: f64, to: f64, step: i32| from + (to - from) * f64::from(step) / 8.0;
        let mut edges = Vec::new();
        for step in 0..=8 {
            edges.extend([west, east].map(|x| (x, along(south, north, step))));
            edges.extend([south, north].map(|y| (along(west, east, step), y)));
        }
        Self::of(outlines, projection, &edges, width)
    }

    fn of(outlines: &Outlines, projection: Projection, edges: &[Point], width: f64) -> Self {
        let edges: Vec<Point> = edges.iter().map(|edge| projection.place(*edge)).collect();
        let least = |axis: fn(&Point) -> f64| edges.iter().map(axis).fold(f64::INFINITY, f64::min);
        let most = |axis: fn(&Point) -> f64| edges.iter().map(axis).fold(f64::NEG_INFINITY, f64::max);
        let (left, right, top, bottom) = (least(|p| p.0), most(|p| p.0), least(|p| p.1), most(|p| p.1));
        let scale = width / (right - left);
        let mut panel = Self { projection, scale, corner: (left, top), width, height: ((bottom - top) * scale).round(), arcs: Vec::new() };
        panel.arcs = outlines.arcs.iter().map(|arc| simplified(&arc.iter().map(|step| panel.step(*step)).collect::<Vec<_>>())).collect();
        panel
    }

    /// Where degrees east and north are on the panel.
    pub fn place(&self, at: Point) -> Point {
        let (x, y) = self.projection.place(at);
        ((x - self.corner.0) * self.scale, (y - self.corner.1) * self.scale)
    }

    fn step(&self, (east, north): Step) -> Point {
        self.place((f64::from(east) / STEPS, f64::from(north) / STEPS))
    }

    /// Whether a point is in the frame.
    pub fn shows(&self, (x, y): Point) -> bool {
        (0.0..=self.width).contains(&x) && (0.0..=self.height).contains(&y)
    }

    /// All countries, in the order of their codes.
    pub fn shapes(&self, outlines: &Outlines) -> Vec<Shape> {
        let mut shapes: Vec<Shape> = outlines.countries.iter().map(|(code, rings)| self.shape(code, rings)).collect();
        shapes.extend(outlines.points.iter().map(|(code, step)| Shape {
            code: code.clone(),
            path: String::new(),
            middle: self.step(*step),
            area: 0.0,
        }));
        shapes.sort_by(|a, b| a.code.cmp(&b.code));
        shapes
    }

    fn shape(&self, code: &str, rings: &[Ring]) -> Shape {
        let lines: Vec<Vec<Point>> = rings.iter().map(|ring| self.along(ring)).collect();
        let areas: Vec<f64> = lines.iter().map(|line| area(line)).collect();
        let largest = (0..areas.len()).max_by(|a, b| areas[*a].total_cmp(&areas[*b])).unwrap_or(0);
        let mut path = String::new();
        for (index, line) in lines.iter().enumerate() {
            if index == largest || areas[index] >= SPECK {
                draw(&self.cut(line), &mut path);
            }
        }
        Shape { code: code.to_owned(), path, middle: lines.get(largest).map_or((0.0, 0.0), |line| middle(line)), area: areas.iter().sum() }
    }

    fn along(&self, ring: &Ring) -> Vec<Point> {
        let mut line: Vec<Point> = Vec::new();
        for (arc, backwards) in ring {
            let arc = &self.arcs[*arc];
            if *backwards { line.extend(arc.iter().rev()) } else { line.extend(arc) }
        }
        line
    }

    /// A ring, cut at the four sides one after the other (Sutherland and Hodgman).
    fn cut(&self, line: &[Point]) -> Vec<Point> {
        let (right, bottom) = (self.width + BEYOND, self.height + BEYOND);
        let inside: [&dyn Fn(Point) -> f64; 4] = [&|p| p.0 + BEYOND, &|p| right - p.0, &|p| p.1 + BEYOND, &|p| bottom - p.1];
        let mut line = line.to_vec();
        for side in inside {
            if line.iter().all(|point| side(*point) >= 0.0) {
                continue;
            }
            let mut kept = Vec::new();
            for (index, point) in line.iter().enumerate() {
                let before = line[(index + line.len() - 1) % line.len()];
                let (a, b) = (side(before), side(*point));
                if (a >= 0.0) != (b >= 0.0) {
                    let part = a / (a - b);
                    kept.push((before.0 + (point.0 - before.0) * part, before.1 + (point.1 - before.1) * part));
                }
                if b >= 0.0 {
                    kept.push(*point);
                }
            }
            line = kept;
        }
        line
    }
}

/// Adds a ring to the data of a path, in whole units.
fn draw(line: &[Point], path: &mut String) {
    let mut rounded: Vec<(i64, i64)> = line.iter().map(|(x, y)| (x.round() as i64, y.round() as i64)).collect();
    rounded.dedup();
    if rounded.len() > 1 && rounded.first() == rounded.last() {
        rounded.pop();
    }
    let [first, rest @ ..] = &rounded[..] else { return };
    if rest.len() < 2 {
        return;
    }
    _ = write!(path, "M{} {}l", first.0, first.1);
    let mut at = *first;
    for (index, point) in rest.iter().enumerate() {
        let (dx, dy) = (point.0 - at.0, point.1 - at.1);
        let blank = if index > 0 && dx >= 0 { " " } else { "" };
        let between = if dy >= 0 { " " } else { "" };
        _ = write!(path, "{blank}{dx}{between}{dy}");
        at = *point;
    }
    path.push('z');
}
