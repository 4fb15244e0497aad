//! Owns the menu: its items, and which of them a page belongs to.

use serde::Serialize;

use crate::link::Item;
use crate::link::texts::{Place, Target};
use crate::render::escape;
use crate::render::maker::Maker;

/// One item.
#[derive(Serialize)]
pub struct Entry {
    href: String,
    html: String,
    current: bool,
    items: Vec<Entry>,
}

/// The address of the menu's item that a page belongs to: the longest that it begins with.
pub fn section(maker: &Maker<'_>, address: &str) -> Option<String> {
    let addresses = maker.site.menu.iter().flat_map(Item::places).map(|place| maker.site.address(place).0);
    let within = addresses.filter(|item| !item.is_empty() && address.starts_with(item));
    within.max_by_key(|item| item.len()).map(str::to_owned)
}

/// The items of the menu on a page; they mark its section, never a single page, so that pages can share them.
pub fn entries(maker: &Maker<'_>, items: &[Item], section: Option<&str>) -> Vec<Entry> {
    items
        .iter()
        .map(|item| match item {
            Item::Group(title, items) => {
                let items = entries(maker, items, section);
                Entry { href: String::new(), html: escape::text(title), current: items.iter().any(|item| item.current), items }
            }
            Item::Link(target) => {
                let place = target.place();
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
