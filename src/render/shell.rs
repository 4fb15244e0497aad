//! Owns what stands around the text of every page, and the way back from it. Head, header and footer are made once for all pages of
//! a section and depth.

use std::sync::{Arc, PoisonError};

use serde::Serialize;

use super::block::Link;
use super::escape;
use super::maker::Maker;
use super::page::{Scripts, Uses};
use crate::link::Item;
use crate::link::places::{COVERAGE, SEARCH};
use crate::link::texts::{Place, Target};

/// An address that no page has.
const NOWHERE: &str = "404.html";

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
pub struct Kind {
    /// The way to the root.
    root: String,
    /// The address of the section in the menu.
    section: Option<String>,
    /// The scripts that the page has a use for.
    scripts: Uses,
    /// Whether a field for searching stands in the header.
    searched: bool,
    /// Whether it is the home page.
    home: bool,
    /// Whether the page has a foot of its own.
    foot: bool,
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

/// One item.
#[derive(Serialize)]
struct Entry {
    href: String,
    html: String,
    current: bool,
    items: Vec<Entry>,
}

/// What stands around the text of a page; the menu marks the section, never a single page, so that pages can share it.
pub fn frame(maker: &mut Maker<'_>, scripts: Uses, home: bool, foot: bool) -> Frame {
    let shop = maker.shop;
    let section = section(maker, &maker.address);
    let searched = shop.searched && !maker.searches_in_text();
    let kind = Kind { root: maker.root.clone(), section, scripts, searched, home, foot };
    let known = shop.frames.lock().unwrap_or_else(PoisonError::into_inner).get(&kind).cloned();
    known.unwrap_or_else(|| {
        // Whichever page of the kind comes first, the frame is the same.
        let mut other = Maker { root: kind.root.clone(), address: NOWHERE.to_owned(), ..Maker::new(shop, shop.home()) };
        let frame = make(&mut other, &kind);
        // With a mistake in it, each page makes it.
        if other.found.is_empty() {
            shop.frames.lock().unwrap_or_else(PoisonError::into_inner).insert(kind, frame.clone());
        }
        maker.found.append(&mut other.found);
        frame
    })
}

fn make(maker: &mut Maker<'_>, kind: &Kind) -> Frame {
    let site = maker.site;
    let way = |address: &str, stands: bool| if stands { maker.to(address) } else { String::new() };
    let absolute = site.settings.base_url.starts_with("http");
    let around = Around {
        site_title: &site.settings.title,
        root: if kind.root.is_empty() { "./" } else { &kind.root },
        card: maker.shop.assets.get("card.png").map(|address| maker.reached(address)).unwrap_or_default(),
        feed: way("feed.xml", absolute),
        style: maker.asset("style.css"),
        script: maker.asset("script.js"),
        icon: maker.asset("icon.svg"),
        scripts: Scripts::new(maker, kind.scripts),
        foot: kind.foot,
        items: entries(maker, &site.menu, kind.section.as_deref()),
        search: way(SEARCH, kind.searched),
        search_page: way(SEARCH, kind.home && maker.shop.searched),
        licence: maker.licence(),
        coverage: way(COVERAGE, maker.shop.pages.contains_key(COVERAGE)),
        text_html: maker.footer(),
    };
    let mut part = |name| maker.part(name, &around).into();
    Frame { head_html: part("parts/head.html"), header_html: part("parts/header.html"), footer_html: part("parts/footer.html") }
}

/// The address of the menu's item that a page belongs to: the longest that it begins with.
fn section(maker: &Maker<'_>, address: &str) -> Option<String> {
    fn all<'a>(maker: &'a Maker<'_>, items: &'a [Item], addresses: &mut Vec<&'a str>) {
        for item in items {
            match item {
                Item::Link(Target::Place(place, _)) => addresses.push(maker.site.address(*place).0),
                Item::Link(_) => {}
                Item::Group(_, items) => all(maker, items, addresses),
            }
        }
    }
    let mut addresses = Vec::new();
    all(maker, &maker.site.menu, &mut addresses);
    let within = addresses.into_iter().filter(|item| !item.is_empty() && address.starts_with(item));
    within.max_by_key(|item| item.len()).map(str::to_owned)
}

fn entries(maker: &Maker<'_>, items: &[Item], section: Option<&str>) -> Vec<Entry> {
    items
        .iter()
        .map(|item| match item {
            Item::Group(title, items) => {
                let items = entries(maker, items, section);
                Entry { href: String::new(), html: escape::text(title), current: items.iter().any(|item| item.current), items }
            }
            Item::Link(target) => {
                let place = match target {
                    Target::Place(place, _) => Some(*place),
                    _ => None,
                };
                let address = place.map(|place| maker.site.address(place).0);
                Entry {
                    href: match (place, target) {
                        (_, Target::Elsewhere(address)) => escape::address(address),
                        (Some(place), _) => maker.to(maker.site.address(place).0),
                        _ => String::new(),
                    },
                    html: escape::text(&words(maker, target, place)),
                    current: address.is_some() && address == section,
                    items: Vec::new(),
                }
            }
        })
        .collect()
}

/// What the menu calls a page: an index by its collection, which is shorter than its title.
fn words(maker: &Maker<'_>, target: &Target, place: Option<Place>) -> String {
    let heads = match place {
        Some(Place::Page(page)) => maker.site.pages[page].heads,
        _ => None,
    };
    match heads {
        Some(collection) => maker.site.records.schema.collection(collection).many.clone(),
        None => maker.site.words(target, None).into_owned(),
    }
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
