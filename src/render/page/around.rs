//! Owns what stands around the text of a page: the licence, short forms met, files, pages before and after.

use super::super::block::Link;
use super::super::escape;
use super::super::maker::{Heading, Maker};
use super::view::Term;
use crate::link::texts::Place;

impl Maker<'_> {
    pub(super) fn terms_met(&mut self) -> Vec<Term> {
        let site = self.site;
        let terms = self.terms.clone();
        let mut met: Vec<Term> = terms
            .into_iter()
            .map(|entry| Term {
                id: format!("cb-term-{}", site.records.get(entry).id),
                short: site.records.short(entry).unwrap_or_default().to_owned(),
                title: site.records.get(entry).head.title.clone(),
                href: self.href(Place::Entry(entry), None),
            })
            .collect();
        met.sort_by_key(|term| term.short.to_lowercase());
        if !met.is_empty() {
            let html = escape::text(self.word("abbreviations"));
            self.toc.push(Heading { level: 2, id: "cb-terms".to_owned(), html });
        }
        met
    }

    /// The way to a file of the theme; empty if it has none of that name.
    pub fn asset(&self, name: &str) -> String {
        self.shop.assets.get(name).map(|address| self.to(address)).unwrap_or_default()
    }

    /// The whole address of a page or a file, for HTML; empty where the site's is not known.
    pub fn whole_address(&self, address: &str) -> String {
        self.site.settings.whole_address(address).map(|whole| escape::address(&whole)).unwrap_or_default()
    }

    /// The licence of the content.
    pub fn licence(&self) -> Option<Link> {
        self.site.settings.licence.as_ref().map(|(name, url)| Link { href: escape::address(url), html: escape::text(name) })
    }

    /// The page's file below `content/`, for links that edit it.
    pub(super) fn file_path(&self) -> Option<String> {
        self.shop.sources.path(self.site.text_file(self.place)?).strip_prefix("content/").map(str::to_owned)
    }

    /// The pages before and after, among those of the same collection or folder.
    pub(super) fn neighbours(&self) -> (Option<Link>, Option<Link>) {
        let site = self.site;
        let (previous, next) = match self.place {
            Place::Entry(entry) => {
                let row = &site.records.members[site.records.get(entry).collection.0];
                let Ok(at) = row.binary_search(&entry) else { return (None, None) };
                let place = |at: usize| row.get(at).copied().map(Place::Entry);
                (at.checked_sub(1).and_then(place), place(at + 1))
            }
            Place::Page(page) if site.pages[page].address.is_empty() || site.pages[page].heads.is_some() => return (None, None),
            Place::Page(page) => {
                let section = |at: &usize| site.pages[*at].address.split('/').next() == site.pages[page].address.split('/').next();
                let stands = |at: &usize| site.pages[*at].heads.is_none();
                // Pages of one section stand in a row.
                let previous = (0..page).rev().take_while(section).find(stands);
                (previous.map(Place::Page), (page + 1..site.pages.len()).take_while(section).find(stands).map(Place::Page))
            }
        };
        let link = |place: Place| Link { href: self.href(place, None), html: escape::text(&site.title(place, Some(self.place))) };
        (previous.map(link), next.map(link))
    }
}
