//! Owns outlines of countries as the theme's data has them: arcs that neighbours share, and the rings made of them.

/// Steps of the grid to a degree.
pub const STEPS: f64 = 20.0;

/// A place on the grid: steps east of Greenwich and north of the equator.
pub type Step = (i32, i32);
/// Arcs that follow each other to a closed line; with `true` an arc is read backwards.
pub type Ring = Vec<(usize, bool)>;

/// The outlines of all countries.
#[derive(Debug, Clone, Default)]
pub struct Outlines {
    /// Lines between two meetings of borders.
    pub arcs: Vec<Vec<Step>>,
    /// Countries by code, with their rings; `--` is land without a code.
    pub countries: Vec<(String, Vec<Ring>)>,
    /// Countries too small for an outline.
    pub points: Vec<(String, Step)>,
}

/// Reads `outlines.txt`; its first lines say how it is written.
///
/// # Errors
/// Where it can't be read, and why.
pub fn parse(text: &str) -> Result<Outlines, (usize, &'static str)> {
    let mut outlines = Outlines::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let place = at;
        at += line.len();
        let line = line.trim_end();
        let Some((kind, rest)) = line.split_once(' ') else { continue };
        match kind {
            "#" => {}
            "a" => outlines.arcs.push(arc(rest).ok_or((place, "an arc is a list of pairs of whole numbers"))?),
            "c" => {
                let (code, rings) = rest.split_once(' ').ok_or((place, "a country is a code and its rings"))?;
                let rings: Option<Vec<Ring>> = rings.split(", ").map(ring).collect();
                outlines.countries.push((code.to_owned(), rings.ok_or((place, "a ring is a list of arcs: `3 ~4`"))?));
            }
            "p" => {
                let (code, point) = rest.split_once(' ').ok_or((place, "a point is a code and two whole numbers"))?;
                let point = arc(point).and_then(|points| points.first().copied());
                outlines.points.push((code.to_owned(), point.ok_or((place, "a point is a code and two whole numbers"))?));
            }
            _ => return Err((place, "lines begin with `a`, `c`, `p` or `#`")),
        }
    }
    let known = |ring: &Ring| ring.iter().all(|(arc, _)| *arc < outlines.arcs.len());
    match outlines.countries.iter().all(|(_, rings)| rings.iter().all(known)) {
        true => Ok(outlines),
        false => Err((0, "a ring names an arc that is not there")),
    }
}

fn arc(text: &str) -> Option<Vec<Step>> {
    let numbers: Vec<i32> = text.split(' ').map(|number| number.parse().ok().filter(|number: &i32| number.abs() < 100_000)).collect::<Option<_>>()?;
    let (mut x, mut y) = (0_i32, 0_i32);
    let mut points = Vec::with_capacity(numbers.len() / 2);
    for pair in numbers.chunks(2) {
        let [dx, dy] = pair else { return None };
        (x, y) = (x.checked_add(*dx)?, y.checked_add(*dy)?);
        points.push((x, y));
    }
    Some(points)
}

fn ring(text: &str) -> Option<Ring> {
    let arc = |written: &str| match written.strip_prefix('~') {
        Some(number) => Some((number.parse().ok()?, true)),
        None => Some((written.parse().ok()?, false)),
    };
    text.split(' ').map(arc).collect()
}
