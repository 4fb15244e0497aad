//! Owns a required section across a collection: that of every entry on one page, and the ways there.

use std::cell::OnceCell;

use serde::Serialize;

use super::block::Link;
use super::escape;
use super::html::Walk;
use super::maker::{Heading, Maker};
use crate::base::alike::same;
use crate::link::derived::Derived;
use crate::link::records::EntryId;
use crate::link::texts::Place;
use crate::parse::doc::Labelled;
use crate::parse::tree::Inside;
use crate::schema::CollectionId;

/// What the template gets; words are HTML.
#[derive(Serialize)]
struct View {
    entries: Vec<Excerpt>,
    without: Vec<String>,
    compare: Option<Link>,
    others: Vec<Link>,
}

/// The section of one entry.
#[derive(Serialize)]
struct Excerpt {
    id: String,
    title: String,
    href: String,
    html: String,
}

impl Maker<'_> {
    /// A required section of all entries. No heading or label within has its anchor: that stands on the entry's own page.
    pub fn section_of_all(&mut self, collection: CollectionId, section: usize) -> String {
        let site = self.site;
        let name = &site.records.schema.collection(collection).sections[section];
        let mut entries = Vec::new();
        let mut without = Vec::new();
        for entry in &site.records.members[collection.0] {
            match self.excerpt(*entry, name) {
                Some(excerpt) => entries.push(excerpt),
                None => without.push(self.entry_link(*entry)),
            }
        }
        let mut others = Vec::new();
        for (other, page) in site.section_pages(collection).filter(|(other, _)| other != name) {
            others.push(Link { href: self.href(page, None), html: escape::text(other) });
        }
        let compare = site.derived(Derived::Compare(collection));
        let compare = compare.map(|page| Link { href: self.href(page, None), html: escape::text(self.word("compare-two")) });
        self.part("section.html", &View { entries, without, compare, others })
    }

    fn excerpt(&mut self, entry: EntryId, name: &str) -> Option<Excerpt> {
        let text = self.site.records.get(entry).text.clone();
        let range = text.doc.section(name)?;
        let Inside::Heading(_, label) = text.doc.tree.node(range.start).inside else { return None };
        let (id, title) = (self.site.records.get(entry).id.clone(), escape::text(&self.name(entry)));
        let href = self.href(Place::Entry(entry), Some(&text.doc.labels[label as usize].id));
        let (contents, before) = (self.toc.len(), self.this.replace(entry));
        let mut html = String::new();
        let notes = OnceCell::new();
        self.nodes(Walk { anchors: false, footless: Some(&notes), ..Walk::new(&text) }, text.doc.tree.between(range).iter().skip(1), &mut html);
        self.this = before;
        self.toc.truncate(contents);
        self.toc.push(Heading { level: 2, id: id.clone(), html: title.clone() });
        Some(Excerpt { id: escape::text(&id), title, href, html })
    }

    /// From a heading of an entry to the same section of all others.
    pub fn way_across(&self, walk: Walk<'_>, level: u8, label: u32) -> String {
        let (Place::Entry(entry), 2, true, false) = (self.place, level, walk.anchors, walk.layout) else { return String::new() };
        let collection = self.site.records.get(entry).collection;
        let Some(Labelled::Heading(_, words)) = walk.text.doc.labels.get(label as usize).map(|label| &label.of) else { return String::new() };
        let sections = &self.site.records.schema.collection(collection).sections;
        let number = sections.iter().position(|section| same(section, words));
        let Some(page) = number.and_then(|number| self.site.derived(Derived::Section(collection, number))) else { return String::new() };
        let words = escape::text(&self.site.title(page, None));
        format!("<p class=\"across screen\"><a href=\"{}\">{words}</a></p>\n", self.href(page, Some(&self.site.records.get(entry).id)))
    }
}
