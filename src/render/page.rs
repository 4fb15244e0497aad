//! Owns whole pages: the frame around a text, an entry or an index.

use serde::Serialize;

use super::block::{Link, split_mark};
use super::escape;
use super::html::Walk;
use super::maker::{Heading, Maker, Shop};
use super::shell;
use super::value::date_words;
use crate::base::Diagnostic;
use crate::link::places::COVERAGE;
use crate::link::texts::{Place, Text};
use crate::parse::block::Makes;
use crate::schema::{CollectionId, GLOSSARY, Query, REFERENCES};

/// What the template of a page gets. Fields that end in `html`, and links, are HTML; the rest is text.
#[derive(Debug, Default, Serialize)]
pub struct PageView {
    /// The language of the site.
    pub language: String,
    /// The page's title.
    pub title: String,
    /// The site's title.
    pub site_title: String,
    /// One sentence.
    pub description: String,
    /// The page's address, where `base_url` is absolute.
    pub canonical: String,
    /// The way to the site's root.
    pub root: String,
    /// The way to the style sheet.
    pub style: String,
    /// The way to the script; empty if the theme has none.
    pub script: String,
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
    pub toc: Vec<Heading>,
    /// The text.
    pub body_html: String,
    /// The menu.
    pub menu_html: String,
    /// The way here from the home page.
    pub breadcrumbs: Vec<Link>,
    /// The page before.
    pub previous: Option<Link>,
    /// The page after.
    pub next: Option<Link>,
    /// Short forms met on the page.
    pub terms: Vec<Term>,
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
    /// The way to the page on coverage, where the site has one.
    pub coverage: String,
    /// The footer.
    pub footer_html: String,
}

/// A short form of the glossary.
#[derive(Debug, Serialize)]
pub struct Term {
    /// Its id in the glossary.
    pub id: String,
    /// The short form.
    pub short: String,
    /// What it stands for.
    pub title: String,
    /// Where the glossary explains it.
    pub href: String,
}

/// A page, finished.
pub struct Made {
    /// Its HTML.
    pub html: String,
    /// Mistakes of the theme.
    pub found: Vec<Diagnostic>,
}

/// Makes the page of a place.
pub fn make(shop: &Shop<'_>, place: Place) -> Made {
    let mut maker = Maker::new(shop, place);
    let body = match place {
        Place::Entry(entry) => maker.entry_body(shop.site.records.get(entry).collection),
        Place::Page(page) => maker.page_body(page),
    };
    let mut body = body;
    let sources = maker.sources_list();
    body = if body.contains(super::block::SOURCES_HERE) { body.replacen(super::block::SOURCES_HERE, &sources, 1) } else { body + &sources };
    let view = maker.view(body);
    let html = maker.part("page.html", &view);
    Made { html, found: maker.found }
}

