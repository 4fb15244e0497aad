//! Owns the contents of a page: headings of its highest level, nearly always 2, each with those of the next below it.

use serde::Serialize;

use super::super::maker::Heading;

/// Pages with fewer parts than this have no contents.
const FEWEST: usize = 3;

/// A heading of the highest level, or one of the next before any of these.
#[derive(Debug, Serialize)]
pub struct Part {
    /// Its anchor.
    pub id: String,
    /// Its words, as HTML without links.
    pub html: String,
    /// The headings below it.
    pub inner: Vec<Part>,
}

/// The contents of a page with these headings; none where there is little to choose from.
pub fn nested(headings: &[Heading]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let highest = headings.iter().map(|heading| heading.level).min().unwrap_or(2);
    let mut begun = false;
    for heading in headings.iter().filter(|heading| heading.level <= highest + 1) {
        let part = Part { id: heading.id.clone(), html: heading.html.clone(), inner: Vec::new() };
        begun |= heading.level == highest;
        match parts.last_mut().filter(|_| begun && heading.level > highest) {
            Some(above) => above.inner.push(part),
            None => parts.push(part),
        }
    }
    if parts.len() < FEWEST { Vec::new() } else { parts }
}
