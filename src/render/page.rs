//! Owns whole pages: a text, an entry or an index, and what follows it; the frame around it has files of its own.

mod around;
mod cite;
mod contents;
mod linked_data;
mod scripts;
mod view;

pub use scripts::{Scripts, Uses};
pub use view::PageView;

use memchr::memmem;

use super::block::SOURCES_HERE;
use super::escape;
use super::html::Walk;
use super::maker::{Maker, Shop};
use crate::base::Diagnostic;
use crate::link::places::{COVERAGE, SEARCH};
use crate::link::sheets;
use crate::link::texts::{Place, Text};
use crate::parse::block::Makes;
use crate::schema::{CollectionId, GLOSSARY, REFERENCES};

/// Room for what stands around a text, in bytes.
const FRAME: usize = 16 * 1024;

/// A page, finished.
pub struct Made {
    /// Its HTML.
    pub html: Vec<u8>,
    /// Mistakes of the theme.
    pub found: Vec<Diagnostic>,
    /// How many sheets the page has.
    pub sheets: usize,
}

/// Makes the page of a place, or a further sheet of it.
pub fn make(shop: &Shop<'_>, place: Place, sheet: usize) -> Made {
    let mut maker = Maker::of_sheet(shop, place, sheet);
    let mut body = match place {
        Place::Entry(entry) => maker.entry_body(shop.site.records.get(entry).collection),
        Place::Page(page) => maker.page_body(page),
    };
    let sources = maker.sources_list();
    match memmem::find(body.as_bytes(), SOURCES_HERE.as_bytes()) {
        Some(at) => body.replace_range(at..at + SOURCES_HERE.len(), &sources),
        None => body.push_str(&sources),
    }
    let view = maker.view(body);
    let mut html = Vec::with_capacity(view.body_html.len() + FRAME);
    shop.templates.render("page.html", &view, shop.site, &mut html, &mut maker.found);
    Made { html, found: maker.found, sheets: maker.longest.div_ceil(sheets::MOST) }
}

impl Maker<'_> {
    fn entry_body(&mut self, collection: CollectionId) -> String {
        let site = self.site;
        let layout = &site.layouts[collection.0];
        let mut body = self.fill(Walk { layout: true, ..Walk::new(layout) }, layout.doc.tree.nodes());
        if self.sheet == 0 {
            body.push_str(&self.other_notes());
        }
        let text = site.text(self.place).clone();
        body.push_str(&self.footnotes_of(&text));
        body
    }

    fn page_body(&mut self, page: usize) -> String {
        let site = self.site;
        let page = &site.pages[page];
        let mut body = String::new();
        match self.sheet {
            0 => self.nodes(Walk::new(&page.text), page.text.doc.tree.nodes(), &mut body),
            _ => body = self.fill(Walk::new(&page.text), page.text.doc.tree.nodes()),
        }
        if let Some(collection) = page.heads {
            if self.sheet == 0 {
                body.push_str(&self.ways_across(collection));
            }
            body.push_str(&self.index(collection, &page.text));
            body.push_str(&self.notes_of_rows(collection));
        } else if let Some(derived) = page.derived {
            body.push_str(&self.derived(derived));
        } else if page.file.is_none() && page.address == COVERAGE {
            body.push_str(&self.coverage());
        } else if page.file.is_none() && page.address == SEARCH {
            body.push_str(&self.search_page());
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
        let declared = self.site.records.schema.collection(collection);
        let shown = text.blocks.iter().any(|block| match &block.makes {
            Makes::Records(_) => sheets::whole(text, collection).is_some(),
            // Cards and lists only lead to entries; those without pages must stand somewhere.
            Makes::Cards(query) | Makes::List(query) => declared.pages && query.from == collection && query.conditions.is_empty(),
            _ => false,
        });
        match declared.id.as_str() {
            _ if shown => String::new(),
            REFERENCES => self.bibliography(),
            GLOSSARY => self.glossary(),
            _ => self.whole_index(collection),
        }
    }

    /// The pages of a folder that has no text of its own.
    fn folder(&mut self, address: &str) -> String {
        let below = self.shop.pages.range(address..).map_while(|(below, page)| Some((below.strip_prefix(address)?, page)));
        let inside = below.filter(|(rest, _)| !rest.is_empty() && !rest.trim_end_matches('/').contains('/'));
        let mut inside: Vec<usize> = inside.map(|(_, page)| *page).collect();
        inside.sort_unstable();
        let places: Vec<Place> = inside.into_iter().map(Place::Page).collect();
        self.list_of(&places)
    }

    /// All collections that have pages: the home page of a site that has none of its own.
    fn collections(&mut self) -> String {
        let pages = self.site.pages.iter().enumerate().filter(|(_, page)| page.heads.is_some());
        let places: Vec<Place> = pages.map(|(index, _)| Place::Page(index)).collect();
        self.list_of(&places)
    }

    fn list_of(&mut self, places: &[Place]) -> String {
        let ways = self.ways_on(places.len());
        let items: Vec<String> = self
            .part_of(places)
            .iter()
            .map(|place| format!("<li><a href=\"{}\">{}</a></li>", self.href(*place, None), escape::text(&self.site.title(*place, Some(self.place)))))
            .collect();
        if items.is_empty() { String::new() } else { format!("<ul class=\"relation\">{}</ul>\n{ways}", items.join("\n")) }
    }
}