impl Maker<'_> {
    fn entry_body(&mut self, collection: CollectionId) -> String {
        let site = self.site;
        let mut body = self.fill(&site.layouts[collection.0]);
        body.push_str(&self.other_notes());
        let text = site.text(self.place).clone();
        body.push_str(&self.footnotes_of(&text));
        body
    }

    fn page_body(&mut self, page: usize) -> String {
        let site = self.site;
        let page = &site.pages[page];
        let mut body = String::new();
        self.nodes(Walk::new(&page.text), &page.text.doc.nodes, &mut body);
        if let Some(collection) = page.heads {
            body.push_str(&self.index(collection, &page.text));
        } else if page.file.is_none() && page.address == COVERAGE {
            body.push_str(&self.coverage());
        } else if page.file.is_none() && !page.address.is_empty() {
            body.push_str(&self.folder(&page.address));
        } else if page.file.is_none() {
            body.push_str(&self.collections());
        }
        body.push_str(&self.footnotes_of(&page.text));
        body
    }

    /// The entries of a collection, where the text above has not shown them already.
    fn index(&mut self, collection: CollectionId, text: &Text) -> String {
        let shown = text.blocks.iter().any(|block| match &block.makes {
            Makes::Records(query) | Makes::Cards(query) | Makes::List(query) => query.from == collection && query.conditions.is_empty(),
            _ => false,
        });
        match self.site.records.schema.collection(collection).id.as_str() {
            _ if shown => String::new(),
            REFERENCES => self.bibliography(),
            GLOSSARY => self.glossary(),
            _ => {
                let query = Query { from: collection, columns: Vec::new(), conditions: Vec::new(), sort: Vec::new(), limit: None };
                self.whole_index(&query)
            }
        }
    }

    /// The pages of a folder that has no text of its own.
    fn folder(&mut self, address: &str) -> String {
        let site = self.site;
        let inside = site.pages.iter().enumerate().filter(|(_, page)| {
            page.address.strip_prefix(address).is_some_and(|rest| !rest.is_empty() && rest.trim_end_matches('/').matches('/').count() == 0)
        });
        let places: Vec<Place> = inside.map(|(index, _)| Place::Page(index)).collect();
        self.list_of(&places)
    }

    /// All collections that have pages: the home page of a site that has none of its own.
    fn collections(&mut self) -> String {
        let pages = self.site.pages.iter().enumerate().filter(|(_, page)| page.heads.is_some());
        let places: Vec<Place> = pages.map(|(index, _)| Place::Page(index)).collect();
        self.list_of(&places)
    }

    fn list_of(&mut self, places: &[Place]) -> String {
        let items: Vec<String> = places
            .iter()
            .map(|place| format!("<li><a href=\"{}\">{}</a></li>", self.href(*place, None), escape::text(&self.site.title(*place, Some(self.place)))))
            .collect();
        if items.is_empty() { String::new() } else { format!("<ul class=\"relation\">{}</ul>\n", items.join("\n")) }
    }

    fn view(&mut self, body_html: String) -> PageView {
        let site = self.site;
        let head = site.head(self.place);
        let (address, _) = site.address(self.place);
        let collection = match self.place {
            Place::Entry(entry) => Some(site.records.get(entry).collection),
            Place::Page(page) => site.pages[page].heads,
        };
        let kind = match self.place {
            Place::Entry(entry) => site.records.schema.collection(site.records.get(entry).collection).one.clone(),
            Place::Page(_) => String::new(),
        };
        let title = site.title(self.place, Some(self.place));
        let full_title = site.title(self.place, None);
        let (mark, heading) = split_mark(&title);
        let mut dateline = Vec::new();
        if let Place::Entry(_) = self.place {
            if let Some(as_of) = head.as_of {
                dateline.push(format!("{} {}", escape::text(self.word("picture-of")), self.date(&as_of)));
            }
            if let Some(reviewed) = head.reviewed {
                dateline.push(format!("{} {}", escape::text(self.word("reviewed")), self.date(&reviewed)));
            }
        }
        let (previous, next) = self.neighbours();
        let absolute = site.settings.base_url.starts_with("http");
        let path = self.file_path();
        let fill = |pattern: &str| path.as_ref().map(|path| escape::address(&pattern.replace("{path}", path))).unwrap_or_default();
        let name = collection.map(|collection| site.records.schema.collection(collection).id.clone());
        let data = name.into_iter().flat_map(|name| {
            ["csv", "json"].map(|ending| Link { href: self.to(&format!("data/{name}.{ending}")), html: ending.to_uppercase() })
        });
        let data: Vec<Link> = data.collect();
        PageView {
            language: site.settings.language.clone(),
            site_title: site.settings.title.clone(),
            description: if head.description.is_empty() { site.settings.description.clone() } else { head.description.clone() },
            canonical: if absolute { escape::address(&format!("{}{address}", site.settings.base_url)) } else { String::new() },
            root: if self.root.is_empty() { "./".to_owned() } else { self.root.clone() },
            style: self.asset("style.css"),
            script: self.asset("script.js"),
            home: address.is_empty(),
            kind,
            mark: mark.to_owned(),
            number: head.number.clone(),
            heading: heading.to_owned(),
            dateline,
            toc: self.toc.iter().filter(|heading| heading.level <= 3).cloned().collect(),
            body_html,
            menu_html: shell::menu(self, address),
            breadcrumbs: shell::breadcrumbs(self, address),
            previous,
            next,
            terms: self.terms_met(),
            edit: fill(&site.settings.edit_url),
            report: fill(&site.settings.report_url),
            changed_html: head.updated.map(|date| format!("<time datetime=\"{date}\">{}</time>", escape::text(&date_words(&date, &site.theme.strings)))).unwrap_or_default(),
            licence: site.settings.licence.as_ref().map(|(name, url)| Link { href: escape::address(url), html: escape::text(name) }),
            data,
            coverage: if site.pages.iter().any(|page| page.address == COVERAGE) { self.to(COVERAGE) } else { String::new() },
            footer_html: self.footer(),
            title: full_title,
        }
    }

    fn footer(&mut self) -> String {
        let site = self.site;
        let mut html = String::new();
        let walk = Walk { anchors: false, still: false, ..Walk::new(&site.footer) };
        let terms = std::mem::take(&mut self.terms);
        let shop_terms = site.footer.doc.nodes.clone();
        self.nodes(walk, &shop_terms, &mut html);
        self.terms = terms;
        html
    }

    fn terms_met(&mut self) -> Vec<Term> {
        let site = self.site;
        let terms = self.terms.clone();
        let short = |entry| self.shop.terms.iter().find(|(_, term)| **term == entry).map(|(short, _)| short.clone()).unwrap_or_default();
        let mut met: Vec<Term> = terms
            .into_iter()
            .map(|entry| Term {
                id: site.records.get(entry).id.clone(),
                short: short(entry),
                title: site.records.get(entry).head.title.clone(),
                href: self.href(Place::Entry(entry), None),
            })
            .collect();
        met.sort_by_key(|term| term.short.to_lowercase());
        met
    }

    /// The way to a file of the theme; empty if it has none of that name.
    pub fn asset(&self, name: &str) -> String {
        self.shop.assets.get(name).map(|address| self.to(address)).unwrap_or_default()
    }

    /// The page's file below `content/`, for links that edit it.
    fn file_path(&self) -> Option<String> {
        let file = match self.place {
            Place::Page(page) => self.site.pages[page].file?,
            Place::Entry(entry) => {
                let entry = self.site.records.get(entry);
                entry.text.doc.nodes.first().map_or(entry.file, |node| node.span.file)
            }
        };
        Some(self.shop.sources.path(file).trim_start_matches("content/").to_owned())
    }

    /// The pages before and after, among those of the same collection or folder.
    fn neighbours(&self) -> (Option<Link>, Option<Link>) {
        let site = self.site;
        let row: Vec<Place> = match self.place {
            Place::Entry(entry) => site.records.members[site.records.get(entry).collection.0].iter().map(|entry| Place::Entry(*entry)).collect(),
            Place::Page(page) if site.pages[page].address.is_empty() || site.pages[page].heads.is_some() => return (None, None),
            Place::Page(page) => {
                let section = site.pages[page].address.split('/').next();
                let same = site.pages.iter().enumerate().filter(|(_, other)| other.address.split('/').next() == section && other.heads.is_none());
                same.map(|(index, _)| Place::Page(index)).collect()
            }
        };
        let at = row.iter().position(|place| *place == self.place);
        let link = |index: Option<usize>| {
            let place = *row.get(index?)?;
            Some(Link { href: self.href(place, None), html: escape::text(&site.title(place, Some(self.place))) })
        };
        (link(at.and_then(|at| at.checked_sub(1))), link(at.map(|at| at + 1)))
    }
}
