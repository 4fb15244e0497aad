//! Owns the geometry of lines on paper: fewer corners, areas and centres.

/// A place on paper.
pub type Point = (f64, f64);

/// Corners nearer than this to the line without them go.
const TOLERANCE: f64 = 1.1;
/// A line without the corners that nobody would miss (Douglas and Peucker); its ends stay.
pub fn simplified(line: &[Point]) -> Vec<Point> {
    if line.len() < 3 {
        return line.to_vec();
    }
    let mut keep = vec![false; line.len()];
    let mut open = vec![(0, line.len() - 1)];
    (keep[0], keep[line.len() - 1]) = (true, true);
    while let Some((from, to)) = open.pop() {
        let (mut far, mut corner) = (TOLERANCE * TOLERANCE, None);
        for at in from + 1..to {
            let square = square(line[at], line[from], line[to]);
            if square >= far {
                (far, corner) = (square, Some(at));
            }
        }
        if let Some(at) = corner {
            keep[at] = true;
            open.extend([(from, at), (at, to)]);
        }
    }
    line.iter().zip(keep).filter(|(_, keep)| *keep).map(|(point, _)| *point).collect()
}

/// The square of how far a point is from the line between two others.
fn square(point: Point, from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (x, y) = (point.0 - from.0, point.1 - from.1);
    let (length, along) = (dx * dx + dy * dy, x * dx + y * dy);
    if along <= 0.0 {
        x * x + y * y
    } else if along >= length {
        (x - dx).powi(2) + (y - dy).powi(2)
    } else {
        (x * dy - y * dx).powi(2) / length
    }
}

fn corners(line: &[Point]) -> impl Iterator<Item = (Point, Point, f64)> + '_ {
    (0..line.len()).map(|at| {
        let (a, b) = (line[at], line[(at + 1) % line.len()]);
        (a, b, a.0 * b.1 - b.0 * a.1)
    })
}

/// How much a ring covers.
pub fn area(line: &[Point]) -> f64 {
    corners(line).map(|(_, _, cross)| cross).sum::<f64>().abs() / 2.0
}

/// The centre of gravity of a ring; of its corners where it covers nothing.
pub fn middle(line: &[Point]) -> Point {
    let doubled: f64 = corners(line).map(|(_, _, cross)| cross).sum();
    if doubled.abs() < 1e-6 {
        let count = line.len().max(1) as f64;
        return (line.iter().map(|p| p.0).sum::<f64>() / count, line.iter().map(|p| p.1).sum::<f64>() / count);
    }
    let sum = corners(line).fold((0.0, 0.0), |sum, (a, b, cross)| (sum.0 + (a.0 + b.0) * cross, sum.1 + (a.1 + b.1) * cross));
    (sum.0 / (3.0 * doubled), sum.1 / (3.0 * doubled))
}
