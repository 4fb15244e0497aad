//! Owns the keys of `site.yaml` that concern the site as a whole.

use super::id::offer_id;
use super::language::language;
use super::menu::menu;
use crate::base::{Diagnostic, Span, mistake};
use crate::parse::address::{has_host, is_plain, no_base};
use crate::parse::block::BLOCKS;
use crate::parse::map::Map;
use crate::schema::{Author, Settings};

const ADDRESS: &str = "a whole address that begins with https://";

/// The site's own keys.
pub fn settings(map: &Map<'_>, found: &mut Vec<Diagnostic>) -> Settings {
    let mut text = |key: &str| map.text(key, found).map(|(text, _)| text.to_owned()).unwrap_or_default();
    let mut settings = Settings {
        description: text("description"),
        base_url: text("base_url"),
        theme: text("theme"),
        edit_url: text("edit_url"),
        report_url: text("report_url"),
        ..Settings::default()
    };
    settings.language = match map.text("language", found).map(|(text, span)| (language(text), text, span)) {
        Some((Some(code), _, span)) => {
            settings.language_at = Some(span);
            code
        }
        Some((None, text, span)) if !text.is_empty() => {
            found.push(mistake::no_language(span, text));
            "en".to_owned()
        }
        _ => "en".to_owned(),
    };
    if settings.theme.is_empty() {
        settings.theme = "default".to_owned();
    }
    if !settings.base_url.is_empty() && !settings.base_url.ends_with('/') {
        settings.base_url.push('/');
    }
    settings.title = map.needed("title", "site.yaml", found).map(|(text, _)| text.to_owned()).unwrap_or_default();
    settings.footer = map.text("footer", found).map(|(text, span)| (text.to_owned(), span));
    settings.citations = map.text("citations", found).map(|(text, span)| (text.to_owned(), span));
    settings.search_examples = map.texts("search_examples", found).into_iter().map(|(text, _)| text.to_owned()).collect();
    settings.authors =
        map.texts("authors", found).into_iter().map(|(text, _)| Author::new(text)).filter(|author| !author.family.is_empty()).collect();
    settings.html = map.says("html", "allow", found);
    for key in ["base_url", "edit_url", "report_url"] {
        if let Some((text, span)) = map.text(key, found) {
            found.extend(address(key, text, span));
        }
    }
    if let Some(licence) = map.get("licence").and_then(|node| Map::new(node, map.file, "licence", found)) {
        licence.only("licence", &["name", "url"], found);
        let name = licence.needed("name", "licence", found).map(|(text, _)| text.to_owned());
        let url = licence.needed("url", "licence", found);
        if let Some((text, span)) = url.filter(|(text, _)| !is_plain(text) || !has_host(text)) {
            found.push(mistake::wrong_type(span, "url", ADDRESS, text));
        }
        let url = url.map(|(text, _)| text.to_owned());
        settings.licence = name.zip(url);
    }
    if let Some(callouts) = map.get("callouts").and_then(|node| Map::new(node, map.file, "callouts", found)) {
        for (key, _) in callouts.pairs {
            if BLOCKS.contains(&key.text.as_str()) {
                found.push(mistake::reserved_callout(map.at(key.start, key.end), &key.text));
            } else if key.text.contains([' ', '\t', '{']) {
                found.push(mistake::bad_callout(map.at(key.start, key.end), &key.text, offer_id(&key.text)));
            } else if let Some((label, _)) = callouts.text(&key.text, found) {
                settings.callouts.push((key.text.clone(), label.to_owned()));
            }
        }
    }
    settings.menu = menu(map, found);
    settings
}

/// What is wrong with one of the site's addresses.
fn address(key: &str, text: &str, span: Span) -> Option<Diagnostic> {
    let place = "{path}";
    let unknown = text.replace(place, "");
    Some(if text.contains("//example.") || text.contains(".example.") || text.contains(".example/") {
        mistake::sample_value(span, key, text)
    } else if key == "base_url" {
        return no_base(text).map(|wanted| mistake::wrong_type(span, key, wanted, text));
    } else if !is_plain(text) || !has_host(text) {
        mistake::wrong_type(span, key, ADDRESS, text)
    } else if unknown.contains(['{', '}']) || key == "edit_url" && !text.contains(place) {
        mistake::no_path(span, key, text)
    } else {
        return None;
    })
}
