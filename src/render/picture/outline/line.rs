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
        let far = (from + 1..to).map(|at| (distance(line[at], line[from], line[to]), at)).max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((far, at)) = far
            && far > TOLERANCE
        {
            keep[at] = true;
            open.extend([(from, at), (at, to)]);
        }
    }
    line.iter().zip(keep).filter(|(_, keep)| *keep).map(|(point, _)| *point).collect()
}

/// How far a point is from the line between two others.
fn distance(point: Point, from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (((point.0 - from.0) * dx + (point.1 - from.1) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (point.0 - from.0 - along * dx, point.1 - from.1 - along * dy);
    (x * x + y * y).sqrt()
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
