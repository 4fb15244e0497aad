//! Owns headings that are the titles of their texts, and that links lead to: without them, the links would lead nowhere.

use std::collections::BTreeSet;

use super::Site;
use crate::base::{Diagnostic, Span};

/// Leaves to the author what is said of such a heading.
pub fn leave_linked(site: &Site, found: &mut [Diagnostic]) {
    let mut titles = found.iter_mut().filter(|said| said.rule == "title-in-body" && said.edit.is_some()).peekable();
    if titles.peek().is_none() {
        return;
    }
    let first = site.mentions.labels.keys().flat_map(|(place, label)| {
        site.texts(*place).filter_map(|text| text.doc.labels.first()).filter(move |first| first.id == *label).map(|first| first.span)
    });
    let linked: BTreeSet<Span> = first.collect();
    for said in titles.filter(|said| said.span.is_some_and(|span| linked.contains(&span))) {
        said.edit = None;
        said.help.pop();
    }
}
