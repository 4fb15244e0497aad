//! Owns the menu as `site.yaml` declares it: names, and titles with names below them.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Span, mistake};
use crate::parse::map::{Map, shown};
use crate::parse::yaml::{Node, NodeKind};
use crate::schema::MenuItem;

/// Reads `menu`.
pub fn menu(map: &Map<'_>, found: &mut Vec<Diagnostic>) -> Vec<MenuItem> {
    match map.get("menu") {
        Some(Node { kind: NodeKind::List(list), .. }) => items(list, map, false, found),
        Some(node) => {
            found.push(mistake::wrong_kind(map.at(node.start, node.end), "menu", "a list", &shown(node)));
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// The items of the menu itself, or those `below` a title.
fn items(list: &[Node], map: &Map<'_>, below: bool, found: &mut Vec<Diagnostic>) -> Vec<MenuItem> {
    let mut menu = Vec::new();
    let mut known: BTreeMap<&str, Span> = BTreeMap::new();
    for item in list {
        let span = map.at(item.start, item.end);
        match &item.kind {
            NodeKind::Scalar { text, .. } => match known.get(text.as_str()) {
                Some(first) => found.push(mistake::duplicate_item(span, text, *first)),
                None => {
                    known.insert(text, span);
                    menu.push(MenuItem::Link(text.clone(), span));
                }
            },
            NodeKind::Map(_) if below => found.push(mistake::deep_menu(span)),
            NodeKind::Map(_) => menu.extend(group(item, map, found)),
            _ => found.push(mistake::wrong_kind(span, "menu", "a name, or a title with items", &shown(item))),
        }
    }
    menu
}

/// A title with items.
fn group(item: &Node, map: &Map<'_>, found: &mut Vec<Diagnostic>) -> Option<MenuItem> {
    let group = Map::new(item, map.file, "menu", found)?;
    if let [(key, Node { kind: NodeKind::Scalar { text, .. }, .. })] = group.pairs
        && !matches!(key.text.as_str(), "title" | "items")
    {
        found.push(mistake::titled_item(map.at(item.start, item.end), &key.text, text));
        return None;
    }
    const WHAT: &str = "a group of the menu";
    group.only(WHAT, &["title", "items"], found);
    let title = group.needed("title", WHAT, found).map(|(text, _)| text.to_owned()).unwrap_or_default();
    match group.get("items") {
        Some(Node { kind: NodeKind::List(list), start, end }) if list.is_empty() => {
            found.push(mistake::empty_group(map.at(*start, *end), &title));
            None
        }
        Some(Node { kind: NodeKind::List(list), .. }) => Some(MenuItem::Group(title, items(list, map, true, found))),
        Some(node) => {
            found.push(mistake::wrong_kind(map.at(node.start, node.end), "items", "a list", &shown(node)));
            None
        }
        None => {
            if !group.misspells("items", found) {
                found.push(mistake::missing_key(group.span, "items", WHAT));
            }
            None
        }
    }
}
