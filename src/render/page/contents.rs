//! Owns the contents of a page: headings of level 2, each with those of level 3 below it.

use serde::Serialize;

use super::super::maker::Heading;

/// Pages with fewer parts than this have no contents.
const FEWEST: usize = 3;

/// A heading of level 2.
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
    for heading in headings {
        let part = Part { id: heading.id.clone(), html: heading.html.clone(), inner: Vec::new() };
        match (heading.level, parts.last_mut()) {
            (2, _) => parts.push(part),
            (3, Some(above)) => above.inner.push(part),
            _ => {}
        }
    }
    if parts.len() < FEWEST { Vec::new() } else { parts }
}
