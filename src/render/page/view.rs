//! Owns what the template of a page gets.

use std::sync::Arc;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::super::block::Link;
use super::super::data::WORKS;
use super::super::escape;
use super::super::maker::Maker;
use super::super::shell::{self, Frame};
use super::cite::Citation;
use super::contents::{self, Part};
use super::scripts::Uses;
use crate::link::places::SEARCH;
use crate::link::texts::Place;
use crate::schema::{Own, REFERENCES};

/// What the template of a page gets. Fields that end in `html`, and links, are HTML; the rest is text.
#[derive(Debug, Default, Serialize)]
pub struct PageView {
    /// The language of the site.
    pub language: String,
    /// Whether it is written from right to left.
    pub rtl: bool,
    /// The page's title.
    pub title: String,
    /// The site's title.
    pub site_title: String,
    /// One sentence; where the page has none, that of the site.
    pub description: String,
    /// The page's own sentence.
    pub lede: String,
    /// The page's address, where `base_url` is absolute.
    pub canonical: String,
    /// What the page says of itself to machines: JSON-LD, safe in a `script` element.
    pub linked_data: String,
    /// The way to the site's root.
    pub root: String,
    /// What the head has in common with that of other pages.
    pub head_html: Arc<str>,
    /// The title of the site and its menu.
    pub header_html: Arc<str>,
    /// The foot of the site.
    pub footer_html: Arc<str>,
    /// Whether it is the home page.
    pub home: bool,
    /// What the entry is: `Case study`.
    pub kind: String,
    /// A letter set before the title.
    pub mark: String,
    /// The page's number.
    pub number: String,
    /// The title as a heading.
    pub heading: String,
    /// Dates and the like, as HTML.
    pub dateline: Vec<String>,
    /// The contents.
    pub toc: Vec<Part>,
    /// The text.
    pub body_html: String,
    /// The way here from the home page.
    pub breadcrumbs: Vec<Link>,
    /// The page before.
    pub previous: Option<Link>,
    /// The page after.
    pub next: Option<Link>,
    /// Short forms met on the page.
    pub terms: Vec<Term>,
    /// How the page is cited.
    pub cite: Option<Citation>,
    /// Where the page is edited.
    pub edit: String,
    /// Where an error is reported.
    pub report: String,
    /// When it was last changed, as HTML.
    pub changed_html: String,
    /// The licence of the content.
    pub licence: Option<Link>,
    /// The page's data: `data/cases.csv` and the like.
    pub data: Vec<Link>,
    /// The way to the page of search, where a field for it stands above the text.
    pub search: String,
    /// Searches offered there.
    pub search_examples: Vec<Link>,
}

/// A short form of the glossary.
#[derive(Debug, Serialize)]
pub struct Term {
    /// Its anchor on the page.
    pub id: String,
    /// The short form.
    pub short: String,
    /// What it stands for.
    pub title: String,
    /// Where the glossary explains it.
    pub href: String,
}

impl Maker<'_> {
    /// Searches that the site offers as examples.
    fn search_examples(&self) -> Vec<Link> {
        let link = |words: &String| Link {
            href: format!("{}?q={}", self.to(SEARCH), utf8_percent_encode(words, NON_ALPHANUMERIC)),
            html: escape::text(words),
        };
        self.site.settings.search_examples.iter().map(link).collect()
    }

    pub(super) fn view(&mut self, body_html: String) -> PageView {
        let site = self.site;
        let head = site.head(self.place);
        let address = self.address.clone();
        let address = address.as_str();
        let collection = match self.place {
            Place::Entry(entry) => Some(site.records.get(entry).collection),
            Place::Page(page) => site.pages[page].heads,
        };
        let kind = self.place.entry().and(collection).map(|collection| site.records.schema.collection(collection).one.clone()).unwrap_or_default();
        let title = site.title(self.place, Some(self.place));
        let full_title = self.sheet_title(&site.title(self.place, None), self.sheet);
        let (mark, heading) = match self.place {
            Place::Entry(entry) => self.lettered(entry, &title),
            Place::Page(_) => (String::new(), title.into_owned()),
        };
        let heading = self.sheet_title(&heading, self.sheet);
        let mut dateline = Vec::new();
        if let (Place::Entry(_), Some(collection)) = (self.place, collection) {
            // A declared date is among the facts.
            if let Some(date) = head.date.filter(|_| site.records.schema.collection(collection).field(Own::Date.name()).is_none()) {
                dateline.push(format!("{} {}", escape::text(self.word("field-date")), self.date(&date)));
            }
            if let Some(as_of) = head.as_of {
                dateline.push(format!("{} {}", escape::text(self.word("picture-of")), self.date(&as_of)));
            }
            if let Some(reviewed) = head.reviewed {
                dateline.push(format!("{} {}", escape::text(self.word("reviewed")), self.date(&reviewed)));
            }
        }
        let (previous, next) = if self.sheet == 0 { self.neighbours() } else { self.sheets_around() };
        let terms = self.terms_met();
        let path = self.file_path();
        let fill = |pattern: &str| path.as_ref().map(|path| escape::address(&pattern.replace("{path}", path))).unwrap_or_default();
        let data = collection.map(|collection| self.data(&site.records.schema.collection(collection).id));
        let data = data.into_iter().flat_map(|ways| ways.into_iter().zip(["CSV", "JSON"]));
        let works = collection.filter(|collection| site.records.schema.collection(*collection).id == REFERENCES && !site.works.is_empty());
        let data = data.chain(works.map(|_| (self.to(WORKS), "BibTeX")));
        let data: Vec<Link> = data.map(|(href, html)| Link { href, html: html.to_owned() }).collect();
        let description = if head.description.is_empty() { site.settings.description.clone() } else { head.description.clone() };
        let home = address.is_empty();
        let uses = Uses::new(self, &body_html);
        let Frame { head_html, header_html, footer_html } = shell::frame(self, uses);
        let way = shell::way(self, address);
        PageView {
            language: site.settings.language.clone(),
            rtl: site.settings.is_rtl(),
            linked_data: self.linked_data(&full_title, &description, &way),
            site_title: site.settings.title.clone(),
            lede: if self.sheet == 0 { head.description.clone() } else { String::new() },
            cite: (!home).then(|| self.citation_of(&full_title)),
            description,
            canonical: self.whole_address(address),
            root: if self.root.is_empty() { "./".to_owned() } else { self.root.clone() },
            head_html,
            header_html,
            footer_html,
            home,
            kind,
            mark,
            number: head.number.clone(),
            heading,
            dateline,
            toc: contents::nested(&self.toc),
            body_html,
            breadcrumbs: shell::breadcrumbs(self, &way),
            previous,
            next,
            terms,
            edit: fill(&site.settings.edit_url),
            report: fill(&site.settings.report_url),
            changed_html: site.last_changed(self.place).map(|date| self.date(&date)).unwrap_or_default(),
            licence: self.licence(),
            data,
            search: if home && self.shop.searched { self.to(SEARCH) } else { String::new() },
            search_examples: if home && self.shop.searched { self.search_examples() } else { Vec::new() },
            title: full_title,
        }
    }
}
