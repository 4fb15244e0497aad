//! Owns what stands around the text of every page, and the way back from it. Head, header and footer are made once for all pages of
//! a section and depth.

mod menu;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use serde::Serialize;

use super::block::Link;
use super::escape;
use super::html::Walk;
use super::maker::Maker;
use super::page::{Scripts, Uses};
use super::surroundings::feed;
use crate::link::places::{COVERAGE, SEARCH};
use crate::link::texts::Place;
use menu::Entry;

/// The address of what is shown where nothing is: no link leads there.
pub const NOT_FOUND: &str = "404.html";

/// What stands around the text of a page, as HTML.
#[derive(Debug, Default, Clone)]
pub struct Frame {
    /// What the head has in common with that of other pages.
    pub head_html: Arc<str>,
    /// The title of the site and its menu.
    pub header_html: Arc<str>,
    /// The foot of the site.
    pub footer_html: Arc<str>,
}

/// All that a frame depends on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FrameKey {
    /// The way to the root.
    root: String,
    /// The address of the section in the menu.
    section: Option<String>,
    /// The scripts that the page has a use for.
    uses: Uses,
    /// Whether a field for searching stands in the header.
    searched: bool,
    /// Whether it is the home page.
    home: bool,
}

/// What the templates of head, header and footer get.
#[derive(Serialize)]
struct Around<'a> {
    /// The site's title.
    site_title: &'a str,
    /// The way to the site's root.
    root: &'a str,
    /// The address of the picture that stands for the site elsewhere, where `base_url` is absolute.
    card: String,
    /// The address of the feed, where there is one.
    feed: String,
    /// The ways to the style sheet, the script and the icon; empty if the theme has none.
    style: String,
    script: String,
    icon: String,
    /// The ways to all files of the theme, by name.
    assets: BTreeMap<&'a str, String>,
    /// The ways to the theme's further scripts, where the page has a use for them.
    scripts: Scripts,
    /// Whether the page has a foot of its own.
    foot: bool,
    /// The menu.
    items: Vec<Entry>,
    /// The way to the page of search; empty where a field for it stands in the text, or the site has none.
    search: String,
    /// The same on the home page, where that field stands in the text.
    search_page: String,
    /// The licence of the content.
    licence: Option<Link>,
    /// The way to the page on coverage, where the site has one.
    coverage: String,
    /// The footer's text.
    text_html: String,
}

/// What stands around the text of a page that uses these scripts.
pub fn frame(maker: &mut Maker<'_>, uses: Uses) -> Frame {
    let shop = maker.shop;
    let section = menu::section(maker, &maker.address);
    let searched = shop.searched && !maker.searches_in_text();
    let key = FrameKey { root: maker.root.clone(), section, uses, searched, home: maker.address.is_empty() };
    let known = shop.frames.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    known.unwrap_or_else(|| {
        // Whichever page comes first, the frame is the same.
        let mut other = Maker { root: key.root.clone(), address: NOT_FOUND.to_owned(), ..Maker::new(shop, shop.home()) };
        let frame = make(&mut other, &key);
        // With a mistake in it, each page makes it.
        if other.found.is_empty() {
            shop.frames.lock().unwrap_or_else(PoisonError::into_inner).insert(key, frame.clone());
        }
        maker.found.append(&mut other.found);
        frame
    })
}

fn make(maker: &mut Maker<'_>, key: &FrameKey) -> Frame {
    let site = maker.site;
    let way = |address: &str, stands: bool| if stands { maker.to(address) } else { String::new() };
    let around = Around {
        site_title: &site.settings.title,
        root: if key.root.is_empty() { "./" } else { &key.root },
        card: maker.shop.assets.get("card.png").map(|address| maker.whole_address(address)).unwrap_or_default(),
        feed: way("feed.xml", feed::stands(site)),
        style: maker.asset("style.css"),
        script: maker.asset("script.js"),
        icon: maker.asset("icon.svg"),
        assets: maker.shop.assets.iter().map(|(name, address)| (name.as_str(), maker.to(address))).collect(),
        scripts: Scripts::new(maker, key.uses),
        foot: key.uses.cites(),
        items: menu::entries(maker, &site.menu, key.section.as_deref()),
        search: way(SEARCH, key.searched),
        search_page: way(SEARCH, key.home && maker.shop.searched),
        licence: maker.licence(),
        coverage: way(COVERAGE, maker.shop.pages.contains_key(COVERAGE)),
        text_html: footer(maker),
    };
    let mut part = |name| maker.part(name, &around).into();
    Frame { head_html: part("parts/head.html"), header_html: part("parts/header.html"), footer_html: part("parts/footer.html") }
}

/// The text of the footer, as HTML.
fn footer(maker: &mut Maker<'_>) -> String {
    let site = maker.site;
    let mut html = String::new();
    let notes = OnceCell::new();
    let walk = Walk { anchors: false, outside: true, footless: Some(&notes), ..Walk::new(&site.footer) };
    maker.nodes(walk, site.footer.doc.tree.nodes(), &mut html);
    html
}

/// The way to a page from the home page, without the page itself.
pub fn breadcrumbs(maker: &Maker<'_>, way: &[(String, String)]) -> Vec<Link> {
    way.iter().map(|(folder, words)| Link { href: maker.to(folder), html: escape::text(words) }).collect()
}

/// The addresses and titles of the pages that a page lies below, the home page first.
pub fn way(maker: &Maker<'_>, address: &str) -> Vec<(String, String)> {
    if address.is_empty() {
        return Vec::new();
    }
    let mut way = Vec::new();
    let mut rest = address.trim_end_matches('/');
    while let Some((before, _)) = rest.rsplit_once('/') {
        let folder = format!("{before}/");
        if let Some(page) = maker.shop.pages.get(folder.as_str()) {
            let words = maker.site.title(Place::Page(*page), None).into_owned();
            way.push((folder, words));
        }
        rest = before;
    }
    way.push((String::new(), maker.word("home").to_owned()));
    way.reverse();
    way
}
