//! Owns links and citations: what was written, taken apart.

use percent_encoding::percent_decode_str;
use pulldown_cmark::LinkType;

use super::Maker;
use crate::base::mistake;
use crate::parse::citation;
use crate::parse::doc::{Citation, Link, Written};
use crate::parse::tree::Inside;

impl Maker<'_, '_> {
    pub(super) fn link(&mut self, kind: LinkType, dest: &str, range: &std::ops::Range<usize>) -> u32 {
        let span = self.span(range.clone());
        let (to, words) = match kind {
            LinkType::WikiLink { has_pothole } => (wiki(dest.trim_end_matches('\\')), has_pothole),
            LinkType::Email => (Written::Address(format!("mailto:{dest}").into()), true),
            _ => (address(dest), true),
        };
        if let Written::Address(address) = &to {
            let scheme = address.split(':').next().unwrap_or("").to_ascii_lowercase();
            if !matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel") {
                self.found.push(mistake::bad_scheme(span, address));
            }
        }
        if !matches!(kind, LinkType::WikiLink { .. }) && matches!(dest, "" | "#") {
            self.found.push(mistake::link_to_nowhere(span));
        }
        self.doc.links.push(Link { to, span, words });
        self.doc.links.len() as u32 - 1
    }

    /// A picture is a file of the site: of another's, readers would ask a host that nobody told them of.
    pub(super) fn picture(&mut self, kind: LinkType, dest: &str, range: &std::ops::Range<usize>) -> u32 {
        let mistakes = self.found.len();
        let link = self.link(kind, dest, range);
        let Link { to, span, .. } = &self.doc.links[link as usize];
        if !matches!(to, Written::Path { .. }) && self.found.len() == mistakes {
            self.found.push(mistake::picture_elsewhere(*span, dest));
            // It is said once: nothing of that name is looked for.
            self.doc.links[link as usize].to = Written::Address(dest.into());
        }
        link
    }

    pub(super) fn citation(&mut self, range: std::ops::Range<usize>) {
        let ground = self.ground;
        let works = citation::parse(&self.text[range.clone()], range.start, |at| ground.span(at), self.found);
        self.doc.citations.push(Citation { works });
        self.add(Inside::Citation(self.doc.citations.len() as u32 - 1), range);
    }
}

/// `foods:risotto#risks`, taken apart.
fn wiki(written: &str) -> Written {
    let (name, label) = split_label(written);
    let (collection, name) = match name.split_once(':') {
        Some((collection, name))
            if !collection.is_empty() && collection.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') =>
        {
            (Some(collection.into()), name)
        }
        _ => (None, name),
    };
    Written::Name { collection, name: name.trim().into(), label }
}

fn address(dest: &str) -> Written {
    let scheme = dest.find(':').filter(|end| {
        let scheme = &dest[..*end];
        !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    });
    if scheme.is_some() || dest.starts_with("//") {
        return Written::Address(dest.into());
    }
    let (path, label) = split_label(dest);
    let label = label.map(|label| percent_decode_str(&label).decode_utf8_lossy().into());
    Written::Path { path: path.into(), label }
}

fn split_label(written: &str) -> (&str, Option<Box<str>>) {
    match written.split_once('#') {
        Some((before, label)) => (before, Some(label.into())),
        None => (written, None),
    }
}
