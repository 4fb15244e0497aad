//! Owns `CITATION.cff`: how the whole site is cited.

use serde_json::Value;

use crate::render::escape;
use crate::render::maker::Shop;
use crate::render::output::Put;

/// Makes the file. Strings are quoted as in JSON, which YAML reads the same way.
pub fn make(shop: &Shop<'_>, put: &Put<'_>) {
    let settings = &shop.site.settings;
    let quoted = |text: &str| Value::from(&*escape::plain(text)).to_string();
    let title = quoted(&settings.title);
    let message = quoted(shop.site.theme.strings.get("cite-site"));
    let mut lines = vec!["cff-version: 1.2.0".to_owned(), format!("message: {message}"), "type: dataset".to_owned(), format!("title: {title}")];
    lines.push("authors:".to_owned());
    if settings.authors.is_empty() {
        lines.push(format!("  - name: {title}"));
    }
    lines.extend(settings.authors.iter().map(|author| match author.given.as_str() {
        "" => format!("  - name: {}", quoted(&author.family)),
        given => format!("  - family-names: {}\n    given-names: {}", quoted(&author.family), quoted(given)),
    }));
    if !settings.description.is_empty() {
        lines.push(format!("abstract: {}", quoted(&settings.description)));
    }
    lines.extend(settings.whole_address("").map(|url| format!("url: {}", quoted(&url))));
    if let Some((_, url)) = &settings.licence {
        lines.push(format!("license-url: {}", quoted(url)));
    }
    let newest = shop.site.places().filter_map(|place| shop.site.last_changed(place)).max().filter(|date| date.day.is_some());
    lines.extend(newest.map(|date| format!("date-released: \"{date}\"")));
    put("CITATION.cff", (lines.join("\n") + "\n").as_bytes());
}
