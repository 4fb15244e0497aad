//! Owns what stands around every page: the menu, the scripts, the way back. Menus are made once for each section and depth.

use serde::Serialize;

use super::block::Link;
use super::escape;
use super::maker::{Maker, Reused};
use super::page::Scripts;
use crate::link::Item;
use crate::link::places::SEARCH;
use crate::link::texts::{Place, Target};

/// What the template of the menu gets.
#[derive(Serialize)]
struct Menu {
    items: Vec<Entry>,
    /// The way to the page of search; empty where a field for it stands in the text, or the site has none.
    search: String,
}

/// What the template of the scripts gets.
#[derive(Serialize)]
struct Loaded<'a> {
    scripts: &'a Scripts,
}

/// One item.
#[derive(Serialize)]
struct Entry {
    href: String,
    html: String,
    current: bool,
    items: Vec<Entry>,
}

/// The menu on a page; it marks the section, never a single page, so that pages can share it.
pub fn menu(maker: &mut Maker<'_>, address: &str) -> String {
    let section = section(maker, address);
    let searched = maker.shop.searched && !maker.searches_in_text();
    maker.reused(Reused::Menu(maker.root.clone(), section.clone(), searched), |maker| {
        let items = entries(maker, &maker.site.menu, section.as_deref());
        let search = if searched { maker.to(SEARCH) } else { String::new() };
        maker.part("parts/menu.html", &Menu { items, search })
    })
}

/// The elements that load scripts.
pub fn scripts(maker: &mut Maker<'_>, scripts: &Scripts) -> String {
    maker.reused(Reused::Scripts(scripts.clone()), |maker| maker.part("parts/scripts.html", &Loaded { scripts }))
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
pub fn breadcrumbs(maker: &Maker<'_>, address: &str) -> Vec<Link> {
    way(maker, address).into_iter().map(|(folder, words)| Link { href: maker.to(&folder), html: escape::text(&words) }).collect()
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
