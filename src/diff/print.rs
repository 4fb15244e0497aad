//! Owns how changes are told: to people, to programs, to feed readers.

use serde_json::{Value as Json, json};

use super::{Change, Changes, Page, Record};
use crate::base::print::visible;

const ALL: [(Change, &str, char); 4] =
    [(Change::Added, "added", '+'), (Change::Changed, "changed", '~'), (Change::Moved, "moved", '>'), (Change::Removed, "removed", '-')];

/// For people, a line for each.
pub fn text(changes: &Changes) -> String {
    let mut out = String::new();
    out.push_str(&head("pages", changes.pages.iter().map(|page| page.change)));
    for (change, _, sign) in ALL {
        for page in changes.pages.iter().filter(|page| page.change == change) {
            let address = |address: &str| if address.is_empty() { "/".to_owned() } else { address.to_owned() };
            let now = page.now.as_deref().map(|now| format!(" → {}", address(now))).unwrap_or_default();
            out.push_str(&visible::line(&format!("  {sign} {}{now}  {}", address(&page.address), page.title)));
            out.push('\n');
        }
    }
    out.push_str(&head("records", changes.records.iter().map(|record| record.change)));
    for (change, _, sign) in ALL {
        for record in changes.records.iter().filter(|record| record.change == change) {
            out.push_str(&visible::line(&format!("  {sign} {}:{}  {}", record.collection, record.id, record.title)));
            out.push('\n');
            for (name, before, after) in &record.fields {
                let shown = |text: &str| if text.is_empty() { "(nothing)".to_owned() } else { short(text) };
                out.push_str(&visible::line(&format!("      {name}: {} → {}", shown(before), shown(after))));
                out.push('\n');
            }
        }
    }
    out
}

fn head(what: &str, changes: impl Iterator<Item = Change> + Clone) -> String {
    let counts = ALL.iter().filter(|(change, ..)| *change != Change::Moved || what == "pages");
    let counts: Vec<String> = counts.map(|(change, word, _)| format!("{} {word}", changes.clone().filter(|known| known == change).count())).collect();
    format!("{what}: {}\n", counts.join(", "))
}

fn short(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

/// For programs.
pub fn json(changes: &Changes) -> String {
    let pages = |change: Change| -> Vec<Json> {
        let pages = changes.pages.iter().filter(|page| page.change == change);
        let told = |page: &Page| match &page.now {
            Some(now) => json!({ "address": page.address, "title": page.title, "now": now }),
            None => json!({ "address": page.address, "title": page.title }),
        };
        pages.map(told).collect()
    };
    let records = |change: Change| -> Vec<Json> {
        let records = changes.records.iter().filter(|record| record.change == change);
        records
            .map(|record| {
                let fields: Vec<Json> =
                    record.fields.iter().map(|(name, before, after)| json!({ "name": name, "before": before, "after": after })).collect();
                json!({ "collection": record.collection, "id": record.id, "title": record.title, "fields": fields })
            })
            .collect()
    };
    let all = json!({
        "version": 1,
        "pages": { "added": pages(Change::Added), "changed": pages(Change::Changed), "moved": pages(Change::Moved), "removed": pages(Change::Removed) },
        "records": { "added": records(Change::Added), "changed": records(Change::Changed), "removed": records(Change::Removed) },
    });
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_default();
    text.push('\n');
    text
}

/// For feed readers: an entry for each page and record. `base` is the site's address, and `moment` that of the changes, as Atom has it:
/// `2026-11-22T00:00:00Z`.
pub fn atom(changes: &Changes, base: &str, moment: &str) -> String {
    let (base, moment) = (escaped(base), escaped(moment));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>Changes</title>\n<id>{base}#changes</id>\n<link href=\"{base}\"/>\n<updated>{moment}</updated>\n<author><name>Changes</name></author>\n"
    );
    let mut entry = |id: &str, link: &str, words: &str, summary: &str| {
        let (id, link, words, summary) = (escaped(id), escaped(link), escaped(words), escaped(summary));
        xml.push_str(&format!(
            "<entry><title>{words}</title><id>{base}#{moment}-{id}</id><link href=\"{base}{link}\"/><updated>{moment}</updated><summary>{summary}</summary></entry>\n"
        ));
    };
    for Page { change, address, title, now } in &changes.pages {
        entry(&format!("page-{address}"), now.as_ref().unwrap_or(address), &format!("{}: {title}", word(*change)), "");
    }
    for Record { change, collection, id, title, fields } in &changes.records {
        let told: Vec<String> = fields.iter().map(|(name, before, after)| format!("{name}: {} → {}", short(before), short(after))).collect();
        let words = format!("{}: {collection}, {title}", word(*change));
        entry(&format!("record-{collection}-{id}"), &format!("data/{collection}.csv"), &words, &told.join("; "));
    }
    xml.push_str("</feed>\n");
    xml
}

fn word(change: Change) -> &'static str {
    ALL.iter().find(|(known, ..)| *known == change).map_or("", |(_, word, _)| word)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
