//! Owns what a page rests on: the works that it or its fields cite.

use serde::Serialize;

use super::super::escape;
use super::super::maker::Maker;
use crate::link::records::EntryId;
use crate::link::texts::Place;
use crate::schema::SOURCES;

/// What the template gets.
#[derive(Serialize)]
struct Sources {
    heading: String,
    works: Vec<Work>,
}

/// One work.
#[derive(Serialize)]
struct Work {
    id: String,
    html: String,
    short: String,
    href: String,
    weak: bool,
}

impl Maker<'_> {
    /// The works that the page cites, and those that its entry names.
    pub fn sources_list(&mut self) -> String {
        let own: Vec<EntryId> = match self.place {
            Place::Page(page) => self.site.pages[page].sources.clone(),
            Place::Entry(entry) => self.site.records.held(entry, SOURCES).map(|holds| holds.entries().collect()).unwrap_or_default(),
        };
        for work in own {
            if !self.works.contains(&work) {
                self.works.push(work);
            }
        }
        if self.works.is_empty() {
            return String::new();
        }
        let heading = self.word("sources").to_owned();
        let heading = self.derived_heading(&heading, "sources");
        let mut works = self.works.clone();
        works.sort();
        let works = works
            .into_iter()
            .map(|work| Work {
                id: self.site.records.get(work).id.clone(),
                html: self.shop.works.get(&work).map(|styled| styled.entry_html.clone()).unwrap_or_default(),
                short: escape::text(&self.short_work(work)),
                href: self.href(Place::Entry(work), None),
                weak: self.site.work(work).is_some_and(|printed| printed.weak),
            })
            .collect();
        self.part("parts/sources.html", &Sources { heading, works })
    }
}

/// Stands in a page being made until its works are known; no content can hold it, because NUL is refused.
pub const SOURCES_HERE: &str = "\0sources\0";
